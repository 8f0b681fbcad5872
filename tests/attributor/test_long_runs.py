"""A run over many texts: how long one may take, what the run says of itself, how far it is."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, ClassVar

import pytest
from command_line import run
from hangs import HANG

from quoteattr import Analysis, Attributor, Failure
from quoteattr.corpus import Job
from quoteattr.corpus import run as run_corpus
from quoteattr.errors import ArgumentError, ArgumentTypeError, FailedTextError, TimeLimitError
from quoteattr.parallel import in_processes

TEXT = "“We have 3 boats,” said Ada Okafor."
STORY = "“Is it far?” asked Tom Lacey.\n\n“No,” said Mary Pell.\n\n" * 20
NO_TIME = 1e-9  # no analysis is as quick as that
LITTLE = HANG / 150  # nothing of this file's that works takes so long, and a test can wait for it
LONGER = HANG / 15  # nor does an analysis, on however busy a machine, in a process that has read no words yet
ATTRIBUTOR = Attributor()


def for_ever(_: object) -> None:
    """A model of the caller's that does not answer."""
    threading.Event().wait()


def task(item: str) -> str:
    if item == "hangs":
        for_ever(item)
    return item.upper()


def late(index: int, seconds: float) -> Failure:
    return Failure(index, "TimeLimitError", f"took longer than {seconds:g} seconds")


# ------------------------------------------------------------------------------------ a limit of time


@pytest.mark.parametrize("text", [TEXT, STORY, TEXT * 500], ids=["news", "story", "long"])
def test_in_this_process_the_limit_is_seen_between_steps(text: str) -> None:
    results = list(ATTRIBUTOR.pipe([text, text], time_limit=NO_TIME))
    assert results == [late(0, NO_TIME), late(1, NO_TIME)]
    assert list(ATTRIBUTOR.pipe([text], time_limit=HANG)) == [ATTRIBUTOR.attribute(text)]


def test_what_is_raised_in_its_place() -> None:
    with pytest.raises(FailedTextError, match="text 0: TimeLimitError: took longer than 1e-09") as caught:
        list(ATTRIBUTOR.pipe([TEXT], time_limit=NO_TIME, on_error="raise"))
    assert isinstance(caught.value.__cause__, TimeLimitError)
    assert isinstance(caught.value.__cause__, TimeoutError) and caught.value.__cause__.seconds == NO_TIME


# what is given, and the places of those that hang: first, last, all, several behind one another
HANGING = [
    ["hangs"],
    ["hangs", "a", "b", "c", "d"],
    ["a", "b", "c", "hangs"],
    ["hangs", "hangs", "hangs"],
    pytest.param(
        ["a", "hangs", "hangs", "b", "c", "d", "e", "f", "hangs", "g"], marks=pytest.mark.integration
    ),
]


@pytest.mark.parametrize("items", HANGING, ids=" ".join)
@pytest.mark.parametrize("workers", [1, 2])
def test_an_item_that_hangs_costs_its_process_alone(items: list[str], workers: int) -> None:
    seconds = LITTLE if len(set(items)) > 1 else NO_TIME
    results = list(in_processes(task, items, workers, time_limit=seconds))
    assert results == [late(n, seconds) if item == "hangs" else item.upper() for n, item in enumerate(items)]


@pytest.mark.integration  # it waits
def test_a_hook_that_hangs_is_ended_with_its_process() -> None:
    attributor = Attributor(second_opinion=for_ever, second_opinion_below=1.0)
    texts = ["Nobody said anything.", TEXT, "Nobody said anything."]
    first, hangs, last = attributor.pipe(texts, workers=2, time_limit=LONGER)
    assert isinstance(first, Analysis) and isinstance(last, Analysis)
    assert hangs == late(1, LONGER)


def test_results_that_wait_are_not_late() -> None:
    """The caller takes its time: what is done by then is no Failure."""
    results = in_processes(task, ["a"] * 40, 2, time_limit=HANG)
    assert next(results) == "A"
    assert [*results] == ["A"] * 39


