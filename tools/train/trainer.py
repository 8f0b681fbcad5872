"""Models of any part of the annotated articles, for whoever needs one that has not seen the others."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import confidence
import corpus
import examples
import fit
import judge
import resolver
import write

import corpora
from quoteattr.model import Model
from wild import set_aside

FOLDS = 5
THRESHOLDS = {"cue": 0.19, "quoted": 0.18}


class Trainer:
    """The examples of every article, made once; models of any part of them."""

    def __init__(self, data: Path) -> None:
        self.articles = corpus.read_jsonl(data / "polnear.train.jsonl")
        self.marks = corpus.read_json(data / "polnear.train.speakers.json")
        first_look = [corpus.read_document(article) for article in self.articles]
        self.ignored = corpus.hardly_ever_cues(first_look)
        documents = [corpus.read_document(article, self.ignored) for article in self.articles]
        self.cues = [examples.cue_examples(document) for document in documents]
        self.windows = [examples.window_examples(document) for document in documents]
        scorer = corpora.load_scorer(data.parent)
        self.choices = [
            list(resolver.choices(article, self.marks.get(article["id"], {}), scorer.canon_agree))
            for article in self.articles
        ]
        self.judge = judge.Judge(scorer, self.marks)

    def fit(self, chosen: Sequence[int]) -> dict[str, Any]:
        """Everything but the confidence, from the articles of these numbers."""
        return {
            "ignored": sorted(map(" ".join, self.ignored)),
            "finder": fit.fit_finder([e for k in chosen for e in self.cues[k]]),
            "decoder": fit.fit_decoder([e for k in chosen for e in self.windows[k]]),
            "resolver": resolver.fit_resolver([c for k in chosen for c in self.choices[k]]),
            "thresholds": THRESHOLDS,
        }

    def out_of_fold(self) -> list[confidence.Judged]:
        """The attributions of the marked articles, each made by a model that has not seen the article."""
        found: list[confidence.Judged] = []
        for model, articles in self.folds():
            for article in articles:
                if article["id"] in self.marks:
                    found += self.judge.judged(article, model)
        return found

    def on_real_pages(self, data: Path, model: Model) -> list[confidence.Judged]:
        """The attributions of real pages, which no part of ``model`` has seen; indirect reports are marked
        there only in part, so that one without its like is neither right nor wrong."""
        aside = set_aside()
        pages = [page for page in corpus.read_jsonl(data / "wild.train.jsonl") if page["id"] not in aside]
        judged = judge.Judge(self.judge.scorer, corpus.read_json(data / "wild.train.speakers.json"))
        rows = [row for page in pages for row in judged.judged(page, model)]
        return [row for row in rows if row.right or "kind indirect" not in row.reasons]

    def folds(self) -> Iterator[tuple[Model, list[dict[str, Any]]]]:
        """Models, each with the articles that it has not seen."""
        for fold in range(FOLDS):
            started = time.perf_counter()
            chosen = [k for k in range(len(self.articles)) if k % FOLDS != fold]
            model = write.as_model({"name": "fold", **self.fit(chosen), **write.NO_CONFIDENCE})
            yield model, self.articles[fold::FOLDS]
            print(f"fold {fold + 1} of {FOLDS}: {time.perf_counter() - started:.0f} s", flush=True)
