"""The rows of a file, none of them held that is longer than allowed: reading goes on behind it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO, Literal, TextIO

from attrs import define

_PIECE = 2**20  # of what is too long, as much at once
_LONGEST_CELL = 2**31 - 1  # what a C long holds everywhere
_CLOSED = re.compile(r"[ \t]*(?:[,\r\n]|\Z)")


class BadRow(Exception):
    """Why a row gives no text: the name of the error and a message."""


def lines(stream: BinaryIO, most: int) -> Iterator[bytes | BadRow]:
    """The lines; a BadRow for one of more than ``most`` bytes."""
    while line := stream.readline(most + 1):
        if len(line) <= most or line.endswith(b"\n"):
            yield line
            continue
        while (piece := stream.readline(_PIECE)) and not piece.endswith(b"\n"):
            pass
        yield BadRow("TooLong", f"the line has more than {most:,} bytes (--max-text allows more)")


def cells(stream: TextIO, most: int) -> Iterator[list[str] | BadRow]:
    """The cells of each row of a CSV file, as the csv module reads them; the stream leaves line ends as they
    are. No row for an empty line; a BadRow for one that

    - has more than ``most`` characters,
    - has a cell over several lines whose closing mark stands before other words: a mark is missing there, and
      what was swallowed is no cell,
    - is not ended where the file ends, since a mark is missing.
    """
    row: list[str] = []
    length, begin, line = 0, 1, 1
    marks = _Marks()
    while piece := stream.readline(_PIECE):
        whole = piece.endswith(("\n", "\r"))
        marks.read(piece, line, whole)
        length += len(piece)
        if length <= most:
            row.append(piece)
        else:
            row.clear()
        line += whole
        if whole and not marks.inside:
            yield from _row(row, length, most, marks, begin)
            row, length, begin, marks = [], 0, line, _Marks()
    if marks.inside:
        yield BadRow(
            "CSVError",
            f"the file ends inside the cell whose quotation mark opens on line {marks.opened}, so nothing is "
            "read from there on; is the closing mark missing?",
        )
    elif length:
        yield from _row(row, length, most, marks, begin)


def _row(row: list[str], length: int, most: int, marks: _Marks, begin: int) -> Iterator[list[str] | BadRow]:
    if length > most:
        message = f"the row that begins on line {begin} has more than {most:,} characters"
        yield BadRow("TooLong", f"{message} (is a quotation mark missing? --max-text allows more)")
    elif marks.broken:
        yield BadRow(
            "CSVError",
            f"the cell whose quotation mark opens on line {marks.broken} is closed in the middle of a later "
            "line; is a mark missing? What stands between is left out",
        )
    elif found := _parsed("".join(row)):
        yield found


def _parsed(row: str) -> list[str] | BadRow:
    limit = csv.field_size_limit(_LONGEST_CELL)  # of the whole process, so only for this one row
    try:
        return next(csv.reader((row,)), [])
    except csv.Error as error:
        return BadRow("CSVError", f"is no CSV: {error}")
    finally:
        csv.field_size_limit(limit)


@define
class _Marks:
    """Where in a row its pieces have led so far, as the csv module reads them: it does not say so itself.

    ``at``      the start of a cell; in a plain one; inside one in marks; behind a mark there.
    ``opened``  the line of the latest opening mark.
    ``broken``  the line of the mark whose cell goes on behind its end.
    """

    at: Literal["start", "plain", "inside", "mark"] = "start"
    opened: int = 0
    broken: int = 0

    @property
    def inside(self) -> bool:
        """Whether the row goes on in the next line."""
        return self.at == "inside"

    def read(self, piece: str, line: int, whole: bool) -> None:
        """The next piece; it ends its ``line`` where it is ``whole``."""
        if whole and '"' not in piece:
            return  # neither opened nor closed
        place = 0
        while 0 <= place < len(piece):
            place = self._step(piece, place, line)

    def _step(self, piece: str, place: int, line: int) -> int:
        """The place behind what begins at ``place``; negative where that is the rest."""
        sign = piece[place]
        if self.at == "inside":
            place = piece.find('"', place)
            self.at = "inside" if place < 0 else "mark"
        elif self.at == "start" and sign == '"':
            self.at, self.opened = "inside", line
        elif self.at == "mark" and sign == '"':
            self.at = "inside"
        else:
            if self.at == "mark" and self.opened < line and not _CLOSED.match(piece, place):
                self.broken = self.broken or self.opened
            place = piece.find(",", place)
            self.at = "plain" if place < 0 else "start"
        return place + 1 if place >= 0 else -1
