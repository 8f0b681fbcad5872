"""What stands in quotation marks in a text: for a draft its pieces, for a source its words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.analysis import Analysis
from quoteattr.attributor import find_quotes
from quoteattr.types import Attribution, QuoteSpan, Span
from quoteattr.verification.sources import Sources, analysis_of

INDIRECT = "indirect"


@frozen(eq=False)
class Passage:
    """The words of one Quotation of a source (places in the index, rising), and its attribution; None where
    nobody was asked who said it."""

    text: int
    places: Sequence[int]
    attribution: Attribution | None = None


@frozen(eq=False)
class Said:
    """The passages of a source, and the numbers of those that have a word, by its place."""

    passages: tuple[Passage, ...]
    owners: Mapping[int, tuple[int, ...]]


def in_marks(quotes: Sequence[QuoteSpan], spans: Sequence[Span]) -> list[Span]:
    """What of ``spans`` stands in marks, cut at them; all of it where nothing does. ``quotes`` are the outer
    ones, in order."""
    pieces = [piece for span in spans for piece in _inside(quotes, span)]
    return pieces or list(spans)


def _inside(quotes: Sequence[QuoteSpan], span: Span) -> Iterator[Span]:
    low = bisect_right(quotes, span.start, key=lambda quote: quote.end)
    high = bisect_left(quotes, span.end, lo=low, key=lambda quote: quote.start)
    for quote in quotes[low:high]:
        place, end = max(span.start, quote.start), min(span.end, quote.end)
        first = bisect_right(quote.marks, place, key=lambda mark: mark.end)
        for n in range(first, bisect_left(quote.marks, end, lo=first, key=lambda mark: mark.start)):
            mark = quote.marks[n]
            if place < mark.end:
                if place < mark.start:
                    yield Span(place, mark.start)
                place = mark.end
        if place < end:
            yield Span(place, end)


def outer_quotes(text: str, language: str) -> tuple[QuoteSpan, ...]:
    """The quotations of a text that stand in no other, by the marks alone."""
    return tuple(quote for quote in find_quotes(text, language) if quote.parent is None)


def said(analysis: Analysis, quotes: Sequence[QuoteSpan]) -> Iterator[tuple[Attribution, list[Span]]]:
    """Each direct or mixed quotation of an analysis, and what of it stands in marks: ``quotes``, the outer
    ones of its text."""
    for attribution in analysis.attributions:
        if attribution.quotation.kind != INDIRECT:
            yield attribution, in_marks(quotes, attribution.quotation.spans)


def said_in(sources: Sources, number: int) -> Said:
    """What stands in quotation marks in a source."""
    if number not in sources.kept:
        found = tuple(_passages(sources, number))
        owners: dict[int, tuple[int, ...]] = {}
        for n, passage in enumerate(found):
            for place in passage.places:
                owners[place] = (*owners.get(place, ()), n)
        sources.kept[number] = Said(found, owners)
    said: Said = sources.kept[number]
    return said


def _passages(sources: Sources, number: int) -> list[Passage]:
    """Quotations that were not attributed (a title, a word in scare quotes) stand at the end."""
    analysis = analysis_of(sources, number)
    quotes = outer_quotes(analysis.text, analysis.language)
    found = [
        Passage(number, tuple(_places(sources, number, pieces)), attribution)
        for attribution, pieces in said(analysis, quotes)
    ]
    taken = {place for passage in found for place in passage.places}
    for quote in quotes:
        places = tuple(_places(sources, number, in_marks((quote,), (quote,))))
        if places and taken.isdisjoint(places):
            found.append(Passage(number, places))
    return found


def _places(sources: Sources, number: int, pieces: Sequence[Span]) -> Iterator[int]:
    """The words of the index that stand in the pieces."""
    index = sources.index
    own = index.words_of(number)
    for piece in pieces:
        first = bisect_left(index.starts, piece.start, own.start, own.stop)
        yield from range(first, bisect_left(index.starts, piece.end, first, own.stop))
