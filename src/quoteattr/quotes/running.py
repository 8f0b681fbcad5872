"""Quotations that run over paragraphs: an opening mark on each and one closing mark at the end, or one
opening mark at the start and one closing mark some paragraphs later."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from quoteattr.quotes.marks import PAIRS, Mark
from quoteattr.quotes.pairing import family

# How far away a lone closing mark may stand from a lone opening mark.
MAX_PARAGRAPHS_BETWEEN = 4
MAX_LENGTH = 4000


@define(eq=False)
class Piece:
    """A quotation in the making. ``end`` is that of its paragraph, or of the quotation around it, while
    it is not ``closed``. ``leading``: it begins its paragraph."""

    start: int
    end: int
    glyph: str
    marks: list[tuple[int, int]]
    closed: bool
    leading: bool = False


@define
class Runs:
    """Joins the pieces of one paragraph after the other; ``pieces`` are those that stay."""

    pieces: list[Piece] = field(factory=list)
    _open: list[Piece] = field(factory=list)
    _between: int = 0

    def add(self, pieces: Sequence[Piece], end: int, late: Mark | None, settled: bool) -> bool:
        """Take the ``pieces`` of the next paragraph, in text order; ``end`` is where it ends.

        ``late`` is a closing mark that nothing in the paragraph opened; ``settled`` says that
        all its other marks have a partner. Returns whether ``late`` closed a quotation.
        """
        leading = [piece for piece in pieces if piece.leading]
        nothing_goes_on = settled and not leading
        if nothing_goes_on and late is not None and self._close(late):
            self.pieces += pieces
            return True
        if nothing_goes_on and late is None and self._open:
            self.pieces += pieces
            self._between += 1
            if self._between > MAX_PARAGRAPHS_BETWEEN:
                self._open = []
        else:
            self._take(pieces, leading, end)
        return False

    def _take(self, pieces: Sequence[Piece], leading: Sequence[Piece], end: int) -> None:
        """Go on with what is open, and remember what this paragraph, up to its ``end``, leaves open."""
        joined = self._join(leading, end) if not self._between else {}
        self.pieces += [piece for piece in pieces if id(piece) not in joined]
        kept = [joined.get(id(piece), piece) for piece in pieces]
        self._open = [piece for piece in kept if not piece.closed and piece.end == end]
        self._between = 0

    def _join(self, leading: Sequence[Piece], end: int) -> dict[int, Piece]:
        """Open quotations taken up by ``leading`` pieces, outer ones first; ``end``: of the paragraph."""
        joined: dict[int, Piece] = {}
        around = end
        for old, new in zip(self._open, leading, strict=False):
            if new.start >= around:
                break  # beside the one that goes on, not inside it
            around = new.end
            # a run keeps its mark: a curly one inside a straight one is somebody quoted in an excerpt
            if family(old.glyph) != family(new.glyph) or (old.glyph == '"') != (new.glyph == '"'):
                break
            old.marks += new.marks
            old.end, old.closed = new.end, new.closed
            joined[id(new)] = old
        return joined

    def _close(self, late: Mark) -> bool:
        if not self._open:
            return False
        outer = self._open[0]
        if late.glyph not in PAIRS.get(outer.glyph, ()) or late.end - outer.start > MAX_LENGTH:
            return False
        outer.marks.append((late.start, late.end))
        outer.end, outer.closed = late.end, True
        self._open, self._between = [], 0
        return True
