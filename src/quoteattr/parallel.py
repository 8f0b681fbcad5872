"""A function over many items in several processes: in order, with bounded read-ahead, and with a
Failure in the place of an item on which it failed or its process died."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import define

from quoteattr.errors import WorkerStartError
from quoteattr.types import Failure

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

R = TypeVar("R")

READ_AHEAD = 3
"""Batches read for each worker before their results are taken."""

BATCH_ITEMS, BATCH_CHARACTERS = 32, 32_000
"""A batch travels together, so that short texts are not slower for it; it ends with either."""

_MOST_WORKERS = 61 if sys.platform == "win32" else 1_000

_DIED = "the process that analysed this text died twice (killed, or out of memory)"

# The function of this process; set once, so that it does not travel with every item.
_function: Callable[[Any], Any] | None = None


def ordered(function: Callable[[Any], R], items: Iterable[Any], workers: int = 1) -> Iterator[R | Failure]:
    """The results of ``function`` over ``items``, in order; an item that is a Failure passes through.

    An exception becomes a Failure, as does a process that dies on the same item twice. With
    ``workers`` > 1, ``function``, items and results must be picklable. Raises WorkerStartError when
    no process can be started, and whatever iterating over ``items`` raises (after the results of
    the items before).
    """
    if workers > 1:
        yield from in_processes(function, items, workers)
        return
    for index, item in enumerate(items):
        yield from _results(function, index, [item])


def guarded(function: Callable[[Any], R], index: int, item: Any) -> R | Failure:
    """``function(item)``, or the Failure that its exception makes."""
    try:
        return function(item)
    except Exception as error:
        return Failure(index, type(error).__name__, str(error))


def _start(function: Callable[[Any], Any], alive: Connection, ours: Connection) -> None:
    global _function
    _function = function
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one decides
    ours.close()  # a forked process has a copy of this end, and would keep its siblings waiting
    threading.Thread(target=_end_with_parent, args=(alive,), daemon=True).start()


def _end_with_parent(alive: Connection) -> None:
    """Nothing is ever sent: the other end closes when the parent lets go, or is killed."""
    with suppress(EOFError, OSError):
        alive.recv()
    os._exit(1)


def _work(first: int, items: list[Any]) -> list[Any]:
    assert _function is not None
    return _results(_function, first, items)


def _results(function: Callable[[Any], R], first: int, items: list[Any]) -> list[R | Failure]:
    return [
        item if isinstance(item, Failure) else guarded(function, index, item)
        for index, item in enumerate(items, first)
    ]


def _hello() -> None:
    """Done once a worker runs."""


class _Pool:
    """Worker processes that hold the function, and never outlive this one."""

    def __init__(self, function: Callable[[Any], Any], workers: int) -> None:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import Pipe

        self._alive, self._ours = Pipe(duplex=False)
        arguments = (function, self._alive, self._ours)
        self._executor = ProcessPoolExecutor(workers, initializer=_start, initargs=arguments)

    def submit(self, first: int, items: list[Any]) -> Future[list[Any]]:
        return self._executor.submit(_work, first, items)

    def start(self) -> Future[None]:
        """Before the first item is read: a forked process has a copy of whatever is loaded by then."""
        return self._executor.submit(_hello)

    def wait_until_started(self) -> None:
        from concurrent.futures.process import BrokenProcessPool

        try:
            self.start().result()
        except BrokenProcessPool as error:
            raise WorkerStartError(
                "no worker process could be started; a script that uses workers > 1 must run them "
                "under 'if __name__ == \"__main__\":', and cannot be read from standard input"
            ) from error

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._let_go()

    def stop(self) -> None:
        """Close without waiting for what is on its way."""
        self._let_go()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _let_go(self) -> None:
        self._ours.close()
        self._alive.close()


@define
class _Batch(Generic[R]):
    """Items from number ``first`` on, on their way."""

    first: int
    items: list[Any]
    future: Future[list[R | Failure]] | None = None
    results: list[R | Failure] | None = None


def _batches(items: Iterable[Any]) -> Iterator[_Batch[Any]]:
    batch: _Batch[Any] = _Batch(0, [])
    characters = 0
    try:
        for item in items:
            batch.items.append(item)
            characters += _characters(item)
            if len(batch.items) == BATCH_ITEMS or characters >= BATCH_CHARACTERS:
                yield batch
                batch, characters = _Batch(batch.first + len(batch.items), []), 0
    except Exception:
        if batch.items:
            yield batch  # what came before the error counts
        raise
    if batch.items:
        yield batch


def _characters(item: Any) -> int:
    if isinstance(item, tuple):
        return sum(map(_characters, item))
    return len(item) if isinstance(item, str) else 0


def in_processes(function: Callable[[Any], R], items: Iterable[Any], workers: int) -> Iterator[R | Failure]:
    """``ordered`` in ``workers`` (1 or more) other processes: an item that kills its process costs one
    worker, never this process."""
    from concurrent.futures.process import BrokenProcessPool

    coming = _batches(items)
    waiting: deque[_Batch[R]] = deque()
    broken_input: Exception | None = None
    exhausted = finished = False
    workers = min(workers, _MOST_WORKERS)
    pool = _Pool(function, workers)
    pool.start()
    try:
        while True:
            while not exhausted and len(waiting) < workers * READ_AHEAD:
                try:
                    waiting.append(next(coming))
                except StopIteration:
                    exhausted = True
                except Exception as error:
                    exhausted, broken_input = True, error
                else:
                    _send(pool, waiting[-1])
            if not waiting:
                finished = True
                break
            try:
                results = _received(waiting[0])
            except BrokenProcessPool:
                pool.close()
                _finish_alone(function, waiting)
                pool = _Pool(function, workers)
                continue
            waiting.popleft()
            yield from results
    finally:
        if finished:
            pool.close()
        else:
            pool.stop()
    if broken_input is not None:
        raise broken_input


def _send(pool: _Pool, batch: _Batch[Any]) -> None:
    from concurrent.futures.process import BrokenProcessPool

    with suppress(BrokenProcessPool):  # a worker died just now: _finish_alone will see to it
        batch.future = pool.submit(batch.first, batch.items)


def _received(batch: _Batch[R]) -> list[R | Failure]:
    """The results, waited for. Raises BrokenProcessPool where a process died."""
    from concurrent.futures import CancelledError
    from concurrent.futures.process import BrokenProcessPool

    if batch.results is None:
        if batch.future is None:
            raise BrokenProcessPool
        try:
            batch.results = batch.future.result()
        except CancelledError as error:
            raise BrokenProcessPool from error
        except BrokenProcessPool:
            raise
        except Exception as error:  # the items did not travel
            batch.results = [
                Failure(index, type(error).__name__, str(error))
                for index in range(batch.first, batch.first + len(batch.items))
            ]
    return batch.results


def _finish_alone(function: Callable[[Any], R], batches: Iterable[_Batch[R]]) -> None:
    """After a worker died: do again what is not done, one item at a time, so that the one that
    kills its process is known and takes no other with it."""
    from concurrent.futures.process import BrokenProcessPool

    pool: _Pool | None = None
    try:
        for batch in batches:
            try:
                _received(batch)
                continue
            except BrokenProcessPool:
                batch.results = []
            for index, item in enumerate(batch.items, batch.first):
                if pool is None:
                    pool = _Pool(function, 1)
                    pool.wait_until_started()
                single: _Batch[R] = _Batch(index, [item])
                try:
                    _send(pool, single)
                    alone = _received(single)
                    batch.results.extend(alone)
                except BrokenProcessPool:
                    batch.results.append(Failure(index, "WorkerDied", _DIED))
                    pool.close()
                    pool = None
    finally:
        if pool is not None:
            pool.close()
