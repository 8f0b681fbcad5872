"""The learned decoder: content and source around one cue, anchored on that cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from quoteattr.attribution.features import (
    BEFORE,
    BEHIND,
    CONTENT,
    CUE,
    NONE,
    SOURCE,
    context_values,
    structure_values,
)
from quoteattr.attribution.view import View
from quoteattr.attribution.window import Units
from quoteattr.lang import classes as c
from quoteattr.model import Decoder, Vector, best_labels

Range = tuple[int, int]


@frozen(eq=False)
class Decoded:
    """Content ranges and source range in tokens; ``margin`` is the mean lead of the chosen labels."""

    content: tuple[Range, ...]
    source: Range | None
    margin: float


def decode(
    view: View, units: Units, overall: list[str], keys: list[int], place: Range, decoder: Decoder
) -> Decoded | None:
    """The best content and source of a window; None when no unit is content."""
    scores = unit_scores(units, overall, keys, place, decoder)
    labels, _ = best_labels(scores, decoder.transitions)
    contents = [run for run in _runs(units, labels, CONTENT) if _has_words(view, run)]
    if not contents:
        return None
    sources = [run for run in _runs(units, labels, SOURCE) if _has_words(view, run)]
    source = max(sources, key=lambda run: (run[1] - run[0], -run[0])) if sources else None
    lead = 0.0
    for label, unit in zip(labels, scores, strict=True):
        lead += unit[label] - max(unit[label - 1], unit[label - 2])
    return Decoded(tuple(contents), source, lead / len(labels))


def unit_scores(units: Units, overall: list[str], keys: list[int], place: Range, decoder: Decoder) -> list[Vector]:
    """The label scores of every unit: the cue's on its side, its place beside the cue, its words and tags."""
    start, end = place
    known = decoder.known_structures
    scores: list[Vector] = []
    for side, first, last in ((BEFORE, 0, start), (CUE, start, end), (BEHIND, end, len(keys))):
        if first == last:
            continue
        a, b, d = _summed(decoder.overall, [f"{side} {name}" for name in overall])
        own = units.own[side]
        if not own:
            own += [None] * len(keys)
        for k in range(first, last):
            vector = known.get(keys[k])
            if vector is None:
                vector = known[keys[k]] = _values(decoder.structure, structure_values(keys[k]))
            p, q, r = vector
            vector = own[k]
            if vector is None:
                vector = own[k] = _own_score(units, k, side, decoder)
            x, y, z = vector
            scores.append((a + x + p, b + y + q, d + z + r))
    return scores


def _own_score(units: Units, k: int, side: int, decoder: Decoder) -> Vector:
    """What a unit's words and tags say on one side of a cue, whatever the cue."""
    words, tags = units.words, units.tags
    left = tags[k - 1] if k else NONE
    right = tags[k + 1] if k + 1 < len(tags) else NONE
    key = (((left << 6 | tags[k]) << 6 | right) << 2) | side
    vector = decoder.known_contexts.get(key)
    if vector is None:
        vector = decoder.known_contexts[key] = _values(decoder.context, context_values(key >> 2, side))
    x, y, z = vector
    tables = decoder.words
    vector = tables[3 * side].get(words[k])
    if vector is not None:
        x, y, z = x + vector[0], y + vector[1], z + vector[2]
    if k:
        vector = tables[3 * side + 1].get(words[k - 1])
        if vector is not None:
            x, y, z = x + vector[0], y + vector[1], z + vector[2]
    if k + 1 < len(words):
        vector = tables[3 * side + 2].get(words[k + 1])
        if vector is not None:
            x, y, z = x + vector[0], y + vector[1], z + vector[2]
    return x, y, z


def _values(tables: Sequence[Mapping[int, Vector]], values: tuple[int, ...]) -> Vector:
    x = y = z = 0.0
    for table, value in zip(tables, values, strict=True):
        vector = table.get(value)
        if vector is not None:
            x += vector[0]
            y += vector[1]
            z += vector[2]
    return (x, y, z)


def _summed(table: Mapping[str, Vector], names: list[str]) -> Vector:
    return _values([table] * len(names), tuple(names))  # type: ignore[arg-type,list-item]


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
