"""What a part of a corpus is written as: one file for each table, made of a piece for each text."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from quoteattr.analysis import Analysis
from quoteattr.export import csv, jsonl
from quoteattr.export.records import COLUMNS, DOCUMENT_COLUMNS, document_record
from quoteattr.types import Outcome

Pieces = tuple[bytes, ...]


@frozen
class Format:
    """``tables`` name the files of a part, ``heads`` begin them, ``pieces`` gives a text's share of each
    (in a worker, so that only bytes travel)."""

    tables: tuple[str, ...]
    ending: str
    heads: Pieces
    pieces: Callable[[str, Analysis], Pieces]

    def names(self, part: int) -> tuple[str, ...]:
        """The files of a part."""
        return tuple(f"{table}-{part:05}{self.ending}" for table in self.tables)


def _jsonl(doc_id: str, analysis: Analysis) -> Pieces:
    return ((jsonl.line(analysis.to_dict(), doc_id) + "\n").encode("ascii"),)


def _csv(doc_id: str, analysis: Analysis) -> Pieces:
    outcome = Outcome(analysis.genre, analysis.attributions, analysis.speakers, analysis.doubts)
    document = document_record(analysis.text, analysis.language, outcome, doc_id)
    cells = [csv.cell(document[column]) for column in DOCUMENT_COLUMNS]
    return _bytes(csv.rows(analysis.to_records(doc_id))), _bytes(csv.line(cells))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


FORMATS = {
    "jsonl": Format(("part",), ".jsonl", (b"",), _jsonl),
    "csv": Format(
        ("attributions", "documents"),
        ".csv",
        (_bytes(csv.line(COLUMNS)), _bytes(csv.line(DOCUMENT_COLUMNS))),
        _csv,
    ),
}
