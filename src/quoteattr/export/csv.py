"""Records as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from quoteattr.export.records import COLUMNS

# A cell that starts like this is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def header() -> str:
    """The first line."""
    return _line(COLUMNS)


def rows(records: Iterable[Mapping[str, Any]]) -> str:
    """A line for each record; spans and addressees as JSON, None as an empty cell."""
    return "".join(_line([_cell(record[column]) for column in COLUMNS]) for record in records)


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)  # the writer quotes what ends a line
    return buffer.getvalue().removesuffix("\r\n") + "\n"
