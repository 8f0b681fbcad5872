"""Figures that an answer tells or a decision rests on: the same in every Python and on every machine.

``sum`` adds fractions otherwise since Python 3.12, and logarithms differ in the last digit between machines:
sums are exact before they are rounded, and four decimals are all that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum

_PARTS = 10_000


def figure(value: float) -> float:
    """The value to four decimals."""
    return round(value * _PARTS) / _PARTS  # a tenth of what round(value, 4) costs; and never "-0.0"


def total(values: Iterable[float]) -> float:
    """The sum of values, in any order, to four decimals."""
    return figure(fsum(values))
