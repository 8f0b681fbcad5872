"""A function over many items in several processes: in order, with bounded read-ahead, and with a
Failure in the place of an item on which it failed or its process died."""

from __future__ import annotations

import pickle
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from math import inf
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define, evolve, field

from quoteattr.errors import ElsewhereError, TimeLimitError, WorkerStartError
from quoteattr.failure import Failure
from quoteattr.logs import logger
from quoteattr.worker import MOST_WORKERS, NOT_STARTED, Worker, end, guarded, packed, started

if TYPE_CHECKING:
    import logging

R = TypeVar("R")

READ_AHEAD = 3
"""Batches read for each worker before their results are taken."""

BATCH_ITEMS, BATCH_CHARACTERS = 32, 32_000
"""A batch travels together, so that short texts are not slower for it; it ends with either."""

_SENT = 2  # batches that a worker has: the one that it is at, and the next

_KILLED = 5
"""So many workers that are killed before they run, one after the other, are enough: none can be started."""

_DIED = "the process that analysed this text died twice (killed, or out of memory)"


def in_processes(
    function: Callable[[Any], R], items: Iterable[Any], workers: int, *, time_limit: float | None = None
) -> Generator[R | Failure, None, None]:
    """The results of ``function`` over ``items``, in order, by ``workers`` (1 or more) other processes; an
    item that is a Failure passes through.

    An exception becomes a Failure, and so does a process that dies on the same item twice: an item that
    kills its process costs one worker, never this process. So does an item that takes longer than
    ``time_limit`` seconds: its process is ended, once the next result is asked for. ``function``, items and
    results must be picklable; an item or result that is not is a Failure. Closed early, it ends its
    processes, within a second. Raises WorkerStartError when no process can be started, and whatever iterating
    over ``items`` raises (after the results of the items before).
    """
    coming = _batches(items, BATCH_ITEMS if time_limit is None else 1)
    waiting: deque[_Batch] = deque()
    broken_input: Exception | None = None
    exhausted = False
    team = _Team(function, min(workers, MOST_WORKERS), time_limit)
    try:
        team.fill()  # before an item is read: a forked process has a copy of whatever is loaded by then
        while True:
            while not exhausted and len(waiting) < team.size * READ_AHEAD:
                try:
                    waiting.append(next(coming))
                except StopIteration:
                    exhausted = True
                except Exception as error:
                    exhausted, broken_input = True, error
            if not waiting:
                break
            team.send(waiting)
            while waiting[0].results is None:
                team.receive(waiting)
                team.send(waiting)
            yield from waiting.popleft().results or ()
    finally:
        team.end()
    if broken_input is not None:
        raise broken_input


@define(eq=False)
class _Batch:
    """Items from number ``first`` on; ``again``: one that was in a batch on which a process died."""

    first: int
    items: list[Any]
    again: bool = False
    sent: bool = False
    results: list[Any] | None = None


def _batches(items: Iterable[Any], most: int) -> Iterator[_Batch]:
    batch = _Batch(0, [])
    characters = 0
    try:
        for item in items:
            batch.items.append(item)
            characters += _characters(item)
            if len(batch.items) == most or characters >= BATCH_CHARACTERS:
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


