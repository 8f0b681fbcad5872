"""PDF: the lines of its pages put together again to paragraphs (by pypdf, extra ``[files]``).

A PDF knows no paragraphs, only where words stand on paper. A new one begins where the lines are farther
apart, where a line is indented or of another size, or behind a short line that ends a sentence."""

from __future__ import annotations

import io
import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

from attrs import define, field, frozen

from quoteattr.documents.kinds import Unreadable
from quoteattr.errors import MissingExtraError

_LOCKED = "has a password: save a copy without it (print it as a new PDF)"
_NO_TEXT = "has no text, only pictures of pages: make text of it first (by OCR)"
_EDGE = 2  # lines at the top and at the bottom of a page that may be said on each
_OFTEN = 3  # pages that make a line a running head
# "12", "– 12 –", "Page 3 of 9", "xii"
_NUMBER = re.compile(
    r"\W{0,4}(?:[^\W\d_]{1,6}\.? )?\d{1,4}(?:\W{1,3}(?:[^\W\d_]{1,5} )?\d{1,4})?\W{0,4}|[ivxlc]{1,6}"
)
_DIGITS = re.compile(r"\d+")
_SENTENCE_ENDS = re.compile(r"[.!?…:][\"”’»')\]]*\Z")
# letters cast as one: "Griffin" must stay a name
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_HYPHEN = re.compile(r"([^\W\d_]+)[-\u00ad\u2010]\Z")
_SMALL = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALLEST = 10  # one in so many distances is the usual one or less: that of lines, not of paragraphs
_WIDER = 1.3  # times the usual distance of lines: a gap
_OTHER_SIZE = 0.15  # share of the size of letters
_INDENT, _DEEP = 0.6, 8.0  # of a first line, in sizes of its letters: at least, and less than
_SHORT = 0.75  # of the usual length of a line
_SAME_LINE = 0.45  # of the size: so far up or down stands a raised mark
_SMALL_SIZE = 0.8  # of the size: raised marks are smaller


@define
class _Line:
    """Words side by side; ``x`` and ``y`` (upwards) where they begin, in points, ``size`` of the letters."""

    page: int
    x: float
    y: float
    size: float
    words: list[str] = field(factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).translate(_LIGATURES).split())


@frozen
class _Usual:
    """How far lines are apart, and how many characters they have, by the size of their letters; where lines
    begin, by page."""

    gaps: dict[int, float]
    lengths: dict[int, float]
    lefts: dict[int, list[float]]

    def gap(self, line: _Line) -> float:
        """From a line to the next one."""
        return self.gaps.get(round(line.size), line.size)

    def is_indented(self, line: _Line) -> bool:
        """Whether others of its column begin a little farther to the left."""
        lefts = self.lefts[line.page]
        first = lefts[bisect_left(lefts, line.x - _DEEP * line.size)]
        return line.x - first > _INDENT * line.size

    def is_short(self, line: _Line) -> bool:
        """Whether a line has room for more."""
        return len(line.text) < _SHORT * self.lengths[round(line.size)]


def text_of(content: bytes, most: float) -> str:
    """The paragraphs, an empty line between them, without page numbers and running heads; reading ends behind
    ``most`` characters. Raises Unreadable and MissingExtraError."""
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise MissingExtraError("pypdf", "files") from error
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it warns of what we read all the same
    try:
        lines = _lines(_opened(pypdf.PdfReader(io.BytesIO(content))), most)
    except Unreadable:
        raise
    except (PyPdfError, Exception) as error:  # of a file that anybody may have made
        raise Unreadable("is damaged: it cannot be read as PDF (was it copied whole?)") from error
    if not lines:
        raise Unreadable(_NO_TEXT)
    return "\n\n".join(_paragraphs(_without_heads(lines)))


def _opened(reader: Any) -> Any:
    """The pages, also where only changing the file takes a password."""
    from pypdf.errors import DependencyError

    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(_LOCKED)
    except DependencyError as error:
        raise Unreadable(_LOCKED) from error
    return reader.pages


# -------------------------------------------------------------------------------------------- the lines


def _lines(pages: Iterable[Any], most: float) -> list[_Line]:
    found: list[_Line] = []
    length = 0
    for number, page in enumerate(pages):
        new = [line for line in _page_lines(number, page) if line.text]
        length += sum(len(line.text) for line in new)
        found += new
        if length > most:
            break
    return found


def _page_lines(number: int, page: Any) -> list[_Line]:
    found: list[_Line] = []

    def take(words: str, outer: Sequence[float], inner: Sequence[float], _: object, size: float) -> None:
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        height = abs(size * (outer[3] or outer[1]) * (inner[3] or inner[1])) or 1.0
        for part, piece in enumerate(words.split("\n")):
            if part:
                found.append(_Line(number, x, y, 0.0))
            if piece:
                _add(found, _Line(number, x, y, height, [piece]))

    page.extract_text(visitor_text=take)
    return found


