"""Whom a turn names inside its quotations, and whom it addresses by name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from quoteattr.fiction.cast.values import Character, Mentions
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented
from quoteattr.text.tokens import where

_VOCATIVE_BEFORE = frozenset((*",—-“\"‘'.!?;…_", "--", "''", "``", "..."))
VOCATIVE_AFTER = frozenset((*",.!?;—-”\"’'…_:", "--", "''", "..."))
"""Marks behind a name, or "sir", by which somebody is addressed."""


def spoken_in(
    turns: Sequence[Turn],
    segmented: Segmented,
    inside: Sequence[int],
    people: Sequence[Character],
    mentions: Mentions,
    pack: Pack,
) -> tuple[dict[int, bool], ...]:
    """For each turn the characters named inside its quotations, and whether they are addressed: in the order
    in which they are named last. “Captain!” is the one captain of the story."""
    words, endearing = segmented.tokens.words, pack.story.endearing
    places = [*zip(mentions.firsts, mentions.lasts, mentions.who, strict=True)]
    places += _by_title(segmented, people, mentions, pack)
    places = sorted([place for place in places if inside[place[0]] >= 0])
    firsts = [first for first, _, _ in places]
    found: list[dict[int, bool]] = []
    for turn in turns:
        named: dict[int, bool] = {}
        for first, last, who in places[bisect_left(firsts, turn.first) : bisect_left(firsts, turn.last)]:
            named[who] = named.pop(who, False) or _is_addressed(words, first, last, endearing)
        found.append(named)
    return tuple(found)


def _by_title(
    segmented: Segmented, people: Sequence[Character], mentions: Mentions, pack: Pack
) -> Iterator[tuple[int, int, int]]:
    """(first token, last exclusive, character) where somebody is addressed by a title alone."""
    words, titles = segmented.tokens.words, _titles(people, pack)
    for k in where(segmented.tokens, c.CAPITAL) if titles else ():
        who = titles.get(words[k].lower(), -1)
        if who >= 0 and k not in mentions.who_at and _is_addressed(words, k, k + 1, pack.story.endearing):
            yield k, k + 1, who


def _titles(people: Sequence[Character], pack: Pack) -> dict[str, int]:
    """The words by which one character alone may be addressed, without a name: "captain" of Captain Rourke or
    of somebody known as the captain, "miss" of Miss Thorne."""
    bearers: dict[str, set[int]] = {}
    for k, one in enumerate(people):
        for form in one.forms if not one.group else ():
            title, _, rest = form.lower().partition(" ")
            if title.rstrip(".") in pack.titles and (rest or one.role):
                bearers.setdefault(title.rstrip("."), set()).add(k)
    return {title: next(iter(who)) for title, who in bearers.items() if len(who) == 1}


def _is_addressed(words: tuple[str, ...], first: int, last: int, endearing: Container[str]) -> bool:
    """Whether marks, or a word such as "dear", stand around a name: ", dear Nora!"."""
    before = words[first - 1].lower()
    if before not in _VOCATIVE_BEFORE and before not in endearing:
        return False
    return last >= len(words) or words[last] in VOCATIVE_AFTER
