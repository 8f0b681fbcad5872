"""pipe: many texts, in order, over processes, and no text pulls another down."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import traceback
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_overloads, get_type_hints

import pytest
from hangs import HANG, wait_or_hang
from places import SRC

from quoteattr import Analysis, Attributor, Failure, worker
from quoteattr.attributor import C
from quoteattr.errors import (
    ArgumentError,
    ArgumentTypeError,
    ElsewhereError,
    FailedTextError,
    WorkerStartError,
)
from quoteattr.parallel import BATCH_CHARACTERS, BATCH_ITEMS, READ_AHEAD, in_processes

ATTRIBUTOR = Attributor(known=["Ada Okafor"])
TEXTS = [f"“We have {n} boats,” said Ada Okafor." for n in range(12)]


# ------------------------------------------------------------------------------------------ results


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_gives_what_attribute_gives_in_order(workers: int) -> None:
    assert list(ATTRIBUTOR.pipe(iter(TEXTS), workers=workers)) == [ATTRIBUTOR.attribute(t) for t in TEXTS]


@pytest.mark.parametrize("workers", [1, 2])
def test_context_comes_back_with_its_text(workers: int) -> None:
    contexts = [object() for _ in TEXTS]  # would not survive a journey
    results = list(ATTRIBUTOR.pipe(zip(TEXTS, contexts, strict=True), as_tuples=True, workers=workers))
    assert [context for _, context in results] == contexts
    assert [r.text for r, _ in results if isinstance(r, Analysis)] == TEXTS


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_gives_nothing(workers: int) -> None:
    assert list(ATTRIBUTOR.pipe([], workers=workers)) == []


@pytest.mark.integration
@pytest.mark.parametrize(
    ("workers", "text", "ahead"),
    [
        (1, TEXTS[0], 0),
        (2, TEXTS[0], (2 * READ_AHEAD + 1) * BATCH_ITEMS),
        (2, "x " * BATCH_CHARACTERS, 2 * READ_AHEAD + 1),
    ],
)
def test_reads_a_bounded_number_ahead(workers: int, text: str, ahead: int) -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield text

    results = ATTRIBUTOR.pipe(endless(), workers=workers)
    for _ in range(5):
        next(results)
    results.close()  # type: ignore[attr-defined]
    assert read <= 5 + ahead


# ----------------------------------------------------------------------------------------- failures


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_no_text_fails_alone(workers: int) -> None:
    texts: list[Any] = [TEXTS[0], None, b"x", lambda: 1, TEXTS[1]]
    results = list(ATTRIBUTOR.pipe(texts, workers=workers))
    assert [isinstance(r, Analysis) for r in results] == [True, False, False, False, True]
    assert results[1] == Failure(1, "ArgumentTypeError", "text: must be a str, not NoneType")


def test_what_is_no_pair_fails_alone() -> None:
    pairs: list[Any] = [(TEXTS[0], 1), "x", (TEXTS[1], 2, 3), (None, 4), [TEXTS[2], 5]]
    results = list(ATTRIBUTOR.pipe(pairs, as_tuples=True))
    assert [c for _, c in results] == [1, None, None, 4, 5]
    assert [isinstance(r, Failure) for r, _ in results] == [False, True, True, True, False]
    assert results[1][0] == Failure(1, "ArgumentTypeError", "texts: must give (text, context) pairs, not str")


@pytest.mark.parametrize("workers", [1, 2])
def test_on_error_raise(workers: int) -> None:
    texts: list[Any] = [TEXTS[0], 5]
    results = ATTRIBUTOR.pipe(texts, workers=workers, on_error="raise")
    assert isinstance(next(results), Analysis)
    with pytest.raises(
        FailedTextError, match="text 1: ArgumentTypeError: text: must be a str, not int"
    ) as caught:
        next(results)
    assert (caught.value.index, caught.value.error) == (1, "ArgumentTypeError")


def test_no_failure_comes_out_where_it_is_raised_says_the_type_too() -> None:
    hints = [get_type_hints(one) for one in get_overloads(Attributor.pipe)]
    found = [(one["on_error"], one["return"]) for one in hints]
    raising = [given for on_error, given in found if on_error == Literal["raise"]]
    assert raising == [Iterator[Analysis], Iterator[tuple[Analysis, C]]]
    assert all("Failure" in str(given) for _, given in found if given not in raising)


class Broken(Attributor):
    """As if a stage of the analysis had a fault."""

    def attribute(self, text: str, **options: Any) -> Analysis:
        return {}["sect"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_says_where_it_was_raised(workers: int) -> None:
    (failure,) = Broken().pipe(["x"], workers=workers)
    assert failure == Failure(0, "KeyError", "'sect'")
    assert isinstance(failure, Failure)
    assert 'return {}["sect"]' in failure.traceback
    assert failure.traceback.endswith("KeyError: 'sect'\n")
    assert "traceback" not in repr(failure)


@pytest.mark.parametrize(("workers", "kind"), [(1, KeyError), (2, ElsewhereError)])
def test_a_raised_failure_has_its_cause(workers: int, kind: type[Exception]) -> None:
    with pytest.raises(FailedTextError, match="text 0: KeyError: 'sect'") as caught:
        list(Broken().pipe(["x"], workers=workers, on_error="raise"))
    assert type(caught.value.__cause__) is kind
    shown = "".join(traceback.format_exception(caught.value))
    assert 'return {}["sect"]' in shown


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_input_comes_after_what_was_before(workers: int) -> None:
    def broken() -> Iterator[str]:
        yield from TEXTS[:3]
        raise OSError("the disk is gone")

    results = ATTRIBUTOR.pipe(broken(), workers=workers)
    assert [next(results), next(results), next(results)] == [ATTRIBUTOR.attribute(t) for t in TEXTS[:3]]
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"texts": "one text"}, ArgumentTypeError, "texts: must be several texts, such as"),
        ({"texts": None}, ArgumentTypeError, "not NoneType"),
        ({"texts": [], "workers": 0}, ArgumentError, "workers: must be 1 or more, not 0"),
        ({"texts": [], "workers": None}, ArgumentTypeError, "workers: must be an int, not NoneType"),
        ({"texts": [], "workers": True}, ArgumentTypeError, "not bool"),
        (
            {"texts": [], "on_error": "skip"},
            ArgumentError,
            "on_error: must be one of 'return', 'raise', not 'skip'",
        ),
    ],
)
def test_wrong_arguments_are_named_at_once(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ATTRIBUTOR.pipe(**arguments)


# ------------------------------------------------------------------------------------------- workers


def task(item: Any) -> Any:
    """Stands in for the analysis of a text that kills its process, or that is well but once unlucky."""
    if item == "poison":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    if item.startswith("once:"):
        marker = Path(item.removeprefix("once:"))
        if not marker.exists():
            marker.touch()
            os._exit(1)
    if item == "error":
        raise ValueError("bad text")
    if item == "odd error":
        raise Unpicklable(1, 2)
    if item == "silent error":
        raise AssertionError
    if item == "endless memory":
        return bytearray(1 << 62)
    if item == "stays":
        return Stays()
    if item == "breaks":
        return Breaks()
    if item == "pipe":
        return list(in_processes(task, ["a"], 1))
    return item.upper()


class Unpicklable(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


class Stays(str):
    """Cannot leave its process."""

    def __reduce__(self) -> Any:
        raise ValueError("it stays")


class Breaks(str):
    """Cannot arrive."""

    def __reduce__(self) -> Any:
        return int, ("broken",)


def died(result: object) -> bool:
    return isinstance(result, Failure) and result.error == "WorkerDied"


@pytest.mark.integration
@pytest.mark.parametrize(
    "items", [["poison"], ["a", "poison"], ["poison", "a"], [*"abcdefgh", "poison", *"ijklmnop"]]
)
def test_a_killed_worker_costs_only_its_text(items: list[str]) -> None:
    results = list(in_processes(task, items, workers=2))
    assert [None if died(r) else r for r in results] == [None if i == "poison" else i.upper() for i in items]
    assert results[items.index("poison")] == Failure(
        items.index("poison"),
        "WorkerDied",
        "the process that analysed this text died twice (killed, or out of memory)",
    )


@pytest.mark.integration
def test_two_killed_workers() -> None:
    results = list(in_processes(task, ["a", "poison", "b", "poison", "c"], workers=2))
    assert [died(r) for r in results] == [False, True, False, True, False]


@pytest.mark.integration
def test_a_text_that_was_unlucky_once_is_tried_again(tmp_path: Path) -> None:
    item = f"once:{tmp_path / 'marker'}"
    assert list(in_processes(task, ["a", item, "b"], workers=2)) == ["A", item.upper(), "B"]


BROKEN = "invalid literal for int() with base 10: 'broken'"


@pytest.mark.integration
@pytest.mark.parametrize(
    ("item", "error", "message"),
    [
        ("error", "ValueError", "bad text"),
        ("odd error", "Unpicklable", "1 and 2"),
        ("silent error", "AssertionError", "no message"),
        ("endless memory", "MemoryError", "the memory ran out while this text was analysed"),
        (Stays(), "ValueError", "it stays"),
        ("stays", "ValueError", "it stays"),
        (Breaks(), "ValueError", BROKEN),
        ("breaks", "ValueError", BROKEN),
    ],
)
def test_what_fails_or_does_not_travel_costs_only_its_text(item: str, error: str, message: str) -> None:
    results = list(in_processes(task, ["a", item, "b"], 2))
    assert results == ["A", Failure(1, error, message), "B"]
    assert isinstance(results[1], Failure)
    assert error in results[1].traceback


def test_no_pipe_starts_processes_inside_another() -> None:
    """Nor in a worker of multiprocessing.Pool: both are daemonic."""
    (failure,) = in_processes(task, ["pipe"], 1)
    assert isinstance(failure, Failure)
    assert failure.error == "WorkerStartError"
    assert failure.message.startswith("no worker process can be started here: this process is daemonic")


def test_what_cannot_be_sent_is_said() -> None:
    with pytest.raises(WorkerStartError, match="the analysis cannot be sent to a worker process"):
        list(in_processes(lambda item: item, ["a"], 2))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows spawns")
def test_nothing_is_forked_beside_a_thread() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert worker.context().get_start_method() != "fork"
    finally:
        done.set()
        other.join()


def script(source: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = folder / "script.py"
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", str(path), *arguments],
        capture_output=True,
        text=True,
        timeout=HANG,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )


METHODS = ["fork", "spawn", "forkserver"] if sys.platform != "win32" else ["spawn"]

EVERY_WAY = """
    import multiprocessing, sys
    from quoteattr import Attributor
    from quoteattr.parallel import in_processes

    if __name__ == "__main__":
        multiprocessing.set_start_method(sys.argv[1])
        texts = ["“Yes,” said Ada Okafor.", None, "“No,” said Ada Okafor."]
        for result in Attributor(known=["Ada Okafor"]).pipe(texts, workers=2):
            print(type(result).__name__)
        kept = in_processes(str.upper, iter(lambda: "a", None), 2)
        print(next(kept))  # and here the interpreter ends
