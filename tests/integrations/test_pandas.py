"""Data frames: the same columns and dtypes whatever the rows, nothing of the caller's lost."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest

from quoteattr import Attributor, attribute
from quoteattr.errors import ArgumentError
from quoteattr.export.records import ATTRIBUTIONS, COLUMNS, DOCUMENT_COLUMNS, DOCUMENTS

pd = pytest.importorskip("pandas", reason="needs the extra [pandas]")

from quoteattr.integrations.pandas import attribute_frame  # noqa: E402 - needs pandas

FERRY = "“We sail at six,” Captain Ines Moreau said. Engineer Paul Achterberg said that the ramp was safe."
RAIN = "It rained over the valley all night."
SCHOOL = "Head teacher Amara Okoye said the roof would be mended in May."
DTYPES = {
    **dict.fromkeys(COLUMNS, "string"),
    **dict.fromkeys(("quote_index", "start", "end", "mention_start", "mention_end", "paragraph"), "Int64"),
    **dict.fromkeys(("cue_negated", "cue_modal"), "boolean"),
    **dict.fromkeys(("spans", "addressees", "gender_evidence", "roles"), "object"),
    "confidence": "Float64",
}
DOCUMENT_DTYPES = {
    name: "string" if name in ("doc_id", "language", "genre", "error") else "Int64"
    for name in DOCUMENT_COLUMNS
}


def articles(**columns: list) -> pd.DataFrame:
    made = pd.DataFrame({"id": [7, 8, 9], "body": [FERRY, RAIN, SCHOOL], **columns})
    return made.set_index(pd.Index(["a", "b", "a"], name="desk"))  # an index need not be unique


def dtypes(frame: pd.DataFrame) -> dict[str, str]:
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}


def plain(frame: pd.DataFrame) -> list[dict]:
    """The rows with None for every null."""
    return [
        {k: v if isinstance(v, tuple) or not pd.isna(v) else None for k, v in row.items()}
        for row in frame.to_dict("records")
    ]


def empty() -> pd.DataFrame:
    return pd.DataFrame({"id": pd.Series([], dtype="int64"), "body": pd.Series([], dtype="string")})


# --------------------------------------------------------------------------------- one analysis


@pytest.mark.parametrize("text", [FERRY, RAIN, ""], ids=["quotations", "none", "empty"])
def test_to_frame_is_the_records_with_stable_dtypes(text: str) -> None:
    analysis = attribute(text)
    made = analysis.to_frame("ferry")
    assert dtypes(made) == DTYPES
    assert plain(made) == analysis.to_records("ferry")


# ----------------------------------------------------------------------------------- many texts


def test_frames_are_shown_short() -> None:
    """Both tables in a notebook, the long ones cut; how many rows elsewhere."""
    made = attribute_frame(articles(body=[FERRY, None, SCHOOL]), "body", "id")
    assert repr(made) == f"<Frames: {len(made.attributions)} attributions of 3 documents, 1 failed>"
    shown = made._repr_html_()
    assert shown.count("<table") == 2 and "documents: 3 rows" in shown and "Ines Moreau" in shown
    many = attribute_frame(pd.DataFrame({"id": range(40), "body": [FERRY] * 40}), "body", "id")
    assert len(many._repr_html_()) < 2 * len(shown) + 20_000


def test_a_row_an_attribution_and_a_row_a_text() -> None:
    made = attribute_frame(articles(), text="body", id="id")
    said = [(FERRY, "7"), (RAIN, "8"), (SCHOOL, "9")]
    assert plain(made.attributions) == [row for text, id in said for row in attribute(text).to_records(id)]
    documents = made.documents
    assert list(documents["doc_id"]) == ["7", "8", "9"]
    assert list(documents["attributions"]) == [2, 0, 1]
    assert documents["error"].isna().all()
    assert list(documents["characters"]) == [len(text) for text, _ in said]


def test_index_and_kept_columns_are_carried_through_with_their_dtypes() -> None:
    dates = pd.to_datetime(["2026-03-01", "2026-03-02", None]).tz_localize("UTC")
    df = articles(date=list(dates), outlet=["Post", "Herald", "Post"])
    df["date"], df["outlet"] = df["date"].astype("datetime64[ns, UTC]"), df["outlet"].astype("category")
    made = attribute_frame(df, text="body", id="id", keep=["outlet", "date", "id"])
    for frame, columns, rows in (
        (made.attributions, COLUMNS, [0, 0, 2]),
        (made.documents, DOCUMENT_COLUMNS, [0, 1, 2]),
    ):
        assert list(frame.columns) == [*columns, "outlet", "date", "id"]
        pd.testing.assert_frame_equal(
            frame[["outlet", "date", "id"]], df[["outlet", "date", "id"]].take(rows)
        )


def test_several_levels_of_index_are_carried_through() -> None:
    index = pd.MultiIndex.from_tuples([("x", 1), ("x", 2), ("y", 1)], names=["desk", "number"])
    made = attribute_frame(articles().set_index(index), text="body", id="id")
    assert made.attributions.index.equals(index.take([0, 0, 2]))
    assert made.documents.index.equals(index)


@pytest.mark.parametrize(
    ("df", "why"),
    [
        (empty(), "no texts"),
        (articles(body=[RAIN, RAIN, ""]), "no quotations"),
        (articles(body=[None, None, None]), "failures alone"),
        (articles(), "quotations"),
    ],
)
def test_columns_and_dtypes_are_the_same_whatever_the_rows(df: pd.DataFrame, why: str) -> None:
    made = attribute_frame(df, text="body", id="id", keep=["id"])
    assert dtypes(made.attributions) == {**DTYPES, "id": "int64"}
    assert dtypes(made.documents) == {**DOCUMENT_DTYPES, "id": "int64"}
    assert len(made.documents) == len(df)


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        (None, "NoneType"),
        (float("nan"), "NoneType"),
        (pd.NA, "NoneType"),
        (pd.NaT, "NoneType"),
        (3.5, "float"),
        (b"raw", "bytes"),
        (["a", "list"], "list"),
        (datetime(2026, 3, 1), "datetime"),
    ],
)
def test_a_text_that_is_none_is_a_row_with_its_error(cell: object, named: str) -> None:
    df = pd.DataFrame({"id": [1, 2], "body": pd.Series([cell, SCHOOL], dtype=object)})
    made = attribute_frame(df, text="body", id="id")
    failed, well = plain(made.documents)
    assert failed["error"] == f"ArgumentTypeError: text: must be a str, not {named}"
    assert {k: v for k, v in failed.items() if v is not None} == {"doc_id": "1", "error": failed["error"]}
    assert (well["error"], well["attributions"]) == (None, 1)
    assert list(made.attributions["doc_id"]) == ["2"]


def test_any_string_makes_a_frame() -> None:
    text = "“Wait \ud800 here,” Ines Moreau said.\x00"
    made = attribute_frame(pd.DataFrame({"id": [1], "body": pd.Series([text], dtype=object)}), "body", "id")
    (row,) = plain(made.attributions)
    assert row["text"] == "Wait � here,"  # offsets hold, as one character stands for one


INDEXES: list[tuple[Any, list[str], str]] = [
    (None, ["0", "1", "2"], "that of a frame as it is read"),
    (["x", "y", "z"], ["x", "y", "z"], "names"),
    ([30, 10, 20], ["30", "10", "20"], "numbers"),
    (pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)]), ["a, 1", "a, 2", "b, 1"], "two levels"),
]


@pytest.mark.parametrize(("index", "ids", "why"), INDEXES, ids=[row[-1] for row in INDEXES])
def test_without_an_id_the_index_is_it(index: Any, ids: list[str], why: str) -> None:
    df = pd.DataFrame({"body": [FERRY, RAIN, None]}, index=index)
    made = attribute_frame(df, "body")
    assert list(made.documents["doc_id"]) == ids and set(made.attributions["doc_id"]) == {ids[0]}
    assert made.documents.index.equals(df.index)


def test_progress_is_told_of_every_row() -> None:
    seen: list[tuple[int, int | None]] = []
    attribute_frame(articles(), "body", "id", progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_row_that_takes_too_long_has_its_error() -> None:
    documents = attribute_frame(articles(), "body", "id", time_limit=1e-9).documents
    assert set(documents["error"]) == {"TimeLimitError: took longer than 1e-09 seconds"}


def test_the_attributor_and_its_workers_are_the_callers() -> None:
    known = Attributor(known=["Amara Okoye"], mode="quoted")
    made = attribute_frame(articles(), text="body", id="id", attributor=known)
    assert set(made.attributions["kind"]) == {"direct"}
    one, two = (attribute_frame(articles(), text="body", id="id", workers=n) for n in (1, 2))
    pd.testing.assert_frame_equal(one.attributions, two.attributions)
    pd.testing.assert_frame_equal(one.documents, two.documents)


@pytest.mark.parametrize(
    ("df", "arguments", "message"),
    [
        ([FERRY], {}, "df: must be a pandas DataFrame, not list"),
        (articles(), {"text": "text"}, "text: no column 'text'; there are 'id', 'body'"),
        (articles(), {"id": "doc"}, "id: no column 'doc'; there are 'id', 'body'"),
        (articles(), {"keep": ["outlet"]}, "keep: no column 'outlet'; there are 'id', 'body'"),
        (articles(), {"keep": "outlet"}, "keep: must be several columns, such as ('outlet',), not str"),
        (articles(), {"keep": ["id", "id"]}, "keep: names 'id' twice"),
        (
            articles(text=["x"] * 3),
            {"keep": ["text"]},
            "keep: 'text' is a column of the result: rename yours first (df.rename(columns=...))",
        ),
        (
            articles(genre=["x"] * 3),
            {"keep": ["genre"]},
            "keep: 'genre' is a column of the result: rename yours first (df.rename(columns=...))",
        ),
        (articles(id=[1, 2, 2]), {}, "id: '2' is the id of 2 rows in 'id'; ids must differ"),
        (
            articles(),
            {"id": None},
            "id: 'a' is the id of 2 rows in the index; name a column of ids, or df.reset_index(drop=True)",
        ),
        (articles(id=[1, None, 2]), {}, "id: row 1 (from 0) has no id in 'id'"),
        (pd.concat([articles(), articles()], axis=1), {}, "text: 2 columns 'body'"),
        (articles(), {"workers": 0}, "workers: must be 1 or more, not 0"),
    ],
)
def test_wrong_arguments_are_errors_of_ours(df: object, arguments: dict, message: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        attribute_frame(df, **{"text": "body", "id": "id", **arguments})
    assert str(raised.value) == message


def test_the_callers_frame_is_left_as_it_was() -> None:
    df = articles(outlet=["Post", "Herald", "Post"])
    before = df.copy(deep=True)
    made = attribute_frame(df, text="body", id="id", keep=["outlet"])
    made.documents.loc[:, "outlet"] = "changed"
    pd.testing.assert_frame_equal(df, before)


def test_every_column_has_its_type_in_the_one_table() -> None:
    assert (tuple(ATTRIBUTIONS), tuple(DOCUMENTS)) == (COLUMNS, DOCUMENT_COLUMNS)
    assert (set(DTYPES), set(DOCUMENT_DTYPES)) == (set(COLUMNS), set(DOCUMENT_COLUMNS))


def test_without_pandas_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "import quoteattr\n"
        "try: quoteattr.attribute('x').to_frame()\n"
        "except quoteattr.QuoteattrError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "needs pandas, which is not here: pip install 'quoteattr[pandas]'\n"
