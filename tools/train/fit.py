"""Fit the linear models: L1 logistic regression, and a linear chain with L1 (OWL-QN).

The training libraries are in the extra [train]; nothing of them is needed to run the result.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from examples import LABELS, CueExample, WindowExample, attributes
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

_DECIMALS = 2


def fit_finder(examples: Sequence[CueExample], strength: float = 0.5, rare: int = 3) -> dict[str, Any]:
    """Bias and weights of the cue finder; features seen fewer than ``rare`` times are left out."""
    found = fit_logistic(
        [dict.fromkeys(e.names, 1.0) for e in examples], [e.is_cue for e in examples], strength, rare
    )
    return {**found, "weights": [[*feature, weight] for feature, weight in found["weights"].items()]}


def fit_logistic(
    rows: Sequence[dict[Any, float]], truth: Sequence[bool], strength: float, rare: int
) -> dict[str, Any]:
    """Bias and weights of a logistic regression with L1, rounded."""
    counts = Counter(name for row in rows for name in row)
    frequent = [name for name, count in counts.items() if count >= rare]
    column = {name: k for k, name in enumerate(sorted(frequent, key=str))}
    data, indices, ends = [], [], [0]
    for row in rows:
        for name, value in row.items():
            if name in column:
                indices.append(column[name])
                data.append(value)
        ends.append(len(indices))
    matrix = csr_matrix((data, indices, ends), shape=(len(rows), len(column)))
    model = LogisticRegression(l1_ratio=1, C=strength, solver="liblinear", max_iter=500, random_state=0)
    model.fit(matrix, np.array(truth))
    weights = {name: round(float(model.coef_[0][k]), _DECIMALS) for name, k in column.items()}
    return {
        "bias": round(float(model.intercept_[0]), _DECIMALS),
        "weights": {name: weight for name, weight in weights.items() if weight},
    }


def fit_decoder(
    examples: Sequence[WindowExample], l1: float = 3.0, l2: float = 0.01, rounds: int = 80, rare: int = 3
) -> dict[str, Any]:
    """The decoder's tables of label vectors, rounded."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params({"c1": l1, "c2": l2, "max_iterations": rounds, "feature.minfreq": rare})
    for example in examples:
        trainer.append(attributes(example), example.labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "decoder")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        state, transitions = dict(info.state_features), dict(info.transitions)
        tagger.close()
    return _tables(state, transitions, examples[0])


def _tables(
    state: dict[tuple[str, str], float], transitions: dict[tuple[str, str], float], example: WindowExample
) -> dict[str, Any]:
    tables: dict[str, list[dict[str, list[float]]]] = {
        "o": [{}],
        "w": [{} for _ in range(9)],
        "p": [{} for _ in example.places[0]],
        "h": [{} for _ in example.hints[0]],
        "c": [{} for _ in example.context[0]],
    }
    for (name, label), weight in sorted(state.items()):
        weight = round(weight, _DECIMALS)
        if weight:
            kind, rest = name.split(" ", 1)
            number, key = ("0", rest) if kind == "o" else rest.split(" ", 1)
            tables[kind][int(number)].setdefault(key, [0.0] * len(LABELS))[LABELS.index(label)] = weight
    return {
        "overall": tables["o"][0],
        "words": tables["w"],
        "places": tables["p"],
        "hints": tables["h"],
        "context": tables["c"],
        "transitions": [[round(transitions.get((a, b), 0.0), _DECIMALS) for b in LABELS] for a in LABELS],
    }
