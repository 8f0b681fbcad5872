"""Tables of weights in little room, as tools/train writes them: each row is named once, and what is nothing
takes no room.

A table has its rows' ``names`` together in one text (quoteattr.lang.folded), or ``steps`` from each row's
number to the next one's. A digit of ``filled`` stands for three cells side by side, and says which are not 0
(4: the first, 2: the second, 1: the third); a row has one digit or several. ``weights`` are those cells,
row by row, in hundredths.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import accumulate
from typing import Any, TypeVar

from quoteattr.lang.folded import apart

Three = tuple[int, int, int]
T = TypeVar("T")

_FILLED = {str(digit): (digit & 4, digit & 2, digit & 1) for digit in range(8)}


def names(table: Any) -> list[str]:
    """The rows' names."""
    return apart(table["names"])


def values(table: Any) -> list[list[Any]]:
    """The rows' names where they are values, written as JSON: "lemma","say",3."""
    rows: list[list[Any]] = json.loads(f"[{','.join([f'[{name}]' for name in names(table)])}]")
    return rows


def numbers(table: Any) -> list[int]:
    """The rows' numbers."""
    return list(accumulate(table["steps"]))


def threes(table: Any) -> list[Three]:
    """The cells, three at a time, row by row. Raises ValueError when there are not as many weights as filled
    cells, LookupError for what is no such digit."""
    filled, weights = table["filled"], table["weights"]
    if sum([filled.count(digit) * sum(map(bool, cells)) for digit, cells in _FILLED.items()]) != len(weights):
        raise ValueError("weights and filled cells differ in number")
    left = iter(weights)
    return [
        (next(left) if a else 0, next(left) if b else 0, next(left) if c else 0)
        for a, b, c in map(_FILLED.__getitem__, filled)
    ]


def by_row(cells: Iterable[T], size: int) -> list[tuple[T, ...]]:
    """Rows of ``size``. Raises ValueError when the last is shorter."""
    return list(zip(*[iter(cells)] * size, strict=True))
