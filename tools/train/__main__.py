"""Train the news model: python tools/train --data ../shared/data

Reads polnear.train.jsonl and polnear.train.speakers.json in the data folder, fits the cue finder, the
decoder, the ranker of antecedents, the confidence and its calibration, and writes one JSON file of
rounded weights with its card beside it. The confidence and its calibration also rest on the real pages of
wild.train.jsonl, which the other parts never see. Nothing is random: the same bytes again on the same machine
with the versions of requirements.txt. Takes about five minutes on one core.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools" / "train"), str(ROOT / "tools"), str(ROOT / "src")]

import confidence  # noqa: E402
import corpus  # noqa: E402
import examples  # noqa: E402
import fit  # noqa: E402
import judge  # noqa: E402
import resolver  # noqa: E402
import write  # noqa: E402

import corpora  # noqa: E402
from quoteattr.model import Model  # noqa: E402
from wild import set_aside  # noqa: E402

OUTPUT = ROOT / "src" / "quoteattr" / "model" / "data" / "en-news.json"
NAME = "en-news 2026.11"
FOLDS = 5
PAGES_COUNT = 2  # times an article of PolNeAR: they are fewer, and more like what people give the library
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

    def on_real_pages(self, data: Path, model: Model) -> list[confidence.Judged]:
        """The attributions of real pages, which no part of ``model`` has seen; indirect reports are marked
        there only in part, so that one without its like is neither right nor wrong."""
        aside = set_aside()
        pages = [page for page in corpus.read_jsonl(data / "wild.train.jsonl") if page["id"] not in aside]
        judged = judge.Judge(self.judge.scorer, corpus.read_json(data / "wild.train.speakers.json"))
        rows = [row for page in pages for row in judged.judged(page, model)]
        return [row for row in rows if row.right or "kind indirect" not in row.reasons]

    def out_of_fold(self) -> list[confidence.Judged]:
        """The attributions of the marked articles, each made by a model that has not seen the article."""
        found: list[confidence.Judged] = []
        for fold in range(FOLDS):
            started = time.perf_counter()
            chosen = [k for k in range(len(self.articles)) if k % FOLDS != fold]
            model = write.as_model({"name": "fold", **self.fit(chosen), **write.NO_CONFIDENCE})
            for article in self.articles[fold::FOLDS]:
                if article["id"] in self.marks:
                    found += self.judge.judged(article, model)
            print(f"fold {fold + 1} of {FOLDS}: {time.perf_counter() - started:.0f} s", flush=True)
        return found


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    trainer = Trainer(options.data)
    print(f"{len(trainer.articles)} articles read", flush=True)
    weights = trainer.fit(range(len(trainer.articles)))
    pages = trainer.on_real_pages(
        options.data, write.as_model({"name": NAME, **weights, **write.NO_CONFIDENCE})
    )
    fitted, table = confidence.fit_confidence(trainer.out_of_fold() + pages * PAGES_COUNT)
    write.write(options.output, {"name": NAME, **weights, "confidence": fitted, "calibration": table})


if __name__ == "__main__":
    main()
