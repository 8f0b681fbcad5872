"""The names in front of the lines of a play."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from quoteattr.fiction.unmarked.plays import label_end
from quoteattr.stage_values import Quotes, Segmented


def find_labels(segmented: Segmented, quotes: Quotes) -> dict[int, int]:
    """First token -> last (exclusive) of the name in front of each line of a play, its mark off."""
    tokens = segmented.tokens
    bounds = [p.start for p in segmented.paragraphs]
    found: dict[int, int] = {}
    for span in quotes.spans:
        if span.marks:
            continue
        paragraph = bisect_right(bounds, span.start) - 1
        first = bisect_left(tokens.starts, bounds[paragraph])
        last = label_end(tokens, first, bisect_left(tokens.starts, span.end))
        if last > 0:
            found[first] = last - 1 if tokens.words[last - 1] in (".", ":") else last
    return found
