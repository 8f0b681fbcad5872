"""Where things stand in the checkout, for every test, however deep its folder is."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
SRC = ROOT / "src"
EXAMPLES = ROOT / "examples"
CASES = TESTS / "cases"
