"""The learned decoder: content and source around one cue, anchored on that cue."""

from __future__ import annotations

from attrs import frozen

from quoteattr.attribution.features import CONTENT, SOURCE, Row
from quoteattr.attribution.view import View
from quoteattr.attribution.window import Units
from quoteattr.lang import classes as c
from quoteattr.model import Decoder, best_labels

Range = tuple[int, int]


@frozen(eq=False)
class Decoded:
    """Content ranges and source range in tokens; ``margin`` is the mean lead of the chosen labels."""

    content: tuple[Range, ...]
    source: Range | None
    margin: float


def decode(view: View, units: Units, overall: list[str], rows: list[Row], decoder: Decoder) -> Decoded | None:
    """The best content and source of a window; None when no unit is content."""
    scores = unit_scores(overall, rows, decoder)
    labels, _ = best_labels(scores, decoder.transitions)
    contents = [run for run in _runs(units, labels, CONTENT) if _has_words(view, run)]
    if not contents:
        return None
    sources = [run for run in _runs(units, labels, SOURCE) if _has_words(view, run)]
    source = max(sources, key=lambda run: (run[1] - run[0], -run[0])) if sources else None
    lead = 0.0
    for label, unit in zip(labels, scores, strict=True):
        lead += unit[label] - max(unit[other] for other in range(len(unit)) if other != label)
    return Decoded(tuple(contents), source, lead / len(labels))


def unit_scores(overall: list[str], rows: list[Row], decoder: Decoder) -> list[tuple[float, float, float]]:
    """The label scores of every unit: what the cue adds to its side, and the unit's own templates."""
    sides: list[tuple[float, float, float]] = []
    for side in range(3):
        x = y = z = 0.0
        for name in overall:
            vector = decoder.overall.get(f"{side} {name}")
            if vector is not None:
                x += vector[0]
                y += vector[1]
                z += vector[2]
        sides.append((x, y, z))
    words, values = decoder.words, decoder.values
    scores = []
    for row in rows:
        side = row.side
        x, y, z = sides[side]
        for k, word in enumerate(row.words):
            vector = words[3 * k + side].get(word)
            if vector is not None:
                x += vector[0]
                y += vector[1]
                z += vector[2]
        for table, value in zip(values, row.values, strict=True):
            vector = table.get(value)
            if vector is not None:
                x += vector[0]
                y += vector[1]
                z += vector[2]
        scores.append((x, y, z))
    return scores


def _runs(units: Units, labels: list[int], wanted: int) -> list[Range]:
    """Token ranges of consecutive units with a label."""
    found: list[Range] = []
    for first, last, label in zip(units.firsts, units.lasts, labels, strict=True):
        if label != wanted:
            continue
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _has_words(view: View, run: Range) -> bool:
    return any(view.classes[i] & (c.WORD | c.NUMBER) for i in range(*run))
