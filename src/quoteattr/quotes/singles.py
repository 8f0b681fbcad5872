"""Single marks and apostrophes: which of them enclose a quotation.

Single marks are paired within one region only: inside one strong quotation, or outside all. They
do not nest in one another. The cheapest reading of a region is found with two states, inside and outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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

_NEXT_WORD = re.compile(r"[^\W\d_]{1,8}(?:['’][^\W\d_]{1,3})?|\d\d(?:\d\d)?s?(?!\d)")
_LAST_WORD = re.compile(r"[^\W_]*\Z")
_NEVER = 1000
_POSSESSIVE, _DROPPED = 12, 10
_FAR, _NEAR = 200, 40
_UNCLOSED_CURLY, _UNCLOSED_RUN = 15, 2


def pair_singles(
    text: str, marks: Sequence[Mark], language: Marks, starts_paragraph: bool, runs_on: bool
) -> Pairing:
    """Pair the single ``marks`` of one region. ``starts_paragraph``: the first mark stands at the start of a
    paragraph; ``runs_on``: and the next paragraph begins with such a mark as well."""
    openings = [_open_cost(text, mark, language) for mark in marks]
    if min(openings, default=_NEVER) >= _NEVER:
        return Pairing(stray=[i for i, mark in enumerate(marks) if _is_stray(mark)])
    closings = [_close_cost(text, mark, language) for mark in marks]
    # outside: (cost, trail); inside: (cost, trail, opener)
    outside: tuple[int, object] = (0, None)
    inside: tuple[int, object, int] | None = None
    for i, mark in enumerate(marks):
        skip_outside = outside[0] + _skip_outside(text, mark, openings[i], closings[i], language)
        new_outside = (skip_outside, (outside[1], "skip", i))
        new_inside = None
        if inside is not None:
            opener = marks[inside[2]]
            match = SINGLE_PAIRS[opener.glyph].get(mark.glyph)
            if match is not None and closings[i] < _NEVER:
                cost = inside[0] + closings[i] + match + _distance_cost(opener, mark, closings[i])
                if cost < new_outside[0]:
                    new_outside = (cost, (inside[1], "close", i))
            new_inside = (inside[0] + _skip_inside(openings[i], closings[i]), (inside[1], "skip", i), inside[2])
        if openings[i] < _NEVER:
            cost = outside[0] + openings[i]
            if new_inside is None or cost < new_inside[0]:
                new_inside = (cost, (outside[1], "open", i), i)
        outside, inside = new_outside, new_inside
    trail = outside[1]
    if inside is not None:
        opener = marks[inside[2]]
        end = _NEVER
        if opener.glyph in "‘‚":
            end = _UNCLOSED_RUN if runs_on else _UNCLOSED_CURLY
        elif runs_on and starts_paragraph and inside[2] == 0:
            end = _UNCLOSED_RUN
        if inside[0] + end < outside[0]:
            trail = inside[1]
    return _result(trail, marks, openings)


def _open_cost(text: str, mark: Mark, language: Marks) -> int:
    glyph = mark.glyph
    if (mark.left == WORD and mark.right == WORD):
        return _NEVER
    if mark.right == SPACE:
        return 20 if mark.left in (SPACE, OPEN) and glyph != "’" else _NEVER
    if glyph not in SINGLE_OPENERS and mark.opens > 10:
        return _NEVER
    if glyph in SINGLE_OPENERS and mark.opens >= 25:
        return 25
    if glyph in "'’‘" and _is_elision(text, mark, language):
        return 25 if glyph == "’" else 10
    if glyph in SINGLE_OPENERS:
        return 0
    if ("’", "’") in language.preferred and glyph == "’":
        return 2
    return 2 if glyph == "'" else 5


def _is_elision(text: str, mark: Mark, language: Marks) -> bool:
    found = _NEXT_WORD.match(text, mark.end)
    if found is None:
        return False
    word = found.group().lower()
    return word[0].isdigit() or word in language.elisions or word.replace("’", "'") in language.elisions


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
        return _POSSESSIVE if mark.right == SPACE and text[mark.end + 1 : mark.end + 2].isalpha() else 5
    if not before.isalpha():
        return 4
    word = _LAST_WORD.search(text, max(0, mark.start - 12), mark.start)
    last = word.group().lower() if word else ""
    if last in language.dropped_endings or last.endswith(language.dropped_suffixes):
        return _DROPPED
    return 4


def _distance_cost(opener: Mark, closer: Mark, closing: int) -> int:
    length = closer.start - opener.end
    if closing in (_POSSESSIVE, _DROPPED) and length <= _NEAR:
        return 5 - closing
    return 10 if closing >= 4 and length > _FAR else 0


def _skip_outside(text: str, mark: Mark, opening: int, closing: int, language: Marks) -> int:
    if opening < _NEVER:
        if _is_elision(text, mark, language) and mark.glyph in "'’‘":
            return 0
        return 20 if mark.glyph in "‘‚‛" else 10
    return 15 if _is_stray(mark) else 0


def _skip_inside(opening: int, closing: int) -> int:
    if closing >= _NEVER:
        return 0 if opening in (10, 25, _NEVER) else 10
    return 12 if closing == 0 else 7 if closing == 4 else 2


def _is_stray(mark: Mark) -> bool:
    """A closing mark after punctuation is no apostrophe."""
    return mark.glyph in "'’" and mark.left not in (WORD, DIGIT, SPACE, OPEN) and mark.right not in (WORD, DIGIT)


def _result(trail: object, marks: Sequence[Mark], openings: Sequence[int]) -> Pairing:
    result = Pairing()
    steps: list[tuple[str, int]] = []
    while isinstance(trail, tuple):
        trail, action, i = trail
        steps.append((action, i))
    for action, i in reversed(steps):
        if action == "open":
            result.open.append(i)
        elif action == "close":
            result.pairs.append((result.open.pop(), i))
        elif openings[i] <= 5 or (not result.open and _is_stray(marks[i])):
            result.stray.append(i)
    return result
