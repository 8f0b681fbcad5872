"""Long lists of words in little room: a pack ships with the library, and most of it are names.

Words of one value stand together, in the order of the alphabet, each as the number of letters that it shares
with the word before (A: none, B: one …) and its others: {"folded": [[1, "Aada|Dm"]]} is the list of "ada" and
"adam"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import takewhile
from typing import Any

KEY = "folded"
FEWEST = 400
"""Words of a list that is worth it: a shorter one stays as a person would write it."""

_MOST_VALUES = 64
_LONGEST = 25  # letters that a capital can tell
_SHARED = {chr(65 + number): number for number in range(_LONGEST + 1)}


def folded(words: Mapping[str, Any]) -> dict[str, Any]:
    """The list in little room where it is long, has few values, and no word has a "|"; else as it is."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words):
        groups.setdefault(json.dumps(words[word]), []).append(word)
    if len(words) < FEWEST or len(groups) > _MOST_VALUES or any("|" in word for word in words):
        return dict(words)
    return {KEY: [[json.loads(value), _together(found)] for value, found in sorted(groups.items())]}


def unfolded(value: Any) -> Any:
    """What ``folded`` was given, in the order of the alphabet; anything else as it is. Raises
    LookupError and the like for what is damaged."""
    if not isinstance(value, dict) or value.keys() != {KEY}:
        return value
    words: dict[str, Any] = {}
    for one, together in value[KEY]:
        word, found = "", []
        for piece in together.split("|"):
            word = word[: _SHARED[piece[0]]] + piece[1:]
            found.append(word)
        words |= dict.fromkeys(found, one)
    return words if len(value[KEY]) == 1 else dict(sorted(words.items()))


def _together(words: list[str]) -> str:
    pieces, before = [], ""
    for word in words:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before[:_LONGEST], word, strict=False))
        shared = sum(1 for _ in alike)
        pieces.append(chr(65 + shared) + word[shared:])
        before = word
    return "|".join(pieces)
