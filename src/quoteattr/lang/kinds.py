"""What the stages look for among all tokens: a bit each in one byte a token, so that a search leaps to it.

Asking every token of a text costs three times as much, and seven stages did.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quoteattr.lang import classes as c

_REPORTING = c.REPORTING_VERB | c.REPORTING_NOUN | c.REPORTING_ADJECTIVE
WORD, NUMBER, NAMED, PRONOUN, SENTENCE_END, CUE, POSSIBLE_CUE = (1 << n for n in range(7))
_CLASSES = {
    WORD: c.WORD,
    NUMBER: c.NUMBER,
    NAMED: c.CAPITALISED,
    PRONOUN: c.PRONOUN,
    SENTENCE_END: c.TERMINATOR | c.ABBREVIATION,
    CUE: _REPORTING | c.PHRASE_START | c.OPINION_NOUN,
    POSSIBLE_CUE: _REPORTING | c.COLON_OR_DASH,
}


class _Kinds(dict[int, int]):
    """The kinds of a set of classes; there are a few hundred sets in all."""

    def __missing__(self, bits: int) -> int:
        found = self[bits] = sum([kind for kind, classes in _CLASSES.items() if bits & classes])
        return found


_KINDS = _Kinds()


def kinds_of(classes: Iterable[int]) -> bytes:
    """The kinds of each token."""
    return bytes(map(_KINDS.__getitem__, classes))


def where(kinds: bytes, kind: int) -> list[int]:
    """The tokens of a kind, in order."""
    return [found.start() for found in _bytes_with(kind).finditer(kinds)]


def count(kinds: bytes, kind: int) -> int:
    """How many tokens are of a kind."""
    return len(kinds) - len(kinds.translate(None, _members(kind)))


@lru_cache(maxsize=8)
def _members(kind: int) -> bytes:
    return bytes([byte for byte in range(256) if byte & kind])


@lru_cache(maxsize=8)
def _bytes_with(kind: int) -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(_members(kind)) + b"]")
