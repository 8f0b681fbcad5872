"""Which turns may be those of whoever says "I": by who is beside each, and as turns alternate from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quoteattr.fiction.turns.stage import Turn

_I, _OTHER = 1.0, -0.5  # a turn beside which "I", or somebody else, speaks or acts
_ANSWERED, _AGAIN = -0.5, -0.8  # what is carried to the turn behind one of "I", and behind one of another
_LIKELY = 0.2  # a side from which on a turn is taken for one of "I"
_LEAST = 0.25  # what a name says by which any turn addresses somebody
_BY_I, _NAMED_BY_I = -2.0, -0.5  # the same in a turn of "I"; a name there by which nobody is addressed


def sides(turns: Sequence[Turn]) -> list[float]:
    """For each turn how likely "I" says it: 1 where the narration tells so, -1 where another says it next to
    "I", 0 where nothing is known."""
    given = [_given(turn) for turn in turns]
    ahead = _carried(given, turns, range(len(turns)), 0)
    back = _carried(given, turns, range(len(turns) - 1, -1, -1), 1)
    return [
        one if one > 0 else max(-1.0, one + min(0.0 if one else 1.0, first + last))
        for one, first, last in zip(given, ahead, back, strict=True)
    ]


def worth(side: float, is_addressed: bool) -> float:
    """What a name in a turn with that ``side`` says for its being the narrator's."""
    if side > _LIKELY:
        return side * (_BY_I if is_addressed else _NAMED_BY_I)
    return max(_LEAST, -side) if is_addressed else 0.0


def _given(turn: Turn) -> float:
    voice = turn.cue or next(iter(turn.voices), None)
    return 0.0 if voice is None else _I if voice.kind == "i" else _OTHER


def _carried(given: Sequence[float], turns: Sequence[Turn], order: Iterable[int], behind: int) -> list[float]:
    """What is known of each turn by the one before it in ``order``, in the next paragraph; ``behind``: 1
    where the order goes back."""
    found = [0.0] * len(given)
    near = 0.0
    for t in order:
        edge = turns[t + behind] if t + behind < len(turns) else None
        if edge is None or edge.gap > 2 or edge.chapter:
            near = 0.0
        found[t] = near * (_ANSWERED if near > 0 else _AGAIN)
        near = given[t] if given[t] > 0 else found[t] if not given[t] else 0.0
    return found