"""


@pytest.mark.integration
@pytest.mark.parametrize("method", METHODS)
def test_every_way_to_start_a_process(method: str, tmp_path: Path) -> None:
    done = script(EVERY_WAY, tmp_path, method)
    assert (done.stdout.split(), done.stderr) == (["Analysis", "Failure", "Analysis", "A"], "")
    assert done.returncode == 0


ENDS_HALFWAY = """
    import multiprocessing, os, signal
    from multiprocessing.connection import Connection
    from quoteattr.parallel import BATCH_ITEMS, in_processes

    def half(connection, message):
        while not os.path.exists("begun"):
            pass
        os.write(connection.fileno(), message[:len(message) // 2])
        open("written", "x").close()
        signal.pause()

    def process(item):
        if item == "half":
            Connection._send = half
        return item

    if __name__ == "__main__":
        results = in_processes(process, ["a"] * BATCH_ITEMS + ["half"], 2)
        print(next(results))
        open("begun", "x").close()
        while not os.path.exists("written"):
            pass
        results.close()
        print(*multiprocessing.active_children())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="writes half a message by the write of POSIX")
def test_leaving_ends_a_worker_in_the_middle_of_a_result(tmp_path: Path) -> None:
    done = script(ENDS_HALFWAY, tmp_path)
    assert (done.stdout.split(), done.stderr) == (["a"], "")


@pytest.mark.integration
@pytest.mark.parametrize("leave", ["close", "islice", "raise"])
def test_no_process_is_left_behind(leave: str) -> None:
    results = ATTRIBUTOR.pipe([*TEXTS, None], workers=2, on_error="raise")  # type: ignore[list-item]
    if leave == "close":
        next(results)
        results.close()  # type: ignore[attr-defined]
    elif leave == "islice":
        assert len(list(islice(results, 3))) == 3
        del results
    else:
        with pytest.raises(FailedTextError):
            list(results)
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="writes half a message by the write of POSIX")
def test_a_worker_that_dies_while_it_writes_costs_only_its_text(tmp_path: Path) -> None:
    source = """
        import os, signal
        from multiprocessing.connection import Connection
        from quoteattr.parallel import in_processes

        def half(connection, message):
            os.write(connection.fileno(), message[:len(message) // 2])
            os.kill(os.getpid(), signal.SIGKILL)

        def process(item):
            if item == "poison":
                Connection._send = half
            return item

        if __name__ == "__main__":
            for result in in_processes(process, ["a", "poison", "b"], 2):
                print(result if isinstance(result, str) else result.error)
        """
    done = script(source, tmp_path)
    assert (done.stdout.split(), done.stderr) == (["a", "WorkerDied", "b"], "")


