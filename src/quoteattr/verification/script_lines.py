"""The words of a script's lines, and where in the novel each stands: in order, elsewhere, or nowhere."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import define, field, frozen

from quoteattr.verification.comparable import Wording, words
from quoteattr.verification.in_order import aligned
from quoteattr.verification.script_novel import Novel

_WEAK = 0.6  # a line with a smaller share of its words here in order is looked for elsewhere
_LEAST = 0.3  # share of its words that a line must have at a place to belong there
_LOOSE = 2.5  # words of the novel for each word of the line: spread wider, they are there by chance
_MOST_NARRATION = 0.5  # share of the narration in lines; a script with less is one of speech alone
_RUN = 3  # words by which places are looked up
_SHORT = 4  # words: a shorter line is looked for nearby only
_NEAR = 400  # words
_ASKED = 40  # places that are compared on either side


@frozen(eq=False)
class Line:
    """A line's speaker, text and words; these are ``first`` to ``last`` (exclusive) of the script's."""

    given: str | None
    text: str
    wording: Wording
    first: int
    last: int


@define(eq=False)
class Laid:
    """A script laid along its novel: ``at`` gives each of the script's words its place there, or -1;
    ``line_at`` each word of the novel the number of its line, or -1. ``moved`` and ``repeated`` are numbers
    of lines."""

    lines: tuple[Line, ...]
    at: list[int]
    line_at: list[int]
    moved: set[int] = field(factory=set)
    repeated: set[int] = field(factory=set)

    def places(self, number: int) -> list[int]:
        """The words of the novel that a line has, in the line's order."""
        line = self.lines[number]
        return [place for place in self.at[line.first : line.last] if place >= 0]

    def narrated(self, novel: Novel) -> bool:
        """Whether lines have most of the words that nobody says in the novel."""
        told = [n for unit in novel.units if unit.attribution is None for n in range(unit.first, unit.last)]
        return bool(told) and sum(self.line_at[n] >= 0 for n in told) >= _MOST_NARRATION * len(told)


def lines_of(given: Iterable[tuple[str | None, str]]) -> tuple[Line, ...]:
    """The lines of a script, cut into words."""
    found = []
    done = 0
    for speaker, text in given:
        wording = words(text)
        found.append(Line(speaker, text, wording, done, done + len(wording)))
        done += len(wording)
    return tuple(found)


def laid(lines: tuple[Line, ...], novel: Novel) -> Laid:
    """The lines along the novel, in order where that can be. Lines that leave the narration out are laid
    along what is said alone, so that no word of theirs is one of the narrator's."""
    numbers: dict[str, int] = {}
    script = array(
        "l", [numbers.setdefault(key, len(numbers)) for line in lines for key in line.wording.keys]
    )
    story = array("l", [numbers.setdefault(key, len(numbers)) for key in novel.wording.keys])
    found = _found(novel, lines, aligned(script, story), script, story)
    if found.narrated(novel):
        return found
    said = [n for n in range(len(story)) if novel.speech(n) is not None]
    at = aligned(script, array("l", [story[n] for n in said]))
    return _found(novel, lines, [said[place] if place >= 0 else -1 for place in at], script, story)


def _found(
    novel: Novel, lines: tuple[Line, ...], at: list[int], script: Sequence[int], story: Sequence[int]
) -> Laid:
    found = Laid(lines, at, [-1] * len(story))
    taken = {place for place in at if place >= 0}
    for number in range(len(lines)):
        _draw_together(found, number, novel, script, story, taken)
    weak = {n: _released(found, n) for n in range(len(lines)) if _is_weak(found, n)}
    for number in range(len(lines)):
        _take(found, number)
    _look_elsewhere(found, weak, script, story)
    for number in range(len(lines)):
        _fill(found, number, script, story)
    return found


def _draw_together(
    found: Laid, number: int, novel: Novel, script: Sequence[int], story: Sequence[int], taken: set[int]
) -> None:
    """The words of a line to where all of them stand together, or else to the unit of the novel that has most
    of them: of "He is here. He is gone" the line "He is gone" has the latter."""
    line, places = found.lines[number], found.places(number)
    if not places or places[-1] - places[0] + 1 == line.last - line.first:
        return
    run = tuple(script[line.first : line.last])
    for start in sorted(
        {place - n for n, place in enumerate(found.at[line.first : line.last]) if place >= 0}
    ):
        there = range(start, start + len(run))
        if (
            start >= 0
            and tuple(story[start : start + len(run)]) == run
            and taken.isdisjoint({*there} - {*places})
        ):
            found.at[line.first : line.last] = there
            return
    _to_one_unit(found, line, novel, script, story)


