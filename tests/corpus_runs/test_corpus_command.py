"""quoteattr corpus: real files, real processes, really killed."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from command_line import run as run_here
from corpus_runs import (
    RULES,
    SRC,
    command,
    contents,
    documents,
    done,
    errors,
    finished,
    killed,
    started,
    text,
    write,
)
from hangs import HANG, wait_or_hang

from quoteattr import Analysis, Attributor, attribute
from quoteattr.cli.corpus_progress import status
from quoteattr.corpus import Job, Progress, read_corrections, run
from quoteattr.corpus.texts import Fields
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.export.jsonl import line
from quoteattr.export.records import COLUMNS, DOCUMENT_COLUMNS
from quoteattr.people.documents import read_documents

# ------------------------------------------------------------------------------------ the command


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of 240 texts, some of which fail, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("corpus")
    rows = [json.dumps({"text": text(n) if n % 50 else None}) for n in range(240)]
    (folder / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    code, said = command(folder, "news.jsonl", "--output", "whole", "--part", 16, "--workers", 2)
    found = sum(len(attribute(text(n))) for n in range(240) if n % 50)
    assert (code, said) == (
        1,
        "quoteattr: news.jsonl:1: NotAString: 'text' is null, not a string\n"
        "quoteattr: news.jsonl:51: NotAString: 'text' is null, not a string\n"
        "quoteattr: news.jsonl:101: NotAString: 'text' is null, not a string\n"
        f"quoteattr: 240 texts, {found} quotations, 5 failed: see {Path('whole', 'errors.jsonl')}\n",
    )
    return folder


ON_CORPUS = ("news.jsonl", "--part", 16, "--workers", 2)


def test_every_text_in_order_as_attribute_gives_it(corpus: Path) -> None:
    expected = [line(attribute(text(n)).to_dict(), f"news.jsonl:{n + 1}") for n in range(240) if n % 50]
    assert [line(one, one.pop("id")) for one in documents(corpus / "whole")] == expected
    assert [one[:3] for one in errors(corpus / "whole")] == [
        (f"news.jsonl:{row}", row, "NotAString") for row in (1, 51, 101, 151, 201)
    ]
    # 240 texts read in parts of 16; the failed ones count, so that a part is always as much work
    assert [len(path.read_bytes().splitlines()) for path in sorted((corpus / "whole").glob("part-*"))] == [
        16 - any(row % 50 == 0 for row in range(16 * part, 16 * part + 16)) for part in range(15)
    ]


def test_the_folder_is_what_people_counts(corpus: Path) -> None:
    assert len(list(read_documents(corpus / "whole"))) == 235


@pytest.mark.integration
@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_changes_nothing(workers: int, corpus: Path, tmp_path: Path) -> None:
    arguments = ("news.jsonl", "--part", 16, "--workers", workers, "--output", tmp_path / "out")
    assert command(corpus, *arguments)[0] == 1
    assert contents(tmp_path / "out") == contents(corpus / "whole")


# ------------------------------------------------------------------------------------ killed


@pytest.mark.integration
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_killed_at_random_moments_and_resumed_it_is_the_same(form: str, corpus: Path, tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    whole = corpus / "whole"
    if form != "jsonl":
        whole = tmp_path / "whole"
        assert command(corpus, *ON_CORPUS, "--format", form, "--output", whole)[0] == 1
    out = tmp_path / "out"
    again = (*ON_CORPUS, "--format", form, "--output", out, "--resume")
    dice = random.Random(form)
    for _ in range(5):
        process = started(corpus, *again)
        wait_until_changed(out, dice.randrange(8), process)
        killed(process, signal.SIGKILL)
    assert command(corpus, *again)[0] == 1
    assert contents(out) == contents(whole)


def wait_until_changed(out: Path, times: int, process: subprocess.Popen[bytes]) -> None:
    """Until the folder was seen to change so often (0: the process has just started) or the run has ended."""
    seen = {look(out)}

    def changed() -> bool:
        seen.add(look(out))
        return len(seen) > times or process.poll() is not None

    wait_or_hang(changed)


def look(folder: Path) -> frozenset[tuple[str, int]]:
    """The names and sizes of the files as they are now."""
    try:
        with os.scandir(folder) as entries:
            return frozenset((entry.name, entry.stat().st_size) for entry in entries)
    except FileNotFoundError:  # the folder, or a file that has just got its name
        return frozenset()


@pytest.mark.integration
def test_killed_in_every_step_of_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run ends itself at the n-th call that changes the disk, for every n."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("forks")
    monkeypatch.chdir(tmp_path)
    rows = [json.dumps({"text": text(n) if n != 2 else 7}) for n in range(5)]
    write(Path("few.jsonl"), "\n".join(rows))
    unfit = "".join(f"few.jsonl:{row},remove,,,Nobody,\n" for row in range(1, 7))
    write(Path("fix.csv"), f"doc_id,action,start,end,from,to\n{unfit}")

    def attempt(steps: int, out: str, **how: Any) -> int:
        process = multiprocessing.get_context("fork").Process(target=run_for, args=(steps, out), kwargs=how)
        process.start()
        process.join(timeout=HANG)
        assert process.exitcode is not None
        return process.exitcode

    assert attempt(1000, "whole") == 0
    written = json.loads(Path("whole", "corpus.json").read_bytes())["written"]
    assert [one["row"] for one in written["unfit"]] == [2, 3, 4, 5, 6, 7]  # one text failed, one is not there
    steps = 0
    while True:
        assert attempt(1000, "out", part=1, force=True) == 0
        if attempt(steps, "out", force=True) == 0:  # which replaces more parts than it writes
            break
        plan = json.loads(Path("out", "corpus.json").read_bytes())["plan"]
        if plan["part"] == 1:  # killed before it began: what was there is whole, and not gone on with
            assert len(documents(Path("out"))) == 4
        else:
            assert attempt(1000, "out", resume=True) == 0
            assert contents(Path("out")) == contents(Path("whole")), steps
        steps += 1
    assert steps > 20


def run_for(steps: int, out: str, part: int = 2, **how: bool) -> None:
    """In a process of its own."""
    left = steps

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                os._exit(9)
            return function(*arguments)

        return call

    os.replace, os.fsync, os.remove = map(counted, (os.replace, os.fsync, os.remove))  # type: ignore[assignment]
    fix = read_corrections("fix.csv")
    run(Job(inputs=("few.jsonl",), output=out, attributor=RULES, corrections=fix, part=part, **how))


@pytest.mark.integration
def test_interrupted_it_says_how_to_go_on(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    as_a_terminal_does = "os.killpg(0, signal.SIGINT)"  # to every process
    process = started(corpus, *ON_CORPUS, "--output", out, then=as_a_terminal_does)
    assert finished(process) == (
        130,
        "quoteattr: interrupted; the same command with --resume goes on behind the last whole part\n",
    )
    assert 1 <= len(documents(out)) < 235
    assert not [name for name in contents(out) if name.startswith(".")]
    assert command(corpus, *ON_CORPUS, "--output", out, "--resume")[0] == 1
    assert contents(out) == contents(corpus / "whole")


@pytest.mark.integration
def test_a_killed_worker_costs_only_its_text(corpus: Path, tmp_path: Path) -> None:
    """A worker that dies once is replaced, and what it had is done again."""
    out = tmp_path / "out"
    kill_one = "os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)"
    assert finished(started(corpus, *ON_CORPUS, "--output", out, then=kill_one))[0] == 1
    assert contents(out) == contents(corpus / "whole")


@pytest.mark.integration
def test_a_second_run_waits_outside(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="locks")
    out = tmp_path / "out"
    process = started(corpus, *ON_CORPUS, "--output", out, then="os.killpg(0, signal.SIGSTOP)")
    os.waitpid(process.pid, os.WUNTRACED)  # until it has stopped
    try:
        code, said = command(corpus, *ON_CORPUS, "--output", out, "--resume")
        assert (code, said) == (2, f"quoteattr: {out}: is being written by another run\n")
    finally:
        os.killpg(process.pid, signal.SIGCONT)
    assert finished(process)[0] == 1
    assert contents(out) == contents(corpus / "whole")


# ------------------------------------------------------------------------------------ what is there already


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder with three texts, analysed into ``out``."""
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(text(n), encoding="utf-8")
    done(tmp_path)
    return tmp_path


