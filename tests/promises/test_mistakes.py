"""Ordinary mistakes: each is one line on standard error that says what to do, with exit status 2, and nothing
that was there is lost. In Python each is an error of ours whose message names the argument."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import documents_made as made
import pytest
from command_line import run

import quoteattr
from quoteattr import Attributor, KnownSpeaker, attribute
from quoteattr.errors import ArgumentError, QuoteattrError

TEXT = "“We can’t wait,” Zoë Núñez told reporters on Monday. Liam Brandt said that the quay was unsafe.\n"

# what lies in the folder in which each command runs
FILES: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "b.txt": TEXT.encode(),
    "empty.txt": b"",
    "blank.txt": b" \n\n",
    "wide.txt": TEXT.encode("utf-16"),
    "wide-bare.txt": TEXT.encode("utf-16-le"),
    "windows.txt": TEXT.encode("windows-1252"),
    "zeros.txt": bytes(4000),
    "page.rtf": b"{\\rtf1 It rained.}",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "cut.docx": made.archive({"word/document.xml": "<w"}),
    "cut.epub": made.epub(["A"])[:-200],
    "scan.png": b"\x89PNG\r\n\x1a\n" + bytes(60),
    "talk.mp3": b"ID3\x04" + bytes(60),
    "all.zip": made.archive({"a.txt": "x"}),
    "table.xlsx": made.archive({"xl/workbook.xml": "x"}),
    "rows.jsonl": b'{"body": "It rained."}\n{"body": "It did not."}\n',
    "rows.csv": b"id,body\n1,It rained.\n",
    "answer.html": b"mine",
    "one.jsonl": b"",  # see ``folder``
    "known.csv": b"name,alias,id\nAda Okafor,Okafor,Q1\n",
    "surplus.csv": b"name,known_id\nKeane, Inc.,Q1\n",
    "twice.csv": b"name,known_id\nAda Okafor,Q1\nAda Okafor,Q2\n",
    "people.csv": b"who\nAda Okafor\n",
    "corrections.csv": b"doc_id,what\na.txt,x\n",
    "excel.csv": "name\nZoë Núñez\n".encode("windows-1252"),
}

# the command, and what its one line must say
MISTAKES: list[tuple[str, str]] = [
    # the file
    ("none.txt", "none.txt: No such file or directory"),
    (".", ".: is a folder: `quoteattr corpus FOLDER --output OUT`"),
    ("empty.txt", "empty.txt: is empty"),
    ("blank.txt", "blank.txt: is empty"),
    ("wide.txt", "wide.txt, line 1: is not utf-8; it looks like utf-16 (see --encoding)"),
    ("wide-bare.txt", "is not utf-8; it looks like utf-16-le (see --encoding)"),
    ("windows.txt", "windows.txt, line 1: is not utf-8; it looks like windows-1252 (see --encoding)"),
    ("zeros.txt", "is not utf-8; it has NUL bytes, so it is no text"),
    ("page.rtf", "is an RTF file: save it as plain text (UTF-8) or .docx"),
    ("old.doc", "is an old Word file (.doc), or one with a password: save it as"),
    ("cut.docx", "cut.docx: "),
    ("cut.docx --encoding latin-1", "cut.docx: "),
    ("cut.epub", "is damaged: it cannot be unpacked (was it copied whole?)"),
    ("scan.png", "is a picture: make text of it first (by OCR)"),
    ("talk.mp3", "is a recording: write down first what is said"),
    ("all.zip", "is a zip archive: unpack it first"),
    ("table.xlsx", "is an Excel table: save it as CSV for `quoteattr corpus`"),
    ("rows.jsonl", "is JSON: `quoteattr corpus FILE.jsonl --output OUT` reads it"),
    ("rows.csv", "is a table: `quoteattr corpus FILE --output OUT` reads it (--text-field)"),
    ("a.txt none.txt", "none.txt: No such file or directory"),
    ("aa.txt", "aa.txt: No such file or directory; did you mean a.txt?"),
    ("https://none.example/a.txt", "nothing is fetched from the net; save the page, and name the file"),
    # the command and its options
    ("evalute gold pred", "evalute is neither a file nor a command; did you mean `quoteattr evaluate`?"),
    ("Verify a.txt", "did you mean `quoteattr verify`?"),
    ("help", "help is neither a file nor a command; did you mean `quoteattr --help`?"),
    ("a.txt --frmat csv", "unrecognized arguments: --frmat csv; did you mean --format?"),
    ("a.txt --colour X", "unrecognized arguments: --colour X; `quoteattr --help` says more"),
    ("corpus a.txt", "the following arguments are required: --output; `quoteattr corpus --help` says more"),
    ("a.txt --encoding utf9", "--encoding: no such text encoding: 'utf9'"),
    ("a.txt --language xx", "language: no language pack 'xx'; installed: en"),
    ("a.txt --min-confidence 95", "min_confidence: must be from 0 to 1, not 95"),
    ("a.txt --max-text 0", "--max-text: must be 1 or more, not 0"),
    ("a.txt --max-text 20", "has more than 20 characters (--max-text allows more)"),
    ("a.txt --review 0", "--review: must be 1 or more, not 0"),
    ("a.txt --excel", "--excel: goes with --format csv"),
    # the output
    ("a.txt --output answer.html", "answer.html: exists already; --force replaces it"),
    ("a.txt --output a.txt --force", "a.txt: is one of the files that are read; it would be lost"),
    ("a.txt --output none/out.csv", "none/out.csv: No such file or directory"),
    ("a.txt --output .", ".: is a folder"),
    ("a.txt --output out.html --format csv", "--output: csv was asked for, but the ending .html says html"),
    ("a.txt --output out.csv --review 3", "--output: table was asked for, but the ending .csv says csv"),
    ("a.txt --output out.xlsx", "--output: nothing writes .xlsx files; name a .csv file (with --excel"),
    ("a.txt --output out.docx", "--output: nothing writes .docx files; name a .html file"),
    pytest.param(
        "a.txt --format parquet",
        "--format: is binary: name a file (--output FILE)",
        marks=pytest.mark.skipif(find_spec("pyarrow") is None, reason="needs the extra [arrow]"),
    ),
    ("a.txt b.txt --format tei", "tei is a file a text: name a folder (--output out/)"),
    ("a.txt --chapters out", 'has no chapter headings ("Chapter 1", "IV", …); leave --chapters out'),
    # lists of people and corrections
    ("a.txt --known none.csv", "none.csv: No such file or directory"),
    ("a.txt --known known.csv", "line 1: a column 'alias' says nothing here (is it 'aliases'?)"),
    ("a.txt --known people.csv", "people.csv, line 1: no column 'name' (commas between columns); found: who"),
    ("a.txt --known excel.csv", "is not utf-8; it looks like windows-1252: save it as UTF-8 (in Excel, “CSV"),
    ("a.txt --corrections excel.csv", "it looks like windows-1252: save it as UTF-8 (in Excel, “CSV UTF-8”)"),
    ("a.txt --known surplus.csv", "line 2: more cells than columns; a name with a comma in it stands in"),
    ("a.txt --known twice.csv", "line 3: 'Ada Okafor' has the known_id 'Q1' on line 2: which one is it?"),
    ("a.txt --corrections corrections.csv", "the first line must be doc_id,action,start,end,from,to"),
    # corpora
    (
        "corpus rows.jsonl --output out",
        "no field 'text'; found: body (--text-field and --id-field name others; no text could be read",
    ),
    (
        "corpus rows.csv --output out",
        "found: id, body (--text-field and --id-field name others; no text could be read, so",
    ),
    ("corpus none --output out", "none: No such file or folder"),
    ("corpus old.doc --output out", "old.doc: ends in none of .txt, .jsonl, .csv, .parquet"),
    ("corpus a.txt --output .", "a.txt: lies in ., where the output goes"),
    ("corpus a.txt --output full", "full: has files in it that are not of this command (kept)"),
    ("corpus - --output out", "standard input: a corpus is read from files"),
    ("corpus rows.csv --output out --text-field body --keep id,id", "keep: names 'id' twice"),
    (
        "corpus rows.csv --output out --text-field body --keep text --format csv",
        "keep: 'text' is a column of",
    ),
    ("people none", "none: No such file or directory"),
    ("people full", "full: has no part-*.jsonl; `quoteattr corpus` writes them"),
    ("people a.txt", "a.txt: is a text: `quoteattr FILE… --format jsonl"),
    ("people one.jsonl ./one.jsonl", "one.jsonl: is given twice, so all in it would be counted twice"),
    ("people one.jsonl other.jsonl", "another document has the id 'a.txt', so it would be counted twice"),
    ("verify a.txt --against none", "none: No such file or directory"),
    ("evaluate none", "none: No such file or folder"),
]


@pytest.fixture(scope="module")
def answers() -> bytes:
    done = run("--format", "jsonl", "-", stdin=TEXT.encode())
    return done.stdout.replace(b'"id":"-"', b'"id":"a.txt"')


@pytest.fixture
def folder(tmp_path: Path, answers: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    lines = {"one.jsonl": answers, "other.jsonl": answers}
    for name, content in {**FILES, **lines}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "kept").write_bytes(b"mine")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_there_are_forty_at_least() -> None:
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize(("command", "message"), MISTAKES)
def test_one_line_says_what_to_do(command: str, message: str, folder: Path) -> None:
    before = held(folder)
    done = run(*command.split())
    assert (done.returncode, done.stdout) == (2, b""), done.stderr.decode()
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("quoteattr: ") and message in line
    assert held(folder) == before  # nothing is lost, and nothing is written by half


@pytest.mark.parametrize(
    "command", ["a.txt --formt csv", "a.txt --format xls", "corpus a.txt", "", "verify a.txt"]
)
def test_wrong_usage(command: str, folder: Path) -> None:
    """One line here, too, without all of the usage."""
    done = run(*command.split())
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("quoteattr: ")
    assert line.endswith(("--help` says more", "did you mean --format?"))


@pytest.mark.parametrize(("call", "message"), [
    (lambda: attribute(TEXT.encode()), "text: must be a str, not bytes: decode it first"),  # type: ignore[arg-type]
    (lambda: attribute(None), "text: must be a str, not NoneType"),  # type: ignore[arg-type]
    (lambda: attribute([TEXT]), "text: must be a str, not list: Attributor().pipe(texts)"),  # type: ignore[arg-type]
    (lambda: attribute(Path("a.txt")), "must be a str, not PosixPath: read_text(path)"),  # type: ignore[arg-type]
    (lambda: attribute(TEXT, language="xx"), "language: no language pack 'xx'; installed: en"),
    (lambda: attribute(TEXT, genre="novel"), "genre: must be one of 'auto', 'news', 'fiction'"),  # type: ignore[arg-type]
    (lambda: attribute(TEXT, known="Ada Okafor"), "such as ('Ada Okafor',), not str"),
    (lambda: attribute(TEXT, known={"name": "Ada"}), "not a mapping: give [KnownSpeaker(name, …), …]"),
    (lambda: attribute(TEXT, known=[{"name": "Ada"}]), "KnownSpeaker(**…) makes one of it"),  # type: ignore[list-item]
    (lambda: attribute(TEXT, min_confidence=95), "min_confidence: must be from 0 to 1, not 95"),
    (lambda: attribute(TEXT, not_speakers="Ada"), "not_speakers: must be several names, such as ('Ada',)"),
    (lambda: Attributor().pipe(TEXT), "texts: must be several texts, such as ('“We can’t wait,”"),
    (lambda: KnownSpeaker("Ada", aliases="Okafor"), "aliases: must be several names, such as ('Okafor',)"),  # type: ignore[arg-type]
    (lambda: attribute(TEXT).mentions_of("Nobody"), "Nobody"),
    (lambda: quoteattr.read_text("none.txt"), "none.txt: No such file or directory"),
    (lambda: quoteattr.read_known("none.csv"), "none.csv: No such file or directory"),
])  # fmt: skip
def test_in_python(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(QuoteattrError) as caught:
        call()
    assert message in str(caught.value)
    assert not isinstance(caught.value, ArgumentError) or caught.value.argument


def test_a_path_given_as_a_text_is_a_warning() -> None:
    with pytest.warns(UserWarning, match="looks like the name of a file"):
        assert len(attribute("examples/harbour.txt")) == 0
    assert len(attribute("It said so in a.txt")) == 0  # a sentence gives none, as pytest raises them


@pytest.mark.parametrize(("name", "start"), [
    ("x.html", b"<!DOCTYPE html>"), ("x.HTM", b"<!DOCTYPE html>"), ("x.csv", b"doc_id,"), ("x.xml", b"<?xml"),
    ("x.jsonl", b'{"id":"a.txt"'), ("x.json", b'{"id":"a.txt"'), ("x.jsonld", b"{\n"), ("x.ann", b"T1\t"),
    ("x.txt", b"a.txt\n"), ("x", b"a.txt\n"), ("x.md", b"a.txt\n"),
])  # fmt: skip
def test_the_ending_of_the_output_decides(name: str, start: bytes, folder: Path) -> None:
    done = run("a.txt", "--output", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (folder / name).read_bytes().startswith(start)


@pytest.mark.parametrize(("command", "start"), [
    ("people one.jsonl --output p.html", b"<!DOCTYPE html>"),
    ("people one.jsonl --output p.json", b"{"),
    ("people one.jsonl --output p.csv", b"group,"),
    ("evaluate one.jsonl --output e.json", b"{"),
    ("a.txt --format cast --output c.csv", b"name,aliases"),
    ("a.txt --format script --output s.txt", b"a.txt"),
])  # fmt: skip
def test_of_other_commands_too(command: str, start: bytes, folder: Path) -> None:
    assert run(*command.split()).returncode == 0
    assert (folder / command.split()[-1]).read_bytes().startswith(start)


def test_a_parquet_file_is_one(folder: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    assert run("a.txt", "--output", "x.parquet").returncode == 0
    assert (folder / "x.parquet").read_bytes().startswith(b"PAR1")


def test_ctrl_c_leaves_nothing_by_half(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    before = held(folder)
    monkeypatch.setattr("quoteattr.pipeline.run", interrupted)
    for command in ("a.txt --output x.csv", "a.txt --output answer.html --force"):
        assert run(*command.split()).returncode == 130
    assert {name: held(folder)[name] for name in before} == before
    assert not (folder / "x.csv").exists()
