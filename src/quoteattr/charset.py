"""Which encoding a text may be in: what its bytes look like, and what charset-normalizer takes them for
(extra ``[files]``)."""

from __future__ import annotations

import codecs

from quoteattr.errors import MissingExtraError

AUTO = "auto"
"""The name of an encoding that is looked for."""

WESTERN = "windows-1252"
_START = 4096  # bytes looked at for NULs
_NULS = 0.1  # share of NUL bytes that plain text never has
_MANY = 64  # of them: a few may be in any text
_LETTERS = 8  # bytes that show of how many each letter is
_LOPSIDED = 10  # times as many at odd places as at even ones, or the other way: letters of two bytes
_RARE = 0.3  # share of bytes that are not ASCII in a western text, at most
_FEW = 0.04  # share of letters that are not ASCII in an English text, at most; Czech and Polish have more
# curly marks, dashes, dots and the euro, where Latin-1 has control characters
_MARKS = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


def looks_like(content: bytes) -> str | None:
    """The encoding that bytes which are not UTF-8 seem to have; None where nothing can be said."""
    marked = _marked(content)
    return marked or _wide(content[:_START]) or _western(content)


def is_binary(content: bytes) -> bool:
    """Whether bytes have so many NULs that no encoding of one byte a letter can have made them."""
    start = content[:_START]
    return start.count(0) > max(_NULS * len(start), _MANY)


def detected(content: bytes) -> str:
    """The encoding of a whole text. UTF-8, and what a byte order mark or NULs show, need nothing more.

    Raises MissingExtraError where all else is needed and not there."""
    if (found := _marked(content) or _wide(content[:_START])) is not None:
        return found
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _asked(content)
    return "utf-8"


def _asked(content: bytes) -> str:
    try:
        from charset_normalizer import from_bytes
    except ImportError as error:
        raise MissingExtraError("charset-normalizer", "files") from error
    # of the code pages that differ in rare letters alone, the one that nearly all English files are in
    if _western(content) is not None and sum(map(_is_rare, content)) <= _FEW * len(content):
        return WESTERN
    best = from_bytes(content).best()
    return best.encoding if best is not None else WESTERN


def _marked(content: bytes) -> str | None:
    return next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)


def _wide(start: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of a western text is NUL."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    few = len(start) < _LETTERS or even + odd <= _NULS * len(start)
    if few or min(even, odd) * _LOPSIDED > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _western(content: bytes) -> str | None:
    """Windows-1252: few bytes are not ASCII, and some of those are marks, or letters beside letters."""
    others = [place for place, byte in enumerate(content) if byte >= 0x80]
    if not others or len(others) > _RARE * len(content) or is_binary(content):
        return None
    try:
        content.decode(WESTERN)
    except UnicodeDecodeError:
        return None
    fits = (
        content[place] in _MARKS or any(map(_is_letter, content[max(place - 1, 0) : place + 2]))
        for place in others
    )
    return WESTERN if all(fits) else None


def _is_rare(byte: int) -> bool:
    return byte >= 0xC0


def _is_letter(byte: int) -> bool:
    return 0x41 <= byte <= 0x5A or 0x61 <= byte <= 0x7A
