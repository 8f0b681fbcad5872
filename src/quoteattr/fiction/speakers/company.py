"""What a first look at a story shows for a second one: who speaks in the turns around, and how each talks.

The first look gives each turn its probabilities. A scene whose turns are mostly two people's is seldom a
third one's, wherever the narration names that one; and whoever is sure of many turns has words of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from quoteattr.fiction.speakers.facts import LONG, Facts
from quoteattr.fiction.speakers.features import turn_class
from quoteattr.fiction.speakers.scenes import scene_numbers
from quoteattr.fiction.speakers.style import styles_of
from quoteattr.model.turns import Feature

Shares = Mapping[int, float]  # character -> probability

_NEAREST, _FARTHEST = 3, 12  # turns away; the nearer two are features of the decoder itself
_LEAST = 0.01  # smaller probabilities are not counted
_SURE = 0.9  # a turn that teaches how somebody talks
_RIVAL = 0.03  # likelier candidates are compared with each other
_MOSTLY = 0.5  # of a turn that is counted as somebody's
_FAR = 6  # turns away: farther ones are alike
_ABOUT = (0.05, 0.3, 0.8, 1.5, 3, 5)  # turns
_SPEAKING = 0.3  # turns by which somebody takes part
_PARTS = (1, 2, 3, 5)  # people who take part
_STYLE = (-6, -3, -1.5, -0.7, -0.25, 0.25, 0.7, 1.5, 3, 6)
_SHORT = " short"  # behind the type of a turn in a story that is not long
_DIGITS = 6  # of figures that are compared


def second_features(facts: Facts, shares: Sequence[Shares]) -> list[dict[int, list[Feature]]]:
    """For each turn its candidates and what the first look's ``shares`` of the turns say of them. In a story
    that is not long company has weights of its own, and nobody says enough to show how he or she talks."""
    likely = [{k: p for k, p in row.items() if p >= _LEAST and k >= 0} for row in shares]
    sure = [_surely(row) for row in likely]
    styles, is_long = styles_of(facts.said, sure), facts.length == LONG
    found: list[dict[int, list[Feature]]] = []
    scene_of = scene_numbers(facts.turns)
    for t, about in enumerate(_about(scene_of, likely)):
        candidates = [k for k in shares[t] if k >= 0] if facts.locked[t] < 0 else []
        rows: dict[int, list[Feature]] = {k: [] for k in candidates}
        kind = turn_class(facts.turns[t]) + ("" if is_long else _SHORT)
        _add_company(kind, about, rows)
        for k, row in rows.items():
            row.append(("ago", kind, _nearest(scene_of, likely, t, k, -1)))
            row.append(("ahead", kind, _nearest(scene_of, likely, t, k, 1)))
        if is_long:
            _add_style(styles.likeness(facts.said[t], candidates, sure[t]), likely[t], rows)
        found.append(rows)
    return found


def _surely(shares: Shares) -> int:
    """Whose a turn surely is, or -1."""
    return next((k for k, share in shares.items() if share >= _SURE), -1)


def _about(scene_of: Sequence[int], likely: Sequence[Shares]) -> Iterator[dict[int, float]]:
    """For each turn how many of the turns some way off in its scene are each character's."""
    for t, scene in enumerate(scene_of):
        found: dict[int, float] = {}
        for ago in range(_NEAREST, _FARTHEST + 1):
            for k in (t - ago, t + ago):
                if 0 <= k < len(scene_of) and scene_of[k] == scene:
                    for who, share in likely[k].items():
                        found[who] = found.get(who, 0.0) + share
        yield {k: round(share, _DIGITS) for k, share in found.items()}


def _nearest(scene_of: Sequence[int], likely: Sequence[Shares], t: int, who: int, sign: int) -> str:
    """How far off, before or behind, the nearest likely turn of ``who`` is, beyond the two turns that the
    decoder sees: whoever was silent for long is no part of a talk of two."""
    for step in range(_NEAREST, _FARTHEST + 1):
        k = t + sign * step
        if not 0 <= k < len(likely) or scene_of[k] != scene_of[t]:
            break
        if likely[k].get(who, 0.0) > _MOSTLY:
            return str(min(step, _FAR))
    return "0"


def _add_company(kind: str, about: Shares, rows: Mapping[int, list[Feature]]) -> None:
    """How many of the turns around a candidate has, and how many candidates have more."""
    parts = _bucket(sum([share > _SPEAKING for share in about.values()]), _PARTS)
    ordered = sorted(rows, key=lambda k: -about.get(k, 0.0))
    for rank, k in enumerate(ordered):
        rows[k].append(("about", kind, _bucket(about.get(k, 0.0), _ABOUT)))
        rows[k].append(("aboutrank", kind, str(min(3, rank)), parts))


def _add_style(like: Mapping[int, float], likely: Shares, rows: Mapping[int, list[Feature]]) -> None:
    """How much better the words of a turn fit a candidate than the other likely ones. ``like``: for each how
    much more probable the words are than from anybody."""
    for k, row in rows.items():
        others = [like[other] for other in rows if other != k and likely.get(other, 0.0) > _RIVAL]
        ahead = round(like[k] - max(others), _DIGITS) if others else 0.0
        row.append(("style", _bucket(ahead, _STYLE)))


def _bucket(figure: float, steps: Sequence[float]) -> str:
    """How many of ``steps`` the figure reaches."""
    return str(bisect_right(steps, figure))
