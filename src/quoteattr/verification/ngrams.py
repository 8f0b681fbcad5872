"""Where words stand in many texts: the places of all words, sorted by the three words that begin there.

That is a suffix array cut at three words: the places of one, two or three words in a row are neighbours in
it, found by halving. It takes 16 bytes a word."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from quoteattr.verification.comparable import Wording

LONGEST = 3
"""Words of the longest run that is looked up at once."""

_BORDER = 0  # no word: stands behind each text
_SHIFT = 32


@frozen(eq=False)
class Index:
    """Words of many texts in a row, as ``numbers`` of the ``vocabulary``.

    The word of number ``n`` is ``keys[n - 1]``. Place ``n``, a word of a text, stands at ``starts[n]`` to
    ``ends[n]`` of that text; text ``t`` has places from ``borders[t]`` to ``borders[t + 1] - LONGEST + 1``.
    ``order`` are all places, sorted.
    """

    vocabulary: Mapping[str, int]
    keys: tuple[str, ...]
    numbers: array[int]
    starts: array[int]
    ends: array[int]
    borders: array[int]
    order: array[int]

    def text_of(self, place: int) -> int:
        """The number of the text in which a word stands."""
        return bisect_right(self.borders, place) - 1

    def words_of(self, text: int) -> range:
        """The places of the words of a text."""
        return range(self.borders[text], self.borders[text + 1] - LONGEST + 1)

    def number(self, key: str) -> int:
        """Of a word; -1 where no text has it."""
        return self.vocabulary.get(key, -1)

    def found(self, run: Sequence[int]) -> range:
        """Where one to LONGEST words in a row stand, as a stretch of ``order``."""
        if -1 in run:
            return range(0)
        wanted, length, numbers = tuple(run), len(run), self.numbers

        def begins(place: int) -> tuple[int, ...]:
            return tuple(numbers[place : place + length])

        first = bisect_left(self.order, wanted, key=begins)
        return range(first, bisect_right(self.order, wanted, lo=first, key=begins))


def make_index(wordings: Iterable[Wording]) -> Index:
    """The index of texts that are cut into words; they are read one at a time."""
    vocabulary: dict[str, int] = {}
    numbers, starts, ends, borders = array("I"), array("I"), array("I"), array("Q", [0])
    nothing = array("I", [_BORDER] * (LONGEST - 1))
    for wording in wordings:
        numbers.extend([vocabulary.setdefault(key, len(vocabulary) + 1) for key in wording.keys])
        starts.extend(wording.starts)
        ends.extend(wording.ends)
        for column in (numbers, starts, ends):
            column.extend(nothing)
        borders.append(len(numbers))
    return Index(vocabulary, tuple(vocabulary), numbers, starts, ends, borders, _order(numbers))


def _order(numbers: array[int]) -> array[int]:
    """The places of all words, by the words that begin there."""
    second, third = numbers[1:], numbers[2:]
    runs = [
        (a << _SHIFT | b) << _SHIFT | c for a, b, c in zip(numbers, second, third, strict=False)
    ]  # the last two are borders
    return array("I", sorted([n for n, run in enumerate(runs) if run >> 2 * _SHIFT], key=runs.__getitem__))
