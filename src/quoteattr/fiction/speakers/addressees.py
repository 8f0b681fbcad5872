"""To whom each turn is said: whom it addresses by name, whom "said to" names, the partner in the dialogue."""

from __future__ import annotations

from collections.abc import Container, Sequence
from math import sqrt

from quoteattr.fiction.speakers.facts import Facts, near
from quoteattr.fiction.speakers.lattice import Decision
from quoteattr.fiction.turns.stage import Turn
from quoteattr.stage_values import Segmented

_NEAR = 6  # turns in which a partner is looked for
_FAR = 8  # paragraphs of narration that part two conversations
_LEAST = 0.02  # probability from which somebody may be the partner
_BEHIND, _PARTED = 0.85, 0.5  # weight of a turn behind; factor for each paragraph of narration between
_DIGITS = 9  # of a figure, so that ties are ties in every Python
_TAIL = 12  # tokens behind a cue in which "to Helen" may stand
_BORDERS = frozenset((".", ":", ";", "“", '"', "‘"))


def find_addressees(
    segmented: Segmented, facts: Facts, decisions: Sequence[Decision], to: Container[str]
) -> list[int]:
    """For each turn the character to whom it is said, or -1, by the ``decisions``, one a turn; ``to``: the
    word in front of whoever is spoken to."""
    return [_addressee(segmented, facts, decisions, t, to) for t in range(len(facts.turns))]


def _addressee(
    segmented: Segmented, facts: Facts, decisions: Sequence[Decision], t: int, to: Container[str]
) -> int:
    speaker = decisions[t].character
    told = _told(segmented, facts, facts.turns[t], to)
    if told >= 0 and told != speaker:
        return told
    named = [who for who, addressed in facts.spoken[t].items() if addressed and who != speaker]
    partners = _partners(facts, decisions, t)
    present = [who for who in named if who in partners]
    return next(iter((*present, *named, *partners)), -1)


def _told(segmented: Segmented, facts: Facts, turn: Turn, to: Container[str]) -> int:
    """The character of "to Helen" or "asked Helen" behind the verb of a cue; -1 if there is none."""
    words, who_at = segmented.tokens.words, facts.cast.mentions.who_at
    for voice in turn.voices[:1]:
        start = max(voice.last, voice.token + 1)
        for k in range(start, min(start + _TAIL, len(words) - 1)):
            if words[k] in _BORDERS:
                break
            if words[k] in to and k + 1 in who_at:
                return who_at[k + 1]
            if k == start and k in who_at and voice.where == "x-said":
                return who_at[k]
    return -1


def _partners(facts: Facts, decisions: Sequence[Decision], t: int) -> list[int]:
    """Others who may speak near the turn, the likeliest first: in the turn before, then in the one after."""
    found: dict[int, float] = {}
    for step, narration in near(facts.turns, t, _NEAR, _FAR):
        weight = (1.0 if step < 0 else _BEHIND) / sqrt(abs(step)) / (1 + _PARTED * narration)
        for who, share in decisions[t + step].ranked:
            if who >= 0 and who != decisions[t].character and share > _LEAST:
                found[who] = found.get(who, 0.0) + share * weight
    return sorted(found, key=lambda who: (-round(found[who], _DIGITS), who))
