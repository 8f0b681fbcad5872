"""The tables as Arrow and Parquet: the one module that knows pyarrow (extra ``[arrow]``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import IO, Any

from quoteattr.errors import InputFileError, MissingExtraError
from quoteattr.export.characters import encodable
from quoteattr.export.records import ATTRIBUTIONS, DOCUMENTS, ColumnType

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise MissingExtraError("pyarrow", "arrow") from error

ROWS = 10_000
"""In a batch, and in a row group of a Parquet file: memory does not grow with the table."""

_PACKED = 500  # records that a writer keeps as they are: as Arrow they take a fraction of the memory
_BUFFER = 2**20  # bytes of a column read at once: a row group may be larger than memory

TYPES: Mapping[ColumnType, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "spans": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
    "strings": pa.list_(pa.string()),
}


def schema(columns: Mapping[str, ColumnType]) -> pa.Schema:
    """The Arrow schema of a table's columns; every field may be null."""
    return pa.schema([(name, TYPES[kind]) for name, kind in columns.items()])


ATTRIBUTION_SCHEMA = schema(ATTRIBUTIONS)
DOCUMENT_SCHEMA = schema(DOCUMENTS)
"""The schemas of all tabular outputs."""


def batches(
    records: Iterable[Mapping[str, Any]], columns: Mapping[str, ColumnType]
) -> Iterator[pa.RecordBatch]:
    """The records (``export/records.py``) as batches of at most ROWS; none for none. U+FFFD stands for
    each lone surrogate, which Arrow cannot hold."""
    rows = iter(records)
    while some := list(islice(rows, ROWS)):
        yield _batch(some, columns)


def _batch(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, ColumnType]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(_arrays(rows, columns), schema=schema(columns))


def table(records: Iterable[Mapping[str, Any]], columns: Mapping[str, ColumnType]) -> pa.Table:
    """The records as a table with the columns' schema, also where there are none."""
    return pa.Table.from_batches(batches(records, columns), schema=schema(columns))


def write_parquet(
    records: Iterable[Mapping[str, Any]], columns: Mapping[str, ColumnType], stream: IO[bytes]
) -> None:
    """Write the records as a Parquet file, a batch at a time."""
    writer = ParquetWriter(stream, columns)
    for record in records:
        writer.write((record,))
    writer.finish()


class ParquetWriter:
    """Writes records to a stream as they come. The bytes depend on the records and on the version of pyarrow,
    not on how many come at once."""

    def __init__(self, stream: IO[bytes], columns: Mapping[str, ColumnType]) -> None:
        self._columns = columns
        self._file = pq.ParquetWriter(stream, schema(columns), compression="snappy")
        self._rows: list[Mapping[str, Any]] = []
        self._batches: list[pa.RecordBatch] = []  # of the row group that is not written yet

    def write(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Some more of them."""
        for record in records:
            self._rows.append(record)
            if len(self._rows) == _PACKED:
                self._pack()
                if len(self._batches) == ROWS // _PACKED:
                    self._write_group()

    def finish(self) -> None:
        """What ends the file; the stream stays open."""
        self._pack()
        self._write_group()
        self._file.close()

    def abandon(self) -> None:
        """Give up what is not finished; the stream is not touched any more."""
        self._file.is_open = False  # else collecting it would raise where the disk is full
        del self._file

    def _pack(self) -> None:
        if self._rows:
            self._batches.append(_batch(self._rows, self._columns))
            self._rows.clear()

    def _write_group(self) -> None:
        if self._batches:
            group = pa.Table.from_batches(self._batches).combine_chunks()
            self._file.write_table(group, row_group_size=ROWS)
            self._batches.clear()


class ParquetReader:
    """A Parquet file, by its path or as a stream that can seek; closed when its block is left.

    Raises InputFileError, with ``name``, when it is no Parquet file or cannot be read.
    """

    def __init__(self, source: str | IO[bytes], name: str) -> None:
        self._name = name
        with self._reading():
            self._file = pq.ParquetFile(source, buffer_size=_BUFFER)

    def __enter__(self) -> ParquetReader:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    @property
    def columns(self) -> list[str]:
        """Their names, as they stand."""
        return list(self._file.schema_arrow.names)

    def __len__(self) -> int:
        """How many rows it has."""
        return int(self._file.metadata.num_rows)

    def rows(self, columns: Sequence[str], at_once: int) -> Iterator[dict[str, Any]]:
        """The rows with these columns alone, never more than ``at_once`` of them in memory. A value that
        Python cannot hold (a string that is no UTF-8, say) is a ValueError.

        Raises InputFileError for a column that is not there, or more than once (says which there are).
        """
        there = self.columns
        for name in columns:
            if there.count(name) != 1:
                message = f"has {there.count(name)} columns {name!r}; its columns: {', '.join(there)}"
                raise InputFileError(self._name, message)
        found = self._file.iter_batches(at_once, columns=list(columns), use_threads=False)
        while True:
            with self._reading():
                batch = next(found, None)
            if batch is None:
                return
            cells = [batch.column(name) for name in columns]
            for row in range(batch.num_rows):
                yield {name: _python(column[row]) for name, column in zip(columns, cells, strict=True)}

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (pa.ArrowException, OSError) as error:
            raise InputFileError(self._name, f"cannot be read as Parquet: {error}") from error


def read_parquet(path: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file with these columns alone, a batch at a time.

    Raises InputFileError when it is no Parquet file, cannot be read, or lacks a column (says which it has).
    """
    with ParquetReader(path, path) as file:
        yield from file.rows(columns, ROWS)


def _python(value: Any) -> Any:
    try:
        return value.as_py()
    except ValueError as error:
        return error


def strings(column: pa.Array) -> list[str | bytes | None]:
    """The cells of a column of strings; one that is no UTF-8, as other programs leave some, as its bytes."""
    return [None if cell is None else _decoded(cell) for cell in column.cast(pa.binary()).to_pylist()]


def nested(texts: Iterable[tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]]) -> list[pa.Array]:
    """Of texts, each the records of its attributions and its own: the columns of DOCUMENTS, and behind them
    one with the attributions of each text, a list of structs."""
    said: list[Mapping[str, Any]] = []
    documents: list[Mapping[str, Any]] = []
    offsets = [0]
    for attributions, document in texts:
        said += attributions
        documents.append(document)
        offsets.append(len(said))
    structs = pa.StructArray.from_arrays(_arrays(said, ATTRIBUTIONS), fields=list(ATTRIBUTION_SCHEMA))
    lists = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)
    return [*_arrays(documents, DOCUMENTS), lists]


def beside(columns: Sequence[pa.Array], names: Sequence[str]) -> pa.RecordBatch:
    """The columns, named, as one batch."""
    return pa.RecordBatch.from_arrays(list(columns), names=list(names))


def _arrays(records: Sequence[Mapping[str, Any]], columns: Mapping[str, ColumnType]) -> list[pa.Array]:
    return [
        pa.array([_value(row[name], kind) for row in records], type=TYPES[kind])
        for name, kind in columns.items()
    ]


def _decoded(cell: bytes) -> str | bytes:
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError:
        return cell


def _value(value: Any, kind: ColumnType) -> Any:
    if value is None:
        return None
    if kind == "string":
        return encodable(value)
    if kind == "strings":
        return [encodable(one) for one in value]
    if kind == "spans":
        return [{"start": start, "end": end} for start, end in value]
    return value
