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
    if length < LONG or not is_terminal():
        yield None
        return
    room = max(min(width(), _WIDEST) - len(meter(0)) - 6, 1)
    shown = -1

    def draw(done: int, of: int) -> None:
        nonlocal shown
        percent = 100 * done // of
        if percent != shown:
            shown = percent
            put(f"{fitted(name, room)} {meter(percent / 100)} {percent:3}%"[-width() :])

    with cleared():
        draw(0, 1)
        yield draw


def is_terminal() -> bool:
    """Whether a bar can be drawn on standard error."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal that a bar may take: the last one would break the line."""
    return shutil.get_terminal_size().columns - 1


def meter(share: float) -> str:
    """How much is done, as signs."""
    full = int(_STEPS * share)
    return f"[{'#' * full}{'.' * (_STEPS - full)}]"


@contextmanager
def cleared() -> Iterator[None]:
    """When the block ends, nothing of what was put on the line stays."""
    try:
        yield
    finally:
        put(" " * width() + "\r")


def put(line: str) -> None:
    """Put the line over the one before."""
    sys.stderr.write(f"\r{line}")
    sys.stderr.flush()
