"""Quotations as the measures see them: words, letters, kind; and which of gold and predictions are one.

The measures are those of Pareti (2015, Attribution: A Computational Approach) and of Newell et al. (2018,
An Attribution Relations Corpus for Political News): exact, and by the share of words in common.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Literal

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
NotJudged = Literal["left out", "unreadable"]

_MOST_AT_WORD = (
    100  # different quotations of gold over one word that are looked at: more, and none is marked well
)
_WORD = regex.compile(rf"(?:{WORD_CHARACTER}|_)++(?:['’\-](?:{WORD_CHARACTER}|_)++)*+")


def language_of(text: MarkedText) -> str:
    """The pack that knows marks, titles and determiners; English where there is none."""
    return text.language if text.language in installed() else "en"


def in_row(kind: QuotationKind | None, row: str) -> bool:
    """Whether a quotation of that kind counts in that row of KINDS."""
    return row in ("all", kind) or (row == "quoted" and kind in ("direct", "mixed"))


def size(stretches: Stretches) -> int:
    """How much the stretches hold together: words or letters."""
    return sum(end - start for start, end in stretches)


def common(a: Stretches, b: Stretches) -> Stretches:
    """The stretches that both hold."""
    if len(a) > len(b):
        a, b = b, a
    if not a:
        return ()
    # of the longer, only what may meet the shorter
    i, j = 0, max(bisect_left(b, (a[0][0],)) - 1, 0)
    found = []
    while i < len(a) and j < len(b):
        start, end = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if start < end:
            found.append((start, end))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


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
        return cls(text, [s for s, _ in words], [e for _, e in words], counted, in_marks(text, language))

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


def in_marks(text: str, language: str) -> bytes:
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
    judged = list(_predicted(gold, prediction, ruler))
    predicted = tuple(unit for unit in judged if isinstance(unit, Unit))
    pairs = list(_pairs(golds, predicted))
    return Compared(
        gold,
        prediction,
        ruler,
        golds,
        predicted,
        of_gold={golds[g]: Match(predicted[p], words) for words, g, p in pairs},
        of_predicted={predicted[p]: Match(golds[g], words) for words, g, p in pairs},
        left_out=judged.count("left out"),
        unreadable=judged.count("unreadable"),
        wordless=made.count([]),
    )


def _units(gold: MarkedText, ruler: Ruler, quotation: MarkedQuotation) -> list[Unit]:
    kind = quotation.kind or ruler.kind(quotation.spans)
    units = (_unit(ruler, quotation, part, kind) for part in _parts(gold, quotation.spans))
    return [unit for unit in units if unit is not None]


def _parts(gold: MarkedText, spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """What counts as one: in fiction each span, elsewhere all of them."""
    return [(span,) for span in spans] if gold.genre == "fiction" else [spans]


def _unit(
    ruler: Ruler, quotation: MarkedQuotation, spans: tuple[Span, ...], kind: QuotationKind | None
) -> Unit | None:
    """None where the spans hold no word."""
    words, letters = ruler.words(spans), ruler.letters(spans)
    return Unit(quotation, spans, kind, words, letters, size(words)) if words and letters else None


def _predicted(gold: MarkedText, prediction: MarkedText, ruler: Ruler) -> Iterator[Unit | NotJudged]:
    """The units of the predictions, or why something is none."""
    ignored = ruler.letters(gold.ignored)
    owed = joined(stretch for q in gold.quotations for stretch in ruler.letters(q.spans))
    for quotation in prediction.quotations:
        spans = tuple(s for s in quotation.spans if 0 <= s.start < s.end <= len(ruler.text))
        if len(spans) < len(quotation.spans):
            yield "unreadable"
        for part in filter(None, _parts(gold, spans)):
            kind = ruler.kind(part)
            if gold.quoted_only and kind == "indirect" and quotation.kind == "direct":
                kind = "direct"  # speech behind a dash has no marks
            unit = _unit(ruler, quotation, part, kind)
            if gold.quoted_only and kind == "indirect":
                yield "left out"
            elif unit is None:
                yield "unreadable"
            else:
                yield "left out" if _is_ignored(unit.letters, ignored, owed) else unit


def _is_ignored(letters: Stretches, ignored: Stretches, owed: Stretches) -> bool:
    """Whether most of it stands where nobody marked anything, and none where somebody did."""
    return 2 * size(common(letters, ignored)) > size(letters) and not common(letters, owed)


# --------------------------------------------------------------------------------------- who is whose


def _pairs(golds: Sequence[Unit], predicted: Sequence[Unit]) -> Iterator[tuple[int, int, int]]:
    """(words in common, gold, prediction), each unit at most once: most words in common first, then what has
    fewest others, then in order.

    Units of the very same words are asked as one, and over one word there are no more than _MOST_AT_WORD: a
    thousand quotations of the same passage on both sides do not make a million pairs."""
    ours, theirs = _by_words(golds), _by_words(predicted)
    for (words, _), row in groupby(sorted(_candidates(ours, theirs)), key=itemgetter(0)):
        rivals: dict[Stretches, list[deque[int]]] = defaultdict(list)
        for _, mine, other in row:
            rivals[mine].append(theirs[other])
        waiting = [(ours[mine][0], mine) for mine in rivals if ours[mine]]
        heapify(waiting)
        while waiting:
            gold, mine = heappop(waiting)
            free = [others for others in rivals[mine] if others]
            if free:
                yield -words, gold, min(free, key=itemgetter(0)).popleft()
                ours[mine].popleft()
                if ours[mine]:
                    heappush(waiting, (ours[mine][0], mine))


def _by_words(units: Sequence[Unit]) -> dict[Stretches, deque[int]]:
    """The numbers of the units of the same words, in order."""
    found: dict[Stretches, deque[int]] = {}
    over: Counter[int] = Counter()
    for number, unit in enumerate(units):
        if unit.words not in found:
            if any(over[word] == _MOST_AT_WORD for word in _numbers(unit.words)):
                continue
            over.update(_numbers(unit.words))
        found.setdefault(unit.words, deque()).append(number)
    return found


def _candidates(
    ours: Iterable[Stretches], theirs: Iterable[Stretches]
) -> Iterator[tuple[tuple[int, float], Stretches, Stretches]]:
    """(rank, ours, theirs) of what has a word in common."""
    at_word: dict[int, list[Stretches]] = defaultdict(list)
    for mine in ours:
        for word in _numbers(mine):
            at_word[word].append(mine)
    for other in theirs:
        shared = Counter(mine for word in _numbers(other) for mine in at_word.get(word, ()))
        for mine, words in shared.items():
            yield (-words, -words / (size(mine) + size(other) - words)), mine, other


def _numbers(stretches: Stretches) -> Iterator[int]:
    return (number for start, end in stretches for number in range(start, end))
