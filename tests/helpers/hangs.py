"""Waits that only end a hang. Nothing is measured by them: what works, on however busy a machine, comes
nowhere near. No other file of the tests may look at a clock (test_clocks.py)."""

from __future__ import annotations

import time
from collections.abc import Callable

HANG = 300
"""Seconds after which a process, or a wait, is held to hang."""


def wait_or_hang(condition: Callable[[], object]) -> None:
    """Wait until the condition holds; AssertionError where it never does."""
    end = time.monotonic() + HANG
    while not condition():
        assert time.monotonic() < end, "it hangs"
        time.sleep(0.002)
