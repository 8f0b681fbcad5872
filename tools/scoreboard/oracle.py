"""What a second opinion that is always right would be worth: real pages, the least sure answers asked about.

usage: python -m tools.scoreboard.oracle [--shared ../shared]

Writes tools/scoreboard/oracle.json, for the accuracy page, and its picture, docs/second-opinion.svg.

The oracle knows the marks of wild.dev. It is asked through ``Attributor(second_opinion=…)`` about a growing
share of the words in quotation marks, the least sure first, and names the marked speaker where that is one of
the candidates; where it is none of them, or nothing is marked, it has no opinion.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tools import corpora
from tools.predict import prediction
from tools.scoreboard import real_pages
from tools.scoreboard.wild import pages

if TYPE_CHECKING:
    from quoteattr import Question, Speaker

FIGURES = corpora.ROOT / "tools" / "scoreboard" / "oracle.json"
PICTURE = corpora.ROOT / "docs" / "second-opinion.svg"
CORPUS = "wild.dev"
SHARES = (0, 5, 10, 15, 20, 30)
"""Percent of the words in marks that are asked about."""
_FOUND = 0.3  # of its characters, as everywhere on these pages


class Oracle:
    """A second opinion that has read the marks of one page."""

    name = "the marks"

    def __init__(self, scorer: ModuleType, page: Mapping[str, Any], who: Mapping[str, Any]) -> None:
        self.scorer = scorer
        self.marked = [(real_pages.characters(one["spans"]), who.get(one["id"])) for one in page["quotes"]]
        self.seen: Counter[str] = Counter()

    def __call__(self, question: Question) -> Speaker | None:
        said = question.quotation
        if said.kind == "indirect":
            return None  # only words in marks are marked
        self.seen["asked"] += 1
        spans = [(span.start, span.end) for span in said.spans]
        who = self.marked_speaker(real_pages.characters(spans))
        if not who or not who.get("canonical"):
            return None
        agree = self.scorer.canon_agree if who["type"] == "person" else self.scorer.org_agree
        right = [one.speaker for one in question.candidates if agree(who["canonical"], one.speaker.name)]
        now = question.attribution.speaker_name
        if who["type"] == "person":
            wrong = not (now and agree(who["canonical"], now))
            self.seen["persons"] += 1
            self.seen["wrong"] += wrong
            self.seen["among the candidates"] += bool(right)
            self.seen["wrong, among the candidates"] += wrong and bool(right)
        return right[0] if right else None

    def marked_speaker(self, mine: frozenset[int]) -> Mapping[str, Any] | None:
        """Whom the page has for the words at these places."""
        theirs, who = max(self.marked, key=lambda one: len(one[0] & mine), default=(frozenset(), None))
        return who if theirs and len(theirs & mine) >= _FOUND * len(theirs) else None


def asked_below(golds: Sequence[corpora.Document], least: float, shared: Path) -> dict[str, Any]:
    """The figures where every answer less sure than ``least`` is asked about."""
    from quoteattr import Attributor

    scorer = corpora.load_scorer(shared)
    canon = json.loads((shared / "data" / f"{CORPUS}.speakers.json").read_text(encoding="utf-8"))
    made, seen = {}, Counter[str]()
    for gold in golds:
        oracle = Oracle(scorer, gold, canon.get(gold["id"], {}))
        attributor = Attributor(second_opinion=oracle, second_opinion_below=least)
        made[gold["id"]] = {"quotes": [prediction(one) for one in attributor.attribute(gold["text"])]}
        seen += oracle.seen
    persons = real_pages.persons(golds, made, canon, scorer.canon_agree)
    return {
        "questions": seen["asked"],
        "about persons": seen["persons"],
        "right one among the candidates": seen["among the candidates"],
        "wrong before": seen["wrong"],
        "of these mended": seen["wrong, among the candidates"],
        "right person": persons["by_quotation"],
    }


def curve(shared: Path) -> list[dict[str, Any]]:
    """A row for each of SHARES."""
    from quoteattr import Attributor

    golds = pages(CORPUS, shared / "data")
    attributor = Attributor()
    sure = sorted(
        one.confidence
        for gold in golds
        for one in attributor.attribute(gold["text"])
        if one.quotation.kind != "indirect" and one.confidence is not None
    )
    rows = []
    for share in SHARES:
        least = sure[math.ceil(len(sure) * share / 100)] if share else 0.0
        rows.append({"share": share, "below": round(least, 2), **asked_below(golds, least, shared)})
    return rows


# ---------------------------------------------------------------------------------------- the picture

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 560, 300, 60, 50
_LOWEST, _MOST = 80, 35  # percent right, percent asked: where the axes begin and end


def _place(share: float, right: float) -> tuple[float, float]:
    x = _LEFT + share / _MOST * (_WIDTH - _LEFT - 20)
    y = _HEIGHT - _BOTTOM - (right - _LOWEST) / (100 - _LOWEST) * (_HEIGHT - _BOTTOM - 20)
    return round(x, 1), round(y, 1)


def picture(rows: Sequence[Mapping[str, Any]]) -> str:
    """The SVG of the curve: how many are asked about, how many persons are right then."""
    title = "Persons that are right, by how many answers somebody else is asked about"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12"><title>{title}</title>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
    ]
    for right in range(_LOWEST, 101, 5):
        x, y = _place(0, right)
        parts.append(f'<line x1="{_LEFT}" y1="{y}" x2="{_WIDTH - 20}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{right}</text>')
    points = [(row, *_place(row["share"], row["right person"])) for row in rows]
    line = " ".join(f"{x},{y}" for _, x, y in points)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#0b5394" stroke-width="2"/>')
    for row, x, y in points:
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#0b5394"/>')
        parts.append(f'<text x="{x + 4}" y="{y + 18}">{row["right person"]}</text>')
        parts.append(f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{row["share"]}</text>')
    parts.append(
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 10}" text-anchor="middle">least sure asked about, %</text>'
    )
    middle = f'x="16" y="{_HEIGHT / 2}" transform="rotate(-90 16 {_HEIGHT / 2})" text-anchor="middle"'
    return "".join([*parts, f"<text {middle}>right person, %</text></svg>\n"])


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--shared", type=Path, default=corpora.SHARED)
    shared = parser.parse_args(arguments).shared
    if not (shared / "data" / f"{CORPUS}.jsonl").exists():
        print(f"oracle: no data found at {shared / 'data'}: nothing was measured")
        return corpora.NO_DATA
    rows = curve(shared)
    FIGURES.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    PICTURE.write_text(picture(rows), encoding="utf-8")
    for row in rows:
        print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
