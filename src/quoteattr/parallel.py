"""A function over many items in several processes: in order, with bounded read-ahead, and with a
Failure in the place of an item on which it failed or its process died."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import define, field

from quoteattr.errors import WorkerStartError
from quoteattr.types import Failure

if TYPE_CHECKING:
    from concurrent.futures import Future

R = TypeVar("R")

READ_AHEAD = 4
"""Items read for each worker before their results are taken."""

_MOST_WORKERS = 61 if sys.platform == "win32" else 1_000

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
        yield from _in_processes(function, items, min(workers, _MOST_WORKERS))
        return
    for index, item in enumerate(items):
        yield item if isinstance(item, Failure) else guarded(function, index, item)


def guarded(function: Callable[[Any], R], index: int, item: Any) -> R | Failure:
    """``function(item)``, or the Failure that its exception makes."""
    try:
        return function(item)
    except Exception as error:
        return Failure(index, type(error).__name__, str(error))


def _start(function: Callable[[Any], Any]) -> None:
    global _function
    _function = function


def _work(index: int, item: Any) -> Any:
    assert _function is not None
    return guarded(_function, index, item)


def _hello() -> None:
    """Done once a worker runs."""


class _Pool:
    """Worker processes that hold the function."""

    def __init__(self, function: Callable[[Any], Any], workers: int) -> None:
        from concurrent.futures import ProcessPoolExecutor

        self._executor = ProcessPoolExecutor(workers, initializer=_start, initargs=(function,))

    def submit(self, index: int, item: Any) -> Future[Any]:
        return self._executor.submit(_work, index, item)

    def wait_until_started(self) -> None:
        from concurrent.futures.process import BrokenProcessPool

        try:
            self._executor.submit(_hello).result()
        except BrokenProcessPool as error:
            raise WorkerStartError(
                "no worker process could be started; a script that uses workers > 1 must run them "
                "under 'if __name__ == \"__main__\":', and cannot be read from standard input"
            ) from error

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


@define
class _Task(Generic[R]):
    index: int
    item: Any
    future: Future[R | Failure] | None = field(default=None)
    result: R | Failure | None = field(default=None)


def _in_processes(function: Callable[[Any], R], items: Iterable[Any], workers: int) -> Iterator[R | Failure]:
    from concurrent.futures.process import BrokenProcessPool

    source = enumerate(items)
    tasks: deque[_Task[R]] = deque()
    broken_input: BaseException | None = None
    exhausted = False
    pool = _Pool(function, workers)
    try:
        while True:
            while not exhausted and len(tasks) < workers * READ_AHEAD:
                try:
                    index, item = next(source)
                except StopIteration:
                    exhausted = True
                except Exception as error:
                    exhausted, broken_input = True, error
                else:
                    tasks.append(_submitted(pool, index, item))
            if not tasks:
                break
            try:
                result = _result(tasks[0])
            except BrokenProcessPool:
                pool.close()
                _finish_alone(function, tasks)
                pool = _Pool(function, workers)
                continue
            tasks.popleft()
            yield result
    finally:
        pool.close()
    if broken_input is not None:
        raise broken_input


def _submitted(pool: _Pool, index: int, item: Any) -> _Task[Any]:
    from concurrent.futures.process import BrokenProcessPool

    task: _Task[Any] = _Task(index, item)
    if isinstance(item, Failure):
        task.result = item
    else:
        with suppress(BrokenProcessPool):  # a worker died just now: _finish_alone will do it
            task.future = pool.submit(index, item)
    return task


def _result(task: _Task[R]) -> R | Failure:
    from concurrent.futures import CancelledError
    from concurrent.futures.process import BrokenProcessPool

    if task.result is None:
        if task.future is None:
            raise BrokenProcessPool
        try:
            task.result = task.future.result()
        except (BrokenProcessPool, CancelledError):
            raise
        except Exception as error:  # the item or its result did not travel
            task.result = Failure(task.index, type(error).__name__, str(error))
    return task.result


def _finish_alone(function: Callable[[Any], R], tasks: Iterable[_Task[R]]) -> None:
    """After a worker died: do again what is not done, one item at a time, so that the one that
    kills its process is known and takes no other with it."""
    from concurrent.futures import CancelledError
    from concurrent.futures.process import BrokenProcessPool

    pool: _Pool | None = None
    try:
        for task in tasks:
            try:
                _result(task)
                continue
            except (BrokenProcessPool, CancelledError):
                pass
            if pool is None:
                pool = _Pool(function, 1)
                pool.wait_until_started()
            try:
                task.future = pool.submit(task.index, task.item)
                _result(task)
            except BrokenProcessPool:
                task.result = Failure(
                    task.index,
                    "WorkerDied",
                    "the process that analysed this text died twice (killed, or out of memory)",
                )
                pool.close()
                pool = None
    finally:
        if pool is not None:
            pool.close()
