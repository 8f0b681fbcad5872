"""Train the weights that tell reports from what looks like one: src/quoteattr/model/data/en-reports.json.

A logistic regression (L2) over the facts of ``quoteattr.news.attribution.reports``, on the indirect rows of
PolNeAR train, each made by a model that has not seen its article, and on those rows of wild.train that
reports.csv says are a report or none (marked by reading; no document that is set aside is among them).
A fact weighs the same in both, and a part of it otherwise in each: what is kept is the weight of the wild.

usage: python -m tools.train.reports OUT.json [--shared ../shared]
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold

from quoteattr.lang.load import load_pack
from quoteattr.model import Model, load_model
from quoteattr.news.attribution import candidates, reports
from quoteattr.news.attribution.stage import decided
from quoteattr.news.rules.view import make_view
from quoteattr.stage_values import Profile
from tools import corpora
from tools.scoreboard import figures
from tools.train.corpus import stages
from tools.train.trainer import Trainer
from tools.train.write import write

LABELS = Path(__file__).parent / "reports.csv"
STRENGTH = 0.1  # inverse, of L2
WILD = 20.0  # what a row of wild.train weighs, beside one of PolNeAR
OWN = 0.6  # how much of a fact may weigh otherwise in each corpus
PARTS = 6
CUE, FEWEST = "cue ", 10  # rows that a cue needs for a weight of its own

Facts = dict[str, float]


@frozen(eq=False)
class Row:
    """An indirect row: its document, its facts, and whether it is a report."""

    document: str
    facts: Facts
    report: bool


def indirect(article: dict[str, Any], model: Model | None) -> Iterator[tuple[Facts, list[list[int]]]]:
    """(facts, spans) of every indirect row that the library makes of an article."""
    profile = Profile(pack=load_pack("en"), genre="news", model_for=lambda genre: model)
    found = stages(article["text"], profile, "cues")
    given = [found[name] for name in ("segmented", "quotes", "sentences", "names", "cues")]
    view = make_view(*given, profile)
    rows = zip(decided(view, model, profile), candidates(*given, profile), strict=True)
    dense = reports.density(view)
    for proposal, candidate in rows:
        if candidate.kind == "indirect":
            yield reports.facts(view, proposal, dense), [[span.start, span.end] for span in candidate.spans]


def polnear(shared: Path) -> Iterator[Row]:
    """A row is a report where at least half of its words are in one of the corpus."""
    scorer = corpora.load_scorer(shared)
    for model, articles in Trainer(shared / "data").folds():
        for article in articles:
            rows = list(indirect(article, model))
            quotes = [{"spans": spans, "kind": "indirect", "facts": facts} for facts, spans in rows]
            made = figures.matched(scorer, article, {article["id"]: {"quotes": quotes}})
            for unit in made.predicted:
                yield Row(article["id"], unit.q["facts"], unit.match is not None and unit.ov * 2 >= unit.n)


def wild(shared: Path) -> Iterator[Row]:
    """The marked rows of wild.train that the library still makes, about so."""
    marked: dict[str, list[tuple[int, int, bool]]] = {}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            marked.setdefault(line["document"], []).append(
                (int(line["start"]), int(line["end"]), line["report"] == "1")
            )
    model = load_model("en", "news")
    for document in corpora.read_jsonl(shared / "data" / "wild.train.jsonl"):
        if document["id"] not in marked:
            continue
        for facts, spans in indirect(document, model):
            first, last = spans[0][0], spans[-1][1]
            for start, end, report in marked[document["id"]]:
                if 2 * (min(end, last) - max(start, first)) > max(end - start, last - first):
                    yield Row(document["id"], facts, report)
                    break


def fitted(news: list[Row], pages: list[Row]) -> tuple[dict[str, Any], float]:
    """(bias and weights, the log loss of pages that were left out)."""
    kept = _often(news + pages)
    named = [_named(kept(one.facts), "news") for one in news]
    named += [_named(kept(one.facts), "wild") for one in pages]
    table = DictVectorizer()
    matrix = table.fit_transform(named)
    truth = np.array([one.report for one in news + pages])
    weight = np.r_[np.ones(len(news)), np.full(len(pages), WILD)]
    first, unseen = len(news), np.zeros(len(pages))
    for train, test in GroupKFold(PARTS).split(pages, groups=[one.document for one in pages]):
        rows = np.r_[np.arange(first), first + train]
        model = LogisticRegression(C=STRENGTH, max_iter=5000)
        model.fit(matrix[rows], truth[rows], sample_weight=weight[rows])
        unseen[test] = model.predict_proba(matrix[first + test])[:, 1]
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(matrix, truth, sample_weight=weight)
    found = dict(zip(table.feature_names_, model.coef_[0].tolist(), strict=True))
    weights = {
        name: round(found[name] + OWN * found.get(f"wild|{name}", 0.0), 2)
        for name in found
        if "|" not in name
    }
    bias = round(model.intercept_[0].item() + OWN * found["wild|bias"], 2)
    told = {name: value for name, value in weights.items() if value}
    return {"bias": bias, "weights": told}, float(log_loss(truth[first:], unseen))


def _often(rows: list[Row]) -> Callable[[Facts], Facts]:
    """What leaves out of a row's facts the cue where too few rows have it to say how often it reports."""
    seen = Counter(name for row in rows for name in row.facts if name.startswith(CUE))
    rare = {name for name, count in seen.items() if count < FEWEST}
    return lambda facts: {name: value for name, value in facts.items() if name not in rare}


def _named(facts: Facts, corpus: str) -> Facts:
    """The facts, and once more as those of the corpus."""
    own = {f"{corpus}|{name}": OWN * value for name, value in facts.items()}
    return {**facts, **own, f"{corpus}|bias": OWN}


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=corpora.SHARED, help="default: ../shared")
    chosen = parser.parse_args(arguments)
    news, pages = list(polnear(chosen.shared)), list(wild(chosen.shared))
    weights, loss = fitted(news, pages)
    write(chosen.out, weights)
    print(
        f"{len(news)} rows of news, {len(pages)} of pages; log loss of unseen pages {loss:.3f}",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
