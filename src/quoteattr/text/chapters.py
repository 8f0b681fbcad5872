"""Chapters of a book: their headings, and the licence that Project Gutenberg puts around a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import regex
from attrs import frozen

from quoteattr.lang.letters import LETTER, LETTERS, capital, digit
from quoteattr.lang.page import PAGE, any_of
from quoteattr.stage_values import Paragraph
from quoteattr.types import Span

_NUMBER = r"(?:\d{1,3}|[IVXLC]{1,7}|[ivxlc]{1,7}|[A-Z]?[a-z]+(?:[ -][a-z]+)?|[A-Z]+(?:[ -][A-Z]+)?)"
_HEADING = re.compile(
    rf"{any_of(PAGE.chapters)}\s+(?:{any_of(PAGE.chapter_articles)}\s+)?{_NUMBER}\b"
    rf"|{any_of(PAGE.unnumbered_chapters)}[.:]?\Z"
    r"|[IVXLC]{1,7}\.?\Z|\d{1,3}\.?\Z"
)
_WORD = regex.compile(rf"{LETTER}[{LETTERS}]*+")
_LONGEST = 120  # characters of a heading
_FIRST = "I"  # number one
MARK = "# "
"""What Markdown writes in front of a heading of the first rank: so a file can say that a line is one."""

_MARKED = re.compile(r"##?[ \t]+(?=[^\W_]|[\"“„«‘'’(\[])")
_MARKS = "\"“„«”'‘"
_LICENCE_ENDS = re.compile(rf"{any_of(PAGE.licence_ends)}[^\n]*\n?", re.I)
_LICENCE_STARTS = re.compile(rf"{any_of(PAGE.licence_starts)}|\n[ \t]*{any_of(PAGE.licence_lines)}", re.I)
_TITLE = 80  # characters of a title in a paragraph of its own
_CONTENTS = 4  # headings in a row that are a table of contents, not chapters
_SMALL_WORD = 3  # letters of the words that a title leaves small: "of", "the"


@frozen
class Chapter(Span):
    """A chapter: where it stands, its heading and the white space behind it included; ``heading`` on one
    line, "CHAPTER IV. The Ferry"."""

    heading: str


def chapters(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Chapter, ...]:
    """The chapters of a book in order, each up to the next one; none where no paragraph is a heading.
    White space in front of the first belongs to it.

    Headings with nothing between them make one ("BOOK II, CHAPTER I"); a table of contents makes none. A
    title below a bare number belongs to the heading. The last one ends with the book, before a licence.
    """
    book = body(text)
    numbers = [n for n in sorted(headings(text, paragraphs)) if book.start <= paragraphs[n].start < book.end]
    runs = _runs(text, paragraphs, numbers)
    found = [(paragraphs[run[0]].start, _heading(text, paragraphs, run)) for run in runs]
    if found and not text[: found[0][0]].strip("\ufeff").strip():
        found[0] = (0, found[0][1])
    borders = [*[start for start, _ in found], book.end]
    return tuple([Chapter(start, end, found[n][1]) for n, (start, end) in enumerate(pairwise(borders))])


def _heading(text: str, paragraphs: Sequence[Paragraph], run: Sequence[int]) -> str:
    """The paragraphs of a heading, and the title below it, on one line."""
    lines = [" ".join(unmarked(text[paragraphs[n].start : paragraphs[n].end]).split()) for n in run]
    below = paragraphs[run[-1] + 1 : run[-1] + 2]
    title = text[below[0].start : below[0].end] if below else ""
    if _is_bare(lines[-1]) and _is_title(title):
        lines[-1] += ("" if lines[-1].endswith(".") else ".") + " " + " ".join(title.split())
    return ", ".join(lines)


def _runs(text: str, paragraphs: Sequence[Paragraph], numbers: Sequence[int]) -> list[list[int]]:
    """Headings with nothing between them, together; of a table of contents only what starts it again."""
    runs: list[list[int]] = []
    for n in numbers:
        if runs and runs[-1][-1] == n - 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    kept = []
    for run in runs:
        if len(run) >= _CONTENTS:
            labels = [_label(unmarked(text[paragraphs[n].start : paragraphs[n].end])) for n in run]
            again = len(labels) - 1 - labels[::-1].index(labels[0])
            run = run[again:] if again else []
        if run:
            kept.append(run)
    return kept


def unmarked(heading: str) -> str:
    """A heading without the sign of Markdown."""
    found = _MARKED.match(heading)
    return heading[found.end() :] if found is not None else heading


def _label(heading: str) -> str:
    found = _HEADING.match(heading)
    return " ".join(found.group().casefold().split()).rstrip(".") if found is not None else heading


def _is_bare(heading: str) -> bool:
    found = _HEADING.match(heading)
    return found is not None and not heading[found.end() :].strip(" .:—–-")


def _is_title(paragraph: str) -> bool:
    """Whether a paragraph below a number is a title: short, unfinished, its long words with capitals."""
    if not 0 < len(paragraph) <= _TITLE or paragraph[0] in _MARKS or paragraph[-1] in '.,;:"”’':
        return False
    words = [word for word in _WORD.findall(paragraph) if len(word) > _SMALL_WORD]
    return bool(words) and all(map(capital, words))


def headings(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the paragraphs that are headings of chapters, books and parts."""
    return frozenset(
        [n for n, paragraph in enumerate(paragraphs) if is_heading(text[paragraph.start : paragraph.end])]
    )


def is_heading(paragraph: str, numbered: bool = True) -> bool:
    """Whether a paragraph is the heading of a chapter: "CHAPTER IV. The Ferry", "XII", "# The Ferry".

    ``numbered``: any number alone will do, and the sign of Markdown; else only a first number, "I".
    """
    if (bare := unmarked(paragraph)) is not paragraph:
        return ("\n" not in bare and len(bare) <= _LONGEST) if numbered else is_heading(bare, numbered)
    if len(paragraph) > _LONGEST or paragraph[:1] in _MARKS:
        return False
    if not numbered and len(paragraph) < 8 and paragraph.strip(" .") != _FIRST:
        return False
    found = _HEADING.match(paragraph)
    if found is None:
        return False
    return _goes_on(found.group(), paragraph[found.end() :].strip(" .:—–-\n"), paragraph)


def _goes_on(heading: str, rest: str, paragraph: str) -> bool:
    """Whether what stands behind a heading in its paragraph is its title, or nothing."""
    again = _HEADING.match(rest) if "\n" in paragraph else None
    if again is not None and again.group().split()[0] == heading.split()[0]:
        return False  # "CHAPTER I", "CHAPTER II" on lines of one paragraph: a table of contents
    # "Part of the trouble was": a sentence goes on small and ends with a period
    return not rest or capital(rest) or digit(rest[:1]) or rest[:1] in _MARKS


def body(text: str) -> Span:
    """Where the book itself stands between Project Gutenberg's header and footer; else the whole text."""
    opening = _LICENCE_ENDS.search(text)
    start = opening.end() if opening is not None else 0
    closing = _LICENCE_STARTS.search(text, start)
    return Span(start, closing.start() if closing is not None else len(text))
