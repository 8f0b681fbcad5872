"""What quoteattr corpus reads: folders, globs, files, and what is wrong in them."""

from __future__ import annotations

import csv
import gzip
import json
import os
import random
import sys
from pathlib import Path
from typing import Any

import pytest
from corpus_runs import RULES, check_texts, documents, done, errors, ids, in_this_process, text, write

from quoteattr.corpus import Job, Progress, run
from quoteattr.corpus.texts import Fields
from quoteattr.errors import ArgumentError, InputFileError


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoteattr.parallel.in_processes", in_this_process)


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
    check_texts(name, fields, expected)


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


# ------------------------------------------------------------------------------------ links


@pytest.fixture
def linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``link`` leads to ``far/deep``, so that ``link/..`` is ``far``, and not where the link stands."""
    monkeypatch.chdir(tmp_path)
    for path, content in (("a.txt", "Near."), ("far/a.txt", "Far."), ("far/deep/b.txt", "Deep.")):
        write(Path(path), content)
    Path("link").symlink_to("far/deep", target_is_directory=True)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "name", "content"),
    [
        ("link/../a.txt", "link/../a.txt", "Far."),
        ("./link/.././a.txt", "link/../a.txt", "Far."),
        ("link//b.txt", "link/b.txt", "Deep."),
        ("link/../*.txt", "link/../a.txt", "Far."),
        ("link/..", "link/../a.txt", "Far."),  # with deep/b.txt behind it
        ("far/../a.txt", "far/../a.txt", "Near."),
    ],
)
def test_a_path_leads_where_the_system_says(given: str, name: str, content: str, linked: Path) -> None:
    assert ids(Path(), given)[0] == name
    assert documents(Path("out"))[0]["text"] == content


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ("link/../in/x.txt", "far/in"),
        ("link/../in", "far"),
        ("far/in/link.txt", "far/in"),
        (".", "."),
        ("link/../in/link.txt", "far/in"),
    ],
)
def test_where_the_output_goes_is_told_by_the_system_too(given: str, where: str, linked: Path) -> None:
    write(Path("far/in/x.txt"), "Mine.")
    Path("far/in/link.txt").symlink_to(linked / "a.txt")
    with pytest.raises(InputFileError, match=r"where the output goes|not of this command"):
        done(Path(), inputs=[given], output=where)
    assert Path("far/in/x.txt").read_bytes() == b"Mine."


def test_the_folder_above_is_an_input_of_an_output_in_here(
    linked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("far/out").mkdir()
    monkeypatch.chdir("far/out")
    assert done(Path(), inputs=[".."], output=".").texts == 2


def test_links_in_circles_end(linked: Path) -> None:
    """Two of them in a folder are more paths than could ever be read."""
    for folder in ("far", "far/deep"):
        for n in range(3):
            Path(folder, f"loop{n}").symlink_to("..", target_is_directory=True)
    Path("self.txt").symlink_to("self.txt")
    assert ids(Path(), "far/**/*.txt") == ["far/a.txt", "far/deep/b.txt"]
    assert ids(Path(), "far") == ["far/a.txt", "far/deep/b.txt"]
    assert ids(Path(), "far/**") == ["far/a.txt", "far/deep/b.txt"]
    with pytest.raises(InputFileError, match=r"self.txt: No such file"):
        done(Path(), inputs=["self.txt"], force=True)


def test_a_link_that_leads_nowhere_is_a_text_that_fails(linked: Path) -> None:
    Path("far/c.txt").symlink_to("gone.txt")
    Path("far/d.txt").symlink_to("d.txt")
    assert ids(Path(), "far") == ["far/a.txt", "far/deep/b.txt"]
    assert [one[:3] for one in errors(Path("out"))] == [
        ("far/c.txt", None, "FileNotFoundError"),
        ("far/d.txt", None, "OSError"),
    ]


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        (["far", "link.txt"], ["far/a.txt", "far/deep/b.txt", "link.txt"]),  # far/notes.md is not read as far
        (
            ["far", "far/done/x.txt"],
            ["far/a.txt", "far/deep/b.txt", "far/done/x.txt"],
        ),  # nor what was written
        (["far", "far/.h/x.txt"], ["far/a.txt", "far/deep/b.txt", "far/.h/x.txt"]),
        (["far", "link"], ["far/a.txt", "far/deep/b.txt"]),
        (["link", "far"], ["far/a.txt", "far/deep/b.txt"]),
        (["**/*.txt"], ["a.txt", "far/a.txt", "far/deep/b.txt", "link.txt"]),
        (["far/**"], ["far/a.txt", "far/deep/b.txt"]),
        (["**/deep/**/*.txt"], ["far/deep/b.txt"]),
        (["**/**/b.txt"], ["far/deep/b.txt"]),
    ],
)
def test_each_text_once_and_none_lost(inputs: list[str], found: list[str], linked: Path) -> None:
    write(Path("far/notes.md"), "Notes.")
    write(Path("far/done/corpus.json"), "{}")
    for path in ("far/done/x.txt", "far/.h/x.txt"):
        write(Path(path), "Named.")
    Path("link.txt").symlink_to("far/notes.md")
    assert ids(Path(), *inputs) == found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_never_waited_for(linked: Path) -> None:
    os.mkfifo("far/pipe.txt")
    assert ids(Path(), "far") == ["far/a.txt", "far/deep/b.txt"]
    assert ids(Path(), "far/*.txt") == ["far/a.txt"]
    with pytest.raises(InputFileError, match=r"pipe.txt: is no regular file"):
        done(Path(), inputs=["far/pipe.txt"])


@pytest.mark.parametrize("change", ["more", "less", "other", "gone", "nothing"])
def test_an_input_that_changes_meanwhile_is_told(
    change: str, linked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def tell(progress: Progress) -> None:
        if progress.texts != 1:
            return
        if change == "more":
            write(Path("far/a2.txt"), "More.")
        elif change == "other":
            write(Path("far/a.txt"), "Another.")
        elif change != "nothing":
            Path("far/deep/b.txt").unlink()
            if change == "gone":
                Path("far/a.txt").unlink()
                Path("far/deep").rmdir()
                Path("far").rmdir()

    job = Job(inputs=["far"], output="out", attributor=RULES)
    if change == "gone":
        with pytest.raises(InputFileError, match="No such file or directory"):
            run(job, tell)
    else:
        assert run(job, tell).changed is (change != "nothing")


def test_folders_deeper_than_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    deep = "in"
    for _ in range(sys.getrecursionlimit() + 100):
        deep += "/d"
        os.mkdir(deep)
    Path(deep, "a.txt").write_text("Deep.", encoding="utf-8")
    try:
        assert ids(Path(), "in") == [f"{deep}/a.txt"]
        assert ids(Path(), "**/a.txt") == [f"{deep}/a.txt"]
    finally:  # what clears up behind tests calls itself for each of them
        Path(deep, "a.txt").unlink()
        os.removedirs(deep)
