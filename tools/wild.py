"""Quoted persons on real pages: how many go to the right person, and where the others are lost.

usage: python tools/wild.py [wild.train | wild.dev] [--set-aside] [--examples N]

Runs the library over the corpus and shows what losses.py of the shared tools says of it. Of wild.train the
documents in tools/train/set_aside.txt are left out; with --set-aside they alone are measured, at the end of a
piece of work.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import corpora
from predict import predict

SET_ASIDE = Path(__file__).parent / "train" / "set_aside.txt"


def set_aside() -> frozenset[str]:
    """The ids of the documents that nobody looks at."""
    lines = SET_ASIDE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def main() -> int:
    """Predict, and let losses.py judge."""
    from quoteattr import Attributor

    parser = corpora.parser(__doc__)
    parser.add_argument("corpus", nargs="?", default="wild.dev", choices=["wild.train", "wild.dev"])
    parser.add_argument("--set-aside", action="store_true")
    parser.add_argument("--examples", default="0")
    chosen: argparse.Namespace = parser.parse_args()
    shared = corpora.ROOT.parent / "shared"
    corpus = "wild.train" if chosen.set_aside else chosen.corpus
    aside = set_aside()
    documents = [
        document
        for document in corpora.read_jsonl(shared / "data" / f"{corpus}.jsonl")
        if (document["id"] in aside) == chosen.set_aside
    ]
    attributor = Attributor()
    with TemporaryDirectory() as folder:
        gold, made = Path(folder, "gold.jsonl"), Path(folder, "made.jsonl")
        gold.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
        predictions = [predict(one, attributor) for one in documents]
        made.write_text("".join(json.dumps(one) + "\n" for one in predictions), encoding="utf-8")
        speakers = shared / "data" / f"{corpus}.speakers.json"
        command = [sys.executable, shared / "tools" / "losses.py", gold, made, speakers]
        return subprocess.run([*command, "--examples", chosen.examples], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
