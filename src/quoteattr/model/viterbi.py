"""The best sequence of three labels for a window (Viterbi 1967), unrolled because windows are small."""

from __future__ import annotations

from collections.abc import Sequence

Vector = tuple[float, float, float]


def best_labels(scores: Sequence[Vector], transitions: Sequence[Vector]) -> tuple[list[int], float]:
    """(label of each unit, total score) of the best sequence; ``scores`` are the units' label scores."""
    if not scores:
        return [], 0.0
    (t00, t01, t02), (t10, t11, t12), (t20, t21, t22) = transitions
    a, b, c = scores[0]
    back: list[tuple[int, int, int]] = []
    for x, y, z in scores[1:]:
        p, q, r = a + t00, b + t10, c + t20
        if p >= q:
            best, from_a = (p, 0) if p >= r else (r, 2)
        else:
            best, from_a = (q, 1) if q >= r else (r, 2)
        new_a = best + x
        p, q, r = a + t01, b + t11, c + t21
        if p >= q:
            best, from_b = (p, 0) if p >= r else (r, 2)
        else:
            best, from_b = (q, 1) if q >= r else (r, 2)
        new_b = best + y
        p, q, r = a + t02, b + t12, c + t22
        if p >= q:
            best, from_c = (p, 0) if p >= r else (r, 2)
        else:
            best, from_c = (q, 1) if q >= r else (r, 2)
        a, b, c = new_a, new_b, best + z
        back.append((from_a, from_b, from_c))
    total = max(a, b, c)
    label = 0 if a == total else 1 if b == total else 2
    labels = [label]
    for pointers in reversed(back):
        label = pointers[label]
        labels.append(label)
    labels.reverse()
    return labels, total
