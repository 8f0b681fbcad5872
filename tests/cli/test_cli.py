"""The command line: what it prints, writes and refuses."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from command_line import TEXT, output, printed, process_environment, run, run_apart
from hangs import HANG

from quoteattr import Analysis, __version__, attribute
from quoteattr.cli import progress
from quoteattr.export.jsonl import schema
from quoteattr.export.records import COLUMNS


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    return path


# ------------------------------------------------------------------------------------------ formats


def test_table(file: Path) -> None:
    lines = printed(file).splitlines()
    assert lines[0].endswith("ferry.txt")
    assert any(line.split()[:3] == ["Zoë", "Okafor", "direct"] for line in lines)
    assert lines[1] == "news · 2 quotations · 2 speakers · 2 named"
    assert any(line.startswith("Cast") for line in lines)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("columns", ["40", "60", "120"])
def test_table_fits_the_terminal(file: Path, columns: str) -> None:
    assert max(map(len, printed(file, COLUMNS=columns).splitlines())) <= int(columns)


def test_jsonl(file: Path) -> None:
    lines = printed("--format", "jsonl", file, "-", stdin=TEXT.encode()).splitlines()
    documents = [json.loads(line) for line in lines]
    assert [d["id"] for d in documents] == [str(file), "-"]
    for document in documents:
        jsonschema.validate(document, schema())
        assert Analysis.from_dict(document) == attribute(TEXT)


def test_csv(file: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(printed("--format", "csv", file, file), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["doc_id"] for row in rows} == {str(file)}
    assert len(rows) == 2 * len(attribute(TEXT))


def test_html(file: Path) -> None:
    page = printed("--format", "html", file, file)
    assert page.startswith("<!DOCTYPE html>")
    assert page.count('<div class="quoteattr">') == 2
    assert page.count("<style>\n") == 1


def test_offsets_are_of_the_file_as_it_is(file: Path) -> None:
    (document,) = map(json.loads, printed("--format", "jsonl", file).splitlines())
    assert document["text"] == TEXT


@pytest.mark.integration
def test_the_same_whatever_the_hash_seed(file: Path) -> None:
    answers = {output(run_apart("--format", "jsonl", file, PYTHONHASHSEED=str(seed))) for seed in range(3)}
    assert len(answers) == 1


def test_a_byte_order_mark_is_no_text(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert json.loads(printed("--format", "jsonl", file))["text"] == TEXT


def test_utf16(file: Path) -> None:
    (line,) = printed("--format", "jsonl", "--offsets", "utf16", file).splitlines()
    assert json.loads(line)["offsets"] == "utf16"
    assert Analysis.from_dict(json.loads(line)) == attribute(TEXT)


def test_excel(file: Path) -> None:
    plain = printed("--format", "csv", file)
    assert printed("--format", "csv", "--excel", file) == "\ufeff" + plain


@pytest.mark.parametrize(("form", "made"), [
    ("tei", lambda a, name: a.to_tei(name)),
    ("brat", lambda a, name: a.to_brat()[1]),
    ("web-annotation", lambda a, name: json.dumps(
        a.to_web_annotation(name), ensure_ascii=False, indent=1) + "\n"),
])  # fmt: skip
def test_formats_of_a_file_a_text(file: Path, form: str, made: Callable[[Analysis, str], str]) -> None:
    assert printed("--format", form, file) == made(attribute(TEXT), str(file))


@pytest.mark.parametrize(
    ("form", "endings"), [("tei", {".xml"}), ("brat", {".ann", ".txt"}), ("web-annotation", {".jsonld"})]
)
def test_into_a_folder(file: Path, tmp_path: Path, form: str, endings: set[str]) -> None:
    out = tmp_path / "new" / "out"
    assert printed("--format", form, file, "-", "--output", f"{out}/", stdin=TEXT.encode()) == ""
    assert {p.name for p in out.iterdir()} == {s + e for s in ("ferry", "stdin") for e in endings}
    if form == "brat":
        assert (out / "ferry.txt").read_bytes() == file.read_bytes()
    done = run("--format", form, file, "--output", out)
    assert (done.returncode, b"exists already; --force replaces it" in done.stderr) == (2, True)


def test_brat_beside_its_text(file: Path, tmp_path: Path) -> None:
    """The .txt holds the text already, so it is left alone; another text of that name is kept, too."""
    printed("--format", "brat", file, "--output", tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ferry.ann", "ferry.txt"]
    assert file.read_bytes() == TEXT.encode()
    other = tmp_path / "other"
    other.mkdir()
    (other / "ferry.txt").write_text("precious", encoding="utf-8")
    assert run("--format", "brat", file, "--output", other).returncode == 2
    assert [p.name for p in other.iterdir()] == ["ferry.txt"]
    assert (other / "ferry.txt").read_text(encoding="utf-8") == "precious"


def test_a_text_is_never_lost_in_a_folder(tmp_path: Path) -> None:
    """A text with a byte order mark is not what brat needs, and not replaced even by force."""
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    done = run("--format", "brat", tmp_path / "a.txt", "--output", tmp_path, "--force")
    assert (done.returncode, [p.name for p in tmp_path.iterdir()]) == (2, ["a.txt"])
    assert b"is one of the files that are read; it would be lost" in done.stderr


# ----------------------------------------------------------------------------------- for people

BOOK = (
    "The Ferry\n\nCHAPTER I. Out\n\n“We are late,” said Ada Quist.\n\n“We are not.”\n\n"
    "CHAPTER II. Back: Élan & Co\n\n“Home,” said Tom Reyes.\n"
)
FILES = ["00-front.txt", "01-chapter-i-out.txt", "02-chapter-ii-back-elan-co.txt", "cast.csv"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.txt"
    path.write_text(BOOK, encoding="utf-8")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_script(book: Path) -> None:
    shown = printed("--genre", "fiction", "--format", "script", book)
    assert shown.startswith(f"{book}\nfiction · ")
    assert "\n\nCast\n    " in shown
    assert "\n    Ada Quist " in shown[: shown.index("ADA QUIST")]
    assert "\n\nADA QUIST: “We are late,”\n    said Ada Quist.\n\n" in shown
    assert "\nCHAPTER I. Out\n==============\n" in shown


def test_the_narrator_is_whom_the_caller_names(tmp_path: Path) -> None:
    path = tmp_path / "shop.txt"
    story = "I locked the shop. “Is it done?” asked Hugh.\n\n“It is done,” I said.\n"
    path.write_text(story, encoding="utf-8")
    said = run(path, "--genre", "fiction", "--narrator", "Nora Lisle", "--format", "csv").stdout.decode()
    assert [row["speaker_name"] for row in csv.DictReader(io.StringIO(said))] == ["Hugh", "Nora Lisle"]


def test_cast_is_what_known_takes(book: Path, tmp_path: Path) -> None:
    printed("--genre", "fiction", "--format", "cast", book, "--output", tmp_path / "cast.csv")
    again = printed("--genre", "fiction", "--format", "cast", book, "--known", tmp_path / "cast.csv")
    assert {row["name"] for row in csv.DictReader(io.StringIO(again))} == {"Ada Quist", "Tom Reyes"}


def test_review(book: Path) -> None:
    shown = printed("--genre", "fiction", "--review", "1", book)
    assert shown.startswith(f"{book}: 1 of 3 quotations (fiction), what mends the most first\n\n1. ")
    assert "(line 9, CHAPTER II. Back: Élan & Co)" in shown or "(line 7, CHAPTER I. Out)" in shown
    assert "rule " in shown


def test_chapters(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert printed("--genre", "fiction", "--chapters", out, book) == ""
    assert names(out) == FILES
    assert (out / FILES[0]).read_text(encoding="utf-8") == "book.txt · fiction · 1 of 3\n\n    The Ferry\n"
    assert (out / FILES[2]).read_text(encoding="utf-8") == (
        "book.txt · fiction · 3 of 3\n\nCHAPTER II. Back: Élan & Co\n===========================\n\n"
        "TOM REYES: “Home,”\n    said Tom Reyes.\n"
    )
    assert (out / "cast.csv").read_text(encoding="utf-8").startswith("name,aliases,")
    assert names(tmp_path) == ["book.txt", "out"]


def test_chapters_as_tables(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    printed("--chapters", out, book, "--format", "csv")
    rows = [
        row
        for name in names(out)
        if name != "cast.csv"
        for row in csv.DictReader(io.StringIO((out / name).read_text(encoding="utf-8"), newline=""))
    ]
    assert rows == list(csv.DictReader(io.StringIO(printed("--format", "csv", book), newline="")))
    assert BOOK[int(rows[-1]["start"]) : int(rows[-1]["end"])] == "“Home,”"


def test_chapters_overwrite_nothing_without_force(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / FILES[1]).write_text("precious", encoding="utf-8")
    (out / "notes").write_text("mine", encoding="utf-8")
    done = run("--chapters", out, book)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"quoteattr: {out / FILES[1]}: exists already; --force replaces it\n"
    assert names(out) == [FILES[1], "notes"]
    printed("--chapters", out, book, "--force")
    assert names(out) == [*FILES, "notes"]
    assert (
        (out / FILES[1])
        .read_text(encoding="utf-8")
        .startswith("book.txt · news · 2 of 3\n\nCHAPTER I. Out\n")
    )
    assert (out / "notes").read_text(encoding="utf-8") == "mine"


def test_chapters_never_overwrite_the_book(book: Path, tmp_path: Path) -> None:
    book.rename(tmp_path / FILES[1])
    done = run("--chapters", tmp_path, tmp_path / FILES[1], "--force")
    assert (done.returncode, names(tmp_path)) == (2, [FILES[1]])
    assert b"is one of the files" in done.stderr


def test_what_people_ask_for_in_vain(book: Path, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cases: list[tuple[list[object], str]] = [
        (["--chapters", out, file],
         f'{file}: has no chapter headings ("Chapter 1", "IV", …); leave --chapters out for one file'),
        (["--chapters", out, book, file],
         "--chapters: takes one text, not 2; run it once for each, with a folder of its own"),
        (["--chapters", out, book, "--format", "jsonl"], "--chapters: writes script or csv, not jsonl"),
        (["--chapters", out, book, "--output", "x"],
         "--output: does not go with --chapters, which names its files"),
        (["--chapters", file, book], f"{file}: is not a folder"),
        (["--chapters", out / "a" / "b", book], f"{out / 'a' / 'b'}: No such file or directory"),
        (["--review", "0", book], "--review: must be 1 or more, not 0"),
        (["--review", "1", book, "--format", "csv"],
         "--review: is a list of its own; leave --format and --chapters out"),
    ]  # fmt: skip
    for arguments, message in cases:
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, b""), arguments
        assert done.stderr.decode() == f"quoteattr: {message}\n"
    assert names(tmp_path) == ["book.txt", "ferry.txt"]


# ------------------------------------------------------------------------------------------- a bar

LONG_TEXT = TEXT * 100


@pytest.fixture(autouse=True)
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is a long text here; really it has 200,000 characters."""
    monkeypatch.setattr(progress, "LONG", len(LONG_TEXT))


