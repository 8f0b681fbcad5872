"""Named reasons for how sure a decided turn is; a linear model and a table make a probability of them."""

from __future__ import annotations

from math import log

from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.speakers.features import fit, gap_class, turn_type, voice_gender
from quoteattr.fiction.speakers.lattice import Decision
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.letters import capital, small

_LEAST = 0.005


def turn_reasons(facts: Facts, decisions: list[Decision], t: int, text: str) -> dict[str, float]:
    """The figures on which the confidence of turn ``t`` rests; ``text``: its first quotation, marks off."""
    decision, turn = decisions[t], facts.turns[t]
    found = {f"type {turn_type(turn)}": 1.0, f"gap {gap_class(turn)}": 1.0, f"length {facts.length}": 1.0}
    if decision.locked:  # by a cue, or by a person
        found[f"locked {turn.voices[0].where if turn.voices else 'answer'}"] = 1.0
    else:
        found |= _of_choice(facts, decision, turn)
    found |= _of_neighbours(facts, decisions, t)
    if decision.character in facts.spoken[t]:
        found["names itself"] = 1.0
    if decision.character >= 0:
        found[f"speaks {facts.speaks[decision.character]}"] = 1.0
        found[f"name {_name_shape(facts, decision.character, t)}"] = 1.0
    return found | _shape(text)


def _of_choice(facts: Facts, decision: Decision, turn: Turn) -> dict[str, float]:
    """How far the character chosen stands out from the others, and whether what the cue shows fits."""
    probability = min(1 - _LEAST, max(_LEAST, decision.probability))
    odds = log(probability / (1 - probability))
    found = {"odds": odds, f"odds {turn_type(turn)}": odds}
    if len(decision.ranked) == 1:
        found["alone"] = 1.0
    if any(voice.kind == "noun" for voice in turn.voices[:1]):
        found["noun"] = 1.0
    shown = voice_gender(turn)
    if shown and decision.character >= 0:
        found[f"shown {fit(facts.cast.characters[decision.character].gender or 'none', shown)}"] = 1.0
    return found


def _of_neighbours(facts: Facts, decisions: list[Decision], t: int) -> dict[str, float]:
    """Whether the turns beside are sure, and whether the same character has one in the paragraph beside."""
    found: dict[str, float] = {"locked near": 0.0}
    for k, later, name in ((t - 1, t, "twice"), (t + 1, t + 1, "twice then")):
        if 0 <= k < len(decisions):
            found["locked near"] += decisions[k].locked
            if facts.turns[later].gap == 1 and decisions[k].character == decisions[t].character:
                found[name + (" locked" if decisions[t].locked else "")] = 1.0
    return found


def _name_shape(facts: Facts, k: int, t: int) -> str:
    """How much of a name the character of turn ``t`` has: one word may be somebody's of a fuller name."""
    character = facts.cast.characters[k]
    if character.unnamed:
        return "unnamed"
    shape = "listed" if character.known is not None else "full" if " " in character.name else "one word"
    return f"narrator, {shape}" if k == facts.narrators[t] else shape


def _shape(text: str) -> dict[str, float]:
    """What the words say about being speech at all: titles and single quoted words are none."""
    words = text.split()
    found = {}
    stripped = text.rstrip(" '’\"”_*")
    if not stripped[-1:] or stripped[-1] not in ".,!?;:-—–…":
        found["no end"] = 1.0
        if len(words) < 4:
            found["no end, short"] = 1.0
    if small(text[:1]):
        found["small start"] = 1.0
    if len(words) > 1 and all(map(capital, words)):
        found["a title"] = 1.0
    return found
