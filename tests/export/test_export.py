"""Records, JSON Lines, CSV and the table: what other programs and people read."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import ANALYSIS, TEXT

from quoteattr import Analysis, Attributor
from quoteattr.export import csv as export_csv
from quoteattr.export import jsonl
from quoteattr.export.records import COLUMNS
from quoteattr.export.table import columns_of, fitted, table
from quoteattr.types import Outcome

OUTCOME = Outcome("news", ANALYSIS.attributions, ANALYSIS.speakers, ANALYSIS.doubts)


# ------------------------------------------------------------------------------------------ records


def test_columns() -> None:
    documented = (
        "doc_id quote_index start end spans text kind medium cue cue_act cue_negated cue_modal "
        "mention mention_start mention_end speaker_in_doc speaker_name speaker_kind gender known_id "
        "addressees confidence rule paragraph found_in gender_evidence roles chapter"
    )
    assert tuple(documented.split()) == COLUMNS
    assert all(tuple(row) == COLUMNS for row in ANALYSIS.to_records())


def test_records() -> None:
    first, denied, mixed, unknown = ANALYSIS.to_records("ferry.txt")
    assert first == {
        "doc_id": "ferry.txt",
        "quote_index": 0,
        "start": 29,
        "end": 116,
        "spans": ((29, 50), (105, 116)),
        "text": "We never signed it, Not once.",
        "kind": "direct",
        "medium": None,
        "cue": "told",
        "cue_act": "speech",
        "cue_negated": False,
        "cue_modal": False,
        "mention": "harbour master Ada Okafor",
        "mention_start": 51,
        "mention_end": 76,
        "speaker_in_doc": "s1",
        "speaker_name": "Ada Okafor",
        "speaker_kind": "person",
        "gender": "female",
        "known_id": "Q7",
        "addressees": ("Liam Brandt",),
        "confidence": 0.875,
        "rule": "cue-beside",
        "paragraph": 1,
        "found_in": None,
        "gender_evidence": ("first name Ada", "she"),
        "roles": ("harbour master",),
        "chapter": None,
    }
    assert (denied["cue_negated"], mixed["cue_modal"], mixed["speaker_kind"]) == (True, True, "organization")
    assert mixed["found_in"] == "Brandt"
    absent = (*COLUMNS[7:20], "confidence", "found_in", "chapter")  # from the medium to known_id
    assert {unknown[column] for column in absent} == {None}
    assert None not in {value for column, value in unknown.items() if column not in absent}
    assert (unknown["gender_evidence"], unknown["roles"]) == ((), ())
    assert [row["paragraph"] for row in (denied, mixed, unknown)] == [2, 2, 3]


def test_the_chapter_is_that_in_which_a_quotation_starts() -> None:
    """Of stories; white space in front of the first chapter belongs to it, words do not."""
    beds = "“Is it far?” asked Tom Lacey.\n\n“No,” said Mary Pell.\n\nHe laughed.\n\n" * 4
    story = f"“Hush,” said Tom Lacey.\n\nCHAPTER I. The Ferry\n\n{beds}CHAPTER II\n\n{beds}"
    analysis = Attributor(genre="fiction").attribute(story)
    rows = analysis.to_records()
    first, second = story.index("CHAPTER I."), story.index("CHAPTER II")
    assert {row["chapter"] for row in rows if row["start"] < first} == {None}
    assert {row["chapter"] for row in rows if first < row["start"] < second} == {"CHAPTER I. The Ferry"}
    assert {row["chapter"] for row in rows if second < row["start"]} == {"CHAPTER II"}
    news = Attributor(genre="news").attribute(story).to_records()
    assert {row["chapter"] for row in news} == {None}


# --------------------------------------------------------------------------------------- JSON Lines


def test_schema_is_sound_and_fits() -> None:
    schema = jsonl.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:quoteattr:analysis:{jsonl.SCHEMA}"
    jsonschema.validate(ANALYSIS.to_dict(), schema)
    jsonschema.validate(json.loads(jsonl.line(ANALYSIS.to_dict(), "a")), schema)


def test_schema_describes_every_key() -> None:
    """What to_dict writes and what the schema names are the same keys, at every depth."""

    def check(value: Any, schema: dict[str, Any]) -> None:
        while "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        if isinstance(value, dict):
            branches = [schema, *schema.get("anyOf", ())]
            schema = next(resolve(b) for b in branches if "properties" in resolve(b))
            assert list(value) == [k for k in schema["properties"] if k in schema["required"] or k in value]
            for key, part in value.items():
                check(part, schema["properties"][key])
        elif isinstance(value, list) and "items" in schema and isinstance(schema["items"], dict):
            for part in value:
                check(part, schema["items"])

    def resolve(schema: dict[str, Any]) -> dict[str, Any]:
        return root["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema

    root = jsonl.schema()
    document = ANALYSIS.to_dict()
    order = list(root["properties"])
    check({key: document[key] for key in sorted(document, key=order.index)}, root)


@pytest.mark.parametrize(
    ("key", "value"), [("schema", 2), ("genre", "poem"), ("attributions", None), ("doubts", [{"kind": "x"}])]
)
def test_schema_refuses_damage(key: str, value: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**ANALYSIS.to_dict(), key: value}, jsonl.schema())


def test_a_line_is_one_line_of_ascii() -> None:
    odd = attrs.evolve(ANALYSIS, text="a\u2028b\ud800\n", attributions=(), speakers=(), doubts=())
    line = jsonl.line(odd.to_dict(), "né.txt")
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["id"] == "né.txt"
    assert Analysis.from_dict(json.loads(line)) == odd


# ---------------------------------------------------------------------------------------------- CSV


def read_back(rows: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rows, newline="")))


def test_csv() -> None:
    rows = read_back(export_csv.header() + export_csv.rows(ANALYSIS.to_records("ferry.txt")))
    assert tuple(rows[0]) == COLUMNS
    assert json.loads(rows[0]["spans"]) == [[29, 50], [105, 116]]
    assert json.loads(rows[0]["addressees"]) == ["Liam Brandt"]
    assert rows[3]["speaker_name"] == ""


@pytest.mark.parametrize("start", list("=+-@\t\r\n＝"))
def test_no_cell_is_a_formula(start: str) -> None:
    record = dict.fromkeys(COLUMNS, start + "1+1")
    (row,) = read_back(export_csv.header() + export_csv.rows([record]))
    assert set(row.values()) == {"'" + start + "1+1"}


@given(cell=st.text(st.characters(exclude_categories=())))
def test_any_cell_is_read_back(cell: str) -> None:
    """Control characters too; U+FFFD stands for a lone surrogate."""
    record = {**dict.fromkeys(COLUMNS), "text": cell, "addressees": (cell,), "rule": "last"}
    written = (export_csv.header() + export_csv.rows([record])).encode("utf-8")
    (row,) = read_back(written.decode("utf-8"))
    shown = re.sub("[\ud800-\udfff]", "\ufffd", cell)
    assert row["text"].removeprefix("'") == shown.removeprefix("'")
    assert json.loads(row["addressees"]) == [shown]
    assert row["rule"] == "last"


# -------------------------------------------------------------------------------------------- table


@pytest.mark.parametrize("width", [10, 40, 63, 64, 80, 100, 200])
def test_table_fits(width: int) -> None:
    shown = table("ferry.txt", OUTCOME, width)
    assert max(map(columns_of, shown.splitlines())) <= max(width, 40)
    assert shown.endswith("\n")
    assert all(line == line.rstrip() for line in shown.splitlines())


def test_table_reads_well() -> None:
    assert table("ferry.txt", OUTCOME, 80) == TABLE


TABLE = """\
ferry.txt
news · 4 quotations · 2 speakers · 3 named

