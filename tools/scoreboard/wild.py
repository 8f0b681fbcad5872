"""Quoted persons on real pages: how many go to the right person, and where the others are lost.

usage: python -m tools.scoreboard.wild [wild.train | wild.dev] [--set-aside] [--known] [--examples N]

Runs the library over the corpus and shows what losses.py of the shared tools says of it. Of wild.train the
documents in tools/train/set_aside.txt are left out; with --set-aside they alone are measured, at the end of a
piece of work. With --known the marked persons of each page are given as known speakers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tools import corpora
from tools.predict import predict_knowing

if TYPE_CHECKING:
    pass

SET_ASIDE = corpora.ROOT / "tools" / "train" / "set_aside.txt"


def set_aside() -> frozenset[str]:
    """The ids of the documents that nobody looks at."""
    lines = SET_ASIDE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def pages(corpus: str, data: Path, *, aside: bool = False) -> list[corpora.Document]:
    """The pages of a corpus in the folder ``data``: those that may be looked at, or those set aside alone."""
    kept = set_aside()
    found = corpora.read_jsonl(data / f"{corpus}.jsonl")
    return [page for page in found if (page["id"] in kept) == aside]


def marked_persons(speakers: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """The names of the persons whom readers marked as speakers of each document, each once, by its id."""
    return {
        document: sorted({one["canonical"] for one in by_quote.values() if one and one["type"] == "person"})
        for document, by_quote in speakers.items()
    }


def main() -> int:
    """Predict, and let losses.py judge."""
    from quoteattr import Attributor

    parser = corpora.parser(__doc__)
    parser.add_argument("corpus", nargs="?", default="wild.dev", choices=["wild.train", "wild.dev"])
    parser.add_argument("--set-aside", action="store_true")
    parser.add_argument("--known", action="store_true")
    parser.add_argument("--examples", default="0")
    chosen: argparse.Namespace = parser.parse_args()
    shared = corpora.ROOT.parent / "shared"
    corpus = "wild.train" if chosen.set_aside else chosen.corpus
    documents = pages(corpus, shared / "data", aside=chosen.set_aside)
    attributor = Attributor()
    speakers = shared / "data" / f"{corpus}.speakers.json"
    who = marked_persons(json.loads(speakers.read_text(encoding="utf-8"))) if chosen.known else {}
    with TemporaryDirectory() as folder:
        gold, made = Path(folder, "gold.jsonl"), Path(folder, "made.jsonl")
        gold.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
        predictions = [predict_knowing(one, attributor, who.get(one["id"], ())) for one in documents]
        made.write_text("".join(json.dumps(one) + "\n" for one in predictions), encoding="utf-8")
        command = [sys.executable, shared / "tools" / "losses.py", gold, made, speakers]
        return subprocess.run([*command, "--examples", chosen.examples], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
