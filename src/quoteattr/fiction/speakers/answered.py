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
from quoteattr.names.gender import alike
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
    """Unanswered turns of a scene -> the speaker of an answered one whose cue has the same role."""
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
    same = renamed(facts, locked)
    now = tuple([locked.get(t, same.get(who, who)) for t, who in enumerate(facts.locked)])
    alone = tuple([-1 if who in groups else who for who in now])
    again = decode(evolve(facts, locked=now, alone=alone), looks)
    found = list(decisions)
    for first, last in scenes(facts.turns):
        if any(t in locked or facts.locked[t] in same for t in range(first, last)):
            found[first:last] = again[first:last]
    return (
        [found[t] if t in locked else _renamed(found[t], same) for t in range(len(found))] if same else found
    )


def renamed(facts: Facts, locked: Mapping[int, int]) -> dict[int, int]:
    """Character -> the one whom a person means by that name, in the whole story: a turn with "said Dane" that
    is Charles Dane's makes Dane Charles Dane, if the two share a word, if the text does not name the other,
    or if a person says it twice."""
    said: dict[int, list[int]] = {}
    for t in sorted(locked):
        cue, before = facts.turns[t].cue, facts.locked[t]
        if cue is not None and cue.kind == "name" and before >= 0:
            said.setdefault(before, []).append(locked[t])
    return {k: who[-1] for k, who in said.items() if k not in who and _are_one(facts.cast, k, who)}


def _are_one(cast: Cast, k: int, said: Sequence[int]) -> bool:
    """Whether ``k`` is another name of the character ``said``; never for people of a list."""
    one, other = cast.characters[k], cast.characters[said[-1]]
    if len(set(said)) > 1 or one.known is not None or not alike(one.gender, other.gender):
        return False
    words = [{word for form in who.forms for word in form.lower().split()} for who in (one, other)]
    is_new = said[-1] not in cast.mentions.who
    return is_new or len(said) > 1 or not words[0].isdisjoint(words[1])


def _renamed(decision: Decision, same: Mapping[int, int]) -> Decision:
    """The decision with those whom a person calls otherwise by that name."""
    ranked: dict[int, float] = {}
    for k, share in decision.ranked:
        ranked[same.get(k, k)] = ranked.get(same.get(k, k), 0.0) + share
    return evolve(
        decision, character=same.get(decision.character, decision.character), ranked=tuple(ranked.items())
    )
