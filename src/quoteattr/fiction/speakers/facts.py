"""What is counted once a story, so that the features of its turns need not count again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from attrs import frozen

from quoteattr.fiction.cast.spoken import VOCATIVE_AFTER
from quoteattr.fiction.cast.values import Cast
from quoteattr.fiction.turns.beside import CUES
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.letters import small
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented, Sentences

_LONG = 100  # tokens of a long turn


@frozen(eq=False)
class Facts:
    """What is counted once a text.

    ``locked``   for each turn the character that a cue names, or -1.
    ``alone``    the same without groups, who speak where a cue says so and nowhere else.
    ``spoken``   characters named inside each turn: character -> whether it is addressed.
    ``sir``      the gender of the one whom each turn addresses as sir or madam, or "".
    ``told``     the characters whom the narration names, in text order; ``told_at``: the tokens where.
    ``ties``     what in the words of a turn and of the one before ties them: "?" that asked, "y" this answers
                 with yes or no, "k" this asks, "l" both are long.
    ``weight``   for each character how often it is named (bucket), ``speaks`` how often a cue names it.
    ``first_person``  paragraphs whose narration says "I", where there is a narrator.
    ``roles``    whether a character is known by a role alone.
    ``narrator`` the character who tells the story, or -1.
    """

    turns: Sequence[Turn]
    cast: Cast
    locked: tuple[int, ...]
    alone: tuple[int, ...]
    spoken: tuple[Mapping[int, bool], ...]
    sir: tuple[str, ...]
    told: tuple[int, ...]
    told_at: tuple[int, ...]
    paragraph_of: tuple[int, ...]
    weight: tuple[str, ...]
    speaks: tuple[str, ...]
    ties: tuple[str, ...]
    narrator: int
    roles: tuple[bool, ...]
    first_person: tuple[int, ...]


def lock_of(turn: Turn, cast: Cast) -> int:
    """The character that a cue beside the turn names outright, or -1."""
    for voice in turn.voices[:1]:
        if voice.where in CUES and voice.verb and voice.kind == "name":
            return cast.mentions.whom(voice)
        if voice.where in CUES and voice.kind in ("noun", "group") and cast.mentions.whom(voice) >= 0:
            who = cast.mentions.whom(voice)
            return who if cast.characters[who].introduced else -1
        if voice.where in CUES and voice.kind == "i" and voice.verb:
            return cast.teller
    return -1


def facts_of(
    segmented: Segmented, sentences: Sentences, turns: Sequence[Turn], cast: Cast, pack: Pack
) -> Facts:
    """Count what the features need, once."""
    tokens, inside, mentions = segmented.tokens, sentences.inside, cast.mentions
    mine = {form for word in pack.story["first-person"] for form in (word, word.capitalize())} - {"i"}
    groups = {k for k, one in enumerate(cast.characters) if one.group}
    told = [
        (who, first)
        for who, first in zip(mentions.who, mentions.firsts, strict=True)
        if inside[first] < 0 and who not in groups
    ]
    told_at = [first for _, first in told]
    locked = [lock_of(turn, cast) for turn in turns]
    named = Counter(mentions.who)
    speaks = Counter(locked)
    starts = [bisect_left(tokens.starts, p.start) for p in segmented.paragraphs]
    last_words = [_last_mark(tokens.words, turn.last) for turn in turns]
    return Facts(
        turns,
        cast,
        tuple(locked),
        tuple([-1 if who in groups else who for who in locked]),
        cast.spoken,
        tuple([_says_sir(turn, tokens.words, inside, pack.story["sir"]) for turn in turns]),
        tuple([who for who, _ in told]),
        tuple(told_at),
        tuple([bisect_right(starts, first) - 1 for first in told_at]),
        tuple([_bucket(named[k], len(mentions.who)) for k in range(len(cast.characters))]),
        tuple([_bucket(speaks[k], len(turns)) for k in range(len(cast.characters))]),
        _ties(turns, last_words, tokens.words, pack.story["answer"]),
        cast.teller,
        tuple([_is_role(one.forms, pack.story["any-article"]) for one in cast.characters]),
        tuple(
            dict.fromkeys(
                [
                    bisect_right(starts, i) - 1
                    for i, w in enumerate(tokens.words)
                    if w in mine and inside[i] < 0
                ]
            )
        )
        if cast.teller >= 0
        else (),
    )


def _is_role(forms: Sequence[str], articles: Container[str]) -> bool:
    """Whether all forms are nouns with or without an article ("The Barman")."""
    return all(small(form[:1]) or form.split()[0].lower() in articles for form in forms)


def _last_mark(words: Sequence[str], last: int) -> str:
    for k in range(last - 1, max(-1, last - 4), -1):
        if words[k] in ".?!,":
            return words[k]
    return ""


def _ties(
    turns: Sequence[Turn], last_words: Sequence[str], words: Sequence[str], answers: Container[str]
) -> tuple[str, ...]:
    ties = []
    for t, turn in enumerate(turns):
        tie = "?" if t and last_words[t - 1] == "?" else ""
        if any(word.lower() in answers for word in words[turn.first : turn.first + 2]):
            tie += "y"
        if last_words[t] == "?":
            tie += "k"
        if t and turn.last - turn.first > _LONG and turns[t - 1].last - turns[t - 1].first > _LONG:
            tie += "l"
        ties.append(tie)
    return tuple(ties)


def _bucket(count: int, total: int) -> str:
    if not count:
        return "0"
    share = count / total
    return (
        "a"
        if share > 0.15
        else "b"
        if share > 0.05
        else "c"
        if share > 0.02
        else "d"
        if share > 0.005
        else "e"
    )


def _says_sir(turn: Turn, words: Sequence[str], inside: Sequence[int], sir: Mapping[str, str]) -> str:
    for i in range(turn.first, turn.last):
        word = words[i]
        if word in sir and inside[i] >= 0 and words[i + 1 : i + 2] and words[i + 1] in VOCATIVE_AFTER:
            return sir[word]
    return ""
