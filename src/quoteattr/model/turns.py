"""The weights of the dialogue decoder, and the probability that goes with a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from attrs import field, frozen

from quoteattr.model import tables
from quoteattr.model.weights import DATA, read_weights

Feature = tuple[str, ...]

Weights = Mapping[Feature, int]  # hundredths

_SEPARATOR = "|"  # between the words of a feature in the file


class Looks(NamedTuple):
    """The weights of the features of (turn, candidate) and of the history, for a ``first`` look at a story
    and for the ``second``, which knows the first; none: there is no second look."""

    first: Weights
    second: Weights


@frozen(eq=False)
class TurnModel:
    """What was learned for one situation: characters given as a list, or only by the text.

    ``looks``       the weights of the dialogue decoder.
    ``reasons``     weights of the reasons for confidence, ``bias`` beside them.
    ``calibration`` (raw score, probability), ascending.
    """

    looks: Looks = field(repr=False)
    reasons: Mapping[str, float] = field(repr=False)
    bias: float
    calibration: tuple[tuple[float, float], ...] = field(repr=False)


@frozen(eq=False)
class TurnModels:
    """The models for texts with a list of characters and without; ``name`` goes into the provenance."""

    name: str
    listed: TurnModel
    unlisted: TurnModel


@lru_cache(maxsize=4)
def load_turn_models(language: str) -> TurnModels | None:
    """The shipped models of a language, read once a process; None where there are none.

    Raises PackError when the file is damaged.
    """
    path = DATA / f"{language}-fiction-turns.json"
    return read_turn_models(path) if path.is_file() else None


def read_turn_models(path: Path) -> TurnModels:
    """The models in a file that tools/train/novels.py wrote."""
    return read_weights(path, _models)


def _models(data: Any) -> TurnModels:
    """``data["turns"]``: for each feature the weight at a first look with a list and what a second look adds,
    then the same without a list."""
    features = [tuple(name.split(_SEPARATOR)) for name in tables.names(data["turns"])]
    listed, unlisted = zip(*tables.by_row(tables.threes(data["turns"]), 2), strict=True)
    return TurnModels(
        data["name"],
        _model(_looks(features, listed), data["listed"]),
        _model(_looks(features, unlisted), data["unlisted"]),
    )


def _looks(features: Sequence[Feature], rows: Sequence[tables.Three]) -> Looks:
    found = list(zip(features, rows, strict=True))
    return looks_of({f: row[0] for f, row in found if row[0]}, {f: row[1] for f, row in found if row[1]})


def _model(looks: Looks, data: Any) -> TurnModel:
    return TurnModel(
        looks=looks,
        reasons=data["reasons"],
        bias=data["bias"],
        calibration=tuple([(x, y) for x, y in data["calibration"]]),
    )


def looks_of(first: Weights, change: Weights) -> Looks:
    """The weights of both looks, by those of the first and by what the second adds to them."""
    return Looks(first, {f: first.get(f, 0) + change.get(f, 0) for f in (*first, *change)} if change else {})


def feature_name(feature: Sequence[str]) -> str:
    """A feature as the file writes it."""
    return _SEPARATOR.join(feature)
