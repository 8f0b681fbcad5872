"""Who said it: whether sources and speakers of matched quotations agree."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate

from quoteattr.evaluation.names import Names
from quoteattr.evaluation.units import Compared, Ruler, Stretches, Unit, common, joined, language_of, size
from quoteattr.evaluation.values import MarkedQuotation
from quoteattr.lang.load import load_pack
from quoteattr.types import QuotationKind, Span


def is_found(document: Compared, gold: Unit) -> bool:
    """Whether the match of a gold unit has at least half its words."""
    match = document.of_gold.get(gold)
    return match is not None and 2 * match.overlap >= gold.size


def source_agrees(document: Compared, gold: MarkedQuotation, predicted: MarkedQuotation) -> bool:
    """Whether the sources of both share a word that is no determiner, or neither is marked. A gold source of
    determiners alone ("this") asks for no more than them."""
    if not gold.source or not predicted.source:
        return not gold.source and not predicted.source
    ruler, determiners = document.ruler, _determiners(document)
    shared = common(ruler.words(gold.source), ruler.words(predicted.source))
    if any(word not in determiners for word in _words(ruler, shared)):
        return True
    return bool(shared) and all(word in determiners for word in _words(ruler, ruler.words(gold.source)))


def _determiners(document: Compared) -> frozenset[str]:
    return load_pack(language_of(document.gold)).words.reading.determiners


def _words(ruler: Ruler, stretches: Stretches) -> Iterator[str]:
    return (ruler.word(i) for start, end in stretches for i in range(start, end))


# ----------------------------------------------------------------------------------------- speakers


def spoken(document: Compared, names: Names) -> Iterator[tuple[QuotationKind | None, bool]]:
    """For each gold quotation that names a speaker: its kind, and whether the predicted speaker is right."""
    answers = _Answers(document)
    largest: dict[int, Unit] = {}
    for unit in document.golds:
        best = largest.get(id(unit.quotation))
        if best is None or unit.size > best.size:
            largest[id(unit.quotation)] = unit
    for quotation in document.gold.quotations:
        main = largest.get(id(quotation))
        if quotation.speaker is not None and main is not None:
            yield main.kind, names.right(quotation.speaker, answers.speaker(quotation.spans, main))


class _Answers:
    """Who, for the predictions of one document, says the words of a gold quotation."""

    def __init__(self, document: Compared) -> None:
        self.document = document
        self.order = sorted(document.predicted, key=lambda unit: unit.letters[0][0])
        self.starts = [unit.letters[0][0] for unit in self.order]
        self.furthest = list(accumulate((unit.letters[-1][1] for unit in self.order), max))

    def speaker(self, spans: tuple[Span, ...], unit: Unit) -> str | None:
        """The name, or None."""
        document = self.document
        if document.gold.genre != "fiction" and is_found(document, unit):
            return document.prediction.speaker_name(document.of_gold[unit].unit.quotation)
        letters = document.ruler.letters(spans)
        held: Counter[str | None] = Counter()
        likeness: dict[str | None, float] = defaultdict(float)
        covered: list[tuple[int, int]] = []
        for other in self._near(letters):
            shared = common(letters, other.letters)
            if shared:
                name = document.prediction.speaker_name(other.quotation)
                held[name] += size(shared)
                whole = size(letters) + size(other.letters) - size(shared)
                likeness[name] = max(likeness[name], size(shared) / whole)
                covered += shared
        if 2 * size(joined(covered)) < size(letters):
            return None
        # of equals, the one whose quotation fits best, then somebody before nobody, then the earlier one
        return max(held, key=lambda name: (held[name], likeness[name], name is not None))

    def _near(self, letters: Stretches) -> list[Unit]:
        """The predictions that may share letters, in text order."""
        last = bisect_left(self.starts, letters[-1][1])
        first = last
        while first and self.furthest[first - 1] > letters[0][0]:
            first -= 1
        return self.order[first:last]


def judged(document: Compared, names: Names, named: bool) -> Iterator[tuple[float, bool]]:
    """(confidence, right) of each prediction that has one: it finds a gold quotation and, where gold is
    ``named``, its speaker is right. One whose gold quotation names nobody is left out then."""
    for unit in document.predicted:
        confidence = unit.quotation.confidence
        match = document.of_predicted.get(unit)
        if confidence is None:
            continue
        if match is None or not is_found(document, match.unit):
            yield confidence, False
        elif not named:
            yield confidence, True
        elif (speaker := match.unit.quotation.speaker) is not None:
            yield confidence, names.right(speaker, document.prediction.speaker_name(unit.quotation))
