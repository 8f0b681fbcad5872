"""Quotations that run over paragraphs: an opening mark on each, one closing mark at the end."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from quoteattr.quotes.pairing import family

MAX_SILENT_PARAGRAPHS = 4
MAX_SILENT_LENGTH = 4000


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
    _carried: list[Piece] = field(factory=list)
    _silent: int = 0

    def add(self, pieces: Sequence[Piece], paragraph_end: int, late_closer: tuple[int, int] | None) -> bool:
        """Take the ``pieces`` of the next paragraph, in text order. ``late_closer``: a closing mark that
        nothing in the paragraph opened. Returns whether it closed a quotation."""
        used = False
        joined: dict[int, Piece] = {}
        if self._carried:
            leading = [piece for piece in pieces if piece.leading]
            if not self._silent and leading:
                for old, new in zip(self._carried, leading, strict=False):
                    if family(old.glyph) != family(new.glyph):
                        break
                    old.marks += new.marks
                    old.end, old.closed = new.end, new.closed
                    joined[id(new)] = old
            elif late_closer is not None and self._closes_late(late_closer):
                used = True
                self._silent = 0
                self._carried = []
        if pieces or late_closer or not self._carried or self._silent >= MAX_SILENT_PARAGRAPHS:
            kept = [joined.get(id(piece), piece) for piece in pieces]
            self.pieces += [piece for piece in pieces if id(piece) not in joined]
            self._carried = [piece for piece in kept if not piece.closed and piece.end == paragraph_end]
            self._silent = 0
        else:
            self._silent += 1
        return used

    def _closes_late(self, closer: tuple[int, int]) -> bool:
        outer = self._carried[0]
        if closer[1] - outer.start > MAX_SILENT_LENGTH:
            return False
        outer.marks.append(closer)
        outer.end, outer.closed = closer[1], True
        return True
