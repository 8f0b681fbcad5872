"""Scenes decoded again: what a person said of a turn is locked, and the turns around it follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from quoteattr.fiction.cast import Cast
from quoteattr.fiction.cast.order import meant
from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.speakers.lattice import Decision, decode
from quoteattr.fiction.speakers.scenes import scenes
from quoteattr.fiction.turns import Turn
from quoteattr.model.turns import Looks
from quoteattr.stage_values import Answer, Quotes, Segmented


def locks(
    segmented: Segmented, turns: Sequence[Turn], quotes: Quotes, cast: Cast, answers: Sequence[Answer]
) -> dict[int, int]:
    """Turn -> the character that a person named for it; of two answers about one turn the later one. A role
    beside an answered turn ("the captain") means the same one in its whole scene."""
    if not answers:
        return {}
    at = {_place(quotes, turn): t for t, turn in enumerate(turns)}
    places = [at.get((one.start, one.end), -1) for one in answers]
    both = zip(places, meant(cast, answers), strict=True)
    said = {t: who for t, who in both if t >= 0 and who >= 0}
    for scene in scenes(turns):
        said.update(_same_roles(segmented, turns, said, scene))
    return said


def _place(quotes: Quotes, turn: Turn) -> tuple[int, int]:
    """From where to where the quotations of a turn go."""
    return quotes.spans[turn.quotes[0]].start, quotes.spans[turn.quotes[-1]].end


def _same_roles(
    segmented: Segmented, turns: Sequence[Turn], said: Mapping[int, int], scene: tuple[int, int]
) -> dict[int, int]:
    """The turns of a scene, not answered themselves, with the role of one that is -> whose that is."""
    beside = {t: _role(segmented, turns[t]) for t in range(*scene)}
    roles = {beside[t]: said[t] for t in sorted(beside.keys() & said.keys()) if beside[t]}
    return {t: roles[role] for t, role in beside.items() if role in roles and t not in said}


def _role(segmented: Segmented, turn: Turn) -> tuple[str, ...]:
    """The words of the role that a cue gives a turn; nothing for a name, a pronoun and for no cue."""
    cue = turn.cue
    if cue is None or cue.kind not in ("noun", "role"):
        return ()
    return tuple([word.lower() for word in segmented.tokens.words[cue.first : cue.last]])


def decode_again(
    facts: Facts, decisions: Sequence[Decision], locked: Mapping[int, int], looks: Looks
) -> list[Decision]:
    """The decisions, with those of the scenes of ``locked`` turns made anew; other scenes stay."""
    groups = {k for k, one in enumerate(facts.cast.characters) if one.group}
    now = tuple([locked.get(t, who) for t, who in enumerate(facts.locked)])
    alone = tuple([-1 if who in groups else who for who in now])
    again = decode(evolve(facts, locked=now, alone=alone), looks)
    found = list(decisions)
    for first, last in scenes(facts.turns):
        if any(t in locked for t in range(first, last)):
            found[first:last] = again[first:last]
    return found
