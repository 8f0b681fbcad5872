"""What is counted once a story, so that the features of its turns need not count again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from math import log

from attrs import frozen

from quoteattr.fiction.cast.spoken import VOCATIVE_AFTER
from quoteattr.fiction.cast.values import Cast, Character, Mentions
from quoteattr.fiction.speakers.acting import Actor, actors
from quoteattr.fiction.speakers.presence import named_as
from quoteattr.fiction.speakers.style import words_said
from quoteattr.fiction.turns.beside import Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.letters import small
from quoteattr.lang.pack import Pack
from quoteattr.model import hundredths
from quoteattr.stage_values import Segmented, Sentences
from quoteattr.text.tokens import paragraph_starts

_LONG = 100  # tokens of a long turn
_SHARES = "0edcba"  # letter of a share of all mentions or cues, by the limits _LEAST_SHARES
LONG = "l"
_LENGTHS = f"sm{LONG}"  # of a story: short, middling, long
_LEAST_LENGTHS = (12, 60)  # cues that name somebody
_LEAST_SHARES = (0, 0.005, 0.02, 0.05, 0.15)
_MOSTLY, _PAIRS = 0.03, 30  # prior: in most stories 3 % of neighbouring turns are one person's; its weight
_RARE = 100  # hundredths of a logarithm by which that is rarer where no cue says it


@frozen(eq=False)
class Facts:
    """What is counted once a text.

    ``locked``   for each turn the character that a cue names, or who acts in its paragraph; or -1.
    ``alone``    the same without groups and "somebody", who speak where a cue says so and nowhere else.
    ``actors``   who acts beside each turn that has no cue.
    ``spoken``   characters named inside each turn: character -> whether it is addressed.
    ``sir``      the gender of the one whom each turn addresses as sir or madam, or "".
    ``told``     the characters whom the narration names, in text order; ``told_at``: the tokens where.
    ``ties``     what in the words of a turn and of the one before ties them: "?" that asked, "y" this answers
                 with yes or no, "k" this asks, "l" both are long.
    ``weight``   for each character how often it is named (bucket), ``speaks`` how often a cue names it.
    ``first_person``  paragraphs whose narration says "I", where there is a narrator.
    ``roles``    whether a character is known by a role alone.
    ``told_as``  what each of the ``told`` is in its sentence: who "does", "has" or "to" whom.
    ``length``   of the story, by how many cues name somebody: "s", "m" or "l".
    ``narrators``  for each turn the character who tells the story there, or -1.
    ``said``     the words of each turn that show how somebody talks, and how often.
    ``goes_on``  what speaks for one who has two neighbouring paragraphs of speech, in hundredths: it is
                 rare, and in this story as rare as among the turns that are sure.
    """

    turns: Sequence[Turn]
    cast: Cast
    locked: tuple[int, ...]
    alone: tuple[int, ...]
    actors: tuple[Actor, ...]
    spoken: tuple[Mapping[int, bool], ...]
    sir: tuple[str, ...]
    told: tuple[int, ...]
    told_at: tuple[int, ...]
    paragraph_of: tuple[int, ...]
    weight: tuple[str, ...]
    speaks: tuple[str, ...]
    ties: tuple[str, ...]
    narrators: tuple[int, ...]
    roles: tuple[bool, ...]
    first_person: tuple[int, ...]
    told_as: tuple[str, ...]
    length: str
    said: tuple[Counter[str], ...]
    goes_on: int


def lock_of(turn: Turn, cast: Cast, others: bool) -> int:
    """The character that a cue beside the turn names outright, or -1; ``others``: whether "the porter" may be
    somebody whom no list has."""
    cue = turn.cue
    if cue is None:
        return -1
    if (alias := cast.aliases.get(cue.first)) is not None:
        return alias.character if alias.is_sure else -1
    if cue.kind in ("noun", "group"):
        who = cast.mentions.whom(cue)
        sure = who >= 0 and (cast.characters[who].introduced or cue.first in cast.mentions.sure)
        is_other = others or cue.kind == "group"
        return who if sure and is_other and _is_somebody(cue, cast.characters[who]) else -1
    return (
        cast.mentions.whom(cue)
        if cue.kind == "name"
        else cast.teller_at(turn.first)
        if cue.kind == "i"
        else -1
    )


def _is_somebody(cue: Voice, one: Character) -> bool:
    """Whether the noun of a cue is a person. Behind a quotation any noun is ("croaked the thing"), in front
    only one known to be ("The flush deepened as Clara said:" has none)."""
    return cue.where != "announced" or one.role or one.group or cue.gender is not None


def facts_of(
    segmented: Segmented, sentences: Sentences, turns: Sequence[Turn], cast: Cast, pack: Pack
) -> Facts:
    """Count what the features need, once."""
    words, inside, mentions = segmented.tokens.words, sentences.inside, cast.mentions
    starts, characters = paragraph_starts(segmented), cast.characters
    groups = {k for k, one in enumerate(characters) if one.group or one.passing}
    told = _told(mentions, inside, groups)
    acting = actors(segmented.tokens, cast, turns, pack)
    both = zip(turns, acting, strict=True)
    roles = tuple([_is_role(one.forms, pack.story.any_article) for one in characters])
    # a list with "The Barman" in it has all who speak: "the old servant" is one of them
    others = not any(
        is_role and one.known is not None for is_role, one in zip(roles, characters, strict=True)
    )
    locked = tuple([max(lock_of(turn, cast, others), actor.character) for turn, actor in both])
    return Facts(
        turns=turns,
        cast=cast,
        locked=locked,
        alone=tuple([-1 if who in groups else who for who in locked]),
        actors=acting,
        spoken=cast.spoken,
        sir=tuple([_says_sir(turn, words, inside, pack.story.sir) for turn in turns]),
        told=tuple([who for _, _, who in told]),
        told_at=tuple([first for first, _, _ in told]),
        told_as=tuple([named_as(segmented.tokens, first, last, pack) for first, last, _ in told]),
        paragraph_of=tuple([bisect_right(starts, first) - 1 for first, _, _ in told]),
        weight=_shares(mentions.who, len(characters)),
        speaks=_shares(locked, len(characters)),
        ties=_ties(turns, words, pack.story.answer),
        narrators=_narrators(turns, cast),
        roles=roles,
        first_person=_first_person(words, inside, starts, pack) if cast.narrator.first_person else (),
        length=_length(locked),
        said=tuple([words_said(segmented.tokens, inside, turn.first, turn.last) for turn in turns]),
        goes_on=_goes_on(turns, locked),
    )


def _goes_on(turns: Sequence[Turn], locked: Sequence[int]) -> int:
    """How much more often than in most stories somebody speaks on in the next paragraph, as a logarithm."""
    pairs = [
        before == who
        for turn, before, who in zip(turns[1:], locked, locked[1:], strict=False)
        if turn.gap == 1 and min(before, who) >= 0
    ]
    share = (pairs.count(True) + _MOSTLY * _PAIRS) / (len(pairs) + _PAIRS)
    return hundredths(log(share / _MOSTLY)) - _RARE


def _told(mentions: Mentions, inside: Sequence[int], groups: Container[int]) -> list[tuple[int, int, int]]:
    """(first token, last exclusive, character) of those whom the narration names, without ``groups``."""
    places = zip(mentions.firsts, mentions.lasts, mentions.who, strict=True)
    return [place for place in places if inside[place[0]] < 0 and place[2] not in groups]


def _narrators(turns: Sequence[Turn], cast: Cast) -> tuple[int, ...]:
    if not cast.narrator.first_person:
        return (-1,) * len(turns)
    return tuple([cast.teller_at(turn.first) for turn in turns])


def _length(locked: Sequence[int]) -> str:
    """How long a story is, by its cues with names."""
    return _LENGTHS[bisect_right(_LEAST_LENGTHS, len(locked) - locked.count(-1))]


def _first_person(
    words: Sequence[str], inside: Sequence[int], starts: Sequence[int], pack: Pack
) -> tuple[int, ...]:
    """The paragraphs whose narration says "I" or "My"; "i" is no word of a narrator's."""
    own = {form for word in pack.story.first_person for form in (word, word.capitalize())}
    own -= {word.lower() for word in pack.words.turns.always_capital}
    places = [i for i, word in enumerate(words) if word in own and inside[i] < 0]
    return tuple(dict.fromkeys([bisect_right(starts, i) - 1 for i in places]))


