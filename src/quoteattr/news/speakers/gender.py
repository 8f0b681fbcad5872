"""The gender that the text shows: titles and roles, pronouns nearby, then the first name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.likeness import fold
from quoteattr.news.mentions.stage import GENDERS
from quoteattr.news.speakers.cluster import Cluster
from quoteattr.stage_values import Reference, Segmented, Sentences
from quoteattr.text.tokens import where
from quoteattr.types import Gender

_FIRST_NAME = "first name"
ONE_PRONOUN = "a pronoun nearby"
"""Evidence of gender that tells nobody from somebody else."""

_ENOUGH = 2  # pronouns that must agree to outweigh a first name that is rare
_MANY = 6  # ... or any first name
_RARE = 3  # weight of a first name in the list up to which it is rare


def decide_gender(
    segmented: Segmented,
    sentences: Sentences,
    names: Sequence[Reference],
    clusters: Sequence[Cluster],
    pack: Pack,
) -> list[tuple[Gender | None, tuple[str, ...]]]:
    """(gender, evidence in words) of each cluster."""
    votes = _pronoun_votes(segmented, sentences, names, clusters, pack)
    decided: list[tuple[Gender | None, tuple[str, ...]]] = []
    for index, one in enumerate(clusters):
        decided.append(_of_person(names, one, votes[index], pack) if one.kind == "person" else (None, ()))
    return decided


def _of_person(
    names: Sequence[Reference], one: Cluster, votes: dict[Gender, int], pack: Pack
) -> tuple[Gender | None, tuple[str, ...]]:
    if len(one.genders) == 1:
        (gender,) = one.genders
        shown = next(names[n] for n in one.members if names[n].gender == gender)
        return gender, (f"title or role {shown.title or ', '.join(shown.roles)}",)
    female, male = votes.get("female", 0), votes.get("male", 0)
    by_name = first_name_gender(one, pack)
    enough = _ENOUGH if by_name is None or by_name[2] <= _RARE else _MANY
    if max(female, male) >= enough and max(female, male) >= 3 * min(female, male):
        by_pronoun: Gender = "female" if female > male else "male"
        return by_pronoun, (_nearby(max(female, male)),)
    if by_name is not None:
        agreeing, against = (female, male) if by_name[0] == "female" else (male, female)
        pronouns = (_nearby(agreeing),) if agreeing and not against else ()
        return by_name[0], (f"{_FIRST_NAME} {by_name[1]}", *pronouns)
    if female != male:
        return ("female" if female > male else "male"), (ONE_PRONOUN,)
    return None, ()


def _nearby(pronouns: int) -> str:
    return ONE_PRONOUN if pronouns == 1 else f"{pronouns} pronouns nearby"


def by_first_name(evidence: Sequence[str]) -> bool:
    """Whether gender rests on a list of first names alone, not on what the text shows."""
    return bool(evidence) and all(one.startswith(_FIRST_NAME) for one in evidence)


def first_name_gender(one: Cluster, pack: Pack) -> tuple[Gender, str, int] | None:
    """The gender of the cluster's first name in the pack's list, with the name and its weight there."""
    known = pack.first_names
    for words in one.full:
        alone = len(words) == 1 and fold(words[0]) not in pack.surnames
        if len(words) >= 2 or alone:
            for word in words if alone else words[:-1]:
                facts = known.get(fold(word))
                if facts is not None and GENDERS.get(facts[0]):
                    return GENDERS[facts[0]], word.capitalize(), facts[1]
    return None


def _pronoun_votes(
    segmented: Segmented,
    sentences: Sentences,
    names: Sequence[Reference],
    clusters: Sequence[Cluster],
    pack: Pack,
) -> list[dict[Gender, int]]:
    """How often he or she follows a person's name with no other person's name between."""
    votes: list[dict[Gender, int]] = [{} for _ in clusters]
    who = {n: k for k, one in enumerate(clusters) if one.kind == "person" for n in one.members}
    firsts = [s.first for s in sentences.spans]
    starts = sorted((names[n].first, k) for n, k in who.items() if sentences.inside[names[n].first] < 0)
    positions = [s for s, _ in starts]
    pronouns = pack.pronouns
    words = segmented.tokens.words
    for i in where(segmented.tokens, c.PRONOUN):
        if sentences.inside[i] >= 0:
            continue
        facts = pronouns[words[i].lower()]
        gender = GENDERS.get(facts["gender"] or "")
        if gender is None:
            continue
        before = bisect_right(positions, i) - 1
        if before < 0:
            continue
        position, k = starts[before]
        here = bisect_right(firsts, i) - 1
        there = bisect_right(firsts, position) - 1
        if here - there > 1 or sentences.spans[here].paragraph != sentences.spans[there].paragraph:
            continue
        earlier = before - 1
        alone = earlier < 0 or starts[earlier][1] == k or starts[earlier][0] < sentences.spans[there].first
        if alone:
            votes[k][gender] = votes[k].get(gender, 0) + 1
    return votes
