"""Who tells the story: whether somebody does, and which of the characters it is.

The narrator of a first-person story is hardly ever named in the narration, but others use the narrator's name
in turns next to those with "I said". A guess needs a margin; without one nobody is the narrator.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from quoteattr.fiction.cast.values import Character, Mentions, Narrator
from quoteattr.fiction.turns.beside import CUES
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words
from quoteattr.stage_values import Profile, Segmented, Sentences

_FIRST_PERSON_EVERY = 600  # characters of narration to one "I" at most
_MARGIN = 1.5  # the best must have so many times the score of the next
_LEAST = 3.0
_NEXT = 2  # turns on each side of "I said" that may address the narrator


def find_narrator(
    segmented: Segmented,
    sentences: Sentences,
    turns: Sequence[Turn],
    people: Sequence[Character],
    mentions: Mentions,
    spoken: Sequence[Mapping[int, bool]],
    profile: Profile,
) -> Narrator:
    """The narrator whom the caller names, or one guessed with a margin, or nobody."""
    given = profile.narrator
    if given is not None:
        return Narrator(True, _by_name(people, given, profile.pack), name=given.strip())
    if not is_first_person(segmented, sentences):
        return Narrator(False)
    scores = _scores(sentences, turns, mentions, spoken)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < _LEAST:
        return Narrator(True)
    if len(ranked) > 1 and ranked[0][1] < _MARGIN * ranked[1][1]:
        return Narrator(True, -1, (ranked[0][0], ranked[1][0]))
    return Narrator(True, ranked[0][0])


def is_first_person(segmented: Segmented, sentences: Sentences) -> bool:
    """Whether "I" stands in the narration often enough."""
    words, inside = segmented.tokens.words, sentences.inside
    count = sum([1 for word, quote in zip(words, inside, strict=True) if word == "I" and quote < 0])
    outside = sum([1 for quote in inside if quote < 0])
    return count > 4 and count * _FIRST_PERSON_EVERY > outside * 5.5


def _by_name(people: Sequence[Character], name: str, pack: Pack) -> int:
    wanted = plain_words(name, pack)
    for k, one in enumerate(people):
        if any(plain_words(form, pack) == wanted for form in one.forms):
            return k
    return -1


def _scores(
    sentences: Sentences, turns: Sequence[Turn], mentions: Mentions, spoken: Sequence[Mapping[int, bool]]
) -> dict[int, float]:
    """How often each character is addressed next to a turn of "I", less what speaks against it."""
    told = Counter(
        [who for first, who in zip(mentions.firsts, mentions.who, strict=True) if sentences.inside[first] < 0]
    )
    scores: dict[int, float] = defaultdict(float)
    mine = [any(v.kind == "i" and v.where in CUES for v in turn.voices[:1]) for turn in turns]
    cued = Counter(
        [mentions.whom(v) for turn in turns for v in turn.voices[:1] if v.kind == "name" and v.where in CUES]
    )
    for t, is_mine in enumerate(mine):
        if is_mine:
            for who, addressed in spoken[t].items():
                scores[who] -= 2.0 if addressed else 0.5
            for k in range(max(0, t - _NEXT), min(len(turns), t + _NEXT + 1)):
                if k != t and not mine[k] and (k - t in (-1, 1)):
                    for who, addressed in spoken[k].items():
                        scores[who] += 1.0 if addressed else 0.0
        elif turns[t].voices and turns[t].voices[0].where in CUES:
            for who, addressed in spoken[t].items():
                scores[who] += 0.5 if addressed else 0.0
    # the narration calls its teller by name once in a while at most
    return {
        who: score * max(0.0, 1 - (told[who] + 3 * cued[who]) / (3 * score + 3))
        for who, score in scores.items()
        if score > 0
    }
