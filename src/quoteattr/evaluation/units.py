"""Quotations as the measures see them: words, letters, kind; and which of gold and predictions are one.

The measures are those of Pareti (2015, Attribution: A Computational Approach) and of Newell et al. (2018,
An Attribution Relations Corpus for Political News): exact, and by the share of words in common.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import regex
from attrs import frozen

from quoteattr.attributor import find_quotes
from quoteattr.evaluation.values import MarkedQuotation, MarkedText
from quoteattr.lang.letters import WORD_CHARACTER
from quoteattr.lang.load import installed
from quoteattr.types import QuotationKind, Span

KINDS = ("all", "quoted", "direct", "mixed", "indirect")
"""Rows of every table; "quoted" are the direct and the mixed ones."""

Stretches = tuple[tuple[int, int], ...]  # in order, apart from each other
_WORD = regex.compile(rf"(?:{WORD_CHARACTER}|_)++(?:['’\-](?:{WORD_CHARACTER}|_)++)*+")


def language_of(text: MarkedText) -> str:
    """The pack that knows marks, titles and determiners; English where there is none."""
    return text.language if text.language in installed() else "en"


def in_row(kind: QuotationKind | None, row: str) -> bool:
    """Whether a quotation of that kind counts in that row of KINDS."""
    return row in ("all", kind) or (row == "quoted" and kind in ("direct", "mixed"))


def size(stretches: Stretches) -> int:
    """How much they hold together."""
    return sum(end - start for start, end in stretches)


def common(a: Stretches, b: Stretches) -> Stretches:
    """What both hold."""
    shared = [(max(s, t), min(e, f)) for s, e in a for t, f in b]
    return tuple((start, end) for start, end in shared if start < end)


def joined(stretches: Iterable[tuple[int, int]]) -> Stretches:
    """In order, what touches or overlaps made one, empty ones left out."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(s for s in stretches if s[0] < s[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


