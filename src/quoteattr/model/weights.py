"""Weights as data: small linear models, trained by programs in tools/train, read by plain Python."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from attrs import field, frozen

from quoteattr.errors import PackError

Vector = tuple[float, float, float]
_REMEMBERED = 300_000
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
    """A linear chain over three labels: one table of label vectors for each template.

    ``overall`` gives a fact's vectors on the three sides of a cue, ``words`` a word's nine vectors,
    position by position (the word itself, the word before, the word behind), each on the three sides;
    None where it has none. The ``known`` tables remember sums of vectors by integer keys, and forget
    them when there are too many.
    """

    overall: Mapping[str, tuple[Vector, Vector, Vector]] = field(repr=False)
    words: Mapping[str, tuple[Vector | None, ...]] = field(repr=False)
    places: tuple[Mapping[int, Vector], ...] = field(repr=False)
    hints: tuple[Mapping[int, Vector], ...] = field(repr=False)
    context: tuple[Mapping[int, tuple[Vector, Vector, Vector]], ...] = field(repr=False)
    transitions: tuple[Vector, ...] = field(repr=False)
    known_places: dict[int, Vector] = field(factory=lambda: Remembered(), repr=False)
    known_hints: dict[int, Vector] = field(factory=lambda: Remembered(), repr=False)
    known_contexts: dict[int, tuple[Vector, ...]] = field(factory=lambda: Remembered(), repr=False)


T = TypeVar("T")


class Remembered(dict[int, T]):
    """Sums by key, forgotten all at once when there are too many."""

    def __setitem__(self, key: int, value: T) -> None:
        if len(self) >= _REMEMBERED:
            self.clear()
        super().__setitem__(key, value)


@frozen(eq=False)
class Model:
    """Everything that was learned for one language and genre; ``name`` goes into the provenance.

    ``ignored`` are lemmas with a form ("plan noun") that hardly ever report, left out before anything costs.
    """

    name: str
    ignored: frozenset[str]
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
            ignored=frozenset(data["ignored"]),
            finder=Linear(data["finder"]["bias"], data["finder"]["weights"]),
            decoder=Decoder(
                overall=_by_side(decoder["overall"]),
                words=_vocabulary(decoder["words"]),
                places=tuple(_numbered(table) for table in decoder["places"]),
                hints=tuple(_numbered(table) for table in decoder["hints"]),
                context=tuple(
                    {int(key): vectors for key, vectors in _by_side(table).items()}
                    for table in decoder["context"]
                ),
                transitions=tuple(_vector(row) for row in decoder["transitions"]),
            ),
            resolver=Linear(data["resolver"]["bias"], data["resolver"]["weights"]),
            thresholds=data["thresholds"],
            confidence=Linear(data["confidence"]["bias"], data["confidence"]["weights"]),
            calibration=tuple((x, y) for x, y in data["calibration"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PackError(str(path), f"is no model file: {error!r}") from error


def _vector(row: list[float]) -> Vector:
    x, y, z = row
    return x, y, z


def _vocabulary(tables: list[dict[str, list[float]]]) -> dict[str, tuple[Vector | None, ...]]:
    found: dict[str, list[Vector | None]] = {}
    for number, table in enumerate(tables):
        side, position = divmod(number, 3)
        for word, row in table.items():
            found.setdefault(word, [None] * 9)[3 * position + side] = _vector(row)
    return {word: tuple(vectors) for word, vectors in found.items()}


def _by_side(table: Mapping[str, list[float]]) -> dict[str, tuple[Vector, Vector, Vector]]:
    found: dict[str, list[Vector]] = {}
    for name, row in table.items():
        side, _, fact = name.partition(" ")
        found.setdefault(fact, [(0.0, 0.0, 0.0)] * 3)[int(side)] = _vector(row)
    return {fact: (a, b, c) for fact, (a, b, c) in found.items()}


def _numbered(table: Mapping[str, list[float]]) -> dict[int, Vector]:
    return {int(key): _vector(row) for key, row in table.items()}
