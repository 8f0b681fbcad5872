"""What quoteattr corpus reads: folders, globs, files, and what is wrong in them."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from corpus_runs import documents, done, errors, ids, text, write

from quoteattr.corpus.texts import Fields
from quoteattr.errors import ArgumentError, InputFileError

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
