"""Fit and calibrate the confidence on articles that the other parts have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import frozen
from sklearn.isotonic import IsotonicRegression

from tools.train.fit import fit_logistic

_POINTS = 24


@frozen(eq=False)
class Judged:
    """An attribution made out of fold: its reasons, its article, and whether words and speaker are right."""

    article: str
    reasons: dict[str, float]
    right: bool


def fit_confidence(judged: Sequence[Judged], folds: int = 5) -> tuple[dict[str, Any], list[list[float]]]:
    """(weights, calibration table); the table is made from scores of articles left out of the weights."""
    articles = sorted({one.article for one in judged})
    fold_of = {article: k % folds for k, article in enumerate(articles)}
    raw = np.zeros(len(judged))
    for fold in range(folds):
        train = [one for one in judged if fold_of[one.article] != fold]
        fitted = _fit(train)
        for k, one in enumerate(judged):
            if fold_of[one.article] == fold:
                raw[k] = score(fitted, one.reasons)
    truth = np.array([one.right for one in judged], dtype=float)
    return _fit(judged), _table(raw, truth)


def score(fitted: dict[str, Any], reasons: dict[str, float]) -> float:
    """The raw score of an attribution."""
    weights = fitted["weights"]
    total = fitted["bias"] + sum(weights.get(name, 0.0) * value for name, value in reasons.items())
    return float(total)


def _fit(judged: Sequence[Judged]) -> dict[str, Any]:
    return fit_logistic([one.reasons for one in judged], [one.right for one in judged], strength=0.3, rare=10)


def _table(raw: np.ndarray, truth: np.ndarray) -> list[list[float]]:
    """Points of an isotonic fit; each of about equal many attributions, smoothed by two halves of one."""
    order = np.argsort(raw, kind="stable")
    raw, truth = raw[order], truth[order]
    groups = np.array_split(np.arange(len(raw)), _POINTS)
    x = np.array([raw[g].mean() for g in groups])
    y = np.array([(truth[g].sum() + 1) / (len(g) + 2) for g in groups])
    weight = np.array([len(g) for g in groups])
    fitted = IsotonicRegression(y_min=0.01, y_max=0.99).fit(x, y, sample_weight=weight)
    return [[round(float(a), 3), round(float(b), 4)] for a, b in zip(x, fitted.predict(x), strict=True)]
