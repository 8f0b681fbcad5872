"""What a person should be asked about an analysis: the question first whose answer mends the most.

In a story an answer may turn the quotations around it, since the scene is decoded again; in news it mends
itself alone."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from attrs import frozen

from quoteattr.types import HUMAN, Attribution


@frozen
class Question:
    """The number of an attribution, how many wrong ones its answer is expected to mend (``worth``), and the
    numbers of the ``others`` that would follow it."""

    index: int
    worth: float
    others: tuple[int, ...] = ()


def questions(
    said: Sequence[Attribution], count: int, followers: Sequence[Sequence[int]] = ()
) -> list[Question]:
    """The ``count`` most useful questions about the attributions, the most useful first; ``followers``: for
    each the numbers of those that change with it, its own among them.

    Each question counts only what those before it leave open. What no person need be asked (it has an answer,
    or no confidence that speaks against it) comes last.
    """
    wrong = [_wrong(one) for one in said]
    follow = [set(numbers) for numbers in followers] if followers else [{n} for n in range(len(said))]
    settled: set[int] = set()

    def worth(n: int) -> float:
        return wrong[n] * len(follow[n] - settled)

    heap = [(-worth(n), -wrong[n], n) for n in range(len(said))]
    heapify(heap)
    found: list[Question] = []
    while heap and len(found) < count:
        before, _, n = heappop(heap)
        now = worth(n)
        if now < -before:  # a question before it settles some of that
            heappush(heap, (-now, -wrong[n], n))
            continue
        found.append(Question(n, now, tuple(sorted(follow[n] - {n}))))
        settled |= follow[n]
    return found


def _wrong(one: Attribution) -> float:
    """How probable it is that an attribution is wrong."""
    if one.rule == HUMAN:
        return 0.0
    if one.speaker is None:
        return 1.0
    return 0.0 if one.confidence is None else 1 - one.confidence
