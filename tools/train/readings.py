"""Fit the weights of the dialogue decoder: all readings of a chapter weighed against those that are right.

The decoder (quoteattr.fiction.speakers.lattice) gives a reading the exponential of its score; what is
learned makes the readings that agree with the annotation likely (a conditional random field of second order,
Lafferty et al. 2001).
Here all chapters go through the same sums at once, as arrays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import evolve, frozen
from scipy import sparse
from scipy.optimize import minimize

from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.speakers.history import Place, history_features, place_of
from quoteattr.fiction.speakers.lattice import NOBODY, PATTERNS, asked
from quoteattr.fiction.speakers.scenes import chapters
from quoteattr.model.turns import Feature

ROUNDS = 25

Array = np.ndarray[Any, Any]


class Vocabulary(dict[Feature, int]):
    """Feature -> column, given at first sight."""

    def __missing__(self, feature: Feature) -> int:
        self[feature] = len(self)
        return self[feature]


@frozen(eq=False)
class Lessons:
    """What a text teaches: for each turn its candidates, the columns of each, which are right (all of them,
    where the annotation says nothing or somebody who is none), its place; and the chapters, and how many
    times each counts."""

    who: list[Sequence[int]]
    columns: list[list[list[int]]]
    right: list[list[bool]]
    places: list[Place]
    chapters: list[tuple[int, int]]
    times: float


def lessons_of(facts: Facts, gold: Sequence[set[int]], vocabulary: Vocabulary, times: float = 1.0) -> Lessons:
    """The lessons of a text, which counts so many ``times``; ``gold``: for each turn those who are right."""
    found = Lessons([], [], [], [], list(chapters(facts.turns)), times)
    for t in range(len(facts.turns)):
        who, features = asked(facts, t)
        right = [k in gold[t] for k in who]
        found.who.append(who)
        found.columns.append([[vocabulary[f] for f in fs] for fs in features])
        found.right.append(right if any(right) else [True] * len(who))
        found.places.append(place_of(facts, t))
    return found


def looked_at_again(
    text: Lessons, more: Sequence[Mapping[int, Sequence[Feature]]], vocabulary: Vocabulary
) -> Lessons:
    """The lessons of a text at a second look: ``more``: for each turn further features of its candidates."""
    columns = [
        [
            [*own, *[vocabulary[feature] for feature in found.get(k, ())]]
            for k, own in zip(who, turn, strict=True)
        ]
        for who, turn, found in zip(text.who, text.columns, more, strict=True)
    ]
    return evolve(text, columns=columns)


def places_of(texts: Iterable[Lessons], vocabulary: Vocabulary) -> dict[Place, int]:
    """All places that turns have, numbered; the features of their patterns get columns."""
    places: dict[Place, int] = {}
    for text in texts:
        for place in text.places:
            places.setdefault(place, len(places))
    _columns(places, vocabulary)
    return places


def _columns(places: Iterable[Place], vocabulary: Vocabulary) -> list[list[int]]:
    return [[vocabulary[f] for f in history_features(place, p)] for place in places for p in PATTERNS]


@frozen(eq=False)
class _Step:
    """The turns of one number in their chapters, one of each chapter that is so long, by pairs of a candidate
    and one of the turn before, in that order.

    ``row``     of the first of each pair; ``place``: the number of its turn's place.
    ``before``  which candidate of the step before the second of the pair is.
    ``again``, ``same``  the pair of the step before in which its second speaks first and the first of this
                pair second, or its second both; one more than there are where it has none.
    ``twice``   whether both of the pair are one.
    ``firsts``  where the pairs of each candidate start; ``starts``: those of each chapter.
    ``chapter`` of each pair.
    """

    row: Array
    place: Array
    before: Array
    again: Array
    same: Array
    twice: Array
    firsts: Array
    starts: Array
    chapter: Array


@frozen(eq=False)
class Chart:
    """All chapters side by side: ``matrix`` has a row for each candidate of each turn, ``history`` one for
    each place and pattern; ``tops``: the first row of each turn, ``turn`` the turn of each row; ``times``:
    how often each chapter counts."""

    matrix: Any
    history: Any
    right: Array
    tops: Array
    turn: Array
    steps: list[_Step]
    times: Array


def chart_of(texts: Sequence[Lessons], vocabulary: Vocabulary, places: dict[Place, int]) -> Chart:
    """The lessons of some texts together; ``places`` numbers all places there are."""
    columns = [row for text in texts for turn in text.columns for row in turn]
    counts = [len(who) for text in texts for who in text.who]
    tops = np.cumsum([0, *counts])
    parts = _parts_of(texts)
    return Chart(
        _matrix([*columns, []], len(vocabulary)),
        _matrix(_columns(places, vocabulary), len(vocabulary)),
        np.array([*[good for text in texts for turn in text.right for good in turn], False]),
        tops[:-1],
        np.repeat(np.arange(len(counts)), counts),
        list(_steps(parts, tops, places)),
        np.array([text.times for text, *_ in parts]),
    )


def _matrix(rows: Sequence[Sequence[int]], width: int) -> Any:
    pointers = np.cumsum([0, *map(len, rows)])
    flat = [column for row in rows for column in row]
    matrix = sparse.csr_matrix((np.ones(len(flat)), flat, pointers), shape=(len(rows), width))
    matrix.sum_duplicates()
    return matrix


_Part = tuple[
    Lessons, int, int, int
]  # a chapter: its text, the turns before the text, from and to which turn


def _parts_of(texts: Sequence[Lessons]) -> list[_Part]:
    """All chapters, the longest first."""
    parts: list[_Part] = []
    base = 0
    for text in texts:
        parts += [(text, base, first, last) for first, last in text.chapters]
        base += len(text.who)
    return sorted(parts, key=lambda part: part[2] - part[3])


def _steps(parts: list[_Part], tops: Array, places: dict[Place, int]) -> Iterator[_Step]:
    pairs = [{(NOBODY[0], NOBODY[1]): n} for n in range(len(parts))]  # of each chapter, in the step before
    for j in range(parts[0][3] - parts[0][2]):
        parts = [part for part in parts if part[2] + j < part[3]]
        none = sum(map(len, pairs))
        rows: list[tuple[int, ...]] = []
        starts, first_candidate = [], 0
        for n, (text, base, first, _) in enumerate(parts):
            t, known = first + j, pairs[n]
            before = list(dict.fromkeys([second for second, _ in known]))
            starts.append(len(rows))
            now = {}
            for i, who in enumerate(text.who[t]):
                for m, second in enumerate(before):
                    now[who, second] = len(rows)
                    again = none if who == second else known.get((second, who), none)
                    rows.append(
                        (
                            int(tops[base + t]) + i,
                            places[text.places[t]],
                            first_candidate + m,
                            again,
                            known.get((second, second), none),
                            who == second,
                            n,
                            m == 0,
                        )
                    )
            first_candidate += len(before)
            pairs[n] = now
        del pairs[len(parts) :]
        row, place, second, again, same, twice, chapter, leads = np.array(rows).T
        yield _Step(row, place, second, again, same, twice, np.flatnonzero(leads), np.array(starts), chapter)


# ---------------------------------------------------------------------------------------- learning


def fit(
    chart: Chart, strength: float, start: Array | None = None, rounds: int = ROUNDS, kept: int = 0
) -> Array:
    """The weights under which the right readings are likely, held near ``start`` or small by ``strength``;
    the first ``kept`` of them stay as they are in ``start``."""
    across, history_across = chart.matrix.T.tocsr(), chart.history.T.tocsr()
    everybody = np.ones(len(chart.right))
    base = np.zeros(chart.matrix.shape[1]) if start is None else start

    def loss(weights: Array) -> tuple[float, Array]:
        own, history = chart.matrix @ weights, chart.history @ weights
        total, rows, patterns = expected(chart, own, history, everybody)
        good, right_rows, right_patterns = expected(chart, own, history, chart.right.astype(float))
        away = weights - base
        slope = across @ (rows - right_rows) + history_across @ (patterns - right_patterns) + strength * away
        slope[:kept] = 0.0
        return total - good + 0.5 * strength * float(away @ away), slope

    found = minimize(loss, base, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    weights: Array = found.x
    return weights


def expected(chart: Chart, own: Array, history: Array, may_be: Array) -> tuple[float, Array, Array]:
    """(logarithm of the sum of all readings of those who ``may_be``, but for what is the same for anybody who
    may; how often each candidate has its turn in them, how often each pattern stands at each place)."""
    top = np.maximum.reduceat(own[:-1], chart.tops)
    shares = np.append(np.exp(own[:-1] - top[chart.turn]), 0.0) * may_be
    factors = np.exp(history).reshape(-1, len(PATTERNS))
    count = len(chart.steps[0].starts)
    state, firsts = np.ones(count), np.arange(count)
    total, ahead = 0.0, []
    for step in chart.steps:
        parts = _parts(step, state, firsts)
        weights = _factors(step, factors)
        given = sum(part * weight for part, weight in zip(parts, weights, strict=True))
        state = shares[step.row] * given
        sums = np.add.reduceat(state, step.starts)
        total += float(np.log(sums) @ chart.times[: len(sums)])
        ahead.append((parts, weights, given, sums, len(firsts)))
        state, firsts = state / sums[step.chapter], step.firsts
    rows, patterns = np.zeros(len(own)), np.zeros(factors.size)
    state = chart.times[chart.steps[-1].chapter]
    for n in range(len(chart.steps) - 1, -1, -1):
        step, (parts, weights, given, sums, _) = chart.steps[n], ahead[n]
        weighed = shares[step.row] * state / sums[step.chapter]
        rows += np.bincount(step.row, weighed * given, len(rows))
        for part, weight, pattern in zip(parts, weights, _patterns(step), strict=True):
            numbers = step.place * len(PATTERNS) + pattern
            patterns += np.bincount(numbers, weighed * part * weight, len(patterns))
        state = _back(step, weighed, weights, chart.steps[n - 1], chart.times) if n else state
    return total, rows, patterns


_Three = tuple[Array, Array, Array]


def _parts(step: _Step, state: Array, firsts: Array) -> _Three:
    """For each pair the readings so far in which the turn before the two is a third one's, the first one's
    (0 where both are one), the second one's."""
    known = np.append(state, 0.0)
    again, same = known[step.again], known[step.same]
    return np.add.reduceat(state, firsts)[step.before] - again - same, again, same


def _patterns(step: _Step) -> _Three:
    """The number of the pattern of each of those, as PATTERNS has them."""
    return step.twice, np.full(len(step.twice), 3), np.where(step.twice, 2, 4)


def _factors(step: _Step, factors: Array) -> _Three:
    apart, again, same = (factors[step.place, pattern] for pattern in _patterns(step))
    return apart, again, same


def _back(step: _Step, weighed: Array, weights: _Three, previous: _Step, times: Array) -> Array:
    """What the pairs of the step before are worth, by those of this one; where a chapter ends there, as often
    as it counts."""
    apart, again, same = weights
    count, firsts = len(previous.row), previous.firsts
    found = np.bincount(step.before, weighed * apart, len(firsts))
    each = np.repeat(found, np.diff(np.append(firsts, count)))
    each += np.bincount(step.again, weighed * (again - apart), count + 1)[:count]
    each += np.bincount(step.same, weighed * (same - apart), count + 1)[:count]
    ended = previous.starts[len(step.starts) :]
    if len(ended):
        each[ended[0] :] = times[previous.chapter[ended[0] :]]
    return each
