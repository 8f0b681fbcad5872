"""Write a model and its card; build a Model from fitted weights in memory."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from quoteattr.lang.folded import apart, together
from quoteattr.model import Model, read_model

NO_CONFIDENCE: dict[str, Any] = {"confidence": {"bias": 0.0, "weights": {}}, "calibration": [[0.0, 0.5]]}


def as_json(data: dict[str, Any]) -> str:
    """The file's text: compact, keys sorted, so that the same weights give the same bytes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def as_model(data: dict[str, Any]) -> Model:
    """The Model that the library reads from such a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        path.write_text(as_json(data), encoding="utf-8")
        return read_model(path)


def table(rows: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """Rows of cells in hundredths, of as many threes each, as quoteattr.model.tables reads them.

    Raises ValueError for a name with a capital, which could not be told from the next one.
    """
    names = sorted(rows)
    return {"names": _together(names), **_cells([rows[name] for name in names])}


def column(rows: Mapping[str, int]) -> dict[str, Any]:
    """The same for rows of one cell, none of which is 0."""
    names = sorted(rows)
    return {"names": _together(names), "weights": [rows[name] for name in names]}


def numbered(rows: Mapping[int, Sequence[int]]) -> dict[str, Any]:
    """The same for rows that have numbers."""
    numbers = sorted(rows)
    steps = [number - before for before, number in pairwise([0, *numbers])]
    return {"steps": steps, **_cells([rows[number] for number in numbers])}


def values(row: Sequence[Any]) -> str:
    """The name of a row that stands for several values."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))[1:-1]


def _together(names: list[str]) -> str:
    there = together(names)
    if apart(there) != names:
        raise ValueError(f"not to be told apart: {[name for name in names if name != name.lower()][:5]}")
    return there


def _cells(rows: Sequence[Sequence[int]]) -> dict[str, Any]:
    threes = [row[k : k + 3] for row in rows for k in range(0, len(row), 3)]
    return {
        "filled": "".join([str(4 * bool(a) + 2 * bool(b) + bool(c)) for a, b, c in threes]),
        "weights": [cell for row in rows for cell in row if cell],
    }


def write(path: Path, data: dict[str, Any]) -> None:
    """The model file at ``path``; prints its size."""
    text = as_json(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    compressed = len(zlib.compress(text.encode(), 9))
    print(f"wrote {path.name}: {len(text) / 1000:.0f} KB, {compressed / 1000:.0f} KB compressed")
