"""Scenes decoded again: what a person said of a turn is locked, and the turns around it follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from quoteattr.fiction.cast import Cast
from quoteattr.fiction.cast.order import meant
from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.speakers.lattice import Decision, Weights, decode
from quoteattr.fiction.turns import Turn
from quoteattr.stage_values import Answer, Quotes

SCENE_GAP = 6
"""So many paragraphs from one turn to the next part two scenes; so does a heading."""


def locks(turns: Sequence[Turn], quotes: Quotes, cast: Cast, answers: Sequence[Answer]) -> dict[int, int]:
    """Turn -> the character that a person named for it; of two answers about one turn the later one."""
    if not answers:
        return {}
    at = {
        (quotes.spans[turn.quotes[0]].start, quotes.spans[turn.quotes[-1]].end): t
        for t, turn in enumerate(turns)
    }
    places = [at.get((one.start, one.end), -1) for one in answers]
    both = zip(places, meant(cast, answers), strict=True)
    return {t: who for t, who in both if t >= 0 and who >= 0}


def decode_again(
    facts: Facts, decisions: Sequence[Decision], locked: Mapping[int, int], weights: Weights
) -> list[Decision]:
    """The decisions, with those of the scenes of ``locked`` turns made anew; other scenes stay."""
    groups = {k for k, one in enumerate(facts.cast.characters) if one.group}
    now = tuple([locked.get(t, who) for t, who in enumerate(facts.locked)])
    alone = tuple([-1 if who in groups else who for who in now])
    again = decode(evolve(facts, locked=now, alone=alone), weights)
    found = list(decisions)
    for first, last in scenes(facts.turns):
        if any(t in locked for t in range(first, last)):
            found[first:last] = again[first:last]
    return found


def scenes(turns: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """(first, last exclusive) of the turns of each scene."""
    first = 0
    for t, turn in enumerate(turns):
        if t and (turn.chapter or turn.gap >= SCENE_GAP):
            yield first, t
            first = t
    if turns:
        yield first, len(turns)
