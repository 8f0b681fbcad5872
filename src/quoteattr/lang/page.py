"""What pages say around the text itself, in whatever language: credits, agencies, headings, licences.

These words stand in ``page.json``, not in the packs: an English page has "Foto: dpa", and a book is cut into
chapters where nobody knows its language (in an export).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen


@frozen
class PageWords:
    """A field a list, each word as it is written."""

    place_particles: tuple[str, ...]  # inside the name of a place: LA PAZ
    dateline_agencies: tuple[str, ...]  # "Berlin (dpa) – "
    credit_openers: tuple[str, ...]  # "AP Photo by"
    credit_nouns: tuple[str, ...]  # "Photo: Jane Roe"
    credit_endings: tuple[str, ...]  # "Photos by"
    credit_links: tuple[str, ...]  # "Photo courtesy of"
    credit_plurals: tuple[str, ...]  # "(Courier Photos)"
    picture_agencies: tuple[str, ...]  # "Jane Roe/Getty"
    slash_agencies: tuple[str, ...]  # "AFP/Jane Roe"
    desk_openers: tuple[str, ...]  # "(Additional reporting by …)"
    desk_notes: tuple[str, ...]  # "(Editing by …)"
    chapters: tuple[str, ...]  # with a number behind: "CHAPTER IV"
    chapter_articles: tuple[str, ...]  # "BOOK THE FIRST"
    unnumbered_chapters: tuple[str, ...]
    no_chapters: tuple[str, ...]  # lines of a book's table of contents that lead to none; in small letters
    licence_ends: tuple[str, ...]  # what stands in front of the book, up to the end of this line
    licence_starts: tuple[str, ...]
    licence_lines: tuple[str, ...]  # at the start of a line
    subtitle_headers: tuple[str, ...]  # the first line of a file of subtitles
    voice_tags: tuple[str, ...]  # "<v Jane Roe>"
    mail_headers: tuple[str, ...]  # "From: Jane Roe"


def any_of(words: Iterable[str], before: str = "", behind: str = "") -> str:
    """A pattern for one of the words, with this before or behind it; for nothing if there are none."""
    found = "|".join([re.escape(f"{before}{word}{behind}") for word in words])
    return f"(?:{found})" if found else "(?!)"


def _read() -> PageWords:
    lists = json.loads(Path(__file__).with_name("page.json").read_text(encoding="utf-8"))
    return PageWords(**{name: tuple(row) for name, row in lists.items()})


PAGE = _read()
