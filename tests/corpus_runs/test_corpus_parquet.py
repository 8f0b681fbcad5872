"""quoteattr corpus: Parquet in, Parquet out, and no more memory for it."""

from __future__ import annotations

import datetime
import gzip
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from corpus_runs import (
    RULES,
    SRC,
    check_texts,
    command,
    contents,
    done,
    errors,
    ids,
    killed,
    started,
    text,
    write,
)
from hangs import HANG, wait_or_hang

from quoteattr.corpus.texts import Fields
from quoteattr.errors import InputFileError
from quoteattr.export.records import ATTRIBUTIONS, DOCUMENTS, document_record
from quoteattr.types import Outcome

pa = pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
pq = pytest.importorskip("pyarrow.parquet", reason="needs the extra [arrow]")

from quoteattr.export import arrow  # noqa: E402 - needs pyarrow


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(path: str | Path, **columns: Any) -> None:
    """A Parquet file of these columns, two rows a row group."""
    pq.write_table(pa.table(columns), path, row_group_size=2)


# ------------------------------------------------------------------------------------ input

NOT_UTF8 = pa.Array.from_buffers(
    pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\3\0\0\0\4\0\0\0"), pa.py_buffer(b"n\xe9eA")]
)

# columns, fields, what becomes of each text: its id, or (id, row, error, a part of the message)
FILES: list[tuple[dict[str, Any], Fields, list[Any]]] = [
    ({"text": ["A", "B", "C"]}, Fields(), ["x.parquet:1", "x.parquet:2", "x.parquet:3"]),
    ({"text": pa.array([], pa.string())}, Fields(), []),
    ({"id": [7, 8], "text": ["A", "B"], "more": [[], [1]]}, Fields(id="id"), ["7", "8"]),
    ({"n": ["a"], "body": ["A"]}, Fields("body", "n"), ["a"]),
    ({"text": ["A"]}, Fields(id="text"), ["A"]),
    ({"text.x": ["no"], "text": ["yes"]}, Fields(id="text"), ["yes"]),  # a dot is a part of a name
    ({"text": pa.array(["A", "A"]).dictionary_encode()}, Fields(), ["x.parquet:1", "x.parquet:2"]),
    ({"text": pa.array(["A"], pa.large_string())}, Fields(encoding="latin-1"), ["x.parquet:1"]),
    (
        {"text": ["A", None, "B"]},
        Fields(),
        ["x.parquet:1", ("x.parquet:2", 2, "NotAString", "'text' is null, not a string"), "x.parquet:3"],
    ),
    ({"text": [1]}, Fields(), [("x.parquet:1", 1, "NotAString", "'text' is a number, not a string")]),
    ({"text": [b"A"]}, Fields(), [("x.parquet:1", 1, "NotAString", "'text' is bytes, not a string")]),
    ({"text": [{"a": 1}]}, Fields(), [("x.parquet:1", 1, "NotAString", "'text' is an object")]),
    (
        {"text": [datetime.date(2024, 5, 1)]},
        Fields(),
        [("x.parquet:1", 1, "NotAString", "'text' is date, not a string")],
    ),
    (
        {"text": NOT_UTF8},
        Fields(),
        [("x.parquet:1", 1, "UnicodeDecodeError", "'text' cannot be read: 'utf-8'"), "x.parquet:2"],
    ),
    (
        {"id": ["a", "a", None], "text": ["A", "B", "C"]},
        Fields(id="id"),
        [
            "a",
            ("a", 2, "DuplicateId", "another text has the id 'a': x.parquet, row 1"),
            ("x.parquet:3", 3, "NotAnId", "'id' is null, not a string or a whole number"),
        ],
    ),
    ({"body": ["A"]}, Fields(), [("x.parquet", None, "ColumnMissing", "no column 'text'; found: body")]),
]


@pytest.mark.parametrize("name", ["x.parquet", "x.parquet.gz"])
@pytest.mark.parametrize(("columns", "fields", "expected"), FILES)
def test_files(columns: dict[str, Any], fields: Fields, expected: list[Any], name: str) -> None:
    rows("made", **columns)
    write(Path(name), Path("made").read_bytes())
    if name.endswith(".gz"):
        expected = json.loads(json.dumps(expected).replace("x.parquet", "x.parquet.gz"))
    check_texts(name, fields, expected)


def damaged(name: str) -> bytes:
    rows("made", text=["A", "B", "C"])
    whole = Path("made").read_bytes()
    return {
        "cut.parquet": whole[:-9],
        "cut.parquet.gz": gzip.compress(whole)[:-20],
        "empty.parquet": b"",
        "no.parquet.gz": b"no archive",
        "page.parquet": whole[:4] + b"\xff" * 30 + whole[34:],
    }[name]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("cut.parquet", "ParquetError"),
        ("cut.parquet.gz", "EOFError"),
        ("empty.parquet", "ParquetError"),
        ("no.parquet.gz", "BadGzipFile"),
        ("page.parquet", "ParquetError"),
    ],
)
def test_a_damaged_file_fails_alone(name: str, error: str) -> None:
    Path(name).write_bytes(damaged(name))
    write(Path("z.txt"), "After.")
    assert ids(Path(), name, "z.txt") == ["z.txt"]
    assert [one[:3] for one in errors(Path("out"))] == [(name, None, error)]


def test_columns_of_one_name_are_refused() -> None:
    pq.write_table(pa.Table.from_arrays([pa.array(["A"]), pa.array(["B"])], ["text", "text"]), "x.parquet")
    assert ids(Path(), "x.parquet") == []
    assert errors(Path("out"))[0][3] == "has 2 columns 'text'; its columns: text, text"


