"""Offsets in UTF-16 code units, as JavaScript, Java and C# count them, in a document of ``jsonl``.

Characters beyond U+FFFF take two units there and one code point here; all else is alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any

from quoteattr.errors import DocumentError

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_ONE = ("span", "head")  # keys that hold a span
_MANY = "spans"  # and the one that holds several

_Offset = Callable[[int, str], int]


def to_utf16(document: dict[str, Any], text: str) -> dict[str, Any]:
    """The document of that text, every offset (given in code points) in UTF-16 code units."""
    beyond = [match.start() for match in _BEYOND.finditer(text)]

    def units(offset: int, where: str) -> int:
        return offset + bisect_left(beyond, offset)

    converted: dict[str, Any] = _converted(document, units, "")
    return converted


def from_utf16(document: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The reverse. Raises DocumentError for an offset between the two units of one character; what is
    no offset of the text stays as it is, for the reader to refuse."""
    firsts = [match.start() + k for k, match in enumerate(_BEYOND.finditer(text))]
    length = len(text) + len(firsts)

    def points(offset: int, where: str) -> int:
        if not 0 <= offset <= length:
            return offset
        before = bisect_left(firsts, offset)
        if before and firsts[before - 1] + 1 == offset:
            raise DocumentError(where, f"{offset} lies between the two UTF-16 units of one character")
        return offset - before

    converted: dict[str, Any] = _converted(document, points, "")
    return converted


def _converted(value: Any, offset: _Offset, where: str) -> Any:
    if isinstance(value, Mapping):
        return {key: _entry(key, part, offset, f"{where}.{key}".lstrip(".")) for key, part in value.items()}
    if isinstance(value, list):
        return [_converted(part, offset, f"{where}[{i}]") for i, part in enumerate(value)]
    return value


def _entry(key: str, value: Any, offset: _Offset, where: str) -> Any:
    if key in _ONE:
        return _span(value, offset, where)
    if key == _MANY and isinstance(value, list):
        return [_span(part, offset, f"{where}[{i}]") for i, part in enumerate(value)]
    return _converted(value, offset, where)


def _span(value: Any, offset: _Offset, where: str) -> Any:
    if not isinstance(value, (list, tuple)):
        return value
    return [offset(end, where) if type(end) is int else end for end in value]
