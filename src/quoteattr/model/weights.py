"""Weights as data: small linear models, trained by programs in tools/train, read by plain Python.

Weights have two decimals. Those that are only added are read as whole hundredths: such a sum is exact, and so
the same in any order and in every Python (since 3.12 ``sum`` adds fractions otherwise than before).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from attrs import field, frozen

from quoteattr.errors import PackError
from quoteattr.model import tables
from quoteattr.model.viterbi import hundredths, packed

Sides = tuple[int, int, int]
Fact = tuple[str | int, ...]
Value = str | int | tuple[str | int, ...]
DATA = Path(__file__).parent / "data"


@frozen(eq=False)
class Linear:
    """A linear scorer over named features: the bias and each feature's value times its weight."""

    bias: float
    weights: Mapping[str, float] = field(repr=False)


@frozen(eq=False)
class Finder:
    """Log odds that a possible cue is one, in hundredths: a table for each template, a weight for each of its
    values, which is a tuple where a template looks at several things."""

    bias: int
    weights: Mapping[str, Mapping[Value, int]] = field(repr=False)


@frozen(eq=False)
class Decoder:
    """A linear chain over three labels: one table of packed label scores for each template.

    ``overall`` gives a fact's scores on each of the three sides of a cue. ``vocabulary`` numbers the words
    that weigh something (0: all others); ``words`` has for each side, and for each position (the word
    itself, the word before, the word behind), the scores by that number. ``context`` has its tables side
    by side.
    """

    overall: Mapping[Fact, Sides] = field(repr=False)
    vocabulary: Mapping[str, int] = field(repr=False)
    words: tuple[tuple[tuple[int, ...], ...], ...] = field(repr=False)
    places: tuple[Mapping[int, int], ...] = field(repr=False)
    hints: tuple[Mapping[int, int], ...] = field(repr=False)
    context: tuple[tuple[Mapping[int, int], ...], ...] = field(repr=False)
    transitions: tuple[tuple[int, ...], ...] = field(repr=False)


@frozen(eq=False)
class Model:
    """Everything that was learned for one language and genre; ``name`` goes into the provenance.

    ``ignored`` are lemmas with a form ("plan", "noun") that hardly ever report, left out first.
    """

    name: str
    ignored: frozenset[tuple[str, str]]
    finder: Finder
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
    path = DATA / f"{language}-{genre}.json"
    return read_model(path) if path.is_file() else None


def read_model(path: Path) -> Model:
    """The model in a file written by tools/train."""
    return read_weights(path, _model)


@lru_cache(maxsize=8)
def load_genre(language: str) -> Linear | None:
    """The weights that tell a story from news; None for a language without any."""
    path = DATA / f"{language}-genre.json"
    return read_weights(path, _linear) if path.is_file() else None


@lru_cache(maxsize=8)
def load_reports(language: str) -> Linear | None:
    """The weights that tell reports from what only looks like one; None for a language without any."""
    path = DATA / f"{language}-reports.json"
    return read_weights(path, _linear) if path.is_file() else None


T = TypeVar("T")


def read_weights(path: Path, make: Callable[[Any], T]) -> T:
    """What ``make`` makes of the JSON in a file of weights. Raises PackError when it is damaged."""
    try:
        return make(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise PackError(str(path), f"is no file of weights: {error!r}") from error


def _model(data: Any) -> Model:
    finder, decoder = data["finder"], data["decoder"]
    vocabulary, words = _words(decoder["words"])
    return Model(
        name=data["name"],
        ignored=frozenset(map(_lemma_and_form, data["ignored"])),
        finder=Finder(hundredths(finder["bias"]), _by_template(finder["weights"])),
        decoder=Decoder(
            overall=_overall(decoder["overall"]),
            vocabulary=vocabulary,
            words=words,
            places=tuple([_numbered(table) for table in decoder["places"]]),
            hints=tuple([_numbered(table) for table in decoder["hints"]]),
            context=tuple(zip(*map(_side_by_side, decoder["context"]), strict=True)),
            transitions=tuple(tuple(map(hundredths, row)) for row in decoder["transitions"]),
        ),
        resolver=_linear(data["resolver"]),
        thresholds=data["thresholds"],
        confidence=_linear(data["confidence"]),
        calibration=tuple((x, y) for x, y in data["calibration"]),
    )


def _linear(data: Any) -> Linear:
    return Linear(data["bias"], data["weights"])


def _lemma_and_form(name: str) -> tuple[str, str]:
    lemma, _, form = name.rpartition(" ")
    return lemma, form


def _by_template(table: Any) -> dict[str, dict[Value, int]]:
    """Rows of a template and its values as a table for each template."""
    found: dict[str, dict[Value, int]] = {}
    for (template, *values), weight in zip(tables.values(table), table["weights"], strict=True):
        found.setdefault(template, {})[values[0] if len(values) == 1 else tuple(values)] = weight
    return found


def _words(table: Any) -> tuple[dict[str, int], tuple[tuple[tuple[int, ...], ...], ...]]:
    """(number from 1 of each word, its scores by that number, a row of three tables for each side)."""
    vocabulary = {word: number for number, word in enumerate(tables.names(table), 1)}
    columns = zip(*tables.by_row(_packed(table), 9), strict=True)
    sides = tables.by_row([(0, *column) for column in columns], 3)
    return vocabulary, tuple(sides)


def _overall(table: Any) -> dict[Fact, Sides]:
    """The packed scores of each fact on the three sides."""
    rows = tables.by_row(_packed(table), 3)
    return {tuple(fact): (a, b, c) for fact, (a, b, c) in zip(tables.values(table), rows, strict=True)}


def _side_by_side(table: Any) -> tuple[Mapping[int, int], ...]:
    """A table for each side, by number."""
    keys, rows = tables.numbers(table), tables.by_row(_packed(table), 3)
    return tuple(
        [{key: row[side] for key, row in zip(keys, rows, strict=True) if row[side]} for side in range(3)]
    )


def _numbered(table: Any) -> dict[int, int]:
    return dict(zip(tables.numbers(table), _packed(table), strict=True))


def _packed(table: Any) -> list[int]:
    return list(map(packed, tables.threes(table)))
