"""The learned decoder: content and source around one cue, anchored on that cue."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from attrs import define, frozen

from quoteattr.model import LEVEL, Decoder, Fact, best_labels
from quoteattr.news.learned.features import (
    CONTENT,
    SOURCE,
    STATE,
    fill_columns,
    hint_head,
    sides,
)
from quoteattr.news.learned.keys import HINT_TEMPLATES, PLACE_TEMPLATES, TAG_BITS, Template, whole_place
from quoteattr.news.learned.window import Units
from quoteattr.news.learned.wordtags import TAG
from quoteattr.news.rules.view import View
from quoteattr.remembered import Remembered

Range = tuple[int, int]


@define(eq=False)
class Decoded:
    """Content ranges and source range in tokens; ``margin`` is their score a unit."""

    content: tuple[Range, ...]
    source: Range | None
    margin: float


def decode(
    view: View, units: Units, form: str, overall: list[Fact], hint: bytes, cue: Range, decoder: Decoder
) -> Decoded | None:
    """The best content and source of a window; None when no unit is content."""
    path, total = best_labels(unit_scores(units, form, overall, hint, cue, decoder), decoder.transitions)
    labels = bytes(path)
    if CONTENT not in labels:
        return None
    contents = [run for run in _runs(units, labels, CONTENT) if view.has_words(*run)]
    if not contents:
        return None
    sources = (
        [run for run in _runs(units, labels, SOURCE) if view.has_words(*run)] if SOURCE in labels else []
    )
    source = max(sources, key=lambda run: (run[1] - run[0], -run[0])) if sources else None
    return Decoded(tuple(contents), source, total / len(labels))


def unit_scores(
    units: Units, form: str, overall: list[Fact], hint: bytes, cue: Range, decoder: Decoder
) -> list[int]:
    """The packed label scores of every unit: the cue's on its side, its place beside the cue, its words and
    tags. One comprehension a side: this is where most of the time goes."""
    sums = _sums(decoder)
    if not units.rows:
        fill_columns(units, decoder.vocabulary)
    facts = [known for known in map(decoder.overall.get, overall) if known is not None]
    bases = list(map(sum, zip(_LEVEL, *facts, strict=True)))
    rows, state, places = units.rows, STATE, sums.places
    scores: list[int] = []
    for side, first, last, nearness, steps, origin in sides(units, cue):
        if first == last:
            continue
        own, before, behind, context = sums.sides[side]
        hints = sums.hints[form, side]
        base = bases[side]
        columns = zip(
            rows[first:last], nearness, steps, hint[first:last], strict=False
        )  # the first ends them
        scores += [
            base
            + places[near + state[step - origin] + tag]
            + hints[fixed | rules]
            + before[last_word]
            + own[word]
            + behind[next_word]
            + context[last_tag][tag][next_tag]
            for (tag, fixed, last_word, word, next_word, last_tag, next_tag), near, step, rules in columns
        ]
    return scores


_LEVEL = (LEVEL, LEVEL, LEVEL)
_Row = Sequence[int]


@frozen(eq=False)
class _Sums:
    """What a decoder's tables say: of a place key, of a hint key by (the cue's form, side), and for each side
    of a word's number in three positions and of three tags in a row."""

    places: Remembered[int, int]
    hints: Mapping[tuple[str, int], Remembered[int, int]]
    sides: tuple[tuple[_Row, _Row, _Row, Sequence[Sequence[_Row]]], ...]


@lru_cache(maxsize=8)
def _sums(decoder: Decoder) -> _Sums:
    columns = zip(decoder.words, decoder.context, strict=True)
    sides = [(own, before, behind, _context(*tables)) for (own, before, behind), tables in columns]
    of_place = _summing(decoder.places, PLACE_TEMPLATES)
    of_hint = _summing(decoder.hints, HINT_TEMPLATES)

    def hints(side: tuple[str, int]) -> Remembered[int, int]:
        head = hint_head(*side)
        return Remembered(lambda hint: of_hint(head | hint))

    return _Sums(Remembered(lambda key: of_place(whole_place(key))), Remembered(hints), tuple(sides))


def _context(
    left: Mapping[int, int], right: Mapping[int, int], both: Mapping[int, int]
) -> tuple[tuple[_Row, ...], ...]:
    """The sum for three tags in a row; most pairs of the first two weigh nothing and share their rows."""
    tags = range(len(TAG))
    shared = [tuple([right.get(tag << TAG_BITS | after, 0) for after in tags]) for tag in tags]
    rows = [list(shared) for _ in tags]
    for pair in {*left, *(key >> TAG_BITS for key in both)}:
        before, tag = divmod(pair, 1 << TAG_BITS)
        at, key = left.get(pair, 0), pair << TAG_BITS
        rows[before][tag] = tuple([at + one + both.get(key | n, 0) for n, one in enumerate(shared[tag])])
    return tuple(map(tuple, rows))


def _summing(tables: Sequence[Mapping[int, int]], templates: Sequence[Template]) -> Callable[[int], int]:
    """A function of a key: the sum of what the templates' tables hold for it."""
    finds = [
        ({template.key(number): score for number, score in table.items()}.get, template.mask)
        for table, template in zip(tables, templates, strict=True)
    ]
    return lambda key: sum([find(key & mask, 0) for find, mask in finds])


def _runs(units: Units, labels: bytes, wanted: int) -> list[Range]:
    """Token ranges of consecutive units with a label."""
    runs = [match.span() for match in _RUN[wanted].finditer(labels)]
    return [(units.firsts[start], units.lasts[end - 1]) for start, end in runs]


_RUN = {label: re.compile(bytes([label]) + b"+") for label in (SOURCE, CONTENT)}
