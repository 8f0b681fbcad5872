"""quoteattr corpus: real files, real processes, really killed."""

from __future__ import annotations

import csv
import gzip
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quoteattr import Analysis, Attributor, attribute
from quoteattr.cli.corpus_progress import status
from quoteattr.corpus import Job, Progress, run
from quoteattr.corpus.texts import Fields
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.export.jsonl import line
from quoteattr.export.records import COLUMNS, DOCUMENT_COLUMNS
from quoteattr.people.documents import read_documents

SRC = Path(__file__).parent.parent / "src"
NAMES = ("Ada Okafor", "Tom Aldous", "Martha Quill", "Liam Brandt")
VERBS = ("said", "warned", "promised", "wrote")


def text(number: int) -> str:
    name, verb = NAMES[number % 4], VERBS[number // 4 % 4]
    return (
        f"The dredger came to pier {number} on Monday.\n\n“We have {number} boats,” {name} {verb}. "
        f"She added that the board would meet again.\n"
    )


# ------------------------------------------------------------------------------------ the command


def started(folder: Path, *arguments: object, **environment: str) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONWARNINGS": "error", **environment}
    command = [sys.executable, "-m", "quoteattr", "corpus", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def finished(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Exit status and what was said; nothing ever goes to standard output."""
    printed, said = process.communicate(timeout=60)
    assert printed == b""
    return process.returncode, said.decode("utf-8")


def command(folder: Path, *arguments: object, **environment: str) -> tuple[int, str]:
    return finished(started(folder, *arguments, **environment))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def documents(folder: Path) -> list[dict[str, Any]]:
    parts = sorted(folder.glob("part-*.jsonl"))
    assert [part.name for part in parts] == [f"part-{n:05}.jsonl" for n in range(len(parts))]
    return [json.loads(one) for part in parts for one in part.read_bytes().splitlines()]


def errors(folder: Path) -> list[tuple[str, int | None, str, str]]:
    """(id, row, error, message) of each line of the errors file."""
    lines = map(json.loads, (folder / "errors.jsonl").read_bytes().splitlines())
    return [(one["doc_id"], one["row"], one["error"], one["message"]) for one in lines]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of 240 texts, some of which fail, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("corpus")
    rows = [json.dumps({"text": text(n) if n % 50 else None}) for n in range(240)]
    (folder / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    code, said = command(folder, "news.jsonl", "--output", "whole", "--part", 16, "--workers", 2)
    assert (code, said) == (
        1,
        f"quoteattr: 240 texts, {sum(len(attribute(text(n))) for n in range(240) if n % 50)} quotations, "
        f"5 failed: see {Path('whole', 'errors.jsonl')}\n",
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


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_changes_nothing(workers: int, corpus: Path, tmp_path: Path) -> None:
    arguments = ("news.jsonl", "--part", 16, "--workers", workers, "--output", tmp_path / "out")
    assert command(corpus, *arguments)[0] == 1
    assert contents(tmp_path / "out") == contents(corpus / "whole")


# ------------------------------------------------------------------------------------ killed


def part_is_there(folder: Path, number: int) -> bool:
    return (folder / f"part-{number:05}.jsonl").exists()


def killed(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    process.send_signal(number)
    process.communicate(timeout=60)  # ends where the workers have gone, too: they share the pipes


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_killed_at_random_moments_and_resumed_it_is_the_same(form: str, corpus: Path, tmp_path: Path) -> None:
    whole = corpus / "whole"
    if form != "jsonl":
        whole = tmp_path / "whole"
        assert command(corpus, *ON_CORPUS, "--format", form, "--output", whole)[0] == 1
    out = tmp_path / "out"
    again = (*ON_CORPUS, "--format", form, "--output", out, "--resume")
    dice = random.Random(form)
    for _ in range(5):
        process = started(corpus, *again)
        begun = time.monotonic()
        moment = dice.uniform(0.15, 0.6)  # while Python starts, while it reads, while it writes
        while time.monotonic() - begun < moment and process.poll() is None:
            time.sleep(0.005)
        killed(process, signal.SIGKILL)
    assert command(corpus, *again)[0] == 1
    assert contents(out) == contents(whole)


def test_killed_in_every_step_of_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run ends itself at the n-th call that changes the disk, for every n."""
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("forks")
    monkeypatch.chdir(tmp_path)
    rows = [json.dumps({"text": text(n) if n != 2 else 7}) for n in range(5)]
    write(Path("few.jsonl"), "\n".join(rows))

    def attempt(steps: int, out: str, **how: Any) -> int:
        process = multiprocessing.get_context("fork").Process(target=run_for, args=(steps, out), kwargs=how)
        process.start()
        process.join(timeout=60)
        assert process.exitcode is not None
        return process.exitcode

    assert attempt(1000, "whole") == 0
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
    run(Job(inputs=("few.jsonl",), output=out, attributor=RULES, part=part, **how))


def test_interrupted_it_says_how_to_go_on(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = started(corpus, *ON_CORPUS, "--output", out)
    while not part_is_there(out, 0):
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process
    assert finished(process) == (
        130,
        "quoteattr: interrupted; the same command with --resume goes on behind the last whole part\n",
    )
    assert 1 <= len(documents(out)) < 235
    assert not [name for name in contents(out) if name.startswith(".")]
    assert command(corpus, *ON_CORPUS, "--output", out, "--resume")[0] == 1
    assert contents(out) == contents(corpus / "whole")


def test_a_killed_worker_costs_only_its_text(corpus: Path, tmp_path: Path) -> None:
    """A worker that dies once is replaced, and what it had is done again."""
    out = tmp_path / "out"
    process = started(corpus, *ON_CORPUS, "--output", out)
    while not part_is_there(out, 0):
        time.sleep(0.002)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        killed(process, signal.SIGKILL)
        pytest.skip("asks /proc which processes there are")
    os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
    assert finished(process)[0] == 1
    assert contents(out) == contents(corpus / "whole")


def test_a_second_run_waits_outside(corpus: Path, tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="locks")
    out = tmp_path / "out"
    process = started(corpus, *ON_CORPUS, "--output", out)
    while not (out / "corpus.json").exists():
        time.sleep(0.002)
    process.send_signal(signal.SIGSTOP)
    try:
        code, said = command(corpus, *ON_CORPUS, "--output", out, "--resume")
        assert (code, said) == (2, f"quoteattr: {out}: is being written by another run\n")
    finally:
        process.send_signal(signal.SIGCONT)
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


def done(folder: Path, **changes: Any) -> Progress:
    """A run in this process."""
    asked: dict[str, Any] = {"inputs": [str(folder / "in")], "output": str(folder / "out")}
    return run(Job(**{"attributor": RULES, **asked, **changes}))


RULES = Attributor(model=None)


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


@pytest.mark.parametrize(
    ("before", "changes", "message"),
    [
        (nothing, {}, "is written already; --resume goes on with it, --force writes it anew"),
        (add, {"resume": True}, r"had other input files \(was 3, is 4\), input bytes"),
        (change, {"resume": True}, "had other input bytes"),
        (touch, {"resume": True}, "had other input names, sizes and times"),
        (update, {"resume": True}, r"had other library version \(was 0.0"),
        (lose, {"resume": True}, "part-00000.jsonl is gone; write it anew with --force"),
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


@pytest.mark.parametrize("how", [{}, {"resume": True}, {"force": True}])
def test_a_folder_of_somebody_else_is_never_written_to(how: dict[str, bool], few: Path) -> None:
    theirs = few / "theirs"
    theirs.mkdir()
    (theirs / "part-00000.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(InputFileError, match=r"not of this command \(part-00000.jsonl\); name a new folder"):
        done(few, output=str(theirs), **how)
    assert contents(theirs) == {"part-00000.jsonl": b"mine"}


# ------------------------------------------------------------------------------------ inputs


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = content.encode("utf-8") if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)


def ids(folder: Path, *inputs: str, **changes: Any) -> list[str]:
    """The texts that a run finds, by id."""
    done(folder, inputs=inputs, force=True, **changes)
    return [one["id"] for one in documents(folder / "out")]


TREE = ("b/2.txt", "b/10.txt.gz", "b/.hidden.txt", "a.txt", "b/c/1.txt", "b/notes.md", "B.txt", ".git/x.txt")


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        (["."], ["B.txt", "a.txt", "b/10.txt.gz", "b/2.txt", "b/c/1.txt"]),  # by name, folder for folder
        (["b", "a.txt"], ["b/10.txt.gz", "b/2.txt", "b/c/1.txt", "a.txt"]),  # in the order given
        (["./b/"], ["b/10.txt.gz", "b/2.txt", "b/c/1.txt"]),  # a path has one spelling
        (["*.txt"], ["B.txt", "a.txt"]),
        (["**/[12].txt"], ["b/2.txt", "b/c/1.txt"]),
        (["a.txt", "*.txt", "a.txt"], ["a.txt", "B.txt"]),  # what is reached twice is read once
        (["b/2.txt", "b"], ["b/10.txt.gz", "b/2.txt", "b/c/1.txt"]),
        (["b/.hidden.txt", "b/c"], ["b/.hidden.txt", "b/c/1.txt"]),  # who names a hidden file means it
    ],
)
def test_folders_and_globs(
    inputs: list[str], found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in TREE:
        write(tmp_path / path, text(len(path)))
    monkeypatch.chdir(tmp_path)
    assert ids(Path(), *inputs) == found
    assert ids(Path(), *inputs) == found  # the output of before lies in ".", and is no input


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (["none.txt"], "none.txt: No such file or folder"),
        (["*.csv"], r"\*.csv: matches no folder and no file that ends in .txt"),
        (["b/notes.md"], "notes.md: ends in none of .txt, .jsonl, .csv"),
        (["empty"], "empty: has no file that ends in .txt"),
        (["-"], "standard input: a corpus is read from files, so that it can be read again"),
        (["done"], r"done: was written by this command \(it has corpus.json\), so it is no input"),
        (["out/x.txt"], "out/x.txt: lies in out, where the output goes"),
    ],
)
def test_what_cannot_be_read_is_told_before_anything_is_written(
    inputs: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (*TREE, "done/corpus.json", "out/x.txt"):
        write(tmp_path / path, text(1))
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises((InputFileError, ArgumentError), match=message):
        done(Path(), inputs=inputs)
    assert os.listdir("out") == ["x.txt"]


# name, content, fields, what becomes of each text: its id, or (id, row, error, a part of the message)
FILES: list[tuple[str, str | bytes, Fields, list[Any]]] = [
    ("x.txt", "Bare.", Fields(), ["x.txt"]),
    ("x.txt", "", Fields(), ["x.txt"]),  # a text without words is a text without quotations
    ("x.txt", b"\xef\xbb\xbfMarked.", Fields(), ["x.txt"]),
    ("x.txt", b"One\nn\xe9e", Fields(), [("x.txt", None, "UnicodeDecodeError", "is not utf-8, line 2")]),
    ("x.txt", b"n\xe9e", Fields(encoding="latin-1"), ["x.txt"]),
    ("x.jsonl", '{"text": "A"}\n\n{"text": "B"}', Fields(), ["x.jsonl:1", "x.jsonl:3"]),
    ("x.jsonl.gz", '{"text": "A"}\n{"text": "B"}\n', Fields(), ["x.jsonl.gz:1", "x.jsonl.gz:2"]),
    ("x.jsonl", '{"body": "A", "n": 7}\n{"body": "B", "n": "b"}', Fields("body", "n"), ["7", "b"]),
    (
        "x.jsonl",
        '{"text": "A"}\n{"text": \n[1]\n{"tekst": "B"}\n{"text": null}\n{"text": "C"}',
        Fields(),
        [
            "x.jsonl:1",
            ("x.jsonl:2", 2, "JSONDecodeError", "is not JSON"),
            ("x.jsonl:3", 3, "NotAnObject", "is no JSON object, but a list"),
            ("x.jsonl:4", 4, "FieldMissing", "no field 'text'; found: tekst"),
            ("x.jsonl:5", 5, "NotAString", "'text' is null, not a string"),
            "x.jsonl:6",
        ],
    ),
    (
        "x.jsonl",
        b'{"text": "n\xe9e"}\n{"text": "A"}',
        Fields(),
        [("x.jsonl:1", 1, "UnicodeDecodeError", "is not utf-8, byte 12 of the line"), "x.jsonl:2"],
    ),
    (
        "x.jsonl",
        '{"id": "a", "text": "A"}\n{"id": "a", "text": "B"}\n{"text": "C"}\n{"id": [], "text": "D"}',
        Fields(id="id"),
        [
            "a",
            ("a", 2, "DuplicateId", "another text has the id 'a': x.jsonl, row 1"),
            ("x.jsonl:3", 3, "FieldMissing", "no field 'id'"),
            ("x.jsonl:4", 4, "NotAnId", "'id' is a list, not a string or a whole number"),
        ],
    ),
    ("x.jsonl", '{"text": "lone \\udc80 half"}', Fields(), ["x.jsonl:1"]),
    ("x.csv", 'id,text\n1,"A\nb"\n\n2,B\n', Fields(), ["x.csv:1", "x.csv:2"]),
    ("x.csv", "\ufefftext,id\nA,n1\nB,n2\n", Fields(id="id"), ["n1", "n2"]),
    ("x.csv", "text\n" + "long " * 40_000, Fields(), ["x.csv:1"]),  # more than csv takes by default
    ("x.csv", "id,body\n1,A\n", Fields(), [("x.csv", None, "ColumnMissing", "no column 'text'")]),
    ("x.csv", "", Fields(), [("x.csv", None, "ColumnMissing", "found: none")]),
    (
        "x.csv",
        b"id,text\n1,n\xe9e\n2\n3,A\n",
        Fields(),
        [
            ("x.csv:1", 1, "UnicodeDecodeError", "'text' is not utf-8"),
            ("x.csv:2", 2, "FieldMissing", "no field 'text'; found: id"),
            "x.csv:3",
        ],
    ),
    ("x.csv", "text\nnée\n".encode("utf-16"), Fields(encoding="utf-16"), ["x.csv:1"]),
]


@pytest.mark.parametrize(("name", "content", "fields", "expected"), FILES)
def test_files(
    name: str,
    content: str | bytes,
    fields: Fields,
    expected: list[Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(tmp_path / name, content)
    monkeypatch.chdir(tmp_path)
    assert ids(Path(), name, fields=fields) == [one for one in expected if isinstance(one, str)]
    bad = [one for one in expected if not isinstance(one, str)]
    found = errors(Path("out"))
    assert [one[:3] for one in found] == [one[:3] for one in bad]
    for (*_, message), (*_, part) in zip(found, bad, strict=True):
        assert part in message


def test_the_text_is_what_the_file_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line ends too, for every offset counts them."""
    monkeypatch.chdir(tmp_path)
    wanted = 'One.\r\n\r\n“Two,” said Ada Okafor.\n"Three."\r'
    write(Path("in", "a.txt.gz"), wanted)
    write(Path("in", "b.jsonl"), json.dumps({"text": wanted}))
    with open("in/c.csv", "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], [wanted]])
    done(Path())
    assert [one["text"] for one in documents(Path("out"))] == [wanted] * 3


@pytest.mark.parametrize(("cut", "rows"), [(-9, 3000), (1500, None)])
def test_a_damaged_archive_costs_its_rest(
    cut: int, rows: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    dice = random.Random(1)
    lines = "".join(f'{{"text": "{dice.random()}"}}\n' for _ in range(3000))
    write(Path("in", "a.jsonl"), gzip.compress(lines.encode())[:cut])
    Path("in", "a.jsonl").rename("in/a.jsonl.gz")
    write(Path("in", "b.txt"), "After.")
    done(Path())
    found = [one["id"] for one in documents(Path("out"))]
    assert found[-1] == "in/b.txt"
    ((_, row, error, message),) = errors(Path("out"))
    assert (row, error) == (len(found), "EOFError")
    assert message.endswith("; the rest of the file is left out")


def test_a_file_that_cannot_be_read_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("in", "a.txt.gz"), "A")
    Path("in", "a.txt.gz").write_bytes(b"no archive")
    write(Path("in", "b.txt"), "B")
    done(Path())
    assert [one["id"] for one in documents(Path("out"))] == ["in/b.txt"]
    assert [one[:3] for one in errors(Path("out"))] == [("in/a.txt.gz", None, "BadGzipFile")]


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
        (["--encoding", "morse"], "quoteattr: encoding: no such text encoding"),
        (["--min-confidence", "2"], "quoteattr: min_confidence: must be from 0 to 1, not 2"),
        (["--known", "none.csv"], "quoteattr: none.csv: No such file or directory"),
    ],
)
def test_wrong_arguments(arguments: list[str], message: str, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", text(1))
    code, said = command(tmp_path, "a.txt", "--output", "out", *arguments)
    assert code == 2
    assert said.startswith(message)
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
