"""The yardstick for speed: one regular expression over the text, one frozen attrs value a token.

A machine's speed cancels out of "so many times the reference pass". Nothing here may change, or figures of
different days can no longer be compared; that is why it has a Token of its own.

usage: python -m tools.scoreboard.reference_pass [CORPUS.jsonl]
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from pathlib import Path

from attrs import frozen

from tools.corpora import NO_DATA, SHARED, count_words, read_jsonl

_TOKEN = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")
ROUNDS = 9


@frozen
class Token:
    """One word or mark: ``text`` stands at ``start``, ``end`` exclusive."""

    start: int
    end: int
    text: str


def reference_pass(text: str) -> list[Token]:
    """The tokens of ``text``."""
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]


def seconds(texts: list[str]) -> float:
    """How long the reference pass takes over all ``texts``."""
    start = time.perf_counter()
    for text in texts:
        reference_pass(text)
    return time.perf_counter() - start


def main(arguments: list[str]) -> int:
    path = Path(arguments[0]) if arguments else SHARED / "data" / "polnear.dev.jsonl"
    if not path.exists():
        print(f"reference pass: no data found at {path}")
        return NO_DATA
    texts = [document["text"] for document in read_jsonl(path)]
    words = sum(map(count_words, texts))
    took = statistics.median(seconds(texts) for _ in range(ROUNDS))
    print(f"reference pass: {words / took:,.0f} words/s ({words:,} words, median of {ROUNDS} rounds)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
