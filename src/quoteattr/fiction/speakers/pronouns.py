"""Whom "he said" means: who did something last, who is named in the same narration, who speaks around it.

Whoever the narration names in front of "he" may be he; whoever it names behind it ("he said to Hugh") is
another. Of two men the one who did something last is more likely than the one who was looked at last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.turns.beside import Voice
from quoteattr.model.turns import Feature
from quoteattr.names.gender import alike
from quoteattr.types import Gender

_BACK = 60  # mentions in front of the pronoun that are looked through
_AROUND = 15  # turns on each side whose cues say who is about
_LAST = 3  # whoever did something, or was named, longer ago is one of the others
_MANY = 4  # people of one gender who speak around


def pronoun_features(facts: Facts, t: int, cue: Voice, who: Sequence[int]) -> list[list[Feature]]:
    """The features of each of ``who`` for turn ``t``, whose ``cue`` is a pronoun."""
    found: list[list[Feature]] = [[] for _ in who]
    beside = dict(_beside(facts, t, cue))
    acted, named, last_as = _before(facts, cue)
    speaking = _speaking(facts, t, cue.gender)
    many = str(min(_MANY, len(speaking)))
    for k, row in zip(who, found, strict=True):
        if k in beside:
            row.append(("by", *beside[k]))
        row.append(("acted", _rank(acted, k, _LAST), _rank(named, k, _LAST), last_as.get(k, "-")))
        row.append(("speaking", _rank(speaking, k, _MANY), many))
    return found


def _rank(ordered: Sequence[int], k: int, most: int) -> str:
    return str(min(most, ordered.index(k))) if k in ordered else "-"


def _beside(facts: Facts, t: int, cue: Voice) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """(character, where it is named in the narration of the turn itself): in front of the pronoun or behind,
    between the same quotations or others, and what it is in its sentence."""
    for first, end in facts.turns[t].narration:
        same = "same" if first <= cue.first < end else "other"
        for n in range(bisect_left(facts.told_at, first), bisect_left(facts.told_at, end)):
            place = "front" if facts.told_at[n] < cue.first else "behind"
            yield facts.told[n], (place, same, facts.told_as[n])


def _before(facts: Facts, cue: Voice) -> tuple[list[int], list[int], dict[int, str]]:
    """Those of the pronoun's gender who did something in front of it, the last one first; those who were
    named; and what each was in its sentence when named last."""
    acted: dict[int, None] = {}
    named: dict[int, None] = {}
    last_as: dict[int, str] = {}
    at = bisect_left(facts.told_at, cue.first)
    for n in range(at - 1, max(-1, at - _BACK), -1):
        k = facts.told[n]
        last_as.setdefault(k, facts.told_as[n])
        if alike(cue.gender, facts.cast.characters[k].gender):
            named.setdefault(k)
            if facts.told_as[n] == "does":
                acted.setdefault(k)
    return [*acted], [*named], last_as


def _speaking(facts: Facts, t: int, gender: Gender | None) -> list[int]:
    """Those of the gender to whom cues around give turns, whoever has most of them first."""
    around = facts.alone[max(0, t - _AROUND) : t + _AROUND + 1]
    counted = Counter([k for k in around if k >= 0 and alike(gender, facts.cast.characters[k].gender)])
    return sorted(counted, key=lambda k: (-counted[k], k))
