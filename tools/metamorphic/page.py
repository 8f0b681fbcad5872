"""A page with its marks, and pages made from it: cut into pieces, put together anew, marks carried along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
Spans = list[list[int]]
Piece = tuple[int, int, str | None]
"""What stood at (start, end) of the old text, and the words that stand for it now; None: the same."""


@frozen(eq=False)
class Page:
    """A text, its marked quotations (see FORMAT.md of the data), and who speaks each."""

    id: str
    text: str
    quotes: Sequence[Mapping[str, Any]]
    who: Mapping[str, Mapping[str, Any]]

    def persons(self) -> dict[str, str | None]:
        """The marked speakers who are persons, by canonical name: "M", "F" or None."""
        marks = [one for one in self.who.values() if one and one["type"] == "person"]
        return {one["canonical"]: one.get("gender") for one in marks}


@frozen
class Word:
    """A word of a text: its span, without "’s"."""

    start: int
    end: int
    text: str


def words(text: str) -> list[Word]:
    """The words of a text, in order; "Jones’s" gives "Jones"."""
    found = []
    for match in WORD.finditer(text):
        bare = _POSSESSIVE.sub("", match.group())
        found.append(Word(match.start(), match.start() + len(bare), bare))
    return found


def replaced(page: Page, changes: Iterable[Piece]) -> Page:
    """The page with some spans written otherwise; a change inside an earlier one is left out."""
    pieces: list[Piece] = []
    done = 0
    for start, end, new in sorted(changes, key=lambda piece: piece[:2]):
        if start >= done:
            pieces += [(done, start, None), (start, end, new)]
            done = end
    return rebuilt(page, [*pieces, (done, len(page.text), None)])


def rebuilt(page: Page, pieces: Sequence[Piece]) -> Page:
    """The page put together of pieces, in their order; what is in no piece is gone."""
    parts: list[str] = []
    moved: list[tuple[int, int, int, int]] = []  # old start, old end, new start, new end
    length = 0
    for start, end, new in pieces:
        part = page.text[start:end] if new is None else new
        moved.append((start, end, length, length + len(part)))
        parts.append(part)
        length += len(part)
    kept = [piece[2] is None for piece in pieces]
    quotes = [{**quote, **_carried(quote, moved, kept)} for quote in page.quotes]
    return Page(page.id, "".join(parts), quotes, page.who)


def _carried(
    quote: Mapping[str, Any], moved: Sequence[tuple[int, int, int, int]], kept: Sequence[bool]
) -> dict[str, Any]:
    return {name: _moved(quote[name], moved, kept) for name in ("spans", "cue", "source")}


def _moved(
    spans: Spans | None, moved: Sequence[tuple[int, int, int, int]], kept: Sequence[bool]
) -> Spans | None:
    if spans is None:
        return None
    found: Spans = []
    for (start, end, at, to), same in zip(moved, kept, strict=True):
        for first, last in spans:
            if max(first, start) < min(last, end):
                new = [at + max(first, start) - start, at + min(last, end) - start] if same else [at, to]
                found.append(new)
    joined: Spans = []
    for first, last in sorted(span for span in found if span[0] < span[1]):
        if joined and first <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return joined
