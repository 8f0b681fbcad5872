"""Offsets in UTF-16 code units, as JavaScript, Java and C# count them, in a document of ``jsonl``.

Characters beyond U+FFFF take two units there and one code point here; all else is alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def to_utf16(document: dict[str, Any], text: str) -> dict[str, Any]:
    """The document of that text, every offset (given in code points) in UTF-16 code units."""
    beyond = [match.start() for match in _BEYOND.finditer(text)]

    def units(span: list[int]) -> list[int]:
        return [offset + bisect_left(beyond, offset) for offset in span]

    def converted(key: str, value: Any) -> Any:
        if key in ("span", "head"):
            return units(value)
        if key == "spans":
            return [units(span) for span in value]
        if isinstance(value, dict):
            return {name: converted(name, part) for name, part in value.items()}
        return [converted("", part) for part in value] if isinstance(value, list) else value

    found: dict[str, Any] = converted("", document)
    return found


def from_utf16(text: str) -> Callable[[int], int | None]:
    """What makes code points of units: None between the two units of one character. What is no offset of the
    text stays as it is, for the reader to refuse."""
    firsts = [match.start() + k for k, match in enumerate(_BEYOND.finditer(text))]
    length = len(text) + len(firsts)

    def points(offset: int) -> int | None:
        if not 0 <= offset <= length:
            return offset
        before = bisect_left(firsts, offset)
        return None if before and firsts[before - 1] + 1 == offset else offset - before

    return points