@define(eq=False)
class _Team:
    """The workers, and what each of them has yet to answer, in order: None for the function itself; and
    since when each has been at the first of that."""

    function: Callable[[Any], Any]
    size: int
    time_limit: float | None
    _packed: bytes = field(init=False)
    _unanswered: dict[Worker, deque[_Batch | None]] = field(init=False, factory=dict)
    _since: dict[Worker, float] = field(init=False, factory=dict)
    _killed: int = field(init=False, default=0)
    _log: logging.Logger = field(init=False, factory=lambda: logger("workers"))

    def __attrs_post_init__(self) -> None:
        try:
            self._packed = packed(self.function)
        except Exception as error:
            raise WorkerStartError(f"the analysis cannot be sent to a worker process: {error}") from error

    def fill(self) -> None:
        while len(self._unanswered) < self.size:
            worker = started(self._packed)
            self._log.debug("process %s is started", worker.process.pid)
            self._unanswered[worker] = deque([None])

    def end(self) -> None:
        end(self._unanswered)

    def send(self, waiting: deque[_Batch]) -> None:
        """What is not sent yet, in order, as far as the workers have room."""
        while (batch := next((one for one in waiting if not one.sent), None)) is not None:
            worker, has = min(self._unanswered.items(), key=lambda one: len(one[1]))
            if len(has) >= _SENT:
                return
            batch.sent = True
            try:
                message = packed((batch.first, batch.items))
            except Exception as error:
                _spoiled(waiting, batch, Failure.of(batch.first, error))
            else:
                if not has:
                    self._since[worker] = time.monotonic()
                has.append(batch)
                worker.send(message)

    def receive(self, waiting: deque[_Batch]) -> None:
        """What there is to receive; waits until there is something, or an item takes too long."""
        from multiprocessing.connection import wait

        until = min(map(self._until, self._unanswered))
        patience = max(0.0, until - time.monotonic()) if until < inf else None
        ready = wait([one for worker in self._unanswered for one in worker.ends()], patience)
        for worker, has in list(self._unanswered.items()):
            if any(one in ready for one in worker.ends()):
                answer = worker.received()
                if answer is None:
                    self._lose(worker, waiting)
                else:
                    self._take(waiting, has.popleft(), answer)
                    self._since[worker] = time.monotonic()
            elif self._until(worker) <= time.monotonic():
                self._stop(worker)

    def _until(self, worker: Worker) -> float:
        """The time at which what a worker does will have taken too long."""
        has = self._unanswered[worker]
        limited = self.time_limit is not None and has and has[0] is not None
        return self._since[worker] + (self.time_limit or 0.0) if limited else inf

    def _stop(self, worker: Worker) -> None:
        """Replace a worker whose item took too long, which is not tried again."""
        batch, *others = filter(None, self._unanswered.pop(worker))
        self._log.warning("text %d takes too long: process %s is ended", batch.first, worker.process.pid)
        del self._since[worker]
        worker.process.kill()
        end([worker])
        error = TimeLimitError(self.time_limit or 0.0)
        batch.results = [Failure(batch.first, type(error).__name__, str(error))]
        for other in others:
            other.sent = False
        self.fill()

    def _take(self, waiting: deque[_Batch], batch: _Batch | None, answer: bytes) -> None:
        results = guarded(pickle.loads, batch.first if batch else 0, answer)
        if batch is not None and isinstance(results, Failure):
            _spoiled(waiting, batch, results)
        elif batch is not None:
            batch.results = results
        elif isinstance(results, Failure):
            message = f"the analysis cannot be loaded in a worker process: {results.error}: {results.message}"
            raise WorkerStartError(message) from ElsewhereError(results.traceback)
        else:
            self._killed = 0

    def _lose(self, worker: Worker, waiting: deque[_Batch]) -> None:
        """Replace a worker that died. Its items are tried once more, one at a time, so that the one that
        kills its process is known and takes no other with it."""
        has = self._unanswered.pop(worker)
        self._since.pop(worker, None)
        end([worker])
        self._log.warning("process %s died (exit code %s)", worker.process.pid, worker.process.exitcode)
        for batch in filter(None, has):
            batch.sent = False
        if has and has[0] is None:
            self._check_start(worker)
        elif has and has[0] is not None:
            self._blame(has[0], waiting)
        self.fill()

    def _check_start(self, worker: Worker) -> None:
        """One that was killed before it ran may have been unlucky; one that ended by itself would again."""
        if (worker.process.exitcode or 0) >= 0:
            raise WorkerStartError(NOT_STARTED)
        self._killed += 1
        if self._killed == _KILLED:
            raise WorkerStartError(f"no worker process could be started: {_KILLED} were killed at once")

    def _blame(self, batch: _Batch, waiting: deque[_Batch]) -> None:
        if batch.again:
            batch.sent, batch.results = True, [Failure(batch.first, "WorkerDied", _DIED)]
        else:
            _apart(waiting, batch, again=True)


def _spoiled(waiting: deque[_Batch], batch: _Batch, failure: Failure) -> None:
    """For a batch that did not travel: try each item alone, so that only the one at fault fails."""
    if len(batch.items) == 1:
        batch.results = [evolve(failure, index=batch.first)]
    else:
        _apart(waiting, batch, batch.again)


def _apart(waiting: deque[_Batch], batch: _Batch, again: bool) -> None:
    """Replace a waiting batch by a batch for each of its items."""
    place = waiting.index(batch)
    del waiting[place]
    for offset, item in enumerate(batch.items):
        waiting.insert(place + offset, _Batch(batch.first + offset, [item], again))
