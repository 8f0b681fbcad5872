"""Draw docs/precision-recall.svg: how many quotations are right when only the surest are kept.

usage: python -m tools.docs.curve [--shared ../shared]

Real figures: polnear.dev with the shipped weights, which have not seen it. Right means at least half of
the words of a quotation, and its speaker.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tools import corpora
from tools.predict import predict
from tools.scoreboard import figures

PICTURE = corpora.ROOT / "docs" / "precision-recall.svg"
WIDTH, HEIGHT, LEFT, BOTTOM = 560, 340, 60, 50
LOWEST = 0.7  # where the precision axis starts


def points(pairs: list[tuple[float, bool]], owed: int) -> list[tuple[float, float, float]]:
    """(recall, precision, confidence) of the attributions at least that sure, the surest first."""
    found, right = [], 0
    for n, (confidence, good) in enumerate(sorted(pairs, key=lambda pair: -pair[0]), 1):
        right += good
        found.append((right / owed, right / n, confidence))
    return found


def place(recall: float, precision: float) -> tuple[float, float]:
    """The point in the picture."""
    x = LEFT + recall * (WIDTH - LEFT - 20)
    y = HEIGHT - BOTTOM - (precision - LOWEST) / (1 - LOWEST) * (HEIGHT - BOTTOM - 20)
    return round(x, 1), round(y, 1)


def picture(curve: list[tuple[float, float, float]]) -> str:
    """The SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="12"><title>Precision and recall by least confidence</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for step in range(0, 11, 2):
        x, y = place(step / 10, LOWEST)
        parts.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{10 * step}</text>')
    for step in range(7, 11):
        x, y = place(0, step / 10)
        parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{WIDTH - 20}" y2="{y}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10 * step}</text>')
    line = " ".join(f"{x},{y}" for x, y in (place(r, max(p, LOWEST)) for r, p, _ in curve[20::5]))
    parts.append(f'<polyline points="{line}" fill="none" stroke="#0b5394" stroke-width="2"/>')
    for least in (0.9, 0.8, 0.6, 0.4):
        recall, precision, _ = next((point for point in reversed(curve) if point[2] >= least), curve[0])
        x, y = place(recall, precision)
        parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="#0b5394"/>')
        parts.append(f'<text x="{x - 8}" y="{y + 16}" text-anchor="end">confidence ≥ {least:g}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 10}" text-anchor="middle">recall, %</text>')
    parts.append(
        f'<text x="16" y="{HEIGHT / 2}" transform="rotate(-90 16 {HEIGHT / 2})" text-anchor="middle">'
    )
    return "".join(parts) + "precision, %</text></svg>\n"


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--shared", type=Path, default=corpora.SHARED)
    chosen = parser.parse_args(arguments)
    data = chosen.shared / "data"
    if not data.is_dir():
        print(f"curve: no data found at {data}: nothing was drawn")
        return 3

    from quoteattr import Attributor

    scorer = corpora.load_scorer(chosen.shared)
    golds = corpora.read_jsonl(data / "polnear.dev.jsonl")
    canon = json.loads((data / "polnear.dev.speakers.json").read_text(encoding="utf-8"))
    attributor = Attributor(min_report=0)  # the corpus marks every report
    made = {gold["id"]: predict(gold, attributor) for gold in golds}
    documents = [figures.matched(scorer, gold, made, canon, skip_nested=True) for gold in golds]
    owed = sum(document.right(unit.q, "") is not None for document in documents for unit in document.golds)
    pairs = [(confidence, right) for confidence, right in figures.judged(documents) if confidence is not None]
    PICTURE.write_text(picture(points(pairs, owed)), encoding="utf-8")
    print(f"wrote {PICTURE.relative_to(corpora.ROOT)} from {len(pairs)} attributions, {owed} owed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
