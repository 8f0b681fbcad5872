"""Texts made to hurt, and what docs/reference promises of every answer: none hangs, all hold.

usage: python -m tools.checks.fuzz [--count N] [--seed N] [--first N] [--cost] [--workers N]

Each input is analysed in an eighth of all settings (genres, modes, weights, lists of people), in turn; every
20th is also written in every format. Input N of a seed is the same text everywhere: ``--seed S --first N
--count 1`` makes it again. ``--cost`` counts executed lines of Python instead, and reports inputs that cost
over 50 times the median (lines a character) of inputs of their size. What fails is made smaller and printed;
exit status 1 if anything fails.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import product
from statistics import median
from time import process_time
from types import FrameType
from typing import Any, NamedTuple

import quoteattr
from quoteattr import KnownSpeaker
from tools import corpora
from tools.checks.invariants import problems
from tools.checks.random_texts import NAMES, text

SETTINGS: list[dict[str, Any]] = [
    {"genre": genre, "mode": mode, "model": model}
    for genre, mode, model in product(("news", "fiction", "auto"), ("full", "quoted"), ("default", None))
]
KNOWN = (
    *NAMES[:6],
    KnownSpeaker("Robin Doe", aliases=("the guide", "Doe", "王小明"), gender="female", known_id="Q1"),
)
SETTINGS += [
    {"genre": "news", "known": KNOWN},
    {"genre": "fiction", "known": KNOWN, "narrator": "Tom"},
    {"genre": "fiction", "not_speakers": ("Tom", "the guards"), "min_confidence": 0.9},
]
TURNS = 8  # inputs over which all settings come
EXPORTED = 20  # every so-manieth input is written in every format
BATCH = 50  # inputs that one process takes at a time
STEP = 10_000  # inputs after which a line says how far it is
SHOWN = 20  # kinds of faults printed
TRIES = 400  # to make a failing input smaller
SECONDS = 20  # of processor time: only a hang takes them
MOST_LINES = 100_000_000  # of one input whose lines are counted
MEMORY = 2 << 30  # bytes that one process may take
DEAREST = 50  # times the median cost of inputs of the same size


Work = Callable[[Any], list[Any]]
Job = tuple[int, int, int]  # the first and last number (exclusive) of a range of inputs, and the seed


class Fault(NamedTuple):
    """What went wrong: with which input, in which of SETTINGS, the kind of problem and what was seen."""

    number: int
    setting: int
    kind: str
    seen: str
    text: str


class HangError(BaseException):
    """An input took all its processor time. No Exception, so that nothing in between takes it for one."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """HangError after ``seconds`` of processor time; after twice as many the kernel ends the process."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        yield
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + 2 * seconds, hard))
    signal.signal(signal.SIGVTALRM, _hang)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _hang(_: int, __: FrameType | None) -> None:
    raise HangError


