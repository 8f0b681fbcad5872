"""Those who speak under a role alone: "said the landlord", "a voice cried"."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from quoteattr.lang.words import words as word_set
from quoteattr.resolution.characters import Cast, Character
from quoteattr.resolution.scenes import Turn
from quoteattr.resolution.voices import CUES, Voice
from quoteattr.types import Gender, Segmented

_NOT_A_ROLE = word_set("other latter former first second same answer reply words voice cry one way door hand")
_NEW = word_set("a an another one A An Another One")
_ARTICLES = word_set("the a an another one")
_ANYBODY = word_set(
    """
    man woman girl boy lady gentleman lad fellow friend companion stranger child creature person youth
    guest visitor brother sister mother father son daughter uncle aunt cousin wife husband host hostess
    speaker lover one figure
    """
)
_LONGEST = 4  # words of a role


def with_roles(
    cast: Cast, turns: tuple[Turn, ...], segmented: Segmented, nouns: Mapping[str, Gender | None]
) -> tuple[Cast, tuple[Turn, ...]]:
    """The cast with those who speak under a role alone, and the turns that name them.

    "The" and "a" make somebody of a noun, possessives do not: "his wife" is mostly somebody with a name.
    Beside a list, whom the text brings in with "a" is ``introduced``: a newcomer, nobody of those listed.
    """
    words = segmented.tokens.words
    people = list(cast.characters)
    by_phrase: dict[str, int] = {}
    added: list[tuple[int, int, int]] = []
    for voice in [v for turn in turns for v in turn.voices if v.kind == "noun" and v.where in CUES]:
        phrase = " ".join(words[voice.first + 1 : voice.last]).lower()
        head = words[voice.last - 1].lower()
        if words[voice.first].lower() not in _ARTICLES or head in _NOT_A_ROLE or not phrase:
            continue
        who = cast.phrases.get(phrase, by_phrase.get(phrase, -1))
        if who < 0:
            who = by_phrase[phrase] = len(people)
            gender = nouns.get(head)
            evidence = (f"noun {head}",) if gender else ()
            people.append(Character(f"the {phrase}", (phrase,), gender, evidence, unnamed=True))
        added.append((voice.first, voice.last, who))
    if any(one.known is not None for one in cast.characters):
        for who in _introduced(segmented, by_phrase):
            people[who] = evolve(people[who], introduced=True)
    places = sorted({*zip(cast.firsts, cast.lasts, cast.who, strict=True), *added})
    firsts, lasts, whose = zip(*places, strict=True) if places else ((), (), ())
    new_cast = Cast(
        tuple(people), firsts, lasts, whose, {first: m for m, first in enumerate(firsts)}, cast.phrases
    )
    return new_cast, _renumbered_turns(turns, cast, places, added)


def _introduced(segmented: Segmented, by_phrase: Mapping[str, int]) -> list[int]:
    """Those of the roles that the text mentions with "a": "a porter", not "a man", who may be anybody."""
    words = segmented.tokens.words
    by_phrase = {phrase: who for phrase, who in by_phrase.items() if phrase.split()[-1] not in _ANYBODY}
    found: dict[int, None] = {}
    for i in [i for i, word in enumerate(words) if word in _NEW]:
        for last in range(i + 2, i + 2 + _LONGEST):
            who = by_phrase.get(" ".join(words[i + 1 : last]).lower())
            if who is not None:
                found[who] = None
    return list(found)


def _renumbered_turns(
    turns: tuple[Turn, ...],
    cast: Cast,
    places: list[tuple[int, int, int]],
    added: list[tuple[int, int, int]],
) -> tuple[Turn, ...]:
    """The turns with the numbers that mentions have among ``places``."""
    number = {(first, who): m for m, (first, _, who) in enumerate(places)}
    by_place = {first: who for first, _, who in added}

    def renumbered(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
        return tuple([_renumbered(voice, cast, number, by_place) for voice in voices])

    return tuple([evolve(t, voices=renumbered(t.voices), around=renumbered(t.around)) for t in turns])


def _renumbered(
    voice: Voice, cast: Cast, number: Mapping[tuple[int, int], int], by_place: Mapping[int, int]
) -> Voice:
    if voice.mention >= 0:
        return evolve(voice, mention=number[cast.firsts[voice.mention], cast.who[voice.mention]])
    if voice.kind == "noun" and voice.first in by_place:
        return evolve(voice, mention=number[voice.first, by_place[voice.first]])
    return voice
