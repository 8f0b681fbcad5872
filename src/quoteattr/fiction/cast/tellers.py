"""Who tells which part of a story: a first-person novel may name its narrator above each chapter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter

from quoteattr.fiction.cast.values import Character, Mentions
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain, plain_words
from quoteattr.stage_values import Segmented
from quoteattr.text.chapters import headings
from quoteattr.text.tokens import paragraph_starts

_LONGEST = 60  # characters of a heading with a narrator's name
_LONGEST_NAME = 3  # words
_SELDOM = 0.1  # "Anna said" for each "I said" that Anna's own part may have

Parts = tuple[tuple[int, int], ...]
"""(first token, character) of each part that its heading gives to a teller, in text order."""


def named_tellers(
    segmented: Segmented, people: Sequence[Character], turns: Sequence[Turn], mentions: Mentions, pack: Pack
) -> Parts:
    """The parts of a story whose headings name who tells them ("ANNA", "Chapter 2: Tom"); none if fewer than
    two people or less than most chapters are named so, or if the parts speak of their tellers by name."""
    chapters = headings(segmented.text, segmented.paragraphs)
    owners = _owners(people, pack)
    starts = paragraph_starts(segmented)
    found = []
    for n, paragraph in enumerate(segmented.paragraphs):
        if paragraph.end - paragraph.start <= _LONGEST and _may_head(n, chapters):
            who = _named_above(segmented, (starts[n], starts[n + 1]), owners, n in chapters)
            if who >= 0:
                found.append((starts[n], who))
    parts = tuple(found)
    enough = len({who for _, who in parts}) > 1 and 2 * len(parts) >= _count(chapters)
    return parts if enough and _are_told_by_i(parts, turns, mentions) else ()


def _may_head(n: int, chapters: frozenset[int]) -> bool:
    """Whether paragraph ``n`` is, or stands beside, the heading of a chapter, where there are some."""
    return len(chapters) < 2 or not chapters.isdisjoint((n - 1, n, n + 1))


def _count(chapters: frozenset[int]) -> int:
    """How many chapters there are; headings in a row count once."""
    return len([n for n in chapters if n - 1 not in chapters])


def _are_told_by_i(parts: Parts, turns: Sequence[Turn], mentions: Mentions) -> bool:
    """Whether the tellers are "I" in their own parts, and hardly ever named as speakers there."""
    own = named = 0
    for turn in turns:
        part = bisect_right(parts, turn.first, key=itemgetter(0)) - 1
        cue = turn.cue
        if part >= 0 and cue is not None:
            own += turn.is_told_by_i
            named += cue.kind == "name" and mentions.whom(cue) == parts[part][1]
    return own > 0 and named <= _SELDOM * own


def _owners(people: Sequence[Character], pack: Pack) -> dict[tuple[str, ...], int]:
    """Words of each form of a name -> its bearer, where there is one."""
    found: dict[tuple[str, ...], set[int]] = {}
    for who, one in enumerate(people):
        for form in one.forms if not one.unnamed else ():
            found.setdefault(plain_words(form, pack), set()).add(who)
    return {words: next(iter(who)) for words, who in found.items() if len(who) == 1}


def _named_above(
    segmented: Segmented, place: tuple[int, int], owners: Mapping[tuple[str, ...], int], is_chapter: bool
) -> int:
    """The character whose name is all of a paragraph, but for the number of a chapter in front; else -1."""
    tokens, (first, last) = segmented.tokens, place
    words = [plain(tokens.words[k]) for k in range(first, last) if tokens.classes[k] & c.WORD]
    if last == first or tokens.classes[last - 1] & c.TERMINATOR:
        return -1
    lengths = range(min(_LONGEST_NAME, len(words)), 0, -1) if is_chapter else [len(words)]
    found = [owners.get(tuple(words[-length:]), -1) for length in lengths if length]
    return max(found, default=-1)
