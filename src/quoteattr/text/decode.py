"""Text out of a stream of bytes, read no further than a limit: what is too long is never held whole."""

from __future__ import annotations

import codecs
from typing import Protocol

MOST = 10_000_000
"""Characters of a text in a file, unless another limit is asked for: some thirty long novels."""

_PIECE = 2**20  # bytes decoded at once
_MARK = "\ufeff"  # of the byte order; no part of the text
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes | None:
        """At most that many bytes; none at the end."""


class TooLong(Exception):
    """A text has more characters than allowed."""

    def __init__(self, most: int) -> None:
        super().__init__(f"has more than {most:,} characters (--max-text allows more)")


class Undecoded(Exception):
    """Bytes are not of that encoding; ``line`` from 1. Its cause is what the decoder raised."""

    def __init__(self, encoding: str, line: int, hint: str) -> None:
        super().__init__(f"is not {encoding}{hint}")
        self.line = line


def is_encoding(name: str) -> bool:
    """Whether ``decoded`` can take it."""
    try:
        b" ".decode(name)
    except UnicodeEncodeError:  # the name itself is no text
        return False
    except UnicodeError:  # a blank is not enough of UTF-16
        return True
    except (LookupError, ValueError):
        return False
    return True


def decoded(stream: Readable, encoding: str, most: int) -> str:
    """The text, without a byte order mark. Raises TooLong, Undecoded, and what reading raises."""
    decoder = codecs.getincrementaldecoder(encoding)()
    pieces: list[str] = []
    length, start = 0, b""
    while True:
        piece = stream.read(_PIECE) or b""
        start = start or piece[:2]
        try:
            text = decoder.decode(piece, not piece)
        except (UnicodeError, ValueError) as error:
            line = 1 + sum(one.count("\n") for one in pieces)
            if isinstance(error, UnicodeDecodeError):
                line += error.object.count(b"\n", 0, error.start)
            hint = "; it looks like utf-16" if start in _UTF_16 else ""
            raise Undecoded(encoding, line, hint) from error
        pieces.append(text if pieces else text.removeprefix(_MARK))
        length += len(pieces[-1])
        if length > most:
            raise TooLong(most)
        if not piece:
            return "".join(pieces)
