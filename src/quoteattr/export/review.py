"""Attributions in context that a person should look at: what mends the most comes first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from quoteattr.export.questions import Question
from quoteattr.export.script import chapter_at
from quoteattr.export.table import fitted, plain, wrapped
from quoteattr.text.chapters import chapters
from quoteattr.text.layout import paragraphs
from quoteattr.types import Attribution, Outcome

_BREAK = re.compile(r"\r\n|[\n\r]")  # as editors count lines
_AROUND = 70  # characters of the text on either side
_LONGEST = 240  # characters of a quotation
_INDENT = " " * 4


def review(title: str, text: str, outcome: Outcome, asked: Sequence[Question], width: int) -> Iterator[str]:
    """The attributions of one text that a person should look at, in the order of the questions ``asked``;
    each with its line and chapter, the words around it, who else it may be, and how far the answer goes."""
    of = len(outcome.attributions)
    if not asked:
        yield f"{plain(title)}: no quotations ({outcome.genre}).\n"
        return
    yield f"{plain(title)}: {len(asked)} of {of} quotations ({outcome.genre}), what mends the most first\n"
    breaks = [found.end() for found in _BREAK.finditer(text)]
    book = chapters(text, paragraphs(text))
    for number, question in enumerate(asked, 1):
        one = outcome.attributions[question.index]
        at = one.quotation.start
        where = [f"line {_line(breaks, at)}"]
        if (chapter := chapter_at(book, at)) is not None:
            where.append(chapter)
        yield "\n" + fitted(f"{number}. {_who(one)} ({', '.join(where)})", width).rstrip() + "\n"
        told = (_context(text, one), *_why(one), *_reach(outcome, question, breaks))
        yield from (wrapped(plain(line), _INDENT, width) for line in told)


def _line(breaks: list[int], at: int) -> int:
    return bisect_right(breaks, at) + 1


def _reach(outcome: Outcome, question: Question, breaks: list[int]) -> Iterator[str]:
    """To how many other quotations an answer goes, and in which lines they are."""
    if question.others:
        starts = [outcome.attributions[n].quotation.start for n in question.others]
        lines = " to ".join(dict.fromkeys([str(_line(breaks, at)) for at in (min(starts), max(starts))]))
        yield f"if it is another's, {len(question.others)} more change with it (line {lines})"


def _who(one: Attribution) -> str:
    if one.speaker is None:
        return "nobody found"
    sure = "not calibrated" if one.confidence is None else f"{one.confidence:.2f}"
    return f"{one.speaker.name}, confidence {sure}"


def _context(text: str, one: Attribution) -> str:
    """The quotation in brackets with some words on either side."""
    start, end = one.quotation.start, one.quotation.end
    before, said, behind = text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
    if start > _AROUND:
        before = "… " + _tail(before)
    if end + _AROUND < len(text):
        behind = _head(behind) + " …"
    if len(said) > _LONGEST:
        said = _head(said[: _LONGEST // 2]) + " … " + _tail(said[-_LONGEST // 2 :])
    return f"{before}[{said}]{behind}"


def _head(words: str) -> str:
    """What was cut off behind, up to its last whole word."""
    return next((words[:n] for n in range(len(words) - 1, 0, -1) if words[n].isspace()), words)


def _tail(words: str) -> str:
    """What was cut off in front, from its first whole word on."""
    return next((words[n:] for n in range(len(words)) if words[n].isspace()), words)


def _why(one: Attribution) -> Iterator[str]:
    if one.runners_up:
        yield "or: " + ", ".join([f"{other.speaker.name} ({other.score:.2f})" for other in one.runners_up])
    pro = "; ".join([e.message for e in one.evidence if e.share >= 0]) or "no evidence"
    contra = "; ".join([e.message for e in one.evidence if e.share < 0])
    yield f"rule {one.rule}: {pro}" + f"; less sure: {contra}" * bool(contra)
