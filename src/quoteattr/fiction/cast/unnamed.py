"""Those who speak under a role alone: "said the landlord", "a voice cried"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from attrs import evolve

from quoteattr.fiction.cast.values import Character, Mentions
from quoteattr.fiction.turns.beside import CUES, Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.names.gender import GenderEvidence
from quoteattr.stage_values import Segmented

_THEY_REACH = 60  # tokens in front of "they" in which several are looked for
_SELDOM = 2  # at most so many cues: then "the porter" is taken for somebody not on the list
_LONGEST = 4  # words of a role


def speaking_roles(
    people: list[Character],
    names: Mentions,
    phrases: Mapping[str, int],
    turns: Sequence[Turn],
    segmented: Segmented,
    inside: Sequence[int],
    pack: Pack,
) -> list[tuple[int, int, int]]:
    """(first token, last exclusive, character) of each cue's role or group; whom no name and none of the
    ``phrases`` of ``people`` covers is added to ``people``.

    "The" and "a" make somebody of a noun, possessives do not: "his wife" is mostly somebody with a name.
    When a list of characters is given, somebody brought in with "a" ("a porter") is ``introduced``: not on
    the list. So is a trade ("the porter") with at most two cues.
    """
    words, articles = segmented.tokens.words, pack.story["any-article"]
    listed = any(one.known is not None for one in people)
    number = {first: m for m, first in enumerate(names.firsts)}
    by_phrase: dict[str, int] = {}
    found: list[tuple[int, int, int]] = []
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
            meant = _before(people, names, number, segmented, inside, voice.first, articles)
            phrase = meant[0].lower() or head
            if phrase not in by_phrase:
                by_phrase[phrase] = len(people)
                people.append(_several(*meant, phrase))
        elif words[voice.first].lower() not in articles or head in pack.story["no-role"] or not phrase:
            continue
        who = phrases.get(phrase, by_phrase.get(phrase, -1))
        if who < 0:
            who = by_phrase[phrase] = len(people)
            people.append(_role(segmented, voice, phrase, pack))
        found.append((voice.first, voice.last, who))
    if listed:
        cues = Counter([who for _, _, who in found])
        seldom = [who for who in by_phrase.values() if people[who].role and cues[who] <= _SELDOM]
        for who in (*_introduced(segmented, by_phrase, pack), *seldom):
            people[who] = evolve(people[who], introduced=True)
    return found


def _role(segmented: Segmented, voice: Voice, phrase: str, pack: Pack) -> Character:
    """Somebody, or several, known by a role; "they" have no name."""
    tokens = segmented.tokens
    written = segmented.text[tokens.starts[voice.last - len(phrase.split())] : tokens.ends[voice.last - 1]]
    written = " ".join(written.split())
    if voice.kind == "group":
        return _several(f"the {written}", (), phrase)
    head = tokens.words[voice.last - 1]
    gender = pack.roles.get(head.lower())
    evidence = (GenderEvidence("noun", head.lower()),) if gender else ()
    named = capital(head)  # "said the Toad": written as a name
    name = f"the {written if named else phrase}"
    post = bool(tokens.classes[voice.last - 1] & c.ROLE) or head.lower() in pack.story["post"]
    role = post and head.lower() not in pack.story["anybody"]
    return Character(name, (phrase,), gender, evidence, unnamed=True, introduced=named, role=role)


def _several(name: str, members: tuple[int, ...], phrase: str) -> Character:
    return Character(name, (phrase,), unnamed=True, introduced=True, group=True, members=members)


def _before(
    people: Sequence[Character],
    names: Mentions,
    number: Mapping[int, int],
    segmented: Segmented,
    inside: Sequence[int],
    token: int,
    articles: Container[str],
) -> tuple[str, tuple[int, ...]]:
    """(name, members) of those whom the narration before ``token`` names together last: "the boys", "Nora and
    Hugh"; ("", ()) where there is nobody."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    for k in range(token - 1, max(0, token - _THEY_REACH), -1):
        if inside[k] >= 0:
            continue
        if classes[k] & c.GROUP and any(words[j].lower() in articles for j in range(max(0, k - 2), k)):
            return f"the {words[k].lower()}", ()
        m = number.get(k)
        if m and words[k - 1] == "and" and names.lasts[m - 1] == k - 1:
            pair = (names.who[m - 1], names.who[m])
            return " and ".join([people[who].name for who in pair]), pair
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
