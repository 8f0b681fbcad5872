"""Many texts, one after the other or in several processes: what ``Attributor.pipe`` gives."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import Any, Literal

from attrs import frozen

from quoteattr import bars
from quoteattr.analysis import Analysis
from quoteattr.arguments import string
from quoteattr.errors import ArgumentTypeError, ElsewhereError, FailedTextError, TimeLimitError
from quoteattr.failure import Failure
from quoteattr.logs import logger

OnError = Literal["return", "raise"]
Result = Analysis | Failure
_Pairs = Generator[tuple[Result, Any], None, None]

_EVERY = 1_000  # texts after which a log says how many they are


@frozen(kw_only=True)
class Way:
    """How to go through many texts: see ``Attributor.pipe``."""

    as_tuples: bool
    workers: int
    on_error: OnError
    time_limit: float | None
    progress: bars.Progress


def piped(
    attribute: Callable[..., Analysis],
    texts: Iterable[Any],
    way: Way,
    taken_back: Callable[[Analysis], Analysis] = lambda analysis: analysis,
) -> Iterator[Any]:
    """What ``attribute`` gives of each text, in order, or a Failure; ``as_tuples`` with its context.
    ``taken_back`` is called here for what comes out of another process."""
    log = logger("pipe")
    failed = done = 0
    run = (
        _here(attribute, texts, way) if way.workers == 1 else _in_processes(attribute, texts, way, taken_back)
    )
    with bars.counting(way.progress, bars.length(texts)) as one_more, closing(run) as pairs:
        for done, (result, context) in enumerate(pairs, 1):
            if isinstance(result, Failure):
                failed += 1
                log.warning("text %d failed: %s: %s", result.index, result.error, result.message)
            if done % _EVERY == 0:
                log.info("%d texts, %d of them failed", done, failed)
            one_more()
            yield (result, context) if way.as_tuples else result
    log.info("the last of %d texts, %d of them failed", done, failed)


def _here(attribute: Callable[..., Analysis], texts: Iterable[Any], way: Way) -> _Pairs:
    checked = _text_of_pair if way.as_tuples else _text
    limit = way.time_limit
    for index, item in enumerate(texts):
        result: Result
        try:
            text = checked(item)
            result = attribute(text) if limit is None else attribute(text, on_progress=until(limit))
        except Exception as error:
            result = Failure.of(index, error)
            if way.on_error == "raise":
                raise FailedTextError(index, result.error, result.message) from error
        yield result, _context(item) if way.as_tuples else None


def until(limit: float) -> Callable[[int, int], None]:
    """What raises TimeLimitError when it is called after so many seconds from now."""
    end = time.monotonic() + limit

    def look(_done: int, _all: int) -> None:
        if time.monotonic() > end:
            raise TimeLimitError(limit)

    return look


def _in_processes(
    attribute: Callable[..., Analysis],
    texts: Iterable[Any],
    way: Way,
    taken_back: Callable[[Analysis], Analysis],
) -> _Pairs:
    from quoteattr.parallel import in_processes
    from quoteattr.worker import guarded

    checked = _text_of_pair if way.as_tuples else _text
    contexts: deque[Any] = deque()

    def sent() -> Iterator[str | Failure]:
        for index, item in enumerate(texts):
            contexts.append(_context(item) if way.as_tuples else None)
            yield guarded(checked, index, item)

    with closing(in_processes(attribute, sent(), way.workers, time_limit=way.time_limit)) as results:
        for result in results:
            if way.on_error == "raise" and isinstance(result, Failure):
                cause = ElsewhereError(result.traceback) if result.traceback else None
                raise FailedTextError(result.index, result.error, result.message) from cause
            back = taken_back(result) if isinstance(result, Analysis) else result
            yield back, contexts.popleft()


def _context(pair: object) -> Any:
    return pair[1] if isinstance(pair, (tuple, list)) and len(pair) == 2 else None


def _text(item: object) -> str:
    return string("text", item)


def _text_of_pair(item: object) -> str:
    if not isinstance(item, (tuple, list)) or len(item) != 2:
        raise ArgumentTypeError("texts", item, f"must give (text, context) pairs, not {type(item).__name__}")
    return _text(item[0])
