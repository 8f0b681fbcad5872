"""Raw scores as probabilities.

Calibration is isotonic (Zadrozny and Elkan 2002), stored as a small table of (raw score, probability) points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import inf


def calibrated(raw: float, table: Sequence[tuple[float, float]]) -> float:
    """The probability of a raw score, by straight lines between the table's points."""
    position = bisect_right(table, (raw, inf))
    if position == 0:
        return table[0][1]
    if position == len(table):
        return table[-1][1]
    (x, p), (y, q) = table[position - 1], table[position]
    return round(p + (q - p) * (raw - x) / (y - x), 4) if y > x else q
