"""Early ends of ``pipe`` and of ``quoteattr corpus``: none hangs, and no process is left 2 seconds later.

usage: python -m tools.checks.early_ends [--trials 500] [--seed 1] [--only WAY…] [--method METHOD…]

Each trial is a process of its own, in a session of its own, with one of WAYS to end, one method to start
processes, and short, long, or mixed texts; moments are drawn from the seed. A trial that has not ended after
a minute and a half hangs. On a machine that has more to do than it has processors, the 2 seconds are as much
longer. Needs Linux: /proc says which processes a session has. Exit status 1 where a trial
hangs, leaves a process, or ends otherwise than it must; 3 on another system.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from itertools import islice, product
from pathlib import Path
from typing import Any

from attrs import frozen

ROOT = Path(__file__).resolve().parent.parent.parent
SRC = ROOT / "src"
NOT_HERE = 3
HANGS_AFTER = 90.0
GONE_AFTER = 2.0
TRIAL = "--trial"

TEXTS = ("short", "long", "mixed")
METHODS = ("fork", "spawn", "forkserver")
SAID = "“We have {n} boats,” said Ada Okafor, who counted them.\n\n"

Status = int | None
WAYS: dict[str, tuple[Status, ...]] = {
    "break": (0,),
    "islice": (0,),
    "raise": (0,),
    "body raises": (0,),
    "kept to the end": (0,),  # the generator is alive when the interpreter ends
    "thread": (0,),  # a break beside another thread
    "worker killed": (0,),
    "Ctrl-C": (-signal.SIGINT, 0),  # 0: it came too late
    "Ctrl-C twice": (-signal.SIGINT, 0),
    "parent killed": (-signal.SIGKILL, 0),
    "corpus: Ctrl-C": (130, -signal.SIGINT, 0),
    "corpus: Ctrl-C twice": (130, -signal.SIGINT, 0),
    "corpus: worker killed": (0, 1),  # 1: it is said that a text failed
}
"""How a trial ends, and its exit status then."""


@frozen
class Trial:
    """What is tried; ``draw`` decides the moments."""

    way: str
    method: str
    texts: str
    draw: int


# ------------------------------------------------------------------------------ in the trial's process


def texts(kind: str) -> list[Any]:
    """Enough of them that none of the early ends comes late."""
    short = [SAID.format(n=n) for n in range(300)]
    long = ["".join(SAID.format(n=n) for n in range(start, start + 500)) for start in range(8)]
    if kind == "mixed":
        return [one for pair in zip(long, short[:8], strict=True) for one in pair] + short[:100]
    return short if kind == "short" else long


def run(trial: Trial) -> int:
    """One early end in this process; says "begun" when a signal may come."""
    multiprocessing.set_start_method(trial.method)
    draws = random.Random(trial.draw)
    if trial.way.startswith("corpus"):
        return run_corpus(trial)
    from quoteattr import Analysis, Attributor
    from quoteattr.errors import FailedTextError

    given = texts(trial.texts)
    count = draws.randint(1, 7)
    if trial.way == "raise":
        given.insert(count, None)
    if trial.way == "thread":
        import threading

        threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    on_error: Any = "raise" if trial.way == "raise" else "return"
    results = Attributor(model=None).pipe(given, workers=2, on_error=on_error)
    print("begun", flush=True)
    if trial.way in ("worker killed", "Ctrl-C", "Ctrl-C twice", "parent killed"):
        done = list(results)
        failures = [one for one in done if not isinstance(one, Analysis)]
        # who kills twice may meet the same text twice
        as_told = len(failures) <= 1 and all(one.error == "WorkerDied" for one in failures)
        return 0 if len(done) == len(given) and as_told else 1
    if trial.way in ("islice", "kept to the end"):
        assert len(list(islice(results, count))) == count
        if trial.way == "kept to the end":
            sys.modules["kept"] = results  # type: ignore[assignment]
            return 0
    try:
        for number, _ in enumerate(results):
            if trial.way == "body raises" and number == count:
                raise ValueError
            if trial.way in ("break", "thread") and number == count:
                break
            if trial.way == "islice":
                break
    except (ValueError, FailedTextError):
        pass
    del results
    return 1 if multiprocessing.active_children() else 0


def run_corpus(trial: Trial) -> int:
    from quoteattr.cli import main

    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts(trial.texts)):
            Path(folder, f"{number:03}.txt").write_text(text, encoding="utf-8")
        print("begun", flush=True)
        return main(["corpus", folder, "--output", f"{folder}-out", "--workers", "2", "--part", "5"])


# ------------------------------------------------------------------------------------- around it


def fields(pid: str) -> list[str]:
    """Of /proc/PID/stat, from the state on; none where the process is gone."""
    try:
        return Path("/proc", pid, "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def session(number: int) -> dict[str, str]:
    """The processes of a session that are alive, each with its parent."""
    alive = {}
    for path in Path("/proc").iterdir():
        found = fields(path.name) if path.name.isdigit() else []
        if found and found[3] == str(number) and found[0] not in "ZX":
            alive[path.name] = found[1]
    return alive


def kill_a_worker(trial: Trial, first: int, draws: random.Random) -> None:
    """One of the workers, found by its parent: the first process, or its fork server."""
    found = session(first)
    others = {pid: parent for pid, parent in found.items() if pid != str(first)}
    if trial.method == "forkserver":
        workers = [pid for pid, parent in others.items() if parent != str(first)]
    else:
        workers = [pid for pid in others if b"resource_tracker" not in command_line(pid)]
    if workers:
        with suppress(ProcessLookupError):
            os.kill(int(draws.choice(workers)), signal.SIGKILL)


def command_line(pid: str) -> bytes:
    try:
        return Path("/proc", pid, "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b"resource_tracker"


def disturb(trial: Trial, process: subprocess.Popen[bytes], draws: random.Random) -> None:
    """What comes from outside, at a moment of its own."""
    time.sleep(draws.uniform(0, 1.5))
    if process.poll() is not None:
        return
    if "Ctrl-C" in trial.way:
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        if "twice" in trial.way:
            time.sleep(draws.uniform(0, 0.3))
            os.killpg(process.pid, signal.SIGINT)
    elif "worker killed" in trial.way:
        for _ in range(draws.randint(1, 2)):
            kill_a_worker(trial, process.pid, draws)
            time.sleep(draws.uniform(0, 0.3))
    elif trial.way == "parent killed":
        process.kill()


def fault(trial: Trial) -> str | None:
    """What was wrong with the trial, if anything was."""
    draws = random.Random(trial.draw)
    command = [sys.executable, "-W", "error::DeprecationWarning", __file__, TRIAL, *map(str, values(trial))]
    env = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONFAULTHANDLER": "1"}
    with tempfile.TemporaryFile() as said:  # a pipe would be held open by what is left
        process = subprocess.Popen(
            command, env=env, stdout=subprocess.PIPE, stderr=said, start_new_session=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        disturb(trial, process, draws)
        try:
            status = process.wait(timeout=HANGS_AFTER)
        except subprocess.TimeoutExpired:
            end_session(process)
            return "hangs"
        finally:
            process.stdout.close()
        if leaves := left(process):
            return leaves
        said.seek(0)
        message = said.read().decode("utf-8", "replace")
    return wrong(trial, status, message)


def left(process: subprocess.Popen[bytes]) -> str | None:
    """Which processes are there 2 seconds later, and how long they stay."""
    begun = time.monotonic()
    late: list[str] = []
    while still := session(process.pid):
        waited = time.monotonic() - begun
        if waited > GONE_AFTER * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)) and not late:
            late = [command_line(pid).replace(b"\0", b" ")[-50:].decode() for pid in still]
        if waited > HANGS_AFTER:
            end_session(process)
            return f"leaves {late} for ever"
        time.sleep(0.05)
    load = os.getloadavg()[0]
    return f"leaves {late} for {time.monotonic() - begun:.1f} s (load {load:.0f})" if late else None


def wrong(trial: Trial, status: int, message: str) -> str | None:
    if status not in WAYS[trial.way]:
        return f"ends with {status}: {message[-600:]}"
    never = ["Warning", "Exception ignored"]
    if "Ctrl-C" not in trial.way:  # then Python itself shows where it was
        never.append("Traceback")
    elif trial.method != "forkserver":  # whose children always say so when they only just start
        never += ["multiprocessing/process.py", "spawn_main"]  # no worker does
    found = [word for word in never if word in message]
    return f"says {found} in {message[-900:]}" if found else None


def end_session(process: subprocess.Popen[bytes]) -> None:
    for pid in session(process.pid):
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    process.wait()


def values(trial: Trial) -> tuple[object, ...]:
    return trial.way, trial.method, trial.texts, trial.draw


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=list(WAYS), choices=list(WAYS), metavar="WAY")
    parser.add_argument("--method", nargs="*", default=list(METHODS), choices=METHODS)
    options = parser.parse_args()
    if not Path("/proc/self/stat").exists():
        print("early_ends: asks /proc which processes there are; not on this system")
        return NOT_HERE
    draws = random.Random(options.seed)
    combinations = list(product(options.only, options.method, TEXTS))
    draws.shuffle(combinations)
    counts: Counter[str] = Counter()
    for number in range(options.trials):
        trial = Trial(*combinations[number % len(combinations)], draws.randrange(10**6))
        found = fault(trial)
        counts["faults" if found else "right"] += 1
        if found:
            print(f"{number}: {trial}: {found}", flush=True)
        elif (number + 1) % 50 == 0:
            print(f"{number + 1} trials, {counts['faults']} faults", flush=True)
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Python {version}: {options.trials} early ends, {counts['faults']} faults")
    return 1 if counts["faults"] else 0


if __name__ == "__main__":
    if sys.argv[1:2] == [TRIAL]:
        way, method, kind, draw = sys.argv[2:]
        sys.exit(run(Trial(way, method, kind, int(draw))))
    sys.exit(main())
