"""Corpora: fields that go with a text, what is told of failures, and runs that do not begin in vain."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import run
from corpus_runs import contents, documents, done, in_this_process, text, write

from quoteattr.corpus.texts import Fields
from quoteattr.errors import ArgumentError, InputFileError

ROWS = [
    {"text": text(0), "date": "2024-03-05", "outlet": "Harbour Post", "n": 7},
    {"text": text(1), "date": None, "tags": ["a", "é"]},
    {"text": text(2), "date": "=SUM(1)", "n": 1.5},
]
KEEP = ("date", "n", "tags")
FIELDS = Fields(keep=KEEP)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("quoteattr.parallel.in_processes", in_this_process)
    write(Path("in", "a.jsonl"), "\n".join(map(json.dumps, ROWS)))
    write(Path("in", "b.txt"), text(3))  # has no fields
    return tmp_path


def table(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path("out", path).read_text(encoding="utf-8"), newline="")))


def test_json_lines_have_them_as_they_are() -> None:
    done(Path(), fields=FIELDS)
    assert [one["kept"] for one in documents(Path("out"))] == [
        *({name: row.get(name) for name in KEEP} for row in ROWS),
        dict.fromkeys(KEEP),
    ]


def test_tables_have_columns_of_strings() -> None:
    done(Path(), fields=FIELDS, format="csv")
    rows = table("documents-00000.csv")
    assert list(rows[0])[-4:] == ["error", *KEEP]
    assert [[row[name] for name in KEEP] for row in rows] == [
        ["2024-03-05", "7", ""],
        ["", "", '["a", "é"]'],
        ["'=SUM(1)", "1.5", ""],  # no formula for a spreadsheet
        ["", "", ""],
    ]
    said = table("attributions-00000.csv")
    assert list(said[0])[-3:] == [*KEEP]
    dates = {row["doc_id"]: row["date"] for row in rows}
    assert said and all(row["date"] == dates[row["doc_id"]] for row in said)


def test_parquet_has_them_too() -> None:
    pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    from quoteattr.export.arrow import read_parquet

    done(Path(), fields=FIELDS, format="parquet")
    rows = list(read_parquet("out/documents-00000.parquet", ["doc_id", *KEEP]))
    assert [row["n"] for row in rows] == ["7", None, "1.5", None]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_run_that_goes_on_ends_with_the_same_bytes(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done(Path(), fields=FIELDS, format=form, part=1)
    whole = contents(Path("out"))
    calls = 0

    def stop(progress: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt

    from corpus_runs import RULES

    from quoteattr.corpus import Job
    from quoteattr.corpus import run as run_job

    job = {"inputs": ["in"], "attributor": RULES, "fields": FIELDS, "format": form, "part": 1}
    with pytest.raises(KeyboardInterrupt):
        run_job(Job(**job, output="again"), stop)
    progress = run_job(Job(**job, output="again", resume=True))
    assert contents(Path("again")) == whole
    assert progress.missing == ()
    with pytest.raises(InputFileError, match="keep"):  # another corpus
        run_job(Job(**{**job, "fields": Fields(keep=("date",))}, output="again", resume=True))


def test_a_field_that_no_text_has_is_told() -> None:
    assert done(Path(), fields=Fields(keep=("date", "dat", "tags"))).missing == ("dat",)
    told = run("corpus", "in", "--output", "told", "--keep", "date, dat", "--workers", "1")
    assert told.returncode == 0
    assert told.stderr.decode().splitlines()[-1] == "quoteattr: no text has a value of dat (--keep)"


@pytest.mark.parametrize(("fields", "form", "message"), [
    (Fields(keep=("date", "date")), "jsonl", "keep: names 'date' twice"),
    (Fields(keep=("kind",)), "csv", "keep: 'kind' is a column of the result: rename yours first"),
    (Fields(keep=("genre",)), "parquet", "keep: 'genre' is a column of the result"),
])  # fmt: skip
def test_what_cannot_be_kept(fields: Fields, form: str, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        done(Path(), fields=fields, format=form)
    assert not Path("out").exists()


# ------------------------------------------------------------------------------------- what is told


def test_the_first_reasons_are_told_and_what_was_left_out() -> None:
    rows = [json.dumps(row) for row in ROWS] + ['{"body": 1}', "[]", "{", '{"text": 2}']
    write(Path("in", "a.jsonl"), "\n".join(rows))
    for name in ("c.doc", "d.doc", "e.rtf", ".hidden.doc", "README"):
        write(Path("in", name), "x")
    told = run("corpus", "in", "--output", "out", "--workers", "1")
    assert told.returncode == 1
    first, second, third, *others = told.stderr.decode().splitlines()
    assert first == "quoteattr: in/a.jsonl:4: FieldMissing: no field 'text'; found: body"
    assert second == "quoteattr: in/a.jsonl:5: NotAnObject: is no JSON object, but a list"
    assert third.startswith("quoteattr: in/a.jsonl:6: JSONDecodeError: is not JSON")
    assert others == [
        f"quoteattr: 8 texts, 8 quotations, 4 failed: see {Path('out', 'errors.jsonl')}",
        "quoteattr: left out, as no texts: 2 .doc, 1 without an ending, 1 .rtf",
    ]


@pytest.mark.parametrize(("files", "message"), [
    ({"a.jsonl": '{"body": "A"}\n' * 3}, "in/a.jsonl, line 1: no field 'text'; found: body (--text-field"),
    ({"a.jsonl": "not json\n" * 20}, "is not JSON"),
    ({f"{n:02}.txt": b"\xff\xff" for n in range(25)}, "in/00.txt: is not utf-8"),
    ({"a.csv": "id,body\n1,A\n", "b.csv": "id,body\n1,A\n"}, "no column 'text'"),
])  # fmt: skip
def test_a_run_that_would_be_in_vain_does_not_begin(files: dict[str, Any], message: str) -> None:
    for name in ("a.jsonl", "b.txt"):
        Path("in", name).unlink()
    for name, content in files.items():
        write(Path("in", name), content)
    with pytest.raises(InputFileError) as caught:
        done(Path())
    assert message in str(caught.value)
    assert str(caught.value).endswith("no text could be read, so nothing was written)")
    assert not Path("out").exists()


@pytest.mark.parametrize(("files", "why"), [
    ({"a.jsonl": '{"body": "A"}\n' * 30 + '{"text": "B"}\n'}, "all of the first are alike, but not the last"),
    ({"a.jsonl": "not json\n" * 19}, "few, and each may have a reason of its own"),
    ({"a.jsonl": '{"text": "A"}\n' + '{"body": "A"}\n' * 30}, "the first can be read"),
])  # fmt: skip
def test_other_failures_are_texts_of_their_own(files: dict[str, str], why: str) -> None:
    Path("in", "a.jsonl").unlink()
    write(Path("in", "0.txt"), "It rained.") if "last" in why else None
    for name, content in files.items():
        write(Path("in", name), content)
    (content,) = files.values()
    assert done(Path()).failed == content.count("\n") - content.count('"text"'), why