def touch(folder: Path) -> None:
    os.utime(folder / "in" / "1.txt", (1, 1))


def add(folder: Path) -> None:
    (folder / "in" / "4.txt").write_text("More.", encoding="utf-8")


def change(folder: Path) -> None:
    (folder / "in" / "1.txt").write_text("Less.", encoding="utf-8")


def lose(folder: Path) -> None:
    (folder / "out" / "part-00000.jsonl").unlink()


def update(folder: Path) -> None:
    manifest = folder / "out" / "corpus.json"
    manifest.write_text(manifest.read_text().replace('"library version": "', '"library version": "0.0.'))


def nothing(folder: Path) -> None:
    pass


@pytest.mark.integration
@pytest.mark.parametrize(
    ("before", "changes", "message"),
    [
        (nothing, {}, "is written already; --resume goes on with it, --force writes it anew"),
        (add, {"resume": True}, r"had other input files \(was 3, is 4\), input bytes"),
        (change, {"resume": True}, "had other input bytes"),
        (touch, {"resume": True}, "had other input names, sizes and times"),
        (update, {"resume": True}, r"had other library version \(was 0.0"),
        (lose, {"resume": True}, "part-00000.jsonl is gone; put back what was written, or write it"),
        (nothing, {"resume": True, "format": "csv"}, r"had other format \(was jsonl, is csv\)"),
        (nothing, {"resume": True, "part": 7}, r"had other part \(was 1000, is 7\)"),
        (nothing, {"resume": True, "fields": Fields("body")}, r"text field \(was text, is body\)"),
        (nothing, {"resume": True, "attributor": Attributor(model=None, genre="news")}, r"genre \(was auto"),
        (nothing, {"resume": True, "attributor": Attributor(model=None, known=["Ada Okafor"])}, "known"),
        (nothing, {"resume": True, "force": True}, "resume: goes on with what is there, force replaces it"),
    ],
)
def test_what_is_written_stays(
    before: Callable[[Path], None], changes: dict[str, Any], message: str, few: Path
) -> None:
    before(few)
    there = contents(few / "out")
    with pytest.raises((InputFileError, ArgumentError), match=message):
        done(few, **changes)
    assert contents(few / "out") == there