def _add(lines: list[_Line], piece: _Line) -> None:
    """The first words of a line say where it stands; what is raised, or drawn later beside it, is of it."""
    broken = bool(lines) and not lines[-1].words
    latest = lines[-1 - broken] if len(lines) > broken else None
    if latest is not None and (not piece.text or _is_beside(latest, piece)):
        if broken:
            lines.pop()
        _append(latest, piece, broken)
    elif broken:
        lines[-1] = piece
    else:
        lines.append(piece)


def _append(line: _Line, piece: _Line, broken: bool) -> None:
    small = piece.size < _SMALL_SIZE * line.size
    if small and piece.y > line.y and piece.text.isdecimal():
        return  # the number of a note
    apart = broken and not small and bool(piece.text)
    line.words += [" "] * apart + piece.words


def _is_beside(line: _Line, piece: _Line) -> bool:
    return abs(line.y - piece.y) <= _SAME_LINE * max(line.size, piece.size) and piece.x > line.x


def _without_heads(lines: Sequence[_Line]) -> list[_Line]:
    """Without what stands at the edge of page after page, and without page numbers there."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    usual = _usual(lines)
    edges = [line for own in pages.values() for line in _edges(own, usual)]
    times = Counter(_DIGITS.sub("0", line.text) for line in edges)
    enough = min(_OFTEN, max(2, len(pages)))
    left_out = {
        id(line)
        for line in edges
        if times[_DIGITS.sub("0", line.text)] >= enough or _NUMBER.fullmatch(line.text)
    }
    return [line for line in lines if id(line) not in left_out]


def _edges(page: Sequence[_Line], usual: _Usual) -> list[_Line]:
    """The lines at the top and at the bottom of a page that stand apart from all others."""
    ranked = sorted(page, key=lambda line: -line.y)
    found: list[_Line] = []
    for own in (ranked, ranked[::-1]):
        for number, (line, following) in enumerate(pairwise(own[: _EDGE + 1]), 1):
            if abs(line.y - following.y) > _WIDER * usual.gap(following):
                found += own[:number]
                break
    return found


# --------------------------------------------------------------------------------------- the paragraphs


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    if not lines:
        return
    usual = _usual(lines)
    known = frozenset(word.lower() for line in lines for word in _WORDS.findall(line.text)[:-1])
    parts = [lines[0].text]
    for before, line in pairwise(lines):
        if _begins(before, line, usual):
            yield "".join(parts)
            parts = [line.text]
        else:
            parts[-1:] = _joined(parts[-1], line.text, known)
    yield "".join(parts)


def _usual(lines: Sequence[_Line]) -> _Usual:
    gaps: dict[int, list[float]] = {}
    lengths: dict[int, list[int]] = {}
    lefts: dict[int, set[float]] = {}
    for before, line in pairwise(lines):
        if line.page == before.page and before.y > line.y and round(before.size) == round(line.size):
            gaps.setdefault(round(line.size), []).append(before.y - line.y)
    for line in lines:
        lengths.setdefault(round(line.size), []).append(len(line.text))
        lefts.setdefault(line.page, set()).add(line.x)
    return _Usual(
        {size: sorted(found)[len(found) // _SMALLEST] for size, found in gaps.items()},
        {size: median(sorted(found)[len(found) // 2 :]) for size, found in lengths.items()},
        {page: sorted(found) for page, found in lefts.items()},
    )


def _begins(before: _Line, line: _Line, usual: _Usual) -> bool:
    """Whether a line begins a paragraph."""
    if abs(before.size - line.size) > _OTHER_SIZE * max(before.size, line.size):
        return True
    ended = _SENTENCE_ENDS.search(before.text) is not None
    if ended and usual.is_short(before):
        return True
    if usual.is_indented(line) and (ended or not usual.is_indented(before)):
        return True
    if line.page != before.page or line.y >= before.y:  # the next page or column; or drawn later, but above
        return line.page == before.page and line.x < before.x + line.size and line.y > before.y
    return before.y - line.y > _WIDER * usual.gap(line)


def _joined(before: str, line: str, known: frozenset[str]) -> tuple[str, str]:
    """Two lines, and what goes between them; a word cut by a hyphen is whole again, unless it has its own."""
    cut, rest = _HYPHEN.search(before), _SMALL.match(line)
    if cut is None or rest is None or not line[0].islower():
        return f"{before} ", line
    first, second = cut.group(1), rest.group()
    own = f"{first}-{second}".lower() in known and f"{first}{second}".lower() not in known
    return before[: cut.end(1)] + ("-" if own else ""), line
