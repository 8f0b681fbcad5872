"""The texts in a file, one at a time; what cannot be read is an item with the reason, and reading goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import tempfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import IO, Any, BinaryIO, cast

from attrs import frozen

from quoteattr import charset, documents, files
from quoteattr.corpus import rows
from quoteattr.corpus.inputs import File
from quoteattr.corpus.rows import BadRow
from quoteattr.documents import Unreadable
from quoteattr.errors import InputFileError, MissingExtraError
from quoteattr.files import ENCODING_HINT, MOST, TooLong, Undecoded, decoded

_UNREADABLE = (OSError, EOFError, zlib.error, UnicodeError)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UNDECODED = re.compile("[\udc80-\udcff]")
_PARQUET_ROWS = 32  # in memory at once: a row may be a novel
_BESIDE = 2**24  # characters of a row, or bytes of a line, that its other fields may have
_ESCAPED = 12  # bytes of a character in JSON at most: two of \\uXXXX
_DOUBLED = 2  # characters of a quotation mark in CSV
_UNPACKED = 2**30  # bytes that a Parquet file out of an archive may have, or
_PACKED = 100  # times as many as the archive
_PIECE = 2**20  # bytes unpacked at once
_NAMES, _NAME = 20, 80  # fields of a row that a message lists, characters of each
_LONGEST_ID = 10_000
_NO_MEMORY = "memory ran out while it was read"


@frozen
class Item:
    """A text and where it stands: ``row`` counts from 1 (the lines of a .jsonl, the rows of a table, its
    head aside) and is None in a .txt. Without a ``text``, ``error`` and ``message`` say why.

    ``read`` is how many bytes of its file have been read by now; ``kept`` are the values of its row that go
    with it.
    """

    doc_id: str
    file: str
    row: int | None
    text: str | None
    read: int
    error: str = ""
    message: str = ""
    kept: Mapping[str, Any] = {}


@frozen
class Fields:
    """Where the text and its id stand in a row; without ``id`` a text is named by file and row. ``keep`` are
    the fields of the row that go with the text: null where the row has none.
    ``encoding`` is that of .txt and .csv (the others are UTF-8). A text of more than ``max_text`` characters
    fails, and so does a row that has many more beside its text."""

    text: str = "text"
    id: str | None = None
    encoding: str = "utf-8"
    max_text: int = MOST
    keep: tuple[str, ...] = ()

    @property
    def codec(self) -> str:
        """The encoding, a byte order mark taken off."""
        return "utf-8-sig" if self.encoding.lower().replace("_", "-") in ("utf-8", "utf8") else self.encoding

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of a table that are read, each once."""
        return tuple(dict.fromkeys(filter(None, (self.text, self.id, *self.keep))))


def read(file: File, fields: Fields) -> Iterator[Item]:
    """The texts of ``file``, in order. Never raises for what is in the file."""
    row = None if _READERS[file.kind] is _whole else 0
    position = 0
    try:
        for item in _READERS[file.kind](file, fields):
            row, position = item.row, item.read
            yield item
    except (gzip.BadGzipFile, zlib.error) as error:
        rest = "; the rest of the file is left out, and what stands before may be damaged"
        yield _broken(file, row, position, type(error).__name__, str(error), rest)
    except _UNREADABLE as error:
        message = f"{getattr(error, 'strerror', None) or error or 'cut off'}"
        yield _broken(file, row, position, type(error).__name__, message)
    except MemoryError:
        yield _broken(file, row, position, "MemoryError", _NO_MEMORY)
    except BadRow as error:
        yield _failed(file, None, position, *error.args)
    except InputFileError as error:
        yield _broken(file, row, position, "ParquetError", error.message)


def _broken(
    file: File,
    row: int | None,
    position: int,
    error: str,
    message: str,
    rest: str = "; the rest of the file is left out",
) -> Item:
    """An item for the failure that ends the reading of a file behind ``row``."""
    if not row:
        return _failed(file, None, position, error, message)
    return _failed(file, row + 1, position, error, message + rest)


def _failed(file: File, row: int | None, position: int, error: str, message: str) -> Item:
    return Item(_name(file, row), file.path, row, None, position, error, message)


def _name(file: File, row: int | None) -> str:
    return file.path if row is None else f"{file.path}:{row}"


@contextmanager
def _opened(file: File) -> Iterator[tuple[io.FileIO, BinaryIO]]:
    """The file, and what it holds. Raises OSError, also for what is no regular file."""
    with files.opened(file.path) as raw:
        if file.zipped and not os.fstat(raw.fileno()).st_size:
            raise EOFError("is empty, so no archive")
        with gzip.GzipFile(fileobj=raw) if file.zipped else io.BufferedReader(raw) as stream:
            yield raw, cast(BinaryIO, stream)


