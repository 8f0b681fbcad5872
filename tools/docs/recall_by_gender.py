"""Writes down for the package how often quoted women and men are found, from the scoreboard.

usage: python -m tools.docs.recall_by_gender           write src/quoteattr/people/data/recall.json
       python -m tools.docs.recall_by_gender --check   exit 1 where it is not what the scoreboard says
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tools.corpora import SRC
from tools.scoreboard.board import BOARD

RECALL = SRC / "quoteattr" / "people" / "data" / "recall.json"
CORPUS = "polnear.dev"


def recall(board: dict[str, Any]) -> dict[str, Any]:
    """Of annotated quotations in marks by women and by men, the share whose speaker is found."""
    figures = board["accuracy"][CORPUS]
    return {
        "women": figures["women"]["quoted_speaker_accuracy"],
        "men": figures["men"]["quoted_speaker_accuracy"],
        "measured_on": "PolNeAR dev, 84 US news articles, quotations in marks",
        "command": "python -m tools.scoreboard",
    }


def written(board: dict[str, Any]) -> str:
    """The file's text."""
    return json.dumps(recall(board), indent=1) + "\n"


def main(arguments: list[str]) -> int:
    text = written(json.loads(BOARD.read_text(encoding="utf-8")))
    if arguments == ["--check"]:
        return 0 if RECALL.read_text(encoding="utf-8") == text else 1
    RECALL.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
