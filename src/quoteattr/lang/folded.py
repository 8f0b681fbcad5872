"""Long lists of words in little room: a pack ships with the library, and most of it are names.

The words stand together, in the order of the alphabet, each as the number of letters that it shares with the
word before (A: none, B: one …) and its others: "AadaCm" is "ada" and "adm". Beside them stand the values that
a word may have, each once, and a letter for each word that says which it is."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

KEY = "folded"
FEWEST = 400
"""Words of a list that is worth it: a shorter one stays as a person would write it."""

_WHICH = string.ascii_letters + string.digits
_SHARED = {letter: number for number, letter in enumerate(string.ascii_uppercase)}
_LONGEST = len(_SHARED) - 1  # letters that a capital can tell
_CAPITAL = re.compile("([A-Z])")


def folded(words: Mapping[str, Any]) -> dict[str, Any]:
    """The list in little room where it is long, has few values, and no word has a capital; else as it is."""
    written = {word: json.dumps(words[word]) for word in sorted(words)}
    values = sorted(set(written.values()))
    if len(words) < FEWEST or len(values) > len(_WHICH) or any(map(_CAPITAL.search, words)):
        return dict(words)
    letters = dict(zip(values, _WHICH, strict=False))
    return {
        KEY: {
            "values": list(map(json.loads, values)),
            "which": "".join([letters[value] for value in written.values()]),
            "words": together(written),
        }
    }


def unfolded(value: Any) -> Any:
    """What ``folded`` was given, in the order of the alphabet; anything else as it is. Raises
    LookupError and the like for what is damaged."""
    if not isinstance(value, dict) or value.keys() != {KEY}:
        return value
    there = value[KEY]
    values = dict(zip(_WHICH, there["values"], strict=False))
    return dict(zip(apart(there["words"]), map(values.__getitem__, there["which"]), strict=True))


def together(words: Iterable[str]) -> str:
    """Words without capitals, best in the order of the alphabet, as one text in little room."""
    pieces, before = [], ""
    for word in words:
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before[:_LONGEST], word, strict=False))
        shared = sum(1 for _ in alike)
        pieces.append(string.ascii_uppercase[shared] + word[shared:])
        before = word
    return "".join(pieces)


def apart(text: str) -> list[str]:
    """The words that ``together`` was given. Raises ValueError for a text that begins with no capital."""
    start, *pieces = _CAPITAL.split(text)
    if start:
        raise ValueError(f"no list of words: {start[:20]!r}")
    word, found = "", []
    for shared, rest in zip(pieces[::2], pieces[1::2], strict=True):
        word = word[: _SHARED[shared]] + rest
        found.append(word)
    return found
