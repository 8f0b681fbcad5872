"""Characters that a page wrote in another way: HTML entities ("&ldquo;"), and marks whose UTF-8 was read as
Windows-1252 or Latin-1 ("â€œ"). The text stays as it is; what reads marks and words reads them as meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from html import unescape
from itertools import accumulate

from attrs import frozen

_MARKS = "“”‘’–—…\xa0"


def _misread(mark: str, encoding: str) -> str:
    """What becomes of a mark whose UTF-8 is read in another encoding; a byte that means nothing stays."""
    return "".join([bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in mark.encode()])


_MISREAD = {_misread(mark, encoding): mark for encoding in ("cp1252", "latin-1") for mark in _MARKS}
_MISREAD[_misread("”", "cp1252")[:-1]] = "”"  # its last byte has no meaning there and is often lost
_ESCAPE = re.compile(
    r"&(?:[^\W\d_]{2,8}|#\d{2,5}|#[xX][\da-fA-F]{2,4});|"
    + "|".join(map(re.escape, sorted(_MISREAD, key=len, reverse=True)))
)
_BEGINNINGS = ("&", *sorted({misread[0] for misread in _MISREAD}))


@frozen
class Plain:
    """A text as it is meant. ``places`` are the offsets in ``text`` at which a character was written in
    another way, ``longer[n]`` is by how much the first ``n`` of them were longer."""

    text: str
    places: tuple[int, ...] = ()
    longer: tuple[int, ...] = (0,)

    def original(self, offset: int) -> int:
        """Where in the text as given stands what ``offset`` is here (the start of something, or its end)."""
        return offset + self.longer[bisect_left(self.places, offset)]


def _may_escape(text: str) -> bool:
    return any(beginning in text for beginning in _BEGINNINGS)


def plain(text: str) -> Plain:
    """``text`` with each such character as the one that is meant."""
    if not _may_escape(text):
        return Plain(text)
    pieces, places, longer = [], [], [0]
    end = length = 0
    for found in _ESCAPE.finditer(text):
        meant = _meant(found.group())
        if not meant:
            continue
        pieces += [text[end : found.start()], meant]
        length += found.start() - end
        places.append(length)
        longer.append(len(found.group()) - 1)
        length, end = length + 1, found.end()
    pieces.append(text[end:])
    return Plain("".join(pieces), tuple(places), tuple(accumulate(longer)))


def first_misread(text: str) -> int:
    """Where the first character stands whose encoding was misread; -1 where none does."""
    if not _may_escape(text):
        return -1
    found = next((one for one in _ESCAPE.finditer(text) if one.group() in _MISREAD), None)
    return found.start() if found is not None else -1


@lru_cache(maxsize=1024)
def _meant(escape: str) -> str:
    """The one character that is meant; "" where it is none."""
    meant = _MISREAD.get(escape) or unescape(escape)
    return meant if len(meant) == 1 else ""
