"""Count how often a word stands in lower case and how often capitalised inside a sentence.

    python -m tools.lexicons.count_words ../shared/data/polnear.train.jsonl ../shared/data/pdnc.dev.jsonl

Writes en/word_counts.tsv: word, lower, capital (not after a mark that may end a sentence or open a
quotation), for words seen at least five times in lower case. Only figures leave the corpora.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from tools.lexicons import tables

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LEAST = 5


def title_case(words: list[str]) -> bool:
    """Whether most of the longer words have a capital, as in headlines."""
    long = [word for word in words if len(word) > 3]
    return sum(word[0].isupper() for word in long) > len(long) / 2


def count(paragraph: str, lower: Counter[str], capital: Counter[str]) -> None:
    """Count the words of one paragraph; a headline says nothing about capitals."""
    found = list(WORD.finditer(paragraph))
    if title_case([match.group() for match in found]):
        return
    for match in found:
        word = match.group().replace("’", "'")
        if word.islower():
            lower[word] += 1
        elif word[0].isupper() and re.search(
            r"[\w,;] $", paragraph[max(0, match.start() - 2) : match.start()]
        ):
            capital[word.lower()] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path, nargs="+", help="corpora, JSON lines with a text each")
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for path in parser.parse_args().texts:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                for paragraph in json.loads(line)["text"].split("\n"):
                    count(paragraph, lower, capital)
    rows = [(word, count, capital[word]) for word, count in lower.items() if count >= LEAST]
    print(
        "word_counts",
        tables.write(
            "word_counts", ("word", "lower", "capital"), rows, "written by count_words.py; not to be edited"
        ),
    )


if __name__ == "__main__":
    main()
