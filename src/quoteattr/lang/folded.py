"""Long lists of words in little room: a pack ships with the library, and most of it are names.

The words stand together, in the order of the alphabet, each as the number of letters that it shares with the
word before (A: none, B: one …) and its others: "AadaCm" is "ada" and "adm". Beside them stand the values that
a word may have, each once, and a letter for each word that says ``which`` it is; values that are many stand
there for each word. Values may be ``ends``: words made of the word itself, each as the number of letters that
go (A: none, B: one …) and those that come: "Bing" at "tape" is "taping". Words with several facts have
a column for each fact.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

KEY = "folded"
FEWEST = 250
"""Words of a list that is worth it: a shorter one stays as a person would write it."""

_WHICH = string.ascii_letters + string.digits
_COUNT = {letter: number for number, letter in enumerate(string.ascii_uppercase)}
_MOST = len(_COUNT) - 1  # letters that a capital can tell
_CAPITAL = re.compile("([A-Z])")


def folded(words: Mapping[str, Any]) -> dict[str, Any]:
    """The list in little room where it is long, no word has a capital, and values come again; else as it is,
    but what is long in it."""
    if len(words) < FEWEST or any(map(_CAPITAL.search, words)):
        return {word: folded(value) if isinstance(value, dict) else value for word, value in words.items()}
    names = sorted(words)
    rows = [words[name] for name in names]
    column = _column(names, rows)
    if "which" in column:
        return {KEY: {"words": together(names), **column}}
    if all(isinstance(row, dict) and row and row.keys() == rows[0].keys() for row in rows):
        columns = {fact: _column(names, [row[fact] for row in rows]) for fact in rows[0]}
        return {KEY: {"words": together(names), "columns": columns}}
    return dict(words)


def unfolded(value: Any) -> Any:
    """What ``folded`` was given, in the order of the alphabet; anything else as it is. Raises
    LookupError and the like for what is damaged."""
    if not isinstance(value, dict):
        return value
    if value.keys() != {KEY}:
        return {word: unfolded(one) if isinstance(one, dict) else one for word, one in value.items()}
    there = value[KEY]
    words = apart(there["words"])
    if "columns" not in there:
        return dict(zip(words, _values(words, there), strict=True))
    facts = sorted(there["columns"])
    columns = [_values(words, there["columns"][fact]) for fact in facts]
    rows = [dict(zip(facts, row, strict=True)) for row in zip(*columns, strict=True)]
    return dict(zip(words, rows, strict=True))


def together(words: Iterable[str]) -> str:
    """Words without capitals, best in the order of the alphabet, as one text in little room."""
    pieces, before = [], ""
    for word in words:
        shared = _shared(before[:_MOST], word)
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
        word = word[: _COUNT[shared]] + rest
        found.append(word)
    return found


def _column(words: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """The values, or their ends where fewer are different."""
    plain = list(map(_written, values))
    name, written = "values", plain
    if max(map(len, words)) <= _MOST:
        ends = [_written(_end(word, value)) for word, value in zip(words, values, strict=True)]
        name, written = min(("values", plain), ("ends", ends), key=lambda one: len(set(one[1])))
    different = sorted(set(written))
    if len(different) > len(_WHICH):
        return {name: list(map(json.loads, written))}
    letters = dict(zip(different, _WHICH, strict=False))
    return {name: list(map(json.loads, different)), "which": "".join([letters[one] for one in written])}


def _values(words: Sequence[str], column: Mapping[str, Any]) -> Iterable[Any]:
    values: Iterable[Any] = column["values"] if "values" in column else column["ends"]
    if "which" in column:
        values = map(dict(zip(_WHICH, values, strict=False)).__getitem__, column["which"])
    if "values" in column:
        return values
    return [_whole(word, end) for word, end in zip(words, values, strict=True)]


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _end(word: str, value: Any) -> Any:
    """A word, the words of a list, or the keys of a mapping, as ends."""
    if isinstance(value, str):
        shared = _shared(word, value)
        return string.ascii_uppercase[len(word) - shared] + value[shared:]
    if isinstance(value, list):
        return [_end(word, one) for one in value]
    return {_end(word, key): one for key, one in value.items()} if isinstance(value, dict) else value


def _whole(word: str, end: Any) -> Any:
    if isinstance(end, str):
        return word[: len(word) - _COUNT[end[0]]] + end[1:]
    if isinstance(end, list):
        return [_whole(word, one) for one in end]
    return {_whole(word, key): one for key, one in end.items()} if isinstance(end, dict) else end


def _shared(one: str, other: str) -> int:
    """Letters that two words have alike at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
