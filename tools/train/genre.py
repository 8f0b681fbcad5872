"""Train the seven weights that tell stories from news (src/quoteattr/model/data/en-genre.json).

A logistic regression (L2) over the shares that the library measures, on newspaper articles, whole novels and
openings of novels, the two classes of equal weight; deterministic. Writes the weights, and prints how many
texts are read wrongly by weights that did not see them (ten parts; an author's novels stay together).

usage: python tools/train/genre.py OUT.json [--shared ../shared]
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from write import write

import corpora
from held_out import author_of
from quoteattr.lang.load import load_pack
from quoteattr.stage_values import Profile
from quoteattr.text.genre import Share, measure
from quoteattr.text.stage import segment

CORPORA = {"polnear.train": 0, "pdnc.dev": 1, "litbank.dev": 1}  # 1: fiction
STRENGTH = 10.0  # inverse, of L2
PARTS = 10


def read(shared: Path) -> tuple[list[dict[Share, float]], list[int], list[str]]:
    """(shares, class, group that is never parted) of every text that is long enough."""
    profile = Profile(pack=load_pack("en"), genre="news")
    rows, classes, groups = [], [], []
    for name, fiction in CORPORA.items():
        for document in corpora.read_jsonl(shared / "data" / f"{name}.jsonl"):
            segmented = segment(document["text"], profile)
            words = profile.pack.words.reading
            shares = measure(document["text"], segmented.paragraphs, segmented.tokens, words)
            if shares is not None:
                rows.append(shares)
                classes.append(fiction)
                groups.append(author_of(document["id"]))
    return rows, classes, groups


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=corpora.SHARED, help="default: ../shared")
    chosen = parser.parse_args(arguments)
    rows, classes, groups = read(chosen.shared)
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    right = np.array(classes)
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=5000)
    guessed = cross_val_predict(model, table, right, groups=groups, cv=GroupKFold(PARTS))
    wrong = [
        (group, fiction)
        for group, fiction, guess in zip(groups, right, guessed, strict=True)
        if fiction != guess
    ]
    model.fit(table, right)
    weights = {name: round(weight, 2) for name, weight in zip(names, model.coef_[0].tolist(), strict=True)}
    write(chosen.out, {"bias": round(model.intercept_[0].item(), 2), "weights": weights})
    print(f"unseen: {len(wrong)} of {len(rows)} texts read wrongly", file=sys.stderr)
    for group, fiction in wrong:
        print(f"  {group}: is {'fiction' if fiction else 'news'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
