"""Paragraphs as layouts see them, and who a label or a credit names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.news.rules.view import DASHES, Range, View
from quoteattr.types import Span

CREDIT_MARKS = DASHES | {"―", "~"}
_OPENS_NAME = c.CAPITAL | c.ROLE | c.ORGANIZATION | c.GROUP
_IN_NAME = c.CAPITAL | c.PARTICLE | c.ORGANIZATION | c.ROLE | c.NUMBER | c.CLITIC | c.TITLE
_PERSON = c.ROLE_OR_TITLE | c.SURNAME | c.FIRST_NAME | c.ORGANIZATION
_NOUN = c.ROLE_OR_TITLE | c.GROUP | c.ORGANIZATION | c.COMMON
_NO_PHRASE = c.PRONOUN | c.HELPING_VERB | c.REPORTING_VERB | c.CONJUNCTION | c.SUBORDINATOR | c.WH
_ENDS_NAME = frozenset((",", "(", "[", "|", "/", ";", ":", ">"))
_LONGEST_NAME = 8  # tokens
_LONGEST_CREDIT = 30  # tokens of a credit with the job, the place, the date


@frozen(eq=False)
class Line:
    """A paragraph: its sentences from number ``sentence`` on, its tokens ``first`` to ``last`` (exclusive);
    ``body`` is the first token behind a dash or a number of a list."""

    sentence: int
    paragraph: int
    first: int
    last: int
    body: int
    kind: str


def lines_of(view: View) -> Iterator[Line]:
    """The paragraphs that hold tokens, in text order."""
    spans = view.sentences.spans
    number = 0
    while number < len(spans):
        last = number
        while last + 1 < len(spans) and spans[last + 1].paragraph == spans[number].paragraph:
            last += 1
        first, end = spans[number].first, spans[last].last
        kind = view.segmented.paragraphs[spans[number].paragraph].kind
        body = _behind_bullet(view, first, end)
        yield Line(number, spans[number].paragraph, first, end, body, kind)
        number = last + 1


def _behind_bullet(view: View, first: int, end: int) -> int:
    if end - first < 3:
        return first
    if view.is_dash(first) or view.words[first] == "*":
        return first + 1 if view.starts[first + 1] > view.ends[first] else first
    numbered = view.classes[first] & c.NUMBER and view.words[first + 1] in (".", ")")
    return first + 2 if numbered and view.starts[first + 2] > view.ends[first + 1] else first


def without_terminators(view: View, first: int, last: int) -> int:
    """``last``, in front of the full stops that end tokens ``first`` to ``last``: not of an abbreviation."""
    while last > first and view.classes[last - 1] & c.TERMINATOR:
        if last - 1 > first and view.classes[last - 2] & c.SHORTENED:
            break
        last -= 1
    return last


def names_someone(view: View, first: int, last: int) -> bool:
    """Whether the tokens hold a name or a word for a person, and no verb."""
    if first >= last or not view.classes[first] & _OPENS_NAME:
        return False
    if not any(i in view.name_at or view.classes[i] & _PERSON for i in range(first, last)):
        return False
    return all(view.classes[i] & _IN_NAME or not view.classes[i] & c.WORD for i in range(first, last))


def is_person(view: View, phrase: Range | None) -> bool:
    """Whether the phrase names a person, or is "he" or "she"."""
    if phrase is None:
        return False
    first, last = phrase
    numbers = [view.name_at[i] for i in range(first, last) if i in view.name_at]
    if any(view.names[number].mention.kind == "name" for number in numbers):
        return True
    pronoun = view.pack.pronouns.get(view.lower[first]) if last - first == 1 else None
    return pronoun is not None and pronoun["gender"] is not None


def means_someone(view: View, first: int, last: int) -> bool:
    """Whether the tokens are a noun phrase for somebody without a name: "a union member", "the union"."""
    if last - first < 2 or not view.classes[first] & c.DETERMINER:
        return False
    if any(view.classes[i] & _NO_PHRASE and not view.classes[i] & c.ROLE for i in range(first + 1, last)):
        return False
    return any(view.classes[i] & _NOUN for i in range(first + 1, last))


def calls_someone(view: View, first: int, last: int) -> bool:
    """Whether the tokens are a name, or a noun phrase for somebody."""
    return names_someone(view, first, last) or means_someone(view, first, last)


def name_end(view: View, first: int, end: int) -> int:
    """The token behind the name that a label or a credit begins with."""
    for i in range(first, min(end, first + _LONGEST_NAME)):
        if view.words[i] in _ENDS_NAME or view.inside[i] >= 0 or view.is_dash(i):
            return i
        if view.classes[i] & c.TERMINATOR and not (i > first and view.classes[i - 1] & c.SHORTENED):
            return i
    return min(end, first + _LONGEST_NAME)


def credited(view: View, first: int, end: int) -> Range | None:
    """Who a credit names, from token ``first`` on: "Jane Doe, mayor of Leeds". It is nothing but that up to
    token ``end``; None where it is no credit."""
    if first >= end or end - first > _LONGEST_CREDIT:
        return None
    stop = name_end(view, first, end)
    if any(view.inside[i] >= 0 or _is_report(view, i) for i in range(first, end)):
        return None
    return (first, stop) if calls_someone(view, first, stop) else _told_by_role(view, first, stop)


def _told_by_role(view: View, first: int, end: int) -> Range | None:
    """The word for somebody with which a credit begins: "| survivor | of the blast"."""
    last = first
    while last < end and view.classes[last] & c.ROLE:
        last += 1
    behind = last < end and view.classes[last] & c.PREPOSITION
    return (first, last) if last > first and behind else None


def _is_report(view: View, i: int) -> bool:
    return i in view.cue_at and bool(view.classes[i] & c.REPORTING_VERB) and not view.classes[i] & c.CAPITAL


def has_handle(view: View, first: int, end: int) -> bool:
    """Whether the account of a network stands in the credit: "(@janedoe)"."""
    return any(view.words[i] == "(" and view.words[i + 1] == "@" for i in range(first, end - 2))


def account_in(view: View, line: Line) -> int:
    """The token of the line at which the account of a network begins; its end where none does."""
    end = min(line.last, line.first + _LONGEST_CREDIT)
    at = next((i for i in range(line.first, end - 1) if view.words[i] == "@"), line.last)
    return at - 1 if at > line.first and view.words[at - 1] == "(" else at


def heads_post(view: View, line: Line) -> bool:
    """Whether the line is the author of a post and no more: "Jane Doe @janedoe · 3h"."""
    if line.last - line.first > _LONGEST_CREDIT or account_in(view, line) == line.last:
        return False
    return not any(
        view.classes[i] & c.TERMINATOR or view.inside[i] >= 0 for i in range(line.first, line.last)
    )


def is_block_quote(view: View, line: Line) -> bool:
    """Whether the page sets the paragraph apart as a quotation: "> Keep it open."."""
    paragraph = view.segmented.paragraphs[line.paragraph]
    return view.segmented.text[paragraph.start] == ">"


def begins_line(view: View, line: Line) -> bool:
    """Whether the paragraph is a line of a chat: a time stamp stands in front of it."""
    place = _layout_at(view, line)
    return place is not None and place.end <= view.starts[line.first]


def is_header(view: View, line: Line) -> bool:
    """Whether the paragraph is of the head of a mail: "Subject: Pumps"."""
    place = _layout_at(view, line)
    return place is not None and place.end > view.starts[line.first]


def _layout_at(view: View, line: Line) -> Span | None:
    """The last place in the paragraph, up to its first token, where a line of a layout begins."""
    paragraph = view.segmented.paragraphs[line.paragraph]
    places = view.segmented.lines
    k = bisect_right(places, view.starts[line.first], key=lambda place: place.start) - 1
    return places[k] if k >= 0 and paragraph.start <= places[k].start else None
