"""Tokens with exact offsets."""

from __future__ import annotations

from itertools import accumulate
from unicodedata import is_normalized, normalize

import regex

from quoteattr.lang.kinds import kinds_of
from quoteattr.lang.letters import INK, LETTER, LETTERS, WORD_CHARACTER
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Tokens
from quoteattr.types import Token

_CLITIC = r"['’](?:s|S|re|ll|d|ve|m)\b"
_MORE = rf"(?:-[\p{{L}}\p{{N}}]{WORD_CHARACTER}*+|['’](?!(?:s|S|re|ll|d|ve|m)\b){LETTER}[{LETTERS}]*+)"
# Joiners shape the letters of one word; Persian and the scripts of India have them.
_JOINED = rf"[\u200c\u200d](?:{WORD_CHARACTER}++|(?<=\p{{M}}.))"
# A clitic ('s, 're, 'll ...) is a token of its own; n't stays with its verb. Nothing here is tried twice.
_TOKEN = regex.compile(
    r"([a-zA-Z][a-z]++(?=[ ,.])"  # most words, told at once
    r"|[a-zA-Z\p{L}\p{N}](?:"
    rf"(?<={LETTER})\p{{M}}*+\.(?:{LETTER}\p{{M}}*+\.)++"  # U.S., a.m.
    r"|(?<=\d)\d*+(?:[.,:/]\d++)++"  # 1,200.50, 10:30
    rf"|{WORD_CHARACTER}*+(?:{_MORE}|{_JOINED})*+)"
    rf"|{_CLITIC}"
    r"|(?=[\p{Extended_Pictographic}\p{Regional_Indicator}])\X"  # one picture of several characters
    r"|``|''|\.\.++|--++"
    rf"|{INK})"
)


def tokenize_columns(text: str, pack: Pack) -> Tokens:
    """The tokens of ``text`` as columns (see Tokens): words, numbers, single marks; never white space."""
    # white space and tokens in turn, so that offsets are sums of lengths; no other thread waits for a text
    pieces = _TOKEN.split(text, concurrent=False)
    borders = list(accumulate(map(len, pieces)))
    words = tuple(pieces[1::2])
    if not is_normalized("NFC", text):
        words = tuple([normalize("NFC", word) for word in words])
    classes = tuple(map(pack.classes.__getitem__, words))
    return Tokens(tuple(borders[0:-1:2]), tuple(borders[1::2]), words, classes, kinds_of(classes))


def token_values(text: str, tokens: Tokens) -> tuple[Token, ...]:
    """The same tokens as values for people."""
    places = zip(tokens.starts, tokens.ends, strict=True)
    return tuple([Token(start, end, text[start:end]) for start, end in places])
