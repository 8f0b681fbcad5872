"""Single marks and apostrophes: which of them enclose a quotation.

Single marks are paired within one region only: inside one strong quotation, or outside all. They
do not nest in one another. The cheapest reading of a region is found with two states, outside and inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quoteattr.quotes.marks import (
    DIGIT,
    OPEN,
    POINT,
    SINGLE_OPENERS,
    SINGLE_PAIRS,
    SPACE,
    WORD,
    Mark,
    Marks,
)
from quoteattr.quotes.pairing import Pairing

_NEXT_WORD = re.compile(r"[^\W\d_]{1,9}(?:['’][^\W\d_]{1,3})?(?!\w)|\d\ds?(?!\w)")
_LAST_WORD = re.compile(r"[^\W_]*\Z")
_NEVER = 1000
# What it costs to close after a letter: at a plural possessive ("dogs'"), at a dropped ending ("runnin'"),
# at any other letter. Within _NEAR of the opener the first two cost hardly more than the third.
_POSSESSIVE, _DROPPED, _LETTER, _NEAR_COST = 12, 10, 4, 5
_NEAR, _FAR, _FAR_COST = 40, 200, 10
_UNCLOSED, _RUNS_ON = 15, 2

Trail = tuple["Trail", str, int] | None
Outside = tuple[int, Trail]
Inside = tuple[int, Trail, int]  # with the opener


class Costs(NamedTuple):
    """What it costs to take a mark for an opener, a closer, or neither: outside and inside a quotation."""

    opens: int
    closes: int
    outside: int
    inside: int


def pair_singles(text: str, marks: Sequence[Mark], language: Marks, runs_on: bool) -> Pairing:
    """Pair the single ``marks`` of one region; ``runs_on``: the first one begins its paragraph and the next
    paragraph begins with such a mark as well, so that it may stay open."""
    costs = [_costs(text, mark, language) for mark in marks]
    outside: Outside = (0, None)
    inside: Inside | None = None
    for i, cost in enumerate(costs):
        outside, inside = _step(marks, i, cost, outside, inside)
    trail = outside[1]
    if inside is not None and inside[0] + _unclosed(marks, inside[2], runs_on) < outside[0]:
        trail = inside[1]
    return _result(trail, marks, costs)


def _step(
    marks: Sequence[Mark], i: int, cost: Costs, outside: Outside, inside: Inside | None
) -> tuple[Outside, Inside | None]:
    """The cheapest ways to stand outside and inside after mark ``i``."""
    to_outside: Outside = (outside[0] + cost.outside, (outside[1], "skip", i))
    to_inside: Inside | None = None
    if inside is not None:
        opener = marks[inside[2]]
        match = SINGLE_PAIRS[opener.glyph].get(marks[i].glyph)
        if match is not None and cost.closes < _NEVER:
            total = inside[0] + match + _at_distance(marks[i].start - opener.end, cost.closes)
            if total < to_outside[0]:
                to_outside = (total, (inside[1], "close", i))
        to_inside = (inside[0] + cost.inside, (inside[1], "skip", i), inside[2])
    if cost.opens < _NEVER and (to_inside is None or outside[0] + cost.opens < to_inside[0]):
        to_inside = (outside[0] + cost.opens, (outside[1], "open", i), i)
    return to_outside, to_inside


def _at_distance(length: int, closes: int) -> int:
    if length <= _NEAR and closes in (_POSSESSIVE, _DROPPED):
        return _NEAR_COST
    return closes + _FAR_COST if length > _FAR and closes >= _LETTER else closes


def _unclosed(marks: Sequence[Mark], opener: int, runs_on: bool) -> int:
    """A straight apostrophe opens nothing on its own, a curly opener does."""
    if runs_on and opener == 0:
        return _RUNS_ON
    return _UNCLOSED if marks[opener].glyph in "‘‚" else _NEVER


def _costs(text: str, mark: Mark, language: Marks) -> Costs:
    elided = mark.glyph in "'’‘" and mark.right in (WORD, DIGIT) and _is_elision(text, mark, language)
    opens = _open_cost(mark, elided, language)
    closes = _close_cost(text, mark, language)
    if opens < _NEVER:
        outside = 0 if elided else 20 if mark.glyph in "‘‚‛" else 10
    else:
        outside = 15 if _is_stray(mark) else 0
    if closes >= _NEVER:
        inside = 10 if opens < _NEVER and not elided else 0
    else:
        inside = 12 if closes == 0 else 7 if closes == _LETTER else 2
    return Costs(opens, closes, outside, inside)


def _open_cost(mark: Mark, elided: bool, language: Marks) -> int:
    glyph = mark.glyph
    if mark.left == WORD and mark.right == WORD:
        return _NEVER
    if mark.right == SPACE:
        return 20 if mark.left in (SPACE, OPEN) and glyph != "’" else _NEVER
    if mark.opens > 10:
        return 25 if glyph in SINGLE_OPENERS else _NEVER
    if elided:
        return 25 if glyph == "’" else 10
    if glyph in SINGLE_OPENERS:
        return 0
    return 2 if glyph == "'" or (glyph, glyph) in language.preferred else 5


def _is_elision(text: str, mark: Mark, language: Marks) -> bool:
    """Whether the mark is the apostrophe of 'tis or '90s."""
    found = _NEXT_WORD.match(text, mark.end)
    if found is None:
        return False
    word = found.group().lower().replace("’", "'")
    return word[0].isdigit() or word in language.elisions


def _close_cost(text: str, mark: Mark, language: Marks) -> int:
    if mark.left in (SPACE, OPEN):
        return 25 if mark.right != WORD else _NEVER
    if mark.right in (WORD, DIGIT):
        return 15 if mark.left == POINT else _NEVER
    if mark.left == DIGIT:
        return 8
    if mark.left != WORD:
        return 0
    before = text[mark.start - 1]
    if before in language.possessive_letters:
        goes_on = mark.right == SPACE and text[mark.end + 1 : mark.end + 2].isalpha()
        return _POSSESSIVE if goes_on else 5
    return _DROPPED if before.isalpha() and _is_dropped_ending(text, mark.start, language) else _LETTER


def _is_dropped_ending(text: str, end: int, language: Marks) -> bool:
    """Whether the word that ends here may have lost its last letters: runnin', th'."""
    found = _LAST_WORD.search(text, max(0, end - 12), end)
    word = found.group().lower() if found else ""
    return word in language.dropped_endings or word.endswith(language.dropped_suffixes)


def _is_stray(mark: Mark) -> bool:
    """A closing mark after punctuation is no apostrophe."""
    return (
        mark.glyph in "'’" and mark.left not in (WORD, DIGIT, SPACE, OPEN) and mark.right not in (WORD, DIGIT)
    )


def _result(trail: Trail, marks: Sequence[Mark], costs: Sequence[Costs]) -> Pairing:
    result = Pairing()
    steps: list[tuple[str, int]] = []
    while trail is not None:
        trail, action, i = trail
        steps.append((action, i))
    for action, i in reversed(steps):
        if action == "open":
            result.open.append(i)
        elif action == "close":
            result.pairs.append((result.open.pop(), i))
        elif costs[i].opens <= 5 or (not result.open and _is_stray(marks[i])):
            result.stray.append(i)
    return result
