"""Stories that lost quotation marks: what is spoken is told by "said Helen" and "he asked" alone.

Two losses are repaired. An opening mark whose paragraph ends with a cue was never closed: no quotation runs
on from it; and in a text with no marks at all a paragraph with a cue has speech in front of it. What no cue
tells stays narration.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import attrgetter

from attrs import evolve

from quoteattr.fiction.unmarked.dashes import Unmarked, spoken_ranges
from quoteattr.quotes.nesting import nested
from quoteattr.stage_values import Quotes, Segmented
from quoteattr.types import QuoteSpan, Span

_LEAST = 3  # paragraphs with a cue that make a text one whose marks were lost
_RARE = 10  # least number of them for each quotation in marks; at least one paragraph in so many is one
_CUE = 7  # tokens of a cue
_BEFORE_CUE = (",", "?", "!")


def with_lost_marks(segmented: Segmented, quotes: Quotes, read: Unmarked) -> Quotes:
    """``quotes`` with unclosed ones ended at their cue; those of a text without marks, by start."""
    marked = [span for span in quotes.spans if span.parent is None]
    paragraphs = len(segmented.paragraphs)
    if len(marked) * _RARE <= paragraphs:
        found = list(_unmarked(segmented, read))
        cued = len({paragraph for paragraph, _ in found})
        if cued >= max(_LEAST, _RARE * len(marked), paragraphs / _RARE):
            starts, ends = [span.start for span in marked], [span.end for span in marked]
            free = [s for _, s in found if bisect_left(starts, s.end) == bisect_right(ends, s.start)]
            return evolve(quotes, spans=nested((*quotes.spans, *free)))
    return _ended(segmented, quotes, read)


def _unmarked(segmented: Segmented, read: Unmarked) -> Iterator[tuple[int, QuoteSpan]]:
    """(paragraph, speech) of the paragraphs with a cue behind a comma, a question or an exclamation."""
    tokens, text = segmented.tokens, segmented.text
    for number, paragraph in enumerate(segmented.paragraphs):
        first = bisect_left(tokens.starts, paragraph.start)
        end = bisect_left(tokens.starts, paragraph.end, first)
        ranges = list(spoken_ranges(read, first, end))
        if ranges and _is_cued(tokens.words, ranges, end):
            for a, b in ranges:
                inner = Span(tokens.starts[a], tokens.ends[b - 1])
                yield number, QuoteSpan(inner.start, inner.end, text[inner.start : inner.end], inner, ())


def _is_cued(words: Sequence[str], ranges: Sequence[tuple[int, int]], end: int) -> bool:
    """Whether a cue follows the first of the spoken ranges; "on shore, I thought I would sail" has none."""
    stop = ranges[0][1]
    goes_on = ranges[1][0] if len(ranges) > 1 else end
    return stop < end and words[stop - 1] in _BEFORE_CUE and goes_on - stop <= _CUE


def _ended(segmented: Segmented, quotes: Quotes, read: Unmarked) -> Quotes:
    """Quotations that run on from a paragraph which ends with a cue, parted there."""
    if not any(map(_runs_on, quotes.spans)):
        return quotes
    parents = {id(span.parent) for span in quotes.spans}
    spans: list[QuoteSpan] = []
    for span in quotes.spans:
        if _runs_on(span) and span.parent is None and id(span) not in parents:
            spans += _parted(segmented, span, read)
        else:
            spans.append(span)
    return evolve(quotes, spans=nested(spans))


def _runs_on(span: QuoteSpan) -> bool:
    """Whether a quotation has a mark in front of a later paragraph, too, or none at its end."""
    return len(span.marks) > 2 or not span.closed


def _parted(segmented: Segmented, span: QuoteSpan, read: Unmarked) -> Iterator[QuoteSpan]:
    """A part for each of the first paragraphs of ``span`` that ends with a cue, and the rest. Where the first
    one does not, it is a story told over paragraphs, and their cues are part of it."""
    text = segmented.text
    openers = [mark for mark in span.marks if mark.end < span.end]
    stops = list(takewhile(bool, (_speech_end(segmented, mark, span.end, read) for mark in openers)))
    if not stops:
        yield span
        return
    for mark, stop in zip(openers, stops, strict=False):
        words, inner = text[mark.start : stop], Span(mark.end, stop)
        yield evolve(span, start=mark.start, end=stop, text=words, inner=inner, marks=(mark,), closed=False)
    for mark in openers[len(stops) : len(stops) + 1]:
        words, inner = text[mark.start : span.end], Span(mark.end, span.inner.end)
        marks = tuple([other for other in span.marks if other.start >= mark.start])
        yield evolve(span, start=mark.start, text=words, inner=inner, marks=marks)


def _speech_end(segmented: Segmented, mark: Span, span_end: int, read: Unmarked) -> int:
    """Where speech behind ``mark`` ends if its paragraph, all in the quotation, ends with a cue; else 0."""
    tokens = segmented.tokens
    number = bisect_right(segmented.paragraphs, mark.start, key=attrgetter("start")) - 1
    paragraph_end = segmented.paragraphs[number].end
    if paragraph_end > span_end:
        return 0
    first = bisect_left(tokens.starts, mark.end)
    end = bisect_left(tokens.starts, paragraph_end, first)
    for _, stop in spoken_ranges(read, first, end):
        return tokens.ends[stop - 1] if 0 < end - stop <= _CUE else 0
    return 0
