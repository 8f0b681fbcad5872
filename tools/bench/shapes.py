"""Texts made to hurt, in any length: their names, which of them are measured where, and how they grow."""

from __future__ import annotations

from collections.abc import Mapping

from tools.bench.units import (
    BETWEEN,
    CUES,
    HALVES,
    LAYOUT,
    MARK_AND_BLANK,
    MARK_AND_BREAK,
    MARK_AND_LINE,
    MARK_AND_WORD,
    MARKS,
    NAMES,
    ORDINARY,
    PEOPLE,
    QUOTES,
    SENTENCE_AND_MARK,
    TOKENS,
    WORD_AND_MARK,
)

REPEATED: Mapping[str, str] = {
    **ORDINARY,
    **QUOTES,
    **CUES,
    **NAMES,
    **MARKS,
    **MARK_AND_BLANK,
    **MARK_AND_LINE,
    **MARK_AND_BREAK,
    **MARK_AND_WORD,
    **WORD_AND_MARK,
    **SENTENCE_AND_MARK,
    **LAYOUT,
    **TOKENS,
}
WHOLE: tuple[str, ...] = (*ORDINARY, *MARKS, *CUES, *NAMES, *PEOPLE, *BETWEEN, *HALVES)
"""Shapes that are always measured in every genre and mode."""

SHAPES: tuple[str, ...] = (*WHOLE, *(shape for shape in REPEATED if shape not in WHOLE))
"""The names of all shapes."""

FEW: tuple[str, ...] = (
    *("news", "dialogue", "news in one paragraph", "one sentence", "turns with dashes"),
    *("mark: '…'", "mark: '!'", "mark: '“'", "full stops and blanks", "title abbreviations"),
    *("HTML paragraphs", "quotation, glued cue", "labels in lines", "cues", "list of names"),
    *("different names", "namesakes", "one long quotation in paragraphs", "nested pairs", "combining"),
)
"""Twenty of them, for the quick run: each kind of text, and what was quadratic once."""

VERIFIED: tuple[str, ...] = (
    *("letters", "addressed names"),
    "nested, each closed",
)
EXPORTED: tuple[str, ...] = (
    *(
        "news",
        "news with CRLF",
        "dialogue",
        "long narration",
        "letters",
        "mark: '“'",
        "pairs",
        "nested pairs",
    ),
    *("deep nests", "open paragraphs", "closed late", "indirect speech", "pronouns", "joined emoji"),
    *(
        "lone surrogates",
        "play labels",
        "labels in lines",
        "chapters",
        "HTML paragraphs",
        "zero-width blanks",
    ),
    *("different names", "different names, one sentence", "namesakes in turns", "addressed names"),
    *(
        "one long quotation",
        "one long quotation in paragraphs",
        "quotations in a quotation",
        "nested, each closed",
    ),
)
"""Those on which the exports are measured."""

NAMED: tuple[str, ...] = (
    *("news", "dialogue", "names with juniors", "list of names", "titles and names", "namesakes in turns"),
)
"""Those on which known speakers of the names in them are measured."""


SMALLEST = 500
"""Characters of the smallest text of a shape, about; what grows in it is four times as long in the next."""


def grown(shape: str, factor: int) -> str:
    """``shape`` with ``factor`` times as many units as make SMALLEST characters."""
    if shape in PEOPLE:
        unit = PEOPLE[shape]
        count = factor * _times(unit.replace("{}", made_up(0)), SMALLEST)
        return "".join([unit.replace("{}", made_up(i)) for i in range(count)])
    if shape in HALVES:
        return "".join([half * (factor * _times(half, SMALLEST // 2)) for half in HALVES[shape]])
    before, unit, after = BETWEEN.get(shape) or ("", REPEATED[shape], "")
    return before + unit * (factor * _times(unit, SMALLEST)) + after


def _times(unit: str, size: int) -> int:
    return max(1, round(size / len(unit)))


def made_up(i: int) -> str:
    """A name for person ``i``, unlike all others: a slip of the pen does not make one of another."""
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    i = i * 7_919_017 % 70**4  # neighbours have nothing in common
    syllables = []
    for _ in range(4):
        i, k = divmod(i, 70)
        syllables.append(consonants[k % 14] + vowels[k // 14])
    return "".join(syllables).capitalize()
