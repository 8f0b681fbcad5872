"""How far a corpus is: a bar on a terminal (by rich, where that is installed), elsewhere a line at times."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quoteattr.cli import progress
from quoteattr.cli.in_and_out import complain
from quoteattr.corpus import Progress
from quoteattr.export.table import fitted

Tell = Callable[[Progress], None]

LINE_SECONDS = 60.0
_DRAW_SECONDS = 0.1


@contextmanager
def shown() -> Iterator[Tell]:
    """What to give ``corpus.run`` as on_progress."""
    if not progress.is_terminal():
        yield _every(LINE_SECONDS, lambda share, status: complain(f"{share:.0%}, {status}"))
        return
    try:
        import rich.progress  # noqa: F401
    except ImportError:
        with _plain() as tell:
            yield tell
    else:
        with _rich() as tell:
            yield tell


def status(now: Progress, texts: int, seconds: float) -> str:
    """Texts, rate and time left after ``seconds`` in which ``texts`` of them were done."""
    words = [f"{now.texts:,} texts", f"{texts / seconds:,.1f} a second"]
    read, left = now.read - now.before, now.size - now.read
    if read > 0:
        words.append(f"{_duration(left / read * seconds)} left")
    if now.failed:
        words.append(f"{now.failed:,} failed")
    return ", ".join(words)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def _every(interval: float, put: Callable[[float, str], None]) -> Tell:
    """Calls ``put(share done, status)`` each ``interval`` seconds at most."""
    start = latest = time.monotonic()
    before: int | None = None

    def tell(done: Progress) -> None:
        nonlocal latest, before
        if before is None:
            before = done.texts - 1
        now = time.monotonic()
        if now - latest >= interval:
            latest = now
            share = done.read / done.size if done.size else 1.0
            put(share, status(done, done.texts - before, now - start))

    return tell


@contextmanager
def _plain() -> Iterator[Tell]:
    def draw(share: float, status: str) -> None:
        line = f"{progress.meter(share)} {share:4.0%} {status}"
        progress.put(fitted(line, progress.width()))

    with progress.cleared():
        yield _every(_DRAW_SECONDS, draw)


@contextmanager
def _rich() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.percentage:3.0f}% {task.description}", markup=False))
    # no thread of its own: a process that has threads must not fork
    with Bar(*columns, console=Console(file=sys.stderr), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=1.0)

        def draw(share: float, status: str) -> None:
            bar.update(task, completed=share, description=status, refresh=True)

        yield _every(_DRAW_SECONDS, draw)