def test_a_row_group_larger_than_memory_is_read() -> None:
    """64 MB of text in one row group, in a process that may take a quarter of it."""
    pq.write_table(
        pa.table({"text": ["x" * 16_000] * 4_000}), "x.parquet", compression="none", use_dictionary=False
    )
    code = (
        "import os, resource\n"
        "from quoteattr.corpus.inputs import File\n"
        "from quoteattr.corpus.texts import Fields, read\n"
        "import quoteattr.export.arrow\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "before = peak()\n"
        "size = os.path.getsize('x.parquet')\n"
        "last = count = 0\n"
        "for item in read(File('x.parquet', '.parquet', False, size, 0), Fields()):\n"
        "    assert last < item.read <= size and len(item.text) == 16_000\n"
        "    last, count = item.read, count + 1\n"
        "print(count, last == size, peak() - before < 16_000)"
    )
    assert python(code) == "4000 True True\n"


def python(code: str) -> str:
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(SRC)!r})\n{code}"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=HANG).stdout


# ------------------------------------------------------------------------------------ output


def test_parquet_has_the_rows_of_the_analyses() -> None:
    texts = [text(1), "Nobody spoke.", "lone \udc80 half", text(2)]
    write(Path("in.jsonl"), "\n".join(json.dumps({"text": one}) for one in texts))
    done(Path(), inputs=["in.jsonl"], format="parquet", part=3)
    named = [(f"in.jsonl:{n}", RULES.attribute(one)) for n, one in enumerate(texts, 1)]
    records = [record for name, analysis in named for record in analysis.to_records(name)]
    said = [pq.read_table(f"out/attributions-0000{n}.parquet") for n in range(2)]
    assert pa.concat_tables(said).equals(arrow.table(records, ATTRIBUTIONS))
    counted = [pq.read_table(f"out/documents-0000{n}.parquet") for n in range(2)]
    about = [
        document_record(a.text, a.language, Outcome(a.genre, a.attributions, a.speakers, a.doubts), name)
        for name, a in named
    ]
    assert pa.concat_tables(counted).equals(arrow.table(about, DOCUMENTS))
    assert [table.num_rows for table in counted] == [3, 1]


def test_an_empty_corpus_is_a_table_too() -> None:
    rows("x.parquet", text=pa.array([], pa.string()))
    done(Path(), inputs=["x.parquet"], format="parquet")
    assert pq.read_table("out/attributions-00000.parquet").schema == arrow.ATTRIBUTION_SCHEMA
    assert pq.read_table("out/documents-00000.parquet").schema == arrow.DOCUMENT_SCHEMA


def test_another_version_of_arrow_would_write_other_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    write(Path("in", "a.txt"), text(1))
    done(Path(), format="parquet")
    there = contents(Path("out"))
    manifest = Path("out/corpus.json")
    manifest.write_text(manifest.read_text().replace(f"pyarrow {pa.__version__}", "pyarrow 15.0.0"))
    with pytest.raises(InputFileError, match=r"had other written with \(was pyarrow 15.0.0, is pyarrow"):
        done(Path(), format="parquet", resume=True)
    there.pop("corpus.json")
    assert there.items() <= contents(Path("out")).items()


def test_no_worker_loads_arrow() -> None:
    """It takes more memory than all of this library."""
    rows("x.parquet", text=[text(n) for n in range(400)])
    process = started(Path(), "x.parquet", "--output", "out", "--format", "parquet", "--workers", 2)
    draft = Path("out", ".attributions-00000.parquet.draft")
    wait_or_hang(lambda: process.poll() is not None or draft.exists())
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    workers = children.read_text().split() if children.exists() else []
    maps = {pid: Path(f"/proc/{pid}/maps").read_text() for pid in (str(process.pid), *workers) if workers}
    killed(process, signal.SIGKILL)
    if not workers:
        pytest.skip("asks /proc what is loaded")
    assert [pid for pid in maps if "libarrow" in maps[pid]] == [str(process.pid)]


@pytest.mark.parametrize("arguments", [["x.parquet"], ["a.txt", "--format", "parquet"]])
def test_without_pyarrow_it_says_what_to_install(arguments: list[str]) -> None:
    rows("x.parquet", text=["A"])
    write(Path("a.txt"), "A")
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from quoteattr.cli import main\n"
        f"print(main(['corpus', *{arguments}, '--output', 'out']))"
    )
    shown = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(SRC)!r})\n{code}"],
        capture_output=True,
        text=True,
    )
    assert shown.stdout == "2\n"
    assert shown.stderr == "quoteattr: needs pyarrow, which is not here: pip install 'quoteattr[arrow]'\n"
    assert not Path("out").exists()


def test_from_parquet_to_parquet_and_on(tmp_path: Path) -> None:
    """By the command; what it wrote is no input of its own."""
    rows("x.parquet", n=["a", "b"], body=[text(1), text(2)])
    options = ("--text-field", "body", "--id-field", "n", "--format", "parquet")
    assert command(tmp_path, "x.parquet", "--output", "out", *options) == (
        0,
        "quoteattr: 2 texts, 4 quotations\n",
    )
    assert list(arrow.read_parquet("out/documents-00000.parquet", ["doc_id", "direct"])) == [
        {"doc_id": "a", "direct": 1},
        {"doc_id": "b", "direct": 1},
    ]
    asked = {"fields": Fields("body", "n"), "format": "parquet", "output": "again"}
    assert done(Path(), inputs=["."], **asked).texts == 2
