"""Where the turns of a story are parted: chapters, and scenes within them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from quoteattr.fiction.turns.stage import Turn

SCENE_GAP = 6
"""So many paragraphs from one turn to the next part two scenes; so does a heading."""


def chapters(turns: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """(first, last exclusive) of the turns between headings, which know nothing of each other's speakers."""
    return stretches(turns, lambda turn: bool(turn.chapter))


def scenes(turns: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """(first, last exclusive) of the turns of each scene."""
    return stretches(turns, lambda turn: bool(turn.chapter or turn.gap >= SCENE_GAP))


def scene_numbers(turns: Sequence[Turn]) -> list[int]:
    """The number of the scene in which each turn lies."""
    return [number for number, (first, last) in enumerate(scenes(turns)) for _ in range(first, last)]


def stretches(turns: Sequence[Turn], begins: Callable[[Turn], bool]) -> Iterator[tuple[int, int]]:
    """(first, last exclusive) of the turns from each that ``begins`` one to the next."""
    first = 0
    for t, turn in enumerate(turns):
        if t and begins(turn):
            yield first, t
            first = t
    if turns:
        yield first, len(turns)
