"""What a part of a corpus is written as: one file for each table, made of a piece for each text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any, BinaryIO, Protocol

from attrs import frozen

from quoteattr.analysis import Analysis
from quoteattr.errors import MissingExtraError
from quoteattr.export import csv, jsonl
from quoteattr.export.records import ATTRIBUTIONS, DOCUMENTS, ColumnType, document_record

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


Kept = Mapping[str, Any]
"""The values of a row that go with its text, by name: plain JSON."""

TEXTS = "texts"
"""The table of what was taken out of files, where the others have places and no text: JSON Lines."""


@frozen
class Format:
    """``tables`` name the files of a part, each with what writes it. ``pieces`` gives a text's share of
    each: in a worker, so it must be quick to send."""

    tables: Mapping[str, Callable[[BinaryIO], Writer]]
    ending: str
    pieces: Callable[[str, Analysis, Kept], Pieces]

    def names(self, part: int) -> tuple[str, ...]:
        """The files of a part."""
        return tuple(f"{table}-{part:05}{self.ending_of(table)}" for table in self.tables)

    def ending_of(self, table: str) -> str:
        """What the files of a table end in."""
        return ".jsonl" if table == TEXTS else self.ending


@frozen
class Shape:
    """What is asked of a format: its name, the columns to ``keep``, and whether a table of ``texts`` goes
    beside those that do not hold them."""

    name: str
    keep: tuple[str, ...] = ()
    texts: bool = False


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


def _jsonl(doc_id: str, analysis: Analysis, kept: Kept) -> Pieces:
    document = analysis.to_dict()
    if kept:
        document["kept"] = dict(kept)
    return ((jsonl.line(document, doc_id) + "\n").encode("ascii"),)


def _records(doc_id: str, analysis: Analysis, kept: Kept) -> Pieces:
    more = {name: _cell(value) for name, value in kept.items()}
    document = document_record(analysis.text, analysis.language, analysis, doc_id)
    return [{**record, **more} for record in analysis.to_records(doc_id)], [{**document, **more}]


def _cell(value: Any) -> str | None:
    """A kept value in a table: all are strings there, as one column may hold anything."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _csv(doc_id: str, analysis: Analysis, kept: Kept) -> Pieces:
    return tuple(
        _bytes("".join(csv.line(map(csv.cell, row.values())) for row in rows))
        for rows in _records(doc_id, analysis, kept)
    )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _csv_table(columns: Mapping[str, ColumnType]) -> Callable[[BinaryIO], Writer]:
    return partial(_Bytes, head=_bytes(csv.line(columns)))


def _parquet_table(columns: Mapping[str, ColumnType]) -> Callable[[BinaryIO], Writer]:
    def writer(stream: BinaryIO) -> Writer:
        from quoteattr.export.arrow import ParquetWriter

        return ParquetWriter(stream, columns)

    return writer


@cache
def made(shape: Shape) -> Format:
    """The Format with that Shape."""
    if shape.name == "jsonl":
        return Format({"part": _Bytes}, ".jsonl", _jsonl)
    table, pieces = _TABLES[shape.name]
    more: dict[str, ColumnType] = dict.fromkeys(shape.keep, "string")
    tables = {"attributions": table({**ATTRIBUTIONS, **more}), "documents": table({**DOCUMENTS, **more})}
    if not shape.texts:
        return Format(tables, f".{shape.name}", pieces)
    return Format({**tables, TEXTS: _Bytes}, f".{shape.name}", partial(_and_text, pieces))


def _and_text(pieces: Callable[[str, Analysis, Kept], Pieces], *given: Any) -> Pieces:
    doc_id, analysis, _ = given
    line = json.dumps({"id": doc_id, "text": analysis.text}, separators=(",", ":"))
    return *pieces(*given), (line + "\n").encode("ascii")


def made_by(name: str) -> str:
    """What the bytes depend on beside this library. Raises MissingExtraError where that is not there."""
    return installed(*ARROW) if name == "parquet" else "quoteattr"


# records go to the process that writes Parquet: no worker loads Arrow, which is larger than all of this
_TABLES = {"csv": (_csv_table, _csv), "parquet": (_parquet_table, _records)}
FORMATS = ("jsonl", *_TABLES)
