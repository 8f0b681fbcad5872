"""Models of any part of the annotated articles, for whoever needs one that has not seen the others."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quoteattr.model import Model
from tools import corpora
from tools.scoreboard.wild import pages
from tools.train import confidence, corpus, examples, fit, judge, resolver, write

FOLDS = 5
PARTS = ("ignored", "finder", "decoder", "resolver", "thresholds")
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
        self.judge = judge.Judge(scorer, self.marks)
        self.pages = pages("wild.train", data)
        self.page_judge = judge.Judge(scorer, corpus.read_json(data / "wild.train.speakers.json"))
        self.choices = self.judge.choices(self.articles)
        self.page_choices = self.page_judge.choices(self.pages)

    def fit(self, chosen: Sequence[int]) -> dict[str, Any]:
        """Everything but the confidence, from the articles of these numbers. The real pages count in the
        ranker of antecedents alone."""
        return {
            "ignored": sorted(map(" ".join, self.ignored)),
            "finder": fit.fit_finder([e for k in chosen for e in self.cues[k]]),
            "decoder": fit.fit_decoder([e for k in chosen for e in self.windows[k]]),
            "resolver": self._resolver(chosen, range(len(self.pages))),
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

    def _resolver(self, articles: Sequence[int], pages: Sequence[int]) -> dict[str, Any]:
        chosen = [self.choices[k] for k in articles] + [self.page_choices[k] for k in pages]
        return resolver.fit_resolver([choice for some in chosen for choice in some])

    def on_real_pages(self, weights: dict[str, Any]) -> list[confidence.Judged]:
        """The attributions of real pages, each made by a model that has not seen the page; indirect reports
        are marked there only in part, so that one without its like is neither right nor wrong."""
        rows: list[confidence.Judged] = []
        for fold in range(FOLDS):
            others = [k for k in range(len(self.pages)) if k % FOLDS != fold]
            ranker = self._resolver(range(len(self.articles)), others)
            model = write.as_model({"name": "pages", **weights, "resolver": ranker, **write.NO_CONFIDENCE})
            for page in self.pages[fold::FOLDS]:
                rows += self.page_judge.judged(page, model)
        return [row for row in rows if row.right or "kind indirect" not in row.reasons]

    def folds(self) -> Iterator[tuple[Model, list[dict[str, Any]]]]:
        """Models, each with the articles that it has not seen."""
        for fold in range(FOLDS):
            started = time.perf_counter()
            chosen = [k for k in range(len(self.articles)) if k % FOLDS != fold]
            model = write.as_model({"name": "fold", **self.fit(chosen), **write.NO_CONFIDENCE})
            yield model, self.articles[fold::FOLDS]
            print(f"fold {fold + 1} of {FOLDS}: {time.perf_counter() - started:.0f} s", flush=True)
