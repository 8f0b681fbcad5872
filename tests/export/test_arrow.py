"""Tables as Arrow and Parquet: one schema whatever the rows, nothing overwritten, read in a stream."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import SRC, TEXT, printed, run

from quoteattr import attribute
from quoteattr.errors import InputFileError
from quoteattr.export.records import (
    ATTRIBUTIONS,
    COLUMNS,
    DOCUMENT_COLUMNS,
    DOCUMENTS,
    document_record,
    failed_record,
)
from quoteattr.failure import Failure
from quoteattr.types import Outcome

pa = pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
pq = pytest.importorskip("pyarrow.parquet", reason="needs the extra [arrow]")

from quoteattr.export import arrow  # noqa: E402 - needs pyarrow

LISTS = ("addressees", "gender_evidence", "roles")
SAID = attribute(TEXT).to_records("harbour")


def test_types_of_the_columns() -> None:
    """Documented in docs/how-to/tables.md; who stores tables relies on them."""
    spans = pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))
    others = {
        **dict.fromkeys(("quote_index", "start", "end", "mention_start", "mention_end"), pa.int64()),
        **dict.fromkeys(("cue_negated", "cue_modal"), pa.bool_()),
        "paragraph": pa.int64(),
        "confidence": pa.float64(),
        "spans": spans,
        **dict.fromkeys(LISTS, pa.list_(pa.string())),
    }
    assert pa.schema([(name, others.get(name, pa.string())) for name in COLUMNS]) == arrow.ATTRIBUTION_SCHEMA
    strings = {"doc_id", "language", "genre", "error"}
    assert (
        pa.schema([(name, pa.string() if name in strings else pa.int64()) for name in DOCUMENT_COLUMNS])
        == arrow.DOCUMENT_SCHEMA
    )


def plain(row: dict) -> dict:
    """A record as Arrow gives it back: structs for spans, lists for tuples."""
    spans = [{"start": start, "end": end} for start, end in row["spans"]]
    return {**row, "spans": spans, **{name: list(row[name]) for name in LISTS}}


@pytest.mark.parametrize(
    ("records", "why"),
    [
        (SAID, "as they are"),
        ([], "no rows, the same schema"),
        ([{**SAID[0], "confidence": None, "cue": None, "gender": None}], "nulls change no type"),
        ([SAID[0]] * (arrow.ROWS + 1), "more than a batch"),
    ],
)
def test_records_come_back_equal(records: list, why: str, tmp_path: Path) -> None:
    table = arrow.table(records, ATTRIBUTIONS)
    assert table.schema == arrow.ATTRIBUTION_SCHEMA
    assert table.to_pylist() == [plain(record) for record in records]
    with open(tmp_path / "t.parquet", "wb") as stream:
        arrow.write_parquet(records, ATTRIBUTIONS, stream)
    assert pq.read_table(tmp_path / "t.parquet").equals(table)


def test_documents_count_texts_without_quotations_and_failed_ones() -> None:
    analysis = attribute(TEXT)
    outcome = Outcome(analysis.genre, analysis.attributions, analysis.speakers, analysis.doubts)
    nothing = Outcome("news", (), (), ())
    records = [
        document_record(TEXT, "en", outcome, "a"),
        document_record("Rain.", "en", nothing, "b"),
        failed_record(Failure(2, "ArgumentTypeError", "text: must be a str"), "c"),
    ]
    rows = arrow.table(records, DOCUMENTS).to_pylist()
    assert [list(row) for row in rows] == [list(DOCUMENT_COLUMNS)] * 3
    assert [(r["doc_id"], r["attributions"], r["error"]) for r in rows] == [
        ("a", 2, None),
        ("b", 0, None),
        ("c", None, "ArgumentTypeError: text: must be a str"),
    ]
    assert (rows[0]["direct"], rows[0]["mixed"], rows[0]["indirect"]) == (1, 0, 1)
    assert rows[0]["characters"] == len(TEXT)


def test_lone_surrogates_become_the_replacement_character() -> None:
    record = {**SAID[0], "text": "a\ud800b", "addressees": ("\udfff",)}
    (row,) = arrow.table([record], ATTRIBUTIONS).to_pylist()
    assert (row["text"], row["addressees"]) == ("a�b", ["�"])


# --------------------------------------------------------------------------------------- reading


def test_chosen_columns_are_read_in_the_order_asked_for(tmp_path: Path) -> None:
    path = str(tmp_path / "in.parquet")
    pq.write_table(pa.table({"id": [1, 2], "other": [0, 0], "body": ["x", None]}), path)
    read = list(arrow.read_parquet(path, ["body", "id"]))
    assert read == [{"body": "x", "id": 1}, {"body": None, "id": 2}]
    assert list(read[0]) == ["body", "id"]


def test_what_cannot_be_read_is_an_error_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": [1]}), path)
    with pytest.raises(InputFileError, match=r"has 0 columns 'text'; its columns: id"):
        list(arrow.read_parquet(str(path), ["text"]))
    path.write_bytes(b"no parquet")
    with pytest.raises(InputFileError, match="cannot be read as Parquet"):
        list(arrow.read_parquet(str(path), ["text"]))
    with pytest.raises(InputFileError, match="cannot be read as Parquet"):
        list(arrow.read_parquet(str(tmp_path / "absent.parquet"), ["text"]))


# --------------------------------------------------------------------------------- the command line


def test_parquet_out_of_the_command_line(tmp_path: Path) -> None:
    text, out = tmp_path / "t.txt", tmp_path / "out.parquet"
    text.write_bytes(TEXT.encode())
    assert printed(text, "--format", "parquet", "--output", out) == ""
    table = pq.read_table(out)
    assert table.schema == arrow.ATTRIBUTION_SCHEMA
    assert table.to_pylist() == [plain(record) for record in attribute(TEXT).to_records(str(text))]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.parquet", "t.txt"]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("-", "--format: is binary: name a file (--output FILE)"),
        ("kept", "exists already; --force replaces it"),
        ("t.txt", "is one of the files that are read; it would be lost"),
        ("/dev/null", "is not a regular file"),
        ("absent/out", "No such file or directory"),
    ],
)
def test_parquet_is_refused_where_something_would_be_lost(output: str, message: str, tmp_path: Path) -> None:
    text, kept = tmp_path / "t.txt", tmp_path / "kept"
    text.write_bytes(TEXT.encode())
    kept.write_bytes(b"mine")
    target = output if output == "-" else tmp_path / output
    done = run(text, "--format", "parquet", "--output", target)
    assert done.returncode == 2 and message in done.stderr.decode()
    assert (text.read_bytes(), kept.read_bytes()) == (TEXT.encode(), b"mine")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "t.txt"]


def test_force_replaces_a_file_and_never_a_device(tmp_path: Path) -> None:
    text, kept, pipe = tmp_path / "t.txt", tmp_path / "kept", tmp_path / "pipe"
    text.write_bytes(TEXT.encode())
    kept.write_bytes(b"mine")
    printed(text, "--format", "parquet", "--output", kept, "--force")
    assert len(pq.read_table(kept)) == 2
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        assert run(text, "--format", "parquet", "--output", pipe, "--force").returncode == 2
        assert pipe.is_fifo()


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path) -> None:
    text = tmp_path / "t.txt"
    text.write_bytes(TEXT.encode())
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from quoteattr.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, str(text), "--format", "parquet", "--output", str(tmp_path / "o")]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(SRC)}, capture_output=True, text=True)
    assert done.returncode == 2
    assert "needs pyarrow, which is not here: pip install 'quoteattr[arrow]'" in done.stderr
