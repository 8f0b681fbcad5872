"""What a call costs, in executed instructions or lines: figures that a busy machine does not change.

``counter()`` takes the best that the machine has:

1. ``instructions``: the processor's own counter of this process in user mode, read through the system
   call ``perf_event_open`` (Linux; what ``perf stat -e instructions:u`` shows). It costs nothing and sees
   the work inside C calls too: a slice, ``str.find``, a regular expression, ``x in tuple``. Virtual machines
   often have no such counter, and ``/proc/sys/kernel/perf_event_paranoid`` may forbid it.
2. ``lines``: events of the tracer (``sys.settrace``; from Python 3.12 ``sys.monitoring``): each executed
   line, each turn of a loop, each call. It works everywhere and takes some four times as long; a loop
   inside a C call is one line to it.

Where the processor's counter cannot be read, ``valgrind`` counts instructions too, some thirty times as
slowly. Nothing is counted in this process then: each call runs in a child of it (a fork), and Cachegrind
writes what the child executed when it ends. So the whole program runs under it: see ``under_valgrind``.
"""

from __future__ import annotations

import ctypes
import gc
import os
import platform
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Call = Callable[[], object]
FOLDER = "QUOTEATTR_CACHEGRIND"
"""The variable of the environment that says where Cachegrind writes; set by ``under_valgrind``."""


class Counter(NamedTuple):
    """``unit``: instructions or lines. ``count``: calls what it is given, and says how many that took."""

    unit: str
    count: Callable[[Call], int]


def counter(*, lines: bool = False) -> Counter:
    """The best counter of this machine; with ``lines`` the one that every machine has."""
    if folder := os.environ.get(FOLDER):
        return _without_collector("instructions", lambda call: _count_in_child(call, Path(folder)))
    opened = None if lines else opened_event(*_INSTRUCTIONS)
    if opened is not None:
        return _without_collector("instructions", lambda call: count_event(call, opened))
    return _without_collector("lines", lines_of)


def _without_collector(unit: str, count: Callable[[Call], int]) -> Counter:
    """A counter that keeps the garbage collector off: now and then that looks through all that lives, and
    whatever is counted then would seem to cost it."""

    def counted(call: Call) -> int:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return count(call)
        finally:
            if was_on:
                gc.enable()

    return Counter(unit, counted)


def lines_of(call: Call) -> int:
    """How many lines a call executes: what every machine can count."""
    return _count_monitored(call) if sys.version_info >= (3, 12) else _count_traced(call)


# ------------------------------------------------------------------------------- the processor's counter

_INSTRUCTIONS = (0, 1)  # PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS
_SYSTEM_CALL = {"x86_64": 298, "aarch64": 241}
_ATTRIBUTES = struct.Struct("=IIQQQQQ16x")  # type, size, config, period, sample type, read format, flags
_PINNED, _NO_KERNEL, _NO_HYPERVISOR = 1 << 2, 1 << 5, 1 << 6


def opened_event(kind: int, config: int) -> int | None:
    """A file descriptor that counts an event of perf_event_open(2) in this process; None if it cannot."""
    number = _SYSTEM_CALL.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return None
    flags = _PINNED | _NO_KERNEL | _NO_HYPERVISOR
    attributes = _ATTRIBUTES.pack(kind, _ATTRIBUTES.size, config, 0, 0, 0, flags)
    this_process, every_processor, no_group = 0, -1, -1
    descriptor: int = ctypes.CDLL(None).syscall(
        number, attributes, this_process, every_processor, no_group, 0
    )
    return descriptor if descriptor >= 0 and _read_event(descriptor) is not None else None


def _read_event(descriptor: int) -> int | None:
    read = os.read(descriptor, 8)  # nothing, where the counter could not be kept on the processor
    return int(struct.unpack("=Q", read)[0]) if len(read) == 8 else None


def count_event(call: Call, descriptor: int) -> int:
    """How often the event happens in ``call``. Raises RuntimeError where it could not be counted."""
    before = _read_event(descriptor)
    call()
    after = _read_event(descriptor)
    if before is None or after is None:
        raise RuntimeError("the processor's counter is in use by another program: count lines")
    return after - before


# --------------------------------------------------------------------------------------------- lines


def _count_traced(call: Call) -> int:
    events = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal events
        events += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        call()
    finally:
        sys.settrace(before)
    return events


def _count_monitored(call: Call) -> int:
    events = 0

    def seen(*_: object) -> None:
        nonlocal events
        events += 1

    monitoring = sys.monitoring  # type: ignore[attr-defined,unused-ignore]
    kinds = monitoring.events
    wanted = (kinds.LINE, kinds.JUMP, kinds.PY_START, kinds.PY_RESUME)  # a jump: a loop within one line
    tool = next(i for i in range(6) if monitoring.get_tool(i) is None)
    monitoring.use_tool_id(tool, "counting")
    try:
        for kind in wanted:
            monitoring.register_callback(tool, kind, seen)
        monitoring.set_events(tool, sum(wanted))
        call()
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
    return events


# ------------------------------------------------------------------------------------------ valgrind


def under_valgrind(command: list[str], folder: Path) -> tuple[list[str], dict[str, str]]:
    """``command`` such that it runs under Cachegrind, and its environment. ``folder`` is to be empty."""
    tool = [
        "valgrind",
        "--quiet",
        "--tool=cachegrind",
        "--cache-sim=no",
        f"--cachegrind-out-file={folder}/%p",
    ]
    return [*tool, *command], {**os.environ, FOLDER: str(folder), "PYTHONHASHSEED": "0"}


def _count_in_child(call: Call, folder: Path) -> int:
    """A child forks a grandchild, which calls; both end, and differ in little but the call."""
    child = os.fork()
    if child == 0:
        os._exit(_fork_to(call))
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise RuntimeError("the call failed in the child")
    counts = {path.name: _executed(path) for path in folder.iterdir()}
    return sum(counts.values()) - 2 * counts[str(child)]


def _fork_to(call: Call) -> int:
    """The exit status of a fork of this process that ends after ``call``."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            call()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _executed(written: Path) -> int:
    """All that a process has executed, those before it included; what Cachegrind wrote is removed."""
    with written.open("rb") as stream:
        stream.seek(max(0, written.stat().st_size - 100))
        summary = stream.read().rsplit(b"summary:", 1)[1]
    written.unlink()
    return int(summary.split()[0])