@pytest.mark.parametrize(
    ("seconds", "error", "message"),
    [
        (0, ArgumentError, "time_limit: must be more than 0 and at most 100,000,000 seconds, not 0"),
        (-1.5, ArgumentError, "not -1.5"),
        (float("nan"), ArgumentError, "not nan"),
        (float("inf"), ArgumentError, "not inf"),
        ("2 s", ArgumentTypeError, "time_limit: must be a number of seconds, or None, not str"),
        (True, ArgumentTypeError, "not bool"),
    ],
)
def test_wrong_limits_are_named_at_once(seconds: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ATTRIBUTOR.pipe([TEXT], time_limit=seconds)


@pytest.mark.integration  # it waits
def test_a_text_of_a_corpus_that_hangs_is_a_line_of_the_errors(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in (("a", "Nobody came."), ("b", TEXT), ("c", "Nobody came.")):
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    attributor = Attributor(second_opinion=for_ever, second_opinion_below=1.0)
    job = Job(
        inputs=[str(tmp_path / "in")], output=str(tmp_path / "out"), attributor=attributor, time_limit=LONGER
    )
    done = run_corpus(job)
    assert (done.texts, done.failed) == (3, 1)
    (line,) = (tmp_path / "out" / "errors.jsonl").read_text(encoding="ascii").splitlines()
    assert '"error":"TimeLimitError"' in line and "b.txt" in line


@pytest.mark.parametrize(
    ("seconds", "message"), [("0", "more than 0"), ("-1", "more than 0"), ("soon", "float")]
)
def test_a_wrong_limit_on_the_command_line_is_said_in_one_line(
    tmp_path: Path, seconds: str, message: str
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("corpus", tmp_path / "a.txt", "--output", tmp_path / "out", f"--time-limit={seconds}")
    assert done.returncode == 2 and message in done.stderr.decode()
    assert not (tmp_path / "out").exists()


def test_a_limit_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("corpus", tmp_path / "a.txt", "--output", tmp_path / "out", "--time-limit", str(HANG))
    assert done.returncode == 0 and (tmp_path / "out" / "errors.jsonl").read_bytes() == b""


# -------------------------------------------------------------------------------------- what is logged


def test_a_pipe_says_what_fails(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "quoteattr")
    list(ATTRIBUTOR.pipe([TEXT, 5]))  # type: ignore[list-item]
    told = [(record.name, record.levelname, record.getMessage()) for record in caplog.records]
    assert told == [
        ("quoteattr.pipe", "WARNING", "text 1 failed: ArgumentTypeError: text: must be a str, not int"),
        ("quoteattr.pipe", "INFO", "the last of 2 texts, 1 of them failed"),
    ]


def test_processes_that_die_or_are_ended_are_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "quoteattr")
    list(in_processes(task, ["hangs"], 1, time_limit=NO_TIME))
    told = [record.getMessage() for record in caplog.records if record.name == "quoteattr.workers"]
    assert any(one.startswith("text 0 takes too long: process ") for one in told)
    assert sum("is started" in one for one in told) == 2


def test_a_corpus_says_how_far_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "quoteattr.corpus")
    (tmp_path / "in").mkdir()
    for n in range(5):
        (tmp_path / "in" / f"{n}.txt").write_bytes(b"\xff" if n == 3 else TEXT.encode())
    job = Job(inputs=[str(tmp_path / "in")], output=str(tmp_path / "out"), attributor=ATTRIBUTOR, part=2)
    run_corpus(job)
    told = [record.getMessage() for record in caplog.records]
    assert "5 files" in told[0] and "by 1 workers" in told[0]
    assert [line.partition(":")[0] for line in told if "parts" in line][-1] == "all is written"
    assert any("failed: UnicodeDecodeError" in line for line in told)
    assert told[-1].endswith("3 parts, 5 texts, 1 of them failed, 4 attributions, 100% of the input")


def test_nobody_who_does_not_listen_hears_anything() -> None:
    """No handler of ours writes anywhere, and Python's last resort is not reached."""
    program = (
        "import quoteattr\nprint(len(list(quoteattr.Attributor().pipe(['“We sail,” said Ada Okafor.', 5]))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=HANG)
    assert (done.stdout, done.stderr) == ("2\n", "")


# --------------------------------------------------------------------------------------- how far it is


class Bar:
    """As tqdm's: made with a total, told of more, closed at the end."""

    def __init__(self, total: int | None = None, **_: Any) -> None:
        self.total, self.n, self.closed = total, 0, False
        self.made.append(self)

    made: ClassVar[list[Bar]] = []

    def update(self, n: int = 1) -> None:
        self.n += n

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("workers", [1, 2])
def test_progress(workers: int) -> None:
    seen: list[tuple[int, int | None]] = []
    list(ATTRIBUTOR.pipe([TEXT] * 3, workers=workers, progress=lambda done, of: seen.append((done, of))))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    seen.clear()
    list(
        ATTRIBUTOR.pipe(iter([TEXT, ""]), workers=workers, progress=lambda done, of: seen.append((done, of)))
    )
    assert seen == [(1, None), (2, None)], "an iterator does not say how many there are"
    mine = Bar(total=9)
    list(ATTRIBUTOR.pipe([TEXT] * 3, workers=workers, progress=mine))
    assert (mine.n, mine.total, mine.closed) == (3, 9, False), "whose bar it is closes it"
    Bar.made.clear()
    list(ATTRIBUTOR.pipe([TEXT] * 3, workers=workers, progress=Bar))
    (made,) = Bar.made
    assert (made.n, made.total, made.closed) == (3, 3, True)


def test_a_bar_is_closed_when_the_caller_leaves_early() -> None:
    Bar.made.clear()
    results = ATTRIBUTOR.pipe([TEXT] * 3, progress=Bar)
    next(results)
    results.close()  # type: ignore[attr-defined]
    (made,) = Bar.made
    assert made.closed


def test_progress_by_tqdm(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    list(ATTRIBUTOR.pipe([TEXT] * 3, progress=True))
    assert "3/3" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [None, "yes", 1, []])
def test_wrong_progress_is_named_at_once(wrong: Any) -> None:
    with pytest.raises(ArgumentTypeError, match="progress: must be True, False, a bar of tqdm or a function"):
        ATTRIBUTOR.pipe([TEXT], progress=wrong)
