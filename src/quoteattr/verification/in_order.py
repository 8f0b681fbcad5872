"""Two long wordings laid along each other in order: which word of one is which word of the other.

Runs of words that each side has once are fixed points; of those the longest chain that is in order on both
sides stands. Between two of them the same is done with shorter runs, and what is left is short and compared
by edit operations. So time grows as the texts do, whatever they hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

RUNS = (6, 4, 3, 2)
"""Words of the runs that are fixed points, the longest first."""

LONGEST = 1_000
"""Words of a gap that are compared by edit operations at once."""

Gap = tuple[int, int, int, int]
"""Words of the one side (first, last exclusive) and of the other that stand between the same fixed points."""


def aligned(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """For each word of ``one`` the place of the same word in ``other``, rising, or -1; words are numbers."""
    found = [-1] * len(one)
    gaps: list[Gap] = [(0, len(one), 0, len(other))]
    for length in RUNS:
        gaps = [rest for gap in gaps for rest in _fixed(one, other, gap, length, found)]
    for gap in gaps:
        for part in _parts(gap):
            _edited(one, other, part, found)
    return found


def _fixed(
    one: Sequence[int], other: Sequence[int], gap: Gap, length: int, found: list[int]
) -> Iterator[Gap]:
    """Fixes runs of ``length`` words inside a gap; gives the gaps that are left."""
    first, last, start, end = _trimmed(one, other, gap, found)
    if first >= last or start >= end:
        return
    if min(last - first, end - start) <= length:
        yield first, last, start, end
        return
    chain = _rising(_shared(one, other, (first, last, start, end), length))
    for a, b in chain:
        if a < first or b < start:
            continue  # inside the run before
        if a > first and b > start:
            yield first, a, start, b
        stop = a
        while stop < last and b < end and one[stop] == other[b]:
            found[stop] = b
            stop, b = stop + 1, b + 1
        first, start = stop, b
    if first < last and start < end:
        yield first, last, start, end


def _trimmed(one: Sequence[int], other: Sequence[int], gap: Gap, found: list[int]) -> Gap:
    """The gap without the words that both sides begin and end with, which are found."""
    first, last, start, end = gap
    while first < last and start < end and one[first] == other[start]:
        found[first] = start
        first, start = first + 1, start + 1
    while first < last and start < end and one[last - 1] == other[end - 1]:
        last, end = last - 1, end - 1
        found[last] = end
    return first, last, start, end


def _shared(one: Sequence[int], other: Sequence[int], gap: Gap, length: int) -> list[tuple[int, int]]:
    """The places of runs that each side has once in the gap, by the place in ``one``."""
    first, last, start, end = gap
    theirs = _once(other, start, end, length)
    return [(a, theirs[run]) for run, a in _once(one, first, last, length).items() if run in theirs]


def _once(words: Sequence[int], first: int, last: int, length: int) -> dict[tuple[int, ...], int]:
    places: dict[tuple[int, ...], int] = {}
    twice = set()
    for n in range(first, last - length + 1):
        run = tuple(words[n : n + length])
        if run in places:
            twice.add(run)
        places[run] = n
    for run in twice:
        del places[run]
    return places


def _rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of the pairs, whose first numbers rise, in which the second ones rise too."""
    ends: list[int] = []  # of chains of each length the lowest end
    at: list[int] = []
    kept = list(pairs)
    before: list[int] = []
    for n, (_, b) in enumerate(kept):
        k = bisect_left(ends, b)
        before.append(at[k - 1] if k else -1)
        if k == len(ends):
            ends.append(b)
            at.append(n)
        else:
            ends[k], at[k] = b, n
    chain = []
    n = at[-1] if at else -1
    while n >= 0:
        chain.append(kept[n])
        n = before[n]
    return chain[::-1]


def _parts(gap: Gap) -> Iterator[Gap]:
    """A gap without fixed points, in parts that can be compared."""
    first, last, start, end = gap
    count = -(-max(last - first, end - start) // LONGEST)
    for n in range(count):
        a, b = first + (last - first) * n // count, first + (last - first) * (n + 1) // count
        c, d = start + (end - start) * n // count, start + (end - start) * (n + 1) // count
        yield a, b, c, d


def _edited(one: Sequence[int], other: Sequence[int], gap: Gap, found: list[int]) -> None:
    first, last, start, end = _trimmed(one, other, gap, found)
    if first >= last or start >= end:
        return
    for code in Levenshtein.opcodes(one[first:last], other[start:end]):
        if code.tag == "equal":
            for n in range(code.src_end - code.src_start):
                found[first + code.src_start + n] = start + code.dest_start + n
