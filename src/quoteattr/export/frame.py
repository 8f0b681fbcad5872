"""Records as data frames: the one module that knows pandas (extra ``[pandas]``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from quoteattr.errors import MissingExtraError
from quoteattr.export.characters import encodable
from quoteattr.export.records import ColumnType

try:
    import pandas as pd
except ImportError as error:
    raise MissingExtraError("pandas", "pandas") from error

DTYPES: Mapping[ColumnType, str] = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "spans": "object",  # tuples, as in the records
    "strings": "object",
}


def frame(
    records: Iterable[Mapping[str, Any]], columns: Mapping[str, ColumnType], index: pd.Index | None = None
) -> pd.DataFrame:
    """The records (``export/records.py``) as a data frame with the dtypes of DTYPES, also where there are
    none. U+FFFD stands for each lone surrogate, as not every string of pandas can hold them."""
    rows = list(records)
    return pd.DataFrame(
        {
            name: pd.Series([_value(row[name]) for row in rows], dtype=DTYPES[kind], index=index)
            for name, kind in columns.items()
        },
        index=index,
        columns=list(columns),
    )


def is_frame(value: object) -> bool:
    """Whether it is a pandas DataFrame."""
    return isinstance(value, pd.DataFrame)


def is_null(value: object) -> bool:
    """Whether a cell is one of pandas' nulls: None, NaN, NA, NaT."""
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, tuple):
        return tuple(map(_value, value))
    return value
