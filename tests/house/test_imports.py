"""What ``import quoteattr`` costs: one dependency, and little work."""

from __future__ import annotations

import subprocess
import sys

from hangs import HANG
from places import ROOT, SRC

DEPENDENCIES = {"attr", "attrs"}  # the others come on first use
LATER = {
    "rapidfuzz",
    "regex",
    "csv",
    "html",
    "argparse",
    "multiprocessing",
    "concurrent",
    "asyncio",
    "unittest",
    "numpy",
    "json",
    "hashlib",
}
ROOMS_LATER = {"lang", "model", "verification", "documents", "news", "fiction", "text", "quotes", "pipeline"}


def python(code: str) -> str:
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(SRC)!r}); {code}"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=HANG).stdout


def test_loads_nothing_but_the_dependencies() -> None:
    code = "before = set(sys.modules); import quoteattr; print(*sorted(set(sys.modules) - before))"
    modules = python(code).split()
    loaded = {name.partition(".")[0] for name in modules}
    assert loaded - set(sys.stdlib_module_names) - DEPENDENCIES - {"quoteattr"} == set()
    assert loaded.isdisjoint(LATER)
    assert {name.split(".")[1] for name in modules if name.startswith("quoteattr.")}.isdisjoint(ROOMS_LATER)


def test_an_import_does_little() -> None:
    """Counted beside attrs, whose classes are most of it; tools/bench/speed.py has the time."""
    code = (
        f"sys.path.insert(0, {str(ROOT)!r}); "
        "from importlib import import_module; from tools.bench.counting import lines_of; "
        "print(*[lines_of(lambda: import_module(name)) for name in ('attrs', 'quoteattr')])"
    )
    attrs, ours = map(int, python(code).split())
    assert ours < 5 * attrs  # it is 2 to 4, by the version of Python
