"""pipe: many texts, in order, over processes, and no text pulls another down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hangs import HANG, wait_or_hang

from quoteattr import Analysis, Attributor, Failure
from quoteattr.errors import ArgumentError, ArgumentTypeError, FailedTextError
from quoteattr.parallel import BATCH_CHARACTERS, BATCH_ITEMS, READ_AHEAD, in_processes

ATTRIBUTOR = Attributor(known=["Ada Okafor"])
TEXTS = [f"“We have {n} boats,” said Ada Okafor." for n in range(12)]
SRC = Path(__file__).parent.parent / "src"


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
        ({"texts": "one text"}, ArgumentTypeError, "texts: must be several texts, not one str"),
        ({"texts": None}, ArgumentTypeError, "not one NoneType"),
        ({"texts": [], "workers": 0}, ArgumentError, "workers: must be 1 or more, not 0"),
        ({"texts": [], "workers": None}, ArgumentTypeError, "workers: must be an int, not NoneType"),
        ({"texts": [], "workers": True}, ArgumentTypeError, "not bool"),
        (
            {"texts": [], "on_error": "skip"},
            ArgumentError,
            "on_error: must be 'return' or 'raise', not 'skip'",
        ),
    ],
)
def test_wrong_arguments_are_named_at_once(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ATTRIBUTOR.pipe(**arguments)


# ------------------------------------------------------------------------------------------- workers


def task(item: str) -> str:
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
    return item.upper()


class Unpicklable(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def died(result: object) -> bool:
    return isinstance(result, Failure) and result.error == "WorkerDied"


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


def test_two_killed_workers() -> None:
    results = list(in_processes(task, ["a", "poison", "b", "poison", "c"], workers=2))
    assert [died(r) for r in results] == [False, True, False, True, False]


def test_a_text_that_was_unlucky_once_is_tried_again(tmp_path: Path) -> None:
    item = f"once:{tmp_path / 'marker'}"
    assert list(in_processes(task, ["a", item, "b"], workers=2)) == ["A", item.upper(), "B"]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_is_a_failure(workers: int) -> None:
    assert list(in_processes(task, ["a", "error", "odd error", "b"], workers)) == [
        "A",
        Failure(1, "ValueError", "bad text"),
        Failure(2, "Unpicklable", "1 and 2"),
        "B",
    ]


def script(source: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "script.py"
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(path)],
        capture_output=True,
        text=True,
        timeout=HANG,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    )


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_every_way_to_start_a_process(method: str, tmp_path: Path) -> None:
    if method != "spawn" and sys.platform == "win32":
        pytest.skip("Windows spawns")
    done = script(
        f"""
        import multiprocessing
        from quoteattr import Attributor

        if __name__ == "__main__":
            multiprocessing.set_start_method("{method}")
            texts = ["“Yes,” said Ada Okafor.", None, "“No,” said Ada Okafor."]
            for result in Attributor(known=["Ada Okafor"]).pipe(texts, workers=2):
                print(type(result).__name__)
        """,
        tmp_path,
    )
    assert (done.stdout.split(), done.stderr) == (["Analysis", "Failure", "Analysis"], "")


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
