"""Single marks and apostrophes: which of them enclose a quotation.

Single marks are paired within one region only: inside one strong quotation, or outside all. The
cheapest reading of a region is found with a state for each depth; only curly ones nest in one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from quoteattr.lang.letters import LETTERS, WORD_CHARACTER, capital, digit, letter
from quoteattr.lang.pack import Marks
from quoteattr.quotes.marks import (
    DIGIT,
    OPEN,
    POINT,
    SINGLE_OPENERS,
    SINGLE_PAIRS,
    SPACE,
    WORD,
    Mark,
)
from quoteattr.quotes.pairing import Pairing, State, cheapest, replayed

_NEXT_WORD = regex.compile(
    rf"(?:[{LETTERS}]{{1,9}}+(?:['’][{LETTERS}]{{1,3}}+)?|\d\ds?+)(?!{WORD_CHARACTER}|_)"
)
_LAST_WORD = regex.compile(rf"{WORD_CHARACTER}*+\Z")
_NEVER = 1000
# What it costs to close after a letter: at a plural possessive ("dogs'"), at a dropped ending ("runnin'"),
# at any other letter. Within _NEAR of the opener the first two cost hardly more than the third.
_POSSESSIVE, _DROPPED, _LETTER, _NEAR_COST = 12, 10, 4, 5
_NEAR, _FAR, _FAR_COST = 40, 200, 10
_UNCLOSED, _RUNS_ON = 15, 2
_INDENT = 20  # blanks with which a line may begin
_NEST = 6  # to open inside another one


class Costs(NamedTuple):
    """What it costs to take a mark for an opener, a closer, or neither: outside and inside a quotation."""

    opens: int
    closes: int
    outside: int
    inside: int


def pair_singles(text: str, marks: Sequence[Mark], language: Marks, runs_on: bool) -> Pairing:
    """Pair the single ``marks`` of one region; ``runs_on``: the next paragraph begins with such a mark, so
    that one may stay open that begins its own paragraph or a sentence, or is announced."""
    costs = [_costs(text, mark, language) for mark in marks]
    if all(cost.opens >= _NEVER for cost in costs):
        return Pairing(stray=[i for i, mark in enumerate(marks) if _is_stray(mark)])
    states: list[State] = [(0, (), None)]
    for i, cost in enumerate(costs):
        states = cheapest([step for state in states for step in _steps(marks, i, cost, state)], len)
    best = min(states, key=lambda state: state[0] + _unclosed(text, marks, state[1], runs_on))

    def is_stray(i: int, outside: bool) -> bool:
        return costs[i].opens <= 5 or (outside and _is_stray(marks[i]))

    return replayed(best[2], is_stray)


def _steps(marks: Sequence[Mark], i: int, cost: Costs, state: State) -> list[State]:
    """What mark ``i`` may do: nothing, open, close."""
    total, stack, trail = state
    depth = len(stack)
    mark = marks[i]
    steps: list[State] = [(total + (cost.inside if depth else cost.outside), stack, (trail, "stray", i))]
    if cost.opens < _NEVER and (not depth or (depth == 1 and mark.glyph == "‘")):
        steps.append((total + cost.opens + depth * _NEST, (*stack, i), (trail, "open", i)))
    if depth and cost.closes < _NEVER:
        opener = marks[stack[-1]]
        match = SINGLE_PAIRS[opener.glyph].get(mark.glyph)
        if match is not None:
            closes = _at_distance(mark.start - opener.end, cost.closes)
            steps.append((total + closes + match, stack[:-1], (trail, "close", i)))
    return steps


def _at_distance(length: int, closes: int) -> int:
    if length <= _NEAR and closes in (_POSSESSIVE, _DROPPED):
        return _NEAR_COST
    return closes + _FAR_COST if length > _FAR and closes >= _LETTER else closes


def _unclosed(text: str, marks: Sequence[Mark], stack: tuple[int, ...], runs_on: bool) -> int:
    """What it costs that marks stay open. A straight apostrophe opens nothing on its own, nor does the ‘ of
    ‘Abd; one that is announced does."""
    if not stack:
        return 0
    if len(stack) > 1:
        return _NEVER
    mark = marks[stack[0]]
    announced = _is_announced(text, mark)
    if runs_on and (announced or _begins_sentence(text, mark)):
        return _RUNS_ON
    return _UNCLOSED if announced and mark.glyph in "‘‚" else _NEVER


def _begins_sentence(text: str, mark: Mark) -> bool:
    """Whether a curly mark stands behind the end of a sentence and in front of a capital: "said Doe. ‘It"."""
    before = text[max(0, mark.start - 3) : mark.start].rstrip()
    return mark.glyph == "‘" and before[-1:] in (".", "!", "?") and capital(text[mark.end : mark.end + 1])


def _is_announced(text: str, mark: Mark) -> bool:
    """Whether a mark begins a line, or follows another mark, a comma or a colon."""
    before = text[max(0, mark.start - _INDENT) : mark.start].rstrip(" \t\xa0\u3000")
    return not before or mark.left == OPEN or before[-1] in ",:" or before[-1].isspace()


def _costs(text: str, mark: Mark, language: Marks) -> Costs:
    elided = mark.glyph in "'’‘" and mark.right in (WORD, DIGIT) and _is_elision(text, mark, language)
    opens = _open_cost(mark, elided, language)
    closes = _close_cost(text, mark, language)
    outside = _outside_cost(mark, opens, elided)
    if closes < _NEVER:
        inside = 12 if closes == 0 else 7 if closes == _LETTER else 2
    else:
        inside = outside + 1 if opens < _NEVER and not elided else 0
    return Costs(opens, closes, outside, inside)


def _outside_cost(mark: Mark, opens: int, elided: bool) -> int:
    """What it costs to take the mark for neither, outside a quotation."""
    if opens >= _NEVER:
        return 15 if _is_stray(mark) else 0
    return 0 if elided else 20 if mark.glyph in "‘‚‛" else 10


def _open_cost(mark: Mark, elided: bool, language: Marks) -> int:
    glyph = mark.glyph
    if mark.left == WORD and mark.right == WORD:  # don't
        return _NEVER
    if mark.right == SPACE or mark.opens > 10:
        return _misplaced_cost(mark)
    if elided:  # 'tis
        return 25 if glyph == "’" else 10
    if glyph in SINGLE_OPENERS:
        return 0
    return 2 if glyph == "'" or (glyph, glyph) in language.preferred else 5


def _misplaced_cost(mark: Mark) -> int:
    """What it costs to open where marks close: behind a word, or in front of a blank."""
    if mark.right == SPACE:
        return 20 if mark.left in (SPACE, OPEN) and mark.glyph != "’" else _NEVER
    return 25 if mark.glyph in SINGLE_OPENERS else _NEVER


def _is_elision(text: str, mark: Mark, language: Marks) -> bool:
    """Whether the mark is the apostrophe of 'tis or '90s."""
    found = _NEXT_WORD.match(text, mark.end)
    if found is None:
        return False
    word = found.group().lower().replace("’", "'")
    return digit(word[0]) or word in language.elisions


def _close_cost(text: str, mark: Mark, language: Marks) -> int:
    if mark.left in (SPACE, OPEN):
        return 25 if mark.right != WORD else _NEVER
    if mark.right in (WORD, DIGIT):
        return 15 if mark.left == POINT else _NEVER  # the blank is missing: 'Go.'he said
    if mark.left == DIGIT:  # perhaps 6', six feet
        return 8
    return _close_cost_of_letter(text, mark, language) if mark.left == WORD else 0


def _close_cost_of_letter(text: str, mark: Mark, language: Marks) -> int:
    """What it costs to close behind a letter: the mark may be an apostrophe of its word."""
    before = text[mark.start - 1]
    if before in language.possessive_letters:
        goes_on = mark.right == SPACE and letter(text[mark.end + 1 : mark.end + 2])
        return _POSSESSIVE if goes_on else 5
    return _DROPPED if letter(before) and _is_dropped_ending(text, mark.start, language) else _LETTER


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
