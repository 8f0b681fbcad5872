"""Chapters of a book: their headings, and the licence that Project Gutenberg puts around a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoteattr.types import Paragraph, Span

_NUMBER = r"(?:\d{1,3}|[IVXLC]{1,7}|[ivxlc]{1,7}|[A-Z]?[a-z]+(?:[ -][a-z]+)?|[A-Z]+(?:[ -][A-Z]+)?)"
_HEADING = re.compile(
    rf"(?:CHAPTER|Chapter|BOOK|Book|PART|Part|VOLUME|Volume|LETTER|STAVE|CANTO|ACT|SCENE|Kapitel|CHAPITRE)\s+(?:THE\s+|the\s+)?{_NUMBER}\b"
    r"|(?:PROLOGUE|EPILOGUE|PREFACE|INTRODUCTION|Prologue|Epilogue|Preface|Introduction)[.:]?\Z"
    r"|[IVXLC]{1,7}\.?\Z|\d{1,3}\.?\Z"
)
_LONGEST = 120  # characters of a heading
_MARKS = "\"“„«”'‘"
_START = re.compile(
    r"\*\*\* ?START OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*\n?|\*END\*THE SMALL PRINT![^\n]*\n?", re.I
)
_END = re.compile(
    r"\*\*\* ?END OF (?:THE|THIS) PROJECT GUTENBERG|\n\s*End of (?:the |this )?Project Gutenberg", re.I
)


def headings(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the paragraphs that are headings of chapters, books and parts."""
    return frozenset(
        [n for n, paragraph in enumerate(paragraphs) if is_heading(text[paragraph.start : paragraph.end])]
    )


def is_heading(paragraph: str, numbered: bool = True) -> bool:
    """Whether a paragraph is the heading of a chapter: "CHAPTER IV. The Ferry", "XII", "Prologue".

    ``numbered``: any number alone will do, else only a first one, "I".
    """
    if len(paragraph) > _LONGEST or paragraph[:1] in _MARKS:
        return False
    if not numbered and len(paragraph) < 8 and paragraph.strip(" .") != "I":
        return False
    found = _HEADING.match(paragraph)
    if found is None:
        return False
    rest = paragraph[found.end() :].strip(" .:—–-\n")
    # "Part of the trouble was": a sentence goes on small and ends with a period
    return not rest or rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in _MARKS


def body(text: str) -> Span:
    """Where the book itself stands between Project Gutenberg's header and footer; else the whole text."""
    opening = _START.search(text)
    closing = _END.search(text, opening.end() if opening is not None else 0)
    start = opening.end() if opening is not None else 0
    end = closing.start() if closing is not None else len(text)
    return Span(start, end)
