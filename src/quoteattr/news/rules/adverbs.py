"""Adverbs and times between a subject and its verb: "Doe | on Monday also | said"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.view import View
from quoteattr.stage_values import Sentence


def over_adverbs(view: View, sentence: Sentence, k: int) -> int:
    """The last token up to ``k`` that is no adverb and no date: "Doe | on Monday also | said"."""
    first, dated = sentence.first, view.content_words.date_prepositions
    while k >= first and view.inside[k] < 0:
        bits = view.classes[k]
        if bits & c.CALENDAR and k not in view.name_at:
            k -= 1
            if k > first and view.lower[k] in dated:
                k -= 1
        elif view.is_adverb(k) and not bits & c.CAPITAL and not _is_noun(view, k):
            k -= 1
        elif _is_time(view, first, k):
            k -= 2
        else:
            break
    return k


def _is_noun(view: View, k: int) -> bool:
    """Whether what looks like an adverb is a word for somebody: "the | forward | said"."""
    return k > 0 and view.lower[k - 1] in view.pack.words.resolution.articles


def _is_time(view: View, first: int, k: int) -> bool:
    """Whether "last week" ends with token ``k``, behind the subject: "Doe | last week | said"."""
    words = view.content_words
    when = k - 1 > first and view.lower[k] in words.time_nouns and view.lower[k - 1] in words.relative_times
    return when and view.inside[k - 1] < 0