def test_resuming_what_is_complete_changes_nothing(few: Path) -> None:
    there = contents(few / "out")
    assert done(few, resume=True).texts == 3
    assert contents(few / "out") == there


def test_force_replaces_what_is_ours_alone(few: Path) -> None:
    (few / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    (few / "out" / "part-one.jsonl").write_text("mine", encoding="utf-8")
    done(few, force=True, format="csv")
    assert sorted(contents(few / "out")) == [
        *("attributions-00000.csv", "corpus.json", "documents-00000.csv", "errors.jsonl"),
        *("notes.txt", "part-one.jsonl"),
    ]


@pytest.mark.integration
@pytest.mark.parametrize("how", [{}, {"resume": True}, {"force": True}])
def test_a_folder_of_somebody_else_is_never_written_to(how: dict[str, bool], few: Path) -> None:
    theirs = few / "theirs"
    theirs.mkdir()
    (theirs / "part-00000.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(InputFileError, match=r"not of this command \(part-00000.jsonl\); name a new folder"):
        done(few, output=str(theirs), **how)
    assert contents(theirs) == {"part-00000.jsonl": b"mine"}


# ------------------------------------------------------------------------------------ formats, options


def rows(path: Path) -> Iterator[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def test_csv_has_a_row_for_every_text_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    texts = [text(1), "Nobody spoke.", "=1+1", text(2)]
    write(Path("in.jsonl"), "\n".join(json.dumps({"text": one}) for one in texts))
    done(Path(), inputs=["in.jsonl"], format="csv", part=3)
    counted = [*rows(Path("out/documents-00000.csv")), *rows(Path("out/documents-00001.csv"))]
    said = [*rows(Path("out/attributions-00000.csv")), *rows(Path("out/attributions-00001.csv"))]
    assert (tuple(counted[0]), tuple(said[0])) == (DOCUMENT_COLUMNS, COLUMNS)
    analyses = [RULES.attribute(one) for one in texts]
    assert [
        (one["doc_id"], int(one["characters"]), int(one["attributions"]), int(one["direct"]))
        for one in counted
    ] == [
        (f"in.jsonl:{n}", len(one.text), len(one), sum(a.quotation.kind == "direct" for a in one))
        for n, one in enumerate(analyses, 1)
    ]
    assert [one["text"] for one in said] == [a.quotation.text for one in analyses for a in one]


def test_options_reach_the_analysis(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", text(1))
    write(tmp_path / "known.csv", "name,known_id\nTom Aldous,Q7\n")
    arguments = ("--known", "known.csv", "--mode", "quoted", "--genre", "news", "--min-confidence", "0.999")
    assert command(tmp_path, "a.txt", "--output", "out", *arguments)[0] == 0
    ((document),) = documents(tmp_path / "out")
    analysis = Analysis.from_dict(document)
    assert [a.quotation.kind for a in analysis] == ["direct"]
    assert analysis.attributions[0].speaker is None
    assert analysis.attributions[0].runners_up[0].speaker.known_id == "Q7"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--workers", "0"], "quoteattr: workers: must be 1 or more, not 0"),
        (["--part", "0"], "quoteattr: part: must be 1 or more, not 0"),
        (["--encoding", "morse"], "quoteattr: --encoding: no such text encoding"),
        (["--min-confidence", "2"], "quoteattr: min_confidence: must be from 0 to 1, not 2"),
        (["--known", "none.csv"], "quoteattr: none.csv: No such file or directory"),
    ],
)
def test_wrong_arguments(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt", text(1))
    monkeypatch.chdir(tmp_path)
    done = run_here("corpus", "a.txt", "--output", "out", *arguments)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(message)
    assert not (tmp_path / "out").exists()


def test_the_first_word_names_the_command_and_a_path_the_file(tmp_path: Path) -> None:
    write(tmp_path / "corpus", text(1))
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    for words, code in ((["corpus"], 2), (["./corpus"], 0)):
        done = subprocess.run(
            [sys.executable, "-m", "quoteattr", *words], cwd=tmp_path, env=env, capture_output=True
        )
        assert done.returncode == code


# ------------------------------------------------------------------------------------ progress


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress(1200, 0, 9, 250, 1000, 0), "1,200 texts, 10.0 a second, 6 min 00 s left"),
        (Progress(1200, 3, 9, 625, 1000, 250), "1,200 texts, 10.0 a second, 2 min 00 s left, 3 failed"),
        (Progress(1200, 0, 9, 1, 91, 0), "1,200 texts, 10.0 a second, 3 h 00 min left"),
        (Progress(1200, 0, 9, 0, 0, 0), "1,200 texts, 10.0 a second"),
    ],
)
def test_status(progress: Progress, expected: str) -> None:
    assert status(progress, 1200, 120.0) == expected


