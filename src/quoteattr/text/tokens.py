"""Tokens with exact offsets, and where those of a word class stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, compress
from itertools import count as numbers
from unicodedata import is_normalized, normalize

import regex

from quoteattr.lang import classes as c
from quoteattr.lang.letters import INK, LETTER, LETTERS, WORD_CHARACTER
from quoteattr.lang.pack import Pack
from quoteattr.remembered import Remembered
from quoteattr.stage_values import Segmented, Tokens
from quoteattr.text.escapes import plain
from quoteattr.types import QuoteSpan, Span, Token

_CLITIC = r"['’](?:s|S|re|ll|d|ve|m)\b"
_MORE = rf"(?:-[\p{{L}}\p{{N}}]{WORD_CHARACTER}*+|['’](?!(?:s|S|re|ll|d|ve|m)\b){LETTER}[{LETTERS}]*+)"
# Joiners shape the letters of one word; Persian and the scripts of India have them.
_JOINED = rf"[\u200c\u200d](?:{WORD_CHARACTER}++|(?<=\p{{M}}.))"
_ADDRESS = r"\.(?:com|org|net|edu|gov|co(?:\.[a-z]{2})?)\b"  # Harbour.com
# A clitic ('s, 're, 'll ...) is a token of its own; n't stays with its verb. Nothing here is tried twice.
_TOKEN = regex.compile(
    r"([a-zA-Z][a-z]++(?=[ ,]|\.(?![a-z]))"  # most words, told at once
    r"|[a-zA-Z\p{L}\p{N}](?:"
    rf"(?<={LETTER})\p{{M}}*+\.(?:{LETTER}\p{{M}}*+\.)++"  # U.S., a.m.
    r"|(?<=\d)\d*+(?:[.,:/]\d++)++"  # 1,200.50, 10:30
    rf"|{WORD_CHARACTER}*+(?:{_MORE}|{_JOINED})*+(?:{_ADDRESS})?+)"
    rf"|{_CLITIC}"
    r"|(?=[\p{Extended_Pictographic}\p{Regional_Indicator}])\X"  # one picture of several characters
    r"|``|''|\.\.++|--++"
    rf"|{INK})"
)


def tokenize_columns(text: str, pack: Pack) -> Tokens:
    """The tokens of ``text`` as columns (see Tokens): words, numbers, single marks; never white space."""
    meant = plain(text)
    # white space and tokens in turn, so that offsets are sums of lengths; no other thread waits for a text
    pieces = _TOKEN.split(meant.text, concurrent=False)
    borders = list(accumulate(map(len, pieces)))
    if meant.places:
        borders = list(map(meant.original, borders))
    words = tuple(pieces[1::2])
    if not is_normalized("NFC", meant.text):
        words = tuple([normalize("NFC", word) for word in words])
    return made_of(tuple(borders[0:-1:2]), tuple(borders[1::2]), words, pack)


def made_of(starts: tuple[int, ...], ends: tuple[int, ...], words: tuple[str, ...], pack: Pack) -> Tokens:
    """Tokens at these places that are read as ``words``."""
    classes = tuple(map(pack.classes.__getitem__, words))
    lower = tuple(map(str.lower, words))
    return Tokens(starts, ends, words, lower, classes, bytes(map(_SOUGHT.__getitem__, classes)))


def without(tokens: Tokens, signs: Sequence[Span]) -> Tokens:
    """``tokens`` without those that stand in one of ``signs``, which are in order and apart."""
    if not signs:
        return tokens
    kept = bytearray(b"\1" * len(tokens.words))
    for sign in signs:
        first, last = bisect_left(tokens.starts, sign.start), bisect_left(tokens.starts, sign.end)
        kept[first:last] = bytes(last - first)
    return Tokens(
        tuple(compress(tokens.starts, kept)),
        tuple(compress(tokens.ends, kept)),
        tuple(compress(tokens.words, kept)),
        tuple(compress(tokens.lower, kept)),
        tuple(compress(tokens.classes, kept)),
        bytes(compress(tokens.sought, kept)),
    )


def token_values(text: str, tokens: Tokens) -> tuple[Token, ...]:
    """The same tokens as values for people."""
    places = zip(tokens.starts, tokens.ends, strict=True)
    return tuple([Token(start, end, text[start:end]) for start, end in places])


def where(tokens: Tokens, classes: int, end: int | None = None) -> tuple[int, ...]:
    """The tokens in front of ``end`` that are of any of ``classes``, in order: ``where(tokens, c.PRONOUN)``.

    ``classes`` is one of SOUGHT. The same as asking each token ``tokens.classes[i] & classes``, in a third of
    the time, and looked for once a text."""
    found = tokens.found.get(classes)
    if found is None:
        found = tuple([one.start() for one in _search(classes).finditer(tokens.sought)])
        tokens.found[classes] = found
    return found if end is None else found[: bisect_left(found, end)]


def listed(tokens: Tokens, words: Container[str]) -> Iterator[int]:
    """The tokens whose words, in small letters, are among ``words``, in order."""
    return compress(numbers(), map(words.__contains__, tokens.lower))


def words_outside(tokens: Tokens, quotes: Iterable[QuoteSpan]) -> list[int]:
    """The words and numbers outside the outermost of the ``quotes``, in order."""
    kept = bytearray(tokens.sought.translate(_WORDS))
    for quote in quotes:
        if quote.parent is None:
            first, last = bisect_left(tokens.starts, quote.start), bisect_left(tokens.starts, quote.end)
            kept[first:last] = bytes(last - first)
    return list(compress(numbers(), kept))


def count(tokens: Tokens, classes: int, end: int) -> int:
    """How many tokens in front of ``end`` are of any of ``classes``, one of SOUGHT."""
    sought = tokens.sought[:end]
    return len(sought) - len(sought.translate(None, _bytes_with(classes)))


# What stages look for among all tokens, eight things at most: each is a bit of one byte a token
# (``Tokens.sought``), so that a search in bytes leaps from one found token to the next.
SOUGHT = (
    c.WORD, c.NUMBER, c.CAPITAL, c.CAPITALISED, c.PRONOUN, c.SENTENCE_END, c.CUE, c.POSSIBLE_CUE,
)  # fmt: skip


def _sought(classes: int) -> int:
    """A token's byte by its classes; there are a few hundred sets of classes in all."""
    return sum([1 << n for n, wanted in enumerate(SOUGHT) if classes & wanted])


_SOUGHT = Remembered(_sought)
_WORDS = bytes([byte & _sought(c.WORD_OR_NUMBER) for byte in range(256)])  # of such a byte only that


@lru_cache(maxsize=len(SOUGHT))
def _bytes_with(classes: int) -> bytes:
    bit = 1 << SOUGHT.index(classes)
    return bytes([byte for byte in range(256) if byte & bit])


@lru_cache(maxsize=len(SOUGHT))
def _search(classes: int) -> re.Pattern[bytes]:
    return re.compile(b"[" + re.escape(_bytes_with(classes)) + b"]")


def paragraph_starts(segmented: Segmented) -> list[int]:
    """The first token of each paragraph, and last the number of tokens."""
    starts = segmented.tokens.starts
    return [*[bisect_left(starts, paragraph.start) for paragraph in segmented.paragraphs], len(starts)]