Speaker     Kind      Sure  Cue            Quotation
──────────  ────────  ────  ─────────────  ───────────────────────────────
Ada Okafor  direct    88 %  told           We never signed it, Not once.
Ada Okafor  indirect        say (not)      who had
The board   mixed           argue (modal)  that the quay is “unsafe & old”
?           direct                         =SUM(1)?

Cast              Direct  Mixed  Indirect
────────────────  ──────  ─────  ────────  ────────────
Ada Okafor        1       ·      1         female
The board         ·       1      ·         organization
? (nobody found)  1       ·      ·
"""


def test_table_of_nothing() -> None:
    assert (
        table("x", Outcome("news", (), (), ()), 80)
        == "x\nnews · 0 quotations · 0 speakers · 0 named\n\nNo quotations.\n"
    )


@pytest.mark.parametrize(
    ("text", "width", "shown", "why"),
    [
        ("short", 8, "short   ", "filled up"),
        ("a longer text", 8, "a longe…", "cut"),
        ("習近平在北京", 8, "習近平… ", "wide characters take two columns, and are not cut in half"),
        ("e\u0301te\u0301", 4, "e\u0301te\u0301 ", "combining marks take none"),
        ("a\r\n\tb", 4, "a b ", "on one line"),
        ("\x1b[31mred\x07", 8, "[31mred ", "nothing moves the cursor or rings the bell"),
        ("\u202eevil\u200b", 5, "evil ", "nothing turns the line around"),
        ("\udc80x", 2, "x ", "a lone surrogate cannot be printed"),
    ],
)
def test_fitted(text: str, width: int, shown: str, why: str) -> None:
    assert fitted(text, width) == shown, why


@given(st.text(), st.integers(1, 60))
def test_fitted_is_as_wide_as_asked(text: str, width: int) -> None:
    assert columns_of(fitted(text, width).replace(" ", "x")) == width


def test_texts_of_the_hand_made_analysis_are_slices() -> None:
    for attribution in ANALYSIS:
        assert attribution.quotation.parts == tuple(
            TEXT[s.start : s.end] for s in attribution.quotation.spans
        )
