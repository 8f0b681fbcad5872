"""Which strong marks (double ones, guillemets, corner brackets) of one paragraph belong together.

The plain reading first: every mark opens or closes as its surroundings say. Where that leaves something
over, the cheapest reading of the whole paragraph is found, so that one mark too many or too few
spoils its neighbourhood only and never flips everything after it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal, TypeAlias

from attrs import Factory, define

from quoteattr.quotes.marks import PAIRS, Mark

MAX_DEPTH = 4
_BEAM = 6
_NEST_SAME = 15  # within a quotation of the very same mark; of another mark it is the rule
_UNCLOSED, _RUNS_ON, _DEEPER = 18, 1, 3
_FAMILIES = (('"', "''", "``", "“", "”", "„", "‟"), ("«", "»"), ("‹", "›"))
_FAMILY = {glyph: glyphs[0] for glyphs in _FAMILIES for glyph in glyphs}

Step = Literal["open", "close", "stray"]
Trail: TypeAlias = "tuple[Trail, Step, int] | None"  # the steps before, this one, the mark
State = tuple[int, tuple[int, ...], Trail]  # cost, openers still open, how it came about


@define
class Pairing:
    """Indices of marks: ``pairs`` (opener, closer), openers still ``open`` at the end, outer first, marks
    that are left over, and those ``inside`` a pair with which it goes on, in order."""

    pairs: list[tuple[int, int]] = Factory(list)
    open: list[int] = Factory(list)
    stray: list[int] = Factory(list)
    inside: list[int] = Factory(list)


def pair(marks: Sequence[Mark], runs_on: bool) -> Pairing:
    """Pair the strong ``marks`` of a paragraph; ``runs_on``: the next paragraph begins with a mark, so that
    a quotation may stay open at the end of this one."""
    glued = _going_on(marks)
    if not glued:
        return _plain(marks, runs_on) or _cheapest(marks, runs_on)
    kept = [i for i in range(len(marks)) if i not in glued]
    found = pair([marks[i] for i in kept], runs_on)
    pairs = [(kept[first], kept[last]) for first, last in found.pairs]
    return Pairing(pairs, [kept[i] for i in found.open], [kept[i] for i in found.stray], sorted(glued))


def _going_on(marks: Sequence[Mark]) -> frozenset[int]:
    """The straight marks with which paragraphs of one quotation begin whose line breaks were lost: in
    "We won."It was hard."We rest." the two in the middle."""
    found: set[int] = set()
    start = None  # the opener that the row of such marks follows
    for i, mark in enumerate(marks):
        if mark.glyph != '"':
            start = None
        elif mark.glued:
            continue
        else:
            if start is not None and i - start > 1 and mark.closes == 0 and mark.opens > 0:
                found.update(range(start + 1, i))
            start = i if mark.opens == 0 and mark.closes > 0 else None
    return frozenset(found)


def family(glyph: str) -> str:
    """A name for the marks with which a mark can be mixed up: all double ones are one family."""
    return _FAMILY.get(glyph, glyph)


def _plain(marks: Sequence[Mark], runs_on: bool) -> Pairing | None:
    """The reading in which no mark costs anything, or None."""
    result = Pairing()
    stack = result.open
    for i, mark in enumerate(marks):
        step = _plain_step(marks[stack[-1]] if stack else None, mark)
        if step == "close":
            result.pairs.append((stack.pop(), i))
        elif step == "open" and len(stack) < MAX_DEPTH:
            stack.append(i)
        else:
            return None
    return result if not stack or (runs_on and len(stack) == 1) else None


def _plain_step(around: Mark | None, mark: Mark) -> Step | None:
    """What a mark plainly does in the quotation that ``around`` opens; None where that is in doubt."""
    if around is not None and mark.closes <= 1 and PAIRS[around.glyph].get(mark.glyph, 1) == 0:
        return "close" if mark.opens > mark.closes or mark.glyph == "”" else None
    if mark.opens or mark.glyph not in PAIRS:
        return None
    return None if around is not None and family(around.glyph) == family(mark.glyph) else "open"


def _cheapest(marks: Sequence[Mark], runs_on: bool) -> Pairing:
    """The cheapest reading of all marks together (a beam over stacks of open marks)."""

    def glyphs(stack: tuple[int, ...]) -> tuple[str, ...]:
        return tuple([marks[k].glyph for k in stack])

    states: list[State] = [(0, (), None)]
    for i, mark in enumerate(marks):
        steps = [step for state in states for step in _steps(marks, i, mark, state)]
        states = sorted(cheapest(steps, glyphs), key=_cost)[:_BEAM]
    return replayed(min(states, key=lambda state: state[0] + _end_cost(state[1], runs_on))[2])


def cheapest(states: Iterable[State], standing: Callable[[tuple[int, ...]], Hashable]) -> list[State]:
    """The cheapest state of each ``standing``, which is what of its open marks matters."""
    best: dict[Hashable, State] = {}
    for state in states:
        key = standing(state[1])
        known = best.get(key)
        if known is None or state[0] < known[0]:
            best[key] = state
    return list(best.values())


def _cost(state: State) -> int:
    return state[0]


def _steps(marks: Sequence[Mark], i: int, mark: Mark, state: State) -> list[State]:
    cost, stack, trail = state
    steps: list[State] = []
    if stack:
        match = PAIRS[marks[stack[-1]].glyph].get(mark.glyph)
        if match is not None:
            steps.append((cost + mark.closes + match, stack[:-1], (trail, "close", i)))
    if mark.glyph in PAIRS and len(stack) < MAX_DEPTH:
        nested = _NEST_SAME if stack and marks[stack[-1]].glyph == mark.glyph else 0
        steps.append((cost + mark.opens + nested, (*stack, i), (trail, "open", i)))
    # Of two openers in a row the first is the mistake, of two closers the second.
    steps.append((cost + mark.stray + (1 if stack else 0), stack, (trail, "stray", i)))
    return steps


def _end_cost(stack: tuple[int, ...], runs_on: bool) -> int:
    if not stack:
        return 0
    return (_RUNS_ON if runs_on else _UNCLOSED) + (len(stack) - 1) * (_DEEPER if runs_on else _UNCLOSED)


def replayed(trail: Trail, is_stray: Callable[[int, bool], bool] = lambda i, outside: True) -> Pairing:
    """What the steps of a trail pair. ``is_stray`` says whether a mark that neither opens nor closes (its
    number; whether it stands outside of all quotations) is left over, and no apostrophe."""
    result = Pairing()
    steps = []
    while trail is not None:
        trail, step, i = trail
        steps.append((step, i))
    for step, i in reversed(steps):
        if step == "open":
            result.open.append(i)
        elif step == "close":
            result.pairs.append((result.open.pop(), i))
        elif is_stray(i, not result.open):
            result.stray.append(i)
    return result
