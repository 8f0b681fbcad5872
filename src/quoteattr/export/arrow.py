"""The tables as Arrow and Parquet: the one module that knows pyarrow (extra ``[arrow]``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    wanted = schema(columns)
    rows = iter(records)
    while some := list(islice(rows, ROWS)):
        yield pa.RecordBatch.from_arrays(_arrays(some, columns), schema=wanted)


def table(records: Iterable[Mapping[str, Any]], columns: Mapping[str, ColumnType]) -> pa.Table:
    """The records as a table with the columns' schema, also where there are none."""
    return pa.Table.from_batches(batches(records, columns), schema=schema(columns))


def write_parquet(
    records: Iterable[Mapping[str, Any]], columns: Mapping[str, ColumnType], stream: IO[bytes]
) -> None:
    """Write the records as a Parquet file, a batch at a time."""
    with pq.ParquetWriter(stream, schema(columns)) as writer:
        for batch in batches(records, columns):
            writer.write_batch(batch)


def read_parquet(path: str, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file with these columns alone, a batch at a time.

    Raises InputFileError when it is no Parquet file, cannot be read, or lacks a column (says which it has).
    """
    try:
        with pq.ParquetFile(path) as file:
            there = file.schema_arrow.names
            for name in columns:
                if there.count(name) != 1:
                    message = f"has {there.count(name)} columns {name!r}; its columns: {', '.join(there)}"
                    raise InputFileError(path, message)
            for batch in file.iter_batches(batch_size=ROWS, columns=list(columns)):
                yield from batch.select(list(columns)).to_pylist()
    except (pa.ArrowException, OSError) as error:
        raise InputFileError(path, f"cannot be read as Parquet: {error}") from error


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
