"""The learned decoder: content and source around one cue, anchored on that cue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from quoteattr.attribution.features import (
    BEFORE,
    BEHIND,
    CONTENT,
    CUE,
    SOURCE,
    context_keys,
    context_values,
    hint_values,
    place_keys,
    place_values,
)
from quoteattr.attribution.view import View
from quoteattr.attribution.window import Units
from quoteattr.lang import classes as c
from quoteattr.model import Decoder, Vector, best_labels

Range = tuple[int, int]


@frozen(eq=False)
class Decoded:
    """Content ranges and source range in tokens; ``margin`` is their score a unit."""

    content: tuple[Range, ...]
    source: Range | None
    margin: float


def decode(
    view: View, units: Units, overall: list[str], hints: list[int], place: Range, decoder: Decoder
) -> Decoded | None:
    """The best content and source of a window; None when no unit is content."""
    labels, total = best_labels(unit_scores(units, overall, hints, place, decoder), decoder.transitions)
    if CONTENT not in labels:
        return None
    contents = [run for run in _runs(units, labels, CONTENT) if _has_words(view, run)]
    if not contents:
        return None
    sources = (
        [run for run in _runs(units, labels, SOURCE) if _has_words(view, run)] if SOURCE in labels else []
    )
    source = max(sources, key=lambda run: (run[1] - run[0], -run[0])) if sources else None
    return Decoded(tuple(contents), source, total / len(labels))


def unit_scores(
    units: Units, overall: list[str], hints: list[int], place: Range, decoder: Decoder
) -> list[Vector]:
    """The label scores of every unit: the cue's on its side, its place beside the cue, its words and tags."""
    start, end = place
    places, known_places, known_hints = place_keys(units, place), decoder.known_places, decoder.known_hints
    if not units.contexts:
        units.contexts.extend(_contexts(units, decoder))
        units.rows.extend((None, *[decoder.words.get(word) for word in units.words], None))
    contexts, rows = units.contexts, units.rows
    facts = [decoder.overall[name] for name in overall if name in decoder.overall]
    scores: list[Vector] = []
    for side, first, last in ((BEFORE, 0, start), (CUE, start, end), (BEHIND, end, len(hints))):
        a, b, d = _added([fact[side] for fact in facts])
        before, behind = 3 + side, 6 + side
        columns = zip(
            places[first:last],
            hints[first:last],
            contexts[side][first:last],
            rows[first:last],
            rows[first + 1 : last + 1],
            rows[first + 2 : last + 2],
            strict=True,
        )
        for spot, hint, (x, y, z), left, own, right in columns:
            vector = known_places.get(spot)
            if vector is None:
                vector = known_places[spot] = _values(decoder.places, place_values(spot))
            p, q, r = vector
            vector = known_hints.get(hint)
            if vector is None:
                vector = known_hints[hint] = _values(decoder.hints, hint_values(hint))
            x, y, z = a + p + x + vector[0], b + q + y + vector[1], d + r + z + vector[2]
            if own is not None and (word := own[side]) is not None:
                x, y, z = x + word[0], y + word[1], z + word[2]
            if left is not None and (word := left[before]) is not None:
                x, y, z = x + word[0], y + word[1], z + word[2]
            if right is not None and (word := right[behind]) is not None:
                x, y, z = x + word[0], y + word[1], z + word[2]
            scores.append((x, y, z))
    return scores


def _contexts(units: Units, decoder: Decoder) -> list[tuple[Vector, ...]]:
    """For each side of a cue what every unit's tag and its neighbours' say."""
    known = decoder.known_contexts
    found = []
    for key in context_keys(units):
        vectors = known.get(key)
        if vectors is None:
            pairs = zip(decoder.context, context_values(key), strict=True)
            sides = [table[value] for table, value in pairs if value in table]
            vectors = known[key] = tuple(map(_added, zip(*sides, strict=True))) or _NOTHING
        found.append(vectors)
    return list(zip(*found, strict=True))


_NOTHING = ((0.0, 0.0, 0.0),) * 3


def _added(vectors: Sequence[Vector]) -> Vector:
    x = y = z = 0.0
    for vector in vectors:
        x += vector[0]
        y += vector[1]
        z += vector[2]
    return (x, y, z)


def _values(tables: Sequence[Mapping[int, Vector]], values: tuple[int, ...]) -> Vector:
    return _added([table[value] for table, value in zip(tables, values, strict=True) if value in table])


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
