"""Which quotation stands in which: told anew wherever spans are added, parted or left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from attrs import evolve

from quoteattr.stage_values import Paragraph, Quotes
from quoteattr.types import QuoteSpan

Stretches = tuple[Paragraph, Sequence[QuoteSpan]]  # a paragraph and what is spoken in it, in text order


def nested(spans: Iterable[QuoteSpan]) -> tuple[QuoteSpan, ...]:
    """``spans`` by start, parents before children, each with the innermost span around it as its parent.

    No two of ``spans`` may partly overlap.
    """
    found: list[QuoteSpan] = []
    around: list[QuoteSpan] = []
    for span in sorted(spans, key=_order):
        while around and around[-1].end <= span.start:
            around.pop()
        parent = around[-1] if around else None
        if span.parent is not parent:
            span = evolve(span, parent=parent)
        found.append(span)
        around.append(span)
    return tuple(found)


def with_stretches(quotes: Quotes, found: Iterable[Stretches], may_open: bool) -> Quotes:
    """``quotes`` and the stretches of speech that something other than marks shows, by start.

    A paragraph is left alone where a quotation by marks reaches into it that is not wholly inside one of its
    stretches, nor at the start of one unless it ``may_open`` it: there the marks say what is spoken.
    """
    marked = [span for span in quotes.spans if span.parent is None]
    starts, ends = [span.start for span in marked], [span.end for span in marked]
    added: list[QuoteSpan] = []
    for paragraph, own in found:
        low, high = bisect_right(ends, paragraph.start), bisect_left(starts, paragraph.end)
        if _agree(marked[low:high], own, may_open):
            added += own
    return evolve(quotes, spans=nested((*quotes.spans, *added))) if added else quotes


def _agree(marked: Sequence[QuoteSpan], stretches: Sequence[QuoteSpan], may_open: bool) -> bool:
    """Whether each quotation by marks stands in a stretch, and opens none unless it may."""
    borders = [stretch.start for stretch in stretches]
    for span in marked:
        k = bisect_right(borders, span.start) - 1
        if k < 0 or span.end > stretches[k].end or (span.start == borders[k] and not may_open):
            return False
    return True


def _order(span: QuoteSpan) -> tuple[int, int]:
    return span.start, -span.end
