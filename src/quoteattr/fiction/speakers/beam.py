"""Who has each turn: a beam over the whole text, so that a turn learns from those before and after it.

The score of a sequence is the sum over its turns of weights for named features: those of the turn, which look
ahead as well as back, and those of the four speakers before. Weights are whole hundredths, so that sums are
exact: what is alike is a tie in every Python. Turns whose cue names somebody are locked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, fsum

from attrs import frozen

from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.speakers.features import (
    candidates,
    gap_class,
    history_features,
    static_features,
    turn_type,
)
from quoteattr.model import HUNDREDTHS
from quoteattr.model.turns import Feature

Weights = Mapping[Feature, int]  # hundredths
BEAM = 8
MEMORY = 4  # speakers of earlier turns that count
NOBODY_KNOWN = -9  # who has a turn where the text names nobody
NOBODY = (-1, -2, -3, -4)  # before the first turn; never equal to a character or to each other


@frozen(eq=False)
class Choices:
    """The candidates of a turn, the scores they have by themselves, and the turn's place in the dialogue."""

    who: tuple[int, ...]
    scores: tuple[int, ...]
    kind: str
    gap: str
    gap_before: str
    tie: str


@frozen
class Decision:
    """Who has a turn. ``ranked``: (character, probability) of all candidates, the other turns as decided."""

    character: int
    probability: float
    margin: float
    ranked: tuple[tuple[int, float], ...]
    locked: bool


def context(facts: Facts, t: int) -> tuple[str, str, str, str]:
    """(type of the turn, gap before it, gap before the turn before, what ties it to that)."""
    turns = facts.turns
    return (
        turn_type(turns[t]),
        gap_class(turns[t]),
        gap_class(turns[t - 1]) if t else "-",
        facts.ties[t],
    )


def choices_of(facts: Facts, t: int, weights: Weights) -> Choices:
    """The candidates of turn ``t`` with their own scores; a locked turn has one."""
    kind, gap, gap_before, tie = context(facts, t)
    if facts.locked[t] >= 0:
        return Choices((facts.locked[t],), (0,), kind, gap, gap_before, tie)
    who, recent, coming = candidates(facts, t)
    if not who:
        return Choices((NOBODY_KNOWN,), (0,), kind, gap, gap_before, tie)
    get = weights.get
    scores = [sum([get(f, 0) for f in fs]) for fs in static_features(facts, t, who, recent, coming)]
    return Choices(tuple(who), tuple(scores), kind, gap, gap_before, tie)


class _History:
    """Scores of candidates given the history, remembered: there are few different situations."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._tables: dict[tuple[str, str, str, str], dict[tuple[int, bool], int]] = {}

    def table(self, one: Choices) -> dict[tuple[int, bool], int]:
        key = (one.kind, one.gap, one.gap_before, one.tie)
        return self._tables.setdefault(key, {})

    def score(
        self, one: Choices, table: dict[tuple[int, bool], int], history: tuple[int, ...], k: int
    ) -> int:
        a, b, c, d = history
        key = ((a == k) + 2 * (b == k) + 4 * (c == k) + 8 * (d == k), a == c)
        known = table.get(key)
        if known is None:
            features = history_features(one.kind, one.gap, one.gap_before, one.tie, history, k)
            known = table[key] = sum([self._weights.get(f, 0) for f in features])
        return known


def decode(
    facts: Facts, weights: Weights, progress: Callable[[int, int], None] | None = None
) -> list[Decision]:
    """Who has each turn of the text; ``progress`` is told (done, all) turns."""
    count = len(facts.turns)
    all_choices = [choices_of(facts, t, weights) for t in range(count)]
    history = _History(weights)
    beam: list[tuple[int, tuple[int, ...]]] = [(0, NOBODY)]
    # For each turn the characters of its states and the states before them. Tuples of numbers, since the
    # garbage collector forgets those, and looks through all else again and again in a long text.
    trail: list[tuple[int, ...]] = []
    befores: list[tuple[int, ...]] = []
    for t, one in enumerate(all_choices):
        table = history.table(one)
        found: dict[tuple[int, ...], tuple[int, int]] = {}
        for n, (total, past) in enumerate(beam):
            for k, own in zip(one.who, one.scores, strict=True):
                score = total + own + history.score(one, table, past, k)
                key = (k, past[0], past[1], past[2])
                if key not in found or score > found[key][0]:
                    found[key] = (score, n)
        best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:BEAM]
        trail.append(tuple([key[0] for key, _ in best]))
        befores.append(tuple([n for _, (_, n) in best]))
        beam = [(score, key) for key, (score, _) in best]
        if progress is not None and not t % 500:
            progress(t, count)
    path = _best_path(trail, befores)
    return [_decision(facts, all_choices, history, path, t) for t in range(count)]


def _best_path(trail: Sequence[Sequence[int]], befores: Sequence[Sequence[int]]) -> list[int]:
    path = []
    state = 0
    for characters, before in zip(reversed(trail), reversed(befores), strict=True):
        path.append(characters[state])
        state = before[state]
    path.reverse()
    return path


def _decision(
    facts: Facts, choices: Sequence[Choices], history: _History, path: Sequence[int], t: int
) -> Decision:
    """The chosen character and how sure that is: each candidate in its place, the rest of the path kept."""
    one = choices[t]
    if len(one.who) == 1:
        return Decision(path[t], 1.0, 9.0, ((path[t], 1.0),), facts.locked[t] >= 0)
    scores = []
    padded = (-4, -3, -2, -1, *path[max(0, t - MEMORY) : t])
    before = tuple(reversed(padded[-MEMORY:]))
    for k, own in zip(one.who, one.scores, strict=True):
        score = own + history.score(one, history.table(one), before, k)
        past = (k, *before[: MEMORY - 1])
        for later in range(t + 1, min(len(path), t + 1 + MEMORY)):
            after = choices[later]
            score += history.score(after, history.table(after), past, path[later])
            past = (path[later], *past[: MEMORY - 1])
        scores.append(score)
    top = max(scores)
    shares = [exp((score - top) / HUNDREDTHS) for score in scores]
    total = fsum(shares)
    ranked = sorted(((share / total, -n) for n, share in enumerate(shares)), reverse=True)
    chosen = one.who.index(path[t])
    others = [s for s, k in zip(scores, one.who, strict=True) if k != path[t]]
    return Decision(
        path[t],
        shares[chosen] / total,
        min(9.0, (scores[chosen] - max(others)) / HUNDREDTHS),
        tuple([(one.who[-n], probability) for probability, n in ranked]),
        False,
    )
