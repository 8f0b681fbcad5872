"""Write a model and its card; build a Model from fitted weights in memory."""

from __future__ import annotations

import json
import tempfile
import zlib
from pathlib import Path
from typing import Any

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


def write(path: Path, data: dict[str, Any]) -> None:
    """The model file at ``path``; prints its size."""
    text = as_json(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    compressed = len(zlib.compress(text.encode(), 9))
    print(f"wrote {path.name}: {len(text) / 1000:.0f} KB, {compressed / 1000:.0f} KB compressed")
