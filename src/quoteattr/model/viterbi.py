"""The best sequence of three labels for a window (Viterbi 1967), plainly and fast.

Fast: unrolled, because windows are small, and with packed scores. A unit's three label scores, in hundredths,
share one integer. One addition adds all three, so sums over tables are left to C, and nothing is made that
the garbage collector must follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

HUNDREDTHS = 100
_BITS = 20  # a field: scores from -5242.88 to 5242.87
_MASK = (1 << _BITS) - 1
_ZERO = 1 << _BITS - 1
LEVEL = (_ZERO << _BITS | _ZERO) << _BITS | _ZERO  # lifts all three above zero: none borrows from the next


def hundredths(weight: float) -> int:
    """A weight of two decimals as a whole number."""
    return round(weight * HUNDREDTHS)


def packed(scores: Sequence[int]) -> int:
    """Three label scores, in hundredths, as one integer that can be added to others."""
    x, y, z = scores
    return (x << 2 * _BITS) + (y << _BITS) + z


def best_labels_plainly(
    rows: Sequence[Sequence[int]], transitions: Sequence[Sequence[int]]
) -> tuple[list[int], int]:
    """(label of each unit, total score) of the best sequence; ``rows`` are the label scores of each unit."""
    ways = [(score, [label]) for label, score in enumerate(rows[0])]  # the best way to each label
    for row in rows[1:]:
        longer = [
            [(total + transitions[path[-1]][label] + score, [*path, label]) for total, path in ways]
            for label, score in enumerate(row)
        ]
        ways = [max(found, key=itemgetter(0)) for found in longer]  # the first, where two are as good
    total, path = max(ways, key=itemgetter(0))
    return path, total


def best_labels(scores: Sequence[int], transitions: Sequence[Sequence[int]]) -> tuple[list[int], float]:
    """The same, fast: ``scores`` are packed, each a sum that holds LEVEL once; the total is no longer in
    hundredths."""
    if not scores:
        return [], 0.0
    (t00, t01, t02), (t10, t11, t12), (t20, t21, t22) = transitions
    bits, twice, mask = _BITS, 2 * _BITS, _MASK
    a, b, c = scores[0] >> twice, scores[0] >> bits & mask, scores[0] & mask  # the best way to each label
    pointers: list[int] = []  # of each unit: the label before each of its labels, two bits each
    for score in scores[1:]:
        p, q, r = a + t00, b + t10, c + t20
        if p >= q:
            best_a, back = (p, 0) if p >= r else (r, 2)
        else:
            best_a, back = (q, 1) if q >= r else (r, 2)
        p, q, r = a + t01, b + t11, c + t21
        if p >= q:
            if p >= r:
                best_b = p
            else:
                best_b = r
                back += 8
        elif q >= r:
            best_b = q
            back += 4
        else:
            best_b = r
            back += 8
        p, q, r = a + t02, b + t12, c + t22
        if p >= q:
            if p >= r:
                c = p + (score & mask)
            else:
                c = r + (score & mask)
                back += 32
        elif q >= r:
            c = q + (score & mask)
            back += 16
        else:
            c = r + (score & mask)
            back += 32
        a = best_a + (score >> twice)
        b = best_b + (score >> bits & mask)
        pointers.append(back)
    total = max(a, b, c)
    label = 0 if a == total else 1 if b == total else 2
    labels = [label]
    for back in reversed(pointers):
        label = back >> 2 * label & 3
        labels.append(label)
    labels.reverse()
    return labels, (total - len(scores) * _ZERO) / HUNDREDTHS
