"""Whole data frames of texts (extra ``[pandas]``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from quoteattr import arguments, bars
from quoteattr.arguments import shown
from quoteattr.attributor import Attributor
from quoteattr.errors import ArgumentError, ArgumentTypeError
from quoteattr.export.frame import frame, is_frame, is_null
from quoteattr.export.records import ATTRIBUTIONS, DOCUMENTS
from quoteattr.integrations.rows import analysed, check_kept

if TYPE_CHECKING:
    import pandas as pd


_ROWS = 10  # of a table in a notebook
_SAID = ["doc_id", "speaker_name", "kind", "confidence", "text"]  # its columns
_READ = ["doc_id", "genre", "attributions", "speakers", "doubts", "error"]


@frozen(eq=False, repr=False)
class Frames:
    """What ``attribute_frame`` gives: two data frames.

    ``attributions``  one row an attribution; the columns of ``export.records.ATTRIBUTIONS``.
    ``documents``     one row a text, those without a quotation and those that failed included; the columns of
                      ``export.records.DOCUMENTS``, ``error`` null where all went well.

    Both have the index of the row their text stood in, then the kept columns, with their own dtypes.
    """

    attributions: pd.DataFrame
    documents: pd.DataFrame

    def __repr__(self) -> str:
        failed = int(self.documents["error"].notna().sum())
        sizes = f"{len(self.attributions)} attributions of {len(self.documents)} documents"
        return f"<Frames: {sizes}, {failed} failed>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the begin and the end of both, and of their columns those read first."""
        parts = (("attributions", self.attributions, _SAID), ("documents", self.documents, _READ))
        return "".join(
            f"<p>{name}: {len(one)} rows, {len(one.columns)} columns</p>"
            f"{one.to_html(columns=seen, max_rows=_ROWS, border=0)}"
            for name, one, seen in parts
        )


def attribute_frame(
    df: pd.DataFrame,
    text: Hashable,
    id: Hashable | None = None,
    keep: Sequence[Hashable] = (),
    attributor: Attributor | None = None,
    workers: int = 1,
    *,
    progress: bars.Progress = False,
    time_limit: float | None = None,
) -> Frames:
    """Every quotation in the texts of a data frame, and who said it.

    ``text``, ``id`` and ``keep`` name columns: of the texts, of their ids (``doc_id`` is the id as a string),
    and those to carry through. Without ``id`` the index is the id, of several levels as "a, 1".
    ``workers``, ``progress`` and ``time_limit`` are those of ``Attributor.pipe``: True draws a bar of tqdm.
    A text that is null or no string, or on which the analysis fails, is a row of ``documents`` with an
    ``error``.

    Raises ArgumentError (ArgumentTypeError) when ``df`` is no DataFrame, a column is missing or there twice,
    an id is null or there twice, or a kept column has the name of one of ours.
    """
    if not is_frame(df):
        raise ArgumentTypeError("df", df, f"must be a pandas DataFrame, not {type(df).__name__}")
    keep = list(arguments.several("keep", keep, "columns"))
    attributor = Attributor() if attributor is None else attributor
    arguments.instance("attributor", attributor, Attributor, "an Attributor")
    arguments.count("workers", workers)
    progress = bars.checked("progress", progress)
    arguments.seconds("time_limit", time_limit)
    _check_columns(df, text, id, keep)
    ids = _ids(df, id)
    texts = (None if is_null(value) else value for value in df[text])
    attributions: list[dict[str, Any]] = []
    documents: list[dict[str, Any]] = []
    places: list[int] = []
    pairs = zip(texts, ids, strict=True)
    rows = analysed(attributor, pairs, workers, time_limit)
    with bars.counting(progress, len(df)) as one_more:
        for place, (said, document) in enumerate(rows):
            attributions += said
            documents.append(document)
            places += [place] * len(said)
            one_more()
    first = frame(attributions, ATTRIBUTIONS, df.index.take(places))
    second = frame(documents, DOCUMENTS, df.index)
    for column in keep:
        first[column] = df[column].take(places).array
        second[column] = df[column].array
    return Frames(first, second)


def _check_columns(df: pd.DataFrame, text: Hashable, id: Hashable | None, keep: list[Hashable]) -> None:
    there = list(df.columns)
    named = [("text", text), *([("id", id)] if id is not None else [])]
    for argument, column in (*named, *(("keep", column) for column in keep)):
        if (times := there.count(arguments.hashable(argument, column))) != 1:
            fault = f"no column {shown(column)}; there are {', '.join(map(shown, there)) or 'none'}"
            raise ArgumentError(argument, column, fault if not times else f"{times} columns {shown(column)}")
    check_kept(keep, "df.rename(columns=...)")


def _ids(df: pd.DataFrame, id: Hashable | None) -> list[str]:
    """Of each row, as a string. Raises ArgumentError where one is missing, or there twice."""
    ids = []
    where = "the index" if id is None else repr(id)
    for place, value in enumerate(df.index if id is None else df[id]):
        if is_null(value):
            raise ArgumentError("id", id, f"row {place} (from 0) has no id in {where}")
        ids.append(", ".join(map(str, value)) if id is None and isinstance(value, tuple) else str(value))
    if len(set(ids)) < len(ids):
        (twice, times), *_ = Counter(ids).most_common(1)
        remedy = "; name a column of ids, or df.reset_index(drop=True)" if id is None else "; ids must differ"
        raise ArgumentError("id", id, f"{twice!r} is the id of {times} rows in {where}{remedy}")
    return ids
