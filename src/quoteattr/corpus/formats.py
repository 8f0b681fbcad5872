"""What a part of a corpus is written as: one file for each table, made of a piece for each text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, Protocol

from attrs import frozen

from quoteattr.analysis import Analysis
from quoteattr.export import csv, jsonl
from quoteattr.export.records import ATTRIBUTIONS, COLUMNS, DOCUMENT_COLUMNS, DOCUMENTS, document_record
from quoteattr.types import Outcome

Pieces = tuple[bytes, ...]


class Sink(Protocol):
    """What takes the pieces of a table and makes a file of them."""

    def write(self, piece: bytes) -> None:
        """Take a text's piece."""

    def finish(self) -> None:
        """Write what is still held back."""


@frozen
class Format:
    """``tables`` name the files of a part; ``pieces`` gives a text's share of each (in a worker, so that only
    bytes travel), and ``sinks`` make the files of them. ``needs`` is a module that must be there."""

    tables: tuple[str, ...]
    ending: str
    pieces: Callable[[str, Analysis], Pieces]
    sinks: tuple[Callable[[BinaryIO], Sink], ...]
    needs: str | None = None

    def check(self) -> None:
        """Raises MissingExtraError where a package is not there, before anything is written."""
        if self.needs is not None:
            import_module(self.needs)

    def names(self, part: int) -> tuple[str, ...]:
        """The files of a part."""
        return tuple(f"{table}-{part:05}{self.ending}" for table in self.tables)


@frozen
class _Plain:
    """The pieces one behind the other."""

    stream: BinaryIO

    def write(self, piece: bytes) -> None:
        self.stream.write(piece)

    def finish(self) -> None:
        """Nothing is held back."""


def _headed(head: bytes) -> Callable[[BinaryIO], Sink]:
    def sink(stream: BinaryIO) -> Sink:
        stream.write(head)
        return _Plain(stream)

    return sink


def _attributions_parquet(stream: BinaryIO) -> Sink:
    from quoteattr.export.arrow import ParquetFile

    return ParquetFile(stream, ATTRIBUTIONS)


def _documents_parquet(stream: BinaryIO) -> Sink:
    from quoteattr.export.arrow import ParquetFile

    return ParquetFile(stream, DOCUMENTS)


def _jsonl(doc_id: str, analysis: Analysis) -> Pieces:
    return ((jsonl.line(analysis.to_dict(), doc_id) + "\n").encode("ascii"),)


def _csv(doc_id: str, analysis: Analysis) -> Pieces:
    document = _document(doc_id, analysis)
    cells = [csv.cell(document[column]) for column in DOCUMENT_COLUMNS]
    return _bytes(csv.rows(analysis.to_records(doc_id))), _bytes(csv.line(cells))


def _parquet(doc_id: str, analysis: Analysis) -> Pieces:
    from quoteattr.export.arrow import packed

    records = analysis.to_records(doc_id)
    return packed(records, ATTRIBUTIONS), packed([_document(doc_id, analysis)], DOCUMENTS)


def _document(doc_id: str, analysis: Analysis) -> dict[str, object]:
    outcome = Outcome(analysis.genre, analysis.attributions, analysis.speakers, analysis.doubts)
    return document_record(analysis.text, analysis.language, outcome, doc_id)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


_TABLES = ("attributions", "documents")

FORMATS = {
    "jsonl": Format(("part",), ".jsonl", _jsonl, (_Plain,)),
    "csv": Format(
        _TABLES,
        ".csv",
        _csv,
        (_headed(_bytes(csv.line(COLUMNS))), _headed(_bytes(csv.line(DOCUMENT_COLUMNS)))),
    ),
    "parquet": Format(
        _TABLES, ".parquet", _parquet, (_attributions_parquet, _documents_parquet), "quoteattr.export.arrow"
    ),
}
