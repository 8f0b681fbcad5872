"""Letters, their marks, digits and capitals of every script.

The tables are those of ``regex``, the same under every Python. A letter is written with its marks: accents
that stand for themselves, vowel signs of India, points of Hebrew and Arabic.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import regex

from quoteattr.lang import classes as c

LETTER = r"\p{L}"
LETTERS = r"\p{L}\p{M}"  # inside a class: what a letter is written with
WORD_CHARACTER = r"[\p{L}\p{M}\p{N}]"
SPACE = r"[\s\x1c-\x1f]"  # white space as ``str`` has it
INK = r"[^\s\x1c-\x1f]"
CAPITAL = r"[\p{Lu}\p{Lt}]"  # Lt: one character for two letters, the first a capital, as in ǅ

_BEGINS = regex.compile(rf"({CAPITAL})|({LETTER})|(\p{{N}})")
_BITS = (0, c.WORD | c.CAPITAL, c.WORD, c.NUMBER)
_MARKS = regex.compile(r"\p{M}++")


def _whether(pattern: str) -> Callable[[str], bool]:
    """Whether a character is of a kind."""
    match = regex.compile(pattern).match

    @lru_cache(maxsize=4096)
    def is_so(character: str) -> bool:
        return match(character) is not None

    return is_so


in_word = _whether(WORD_CHARACTER)
letter = _whether(rf"[{LETTERS}]")
small = _whether(r"\p{Lowercase}")
digit = _whether(r"[\p{nt=Decimal}\p{nt=Digit}]")
unspaced = _whether("[\u3040-\u9fff]")  # of a script that puts no spaces between words


@lru_cache(maxsize=4096)
def bits_of(character: str) -> int:
    """The word classes of what a character begins: WORD, with CAPITAL for a capital, or NUMBER; else 0."""
    found = _BEGINS.match(character)
    return _BITS[found.lastindex] if found is not None else 0


def capital(text: str) -> bool:
    """Whether a text begins with a capital."""
    return bool(bits_of(text[:1]) & c.CAPITAL)


def bare(word: str) -> str:
    """The word without the marks of its letters."""
    return word if word.isascii() else str(_MARKS.sub("", word))


def initials(word: str) -> bool:
    """Whether the word is initials written together: "J.R."."""
    letters = bare(word)
    return 3 <= len(letters) <= 6 and letters[1] == "." and letters.replace(".", "").isupper()
