"""Weights as data: small linear models, trained by programs in tools/train, read by plain Python."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from attrs import field, frozen

from quoteattr.errors import PackError

Vector = tuple[float, ...]
_DATA = Path(__file__).parent / "data"


@frozen(eq=False)
class Linear:
    """A linear scorer over named features."""

    bias: float
    weights: Mapping[str, float] = field(repr=False)

    def score(self, features: Mapping[str, float]) -> float:
        """The raw score: the bias and each feature's value times its weight."""
        weights = self.weights
        return self.bias + sum([value * weights[name] for name, value in features.items() if name in weights])


@frozen(eq=False)
class Decoder:
    """A linear chain over a few labels: one table of label vectors for each template."""

    labels: tuple[str, ...]
    overall: Mapping[str, Vector] = field(repr=False)
    words: tuple[Mapping[str, Vector], ...] = field(repr=False)
    values: tuple[Mapping[int, Vector], ...] = field(repr=False)
    transitions: tuple[Vector, ...] = field(repr=False)


@frozen(eq=False)
class Model:
    """Everything that was learned for one language and genre; ``name`` goes into the provenance."""

    name: str
    finder: Linear
    decoder: Decoder
    resolver: Linear
    thresholds: Mapping[str, float]
    confidence: Linear
    calibration: tuple[tuple[float, float], ...]


@lru_cache(maxsize=8)
def load_model(language: str, genre: str) -> Model | None:
    """The shipped model of a language and genre, read once a process; None where there is none.

    Raises PackError when the file is damaged.
    """
    path = _DATA / f"{language}-{genre}.json"
    if not path.is_file():
        return None
    return read_model(path)


def read_model(path: Path) -> Model:
    """The model in a file written by tools/train."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        decoder = data["decoder"]
        return Model(
            name=data["name"],
            finder=Linear(data["finder"]["bias"], data["finder"]["weights"]),
            decoder=Decoder(
                labels=tuple(decoder["labels"]),
                overall=_vectors(decoder["overall"]),
                words=tuple(_vectors(table) for table in decoder["words"]),
                values=tuple({int(k): tuple(v) for k, v in table.items()} for table in decoder["values"]),
                transitions=tuple(tuple(row) for row in decoder["transitions"]),
            ),
            resolver=Linear(data["resolver"]["bias"], data["resolver"]["weights"]),
            thresholds=data["thresholds"],
            confidence=Linear(data["confidence"]["bias"], data["confidence"]["weights"]),
            calibration=tuple((x, y) for x, y in data["calibration"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackError(str(path), f"is no model file: {error!r}") from error


def _vectors(table: Mapping[str, list[float]]) -> dict[str, Vector]:
    return {name: tuple(vector) for name, vector in table.items()}
