"""Records as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quoteattr.export.characters import encodable
from quoteattr.export.records import COLUMNS

BYTE_ORDER_MARK = "\ufeff"
"""What Excel needs before the header to read UTF-8."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that starts like this is a formula to a spreadsheet."""


def header(columns: Sequence[str] = COLUMNS) -> str:
    """The first line."""
    return line(columns)


def rows(records: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> str:
    """A line for each record; spans and lists as JSON, None as an empty cell."""
    return "".join(line([cell(record[column]) for column in columns]) for record in records)


def cell(value: object) -> object:
    """A value as a cell: a tuple as JSON, nothing that a spreadsheet would run, and U+FFFD for every lone
    surrogate, which no file in UTF-8 can hold."""
    if isinstance(value, tuple):
        return encodable(json.dumps(value, ensure_ascii=False))
    if isinstance(value, str):
        return encodable("'" + value if value.startswith(FORMULA) else value)
    return value


def line(cells: Iterable[object]) -> str:
    """A line of cells; None is an empty one."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)  # the writer quotes what ends a line
    return buffer.getvalue().removesuffix("\r\n") + "\n"
