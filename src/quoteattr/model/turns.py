"""The weights of the dialogue decoder, and the probability that goes with a score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import field, frozen

from quoteattr.model.viterbi import hundredths
from quoteattr.model.weights import DATA, read_weights

Feature = tuple[str, ...]

_SEPARATOR = "|"  # between the words of a feature in the file


@frozen(eq=False)
class TurnModel:
    """What was learned for one situation: characters given as a list, or only by the text.

    ``turns``       weights of the features of (turn, candidate) and of the history, in hundredths.
    ``reasons``     weights of the reasons for confidence, ``bias`` beside them.
    ``calibration`` (raw score, probability), ascending.
    """

    turns: Mapping[Feature, int] = field(repr=False)
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
    return TurnModels(data["name"], _model(data["listed"]), _model(data["unlisted"]))


def _model(data: Any) -> TurnModel:
    return TurnModel(
        turns={tuple(name.split(_SEPARATOR)): hundredths(weight) for name, weight in data["turns"].items()},
        reasons=data["reasons"],
        bias=data["bias"],
        calibration=tuple([(x, y) for x, y in data["calibration"]]),
    )


def feature_name(feature: Sequence[str]) -> str:
    """A feature as the file writes it."""
    return _SEPARATOR.join(feature)
