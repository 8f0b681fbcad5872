"""--chapters DIR: a file for each chapter of one text, and one cast."""

from __future__ import annotations

import argparse
import os
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrs import frozen

from quoteattr.cli import in_and_out
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.export.table import plain
from quoteattr.text.chapters import chapters
from quoteattr.text.layout import paragraphs
from quoteattr.types import Outcome, Span

FORMATS = {"script": "txt", "csv": "csv"}  # what goes by the chapter, and how its files end
CAST = "cast.csv"
_LONGEST = 48  # characters of a heading in a file's name


@frozen
class Part(Span):
    """A stretch of the text that goes into the file ``name``."""

    name: str


def check(chosen: argparse.Namespace) -> None:
    """Refuse options that do not go together. Raises ArgumentError."""
    if len(chosen.files) != 1:
        message = f"takes one text, not {len(chosen.files)}; run it once for each, with a folder of its own"
        raise ArgumentError("--chapters", chosen.chapters, message)
    if chosen.output != in_and_out.STDIO:
        raise ArgumentError("--output", chosen.output, "does not go with --chapters, which names its files")
    if chosen.format not in FORMATS:
        message = f"writes {' or '.join(FORMATS)}, not {chosen.format}"
        raise ArgumentError("--chapters", chosen.chapters, message)


def plan(file: str, text: str, taken: Sequence[str], chosen: argparse.Namespace) -> tuple[Part, ...]:
    """The files to write, told by the text alone, so that nothing is in vain; ``taken`` are those that are
    read.

    Raises InputFileError where the text has no chapters, or a file is there already.
    """
    found = tuple(_parts(text, FORMATS[chosen.format]))
    if not found:
        message = 'has no chapter headings ("Chapter 1", "IV", …); leave --chapters out for one file'
        raise InputFileError(file, message)
    if os.path.exists(chosen.chapters) and not os.path.isdir(chosen.chapters):
        raise InputFileError(chosen.chapters, "is not a folder")
    for name in (CAST, *(part.name for part in found)):
        in_and_out.check_output(os.path.join(chosen.chapters, name), taken, chosen.force)
    return found


def write(text: str, outcome: Outcome, parts: Sequence[Part], chosen: argparse.Namespace) -> None:
    """All files, or none."""
    from quoteattr.export import cast, csv
    from quoteattr.export.play import scene, starts
    from quoteattr.export.records import records
    from quoteattr.export.script import script

    (file,) = chosen.files
    contents = {CAST: cast.header() + cast.rows(outcome, file)}
    if chosen.format == "script":
        lines = script(text, outcome)
        shares = _shares(parts, [line.start for line in lines])
        begins = starts(text)
        for number, (part, share) in enumerate(shares, 1):
            head = f"{plain(os.path.basename(file))} · {outcome.genre} · {number} of {len(parts)}\n\n"
            contents[part.name] = head + "".join(scene(lines[share], begins, None))
    else:
        rows = records(text, outcome, file)
        shares = _shares(parts, [row["start"] for row in rows])
        head = (csv.BYTE_ORDER_MARK if chosen.excel else "") + csv.header()
        contents |= {part.name: head + csv.rows(rows[share]) for part, share in shares}
    in_and_out.write_folder(contents, chosen.chapters, chosen.force)


def _shares(parts: Sequence[Part], starts: Sequence[int]) -> Iterator[tuple[Part, slice]]:
    """For each part the numbers of the ``starts`` that lie in it."""
    for part in parts:
        yield part, slice(bisect_left(starts, part.start), bisect_left(starts, part.end))


def _parts(text: str, ending: str) -> Iterator[Part]:
    book = chapters(text, paragraphs(text))
    if not book:
        return
    digits = max(2, len(str(len(book) + 1)))
    if text[: book[0].start].strip():
        yield Part(0, book[0].start, f"{0:0{digits}}-front.{ending}")
    for number, chapter in enumerate(book, 1):
        yield Part(chapter.start, chapter.end, f"{number:0{digits}}-{_slug(chapter.heading)}.{ending}")
    if text[book[-1].end :].strip():
        yield Part(book[-1].end, len(text), f"{len(book) + 1:0{digits}}-back.{ending}")


def _slug(heading: str) -> str:
    """A heading as a part of a file's name that every system takes: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", heading.casefold()).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", plain)
    slug = "-".join(words)
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    return slug or "chapter"
