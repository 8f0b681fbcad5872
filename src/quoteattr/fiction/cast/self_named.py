"""As whom the narrator is introduced: "My name is Nora," in the narration or in a turn of "I"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from quoteattr.fiction.cast.values import Mentions
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented, Sentences

_ASKED = 4  # tokens at the end of a turn among which its question mark stands


def self_named(
    segmented: Segmented, sentences: Sentences, turns: Sequence[Turn], mentions: Mentions, pack: Pack
) -> list[int]:
    """The characters as whom "I" gives a name: "I am Nora", or “Nora,” I said, behind a question."""
    tokens, naming = segmented.tokens, pack.words.places.self_naming
    said = {k for turn in turns if turn.is_told_by_i for k in range(turn.first, turn.last)}
    found = list(_named_alone(segmented, turns, mentions))
    for first, who in zip(mentions.firsts, mentions.who, strict=True):
        before = [word.lower().replace("’", "'") for word in tokens.words[max(0, first - 3) : first]]
        own = not naming.isdisjoint((" ".join(before), " ".join(before[-2:])))
        if own and (sentences.inside[first] < 0 or first in said):
            found.append(who)
    return found


def _named_alone(segmented: Segmented, turns: Sequence[Turn], mentions: Mentions) -> Iterator[int]:
    """The characters whose name is one of the quotations of "I", behind a turn that asks."""
    words = segmented.tokens.words
    for before, turn in pairwise(turns):
        if turn.is_told_by_i and "?" in words[max(before.first, before.last - _ASKED) : before.last]:
            within = range(*[bisect_left(mentions.firsts, token) for token in (turn.first, turn.last)])
            quoted = [m for m in within if _is_quoted(segmented, mentions.firsts[m], mentions.lasts[m])]
            yield from [mentions.who[m] for m in quoted]


def _is_quoted(segmented: Segmented, first: int, last: int) -> bool:
    """Whether tokens ``first`` to ``last`` (exclusive) are a quotation, but for the mark at its end."""
    classes = segmented.tokens.classes
    if not classes[first - 1] & c.QUOTE_MARK or classes[min(last, len(classes) - 1)] & c.WORD:
        return False
    return any(bits & c.QUOTE_MARK for bits in classes[last : last + 2])
