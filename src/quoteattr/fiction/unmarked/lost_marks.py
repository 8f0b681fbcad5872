"""Stories that lost quotation marks: what is spoken is told by "said Helen" and "he asked" alone.

Two losses are repaired. An opening mark whose paragraph ends with a cue was never closed: no quotation runs
on from it; and in a text with no marks at all a paragraph with a cue has speech in front of it. What no cue
tells stays narration.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from attrs import evolve

from quoteattr.fiction.unmarked.dashes import spoken_ranges
from quoteattr.quotes.nesting import nested
from quoteattr.stage_values import Quotes, Segmented
from quoteattr.types import QuoteSpan, Span

_LEAST = 3  # paragraphs with a cue that make a text one whose marks were lost
_RARE = 10  # such paragraphs to one quotation in marks at least, and all paragraphs to one such at most
_CUE = 7  # tokens of a cue


def with_lost_marks(segmented: Segmented, quotes: Quotes) -> Quotes:
    """``quotes`` with unclosed ones ended at their cue; those of a text without marks, by start."""
    marked = [span for span in quotes.spans if span.parent is None]
    paragraphs = len(segmented.paragraphs)
    if len(marked) * _RARE > paragraphs:
        return _ended(segmented, quotes)
    found = list(_unmarked(segmented))
    if len({paragraph for paragraph, _ in found}) < max(_LEAST, _RARE * len(marked), paragraphs / _RARE):
        return _ended(segmented, quotes)
    starts, ends = [span.start for span in marked], [span.end for span in marked]
    free = [s for _, s in found if bisect_left(starts, s.end) == bisect_right(ends, s.start)]
    return evolve(quotes, spans=nested((*quotes.spans, *free)))


def _unmarked(segmented: Segmented) -> Iterator[tuple[int, QuoteSpan]]:
    """(paragraph, speech) of the paragraphs with a cue behind a comma, a question or an exclamation."""
    tokens, text = segmented.tokens, segmented.text
    for number, paragraph in enumerate(segmented.paragraphs):
        first = bisect_left(tokens.starts, paragraph.start)
        end = bisect_left(tokens.starts, paragraph.end, first)
        ranges = list(spoken_ranges(tokens, first, end))
        if not ranges or ranges[0][1] == end or tokens.words[ranges[0][1] - 1] not in (",", "?", "!"):
            continue
        if (ranges[1][0] if len(ranges) > 1 else end) - ranges[0][1] > _CUE:
            continue  # "on shore, I thought I would sail": no cue
        for a, b in ranges:
            start, stop = tokens.starts[a], tokens.ends[b - 1]
            yield number, QuoteSpan(start, stop, text[start:stop], Span(start, stop), ())


def _ended(segmented: Segmented, quotes: Quotes) -> Quotes:
    """Quotations that run on from a paragraph which ends with a cue, parted there."""
    if all(len(span.marks) < 3 and span.closed for span in quotes.spans):
        return quotes
    spans: list[QuoteSpan] = []
    bounds = [p.start for p in segmented.paragraphs]
    parents = {id(span.parent) for span in quotes.spans}
    for span in quotes.spans:
        if (len(span.marks) > 2 or not span.closed) and span.parent is None and id(span) not in parents:
            spans += _parted(segmented, span, bounds)
        else:
            spans.append(span)
    return evolve(quotes, spans=nested(spans))


def _parted(segmented: Segmented, span: QuoteSpan, bounds: list[int]) -> list[QuoteSpan]:
    """``span``, or its parts where paragraphs of it end with a cue; ``bounds``: where paragraphs start."""
    tokens, text = segmented.tokens, segmented.text
    openers = [mark for mark in span.marks if mark.end < span.end]
    parts: list[QuoteSpan] = []
    left = 0
    for k, mark in enumerate(openers):
        if k != left:
            break  # a story told over paragraphs: its cues are part of it
        paragraph = segmented.paragraphs[bisect_right(bounds, mark.start) - 1]
        first = bisect_left(tokens.starts, mark.end)
        end = bisect_left(tokens.starts, min(paragraph.end, span.end), first)
        spoken = next(iter(spoken_ranges(tokens, first, end)), None)
        if spoken is None or spoken[1] == end or end - spoken[1] > _CUE or paragraph.end > span.end:
            break
        stop = tokens.ends[spoken[1] - 1]
        start = openers[left]
        inner = Span(start.end, stop)
        parts.append(
            evolve(
                span,
                start=start.start,
                end=stop,
                text=text[start.start : stop],
                inner=inner,
                marks=tuple(openers[left : k + 1]),
                closed=False,
            )
        )
        left = k + 1
    if not parts:
        return [span]
    if left < len(openers):
        start = openers[left]
        marks = tuple([mark for mark in span.marks if mark.start >= start.start])
        inner = Span(start.end, span.inner.end)
        parts.append(
            evolve(span, start=start.start, text=text[start.start : span.end], inner=inner, marks=marks)
        )
    return parts
