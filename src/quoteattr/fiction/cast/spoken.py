"""Whom a turn names inside its quotations, and whom it addresses by name."""

from __future__ import annotations

from bisect import bisect_left
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
    endearing = pack.story["endearing"]
    return tuple([_spoken(turn, segmented, inside, mentions, endearing) for turn in turns])


def _spoken(
    turn: Turn, segmented: Segmented, inside: Sequence[int], mentions: Mentions, endearing: Container[str]
) -> dict[int, bool]:
    found: dict[int, bool] = {}
    words = segmented.tokens.words
    for m in range(bisect_left(mentions.firsts, turn.first), len(mentions.firsts)):
        first, last = mentions.firsts[m], mentions.lasts[m]
        if first >= turn.last:
            break
        if inside[first] < 0:
            continue
        before = words[first - 1].lower()
        addressed = (before in _VOCATIVE_BEFORE or before in endearing) and (
            last >= len(words) or words[last] in VOCATIVE_AFTER
        )
        who = mentions.who[m]
        found[who] = found.get(who, False) or addressed
    return found
