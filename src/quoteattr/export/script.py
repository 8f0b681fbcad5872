"""A text as a play: lines of the people who speak and of the narrator, for reading aloud."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import field, frozen

from quoteattr.glance import short
from quoteattr.types import Attribution, Outcome, Speaker

if TYPE_CHECKING:
    from quoteattr.stage_values import Paragraph
    from quoteattr.text.chapters import Chapter


@frozen
class ScriptLine:
    """What one voice reads without a break: ``text`` is exactly ``text[start:end]`` of the whole.

    ``speaker``     who says it; None for narration and where nobody was found (``spoken`` tells them apart).
    ``start, end``  in code points, end exclusive. A line starts with ink and has the white space behind it.
    ``chapter``     the heading of the chapter on one line; None outside of chapters.
    ``confidence``  of the attribution; 0.0 where nobody was found, None for narration and where it is not
                    calibrated.
    """

    speaker: Speaker | None
    start: int
    end: int
    text: str = field(repr=short)
    chapter: str | None = None
    confidence: float | None = None

    @property
    def spoken(self) -> bool:
        """Whether somebody in the text says this, found or not; else it is the narrator's."""
        return self.speaker is not None or self.confidence is not None


_CLOSING = frozenset(",.;:!?)]…—–")  # in front of narration: left over from the line before


@frozen
class _Piece:
    start: int
    end: int
    said: Attribution | None


def script(text: str, outcome: Outcome) -> tuple[ScriptLine, ...]:
    """The text in lines, in order and with nothing lost: joined they are the text.

    Direct quotations are spoken. What is indirect or only partly in quotation marks belongs to the
    sentence around it and stays narration; a quotation inside another is spoken by the outer voice. No
    line goes over the end of a paragraph.
    """
    from quoteattr.text.chapters import chapters
    from quoteattr.text.layout import paragraphs

    found = paragraphs(text)
    blocks = _blocks(text, found)
    pieces = [piece for block in _pieces(blocks, _spoken(outcome)) for piece in _tidied(text, block)]
    book = chapters(text, found)
    lines = []
    for piece in pieces:
        speaker = piece.said.speaker if piece.said is not None else None
        confidence = None
        if piece.said is not None:
            confidence = piece.said.confidence if speaker is not None else 0.0
        lines.append(
            ScriptLine(
                speaker,
                piece.start,
                piece.end,
                text[piece.start : piece.end],
                chapter_at(book, piece.start),
                confidence,
            )
        )
    return tuple(lines)


def chapter_at(book: Sequence[Chapter], place: int) -> str | None:
    """The heading of the chapter that ``place`` is in; None outside of chapters."""
    n = bisect_right(book, place, key=lambda chapter: chapter.start) - 1
    return book[n].heading if n >= 0 and place < book[n].end else None


def _blocks(text: str, found: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """The paragraphs with the white space behind them; the first with that in front of it too."""
    if not text:
        return []
    borders = [0, *[paragraph.start for paragraph in found[1:]], len(text)]
    return list(pairwise(borders))


def _spoken(outcome: Outcome) -> list[_Piece]:
    """The spans of direct quotations by start; where two overlap, the first has it."""
    spans = [
        _Piece(span.start, span.end, one)
        for one in outcome.attributions
        if one.quotation.kind == "direct"
        for span in one.quotation.spans
    ]
    spans.sort(key=lambda piece: (piece.start, -piece.end))
    kept: list[_Piece] = []
    reached = 0
    for piece in spans:
        if piece.end > max(reached, piece.start):
            kept.append(_Piece(max(reached, piece.start), piece.end, piece.said))
            reached = piece.end
    return kept


def _pieces(blocks: Sequence[tuple[int, int]], spoken: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Each block cut where speech begins and ends."""
    first = 0
    for start, end in blocks:
        cut: list[_Piece] = []
        place = start
        while first < len(spoken) and spoken[first].start < end:
            one = spoken[first]
            if one.start > place:
                cut.append(_Piece(place, one.start, None))
            cut.append(_Piece(max(one.start, place), min(one.end, end), one.said))
            place = min(one.end, end)
            if one.end > end:
                break  # it goes on in the next paragraph
            first += 1
        if place < end:
            cut.append(_Piece(place, end, None))
        yield cut


def _tidied(text: str, block: Sequence[_Piece]) -> Iterator[_Piece]:
    """What nobody can read aloud, white space and lone marks, goes to the line before, or else behind."""
    kept: list[_Piece] = []
    start = block[0].start
    for piece in block:
        ink = _first_ink(text, piece) if kept and piece.said is None else start
        if kept and ink > start:
            kept[-1] = _Piece(kept[-1].start, ink, kept[-1].said)
        start = ink
        if piece.end > start and (piece.said is not None or kept or _has_words(text, piece)):
            kept.append(_Piece(start, piece.end, piece.said))
            start = piece.end
    yield from kept if kept else block


def _first_ink(text: str, piece: _Piece) -> int:
    """Where narration behind speech has something to say: its end where it is only marks."""
    if not _has_words(text, piece):
        return piece.end
    ink = piece.start
    while text[ink].isspace() or text[ink] in _CLOSING:
        ink += 1
    return ink


def _has_words(text: str, piece: _Piece) -> bool:
    return any(text[place].isalnum() for place in range(piece.start, piece.end))
