"""Who tells the story: whether somebody does, and which of the characters it is.

The narrator of a first-person story is hardly ever named in the narration, but others use the narrator's name
in turns next to those with "I said". A guess needs a margin; without one nobody is the narrator.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from quoteattr.fiction.cast.called import are_one, has_first_name_alone
from quoteattr.fiction.cast.self_named import self_named
from quoteattr.fiction.cast.sides import sides, worth
from quoteattr.fiction.cast.values import Character, Mentions, Narrator, named_in_narration
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words
from quoteattr.stage_values import Profile, Segmented, Sentences

_FIRST_PERSON_EVERY = 600  # characters of narration to one "I" at most
_CUES_EVERY = 12  # turns to one "I said" at most
_MARGIN = 1.5  # the best must have so many times the score of the next
_LEAST = 3.0
_LEAST_A_CUE = 0.25  # where "I said" stands seldom, less will do: so much for each, but 1 at least
_CALLED, _CALLED_A_CUE = 0.15, 0.04  # the same for somebody whom the narration never names
_CUE = 3  # mentions that a cue with a name weighs more than another mention
_LABELLED = 1.0  # a name in front of messages, and nowhere else in the narration
_NAMES_SELF = 3.0  # "My name is Nora", told by "I"


def find_narrator(
    segmented: Segmented,
    sentences: Sentences,
    turns: Sequence[Turn],
    people: Sequence[Character],
    mentions: Mentions,
    spoken: Sequence[Mapping[int, bool]],
    labels: Mapping[int, int],
    profile: Profile,
) -> Narrator:
    """The narrator whom the caller names, or one guessed with a margin, or nobody. ``labels``: first token ->
    last, exclusive, of the names in front of lines."""
    given = profile.narrator
    if given is not None:
        return Narrator(True, _by_name(people, given, profile.pack), name=given.strip())
    mine = len([turn for turn in turns if turn.is_told_by_i])
    is_first = is_first_person(segmented, sentences, profile.pack.words.places.narrators)
    if not is_first and mine * _CUES_EVERY < max(1, len(turns)):
        return Narrator(False)
    own = self_named(segmented, sentences, turns, mentions, profile.pack)
    told = named_in_narration(mentions, sentences.inside, labels)
    scores = _scores(turns, spoken, _often(told, mentions, turns, labels), own)
    for who in _labelled(mentions, labels) - told.keys():
        scores[who] = scores.get(who, 0.0) + _LABELLED
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    called = [one for one in ranked if one[0] not in told and _has_name(people[one[0]], profile.pack)]
    return _best(ranked, called, mine, people, profile.pack)


def _best(
    ranked: Sequence[tuple[int, float]],
    called: Sequence[tuple[int, float]],
    mine: int,
    people: Sequence[Character],
    pack: Pack,
) -> Narrator:
    """The narrator of those ``ranked``, or of those whom others call by a name and the narration never names;
    ``mine``: how many turns "I" says."""
    least = min(_LEAST, max(1.0, _LEAST_A_CUE * mine))
    least_called = max(_CALLED, _CALLED_A_CUE * mine)
    who = _far_before(ranked, least)
    if who < 0:
        who = _far_before(called, least_called)
    if who < 0 and ranked and ranked[0][1] >= least:
        return _one_of_two(ranked, people, pack)
    return Narrator(True, who if who >= 0 else _far_before(called, least_called, 1.0))


def _has_name(one: Character, pack: Pack) -> bool:
    """Whether somebody is called by more than a title or a word for a relative: “Captain!”, “Mum!”"""
    words = [form.lower().rstrip(".") for form in one.forms]
    return not all(word in pack.titles or word in pack.story.relative for word in words)


def _far_before(ranked: Sequence[tuple[int, float]], least: float, margin: float = _MARGIN) -> int:
    """The first one, with that score at least, and so many times that of the next; or -1."""
    if not ranked or ranked[0][1] < least:
        return -1
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= margin * ranked[1][1] else -1


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
    turns: Sequence[Turn], spoken: Sequence[Mapping[int, bool]], often: Mapping[int, int], own: Sequence[int]
) -> dict[int, float]:
    """How often each character is addressed next to a turn of "I", less what speaks against it: how ``often``
    the narration names it; ``own``: those whom "I" gives as its own name."""
    scores = _addressed(turns, spoken)
    for who in own:
        scores[who] = max(0.0, scores[who]) + _NAMES_SELF
    # the narration calls its teller by name once in a while at most
    return {
        who: score * max(0.0, 1 - often.get(who, 0) / (3 * score + 3))
        for who, score in scores.items()
        if score > 0
    }


def _addressed(turns: Sequence[Turn], spoken: Sequence[Mapping[int, bool]]) -> defaultdict[int, float]:
    """What the names inside turns say of their bearers."""
    scores: defaultdict[int, float] = defaultdict(float)
    for side, names in zip(sides(turns), spoken, strict=True):
        for who, is_addressed in names.items():
            scores[who] += worth(side, is_addressed)
    return scores


def _often(
    told: Counter[int], mentions: Mentions, turns: Sequence[Turn], labels: Container[int]
) -> Counter[int]:
    """How often the narration names each character; a cue counts as three more."""
    found = Counter(told)
    for cue in [turn.cue for turn in turns]:
        if cue is not None and cue.kind == "name" and cue.first not in labels:
            found[mentions.whom(cue)] += _CUE
    return found


def _labelled(mentions: Mentions, labels: Iterable[int]) -> set[int]:
    """Whose names stand in front of messages, where "me" does not: one may be whoever tells the story."""
    found = {mentions.who_at.get(first, -1) for first in labels}
    return found if -1 not in found else set()
