"""quoteattr corpus with Parquet: as input and as output, the same rows as elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_corpus_command import SRC, command, contents, errors, text

from quoteattr import attribute

pa = pytest.importorskip("pyarrow", reason="needs quoteattr[arrow]")
pq = pytest.importorskip("pyarrow.parquet", reason="needs quoteattr[arrow]")

TEXTS = [text(n) if n % 9 else None for n in range(30)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same texts as rows of Parquet and of JSON."""
    columns = {"text": TEXTS, "id": [f"n{n}" for n in range(30)], "day": list(range(30))}
    pq.write_table(pa.table(columns), tmp_path / "news.parquet", row_group_size=7)
    lines = [json.dumps({"text": one, "id": f"n{n}"}) for n, one in enumerate(TEXTS)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


BY_ID = ("--id-field", "id", "--workers", 2)


def test_rows_are_read_as_those_of_other_files(folder: Path) -> None:
    for kind in ("parquet", "jsonl"):
        assert command(folder, f"news.{kind}", *BY_ID, "--output", kind)[0] == 1
    parts = [contents(folder / kind)["part-00000.jsonl"] for kind in ("parquet", "jsonl")]
    assert parts[0] == parts[1]
    assert errors(folder / "parquet") == errors(folder / "jsonl")  # null is no text, whatever the file


def test_rows_have_a_name_without_an_id(folder: Path) -> None:
    assert command(folder, "news.parquet", "--output", "out")[0] == 1
    first = json.loads(contents(folder / "out")["part-00000.jsonl"].splitlines()[0])
    assert first["id"] == "news.parquet:2"  # the first row is null


def test_parts_hold_the_tables_of_the_other_formats(folder: Path) -> None:
    assert (
        command(folder, "news.jsonl", *BY_ID, "--format", "parquet", "--part", 8, "--output", "out")[0] == 1
    )
    names = sorted(name for name in contents(folder / "out") if name.endswith(".parquet"))
    assert names == [f"{table}-{n:05}.parquet" for table in ("attributions", "documents") for n in range(4)]
    found = {
        table: [
            row
            for name in names
            if name.startswith(table)
            for row in pq.read_table(folder / "out" / name).to_pylist()
        ]
        for table in ("attributions", "documents")
    }
    analyses = [(f"n{n}", attribute(one)) for n, one in enumerate(TEXTS) if one is not None]
    expected = [row for doc_id, analysis in analyses for row in analysis.to_records(doc_id)]
    assert len(found["attributions"]) == len(expected)
    for row, wanted in zip(found["attributions"], expected, strict=True):
        assert {k: v for k, v in row.items() if not isinstance(v, list)} == {
            k: v for k, v in wanted.items() if not isinstance(row[k], list)
        }
    assert [(row["doc_id"], row["attributions"]) for row in found["documents"]] == [
        (doc_id, len(analysis)) for doc_id, analysis in analyses
    ]


def test_a_corpus_without_quotations_has_its_tables(tmp_path: Path) -> None:
    (tmp_path / "dull.txt").write_text("It rains.", encoding="utf-8")
    assert command(tmp_path, "dull.txt", "--format", "parquet", "--output", "out")[0] == 0
    tables = [
        pq.read_table(tmp_path / "out" / f"{name}-00000.parquet") for name in ("attributions", "documents")
    ]
    assert [table.num_rows for table in tables] == [0, 1]
    assert {"cue", "kind"} <= set(tables[0].column_names)


DAMAGED = [
    (("--text-field", "body"), None, "has 0 columns 'body'; its columns: text, id, day", "no such column"),
    ((), b"PAR1 and nothing more", "cannot be read as Parquet", "no Parquet file"),
]


@pytest.mark.parametrize(("options", "raw", "message", "why"), DAMAGED, ids=[case[3] for case in DAMAGED])
def test_a_file_that_cannot_be_read_fails_alone(
    options: tuple[str, ...], raw: bytes | None, message: str, why: str, folder: Path
) -> None:
    if raw is not None:
        (folder / "news.parquet").write_bytes(raw)
    (folder / "a.txt").write_text(text(1), encoding="utf-8")
    assert command(folder, "news.parquet", "a.txt", *options, "--output", "out")[0] == 1
    (one,) = errors(folder / "out")
    assert one[:3] == ("news.parquet", None, "ParquetError")
    assert message in one[3]


@pytest.mark.parametrize("arguments", [("news.parquet",), ("news.jsonl", "--format", "parquet")])
def test_without_pyarrow_it_says_what_to_install(arguments: tuple[str, ...], folder: Path) -> None:
    hidden = f"import sys; sys.path.insert(0, {str(SRC)!r}); sys.modules['pyarrow'] = None; "
    program = hidden + "from quoteattr.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, "corpus", *arguments, "--output", "out"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert "quoteattr[arrow]" in done.stderr
    assert not list((folder / "out").glob("*")) if (folder / "out").exists() else True
