"""The library in a new environment, as a user gets it: how long, how many packages, how large, does it run.

    python -m tools.checks.install

Installs twice, each time in an environment of its own: the first fills pip's cache, the second is timed. Then
runs README's first command there. Prints the figures; exit status 1 where one misses its floor.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tools.corpora import ROOT

PACKAGES = {"attrs", "quoteattr", "rapidfuzz", "regex"}
_MOST_SECONDS = 20
_MOST_MEGABYTES = 30
_COMMAND = re.compile(r"\.venv/bin/(quoteattr examples/\S+)$", re.MULTILINE)
# Sizes are those of the files that each package lists as its own, compiled ones included.
_MEASURE = """
import json, os
from importlib.metadata import distributions
sizes = {}
for one in distributions():
    files = {os.path.realpath(file.locate()) for file in one.files or ()}
    sizes[one.metadata["Name"].lower()] = sum(os.path.getsize(file) for file in files if os.path.isfile(file))
print(json.dumps(sizes))
"""


class Figure(NamedTuple):
    """What was measured, its value for a person to read, and whether it is as promised."""

    what: str
    value: str
    met: bool


def installed(folder: str) -> tuple[Path, float]:
    """The Python of a new environment with the library, and the seconds that installing it took."""
    venv.create(folder, with_pip=True)
    python = next(path for path in Path(folder).glob("*/python*") if path.parent.name in ("bin", "Scripts"))
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT)]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return python, time.perf_counter() - start


def sizes(python: Path) -> dict[str, int]:
    """The bytes of each package of the environment but those that come with it."""
    measured = subprocess.run([python, "-c", _MEASURE], check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return {
        name: size for name, size in json.loads(measured.stdout).items() if name not in ("pip", "setuptools")
    }


def first_command(readme: str) -> list[str]:
    """The command that README tries first, without its environment. Raises LookupError without one."""
    found = _COMMAND.search(readme)
    if found is None:
        raise LookupError("README has no `.venv/bin/quoteattr examples/…`")
    return shlex.split(found[1])


def figures(seconds: float, bytes_of: dict[str, int], ran: bool) -> list[Figure]:
    """What was measured beside what is promised."""
    megabytes = sum(bytes_of.values()) / 1e6
    each = ", ".join(f"{name} {size / 1e6:.1f}" for name, size in sorted(bytes_of.items()))
    return [
        Figure(f"seconds to install, under {_MOST_SECONDS}", f"{seconds:.1f}", seconds < _MOST_SECONDS),
        Figure(f"packages, {len(PACKAGES)}", str(len(bytes_of)), set(bytes_of) == PACKAGES),
        Figure(f"MB, under {_MOST_MEGABYTES}", f"{megabytes:.1f} ({each})", megabytes < _MOST_MEGABYTES),
        Figure("README's first command runs", "yes" if ran else "no", ran),
    ]


def main(arguments: Sequence[str]) -> int:
    if arguments:
        print(__doc__)
        return int(arguments != ["--help"])
    with tempfile.TemporaryDirectory() as folder:
        installed(folder)
    with tempfile.TemporaryDirectory() as folder:
        python, seconds = installed(folder)
        program, *rest = first_command((ROOT / "README.md").read_text(encoding="utf-8"))
        done = subprocess.run(
            [python.parent / program, *rest], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
        )
        ran = done.returncode == 0 and "Ingrid Solberg" in done.stdout
        found = figures(seconds, sizes(python), ran)
    for figure in found:
        print(f"{'ok  ' if figure.met else 'MISS'} {figure.what}: {figure.value}")
    return int(not all(figure.met for figure in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
