"""Who has each turn: a beam over the whole text, so that a turn learns from those before and after it.

The score of a sequence is the sum over its turns of weights for named features: those of the turn, which look
ahead as well as back, and those of the four speakers before. Weights are whole hundredths, so that sums are
exact: what is alike is a tie in every Python. Turns whose cue names somebody are locked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp, fsum

from attrs import frozen

from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.speakers.features import (
    Place,
    candidates,
    clashes,
    history_features,
    place_of,
    setting_of,
    static_features,
)
from quoteattr.model import HUNDREDTHS
from quoteattr.model.turns import Feature

Weights = Mapping[Feature, int]  # hundredths
BEAM = 8
MEMORY = 4  # speakers of earlier turns that count
NOBODY_KNOWN = -9  # who has a turn where the text names nobody
NOBODY = (-1, -2, -3, -4)  # before the first turn; never equal to a character or to each other

_Beam = list[tuple[int, tuple[int, ...]]]  # states: the score so far, and the last speakers, the latest first


@frozen(eq=False)
class Choices:
    """The candidates of a turn, the scores they have by themselves, and the turn's place in the dialogue."""

    who: tuple[int, ...]
    scores: tuple[int, ...]
    place: Place


@frozen
class Decision:
    """Who has a turn. ``ranked``: (character, probability) of all candidates, the other turns as decided."""

    character: int
    probability: float
    margin: float
    ranked: tuple[tuple[int, float], ...]
    locked: bool


def choices_of(facts: Facts, t: int, weights: Weights) -> Choices:
    """The candidates of turn ``t`` with their own scores; a locked turn has one."""
    place = place_of(facts, t)
    if facts.locked[t] >= 0:
        return Choices((facts.locked[t],), (0,), place)
    setting = setting_of(facts, t)
    who = candidates(setting)
    if not who or all(clashes(facts, setting.turn, k) for k in who):
        return Choices((NOBODY_KNOWN,), (0,), place)
    get = weights.get
    scores = [sum([get(f, 0) for f in fs]) for fs in static_features(setting, who)]
    return Choices(tuple(who), tuple(scores), place)


class _History:
    """Scores of candidates given the history, remembered: there are few different situations."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._tables: dict[Place, dict[tuple[int, bool], int]] = {}

    def scores(self, choices: Choices, past: tuple[int, ...], chosen: Iterable[int]) -> list[int]:
        """Of those ``chosen`` for a turn behind such a past."""
        table = self._tables.setdefault(choices.place, {})
        a, b, c, d = past
        found = []
        for k in chosen:
            key = ((a == k) + 2 * (b == k) + 4 * (c == k) + 8 * (d == k), a == c)
            if key not in table:
                table[key] = sum([self._weights.get(f, 0) for f in history_features(choices.place, past, k)])
            found.append(table[key])
        return found


def decode(
    facts: Facts, weights: Weights, progress: Callable[[int, int], None] | None = None
) -> list[Decision]:
    """Who has each turn of the text; ``progress`` is told (done, all) turns."""
    count = len(facts.turns)
    all_choices = [choices_of(facts, t, weights) for t in range(count)]
    history = _History(weights)
    beam: _Beam = [(0, NOBODY)]
    # For each turn the characters of its states and the states before them. Tuples of numbers, since the
    # garbage collector forgets those, and looks through all else again and again in a long text.
    trail: list[tuple[int, ...]] = []
    befores: list[tuple[int, ...]] = []
    for t, choices in enumerate(all_choices):
        beam, before = _step(beam, choices, history)
        trail.append(tuple([past[0] for _, past in beam]))
        befores.append(before)
        if progress is not None and not t % 500:
            progress(t, count)
    path = _best_path(trail, befores)
    return [_decision(facts, all_choices, history, path, t) for t in range(count)]


def _step(beam: _Beam, choices: Choices, history: _History) -> tuple[_Beam, tuple[int, ...]]:
    """The best states behind one more turn, and for each the number of the state before it."""
    found: dict[tuple[int, ...], tuple[int, int]] = {}
    for n, (total, past) in enumerate(beam):
        given = history.scores(choices, past, choices.who)
        for k, own, behind in zip(choices.who, choices.scores, given, strict=True):
            score = total + own + behind
            state = (k, past[0], past[1], past[2])
            if state not in found or score > found[state][0]:
                found[state] = (score, n)
    best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:BEAM]
    return [(score, state) for state, (score, _) in best], tuple([n for _, (_, n) in best])


def _best_path(trail: Sequence[Sequence[int]], befores: Sequence[Sequence[int]]) -> list[int]:
    path = []
    state = 0
    for characters, before in zip(reversed(trail), reversed(befores), strict=True):
        path.append(characters[state])
        state = before[state]
    path.reverse()
    return path


def _decision(
    facts: Facts, all_choices: Sequence[Choices], history: _History, path: Sequence[int], t: int
) -> Decision:
    """The chosen character and how sure that is: each candidate in its place, the rest of the path kept."""
    choices = all_choices[t]
    if len(choices.who) == 1:
        return Decision(path[t], 1.0, 9.0, ((path[t], 1.0),), facts.locked[t] >= 0)
    scores = _scores_in_path(all_choices, history, path, t)
    top = max(scores)
    shares = [exp((score - top) / HUNDREDTHS) for score in scores]
    total = fsum(shares)
    ranked = sorted(((share / total, -n) for n, share in enumerate(shares)), reverse=True)
    chosen = choices.who.index(path[t])
    others = [*scores[:chosen], *scores[chosen + 1 :]]
    return Decision(
        path[t],
        shares[chosen] / total,
        min(9.0, (scores[chosen] - max(others)) / HUNDREDTHS),
        tuple([(choices.who[-n], probability) for probability, n in ranked]),
        False,
    )


def _scores_in_path(
    all_choices: Sequence[Choices], history: _History, path: Sequence[int], t: int
) -> list[int]:
    """The scores of the candidates of turn ``t`` together with those of the later turns that remember it."""
    choices = all_choices[t]
    before: tuple[int, ...] = (*reversed(path[max(0, t - MEMORY) : t]), *NOBODY)[:MEMORY]
    scores = []
    given = history.scores(choices, before, choices.who)
    for k, own, behind in zip(choices.who, choices.scores, given, strict=True):
        score, past = own + behind, (k, *before[:-1])
        for later in range(t + 1, min(len(path), t + 1 + MEMORY)):
            score += history.scores(all_choices[later], past, (path[later],))[0]
            past = (path[later], *past[:-1])
        scores.append(score)
    return scores
