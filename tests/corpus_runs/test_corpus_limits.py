"""quoteattr corpus: nothing that a file holds can take the memory, or go by in silence."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from corpus_runs import SRC, contents, documents, done, errors, ids, in_this_process, write
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import arguments
from quoteattr.cli import main
from quoteattr.corpus.rows import BadRow, cells, lines
from quoteattr.corpus.texts import Fields
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.files import MOST, TooLong, Undecoded, decoded


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.parallel.in_processes", in_this_process)
    monkeypatch.chdir(tmp_path)


# ------------------------------------------------------------------------------------ marks in CSV

ENDS_INSIDE = "the file ends inside the cell whose quotation mark opens on line {}"
IN_THE_MIDDLE = "the cell whose quotation mark opens on line {} is closed in the middle of a later line"

# content, the rows that are texts, (row, a part of the message) of those that are not
MARKS: list[tuple[str, list[int], list[tuple[int, str]]]] = [
    ('text\n"A', [], [(1, ENDS_INSIDE.format(2))]),
    ('text\nA\n"B\nC\nD\n', [1], [(2, ENDS_INSIDE.format(3))]),
    ('text\n"A\nb"\n"C', [1], [(2, ENDS_INSIDE.format(4))]),  # lines of cells count
    ('n,text\n"1\n2","A\nB\n', [], [(1, ENDS_INSIDE.format(3))]),  # the mark, not the row
    ('text\n"A""\n', [], [(1, ENDS_INSIDE.format(2))]),  # a doubled mark closes nothing
    ('text\r\n"A\r\n', [], [(1, ENDS_INSIDE.format(2))]),
    ('text\r"A\r', [], [(1, ENDS_INSIDE.format(2))]),
    ('text\n"A\n"B"\nC\n', [2], [(1, IN_THE_MIDDLE.format(2))]),  # the mark of B closes A
    ('n,text\n1,"A\n2,"B"\n3,"C"\n', [2], [(1, IN_THE_MIDDLE.format(2))]),
    ('text\n"A" b\nC\n', [1, 2], []),  # untidy, but within its line
    ('text\n"A\nb" \nC\n', [1, 2], []),  # a blank behind the mark is no word
    ('n,text\n"A\nb"\t,c\n', [1], []),
    ('text\nA "b" c\n"D ""e"" f"\n', [1, 2], []),
    ('text\n""\n"\n"\n', [1, 2], []),
    ("n,text\n1,A", [1], []),  # no line end at the end
    ("text\nA\r\nB\nC\rD", [1, 2, 3, 4], []),  # mixed line ends
    ("text\nA\0b\n", [1], []),
]


@pytest.mark.parametrize(("content", "good", "bad"), MARKS)
def test_a_mark_that_is_missing_is_told_with_its_line(
    content: str, good: list[int], bad: list[tuple[int, str]]
) -> None:
    write(Path("x.csv"), content)
    assert ids(Path(), "x.csv") == [f"x.csv:{row}" for row in good]
    found = errors(Path("out"))
    assert [(row, error) for _, row, error, _ in found] == [(row, "CSVError") for row, _ in bad]
    for (*_, message), (_, part) in zip(found, bad, strict=True):
        assert part in message


def test_a_head_that_is_not_ended() -> None:
    write(Path("x.csv"), 'n,"text\n1,A\n')
    assert ids(Path(), "x.csv") == []
    ((_, row, error, message),) = errors(Path("out"))
    assert (row, error) == (None, "CSVError")
    assert ENDS_INSIDE.format(1) in message


@given(st.text('a",\r\n \t\0“', max_size=40))
def test_rows_are_those_of_the_csv_module(content: str) -> None:
    """Whatever is not refused; the pieces that the scanner sees do not matter."""
    found = list(cells(io.StringIO(content, newline=""), 1000))
    if not any(isinstance(row, BadRow) for row in found):
        assert found == [row for row in csv.reader(io.StringIO(content, newline="")) if row]


@given(st.text('a",\r\n', max_size=40), st.integers(1, 5))
def test_rows_are_the_same_in_pieces(content: str, size: int) -> None:
    class InPieces(io.StringIO):
        def readline(self, _: int | None = -1, /) -> str:
            return super().readline(size)

    def shown(stream: io.StringIO) -> list[Any]:
        return [row if isinstance(row, list) else row.args[0] for row in cells(stream, 1000)]

    if "\r\n" not in content:  # a piece may end between the two
        whole, pieces = shown(io.StringIO(content, newline="")), shown(InPieces(content, newline=""))
        assert [row for row in pieces if row != "CSVError"] == [row for row in whole if row != "CSVError"]


# ------------------------------------------------------------------------------------ the limit

BESIDE = 2**24  # that a row may have beside its text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", "four{}"),
        ("x.txt.gz", "four{}"),
        ("x.jsonl", '{{"text": "four{}"}}'),
        ("x.jsonl", '{{"text": "\\ud83d\\ude00our{}"}}'),  # characters count, not bytes
        ("x.csv", 'text\n"fo""r{}"\n'),
        ("x.csv.gz", "text,n\nfour{},1\n"),
    ],
)
def test_a_text_may_have_as_many_characters_and_no_more(name: str, content: str) -> None:
    for more, error in (("", []), ("5", ["TooLong"])):
        write(Path(name), content.format(more))
        assert len(ids(Path(), name, fields=Fields(max_text=4))) == 1 - len(error)
        found = errors(Path("out"))
        assert [one[2] for one in found] == error
        assert all("has more than 4 characters (--max-text allows more)" in one[3] for one in found)


def test_a_row_that_is_too_long_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "y" * (BESIDE + 100)
    write(Path("a.csv"), f'n,text\n"1\n{long}",A\n2,B\n3,"{long}')
    write(Path("b.jsonl"), f'{{"text": "A"}}\n{{"n": "{long}", "text": "B"}}\n{{"text": "C"}}\n{long}')
    found = ids(Path(), "a.csv", "b.jsonl", fields=Fields(max_text=4))
    assert found == ["a.csv:2", "b.jsonl:1", "b.jsonl:3"]
    assert [one[:3] for one in errors(Path("out"))] == [
        ("a.csv:1", 1, "TooLong"),
        ("a.csv:3", 3, "CSVError"),
        ("b.jsonl:2", 2, "TooLong"),
        ("b.jsonl:4", 4, "TooLong"),
    ]
    assert "the row that begins on line 2 has more than 16,777,224 characters" in errors(Path("out"))[0][3]
    assert ENDS_INSIDE.format(5) in errors(Path("out"))[1][3]
    assert "the line has more than 16,777,264 bytes" in errors(Path("out"))[2][3]


def test_parquet_has_the_limit_too() -> None:
    pa = pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"text": ["four", "five5"]}), "x.parquet")
    assert ids(Path(), "x.parquet", fields=Fields(max_text=4)) == ["x.parquet:1"]
    assert errors(Path("out"))[0][2] == "TooLong"


def test_parquet_out_of_an_archive_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.corpus.texts._UNPACKED", 1000)
    write(Path("x.parquet.gz"), bytes(2**20))  # not even read as Parquet
    pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    assert ids(Path(), "x.parquet.gz") == []
    assert errors(Path("out"))[0][2] == "TooLong"
    assert "unpacks to more than" in errors(Path("out"))[0][3]


BOMBS = {  # name: what stands before 120 MB of one letter, and what becomes of it
    "a.txt.gz": ("", "TooLong"),
    "b.jsonl.gz": ('{"text": "', "TooLong"),
    "c.csv.gz": ("text\n", "TooLong"),
    "d.csv.gz": ("", "TooLong"),  # the head
    "e.csv.gz": ('text\n"', "CSVError"),
}


def test_what_unpacks_to_more_than_memory_is_never_held() -> None:
    """In a process that may take half as much."""
    if not Path("/proc/self/statm").exists():
        pytest.skip("asks /proc how large a process is")
    for name, (begin, _) in BOMBS.items():
        with gzip.open(name, "wb", compresslevel=1) as stream:
            stream.write(begin.encode())
            for _ in range(120):
                stream.write(b"x" * 10**6)
    code = (
        "import resource\n"
        "from pathlib import Path\n"
        "from quoteattr.corpus.inputs import files\n"
        "from quoteattr.corpus.texts import Fields, read\n"
        "size = int(Path('/proc/self/statm').read_text().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (size + 60_000_000, -1))\n"
        "for file in files(['.']):\n"
        "    print(file.path, *(one.error for one in read(file, Fields(max_text=1000))))"
    )
    env = {**os.environ, "PYTHONPATH": str(SRC)}
    command = [sys.executable, "-c", code]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout
    assert shown.splitlines() == [f"{name} {error}" for name, (_, error) in BOMBS.items()]


def test_resumed_it_passes_what_is_too_long_again() -> None:
    write(Path("in", "a.txt.gz"), "x" * 100_000)
    write(Path("in", "b.txt"), "B")
    write(Path("in", "c.txt"), "C")
    asked: dict[str, Any] = {"part": 1, "fields": Fields(max_text=1000)}
    assert done(Path(), output="whole", **asked).failed == 1
    done(Path(), **asked)
    back(Path("out"), 1)
    assert done(Path(), resume=True, **asked).failed == 1
    assert contents(Path("out")) == contents(Path("whole"))
    with pytest.raises(InputFileError, match=r"other max text \(was 1000, is 1001\)"):
        done(Path(), resume=True, part=1, fields=Fields(max_text=1001))


def back(out: Path, parts: int) -> None:
    """The folder as it was after so many parts: a resumed run has the rest to do."""
    manifest = json.loads((out / "corpus.json").read_bytes())
    written = manifest["written"]
    for name, *_ in written["files"][parts:]:
        (out / name).unlink()
    del written["files"][parts:]
    written.update(parts=parts, texts=parts, complete=False)
    (out / "corpus.json").write_text(json.dumps(manifest), encoding="ascii")


@pytest.mark.parametrize("most", [0, -1, 1.5, True, None, "9"])
def test_no_such_limit(most: Any) -> None:
    write(Path("in", "a.txt"), "A")
    with pytest.raises(ArgumentError, match=r"max_text: must be (1 or more|an int)"):
        done(Path(), fields=Fields(max_text=most))


def test_the_command_without_a_name_has_the_limit(capsys: pytest.CaptureFixture[str]) -> None:
    write(Path("a.txt"), "“Four,” said Ada Okafor.")
    size = len("“Four,” said Ada Okafor.")
    assert main(["a.txt", "--max-text", str(size)]) == 0
    capsys.readouterr()
    assert main(["a.txt", "--max-text", str(size - 1)]) == 2
    message = f"a.txt: has more than {size - 1} characters (--max-text allows more)"
    assert capsys.readouterr().err == f"quoteattr: {message}\n"
    assert main(["a.txt", "--max-text", "0"]) == 2
    assert "--max-text: must be 1 or more, not 0" in capsys.readouterr().err


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="a device that never ends")
def test_what_never_ends_is_read_no_further(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["/dev/zero", "--max-text", "1000"]) == 2
    assert "it has NUL bytes, so it is no text" in capsys.readouterr().err
    os.symlink("/dev/zero", "zero.txt")
    with pytest.raises(InputFileError, match=r"zero.txt: is no regular file"):
        done(Path(), inputs=["zero.txt"])


# ------------------------------------------------------------------------------------ decoding


@pytest.mark.parametrize(
    ("raw", "encoding", "expected"),
    [
        (b"", "utf-8", ""),
        ("\ufeffné\r\ne".encode(), "utf-8", "né\r\ne"),
        ("\ufeffné".encode("utf-16"), "utf-16", "né"),
        ("\ufeffné".encode("utf-16-le"), "utf-16-le", "né"),
        ("𝄞".encode() * 400_000, "utf-8", "𝄞" * 400_000),  # a character over two pieces
        (("a" * (2**20 - 1) + "é").encode(), "utf-8", "a" * (2**20 - 1) + "é"),
    ],
)
def test_decoded(raw: bytes, encoding: str, expected: str) -> None:
    assert decoded(io.BytesIO(raw), encoding, MOST) == expected


@pytest.mark.parametrize(
    ("raw", "encoding", "message", "line"),
    [
        (b"a\nb\n\xff", "utf-8", "is not utf-8", 3),
        (b"a\n" * 2**20 + b"\xff", "utf-8", "is not utf-8", 2**20 + 1),  # the line of another piece
        (b"a\xc3", "utf-8", "is not utf-8", 1),  # cut off
        ("né".encode("utf-16"), "utf-8", "is not utf-8; it looks like utf-16", 1),
        (b"\xff", "ascii", "is not ascii", 1),
    ],
)
def test_undecoded(raw: bytes, encoding: str, message: str, line: int) -> None:
    with pytest.raises(Undecoded) as caught:
        decoded(io.BytesIO(raw), encoding, MOST)
    assert (str(caught.value) + caught.value.guess, caught.value.line) == (message, line)


def test_no_further_than_the_limit() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1, /) -> bytes:
            assert size > 0
            return b"a" * size

    with pytest.raises(TooLong):
        decoded(Endless(), "utf-8", 5_000_000)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *[(name, True) for name in ("utf-8", "latin-1", "utf-16", "utf-16-le", "utf-32", "shift_jis")],
        *[(name, False) for name in ("", "morse", "hex", "rot13", "zlib", "base64", "a\0b", "\udc80")],
    ],
)
def test_encodings(name: str, expected: bool, capsys: pytest.CaptureFixture[str]) -> None:
    if expected:
        assert arguments.encoding("encoding", name) == name
    else:
        write(Path("in", "a.txt"), "A")
        with pytest.raises(ArgumentError, match="encoding: no such text encoding"):
            done(Path(), fields=Fields(encoding=name))
        assert main(["in/a.txt", "--encoding", name]) == 2
        assert "no such text encoding" in capsys.readouterr().err


@given(st.binary(max_size=30), st.integers(1, 12))
def test_lines(content: bytes, most: int) -> None:
    found = list(lines(io.BytesIO(content), most))
    whole = list(io.BytesIO(content))
    assert len(found) == len(whole)
    for one, line in zip(found, whole, strict=True):
        assert one == line or (isinstance(one, BadRow) and len(line) > most)


# ------------------------------------------------------------------------------------ archives


@pytest.mark.parametrize(
    ("raw", "found", "error"),
    [
        (gzip.compress(b"A", mtime=0) + gzip.compress(b"B", mtime=0), ["AB"], []),  # one text
        (gzip.compress(b"A", mtime=0) + b"\0" * 9, ["A"], []),  # as tapes leave it
        (gzip.compress(b"A", mtime=0) + b"garbage", [], ["BadGzipFile"]),
        (gzip.compress(b"A", mtime=0)[:-4], [], ["EOFError"]),
        (gzip.compress(b"A", mtime=0)[:-8] + b"\0" * 8, [], ["BadGzipFile"]),
        (b"", [], ["EOFError"]),
    ],
)
def test_archives(raw: bytes, found: list[str], error: list[str]) -> None:
    Path("in").mkdir()
    Path("in", "a.txt.gz").write_bytes(raw)
    done(Path())
    assert [one["text"] for one in documents(Path("out"))] == found
    assert [one[2] for one in errors(Path("out"))] == error


def test_an_archive_whose_sum_is_wrong_says_what_may_be_damaged() -> None:
    raw = bytearray(gzip.compress(b'{"text": "A"}\n' * 3, mtime=0))
    raw[-8] ^= 1
    Path("in").mkdir()
    Path("in", "a.jsonl.gz").write_bytes(raw)
    done(Path())
    ((_, row, error, message),) = errors(Path("out"))
    assert (row, error) == (len(documents(Path("out"))) + 1, "BadGzipFile")
    assert message.endswith("the rest of the file is left out, and what stands before may be damaged")
