"""What a person should be asked about an analysis: the question first whose answer mends the most.

In a story an answer goes to the quotations around it that no tag gives to somebody, since the scene is
decoded again; in news it mends itself alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from attrs import frozen

from quoteattr.text.chapters import headings
from quoteattr.text.layout import paragraphs
from quoteattr.types import HUMAN, Attribution, Outcome

_REACH = 0.9  # how much of an answer goes to the next turn
_FAR = 6  # so many paragraphs between two quotations part two scenes
_MOST = 12  # turns on either side to which an answer may go


@frozen
class Question:
    """The number of an attribution, how many wrong ones its answer is expected to mend (``worth``), and the
    numbers (first, last exclusive) of those to which the answer goes, itself among them."""

    index: int
    worth: float
    around: tuple[int, int]


def questions(text: str, outcome: Outcome, count: int) -> list[Question]:
    """The ``count`` most useful questions, the best first. Each is worth what those before it leave."""
    wrong = [_wrong(one) for one in outcome.attributions]
    around = _stretches(text, outcome)
    worth = [_worth(wrong, n, around[n]) for n in range(len(wrong))]
    # what is not calibrated comes last: nothing is known against it
    heap = [(-value, n) for n, value in enumerate(worth)]
    heapify(heap)
    found: list[Question] = []
    asked: set[int] = set()
    while heap and len(found) < count:
        value, n = heappop(heap)
        if n in asked:
            continue
        now = _worth(wrong, n, around[n])
        if now < -value:  # an answer before it has mended some of that
            heappush(heap, (-now, n))
            continue
        found.append(Question(n, now, around[n]))
        asked.add(n)
        for k in range(*around[n]):
            wrong[k] *= 1 - _REACH ** abs(k - n)
    return found


def _wrong(one: Attribution) -> float:
    """How probable it is that an attribution is wrong."""
    if one.rule == HUMAN:
        return 0.0
    if one.speaker is None:
        return 1.0
    return 0.0 if one.confidence is None else 1 - one.confidence


def _worth(wrong: Sequence[float], n: int, around: tuple[int, int]) -> float:
    return wrong[n] and sum([wrong[k] * _REACH ** abs(k - n) for k in range(*around)])


def _stretches(text: str, outcome: Outcome) -> list[tuple[int, int]]:
    """For each attribution those to which its answer goes: its neighbours in the scene, up to a tag."""
    said = outcome.attributions
    if outcome.genre != "fiction":
        return [(n, n + 1) for n in range(len(said))]
    parted = _parted(text, said)
    found = []
    for n, one in enumerate(said):
        first, last = n, n + 1
        if not _is_given(one):
            while first > 0 and n - first < _MOST and not parted[first] and not _is_given(said[first - 1]):
                first -= 1
            while last < len(said) and last - n < _MOST and not parted[last] and not _is_given(said[last]):
                last += 1
        found.append((first, last))
    return found


def _is_given(one: Attribution) -> bool:
    """Whether a tag with a name, or a person, says whose it is."""
    named = one.cue is not None and one.mention is not None and one.mention.kind == "name"
    return named or one.rule == HUMAN


def _parted(text: str, said: Sequence[Attribution]) -> list[bool]:
    """For each attribution whether another scene begins with it."""
    all_of_them = paragraphs(text)
    starts = [paragraph.start for paragraph in all_of_them]
    chapters = sorted(headings(text, all_of_them))
    at = [
        (bisect_right(starts, one.quotation.start), bisect_right(starts, one.quotation.end)) for one in said
    ]
    found = [True] * bool(said)
    for (_, before), (now, _) in pairwise(at):
        is_new = bisect_right(chapters, now - 1) > bisect_right(chapters, before - 1)
        found.append(is_new or now - before >= _FAR)
    return found
