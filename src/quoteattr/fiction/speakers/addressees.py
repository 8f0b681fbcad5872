"""To whom each turn is said: whom it addresses by name, whom "said to" names, the partner in the dialogue."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.turns.stage import Turn
from quoteattr.stage_values import Segmented

_NEAR = 3  # turns in which a partner is looked for
_FAR = 4  # paragraphs of narration that part two conversations
_TAIL = 12  # tokens behind a cue in which "to Helen" may stand


def find_addressees(segmented: Segmented, facts: Facts, speakers: Sequence[int]) -> list[int]:
    """For each turn the character to whom it is said, or -1; ``speakers`` as decided, one a turn."""
    return [_addressee(segmented, facts, speakers, t) for t in range(len(facts.turns))]


def _addressee(segmented: Segmented, facts: Facts, speakers: Sequence[int], t: int) -> int:
    speaker = speakers[t]
    named = [who for who, addressed in facts.spoken[t].items() if addressed and who != speaker]
    told = _told(segmented, facts, facts.turns[t])
    if told >= 0 and told != speaker:
        return told
    partners = _partners(facts, speakers, t)
    for who in named:
        if who in partners:
            return who
    if named:
        return named[0]
    return partners[0] if partners else -1


def _told(segmented: Segmented, facts: Facts, turn: Turn) -> int:
    """The character of "to Helen" or "asked Helen" behind the verb of a cue; -1 if there is none."""
    words, who_at = segmented.tokens.words, facts.cast.mentions.who_at
    for voice in turn.voices[:1]:
        start = max(voice.last, voice.token + 1)
        for k in range(start, min(start + _TAIL, len(words) - 1)):
            if words[k] in (".", ":", ";", "“", '"', "‘"):
                break
            if words[k] == "to" and k + 1 in who_at:
                return who_at[k + 1]
            if k == start and k in who_at and voice.where == "x-said":
                return who_at[k]
    return -1


def _partners(facts: Facts, speakers: Sequence[int], t: int) -> list[int]:
    """Others who speak near the turn, the likeliest first: the speaker before, then the one after."""
    turns, speaker = facts.turns, speakers[t]
    found: dict[int, float] = {}
    for sign in (-1, 1):
        distance = 0
        for step in range(1, _NEAR + 1):
            k = t + sign * step
            if not 0 <= k < len(turns):
                break
            border = turns[k + 1] if sign < 0 else turns[k]
            distance += max(0, border.gap - 1)
            if border.chapter or distance > _FAR:
                break
            who = speakers[k]
            if who >= 0 and who != speaker:
                score = (1.0 if sign < 0 else 0.8) / step / (1 + 0.5 * distance)
                found[who] = found.get(who, 0.0) + score
    return sorted(found, key=lambda who: (-found[who], who))
