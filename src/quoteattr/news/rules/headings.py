"""Quotations under lines that name who speaks: "Head Coach Jane Doe", "On the win", "“We ran.”"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from quoteattr.lang import classes as c
from quoteattr.news.rules.lines import Line, credited, without_terminators
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import Range, View

_LONGEST = 14  # tokens of a line that names somebody
_LONGEST_TOPIC = 25
_SEVERAL = 2  # people under whose names somebody speaks

_Kind = Literal["name", "topic", "words", ""]
_Part = tuple[int, _Kind]
"""Number of a line, and what it is: somebody's name, what is asked about, words in marks."""


def headed(view: View, lines: Sequence[Line]) -> Mapping[int, list[Proposal]]:
    """What is said under the names of those who say it, by the number of the line; nothing in the names'
    lines."""
    found: dict[int, list[Proposal]] = {}
    kinds = [(n, _kind(view, line)) for n, line in enumerate(lines)]
    for alike, run in groupby(kinds, key=lambda part: bool(part[1])):
        if alike:
            found.update(_of_run(view, lines, list(run)))
    return found


def _kind(view: View, line: Line) -> _Kind:
    if _is_quotation(view, line):
        return "words"
    if _is_topic(view, line):
        return "topic"
    return "name" if _named(view, line) is not None else ""


def _is_quotation(view: View, line: Line) -> bool:
    """Whether the line is one quotation and no more."""
    return view.is_quotation(line.body, without_terminators(view, line.body, line.last))


def _is_topic(view: View, line: Line) -> bool:
    """Whether the line is "On the win" or "On the win:"."""
    first, last = line.body, line.last
    if view.lower[first] not in view.rule_words.topic_openers or last - first > _LONGEST_TOPIC:
        return False
    return without_terminators(view, first, last) == last and view.next_quote(first) >= last


def _named(view: View, line: Line) -> Range | None:
    """Whom a line names that is nothing but a person's name, with what they are and where they come from."""
    first, last = line.first, line.last
    if last - first > _LONGEST or without_terminators(view, first, last) < last:
        return None
    source = credited(view, first, last) if not view.classes[first] & c.PREPOSITION else None  # "By Jane Doe"
    return source if source is not None and _ends_with_person(view, source) else None


def _ends_with_person(view: View, source: Range) -> bool:
    """Whether one person is named in full in the source, at its end."""
    numbers = {view.name_at[i] for i in range(*source) if i in view.name_at}
    people = [view.names[n] for n in numbers if view.names[n].mention.kind == "name"]
    return len(people) == 1 and len(people[0].name) > 1 and people[0].last == source[1]


def _of_run(view: View, lines: Sequence[Line], run: Sequence[_Part]) -> Iterator[tuple[int, list[Proposal]]]:
    """The quotations of lines of such kinds that follow each other, where names stand above what is said,
    and not below it."""
    names = [n for n, kind in run if kind == "name"]
    words = [n for n, kind in run if kind == "words"]
    if not names or not words or not names[0] < words[0] or names[-1] > words[-1]:
        return
    heads = {n: names[bisect_left(names, n) - 1] for n in words}
    if len(set(heads.values())) < _SEVERAL and not any(kind == "topic" for _, kind in run):
        return
    yield from ((n, []) for n in names)
    for n, head in heads.items():
        first = lines[n].body
        source, content = _named(view, lines[head]), (first, view.quote_end(first))
        yield n, [Proposal("layout", None, source, (content,), lines[n].sentence, "quotation")]