def _to_one_unit(found: Laid, line: Line, novel: Novel, script: Sequence[int], story: Sequence[int]) -> None:
    at = found.at
    counted = Counter([novel.unit_of[place] for place in at[line.first : line.last] if place >= 0])
    ((unit, _),) = counted.most_common(1)

    def move(n: int, place: int) -> None:
        inside = 0 <= place < len(story) and novel.unit_of[place] == unit and story[place] == script[n]
        if at[n] >= 0 and novel.unit_of[at[n]] != unit and inside:
            at[n] = place

    for n in range(line.last - 2, line.first - 1, -1):
        move(n, at[n + 1] - 1)
    for n in range(line.first + 1, line.last):
        if at[n - 1] >= 0:
            move(n, at[n - 1] + 1)


def _fill(found: Laid, number: int, script: Sequence[int], story: Sequence[int]) -> None:
    """The words of a line that stand beside its others, and that no line has in the end."""
    line, at, line_at = found.lines[number], found.at, found.line_at

    def take(n: int, place: int) -> None:
        if at[n] < 0 and 0 <= place < len(story) and line_at[place] < 0 and story[place] == script[n]:
            at[n], line_at[place] = place, number

    for n in range(line.last - 2, line.first - 1, -1):
        if at[n + 1] >= 0:
            take(n, at[n + 1] - 1)
    for n in range(line.first + 1, line.last):
        if at[n - 1] >= 0:
            take(n, at[n - 1] + 1)


def _is_weak(found: Laid, number: int) -> bool:
    line, places = found.lines[number], found.places(number)
    count = line.last - line.first
    if not count:
        return False
    return len(places) < _WEAK * count or places[-1] - places[0] + 1 > _LOOSE * count + _RUN


def _released(found: Laid, number: int) -> list[int]:
    """The places of a line, which it has no more."""
    line = found.lines[number]
    before = found.at[line.first : line.last]
    found.at[line.first : line.last] = [-1] * len(before)
    return before


def _take(found: Laid, number: int) -> None:
    for place in found.places(number):
        found.line_at[place] = number


def _look_elsewhere(
    found: Laid, weak: dict[int, list[int]], script: Sequence[int], story: Sequence[int]
) -> None:
    """Lines that are not in order stand where their words stand and no other line is; else where they were,
    if enough of their words are there; else nowhere."""
    known, windows = _places_of_runs(found, weak, script, story), _windows(found)
    left = []
    for number in sorted(weak, key=lambda n: (found.lines[n].first - found.lines[n].last, n)):
        line, (low, high) = found.lines[number], windows[number]
        run = tuple(script[line.first : line.last])
        places = [
            place
            for place in _nearest(known.get(run[:_RUN], ()), low, high - len(run), len(run))
            if tuple(story[place : place + len(run)]) == run
        ]
        free = next((p for p in places if set(found.line_at[p : p + len(run)]) == {-1}), None)
        if free is None:
            left.append((number, bool(places) and len(run) >= _SHORT))
            continue
        found.at[line.first : line.last] = range(free, free + len(run))
        if not low <= free <= high - len(run):
            found.moved.add(number)
        _take(found, number)
    for number, is_repeated in left:
        if is_repeated:
            found.repeated.add(number)
        else:
            _put_back(found, number, weak[number])


def _put_back(found: Laid, number: int, before: list[int]) -> None:
    """A line where it was, on the words that no other line has taken, if it is near enough to them."""
    line = found.lines[number]
    free = [place if place >= 0 and found.line_at[place] < 0 else -1 for place in before]
    places = [place for place in free if place >= 0]
    if len(places) < _LEAST * len(free) or places[-1] - places[0] + 1 > _LOOSE * len(free) + _RUN:
        return
    found.at[line.first : line.last] = free
    _take(found, number)


def _places_of_runs(
    found: Laid, numbers: Iterable[int], script: Sequence[int], story: Sequence[int]
) -> dict[tuple[int, ...], list[int]]:
    """Where the first words of these lines stand in the novel, rising."""
    known: dict[tuple[int, ...], list[int]] = {}
    for number in numbers:
        line = found.lines[number]
        known.setdefault(tuple(script[line.first : min(line.last, line.first + _RUN)]), [])
    for length in {len(run) for run in known}:
        for place in range(len(story) - length + 1):
            run = tuple(story[place : place + length])
            if run in known:
                known[run].append(place)
    return known


def _windows(found: Laid) -> list[tuple[int, int]]:
    """Where in the novel each line should stand: behind the lines before it and in front of those behind."""
    lows, highs = [], []
    low, high = 0, len(found.line_at)
    for line in found.lines:
        lows.append(low)
        low = max([low, *[place + 1 for place in found.at[line.first : line.last] if place >= 0]])
    for line in reversed(found.lines):
        highs.append(high)
        high = min([high, *[place for place in found.at[line.first : line.last] if place >= 0]])
    return list(zip(lows, reversed(highs), strict=True))


def _nearest(places: Sequence[int], low: int, high: int, count: int) -> Iterator[int]:
    """Some of the places, the nearest to where the line should stand first; only those nearby for a line of
    few words."""
    k = bisect_left(places, low)
    distances = [
        (max(low - place, place - high, 0), place) for place in places[max(0, k - _ASKED) : k + _ASKED]
    ]
    return iter([place for away, place in sorted(distances) if count >= _SHORT or away <= _NEAR])
