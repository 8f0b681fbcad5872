"""A worker process and the pipe to it, seen from both ends.

Each worker has a pipe of its own, and no queue or lock is shared: whatever ends a worker, in the middle
of a message too, spoils nothing for the others. (A worker that is killed while it writes leaves a
ProcessPoolExecutor waiting for ever: all its workers write to one pipe, and that stays open.) A worker ends
by itself when the other end of its pipe closes, so none outlives the process that started it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from attrs import define

from quoteattr.errors import WorkerStartError
from quoteattr.failure import Failure

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

MOST_WORKERS = 30 if sys.platform == "win32" else 1_000
"""Windows waits for 63 things at once, two for each worker."""

NOT_STARTED = (
    "no worker process could be started; a script that uses workers > 1 must run them "
    "under 'if __name__ == \"__main__\":', and cannot be read from standard input"
)
_DAEMONIC = (
    "no worker process can be started here: this process is daemonic (a worker of multiprocessing.Pool or "
    "of another pipe, say), and such a one may have no processes of its own; use pipe with workers=1 here"
)

_GRACE, _PATIENCE = 0.5, 1.0
"""Seconds that a text in flight has to end once nobody waits for it; and before its process is killed, which
was too busy even to look at the time."""

_ends: WeakSet[Connection] = WeakSet()
"""This process's ends of the pipes to its workers. A forked worker has copies of them, and lets go of them: a
pipe closes only when nobody holds it."""


@define(eq=False)
class Worker:
    """A worker process; made by ``started``."""

    process: BaseProcess
    connection: Connection

    def ends(self) -> tuple[Any, ...]:
        """What to wait for: that it says something, or ends."""
        return self.connection, self.process.sentinel

    def received(self) -> bytes | None:
        """What it said; None when it has ended, or said more than the memory here takes."""
        try:
            return self.connection.recv_bytes() if self.connection.poll() else None
        except (EOFError, OSError, MemoryError):
            return None

    def send(self, message: bytes) -> None:
        """Never waits for long: a worker reads at all times. ``received`` finds out one that has ended."""
        with suppress(OSError):
            self.connection.send_bytes(message)


def packed(value: Any) -> bytes:
    """``value`` as it travels. Raises whatever its pickling raises."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def guarded(function: Callable[[Any], Any], index: int, item: Any) -> Any:
    """``function(item)``, or the Failure that its exception makes."""
    try:
        return function(item)
    except Exception as error:
        return Failure.of(index, error)


# ---------------------------------------------------------------------- in the process that starts them


def started(function: bytes) -> Worker:
    """A worker for ``function``, which is packed. The first that it says is None, packed, or the Failure to
    unpack the function. Raises WorkerStartError."""
    from multiprocessing import Pipe, current_process

    if current_process().daemon:
        raise WorkerStartError(_DAEMONIC)
    chosen = context()
    try:
        ours, theirs = Pipe()
        _ends.add(ours)
        with theirs, _undisturbed(chosen.get_start_method()):
            # daemonic: an exit of this process ends it and does not wait for it
            process = chosen.Process(target=_serve, args=(theirs,), daemon=True)  # type: ignore[attr-defined]
            process.start()
    except (OSError, RuntimeError) as error:  # the end of the pipe closes with this function
        reason = f"no worker process could be started: {error}" if isinstance(error, OSError) else NOT_STARTED
        raise WorkerStartError(reason) from error
    worker = Worker(process, ours)
    worker.send(function)  # were it an argument, start() would wait for ever for a process that died early
    return worker


def context() -> BaseContext:
    """The way to start a process that the user set, or this system's; but no fork beside other threads: what
    they hold at that moment, a lock say, is held for ever in the copy."""
    import multiprocessing

    # get_context() would settle the matter for the whole program
    method = multiprocessing.get_start_method(allow_none=True) or multiprocessing.get_all_start_methods()[0]
    return multiprocessing.get_context("spawn" if method == "fork" and _has_threads() else method)


def _has_threads() -> bool:
    try:
        return len(os.listdir("/proc/self/task")) > 1  # those that are not Python's, too
    except OSError:
        return threading.active_count() > 1


@contextmanager
def _undisturbed(method: str) -> Iterator[None]:
    """Ctrl-C reaches every process at once: one that only just starts would print a traceback. (One that a
    fork server starts does: what is blocked here is not blocked there.)"""
    if method == "forkserver" or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if method == "spawn":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # its start, were it left to the first worker, would end the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end(workers: Iterable[Worker]) -> None:
    """Let go of all of them: each may end the text that it is at within half a second, and is gone then."""
    workers = list(workers)
    try:
        for worker in workers:
            worker.connection.close()
        until = time.monotonic() + _PATIENCE
        for worker in workers:
            worker.process.join(max(0.0, until - time.monotonic()))
    finally:  # a second Ctrl-C, too
        for worker in workers:
            if worker.process.is_alive():
                worker.process.kill()
        for worker in workers:
            worker.process.join()


# ------------------------------------------------------------------------------------- in the worker


def _serve(connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a forked process has the handler of the first one
    for end_of_another in list(_ends):
        end_of_another.close()
    messages: SimpleQueue[bytes | None] = SimpleQueue()
    ending = threading.Event()
    threading.Thread(target=_read, args=(connection, messages, ending), daemon=True).start()
    with suppress(OSError):  # nobody reads any more
        _answer_all(connection, messages, ending)


def _read(connection: Connection, messages: SimpleQueue[bytes | None], ending: threading.Event) -> None:
    """Reads at all times, so that the other end never waits, and this process knows when that closes."""
    try:
        with suppress(EOFError, OSError):
            while True:
                messages.put(connection.recv_bytes())
        ending.set()
        messages.put(None)
        time.sleep(_GRACE)
    finally:
        os._exit(1)


def _answer_all(connection: Connection, messages: SimpleQueue[bytes | None], ending: threading.Event) -> None:
    message = messages.get()
    if message is None:
        return
    function = guarded(pickle.loads, 0, message)
    connection.send_bytes(packed(function if isinstance(function, Failure) else None))
    while not isinstance(function, Failure) and (message := messages.get()) is not None:
        try:
            answer = _answer(function, message, ending)
        except MemoryError:
            os._exit(1)  # not even a Failure fits
        connection.send_bytes(answer)


def _answer(function: Callable[[Any], Any], message: bytes, ending: threading.Event) -> bytes:
    """A packed list of results; or the Failure to unpack the items."""
    asked = guarded(pickle.loads, 0, message)
    if isinstance(asked, Failure):
        return packed(asked)
    first, items = asked
    results: list[Any] = []
    for index, item in enumerate(items, first):
        if ending.is_set():
            break
        results.append(item if isinstance(item, Failure) else guarded(function, index, item))
    try:
        return packed(results)
    except Exception:
        for index, result in enumerate(results):  # in its place: where memory ran out, what is large goes
            results[index] = _travelling(first + index, result)
        return packed(results)


def _travelling(index: int, result: Any) -> Any:
    failure = guarded(packed, index, result)
    return failure if isinstance(failure, Failure) else result
