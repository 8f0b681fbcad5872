"""Train the weights that tell stories from news (src/quoteattr/model/data/en-genre.json).

A logistic regression (L1) over the shares that the library measures, on articles and on stretches of novels,
whole and cut off after so many words, the two classes of equal weight; deterministic. Of words only those are
asked that are common in one of the classes and that no list of topics has. Writes the weights, and prints
how many texts are read wrongly by weights that did not see them (five parts; an author's novels, and all
stretches of one text, stay together).

usage: python -m tools.train.genre OUT.json [--shared ../shared]
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from quoteattr.lang.load import load_pack
from quoteattr.stage_values import Profile
from quoteattr.text.genre import measure
from quoteattr.text.stage import segment
from tools import corpora
from tools.scoreboard.held_out import author_of
from tools.scoreboard.wild import pages
from tools.train.write import write

CORPORA = {"polnear.train": 0, "wild.train": 0, "pdnc.dev": 1, "litbank.dev": 1}  # 1: fiction
CUTS = (150, 300, 600)  # words after which a text is cut off, too
STRETCHES = 6  # of a novel: so many places, each cut off as above
LONGEST = 6000  # words of a whole text
STRENGTH = 0.4  # inverse, of L1
PARTS = 5
COMMON = 0.5  # share of the articles plus share of the novels that have a word which is asked

# What articles of one year, and novels of one century, are about or look like: no sign of their genre.
TOPICS = frozenset(
    """
    trump clinton donald hillary obama bush sanders cruz president presidential republican republicans
    democrats democratic campaign party office vote house white washington national state states
    american americans america country united new york government political public law media news
    support women upon shall which lord lady mr mrs miss sir master madame like just it what when
    because people poor wife night full you time day year want 's ’s n't n’t -- ; : ( ) … - – — ” “ " '
    ’ ‘ , .
    """.split()  # noqa: SIM905
)


class Texts(NamedTuple):
    """Shares, class (1: fiction) and group that is never parted, of every text or piece of one."""

    shares: list[dict[str, float]]
    classes: list[int]
    groups: list[str]


def pieces(text: str, fiction: int) -> Iterator[str]:
    """The text, and what it is when cut off; of novels also stretches that begin at a paragraph inside."""
    words = list(re.finditer(r"\S+", text))
    starts = [0]
    if fiction:
        paragraphs = [found.end() for found in re.finditer(r"\n\s*\n", text)]
        starts += paragraphs[:: max(1, len(paragraphs) // STRETCHES)][1 : STRETCHES + 1]
    yield text[: words[min(len(words), LONGEST) - 1].end()]
    for start in starts:
        rest = [found for found in words if found.start() >= start]
        for cut in CUTS:
            if len(rest) > cut:
                yield text[start : rest[cut - 1].end()]


def read(shared: Path) -> Texts:
    """All texts and pieces that are long enough."""
    profile = Profile(pack=load_pack("en"), genre="news")
    found = Texts([], [], [])
    for name, fiction in CORPORA.items():
        for document in pages(name, shared / "data"):
            for piece in pieces(document["text"], fiction):
                segmented = segment(piece, profile)
                shares = measure(piece, segmented.paragraphs, segmented.tokens, profile.pack)
                if shares is not None:
                    found.shares.append(shares)
                    found.classes.append(fiction)
                    found.groups.append(author_of(document["id"]) if fiction else document["id"])
    return found


def asked(texts: Texts) -> list[str]:
    """The names of shares that are asked, in order."""
    having = {0: Counter[str](), 1: Counter[str]()}
    groups = {0: set[str](), 1: set[str]()}
    seen = {(name, kind, group) for row, kind, group in zip(*texts, strict=True) for name in row}
    for name, kind, group in seen:
        having[kind][name] += 1
        groups[kind].add(group)
    names = (having[0] | having[1]).keys() - TOPICS
    return sorted(n for n in names if sum(having[k][n] / len(groups[k]) for k in (0, 1)) > COMMON)


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=corpora.SHARED, help="default: ../shared")
    chosen = parser.parse_args(arguments)
    texts = read(chosen.shared)
    names = asked(texts)
    table = np.array([[row.get(name, 0.0) for name in names] for row in texts.shares])
    right = np.array(texts.classes)
    model = LogisticRegression(
        C=STRENGTH, l1_ratio=1, solver="liblinear", class_weight="balanced", max_iter=500, random_state=0
    )
    guessed = cross_val_predict(model, table, right, groups=texts.groups, cv=GroupKFold(PARTS))
    wrong = Counter(
        (group, fiction)
        for group, fiction, guess in zip(texts.groups, right.tolist(), guessed.tolist(), strict=True)
        if fiction != guess
    )
    model.fit(table, right)
    fitted = zip(names, model.coef_[0].tolist(), strict=True)
    weights = {name: round(weight, 2) for name, weight in fitted if round(weight, 2)}
    write(chosen.out, {"bias": round(model.intercept_[0].item(), 2), "weights": weights})
    print(f"unseen: {wrong.total()} of {len(right)} texts and pieces read wrongly", file=sys.stderr)
    for (group, fiction), times in wrong.items():
        print(f"  {group}, {times} times: is {'fiction' if fiction else 'news'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