@pytest.mark.integration
def test_the_way_to_start_a_process_stays_for_the_program_to_choose(tmp_path: Path) -> None:
    source = """
        import multiprocessing
        from quoteattr import Attributor

        if __name__ == "__main__":
            print(len(list(Attributor().pipe(["x", "y"], workers=2))))
            print(multiprocessing.get_start_method(allow_none=True))
        """
    assert script(source, tmp_path).stdout.split() == ["2", "None"]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks /proc which processes there are")
def test_workers_do_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    source = """
        import os, signal
        from quoteattr.parallel import in_processes

        def process(item):
            return os.getpid()

        results = in_processes(process, iter(int, 1), 2)
        found = {next(results) for _ in range(500)}
        print(*found, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        """
    workers = [Path("/proc", pid) for pid in script(source, tmp_path).stdout.split()]
    assert workers
    wait_or_hang(lambda: not any(map(is_running, workers)))


def is_running(process: Path) -> bool:
    """False for a dead process that nobody has asked after, too."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.integration
def test_a_script_that_cannot_spawn_is_told_why(tmp_path: Path) -> None:
    done = script(
        """
        import multiprocessing
        from quoteattr import Attributor

        multiprocessing.set_start_method("spawn", force=True)
        list(Attributor().pipe(["x"] * 3, workers=2))
        """,
        tmp_path,
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("quoteattr.errors.WorkerStartError: no worker process could be started")
    assert 'if __name__ == "__main__":' in last
