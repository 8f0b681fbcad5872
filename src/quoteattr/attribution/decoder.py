"""The learned decoder: content and source around one cue, anchored on that cue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import repeat

from attrs import frozen

from quoteattr.attribution.features import (
    BEFORE,
    BEHIND,
    CONTENT,
    CUE,
    SOURCE,
    context_keys,
    hint_head,
    hint_values,
    place_keys,
    place_values,
)
from quoteattr.attribution.view import View
from quoteattr.attribution.window import Units
from quoteattr.lang import classes as c
from quoteattr.model import LEVEL, Decoder, Remembered, best_labels
from quoteattr.passing import passing

Range = tuple[int, int]


@passing(eq=False)
class Decoded:
    """Content ranges and source range in tokens; ``margin`` is their score a unit."""

    content: tuple[Range, ...]
    source: Range | None
    margin: float


def decode(
    view: View, units: Units, form: str, overall: list[str], hints: list[int], place: Range, decoder: Decoder
) -> Decoded | None:
    """The best content and source of a window; None when no unit is content."""
    path, total = best_labels(unit_scores(units, form, overall, hints, place, decoder), decoder.transitions)
    labels = bytes(path)
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
    units: Units, form: str, overall: list[str], hints: list[int], place: Range, decoder: Decoder
) -> list[int]:
    """The packed label scores of every unit: the cue's on its side, its place beside the cue, its words and
    tags. Column by column in C: this is where most of the time went."""
    start, end = place
    sums = _sums(decoder)
    places = place_keys(units, place)
    if not units.contexts:
        units.contexts.extend(context_keys(units))
        units.pairs.extend([key >> 6 for key in units.contexts])
        units.pairs.append(units.contexts[-1] & 4095)
        units.numbers.extend((0, *map(decoder.vocabulary.get, units.words, repeat(0)), 0))
    numbers, pairs, contexts = units.numbers, units.pairs, units.contexts
    facts = [decoder.overall[name] for name in overall if name in decoder.overall]
    scores: list[int] = []
    for side, first, last in ((BEFORE, 0, start), (CUE, start, end), (BEHIND, end, len(hints))):
        own, before, behind, left, right, both = sums.sides[side]
        base = sum([fact[side] for fact in facts], LEVEL)
        columns = zip(  # the shortest ends them
            map(sums.places, places[first:last]),
            map(sums.hints[form, side], hints[first:last]),
            numbers[first:last],
            numbers[first + 1 :],
            numbers[first + 2 :],
            pairs[first:],
            pairs[first + 1 :],
            contexts[first:],
            strict=False,
        )
        scores += [
            base + at + hint + before[x] + own[y] + behind[z] + left[p] + right[q] + both(tags, 0)
            for at, hint, x, y, z, p, q, tags in columns
        ]
    return scores


_Find = Callable[..., int]
_Row = Sequence[int]
_PAIRS = 1 << 12  # two tags


@frozen(eq=False)
class _Sums:
    """What a decoder's tables say of a place key, of a hint key by (the cue's form, side), and for each side
    of a word's number in three positions, of two pairs of tags and of three tags."""

    places: _Find
    hints: Mapping[tuple[str, int], _Find]
    sides: tuple[tuple[_Row, _Row, _Row, _Row, _Row, _Find], ...]


class _Hints(dict[tuple[str, int], _Find]):
    """The sums of hint keys, made for a form and side when they are first asked for."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self._tables = decoder.hints

    def __missing__(self, key: tuple[str, int]) -> _Find:
        head = hint_head(*key)
        found = self[key] = _summed(self._tables, lambda hint: hint_values(head | hint))
        return found


@lru_cache(maxsize=8)
def _sums(decoder: Decoder) -> _Sums:
    sides = [
        (own, before, behind, _row(left), _row(right), both.get)
        for (own, before, behind), (left, right, both) in zip(decoder.words, decoder.context, strict=True)
    ]
    return _Sums(_summed(decoder.places, place_values), _Hints(decoder), tuple(sides))


def _row(table: Mapping[int, int]) -> _Row:
    """A table of pairs of tags as a tuple, which is read faster."""
    return tuple([table.get(key, 0) for key in range(_PAIRS)])


def _summed(
    tables: Sequence[Mapping[int, int]], values: Callable[[int], tuple[int, ...]]
) -> Callable[[int], int]:
    """The sum over the tables of what they hold for a key's values, remembered by key."""

    finds = [table.get for table in tables]

    def total(key: int) -> int:
        return sum([find(value, 0) for find, value in zip(finds, values(key))])  # noqa: B905

    return Remembered(total).__getitem__


def _runs(units: Units, labels: bytes, wanted: int) -> list[Range]:
    """Token ranges of consecutive units with a label."""
    runs = [match.span() for match in _RUN[wanted].finditer(labels)]
    return [(units.firsts[start], units.lasts[end - 1]) for start, end in runs]


_RUN = {label: re.compile(bytes([label]) + b"+") for label in (SOURCE, CONTENT)}


def _has_words(view: View, run: Range) -> bool:
    return any(view.classes[i] & c.WORD_OR_NUMBER for i in range(*run))
