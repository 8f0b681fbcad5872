"""What was said, without what only shows that it was: the marks of a quotation, the dash in front of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from quoteattr.types import QuoteSpan, Span

_DASHES = re.compile(r"\s*+(?:(?:[—–―]|--++)\s*+)++")


def between_marks(text: str, quote: QuoteSpan, within: Span) -> list[str]:
    """What of ``quote`` lies ``within``, cut at its own marks; no white space around a piece, none empty."""
    place, end = max(within.start, quote.start), min(within.end, quote.end)
    if not quote.marks:
        return _stripped([without_dash(text[place:end])])
    pieces = []
    # a quotation that runs over paragraphs has a mark in each, and is asked about in each
    first = bisect_right(quote.marks, place, key=_end)
    for mark in quote.marks[first : bisect_left(quote.marks, end, lo=first, key=_start)]:
        pieces.append(text[place : mark.start])
        place = mark.end
    pieces.append(text[place:end])
    return _stripped(pieces)


def inside_marks(text: str, outer: Sequence[QuoteSpan], span: Span) -> list[str]:
    """What of ``span`` stands in the quotations ``outer``, in order; all of it where nothing does."""
    low = bisect_right(outer, span.start, key=_end)
    high = bisect_left(outer, span.end, lo=low, key=_start)
    if low == high:
        return _stripped([without_dash(text[span.start : span.end])])
    pieces = [piece for quote in outer[low:high] for piece in between_marks(text, quote, span)]
    if pieces and outer[low].start < span.start:  # no mark opens it
        pieces[0] = without_dash(pieces[0])
    return pieces


def without_dash(piece: str) -> str:
    """``piece`` without the dashes that open it, and without white space around."""
    found = _DASHES.match(piece)
    return piece[found.end() :].strip() if found is not None and found.end() < len(piece) else piece.strip()


def _stripped(pieces: Iterable[str]) -> list[str]:
    return [piece for piece in map(str.strip, pieces) if piece]


def _start(place: Span | QuoteSpan) -> int:
    return place.start


def _end(place: Span | QuoteSpan) -> int:
    return place.end
