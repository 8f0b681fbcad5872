"""The texts in a file, one at a time; what cannot be read is an item with the reason, and reading goes on."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import IO, Any

from attrs import frozen

from quoteattr.corpus.inputs import File
from quoteattr.errors import InputFileError

_UNREADABLE = (OSError, EOFError, zlib.error, UnicodeError, csv.Error)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UNDECODED = re.compile("[\udc80-\udcff]")
_PARQUET_ROWS = 32  # in memory at once: a row may be a novel
_LONGEST_CELL = 2**31 - 1  # what a C long holds everywhere


@frozen
class Item:
    """A text and where it stands: ``row`` counts from 1 (the lines of a .jsonl, the rows of a table, its
    head aside) and is None in a .txt. Without a ``text``, ``error`` and ``message`` say why.

    ``read`` is how many bytes of its file have been read by now.
    """

    doc_id: str
    file: str
    row: int | None
    text: str | None
    read: int
    error: str = ""
    message: str = ""


@frozen
class Fields:
    """Where the text and its id stand in a row; without ``id`` a text is named by file and row.
    ``encoding`` is that of .txt and .csv (the others are UTF-8)."""

    text: str = "text"
    id: str | None = None
    encoding: str = "utf-8"

    @property
    def codec(self) -> str:
        """The encoding, a byte order mark taken off."""
        return "utf-8-sig" if self.encoding.lower().replace("_", "-") in ("utf-8", "utf8") else self.encoding

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of a table that are read, each once."""
        return tuple(dict.fromkeys(filter(None, (self.text, self.id))))


class BadRow(Exception):
    """Why a row gives no text: the name of the error and a message."""


def read(file: File, fields: Fields) -> Iterator[Item]:
    """The texts of ``file``, in order. Never raises for what is in the file."""
    row = None if file.kind == ".txt" else 0
    position = 0
    try:
        for item in _READERS[file.kind](file, fields):
            row, position = item.row, item.read
            yield item
    except _UNREADABLE as error:
        message = f"{getattr(error, 'strerror', None) or error or 'cut off'}"
        yield _broken(file, row, position, type(error).__name__, message)
    except BadRow as error:
        yield _failed(file, None, position, *error.args)
    except InputFileError as error:
        yield _broken(file, row, position, "ParquetError", error.message)


def _broken(file: File, row: int | None, position: int, error: str, message: str) -> Item:
    """Reading ends behind ``row``."""
    if not row:
        return _failed(file, None, position, error, message)
    return _failed(file, row + 1, position, error, f"{message}; the rest of the file is left out")


def _failed(file: File, row: int | None, position: int, error: str, message: str) -> Item:
    return Item(_name(file, row), file.path, row, None, position, error, message)


def _name(file: File, row: int | None) -> str:
    return file.path if row is None else f"{file.path}:{row}"


def _opened(file: File, raw: io.FileIO) -> gzip.GzipFile | io.BufferedReader:
    return gzip.GzipFile(fileobj=raw) if file.zipped else io.BufferedReader(raw)


def _whole(file: File, fields: Fields) -> Iterator[Item]:
    with open(file.path, "rb", buffering=0) as raw, _opened(file, raw) as stream:
        content = stream.read()
    try:
        text = content.decode(fields.codec)
    except (UnicodeError, ValueError) as error:
        line = content.count(b"\n", 0, getattr(error, "start", 0)) + 1
        message = f"is not {fields.encoding}, line {line} (see --encoding)"
        yield _failed(file, None, file.size, type(error).__name__, message)
    else:
        yield Item(file.path, file.path, None, text, file.size)


def _lines(file: File, fields: Fields) -> Iterator[Item]:
    with open(file.path, "rb", buffering=0) as raw, _opened(file, raw) as stream:
        for row, line in enumerate(stream, 1):
            if row == 1:
                line = line.removeprefix(_BYTE_ORDER_MARK)
            if line.strip():
                yield _item(file, row, raw.tell(), fields, partial(_object, line))


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadRow("UnicodeDecodeError", f"is not utf-8, byte {error.start + 1} of the line") from error
    except (ValueError, RecursionError) as error:
        raise BadRow("JSONDecodeError", f"is not JSON: {error}") from error
    if not isinstance(found, dict):
        raise BadRow("NotAnObject", f"is no JSON object, but {_kind(found)}")
    return found


