"""A bar on the terminal while a long text is read; nothing of it stays, and none of it goes into a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from quoteattr.export.table import fitted
from quoteattr.pipeline import Progress

LONG = 200_000  # characters of a text that has a bar
_STEPS = 24
_WIDEST = 100


@contextmanager
def bar(name: str, length: int) -> Iterator[Progress | None]:
    """What to give ``attribute`` as on_progress for a text of ``length`` characters; None where no bar is
    wanted: a short text, or standard error is no terminal."""
    if length < LONG or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    width = min(shutil.get_terminal_size().columns - 1, _WIDEST)  # the last column would break the line
    shown = -1

    def draw(done: int, of: int) -> None:
        nonlocal shown
        percent = 100 * done // of
        if percent == shown:
            return
        shown = percent
        full = _STEPS * percent // 100
        room = max(width - _STEPS - 8, 1)
        line = f"{fitted(name, room)} [{'#' * full}{'.' * (_STEPS - full)}] {percent:3}%"
        _put("\r" + line[-width:])

    try:
        draw(0, 1)
        yield draw
    finally:
        _put("\r" + " " * width + "\r")


def _put(line: str) -> None:
    sys.stderr.write(line)
    sys.stderr.flush()
