"""Each extra that a how-to page names, alone in a new environment: its blocks on the page run.

    python tools/try_extras.py [EXTRA...]

Prints how long the installation took. Exit status 1 where one fails.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from corpora import ROOT
from pages import blocks, pages


def pages_of() -> dict[str, set[Path]]:
    """The pages that have blocks of an extra."""
    found: dict[str, set[Path]] = {}
    for page in pages():
        for block in blocks(page):
            if block.extra is not None:
                found.setdefault(block.extra, set()).add(page)
    return found


def tried(extra: str, where: set[Path]) -> bool:
    """Whether the blocks of the extra run in an environment made for it."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(next(Path(folder).glob("*/python*")))
        start = time.perf_counter()
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*install, f"{ROOT}[{extra}]"])
        print(f"[{extra}] installed in {time.perf_counter() - start:.0f} s", flush=True)
        run = [python, str(ROOT / "tools" / "pages.py"), "--extra", extra, *map(str, sorted(where))]
        return done.returncode == 0 and subprocess.run(run).returncode == 0


if __name__ == "__main__":
    known = pages_of()
    chosen = sys.argv[1:] or sorted(known)
    if unknown := set(chosen) - set(known):
        sys.exit(f"no page has blocks of {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    failed = [extra for extra in chosen if not tried(extra, known[extra])]
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)
