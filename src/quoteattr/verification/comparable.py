"""Words without their looks: what counts when two wordings are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

import regex
from attrs import frozen

from quoteattr.types import Span

_HIDDEN = r"\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens, and what has no width
_APOSTROPHE = "'’ʼ‘`´＇"
# A bracket inside of a word: "[T]he", "walk[ed]". A hyphen at the end of a line parts a word.
_WORD = regex.compile(
    rf"[\p{{L}}\p{{N}}](?:[\p{{L}}\p{{M}}\p{{N}}{_HIDDEN}]"
    r"|(?<=\p{N})[.,:/](?=\p{N})"
    rf"|[{_APOSTROPHE}](?=\p{{L}})"
    r"|[-‐]\r?\n[ \t]*(?=\p{Ll})"
    r"|[\[\]](?=\p{L}))*+"
    r"|[\p{Sc}%‰]"
)
_NOT_COMPARED = regex.compile(r"[^\p{L}\p{M}\p{N}\p{Sc}%‰'.,:/]++")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TO_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHE, "'"))
_ELISION = re.compile(r"…|\.\s?\.\s?\.|\[\s*\]")


@frozen(eq=False)
class Wording:
    """Words of a text in order, as columns: ``keys`` are what is compared, the offsets are the text's.

    ``wild`` are the stretches that stand for words of a source: (first, last exclusive, most), a mark of
    elision between words having no width and no ``most``, brackets having one.
    """

    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    wild: tuple[tuple[int, int, int | None], ...] = ()

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, last: int) -> Span:
        """Of the words ``first`` to ``last`` (exclusive), at least one."""
        return Span(self.starts[first], self.ends[last - 1])


@lru_cache(maxsize=65_536)
def key(word: str) -> str:
    """A word as it is compared: case, ligatures, soft hyphens, kinds of apostrophes and commas between
    thousands are off. Accents stay."""
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = normalize("NFKC", normalize("NFKC", word.translate(_TO_APOSTROPHE)).casefold())
    return _THOUSANDS.sub("", _NOT_COMPARED.sub("", plain))


def words(text: str, start: int = 0, end: int | None = None) -> Wording:
    """The words of ``text`` from ``start`` to ``end``."""
    found = [(m.start(), m.end()) for m in _WORD.finditer(text, start, len(text) if end is None else end)]
    keys = [key(text[a:b]) for a, b in found]
    return Wording(tuple(keys), tuple([a for a, _ in found]), tuple([b for _, b in found]))


MOST_BRACKETED = 5
"""Words of a source that a bracket may stand for."""


def quoted_words(text: str, pieces: Iterable[Span]) -> Wording:
    """The words of a quotation that stands in ``pieces`` of a text, in order; between two pieces, where the
    reporter speaks, words may be left out."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    wild: list[tuple[int, int, int | None]] = []
    for piece in pieces:
        found = words(text, piece.start, piece.end)
        if keys and found.keys:
            wild.append((len(keys), len(keys), None))
        wild += _wild(text, found, piece, len(keys))
        keys += found.keys
        starts += found.starts
        ends += found.ends
    return Wording(tuple(keys), tuple(starts), tuple(ends), tuple(wild))


def _wild(text: str, found: Wording, piece: Span, base: int) -> list[tuple[int, int, int | None]]:
    """The marks of elision and the brackets of a piece, ``base`` words standing before it."""
    wild: list[tuple[int, int, int | None]] = []
    opened: int | None = None
    before = piece.start
    for number, start in enumerate((*found.starts, piece.end)):
        gap = text[before:start]
        if opened is not None and "]" in gap:
            wild.append((opened, base + number, MOST_BRACKETED))
            opened = None
        if opened is None and _ELISION.search(gap):
            wild.append((base + number, base + number, None))
        if number == len(found):
            break
        if gap.rfind("[") > gap.rfind("]"):
            opened = base + number
        before = found.ends[number]
        inside = text[start:before]
        if opened is None and ("[" in inside or "]" in inside):
            wild.append((base + number, base + number + 1, MOST_BRACKETED))
        elif opened is not None and "]" in inside:  # "[T]he", "[m]any more"
            wild.append((opened, base + number + 1, MOST_BRACKETED))
            opened = None
    return wild
