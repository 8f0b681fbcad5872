"""Who has each turn: all readings of a chapter weighed against each other, so that each turn counts.

The score of a reading is the sum over its turns of weights for named features: those of the turn, which look
ahead as well as back, and those of the two speakers before. A reading is as likely as the exponential of its
score. For each turn the probabilities of its candidates are summed over all readings (forwards and backwards,
exactly): where two readings of a scene are near, all turns in which they differ are unsure. Chosen is the
reading with the likeliest pairs of neighbours, not the likeliest one of each turn, which might take a scene's
halves from two readings. Turns whose cue names somebody are locked.

A story is looked at twice, since whom the first look finds around a turn says who is in the scene.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import exp, fsum, log

from attrs import frozen

from quoteattr.fiction.speakers.company import second_features
from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.speakers.features import (
    PRIORS,
    Setting,
    candidates,
    clashes,
    setting_of,
    static_features,
)
from quoteattr.fiction.speakers.history import Place, history_features, is_next_paragraph, place_of
from quoteattr.fiction.speakers.scenes import chapters
from quoteattr.model import HUNDREDTHS
from quoteattr.model.turns import Feature, Looks, Weights
from quoteattr.names.gender import alike

NOBODY_KNOWN = -9  # who has a turn where the text names nobody
NOBODY = (-1, -2)  # before the first turn; never equal to a character or to each other
PATTERNS = ((0, 1, 2), (0, 0, 2), (0, 0, 0), (0, 1, 0), (0, 1, 1))
"""Who of three turns is who, the last one first: three people, the last two turns one's, all of them, the
first and the last (as in a dialogue of two), the two before."""
_DIGITS = 9  # of a probability: what differs less is a tie in every Python
_LEAST = 1e-9
_MOST = 9.0  # of a margin

_Rows = list[list[float]]  # for each candidate of a turn, for each of the turn before


@frozen
class Decision:
    """Who has a turn. ``ranked``: (character, probability over all readings) of all candidates; ``margin``:
    how far the one chosen is before the likeliest other, in natural logarithms."""

    character: int
    probability: float
    margin: float
    ranked: tuple[tuple[int, float], ...]
    locked: bool


@frozen(eq=False)
class _Step:
    """One more turn: its candidates, how likely each is by itself (the likeliest 1), the candidates of the
    two turns before it, and what each of the PATTERNS multiplies."""

    who: tuple[int, ...]
    own: tuple[float, ...]
    before: tuple[int, ...]
    earlier: Mapping[int, int]
    factors: tuple[float, ...]


def asked(facts: Facts, t: int) -> tuple[Sequence[int], list[list[Feature]]]:
    """The candidates of turn ``t`` and the features of each; a locked turn has one, and NOBODY_KNOWN is the
    only one where there is none."""
    if facts.locked[t] >= 0:
        return (facts.locked[t],), [[]]
    setting = setting_of(facts, t)
    who = _fitting(setting, candidates(setting))
    if not who or all(clashes(facts, setting.turn, k) for k in who):
        return (NOBODY_KNOWN,), [[]]
    return who, static_features(setting, who)


def _fitting(setting: Setting, who: list[int]) -> list[int]:
    """Those of the candidates whose gender is none other than that of whoever acts beside the turn; all where
    none is. "Her mother" is one of those whom that may mean."""
    cast, shown, cue = setting.facts.cast, setting.facts.actors[setting.t].gender, setting.turn.cue
    if cue is not None and cue.first in cast.mentions.among:
        among = cast.mentions.among[cue.first]
        return [k for k in among if k != setting.facts.narrators[setting.t]] or list(among)
    return [k for k in who if alike(cast.characters[k].gender, shown)] or who


def decode(facts: Facts, looks: Looks, progress: Callable[[int, int], None] | None = None) -> list[Decision]:
    """Who has each turn of the text, looked at twice: the second look knows by the first who speaks in the
    turns around and how each talks. ``progress`` is told (done, all) turns of the last look."""
    looks = Looks(_with_priors(looks.first), _with_priors(looks.second))
    first: list[_Scored] = []
    second: list[_Scored] = []
    for t in range(len(facts.turns)):
        who, features = asked(facts, t)
        first.append((tuple(who), _scores(looks.first, features)))
        if looks.second:
            second.append((tuple(who), _scores(looks.second, features)))
    if not looks.second:
        return list(_decided(facts, looks.first, first, progress))
    shares = [dict(one.ranked) for one in _decided(facts, looks.first, first, None)]
    more = second_features(facts, shares)
    again = [_more(looks.second, one, found) for one, found in zip(second, more, strict=True)]
    return list(_decided(facts, looks.second, again, progress))


def _with_priors(weights: Weights) -> Weights:
    """The weights, where there are any, with the PRIORS."""
    return (
        {**weights, **{f: weights.get(f, 0) + prior for f, prior in PRIORS.items()}} if weights else weights
    )


_Scored = tuple[tuple[int, ...], tuple[int, ...]]  # candidates of a turn, and the score of each, hundredths


def _scores(weights: Weights, features: Sequence[Sequence[Feature]]) -> tuple[int, ...]:
    get = weights.get
    return tuple([sum([get(f, 0) for f in row]) for row in features])


def _more(weights: Weights, scored: _Scored, found: Mapping[int, Sequence[Feature]]) -> _Scored:
    """The scores with those of further features of the candidates."""
    who, scores = scored
    added = _scores(weights, [found.get(k, ()) for k in who])
    return who, tuple([a + b for a, b in zip(scores, added, strict=True)])


def _decided(
    facts: Facts, weights: Weights, scored: Sequence[_Scored], progress: Callable[[int, int], None] | None
) -> Iterator[Decision]:
    """The decisions by the scores of the candidates and by who speaks after whom, one chapter at a time."""
    tables: dict[Place, tuple[float, ...]] = {}
    for first, last in chapters(facts.turns):
        steps = list(_steps(facts, range(first, last), weights, scored, tables))
        pairs = _pairs(steps)
        for t, step, rows, n in zip(range(first, last), steps, pairs, _best(pairs), strict=True):
            shares = [round(fsum(row), _DIGITS) for row in rows]
            yield _decision(step.who, shares, n, facts.locked[t] >= 0)
        if progress is not None:
            progress(last, len(facts.turns))


def _steps(
    facts: Facts,
    turns: range,
    weights: Weights,
    scored: Sequence[_Scored],
    tables: dict[Place, tuple[float, ...]],
) -> Iterator[_Step]:
    before: tuple[int, ...] = NOBODY[:1]
    earlier: tuple[int, ...] = NOBODY[1:]
    for t in turns:
        (who, scores), place = scored[t], place_of(facts, t)
        if place not in tables:
            tables[place] = _likely(_history(place, weights, facts.goes_on))
        yield _Step(who, _likely(scores), before, {k: n for n, k in enumerate(earlier)}, tables[place])
        before, earlier = who, before


def _history(place: Place, weights: Weights, goes_on: int) -> list[int]:
    """The score of each of the PATTERNS at a place; ``goes_on`` as Facts has it."""
    scores = _scores(weights, [history_features(place, pattern) for pattern in PATTERNS])
    rare = goes_on if is_next_paragraph(place) else 0
    return [score + rare * (who == first) for score, (who, first, _) in zip(scores, PATTERNS, strict=True)]


def _likely(scores: Sequence[int]) -> tuple[float, ...]:
    """The exponential of each score, the greatest 1."""
    top = max(scores)
    return tuple([exp((score - top) / HUNDREDTHS) for score in scores])


def _pairs(steps: Sequence[_Step]) -> list[_Rows]:
    """For each step the share of all readings in which each candidate has the turn, by each of those who may
    have the turn before."""
    forward: list[_Rows] = []
    rows: _Rows = [[1.0]]
    for step in steps:
        rows = _scaled(_onward(step, rows))
        forward.append(rows)
    found: list[_Rows] = []
    rows = [[1.0] * len(row) for row in rows]
    for step, ahead in zip(reversed(steps), reversed(forward), strict=True):
        both = zip(ahead, rows, strict=True)
        found.append(_scaled([[a * b for a, b in zip(*pair, strict=True)] for pair in both]))
        rows = _scaled(_back(step, rows))
    found.reverse()
    return found


def _best(pairs: Sequence[_Rows]) -> list[int]:
    """The candidate of each step in the reading of which most pairs of neighbours are likely: where two
    readings are near, one of them and no mixture."""
    totals, trail = [0.0], []
    for rows in pairs:
        ways = [
            [round(share + total, _DIGITS) for share, total in zip(row, totals, strict=True)] for row in rows
        ]
        totals = [max(way) for way in ways]
        trail.append([way.index(total) for way, total in zip(ways, totals, strict=True)])
    found = []
    n = totals.index(max(totals))
    for before in reversed(trail):
        found.append(n)
        n = before[n]
    found.reverse()
    return found


def _scaled(rows: _Rows) -> _Rows:
    """The rows divided by their sum, lest they vanish."""
    total = fsum([fsum(row) for row in rows])
    return [[share / total for share in row] for row in rows]


def _onward(step: _Step, rows: _Rows) -> _Rows:
    """The readings behind one more turn, by its speaker and the one before; ``rows``: those up to the turn
    before. All speakers of the turn before that count alike, but for the two who also speak later."""
    apart, twice, thrice, again, pair = step.factors
    place = step.earlier.get
    totals = [
        (n, k, fsum(row), row[m] if (m := place(k, -1)) >= 0 else 0.0)
        for n, (k, row) in enumerate(zip(step.before, rows, strict=True))
    ]
    found = []
    for who, own in zip(step.who, step.own, strict=True):
        m = place(who, -1)
        row = []
        for n, k, total, same in totals:
            if k == who:
                share = (total - same) * twice + same * thrice
            else:
                first = rows[n][m] if m >= 0 else 0.0
                rest = total - first - same
                share = (rest if rest > 0.0 else 0.0) * apart + first * again + same * pair
            row.append(own * share)
        found.append(row)
    return found


def _back(step: _Step, rows: _Rows) -> _Rows:
    """The same from the end: the readings behind the turn before, by its speaker and the one before that."""
    apart, twice, thrice, again, pair = step.factors
    place = {k: n for n, k in enumerate(step.who)}.get
    weighed = [[own * share for share in row] for own, row in zip(step.own, rows, strict=True)]
    found = []
    for n, k in enumerate(step.before):
        column = [row[n] for row in weighed]
        total, m = fsum(column), place(k, -1)
        same = column[m] if m >= 0 else 0.0
        firsts = [column[e] if (e := place(earlier, -1)) >= 0 else 0.0 for earlier in step.earlier]
        row = [max(0.0, total - first - same) * apart + first * again + same * twice for first in firsts]
        if k in step.earlier:
            row[step.earlier[k]] = (total - same) * pair + same * thrice
        found.append(row)
    return found


def _decision(who: Sequence[int], shares: Sequence[float], n: int, locked: bool) -> Decision:
    ranked = sorted([(-share, k) for k, share in enumerate(shares)])
    rest = max([_LEAST, *shares[:n], *shares[n + 1 :]])
    return Decision(
        who[n],
        shares[n],
        _MOST if len(shares) == 1 else min(_MOST, log(max(_LEAST, shares[n]) / rest)),
        tuple([(who[k], -share) for share, k in ranked]),
        locked,
    )
