"""Which sentences the mode "quoted" reads: those of words in marks, and those near such as have no cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from quoteattr.news.attribution.quoted import JOINS, runs
from quoteattr.news.learned.window import holds_marks
from quoteattr.news.rules.topics import PARAGRAPHS
from quoteattr.news.rules.view import Range, View


def near_quotations(view: View) -> bytearray:
    """For each sentence whether a quotation stands in it or behind it: in its paragraph, or close by."""
    spans = view.sentences.spans
    near = bytearray(len(spans))
    for first, last in runs(view):
        low, high = view.sentence_at(first), view.sentence_at(last - 1) + 1
        start = max(0, low - JOINS)
        near[start:high] = b"\1" * (high - start)
        while start > 0 and spans[start - 1].paragraph == spans[low].paragraph and not near[start - 1]:
            start -= 1
            near[start] = 1
    return near


def with_marks(view: View, near: bytearray) -> bytearray:
    """Those of the sentences ``near`` in whose window words in marks stand: their cues may report them."""
    return bytearray(wanted and holds_marks(view, number) for number, wanted in enumerate(near))


def above(view: View, near: bytearray, read: bytearray, unclaimed: Iterable[Range]) -> bytearray:
    """Those of the sentences ``near``, but for the ones that were ``read``, in which somebody may speak who
    speaks on in one of the quotations ``unclaimed``: in its paragraph or those in front of it."""
    found, paragraphs = bytearray(len(near)), [sentence.paragraph for sentence in view.sentences.spans]
    behind = 0  # what was looked at for the quotations before
    for first, last in unclaimed:
        start = bisect_left(paragraphs, paragraphs[view.sentence_at(first)] - PARAGRAPHS)
        end = view.sentence_at(last - 1) + 1
        for number in range(max(start, behind), end):
            found[number] = near[number] and not read[number]
        behind = max(behind, end)
    return found
