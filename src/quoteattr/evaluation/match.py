"""Pairs of a gold quotation and a predicted one, and how well each pair agrees.

Words are matched, not characters, as in Pareti (2015): a quotation may be found in part. Pairs are made one
to one, the largest overlap first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import define, field

from quoteattr.evaluation.marked import Marked, MarkedText, Spans, inside_marks, kind_of
from quoteattr.lang import classes as c
from quoteattr.lang.load import load_pack
from quoteattr.types import QuotationKind

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_DETERMINING = c.DETERMINING


@define(eq=False)
class Unit:
    """A quotation with its words, by number in the text; ``other`` is its match, None where it has none."""

    marked: Marked
    kind: QuotationKind
    words: frozenset[int]
    letters: tuple[int, ...]  # where its letters and digits stand: the same in both is an exact match
    other: Unit | None = field(default=None, repr=False)
    exact: bool = False

    @property
    def overlap(self) -> int:
        """Words that its match has too."""
        return len(self.words & self.other.words) if self.other is not None else 0

    @property
    def found(self) -> bool:
        """Whether its match has at least half of its words."""
        return self.other is not None and 2 * self.overlap >= len(self.words)


class Words:
    """The words of a text, by number."""

    def __init__(self, text: str) -> None:
        places = [match.span() for match in _WORD.finditer(text)]
        self.text = text
        self.starts = [start for start, _ in places]
        self.ends = [end for _, end in places]

    def within(self, spans: Spans) -> frozenset[int]:
        """The numbers of the words that the spans touch."""
        return frozenset(
            number
            for span in spans
            for number in range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))
        )

    def word(self, number: int) -> str:
        """A word by its number."""
        return self.text[self.starts[number] : self.ends[number]]


def units(text: MarkedText, words: Words, mask: bytearray, apart: bool) -> list[Unit]:
    """The quotations of a text that have words; with ``apart``, each part by itself."""
    found = []
    for one in text.quotations:
        for content in [(span,) for span in one.content] if apart else [one.content]:
            letters = sorted({i for s in content for i in range(s.start, s.end) if text.text[i].isalnum()})
            if letters:
                kind = one.kind or kind_of(text.text, content, mask)
                found.append(Unit(one, kind, words.within(content), tuple(letters)))
    return found


def matched(gold: MarkedText, predicted: MarkedText, language: str = "en") -> tuple[list[Unit], list[Unit]]:
    """The quotations of both, each with its match. The texts must be equal."""
    words, mask = Words(gold.text), inside_marks(gold.text, language)
    golds, predictions = (units(text, words, mask, gold.apart) for text in (gold, predicted))
    if gold.quoted_only:
        predictions = [unit for unit in predictions if unit.kind != "indirect"]
    _match(golds, predictions)
    _mark_exact(golds, predictions)
    return golds, predictions


def _match(golds: Sequence[Unit], predictions: Sequence[Unit]) -> None:
    at: dict[int, list[int]] = defaultdict(list)
    for number, gold in enumerate(golds):
        for word in gold.words:
            at[word].append(number)
    pairs = []
    for number, one in enumerate(predictions):
        for gold_number, shared in Counter(g for word in one.words for g in at.get(word, ())).items():
            union = len(one.words) + len(golds[gold_number].words) - shared
            pairs.append((-shared, -shared / union, gold_number, number))
    for _, _, gold_number, number in sorted(pairs):
        gold, one = golds[gold_number], predictions[number]
        if gold.other is None and one.other is None:
            gold.other, one.other = one, gold


def _mark_exact(golds: Iterable[Unit], predictions: Iterable[Unit]) -> None:
    """An exact match needs no pair: each set of letters counts as often as both have it."""
    golds, predictions = list(golds), list(predictions)
    for side, other in ((golds, predictions), (predictions, golds)):
        left = Counter(unit.letters for unit in other)
        for unit in side:
            unit.exact = left[unit.letters] > 0
            left[unit.letters] -= 1


def same_source(gold: Marked, predicted: Marked, words: Words, language: str = "en") -> bool:
    """Whether both mark the same source: a word of it in common that is no determiner, or none in both."""
    mine, theirs = words.within(gold.source), words.within(predicted.source)
    if not mine or not theirs:
        return not mine and not theirs
    classes = load_pack(language).classes
    common = mine & theirs
    if any(not classes[words.word(number)] & _DETERMINING for number in common):
        return True
    return bool(common) and all(classes[words.word(number)] & _DETERMINING for number in mine)
