"""Which turns follow an answer: those that would change, were a turn of its second likeliest speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.fiction.cast import Cast
from quoteattr.fiction.speakers.answered import decode_again, locks
from quoteattr.fiction.speakers.facts import facts_of
from quoteattr.fiction.speakers.lattice import Decision
from quoteattr.fiction.speakers.scenes import scene_numbers
from quoteattr.fiction.speakers.stage import Decided, model_of
from quoteattr.fiction.turns import Turn
from quoteattr.stage_values import Profile, Quotes, Segmented, Sentences

_APART = 30  # turns between two that are tried at once in one scene
_ROUNDS = 30  # times the story is decoded at most
_SHARE = 0.5  # of all turns, the least certain, that are tried


def followers(
    segmented: Segmented,
    quotes: Quotes,
    sentences: Sentences,
    turns: tuple[Turn, ...],
    cast: Cast,
    decisions: tuple[Decided, ...],
    profile: Profile,
) -> tuple[tuple[int, ...], ...]:
    """For each turn the numbers of those that change with it, itself the first; that one alone where it was
    not tried, as one that a cue or a person gives somebody. The time grows as the text does."""
    model = model_of(profile)
    found: list[tuple[int, ...]] = [(t,) for t in range(len(turns))]
    if model is None:
        return tuple(found)
    facts = facts_of(segmented, sentences, turns, cast, profile.pack)
    before = [one.decision for one in decisions]
    answered = locks(segmented, turns, quotes, cast, profile.answers)
    scene_of = scene_numbers(turns)
    waiting = _least_certain(decisions)
    for _ in range(_ROUNDS):
        tried = _some_apart(waiting, scene_of)
        waiting = [t for t in waiting if t not in tried]
        trial = {**answered, **{t: _second(decisions[t]) for t in tried}}
        after = decode_again(facts, before, trial, model.looks) if tried else before
        for t in tried:
            found[t] = (t, *_changed(before, after, t, scene_of))
    for t, others in _told(turns, cast, before).items():
        found[t] = (t, *others)
    return tuple(found)


def _told(turns: Sequence[Turn], cast: Cast, before: Sequence[Decision]) -> dict[int, list[int]]:
    """Each turn of "I said", where nobody knows who says it -> the other turns of the teller."""
    if cast.narrator.character >= 0 or cast.by_chapter:
        return {}
    told = [t for t, one in enumerate(before) if one.character == cast.teller >= 0]
    return {t: [k for k in told if k != t] for t in told if turns[t].is_told_by_i}


def _changed(
    before: Sequence[Decision], after: Sequence[Decision], t: int, scene_of: Sequence[int]
) -> Iterator[int]:
    """The turns near turn ``t``, in its scene, that somebody else has."""
    for k in range(max(0, t - _APART // 2), min(len(before), t + _APART // 2 + 1)):
        if k != t and scene_of[k] == scene_of[t] and after[k].character != before[k].character:
            yield k


def _least_certain(decisions: Sequence[Decided]) -> list[int]:
    """The turns that may be another's, the least certain first."""
    open_ones = [t for t, one in enumerate(decisions) if not one.decision.locked and _second(one) >= 0]
    ordered = sorted(open_ones, key=lambda t: (decisions[t].confidence or 0.0, t))
    return ordered[: int(_SHARE * len(decisions)) + 1]


def _second(decided: Decided) -> int:
    """The likeliest character but for the chosen one, or -1."""
    decision = decided.decision
    return next((k for k, _ in decision.ranked if k >= 0 and k != decision.character), -1)


def _some_apart(waiting: Sequence[int], scene_of: Sequence[int]) -> set[int]:
    """As many of the turns as can be tried at once: of one scene only those far from each other."""
    chosen: dict[int, list[int]] = {}
    for t in waiting:
        others = chosen.setdefault(scene_of[t], [])
        if all(abs(t - k) >= _APART for k in others):
            others.append(t)
    return {t for others in chosen.values() for t in others}
