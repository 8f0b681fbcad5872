"""Train the news model: python -m tools.train --data ../shared/data

Reads polnear.train.jsonl and polnear.train.speakers.json in the data folder, fits the cue finder, the
decoder, the ranker of antecedents, the confidence and its calibration, and writes one JSON file of
rounded weights with its card beside it. The ranker, the confidence and its calibration also rest on the real
pages of wild.train.jsonl, which the other parts never see. Nothing is random: the same bytes again on the
same machine with the versions of requirements.txt. Takes about five minutes on one core.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tools.corpora import ROOT
from tools.train import confidence, write
from tools.train.trainer import PARTS, Trainer

OUTPUT = ROOT / "src" / "quoteattr" / "model" / "data" / "en-news.json"
NAME = "en-news 2026.11"
PAGES_COUNT = 2  # times an article of PolNeAR: they are fewer, and more like what people give the library


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument(
        "--confidence",
        action="store_true",
        help="fit the confidence alone, and keep the other weights of --output",
    )
    options = parser.parse_args()
    trainer = Trainer(options.data)
    print(f"{len(trainer.articles)} articles read", flush=True)
    if options.confidence:
        kept = json.loads(options.output.read_text(encoding="utf-8"))
        weights = {name: kept[name] for name in PARTS}
    else:
        weights = trainer.fit(range(len(trainer.articles)))
    pages = trainer.on_real_pages(weights)
    fitted, table = confidence.fit_confidence(trainer.out_of_fold() + pages * PAGES_COUNT)
    write.write(options.output, {"name": NAME, **weights, "confidence": fitted, "calibration": table})


if __name__ == "__main__":
    main()
