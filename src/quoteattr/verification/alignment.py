"""A quotation laid along a place, word by word.

Stretches of the same words are chained, and only what lies between them is compared by edit operations
(rapidfuzz): the work grows with the lengths, whatever they are. Words are numbers here."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen
from rapidfuzz.distance import Indel, Levenshtein

Words = list[int]
Wild = tuple[int, int, int | None]

_MOST_BLOCKS = 60  # chained; the longest stay
_MOST_SHIFTS = 40  # between a quotation and a place that stretches have
_NEAR = 5  # words by which a gap may grow or shrink at little cost
_SHIFTED = 0.5  # words that such a shift costs
_FAR = 2.0  # words that a longer jump costs
_LARGEST = 250_000  # pairs of words compared in one gap: 500 words for 500
_SLACK = 3
_REACH = 400  # words in which a loose piece is looked for


@frozen
class Block:
    """``length`` words of the quotation from ``at``, the same as those of the place from ``there``."""

    at: int
    there: int
    length: int


@frozen
class Change:
    """Words ``first`` to ``last`` of the quotation stand for ``start`` to ``end`` of the place (ends are
    exclusive). ``marked``: a mark of elision or a bracket says so."""

    first: int
    last: int
    start: int
    end: int
    marked: bool = False


@frozen
class Alignment:
    """What is the same (``blocks``) and what is not, both in order."""

    blocks: tuple[Block, ...]
    changes: tuple[Change, ...]

    @property
    def matched(self) -> int:
        """How many words are the same."""
        return sum(block.length for block in self.blocks)


def grown(seeds: Iterable[tuple[int, int]], words: Words, place: Words) -> list[Block]:
    """The stretches of the same words around ``seeds``, pairs of a word of each, as long as they go.

    Where a text says the same again and again, stretches of the most common shifts are enough."""
    pairs = sorted(set(seeds))
    shifts = Counter(there - at for at, there in pairs)
    kept = {shift for shift, _ in shifts.most_common(_MOST_SHIFTS)}
    done: dict[int, int] = {}  # by the shift: where the last stretch ended
    blocks = []
    for at, there in pairs:
        if there - at not in kept:
            continue
        if done.get(there - at, -1) > at:
            continue
        first = at
        while first and there - at + first and words[first - 1] == place[there - at + first - 1]:
            first -= 1
        last = at
        while (
            last < len(words) and there - at + last < len(place) and words[last] == place[there - at + last]
        ):
            last += 1
        done[there - at] = last
        if last > first:
            blocks.append(Block(first, there - at + first, last - first))
    return blocks


def align(words: Words, place: Words, blocks: Sequence[Block], wild: Sequence[Wild]) -> Alignment:
    """The quotation ``words`` along ``place``: the best chain of ``blocks``, and what lies between."""
    whole = next((block for block in blocks if block.length == len(words)), None)
    if whole is not None:  # nothing to choose
        return Alignment((whole,), ())
    chain = _chain([piece for block in blocks for piece in _cut(block, wild)], wild)
    if not chain:
        return Alignment((), ())
    same: list[Block] = []
    changes: list[Change] = []
    at, there = 0, None
    for block in chain:
        _fill(_Gap(at, block.at, there, block.there), words, place, wild, same, changes)
        same.append(block)
        at, there = block.at + block.length, block.there + block.length
    _fill(_Gap(at, len(words), there, None), words, place, wild, same, changes)
    return Alignment(tuple(same), tuple(changes))


def _cut(block: Block, wild: Sequence[Wild]) -> Iterator[Block]:
    """The block in pieces, so that words behind a mark of elision may stand elsewhere."""
    done = 0
    for first, _, _ in _wild_between(block.at + 1, block.at + block.length - 1, wild):
        yield Block(block.at + done, block.there + done, first - block.at - done)
        done = first - block.at
    yield Block(block.at + done, block.there + done, block.length - done)


# ------------------------------------------------------------------------------------------ the chain


def _chain(blocks: Sequence[Block], wild: Sequence[Wild]) -> list[Block]:
    """The blocks, in order on both sides, that hold most words; a jump without a mark costs some."""
    ordered = sorted(sorted(blocks, key=_by_length)[:_MOST_BLOCKS], key=_by_place)
    best: list[tuple[float, Block, int]] = []  # score, the block (cut where it overlaps), the one before
    for block in ordered:
        found: tuple[float, Block, int] = (float(block.length), block, -1)
        for number, (score, before, _) in enumerate(best):
            over = max(before.at + before.length - block.at, before.there + before.length - block.there, 0)
            if before.at <= block.at and before.there <= block.there and over < block.length:
                cut = Block(block.at + over, block.there + over, block.length - over)
                total = score + cut.length - _cost(before, cut, wild)
                if total > found[0]:
                    found = (total, cut, number)
        best.append(found)
    number = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    chain: list[Block] = []
    while number >= 0:
        chain.append(best[number][1])
        number = best[number][2]
    return chain[::-1]


def _by_length(block: Block) -> tuple[int, int, int]:
    return -block.length, block.at, block.there


def _by_place(block: Block) -> tuple[int, int]:
    return block.at, block.there


def _cost(before: Block, block: Block, wild: Sequence[Wild]) -> float:
    shift = (block.there - block.at) - (before.there - before.at)
    if not shift or (shift > 0 and _wild_between(before.at + before.length, block.at, wild)):
        return 0.0
    return _SHIFTED if abs(shift) <= _NEAR else _FAR


def _wild_between(first: int, last: int, wild: Sequence[Wild]) -> list[Wild]:
    low = bisect_left(wild, first, key=lambda one: one[0])
    found = []
    for one in wild[low:]:
        if one[0] > last:
            break
        if one[1] <= last:
            found.append(one)
    return found


# ------------------------------------------------------------------------------------------ the gaps


@frozen
class _Gap:
    """Words ``first`` to ``last`` of the quotation lie in ``start`` to ``end`` of the place; None where
    nothing bounds them."""

    first: int
    last: int
    start: int | None
    end: int | None


def _fill(
    gap: _Gap,
    words: Words,
    place: Words,
    wild: Sequence[Wild],
    same: list[Block],
    changes: list[Change],
) -> None:
    """Compare what lies in a gap, and add it to what is the same and to what is not."""
    wilds = _wild_between(gap.first, gap.last, wild)
    borders = [gap.first, *[n for one in wilds for n in one[:2]], gap.last]
    pieces = list(zip(borders[::2], borders[1::2], strict=True))
    spots = _spots(pieces, gap, words, place)
    for number, ((first, last), (start, end)) in enumerate(zip(pieces, spots, strict=True)):
        if number:
            _add_marked(wilds[number - 1], spots[number - 1][1], start, gap, number, changes)
        _compare(Change(first, last, start, end), words, place, same, changes)


def _add_marked(wild: Wild, start: int, end: int, gap: _Gap, number: int, changes: list[Change]) -> None:
    """What a mark of elision or a bracket stands for; a bracket for so many words and no more."""
    first, last, most = wild
    if most is not None and end - start > most:
        if gap.start is not None and gap.end is not None:
            changes.append(Change(first, last, start, end))
            return
        start = end if gap.start is None else start
        end = start
    if first < last or start < end:
        changes.append(Change(first, last, start, end, marked=True))


def _spots(pieces: Sequence[tuple[int, int]], gap: _Gap, words: Words, place: Words) -> list[tuple[int, int]]:
    """Where each piece of a gap stands in the place: the first at its start, the last at its end, what is
    loose where it fits first."""
    low = gap.start
    high = gap.end
    spots: list[tuple[int, int]] = [(0, 0)] * len(pieces)
    numbers = list(range(len(pieces)))
    if high is not None and (low is None or len(pieces) > 1):  # from the end
        spots[-1] = _at_end(words[slice(*pieces[-1])], place, low or 0, high)
        high = spots[-1][0]
        numbers.pop()
        if low is None:
            for number in reversed(numbers):
                spots[number] = _before(words[slice(*pieces[number])], place, high)
                high = spots[number][0]
            return spots
    assert low is not None
    for number in numbers:
        piece = words[slice(*pieces[number])]
        if number:
            spots[number] = _behind(piece, place, low, len(place) if high is None else high)
        elif high is not None and len(pieces) == 1:
            spots[number] = (low, high)
        else:
            spots[number] = _at_start(piece, place, low, len(place) if high is None else high)
        low = spots[number][1]
    return spots


def _at_start(piece: Words, place: Words, low: int, high: int) -> tuple[int, int]:
    """The words from ``low`` that are likest to the piece."""
    if not piece:
        return low, low
    return low, low + _length(piece, place[low : min(high, low + len(piece) + _SLACK)])


def _at_end(piece: Words, place: Words, low: int, high: int) -> tuple[int, int]:
    """The words before ``high`` that are likest to the piece."""
    if not piece:
        return high, high
    around = place[max(low, high - len(piece) - _SLACK) : high]
    return high - _length(piece[::-1], around[::-1]), high


def _length(piece: Words, around: Words) -> int:
    """How many of the first words of ``around`` are likest to the piece; of several, as many as it has."""
    if len(piece) * len(around) > _LARGEST:
        return min(len(piece), len(around))
    lengths = range(max(0, len(piece) - _SLACK), len(around) + 1)
    return min(lengths, key=lambda n: _unlike(piece, around[:n]), default=len(around))


def _unlike(piece: Words, around: Words) -> tuple[int, int, int]:
    """How far two stretches are apart: by operations, then by the words that they share, then in length."""
    length = len(piece) + len(around)
    shared = (length - Indel.distance(piece, around)) // 2
    return Levenshtein.distance(piece, around), -shared, abs(len(piece) - len(around))


def _behind(piece: Words, place: Words, low: int, high: int) -> tuple[int, int]:
    """Where a loose piece stands first from ``low`` on; nowhere (an empty stretch) where it does not."""
    for start in range(low, min(high - len(piece), low + _REACH) + 1) if piece else ():
        if place[start : start + len(piece)] == piece:
            return start, start + len(piece)
    start, end = _at_start(piece, place, low, min(high, low + len(piece)))
    return (start, end) if _is_like(piece, place[start:end]) else (low, low)


def _is_like(piece: Words, around: Words) -> bool:
    """Whether half of the words of a loose piece are there."""
    return len(piece) * len(around) <= _LARGEST and 2 * Levenshtein.distance(piece, around) <= len(piece)


def _before(piece: Words, place: Words, high: int) -> tuple[int, int]:
    """Where a loose piece stands last before ``high``."""
    for start in range(high - len(piece), max(high - len(piece) - _REACH, 0) - 1, -1) if piece else ():
        if place[start : start + len(piece)] == piece:
            return start, start + len(piece)
    start, end = _at_end(piece, place, max(0, high - len(piece)), high)
    return (start, end) if _is_like(piece, place[start:end]) else (high, high)


def _compare(change: Change, words: Words, place: Words, same: list[Block], changes: list[Change]) -> None:
    """The edit operations of one stretch, neighbours joined."""
    a, b = words[change.first : change.last], place[change.start : change.end]
    if not a or not b or len(a) * len(b) > _LARGEST:
        if a or b:
            changes.append(change)
        return
    for tag, first, last, start, end in _operations(a, b):
        first, last = first + change.first, last + change.first
        start, end = start + change.start, end + change.start
        if tag:
            same.append(Block(first, start, last - first))
        else:
            changes.append(Change(first, last, start, end))


def _operations(a: Words, b: Words) -> Iterator[tuple[bool, int, int, int, int]]:
    """(whether the same, stretch of a, stretch of b); what is not the same is one stretch between others."""
    first = start = 0
    for one in (*Levenshtein.opcodes(a, b), None):
        if one is not None and one.tag != _EQUAL:
            continue
        last, end = (one.src_start, one.dest_start) if one is not None else (len(a), len(b))
        if last > first or end > start:
            yield False, first, last, start, end
        if one is not None:
            yield True, one.src_start, one.src_end, one.dest_start, one.dest_end
            first, start = one.src_end, one.dest_end


_EQUAL = "equal"