def _table(file: File, fields: Fields) -> Iterator[Item]:
    with (
        open(file.path, "rb", buffering=0) as raw,
        _opened(file, raw) as stream,
        io.TextIOWrapper(stream, fields.codec, "surrogateescape", newline="") as lines,
    ):
        rows = csv.reader(lines)
        columns = [column.strip() for column in next(rows, [])]
        _check_columns(columns, fields, " (commas between columns)")
        for row, cells in enumerate(_cells(rows), 1):
            yield _item(file, row, raw.tell(), fields, partial(_record, columns, cells, fields))


def _check_columns(columns: Sequence[str], fields: Fields, hint: str = "") -> None:
    for wanted in fields.columns:
        if wanted not in columns:
            found = ", ".join(columns) or "none"
            raise BadRow("ColumnMissing", f"no column {wanted!r}{hint}; found: {found}")


def _cells(rows: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    while True:
        limit = csv.field_size_limit(_LONGEST_CELL)  # of the whole process, so only for this one row
        cells: list[str] | csv.Error | None
        try:
            cells = next(rows, None)
        except csv.Error as error:
            cells = error
        finally:
            csv.field_size_limit(limit)
        if cells is None:
            return
        if cells:  # an empty line is no row; an error counts as true
            yield cells


def _record(columns: Sequence[str], cells: list[str] | csv.Error, fields: Fields) -> dict[str, str]:
    if isinstance(cells, csv.Error):
        raise BadRow("CSVError", f"is no CSV: {cells}")
    # a row may be shorter than the head, and of two columns of one name the first counts
    record = dict(zip(reversed(columns[: len(cells)]), reversed(cells[: len(columns)]), strict=True))
    for name in fields.columns:
        if _UNDECODED.search(record.get(name, "")):
            raise BadRow("UnicodeDecodeError", f"{name!r} is not {fields.encoding} (see --encoding)")
    return record


def _parquet(file: File, fields: Fields) -> Iterator[Item]:
    from quoteattr.export.arrow import ParquetReader

    with _seekable(file) as source, ParquetReader(source, file.path) as table:
        _check_columns(table.columns, fields)
        for row, values in enumerate(table.rows(fields.columns, _PARQUET_ROWS), 1):
            yield _item(file, row, file.size * row // max(len(table), row), fields, partial(_held, values))


@contextmanager
def _seekable(file: File) -> Iterator[str | IO[bytes]]:
    """A Parquet file is read from its end: out of an archive it goes to the disk first."""
    if not file.zipped:
        yield file.path
        return
    with gzip.open(file.path) as stream, tempfile.TemporaryFile() as unpacked:
        shutil.copyfileobj(stream, unpacked)
        yield unpacked


def _held(values: dict[str, Any]) -> dict[str, Any]:
    for name, value in values.items():
        if isinstance(value, ValueError):
            raise BadRow(type(value).__name__, f"{name!r} cannot be read: {value}")
    return values


def _item(file: File, row: int, position: int, fields: Fields, record: Callable[[], dict[str, Any]]) -> Item:
    name = _name(file, row)
    try:
        found = record()
        if fields.id is not None:
            name = _id(found, fields)
        text = _field(found, fields.text)
        if not isinstance(text, str):
            raise BadRow("NotAString", f"{fields.text!r} is {_kind(text)}, not a string")
    except BadRow as error:
        return Item(name, file.path, row, None, position, *error.args)
    return Item(name, file.path, row, text, position)


def _id(record: dict[str, Any], fields: Fields) -> str:
    assert fields.id is not None
    found = _field(record, fields.id)
    if isinstance(found, bool) or not isinstance(found, (str, int)) or found == "":
        raise BadRow("NotAnId", f"{fields.id!r} is {_kind(found)}, not a string or a whole number")
    return str(found)


def _field(record: dict[str, Any], name: str) -> Any:
    if name not in record:
        raise BadRow("FieldMissing", f"no field {name!r}; found: {', '.join(record) or 'none'}")
    return record[name]


def _kind(value: object) -> str:
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)


_KINDS = {
    dict: "an object",
    list: "a list",
    str: "an empty string",
    bool: "true or false",
    int: "a number",
    float: "a number",
}


_READERS: dict[str, Callable[[File, Fields], Iterator[Item]]] = {
    ".txt": _whole,
    ".jsonl": _lines,
    ".csv": _table,
    ".parquet": _parquet,
}