def on_a_terminal(folder: Path, without_rich: bool) -> str:
    """What a terminal of 80 columns shows while a corpus is analysed."""
    pty = pytest.importorskip("pty", reason="a terminal")
    ours, theirs = pty.openpty()
    hidden = "import sys; sys.modules['rich'] = sys.modules['rich.progress'] = None; " if without_rich else ""
    code = f"{hidden}import sys; from quoteattr.cli import main; sys.exit(main())"
    arguments = [
        "corpus",
        "news.jsonl",
        "--output",
        f"shown-{without_rich}",
        "--part",
        "16",
        "--workers",
        "2",
    ]
    env = {**os.environ, "PYTHONPATH": str(SRC), "COLUMNS": "80", "TERM": "xterm"}
    env.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *arguments], cwd=folder, env=env, stderr=theirs
    ):
        os.close(theirs)
        shown = b""
        try:
            while some := os.read(ours, 4096):
                shown += some
        except OSError:  # the other end is closed
            pass
        os.close(ours)
    return shown.decode("utf-8")


@pytest.mark.integration
@pytest.mark.parametrize("without_rich", [False, True])
def test_a_terminal_has_a_bar_with_rate_and_time_left(without_rich: bool, corpus: Path) -> None:
    if not without_rich:
        pytest.importorskip("rich")
    shown = on_a_terminal(corpus, without_rich)
    assert " a second, " in shown
    assert " left" in shown
    assert ("━" in shown) != without_rich
    assert "Traceback" not in shown
    assert "240 texts, " in shown.splitlines()[-1]
