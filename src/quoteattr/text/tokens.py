"""Tokens with exact offsets."""

from __future__ import annotations

import re
from itertools import accumulate

from quoteattr.lang.kinds import kinds_of
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Tokens
from quoteattr.types import Token

# A clitic ('s, 're, 'll ...) is a token of its own; n't stays with its verb.
_TOKEN = re.compile(
    r"([A-Za-z]+(?=[\s,])"  # most words, told at once
    r"|[^\W\d_]\.(?:[^\W\d_]\.)+"  # U.S., a.m.
    r"|\d+(?:[.,:/]\d+)+"  # 1,200.50, 10:30
    r"|[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*|-[^\W_]+|['’](?!(?:s|S|re|ll|d|ve|m)\b)[^\W\d_]+)*"
    r"|['’](?:s|S|re|ll|d|ve|m)\b"
    r"|``|''|\.\.+|--+"
    r"|\S)"
)


def tokenize_columns(text: str, pack: Pack) -> Tokens:
    """The tokens of ``text`` as columns (see Tokens): words, numbers, single marks; never white space."""
    # white space and tokens in turn, so that offsets are sums of lengths
    pieces = _TOKEN.split(text)
    borders = list(accumulate(map(len, pieces)))
    words = tuple(pieces[1::2])
    classes = tuple(map(pack.classes.__getitem__, words))
    return Tokens(tuple(borders[0:-1:2]), tuple(borders[1::2]), words, classes, kinds_of(classes))


def token_values(tokens: Tokens) -> tuple[Token, ...]:
    """The same tokens as values for people."""
    return tuple(map(Token, tokens.starts, tokens.ends, tokens.words))