def _whole(file: File, fields: Fields) -> Iterator[Item]:
    with _opened(file) as (_, stream):
        try:
            plain = partial(decoded, encoding=fields.encoding, most=fields.max_text)
            text = documents.unpacked(stream, plain, fields.max_text).text
        except (TooLong, Unreadable, MissingExtraError) as error:
            yield _failed(file, None, file.size, type(error).__name__, str(error))
        except Undecoded as error:
            message = f"{error}, line {error.line}{error.guess}{ENCODING_HINT}"
            yield _failed(file, None, file.size, type(error.__cause__).__name__, message)
        else:
            kept = dict.fromkeys(fields.keep)
            yield Item(file.path, file.path, None, text, file.size, kept=kept)


def _lines(file: File, fields: Fields) -> Iterator[Item]:
    with _opened(file) as (raw, stream):
        for row, line in enumerate(rows.lines(stream, _ESCAPED * fields.max_text + _BESIDE), 1):
            if row == 1 and isinstance(line, bytes):
                line = line.removeprefix(_BYTE_ORDER_MARK)
            if isinstance(line, BadRow) or line.strip():
                yield _item(file, row, raw.tell(), fields, partial(_object, line))


def _object(line: bytes | BadRow) -> dict[str, Any]:
    if isinstance(line, BadRow):
        raise line
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
        _opened(file) as (raw, stream),
        io.TextIOWrapper(stream, _codec(file, fields), "surrogateescape", newline="") as text,
    ):
        found = rows.cells(text, _DOUBLED * fields.max_text + _BESIDE)
        head = next(found, [])
        if isinstance(head, BadRow):
            raise head
        columns = [column.removeprefix("\ufeff").strip() for column in head]
        _check_columns(columns, fields, " (commas between columns)")
        for row, cells in enumerate(found, 1):
            yield _item(file, row, raw.tell(), fields, partial(_record, columns, cells, fields))


def _codec(file: File, fields: Fields) -> str:
    """The encoding of a table; one that is looked for shows in its start."""
    if fields.encoding != charset.AUTO:
        return fields.codec
    with _opened(file) as (_, stream):
        start = stream.read(_PIECE)
    start = start[: start.rfind(b"\n") + 1] or start  # no letter cut in two
    return charset.detected(start)


def _check_columns(columns: Sequence[str], fields: Fields, hint: str = "") -> None:
    for wanted in fields.columns:
        if wanted not in columns:
            raise BadRow("ColumnMissing", f"no column {wanted!r}{hint}; found: {_listed(columns)}")


def _listed(names: Collection[str]) -> str:
    shown = ", ".join(name[:_NAME] for name in islice(names, _NAMES))
    return f"{shown}, …" if len(names) > _NAMES else shown or "none"


def _record(columns: Sequence[str], cells: list[str] | BadRow, fields: Fields) -> dict[str, str]:
    if isinstance(cells, BadRow):
        raise cells
    # a row may be shorter than the head, and of two columns of one name the first counts
    record = dict(zip(reversed(columns[: len(cells)]), reversed(cells[: len(columns)]), strict=True))
    for name in fields.columns:
        if _UNDECODED.search(cell := record.get(name, "")):
            guess = charset.looks_like(cell.encode("utf-8", "surrogateescape"))
            hint = f"; it looks like {guess}" if guess else ""
            raise BadRow("UnicodeDecodeError", f"{name!r} is not {fields.encoding}{hint}{ENCODING_HINT}")
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
    most = max(_UNPACKED, _PACKED * file.size)
    with tempfile.TemporaryFile() as unpacked:
        with _opened(file) as (_, stream):
            while piece := stream.read(_PIECE):
                unpacked.write(piece)
                if unpacked.tell() > most:
                    raise BadRow("TooLong", f"unpacks to more than {most:,} bytes")
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
        if len(text) > fields.max_text:
            raise BadRow("TooLong", f"{fields.text!r} {TooLong(fields.max_text)}")
    except BadRow as error:
        return Item(name, file.path, row, None, position, *error.args)
    except MemoryError:
        return Item(name, file.path, row, None, position, "MemoryError", _NO_MEMORY)
    kept = {name: _plain(found.get(name)) for name in fields.keep}
    return Item(name, file.path, row, text, position, kept=kept)


def _plain(value: Any) -> Any:
    """A value as JSON has it; what a table has beside that (a day, say), as a string."""
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return str(value)
    return value


def _id(record: dict[str, Any], fields: Fields) -> str:
    assert fields.id is not None
    found = _field(record, fields.id)
    if isinstance(found, bool) or not isinstance(found, (str, int)) or found == "":
        raise BadRow("NotAnId", f"{fields.id!r} is {_kind(found)}, not a string or a whole number")
    name = str(found)
    if len(name) > _LONGEST_ID:
        raise BadRow("NotAnId", f"{fields.id!r} has more than {_LONGEST_ID:,} characters")
    return name


def _field(record: dict[str, Any], name: str) -> Any:
    if name not in record:
        raise BadRow("FieldMissing", f"no field {name!r}; found: {_listed(record)}")
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
    **dict.fromkeys((".txt", *documents.ENDINGS), _whole),
    ".jsonl": _lines,
    ".csv": _table,
    ".parquet": _parquet,
}