def start_worker() -> None:
    """An endless loop must not eat the machine: MemoryError comes first."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def wrong(
    whole: str, due: Iterable[int], again: int, exports: bool, seconds: int = SECONDS
) -> Iterator[tuple[int, str]]:
    """(number of the setting, problem) of one text in those SETTINGS that are ``due``, a hang among them.

    Two answers are compared in the setting ``again``.
    """
    for n in due:
        try:
            with limited(seconds):
                found = problems(whole, SETTINGS[n], exports, n == again)
        except HangError:
            found = ["hang: it takes all its processor time"]
        except MemoryError:
            found = ["memory: it takes all its memory"]
        yield from [(n, problem) for problem in found]


def faults(job: Job) -> list[Fault]:
    """What goes wrong with the inputs of a range, each kind once an input."""
    first, last, seed = job
    found: dict[tuple[int, str], Fault] = {}
    for number in range(first, last):
        whole = text(seed, number)
        due = range(number % TURNS, len(SETTINGS), TURNS)
        again = due[number // TURNS % len(due)]
        for n, problem in wrong(whole, due, again, number % EXPORTED == 0):
            kind = problem.partition(": ")[0]
            found.setdefault((number, kind), Fault(number, n, kind, problem, whole))
    return list(found.values())


def smaller(fault: Fault) -> list[Fault]:
    """The fault with a text from which nothing more can be left out, and what is seen there."""
    seconds = 1 if fault.kind in ("hang", "memory") else SECONDS

    def still(whole: str) -> str | None:
        seen = wrong(whole, [fault.setting], fault.setting, exports=True, seconds=seconds)
        return next((one for _, one in seen if one.partition(": ")[0] == fault.kind), None)

    whole, seen = shrunk(fault.text, still)
    return [fault._replace(text=whole, seen=seen or fault.seen)]


def shrunk(whole: str, still: Callable[[str], str | None]) -> tuple[str, str | None]:
    """``whole`` with as much left out as can be while ``still`` gives something; and what it gives."""
    seen = None
    length, left = len(whole) // 2, TRIES
    while length and left:
        at, shorter = 0, False
        while at < len(whole) and left:
            left -= 1
            less = whole[:at] + whole[at + length :]
            found = still(less)
            if found is None:
                at += length
            else:
                whole, seen, shorter = less, found, True
        if not shorter or length > 1:
            length //= 2
    return whole, seen


def costs(job: Job) -> list[tuple[int, int, int]]:
    """(number, characters, executed lines) of each input in a range, in the default setting."""
    first, last, seed = job
    measured = []
    for number in range(first, last):
        whole = text(seed, number)
        lines_of(whole)  # what is looked up once a process is not the text's cost
        measured.append((number, len(whole), lines_of(whole)))
    return measured


def lines_of(whole: str) -> int:
    """How many lines of Python the analysis of a text executes, up to MOST_LINES."""
    count = 0

    def trace(_: FrameType, event: str, __: object) -> Any:
        nonlocal count
        count += event == "line"
        if count > MOST_LINES:
            raise HangError
        return trace

    sys.settrace(trace)
    try:
        quoteattr.attribute(whole)
    except HangError:
        pass
    finally:
        sys.settrace(None)
    return count


def too_dear(measured: list[tuple[int, int, int]], seed: int) -> list[Fault]:
    """The inputs whose lines a character are over so many times the median of their size class."""
    classes: dict[int, list[tuple[float, int]]] = {}
    for number, characters, lines in measured:
        if characters:
            classes.setdefault(characters.bit_length(), []).append((lines / characters, number))
    found = []
    print("characters   inputs   median lines a character   the most, times the median")
    for size, each in sorted(classes.items()):
        middle = median(lines for lines, _ in each)
        most, number = max(each)
        times = f"{most / middle:.1f} (input {number})"
        print(f"{2 ** (size - 1):>10}   {len(each):>6}   {middle:>24.0f}   {times}")
        dear = [(lines, number) for lines, number in each if lines > DEAREST * middle]
        found += [
            Fault(n, 0, "cost", f"{lines / middle:.0f} times the median", text(seed, n)) for lines, n in dear
        ]
    return found


def spread(
    work: Callable[[Any], list[Any]], jobs: list[Any], workers: int
) -> Iterator[tuple[Any, list[Any] | None]]:
    """(job, ``work`` of it) in other processes, in order; None for a job with which its process died."""
    waiting = list(jobs)
    while waiting:
        done = 0
        with _pool(workers) as pool:
            futures = [pool.submit(work, job) for job in waiting]
            for job, future in zip(waiting, futures, strict=True):
                try:
                    result = future.result()
                except BrokenProcessPool:
                    break
                yield job, result
                done += 1
        waiting = waiting[done:]
        for job in waiting[:1]:  # the process that died had this job, or one soon to come
            yield job, _alone(work, job)
        waiting = waiting[1:]


def _alone(work: Work, job: Any) -> list[Any] | None:
    with _pool(1) as pool:
        try:
            return pool.submit(work, job).result()
        except BrokenProcessPool:
            return None


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), start_worker)


def found_in(jobs: list[Job], workers: int) -> Iterator[Fault]:
    """The faults of all inputs; those of a range with which a process died are looked at one by one."""
    for (first, last, seed), result in spread(faults, jobs, workers):
        if last % STEP == 0:
            print(f"  … {last}", flush=True)
        if result is not None:
            yield from result
            continue
        for (number, _, _), alone in spread(faults, [(n, n + 1, seed) for n in range(first, last)], 1):
            if alone is None:
                alone = [Fault(number, 0, "died", "died: the process ended", text(seed, number))]
            yield from alone


def report(found: list[Fault], seed: int) -> None:
    """Each kind of fault once, its shortest input made smaller still."""
    kinds = Counter(fault.kind for fault in found)
    for kind, count in kinds.most_common(SHOWN):
        one = min((fault for fault in found if fault.kind == kind), key=lambda fault: len(fault.text))
        if kind not in ("died", "cost"):
            [(_, made)] = spread(smaller, [one], 1)
            one = made[0] if made is not None else one
        print(
            f"\n{count} x {kind}\n  --seed {seed} --first {one.number} --count 1, in {SETTINGS[one.setting]}"
        )
        print(f"  {one.seen[:400]!a}\n  text: {one.text!a}")


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--cost", action="store_true", help="count executed lines in place of the promises")
    chosen = parser.parse_args(arguments)
    end, seed = chosen.first + chosen.count, chosen.seed
    jobs = [(n, min(n + BATCH, end), seed) for n in range(chosen.first, end, BATCH)]
    print(
        f"fuzz: seed {seed}, inputs {chosen.first} to {end - 1}, Python {sys.version.split()[0]}", flush=True
    )
    if chosen.cost:
        measured = [row for _, rows in spread(costs, jobs, chosen.workers) for row in rows or ()]
        found = too_dear(measured, seed)
    else:
        found = []
        for fault in found_in(jobs, chosen.workers):
            if fault.kind not in {one.kind for one in found}:
                print(f"  input {fault.number}: {fault.seen[:200]!a}", flush=True)
            found.append(fault)
    report(found, seed)
    inputs = len({fault.number for fault in found})
    print(f"fuzz: {chosen.count} inputs, {inputs} with faults of {len({f.kind for f in found})} kinds")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