def on_a_terminal(path: Path, **environment: str) -> tuple[str, str]:
    """(standard output, what the terminal that is standard error gets)."""
    pty = pytest.importorskip("pty", reason="terminals of POSIX")
    ours, theirs = pty.openpty()
    with open(theirs, "w") as terminal:
        shown_there = {"COLUMNS": "60", "TERM": "xterm", **environment}
        done = run("--format", "cast", path, terminal=terminal, **shown_there)
        os.write(theirs, b"|")  # the end
        shown = b""
        while not shown.endswith(b"|"):
            shown += os.read(ours, 4096)
    os.close(ours)
    assert done.returncode == 0
    return done.stdout.decode(), shown.decode().removesuffix("|")


@pytest.mark.parametrize("name", ["long.txt", "x" * 90 + ".txt", "漢" * 30])
def test_a_long_text_has_a_bar_that_goes_away(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(LONG_TEXT, encoding="utf-8")
    out, shown = on_a_terminal(path)
    assert out.startswith("name,")
    first, *drawn, last = shown.split("\r")
    shares = [int(line[-4:-1]) for line in drawn[:-1]]
    assert (first, shares[0], shares[-1]) == ("", 0, 100)
    assert shares == sorted(set(shares))
    assert (drawn[-1].strip(), last) == ("", "")
    assert all(len(line) <= 59 for line in drawn)
    assert "\n" not in shown


def test_no_bar_for_short_texts_pipes_and_dumb_terminals(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LONG_TEXT, encoding="utf-8")
    assert on_a_terminal(file)[1] == ""
    assert on_a_terminal(path, TERM="dumb")[1] == ""
    printed("--format", "cast", path)  # standard error stays empty


# ------------------------------------------------------------------------------------------ options


def test_quoted_mode(file: Path) -> None:
    assert "indirect" not in printed(file, "--mode", "quoted", "--format", "csv")


def test_genre(file: Path) -> None:
    assert json.loads(printed(file, "--genre", "fiction", "--format", "jsonl"))["genre"] == "fiction"


def test_known(file: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,known_id\nZoë Okafor,Q1\n", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(printed(file, "--known", people, "--format", "csv"))))
    assert [row["known_id"] for row in rows if row["speaker_name"] == "Zoë Okafor"] == ["Q1"]


def test_encoding(file: Path) -> None:
    file.write_bytes(TEXT.encode("utf-16"))
    assert json.loads(printed(file, "--encoding", "utf-16", "--format", "jsonl"))["text"] == TEXT


def test_standard_output_is_utf_8_everywhere(file: Path) -> None:
    for settings in (
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ):
        assert "Zoë Okafor" in output(run_apart(file, **settings))


def test_version() -> None:
    assert printed("--version") == f"quoteattr {__version__}\n"


# ------------------------------------------------------------------------------------------- output


def test_output(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert printed(file, "--format", "jsonl", "--output", target) == ""
    assert json.loads(target.read_bytes())["id"] == str(file)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ferry.txt", "out.jsonl"]
    if os.name == "posix":
        umask = os.umask(0)
        os.umask(umask)
        assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask


def test_output_is_never_overwritten_without_force(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("precious", encoding="utf-8")
    done = run(file, "--format", "csv", "--output", target)
    assert done.returncode == 2
    assert done.stderr.decode() == f"quoteattr: {target}: exists already; --force replaces it\n"
    assert target.read_text(encoding="utf-8") == "precious"
    printed(file, "--format", "csv", "--output", target, "--force")
    assert target.read_text(encoding="utf-8").startswith("doc_id,")


def test_a_text_is_never_overwritten(file: Path) -> None:
    done = run(file, "--output", file, "--force")
    assert (done.returncode, file.read_bytes().decode()) == (2, TEXT)
    assert b"is one of the files" in done.stderr


def test_no_output_from_half_a_run(file: Path, tmp_path: Path) -> None:
    assert run(file, tmp_path / "none", "--output", tmp_path / "out").returncode == 2
    assert [p.name for p in tmp_path.iterdir()] == ["ferry.txt"]


@pytest.mark.skipif(os.name != "posix", reason="links and devices of POSIX")
def test_output_through_a_link_and_to_a_device(file: Path, tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("real")
    printed(file, "--output", tmp_path / "link", "--force")
    assert (tmp_path / "link").is_symlink()
    assert "Okafor" in (tmp_path / "real").read_text(encoding="utf-8")
    assert printed(file, "--output", "/dev/null") == ""
    assert not Path("/dev/null").is_file()


# ------------------------------------------------------------------------------------------- errors


def test_errors_are_one_line_and_status_2(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b" \n\r\n")
    (tmp_path / "latin").write_bytes(b"one\ntwo \xeb\n")
    (tmp_path / "wide").write_bytes("“x”".encode("utf-16"))
    (tmp_path / "good").write_bytes(b"x")
    (tmp_path / "people.csv").write_bytes(b"name,kind\nAda,robot\n")
    good = tmp_path / "good"
    cases: list[tuple[list[object], str]] = [
        ([tmp_path / "none"], f"{tmp_path / 'none'}: No such file or directory"),
        ([tmp_path], f"{tmp_path}: is a folder: `quoteattr corpus FOLDER --output OUT` reads all "
         "texts in it"),
        ([tmp_path / "empty"], f"{tmp_path / 'empty'}: is empty"),
        ([tmp_path / "latin"], f"{tmp_path / 'latin'}, line 2: is not utf-8 (see --encoding)"),
        ([tmp_path / "wide"],
         f"{tmp_path / 'wide'}, line 1: is not utf-8; it looks like utf-16 (see --encoding)"),
        ([good, "--excel"], "--excel: goes with --format csv"),
        ([good, "--offsets", "utf16"], "--offsets: goes with --format jsonl"),
        ([good, good, "--format", "tei"], "--output: tei is a file a text: name a folder (--output out/)"),
        ([good, good, "--format", "tei", "--output", tmp_path],
         f"--output: {good} and {good} would share a file there: good"),
        ([good, "--encoding", "utf-99"], "--encoding: no such text encoding: 'utf-99'"),
        ([good, "--encoding", "hex"], "--encoding: no such text encoding: 'hex'"),
        ([good, "--language", "xx"], "language: no language pack 'xx'; installed: en"),
        ([good, "--known", tmp_path / "none"], f"{tmp_path / 'none'}: No such file or directory"),
        ([good, "--known", tmp_path / "people.csv"],
         f"{tmp_path / 'people.csv'}, line 2: kind must be one of person, organization, group, not 'robot'"),
        ([good, "--output", tmp_path], f"{tmp_path}: is a folder"),
        ([good, "--output", tmp_path / "no" / "where"],
         f"{tmp_path / 'no' / 'where'}: No such file or directory"),
        ([tmp_path / "a\nb"], f"{tmp_path / 'a'} b: No such file or directory"),
    ]  # fmt: skip
    for arguments, message in cases:
        done = run(*arguments)
        assert (done.returncode, done.stdout) == (2, b""), arguments
        assert done.stderr.decode() == f"quoteattr: {message}\n"


def test_every_bad_file_is_named(file: Path) -> None:
    done = run("none", file, "neither")
    assert (done.returncode, done.stdout) == (2, b"")
    assert [line.split(":")[1] for line in done.stderr.decode().splitlines()] == [" none", " neither"]


@pytest.mark.parametrize(
    "arguments", [[], ["--format", "xml", "x"], ["--genre", "poem", "x"], ["--nonsense"]]
)
def test_wrong_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert b"`quoteattr --help` says more" in done.stderr


@pytest.mark.integration
@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("form", ["table", "script", "cast", "jsonl", "csv", "html"])
def test_a_broken_pipe_is_quiet(file: Path, form: str) -> None:
    command = [sys.executable, "-m", "quoteattr", "--format", form, *[str(file)] * 300]
    env = process_environment()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(20)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(HANG) == 0
