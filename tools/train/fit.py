"""Fit the linear models: L1 logistic regression, and a linear chain with L1 (OWL-QN).

The training libraries are in the extra [train]; nothing of them is needed to run the result.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from quoteattr.model import hundredths
from tools.train import write
from tools.train.examples import LABELS, SIDES, CueExample, WindowExample, attributes

_DECIMALS = 2


def fit_finder(examples: Sequence[CueExample], strength: float = 0.5, rare: int = 3) -> dict[str, Any]:
    """Bias and weights of the cue finder; features seen fewer than ``rare`` times are left out."""
    found = fit_logistic(
        [dict.fromkeys(e.names, 1.0) for e in examples], [e.is_cue for e in examples], strength, rare
    )
    weights = {write.values(feature): hundredths(weight) for feature, weight in found["weights"].items()}
    return {"bias": found["bias"], "weights": write.column(weights)}


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
    tables = {
        "o": [_rows(SIDES)],
        "w": [_rows(SIDES * len(example.words[0]))],
        "p": [_rows(1) for _ in example.places[0]],
        "h": [_rows(1) for _ in example.hints[0]],
        "c": [_rows(SIDES) for _ in example.context[0]],
    }
    for (name, label), weight in state.items():
        if whole := hundredths(round(weight, _DECIMALS)):
            kind, number, column, key = _place(name)
            tables[kind][number][key][column * len(LABELS) + LABELS.index(label)] = whole
    places, hints, context = [[_numbered(table) for table in tables[kind]] for kind in "phc"]
    return {
        "overall": write.table({_fact(name): row for name, row in tables["o"][0].items()}),
        "words": write.table(tables["w"][0]),
        "places": places,
        "hints": hints,
        "context": context,
        "transitions": [[round(transitions.get((a, b), 0.0), _DECIMALS) for b in LABELS] for a in LABELS],
    }


def _rows(threes: int) -> defaultdict[str, list[int]]:
    return defaultdict(lambda: [0] * (threes * len(LABELS)))


def _place(name: str) -> tuple[str, int, int, str]:
    """(kind, table, which three of a row, row) of an attribute, see ``examples.attributes``."""
    kind, first, key = name.split(" ", 2)
    if kind in "ow":
        return kind, 0, int(first), key
    if kind == "c":
        side, key = key.split(" ")
        return kind, int(first), int(side), key
    return kind, int(first), 0, key


def _fact(name: str) -> str:
    return write.values([int(value) if value.isdigit() else value for value in name.split("|")])


def _numbered(rows: Mapping[str, list[int]]) -> dict[str, Any]:
    return write.numbered({int(key): row for key, row in rows.items()})