@frozen(eq=False)
class Ruler:
    """A text measured: words by number, and letters (with digits) counted, so that marks and space at the
    ends of a span make no difference."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    letters_before: Sequence[int]
    marked: bytes

    @classmethod
    def of(cls, text: str, language: str) -> Ruler:
        """The ruler of a text."""
        words = [match.span() for match in _WORD.finditer(text)]
        counted = list(accumulate(map(str.isalnum, text), initial=0))
        return cls(text, [s for s, _ in words], [e for _, e in words], counted, marked(text, language))

    def words(self, spans: Iterable[Span]) -> Stretches:
        """The numbers of the words that the spans touch."""
        return joined((bisect_right(self.ends, s.start), bisect_left(self.starts, s.end)) for s in spans)

    def letters(self, spans: Iterable[Span]) -> Stretches:
        """The letters in the spans, each by how many are before it."""
        before, last = self.letters_before, len(self.text)
        return joined((before[min(s.start, last)], before[min(s.end, last)]) for s in spans)

    def word(self, number: int) -> str:
        """A word, lower case."""
        return self.text[self.starts[number] : self.ends[number]].casefold()

    def kind(self, spans: Iterable[Span]) -> QuotationKind | None:
        """Direct where all letters stand in marks, mixed where some do, indirect where none does."""
        inside = {
            bool(self.marked[i])
            for span in spans
            for i in range(span.start, min(span.end, len(self.text)))
            if self.text[i].isalnum()
        }
        if not inside:
            return None
        return "mixed" if len(inside) == 2 else "direct" if True in inside else "indirect"


def marked(text: str, language: str) -> bytes:
    """For each character, 1 where it stands in quotation marks, else 0."""
    mask = bytearray(len(text))
    for quote in find_quotes(text, language):
        mask[quote.start : quote.end] = b"\1" * (quote.end - quote.start)
    return bytes(mask)


@frozen(eq=False)
class Unit:
    """What is counted as one: a quotation, or in fiction one span of it. ``size`` is in words."""

    quotation: MarkedQuotation
    spans: tuple[Span, ...]
    kind: QuotationKind | None
    words: Stretches
    letters: Stretches
    size: int


@frozen(eq=False)
class Match:
    """A unit of the other side and the words in common."""

    unit: Unit
    overlap: int


@frozen(eq=False)
class Compared:
    """One document: the units of both sides in the order given, and what each is matched with.

    ``left_out`` counts predictions that are not judged (nobody marked such ones), ``unreadable`` those with
    spans outside the text or without a word, ``wordless`` gold quotations without a word.
    """

    gold: MarkedText
    prediction: MarkedText
    ruler: Ruler
    golds: tuple[Unit, ...]
    predicted: tuple[Unit, ...]
    of_gold: Mapping[Unit, Match]
    of_predicted: Mapping[Unit, Match]
    left_out: int
    unreadable: int
    wordless: int


def compared(gold: MarkedText, prediction: MarkedText) -> Compared:
    """Match the quotations of one text, one to one, those with most words in common first."""
    assert gold.text is not None
    ruler = Ruler.of(gold.text, language_of(gold))
    made = [_units(gold, ruler, quotation) for quotation in gold.quotations]
    golds = tuple(unit for units in made for unit in units)
    predicted, left_out, unreadable = _predicted(gold, prediction, ruler)
    pairs = _pairs(golds, predicted)
    of_gold = {golds[g]: Match(predicted[p], words) for words, g, p in pairs}
    of_predicted = {predicted[p]: Match(golds[g], words) for words, g, p in pairs}
    return Compared(
        gold, prediction, ruler, golds, predicted, of_gold, of_predicted, left_out, unreadable, made.count([])
    )


def _units(gold: MarkedText, ruler: Ruler, quotation: MarkedQuotation) -> list[Unit]:
    apart = gold.genre == "fiction" and len(quotation.spans) > 1
    kind = quotation.kind or ruler.kind(quotation.spans)
    units = []
    for spans in [(span,) for span in quotation.spans] if apart else [quotation.spans]:
        words, letters = ruler.words(spans), ruler.letters(spans)
        if words and letters:
            units.append(Unit(quotation, spans, kind, words, letters, size(words)))
    return units


def _predicted(gold: MarkedText, prediction: MarkedText, ruler: Ruler) -> tuple[tuple[Unit, ...], int, int]:
    """The units of the predictions; how many were left out, and how many could not be read."""
    ignored = ruler.letters(gold.ignored)
    owed = joined(stretch for q in gold.quotations for stretch in ruler.letters(q.spans))
    kept: list[Unit] = []
    left_out = unreadable = 0
    for quotation in prediction.quotations:
        spans = tuple(s for s in quotation.spans if 0 <= s.start < s.end <= len(ruler.text))
        if len(spans) < len(quotation.spans):
            unreadable += 1
        for part in [(s,) for s in spans] if gold.genre == "fiction" else [spans]:
            kind = ruler.kind(part)
            if gold.quoted_only and kind == "indirect":
                if quotation.kind != "direct":  # speech behind a dash has no marks
                    left_out += 1
                    continue
                kind = "direct"
            words, letters = ruler.words(part), ruler.letters(part)
            if not words or not letters:
                unreadable += bool(part)
            elif 2 * size(common(letters, ignored)) > size(letters) and not common(letters, owed):
                left_out += 1
            else:
                kept.append(Unit(quotation, part, kind, words, letters, size(words)))
    return tuple(kept), left_out, unreadable


def _pairs(golds: Sequence[Unit], predicted: Sequence[Unit]) -> list[tuple[int, int, int]]:
    """(words in common, gold, prediction), each unit at most once."""
    at_word: dict[int, list[int]] = defaultdict(list)
    for number, unit in enumerate(golds):
        for start, end in unit.words:
            for word in range(start, end):
                at_word[word].append(number)
    candidates = []
    for p, unit in enumerate(predicted):
        shared = Counter(
            g for start, end in unit.words for word in range(start, end) for g in at_word.get(word, ())
        )
        for g, words in shared.items():
            likeness = words / (unit.size + golds[g].size - words)
            candidates.append((-words, -likeness, g, p))
    taken_g: set[int] = set()
    taken_p: set[int] = set()
    pairs = []
    for words, _, g, p in sorted(candidates):
        if g not in taken_g and p not in taken_p:
            taken_g.add(g)
            taken_p.add(p)
            pairs.append((-words, g, p))
    return pairs
