"""Each extra for users, alone in a new environment: its examples in the docs run there.

    python tools/try_extras.py [EXTRA...]

Those are the extras of pyproject.toml that ``pages.MODULES`` names. Their blocks run on a terminal of their
own, as on a user's. Prints a table; exit status 1 where one fails, or has no example.
"""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from pathlib import Path
from typing import NamedTuple

from corpora import ROOT
from pages import MODULES, blocks, pages


class Tried(NamedTuple):
    """What came of an extra: how many examples it has, and None or why it failed."""

    extra: str
    examples: int
    install_seconds: float
    run_seconds: float
    fault: str | None


def extras() -> list[str]:
    """Those for users, in the order of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [extra for extra in project["optional-dependencies"] if extra in MODULES]


def tried(extra: str) -> Tried:
    """Runs the blocks of the extra in an environment made for it."""
    found = {page: [block for block in blocks(page) if block.extra == extra] for page in pages()}
    where = [str(page) for page, its in found.items() if its]
    examples = sum(map(len, found.values()))
    if not examples:
        return Tried(extra, 0, 0, 0, "no page has an example")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        installed = subprocess.run([*install, f"{ROOT}[{extra}]"], capture_output=True, text=True)
        middle = time.perf_counter()
        if installed.returncode:
            print(installed.stderr, flush=True)
            return Tried(extra, examples, middle - start, 0, "not installed")
        printed = io.BytesIO()
        status = _on_a_terminal([python, str(ROOT / "tools" / "pages.py"), "--extra", extra, *where], printed)
    seconds = time.perf_counter() - middle
    if status:
        print(printed.getvalue().decode("utf-8", "replace"), flush=True)
    return Tried(extra, examples, middle - start, seconds, f"exit status {status}" if status else None)


def _on_a_terminal(command: list[str], printed: io.BytesIO) -> int:
    def read(terminal: int) -> bytes:
        printed.write(data := os.read(terminal, 4096))
        return data

    # what is copied to our own output is nothing: the table stands there
    with open(os.devnull, "wb") as nowhere:
        ours = os.dup(1)
        sys.stdout.flush()
        os.dup2(nowhere.fileno(), 1)
        try:
            return os.waitstatus_to_exitcode(pty.spawn(command, read))
        finally:
            os.dup2(ours, 1)
            os.close(ours)


if __name__ == "__main__":
    known = extras()
    chosen = sys.argv[1:] or known
    if unknown := set(chosen) - set(known):
        sys.exit(f"no extra for users: {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    print(f"{'extra':8}{'examples':>10}{'install':>10}{'run':>10}  result", flush=True)
    results = []
    for extra in chosen:
        results.append(one := tried(extra))
        seconds = f"{one.install_seconds:8.0f} s{one.run_seconds:8.1f} s"
        print(f"{extra:8}{one.examples:10}{seconds}  {one.fault or 'runs'}", flush=True)
    sys.exit(int(any(one.fault for one in results)))
