"""As whom the narrator is introduced: "My name is Nora," in the narration or in a turn of "I"."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from quoteattr.fiction.cast.values import Mentions, named_in_narration
from quoteattr.fiction.places.name_forms import names_self
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented, Sentences

_ASKED = 4  # tokens at the end of a turn among which its question mark stands


def self_named(
    segmented: Segmented, sentences: Sentences, turns: Sequence[Turn], mentions: Mentions, pack: Pack
) -> list[int]:
    """The characters as whom "I" gives a name: "I am Nora", or “Nora,” I said, behind a question. Whoever
    says “I'm Nora” without a cue is "I" where nobody spoke of Nora before, and the narration never does."""
    words, inside = segmented.tokens.words, sentences.inside
    own = {first: who for first, who in mentions.who_at.items() if names_self(words, first, pack)}
    named = named_in_narration(mentions, inside)
    found = [who for first, who in own.items() if inside[first] < 0]
    found += _in_turns(own, inside, turns, mentions, named)
    return [*_named_alone(segmented, turns, mentions, named, pack), *found]


def _in_turns(
    own: Mapping[int, int],
    inside: Sequence[int],
    turns: Sequence[Turn],
    mentions: Mentions,
    named: Container[int],
) -> Iterator[int]:
    """Those who give their ``own`` names in turns of "I", or in turns without a cue where they are new."""
    new = dict(zip(reversed(mentions.who), reversed(mentions.firsts), strict=True))  # named first
    for turn in turns:
        for k in [k for k in range(turn.first, turn.last) if k in own and inside[k] >= 0]:
            is_new = turn.cue is None and own[k] not in named and new[own[k]] == k
            if turn.is_told_by_i or is_new:
                yield own[k]


def _named_alone(
    segmented: Segmented, turns: Sequence[Turn], mentions: Mentions, named: Container[int], pack: Pack
) -> Iterator[int]:
    """The characters whose name alone is what "I" answers to a question; people ``named`` by the narration
    only after “Who are you?”, since “Who is it?” asks for somebody else."""
    words = segmented.tokens.words
    for before, turn in pairwise(turns):
        asks = turn.is_told_by_i and "?" in words[max(before.first, before.last - _ASKED) : before.last]
        within = mentions.between(turn.first, turn.last) if asks else ()
        to_other = asks and _asks_the_other(words[before.first : before.last], pack)
        for m in within:
            who = mentions.who[m]
            if (to_other or who not in named) and _is_quoted(
                segmented, mentions.firsts[m], mentions.lasts[m]
            ):
                yield who


def _asks_the_other(said: Sequence[str], pack: Pack) -> bool:
    """Whether somebody ``said`` "you" or "your"."""
    facts = [pack.pronouns.get(word.lower()) for word in said]
    return any(one is not None and one["person"] == 2 for one in facts)


def _is_quoted(segmented: Segmented, first: int, last: int) -> bool:
    """Whether tokens ``first`` to ``last`` (exclusive) are a quotation, but for the mark at its end."""
    classes = segmented.tokens.classes
    if not classes[first - 1] & c.QUOTE_MARK or classes[min(last, len(classes) - 1)] & c.WORD:
        return False
    return any(bits & c.QUOTE_MARK for bits in classes[last : last + 2])
