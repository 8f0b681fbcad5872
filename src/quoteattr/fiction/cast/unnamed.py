"""Those who speak under a role alone: "said the landlord", "a voice cried"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from attrs import evolve

from quoteattr.fiction.cast.stage import Cast, Character
from quoteattr.fiction.turns.beside import CUES, Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented

_THEY_REACH = 60  # tokens in front of "they" in which several are looked for
_SELDOM = 2  # cues with "the porter" up to which he is nobody of those listed
_LONGEST = 4  # words of a role


def with_roles(
    cast: Cast,
    turns: tuple[Turn, ...],
    segmented: Segmented,
    inside: Sequence[int],
    pack: Pack,
) -> tuple[Cast, tuple[Turn, ...]]:
    """The cast with those who speak under a role alone, and the turns that name them.

    "The" and "a" make somebody of a noun, possessives do not: "his wife" is mostly somebody with a name.
    Beside a list, whom the text brings in with "a" is ``introduced``: a newcomer, nobody of those listed; so
    is a post ("the porter") with a cue or two.
    """
    words, articles = segmented.tokens.words, pack.story["any-article"]
    people = list(cast.characters)
    by_phrase: dict[str, int] = {}
    added: list[tuple[int, int, int]] = []
    for voice in [
        v for turn in turns for v in turn.voices if v.where in CUES and v.kind in ("noun", "group")
    ]:
        start = voice.first + (
            2 if " ".join(words[voice.first + 1 : voice.first + 2]).lower() in articles else 1
        )
        phrase = " ".join(words[start : voice.last]).lower()
        head = words[voice.last - 1].lower()
        if head == "we":
            continue
        if voice.kind == "group" and not phrase:  # "they cried"
            meant = _before(cast, segmented, inside, voice.first, articles)
            phrase = meant[0].lower() or head
            if phrase not in by_phrase:
                by_phrase[phrase] = len(people)
                people.append(_several(*meant, phrase))
        elif words[voice.first].lower() not in articles or head in pack.story["no-role"] or not phrase:
            continue
        who = cast.phrases.get(phrase, by_phrase.get(phrase, -1))
        if who < 0:
            who = by_phrase[phrase] = len(people)
            people.append(_role(segmented, voice, phrase, pack))
        added.append((voice.first, voice.last, who))
    if any(one.known is not None for one in cast.characters):
        cues = Counter([who for _, _, who in added])
        seldom = [who for who in by_phrase.values() if people[who].role and cues[who] <= _SELDOM]
        for who in (*_introduced(segmented, by_phrase, pack), *seldom):
            people[who] = evolve(people[who], introduced=True)
    places = sorted({*zip(cast.firsts, cast.lasts, cast.who, strict=True), *added})
    firsts, lasts, whose = zip(*places, strict=True) if places else ((), (), ())
    new_cast = Cast(
        tuple(people), firsts, lasts, whose, {first: m for m, first in enumerate(firsts)}, cast.phrases
    )
    return new_cast, _renumbered_turns(turns, cast, places, added)


def _role(segmented: Segmented, voice: Voice, phrase: str, pack: Pack) -> Character:
    """Somebody, or several, known by a role; "they" have no name."""
    tokens = segmented.tokens
    written = segmented.text[tokens.starts[voice.last - len(phrase.split())] : tokens.ends[voice.last - 1]]
    written = " ".join(written.split())
    if voice.kind == "group":
        return _several(f"the {written}", (), phrase)
    head = tokens.words[voice.last - 1]
    gender = pack.lists["roles"].get(head.lower())
    evidence = (f"noun {head.lower()}",) if gender else ()
    capital = head[:1].isupper()  # "said the Toad": written as a name
    name = f"the {written if capital else phrase}"
    post = bool(tokens.classes[voice.last - 1] & c.ROLE) or head.lower() in pack.story["post"]
    role = post and head.lower() not in pack.story["anybody"]
    return Character(name, (phrase,), gender, evidence, unnamed=True, introduced=capital, role=role)


def _several(name: str, members: tuple[int, ...], phrase: str) -> Character:
    return Character(name, (phrase,), unnamed=True, introduced=True, group=True, members=members)


def _before(
    cast: Cast, segmented: Segmented, inside: Sequence[int], token: int, articles: Container[str]
) -> tuple[str, tuple[int, ...]]:
    """(name, members) of those whom the narration before ``token`` names together last: "the boys", "Nora and
    Hugh"; ("", ()) where there is nobody."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    for k in range(token - 1, max(0, token - _THEY_REACH), -1):
        if inside[k] >= 0:
            continue
        if classes[k] & c.GROUP and any(words[j].lower() in articles for j in range(max(0, k - 2), k)):
            return f"the {words[k].lower()}", ()
        m = cast.at.get(k)
        if m and words[k - 1] == "and" and cast.lasts[m - 1] == k - 1:
            pair = (cast.who[m - 1], cast.who[m])
            return " and ".join([cast.characters[who].name for who in pair]), pair
    return "", ()


def _introduced(segmented: Segmented, by_phrase: Mapping[str, int], pack: Pack) -> list[int]:
    """Those of the roles that the text mentions with "a": "a porter", not "a man", who may be anybody."""
    words, anybody = segmented.tokens.words, pack.story["anybody"]
    new = {form for word in pack.story["new-article"] for form in (word, word.capitalize())}
    by_phrase = {phrase: who for phrase, who in by_phrase.items() if phrase.split()[-1] not in anybody}
    found: dict[int, None] = {}
    for i in [i for i, word in enumerate(words) if word in new]:
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
    if voice.kind in ("noun", "group") and voice.first in by_place:
        return evolve(voice, mention=number[voice.first, by_place[voice.first]])
    return voice
