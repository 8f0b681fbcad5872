"""A script to read: the cast, then NAME: line, the narration indented."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from quoteattr.export.cast import Member, cast
from quoteattr.export.script import ScriptLine, script
from quoteattr.export.summary import summary
from quoteattr.export.table import columns_of, fitted, plain, wrapped
from quoteattr.text.chapters import unmarked
from quoteattr.text.layout import paragraphs
from quoteattr.types import Outcome

_NARRATION = " " * 4
_WIDEST_NAME = 40
_SURE = 0.5
_LEGEND = "NAME (?): more likely wrong than right.  (?): nobody was found."


def play(title: str, text: str, outcome: Outcome, width: int | None) -> Iterator[str]:
    """A whole text: its title, the cast with counts, and the lines as in ``scene``."""
    lines = script(text, outcome)
    yield f"{plain(title)}\n{summary(outcome)}\n\n"
    members = cast(outcome)
    if not members:
        yield "Cast: nobody speaks.\n\n"
    else:
        yield "Cast\n"
        names = min(_WIDEST_NAME, max(columns_of(_listed(member)) for member in members))
        for member in members:
            said, words = len(member.said), member.words
            counts = f"{said:7,} {_noun('quotation', said):11}{words:8,} {_noun('word', words)}"
            yield f"{_NARRATION}{fitted(_listed(member), names)}{counts}\n"
        yield "\n"
    if any(line.spoken and _doubtful(line) for line in lines):
        yield f"{_LEGEND}\n\n"
    yield from scene(lines, starts(text), width)


def starts(text: str) -> frozenset[int]:
    """Where the paragraphs of the text start."""
    return frozenset([paragraph.start for paragraph in paragraphs(text)])


def scene(lines: Sequence[ScriptLine], starts: Collection[int], width: int | None) -> Iterator[str]:
    """The lines, each on a line of its own; with ``width`` (columns, at least 40) on as many as it needs.

    A blank line stands before each of the ``starts`` of paragraphs; a chapter's heading is underlined.
    """
    chapter = None
    for number, line in enumerate(lines):
        words = plain(line.text)
        if number and line.start in starts:
            yield "\n"
        if line.chapter is not None and line.chapter != chapter and not line.spoken:
            words = unmarked(words)
            yield f"{words}\n{'=' * columns_of(words)}\n"
        else:
            label = f"{_label(line)}: " if line.spoken else ""
            yield wrapped(label + words, "" if line.spoken else _NARRATION, width)
        chapter = line.chapter


def _listed(member: Member) -> str:
    return member.name if member.speaker is not None else f"({member.name})"


def _noun(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"


def _doubtful(line: ScriptLine) -> bool:
    return line.confidence is not None and line.confidence < _SURE


def _label(line: ScriptLine) -> str:
    name = plain(line.speaker.name).upper() if line.speaker is not None else ""
    return f"{name} (?)".strip() if _doubtful(line) else name
