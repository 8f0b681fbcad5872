"""The built wheel in new environments: each extra for users alone, and each page as it is written.

    python -m tools.checks.extras [--python PYTHON]... [EXTRA...]

Builds the wheel and, with each PYTHON (by default the one that runs this), makes an environment for each
extra of pyproject.toml that ``pages.MODULES`` names: its blocks in the docs run there. Then each page runs as
a whole in an environment of just the extras that it names, README and the tutorials in one of none. Nothing
of the checkout is on the path but the pages and the examples. Blocks run on a terminal of their own, as on a
user's. With EXTRA only those, and no whole pages. Prints a table; exit status 1 where one fails, or has no
example.
"""

from __future__ import annotations

import argparse
import io
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tools.corpora import ROOT, parser
from tools.docs.pages import MODULES, blocks, pages, runs_here

_COPIED = ("README.md", "docs", "examples", "tools")


class Trial(NamedTuple):
    """What is tried: an environment of ``extras``, and the arguments of ``pages.py`` there."""

    extras: tuple[str, ...]
    what: str
    arguments: tuple[str, ...]


def extras() -> list[str]:
    """Those for users, in the order of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [extra for extra in project["optional-dependencies"] if extra in MODULES]


def trials(chosen: Sequence[str]) -> Iterator[Trial]:
    """Each extra alone; and without a choice each page that runs, by the extras that it names."""
    found = {page.relative_to(ROOT): blocks(page) for page in pages() if blocks(page)}
    for extra in chosen or extras():
        where = [str(page) for page, its in found.items() if any(block.extra == extra for block in its)]
        yield Trial((extra,), f"{len(where)} pages' blocks", ("--extra", extra, *where) if where else ())
    by_extras: dict[tuple[str, ...], list[str]] = {}
    for page, its in found.items() if not chosen else ():
        needs = tuple(sorted({block.extra for block in its if block.extra is not None}))
        by_extras.setdefault(needs, []).append(str(page))
    for needs, where in sorted(by_extras.items()):
        yield Trial(needs, f"{len(where)} pages as written", ("--check", *where))


class Environments:
    """Environments of one Python with the wheel, made at first use, in a folder."""

    def __init__(self, python: str, wheel: Path, folder: Path) -> None:
        self.python, self.wheel, self.folder = python, wheel, folder
        self.made: dict[tuple[str, ...], Path | None] = {}

    def of(self, names: tuple[str, ...]) -> Path | None:
        """The Python of an environment with these extras; None where it could not be installed."""
        if names not in self.made:
            self.made[names] = self._make(names)
        return self.made[names]

    def _make(self, names: tuple[str, ...]) -> Path | None:
        where = self.folder / ("-".join(names) or "core")
        subprocess.run([self.python, "-m", "venv", where], check=True)
        python = where / "bin" / "python"
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        wanted = f"{self.wheel}[{','.join(names)}]" if names else str(self.wheel)
        done = subprocess.run([*install, wanted], capture_output=True, text=True)
        if done.returncode:
            print(done.stderr, flush=True)
        return None if done.returncode else python


def tried(trial: Trial, made: Environments, checkout: Path) -> str:
    """ "runs", or why it does not."""
    if not trial.arguments:
        return "FAILS: no page has an example"
    if lacking := [extra for extra in trial.extras if not runs_here(extra)]:
        return f"not tried: this machine lacks what {', '.join(lacking)} needs"
    if (python := made.of(trial.extras)) is None:
        return "FAILS: not installed"
    printed = io.BytesIO()
    status = _on_a_terminal([str(python), "-m", "tools.docs.pages", *trial.arguments], printed, checkout)
    if status:
        print(printed.getvalue().decode("utf-8", "replace"), flush=True)
    return f"FAILS: exit status {status}" if status else "runs"


def _on_a_terminal(command: list[str], printed: io.BytesIO, folder: Path) -> int:
    def read(terminal: int) -> bytes:
        printed.write(data := os.read(terminal, 4096))
        return data

    # what is copied to our own output is nothing: the table stands there
    before = os.getcwd()
    with open(os.devnull, "wb") as nowhere:
        ours = os.dup(1)
        sys.stdout.flush()
        os.dup2(nowhere.fileno(), 1)
        os.chdir(folder)
        try:
            return os.waitstatus_to_exitcode(pty.spawn(command, read))
        finally:
            os.chdir(before)
            os.dup2(ours, 1)
            os.close(ours)


def built(folder: Path) -> Path:
    """The wheel of this checkout, in the folder."""
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def copied(folder: Path) -> Path:
    """The pages, the examples and this tool without the package, so that the wheel is what is tried."""
    for name in _COPIED:
        whole = (ROOT / name).is_dir()
        (shutil.copytree if whole else shutil.copyfile)(ROOT / name, folder / name)
    return folder


def main(arguments: Sequence[str]) -> int:
    options: argparse.ArgumentParser = parser(__doc__)
    options.add_argument("--python", action="append", help="with this one (several times)")
    options.add_argument("extra", nargs="*", choices=[*extras(), []])
    chosen = options.parse_args(arguments)
    failed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "checkout").mkdir()
        checkout, wheel = copied(folder / "checkout"), built(folder)
        for number, python in enumerate(chosen.python or [sys.executable]):
            version = subprocess.run([python, "--version"], check=True, capture_output=True, text=True).stdout
            print(f"{version.strip()}, {wheel.name}, {wheel.stat().st_size:,} bytes", flush=True)
            (folder / str(number)).mkdir()
            made = Environments(python, wheel, folder / str(number))
            for trial in trials(chosen.extra):
                result = tried(trial, made, checkout)
                failed |= result.startswith("FAILS")
                print(f"  {'+'.join(trial.extras) or 'core':22} {trial.what:24} {result}", flush=True)
            shutil.rmtree(folder / str(number))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
