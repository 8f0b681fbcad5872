"""Who tells the story: whether somebody does, and which of the characters it is.

The narrator of a first-person story is hardly ever named in the narration, but others use the narrator's name
in turns next to those with "I said". A guess needs a margin; without one nobody is the narrator.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence

from quoteattr.fiction.cast.called import are_one, has_first_name_alone
from quoteattr.fiction.cast.self_named import self_named
from quoteattr.fiction.cast.values import Character, Mentions, Narrator, named_in_narration
from quoteattr.fiction.turns.beside import Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words
from quoteattr.stage_values import Profile, Segmented, Sentences

_FIRST_PERSON_EVERY = 600  # characters of narration to one "I" at most
_CUES_EVERY = 12  # turns to one "I said" at most
_MARGIN = 1.5  # the best must have so many times the score of the next
_LEAST = 3.0
_LEAST_A_CUE = 0.25  # with few "I said" less is enough: so much for each, but at least 1
_CALLED, _CALLED_A_CUE = 0.5, 0.05  # least score, and for each "I said", if the narration never names them
# what a name in a turn adds to the score of its bearer
_ADDRESSED_BESIDE_I = 1.0  # next to a turn of "I said"
_ADDRESSED = 0.5
_ADDRESSED_BY_I, _NAMED_BY_I = -2.0, -0.5
_CUE = 3  # a cue with a name counts so many mentions more
_NAMES_SELF = 3.0  # "My name is Nora", told by "I"


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
    cues = [turn.cue for turn in turns]
    mine = len([turn for turn in turns if turn.is_told_by_i])
    told = is_first_person(segmented, sentences, profile.pack.words.places.narrators)
    if not told and mine * _CUES_EVERY < max(1, len(turns)):
        return Narrator(False)
    own = self_named(segmented, sentences, turns, mentions, profile.pack)
    scores = _scores(sentences, cues, mentions, spoken, own)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    is_sure = bool(ranked) and ranked[0][1] >= min(_LEAST, max(1.0, _LEAST_A_CUE * mine))
    if is_sure and (len(ranked) == 1 or ranked[0][1] >= _MARGIN * ranked[1][1]):
        return Narrator(True, ranked[0][0])
    called = _only_called(ranked, named_in_narration(mentions, sentences.inside), mine)
    if called >= 0:
        return Narrator(True, called)
    return _one_of_two(ranked, people, profile.pack) if is_sure else Narrator(True)


def _only_called(ranked: Sequence[tuple[int, float]], told: Container[int], mine: int) -> int:
    """The one whom others address and the narration never names, far before the next such one; or -1.
    ``mine``: how many turns "I" says."""
    able = [(who, score) for who, score in ranked if who not in told]
    if not able or able[0][1] < max(_CALLED, _CALLED_A_CUE * mine):
        return -1
    return able[0][0] if len(able) == 1 or able[0][1] >= _MARGIN * able[1][1] else -1


def _one_of_two(ranked: Sequence[tuple[int, float]], people: Sequence[Character], pack: Pack) -> Narrator:
    """The narrator where the best two are near each other: the first name, if the other one is a surname that
    may go with it ("Jake" and "Mr. Barnes") and they are together far before the next; else nobody."""
    (one, best), (two, second), *others = ranked
    both = sorted((one, two), key=lambda who: not has_first_name_alone(people[who], pack))
    joined = are_one(*[people[who] for who in both], pack=pack)
    if joined and (not others or best + second >= _MARGIN * others[0][1]):
        return Narrator(True, both[0])
    return Narrator(True, -1, (one, two))


def is_first_person(segmented: Segmented, sentences: Sentences, first_person: Container[str]) -> bool:
    """Whether "I" stands in the narration often enough."""
    both = zip(segmented.tokens.words, sentences.inside, strict=True)
    narration = [word for word, quote in both if quote < 0]
    count = len([word for word in narration if word in first_person])
    return count > 1 and count * _FIRST_PERSON_EVERY > len(narration) * 5.5


def _by_name(people: Sequence[Character], name: str, pack: Pack) -> int:
    wanted = plain_words(name, pack)
    for k, one in enumerate(people):
        if any(plain_words(form, pack) == wanted for form in one.forms):
            return k
    return -1


def _scores(
    sentences: Sentences,
    cues: Sequence[Voice | None],
    mentions: Mentions,
    spoken: Sequence[Mapping[int, bool]],
    own: Sequence[int],
) -> dict[int, float]:
    """How often each character is addressed next to a turn of "I", less what speaks against it; ``own``:
    those whom "I" gives as its own name."""
    scores, often = _addressed(cues, spoken), _named_in_narration(sentences, mentions, cues)
    for who in own:
        scores[who] = max(0.0, scores[who]) + _NAMES_SELF
    # the narration calls its teller by name once in a while at most
    return {
        who: score * max(0.0, 1 - often[who] / (3 * score + 3)) for who, score in scores.items() if score > 0
    }


def _addressed(cues: Sequence[Voice | None], spoken: Sequence[Mapping[int, bool]]) -> defaultdict[int, float]:
    """What the names inside turns say of their bearers."""
    scores: defaultdict[int, float] = defaultdict(float)
    mine = [cue is not None and cue.kind == "i" for cue in cues]
    for t, cue in enumerate(cues):
        if mine[t]:
            _add(scores, spoken[t], _ADDRESSED_BY_I, _NAMED_BY_I)
            for k in (t - 1, t + 1):
                if 0 <= k < len(cues) and not mine[k]:
                    _add(scores, spoken[k], _ADDRESSED_BESIDE_I)
        elif cue is not None:
            _add(scores, spoken[t], _ADDRESSED)
    return scores


def _add(scores: dict[int, float], spoken: Mapping[int, bool], addressed: float, named: float = 0.0) -> None:
    """Add to the scores of those whom a turn addresses, and of those whom it only names."""
    for who, is_addressed in spoken.items():
        scores[who] += addressed if is_addressed else named


def _named_in_narration(
    sentences: Sentences, mentions: Mentions, cues: Sequence[Voice | None]
) -> Counter[int]:
    """How often the narration names each character; a cue counts as three more."""
    found = named_in_narration(mentions, sentences.inside)
    for cue in cues:
        if cue is not None and cue.kind == "name":
            found[mentions.whom(cue)] += _CUE
    return found
