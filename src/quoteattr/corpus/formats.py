"""What a part of a corpus is written as: one file for each table, made of a piece for each text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any, BinaryIO, Protocol

from attrs import frozen

from quoteattr.analysis import Analysis
from quoteattr.errors import MissingExtraError
from quoteattr.export import csv, jsonl
from quoteattr.export.records import (
    ATTRIBUTIONS,
    COLUMNS,
    DOCUMENT_COLUMNS,
    DOCUMENTS,
    ColumnType,
    document_record,
)

ARROW = ("pyarrow", "arrow")
"""What Parquet needs: a package, and the extra that brings it."""

Pieces = tuple[Any, ...]
"""A text's share of each table."""


def installed(package: str, extra: str) -> str:
    """The package, which is not loaded, and its version. Raises MissingExtraError where it is not there."""
    try:
        if find_spec(package) is not None:
            return f"{package} {version(package)}"
    except PackageNotFoundError:
        pass
    raise MissingExtraError(package, extra)


class Writer(Protocol):
    """Writes one file of a part: the same bytes for the same pieces."""

    def write(self, piece: Any) -> object:
        """A text's share."""

    def finish(self) -> None:
        """What ends the file; the stream stays open."""

    def abandon(self) -> None:
        """The file is given up: no more is written."""


@frozen
class Format:
    """``tables`` name the files of a part, each with what writes it. ``pieces`` gives a text's share of
    each: in a worker, so it must be quick to send. ``made_by`` is what the bytes depend on beside this
    library; it raises MissingExtraError where that is not installed."""

    tables: Mapping[str, Callable[[BinaryIO], Writer]]
    ending: str
    pieces: Callable[[str, Analysis], Pieces]
    made_by: Callable[[], str] = lambda: "quoteattr"

    def names(self, part: int) -> tuple[str, ...]:
        """The files of a part."""
        return tuple(f"{table}-{part:05}{self.ending}" for table in self.tables)


@frozen
class _Bytes:
    """Bytes one after the other, behind a head."""

    stream: BinaryIO
    head: bytes = b""

    def __attrs_post_init__(self) -> None:
        self.stream.write(self.head)

    def write(self, piece: bytes) -> None:
        self.stream.write(piece)

    def finish(self) -> None:
        pass

    abandon = finish


def _jsonl(doc_id: str, analysis: Analysis) -> Pieces:
    return ((jsonl.line(analysis.to_dict(), doc_id) + "\n").encode("ascii"),)


def _records(doc_id: str, analysis: Analysis) -> Pieces:
    document = document_record(analysis.text, analysis.language, analysis, doc_id)
    return analysis.to_records(doc_id), [document]


def _csv(doc_id: str, analysis: Analysis) -> Pieces:
    said, (document,) = _records(doc_id, analysis)
    cells = [csv.cell(document[column]) for column in DOCUMENT_COLUMNS]
    return _bytes(csv.rows(said)), _bytes(csv.line(cells))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _csv_table(columns: tuple[str, ...]) -> Callable[[BinaryIO], Writer]:
    return partial(_Bytes, head=_bytes(csv.line(columns)))


def _parquet_table(columns: Mapping[str, ColumnType]) -> Callable[[BinaryIO], Writer]:
    def writer(stream: BinaryIO) -> Writer:
        from quoteattr.export.arrow import ParquetWriter

        return ParquetWriter(stream, columns)

    return writer


FORMATS = {
    "jsonl": Format({"part": _Bytes}, ".jsonl", _jsonl),
    "csv": Format(
        {"attributions": _csv_table(COLUMNS), "documents": _csv_table(DOCUMENT_COLUMNS)}, ".csv", _csv
    ),
    # as records from the workers, so that none of them loads Arrow, which is larger than all of this
    "parquet": Format(
        {"attributions": _parquet_table(ATTRIBUTIONS), "documents": _parquet_table(DOCUMENTS)},
        ".parquet",
        _records,
        partial(installed, *ARROW),
    ),
}