def _is_role(forms: Sequence[str], articles: Container[str]) -> bool:
    """Whether all forms are nouns with or without an article ("The Barman")."""
    return all(small(form[:1]) or form.split()[0].lower() in articles for form in forms)


def _last_mark(words: Sequence[str], last: int) -> str:
    for k in range(last - 1, max(-1, last - 4), -1):
        if words[k] in ".?!,":
            return words[k]
    return ""


def _ties(turns: Sequence[Turn], words: Sequence[str], answers: Container[str]) -> tuple[str, ...]:
    """For each turn what ties it to the one before, as Facts has it."""
    ties = []
    asked = long = False  # the turn before
    for turn in turns:
        answered = any(word.lower() in answers for word in words[turn.first : turn.first + 2])
        asks, is_long = _last_mark(words, turn.last) == "?", turn.last - turn.first > _LONG
        ties.append("?" * asked + "y" * answered + "k" * asks + "l" * (long and is_long))
        asked, long = asks, is_long
    return tuple(ties)


def _shares(owners: Sequence[int], count: int) -> tuple[str, ...]:
    """For each of ``count`` characters the share of ``owners`` that is theirs, from "a" to "e"; "0": none."""
    counted = Counter(owners)
    shares = [counted[k] / len(owners) if counted[k] else 0 for k in range(count)]
    return tuple([_SHARES[bisect_left(_LEAST_SHARES, share)] for share in shares])


def _says_sir(turn: Turn, words: Sequence[str], inside: Sequence[int], sir: Mapping[str, str]) -> str:
    for i in range(turn.first, turn.last):
        word = words[i]
        if word in sir and inside[i] >= 0 and words[i + 1 : i + 2] and words[i + 1] in VOCATIVE_AFTER:
            return sir[word]
    return ""


def near(turns: Sequence[Turn], t: int, most: int, farthest: int) -> Iterator[tuple[int, int]]:
    """(step, paragraphs of narration between) of the turns before turn ``t``, nearest first, then of those
    behind it: at most so many, and not beyond a chapter's border or the ``farthest`` paragraph."""
    for sign in (-1, 1):
        distance = 0
        for step in range(sign, sign * (most + 1), sign):
            if not 0 <= t + step < len(turns):
                break
            later = turns[t + step + (sign < 0)]  # of two neighbours the one that knows the gap
            distance += max(0, later.gap - 1)
            if later.chapter or distance > farthest:
                break
            yield step, distance
