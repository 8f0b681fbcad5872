"""What ``import quoteattr`` costs: three dependencies at most, and little time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SRC = Path(__file__).parent.parent / "src"
DEPENDENCIES = {"attr", "attrs", "regex"}  # rapidfuzz comes on first use
LATER = {
    "rapidfuzz",
    "csv",
    "html",
    "argparse",
    "multiprocessing",
    "concurrent",
    "asyncio",
    "unittest",
    "numpy",
}


def python(code: str) -> str:
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(SRC)!r}); {code}"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_loads_nothing_but_the_dependencies() -> None:
    code = "before = set(sys.modules); import quoteattr; print(*sorted(set(sys.modules) - before))"
    loaded = {name.partition(".")[0] for name in python(code).split()}
    foreign = loaded - set(sys.stdlib_module_names) - DEPENDENCIES - {"quoteattr"}
    # a compiled helper of regex or attrs may have a name of its own
    assert foreign <= {"_regex", "_regex_core"}
    assert loaded.isdisjoint(LATER)


def seconds(code: str) -> float:
    """Of processor time, start included: what else runs on the machine is not our cost."""
    return float(python(f"{code}; import time; print(time.process_time())"))


def test_import_is_fast() -> None:
    python("import quoteattr")  # writes the bytecode
    bare, ours = zip(*[(seconds("pass"), seconds("import quoteattr")) for _ in range(9)], strict=True)
    cost = min(ours) - min(bare)  # a busy machine makes some of them dear, none cheap
    assert cost < 0.150
