"""Whom a turn names inside its quotations, and whom it addresses by name."""

from __future__ import annotations

from collections.abc import Container, Sequence

from quoteattr.fiction.cast.values import Mentions
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented

_VOCATIVE_BEFORE = frozenset((*",—-“\"‘'.!?;…_", "--", "''", "``", "..."))
VOCATIVE_AFTER = frozenset((*",.!?;—-”\"’'…_:", "--", "''", "..."))
"""Marks behind a name, or "sir", by which somebody is addressed."""


def spoken_in(
    turns: Sequence[Turn], segmented: Segmented, inside: Sequence[int], mentions: Mentions, pack: Pack
) -> tuple[dict[int, bool], ...]:
    """For each turn the characters named inside its quotations, and whether they are addressed."""
    endearing = pack.story.endearing
    return tuple([_spoken(turn, segmented, inside, mentions, endearing) for turn in turns])


def _spoken(
    turn: Turn, segmented: Segmented, inside: Sequence[int], mentions: Mentions, endearing: Container[str]
) -> dict[int, bool]:
    found: dict[int, bool] = {}
    for m in mentions.between(turn.first, turn.last):
        first = mentions.firsts[m]
        if inside[first] >= 0:
            addressed = _is_addressed(segmented.tokens.words, first, mentions.lasts[m], endearing)
            found[mentions.who[m]] = found.get(mentions.who[m], False) or addressed
    return found


def _is_addressed(words: tuple[str, ...], first: int, last: int, endearing: Container[str]) -> bool:
    """Whether marks, or a word such as "dear", stand around a name: ", dear Nora!"."""
    before = words[first - 1].lower()
    if before not in _VOCATIVE_BEFORE and before not in endearing:
        return False
    return last >= len(words) or words[last] in VOCATIVE_AFTER
