"""Words that are signed: "“Keep it open.” – Jane Doe, mayor", a block quotation, a post with its author."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules.lines import (
    CREDIT_MARKS,
    Line,
    account_in,
    credited,
    has_handle,
    heads_post,
    is_block_quote,
    is_person,
    names_someone,
    without_terminators,
)
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.reports import sentence_subject
from quoteattr.news.rules.view import Range, View

_SHORTEST = 2  # words of what is signed; tokens of a credit with its mark
_OPENING = 4  # tokens of a paragraph in which its subject is named
_LONGEST_LINE = 14  # tokens of a credit that nothing but its own line shows
_CREDIT_MARKS = CREDIT_MARKS | {"|"}
_QUOTATION, _UNMARKED = "quotation", "transcript"


def signed(view: View, line: Line) -> list[Proposal]:
    """The quotations of a paragraph that stand each in front of a dash and whoever said them, or of that in
    brackets."""
    found: list[Proposal] = []
    k = _first_quotation(view, line)
    while k < line.last and view.starts_quote(k):
        end = view.quote_end(k)
        stop = min(view.next_quote(end), line.last)
        source = _credit_behind(view, end, stop)
        if source is None or not _says_something(view, k, end):
            break
        found.append(Proposal("layout", None, source, ((k, end),), line.sentence, _QUOTATION))
        k = stop
    return found


def _first_quotation(view: View, line: Line) -> int:
    """Where the paragraph's first quotation opens, which nothing or a colon precedes."""
    k = view.next_quote(line.body)
    return k if k < line.last and (k == line.body or view.words[k - 1] == ":") else line.body


def _credit_behind(view: View, end: int, stop: int) -> Range | None:
    """Whoever is credited between the quotation that ends at token ``end`` and token ``stop``."""
    last = without_terminators(view, end, stop)
    if last - end < _SHORTEST:
        return None
    if view.words[end] == "(":
        return credited(view, end + 1, last - 1) if view.words[last - 1] == ")" else None
    if view.words[end] == "|" and not is_person(view, (end + 1, end + 2)):
        return None  # the name of the page
    return credited(view, end + 1, last) if view.words[end] in _CREDIT_MARKS else None


def post(view: View, line: Line) -> Proposal | None:
    """ "Keep it open. — Jane Doe (@janedoe) March 3, 2021": a post and its author in one paragraph."""
    for k in range(line.last - 3, max(line.first + 1, line.last - 30), -1):
        if view.is_dash(k):
            source = credited(view, k + 1, line.last) if has_handle(view, k + 1, line.last) else None
            if source is None:
                return None
            return Proposal("layout", None, source, ((line.body, k),), line.sentence, _UNMARKED)
    return None


def post_below(view: View, lines: Sequence[Line], n: int) -> Proposal | None:
    """A post under its author: "Jane Doe", "@janedoe", "Keep it open."."""
    if n == 0 or not heads_post(view, lines[n - 1]) or heads_post(view, lines[n]):
        return None
    author = lines[n - 1] if view.words[lines[n - 1].first] != "@" else lines[max(0, n - 2)]
    source = (author.first, account_in(view, author))
    if not names_someone(view, *source):
        return None
    line = lines[n]
    return Proposal("layout", None, source, ((line.first, line.last),), line.sentence, _UNMARKED)


def signed_below(view: View, lines: Sequence[Line], n: int) -> Proposal | None:
    """What the paragraphs in front of line ``n`` say, where that is nothing but a credit."""
    source = _credit_of(view, lines[n])
    if source is None or _heads_what_follows(view, lines, n):
        return None
    content = _above(view, lines, n)
    if content is None:
        return None
    frame = _QUOTATION if view.inside[content[0]] >= 0 else _UNMARKED
    return Proposal("layout", None, source, (content,), lines[n - 1].sentence, frame)


def _heads_what_follows(view: View, lines: Sequence[Line], n: int) -> bool:
    """Whether a name alone belongs to what stands below it: the same line again, under a picture, or, as a
    heading, a paragraph that begins with the name."""
    line = lines[n]
    if n + 1 == len(lines) or line.first not in view.name_at:
        return False
    first, last = lines[n + 1].first, lines[n + 1].last
    if view.words[first:last] == view.words[line.first : line.last]:
        return True
    name = view.names[view.name_at[line.first]]
    return name.last == line.last and name.name[-1] in view.words[first : min(last, first + _OPENING)]


def _credit_of(view: View, line: Line) -> Range | None:
    """Whom a line names that is nothing but a credit: behind a dash, in brackets, or a name alone."""
    first, last = line.first, without_terminators(view, line.first, line.last)
    if view.words[first] in CREDIT_MARKS:
        return credited(view, first + 1, last)
    if view.words[first] == "(" and view.words[last - 1] == ")":
        return credited(view, first + 1, last - 1)
    if last < line.last or last - first > _LONGEST_LINE or first not in view.name_at:
        return None  # most lines
    source = credited(view, first, last)
    return source if source is not None and _is_person(view, source) else None


def _is_person(view: View, source: Range) -> bool:
    """Whether a credit begins with a person's name of several words: "Jane Doe, mayor"."""
    first, last = source
    return view.names[view.name_at[first]].mention.kind == "name" and last - first > 1


def _above(view: View, lines: Sequence[Line], n: int) -> Range | None:
    """The tokens in front of line ``n`` that it may sign: a quotation, a block quotation, a post."""
    if n == 0:
        return None
    line, above = lines[n], lines[n - 1]
    if view.is_quotation(above.body, above.last):
        start = view.quote_start(above.body)
        return (start, above.last) if _says_something(view, start, above.last) else None
    if is_block_quote(view, above):
        return (_block_start(view, lines, n - 1), above.last)
    posted = has_handle(view, line.first + 1, line.last)
    return (above.body, above.last) if posted else None


def _block_start(view: View, lines: Sequence[Line], n: int) -> int:
    """The first token of the block quotation that ends with line ``n``."""
    while n > 0 and is_block_quote(view, lines[n - 1]):
        n -= 1
    return lines[n].first


def _says_something(view: View, first: int, last: int) -> bool:
    """Whether a quotation is no title: more than one word, or a sentence."""
    words = sum(1 for bits in view.classes[first:last] if bits & c.WORD_OR_NUMBER)
    return words >= _SHORTEST or bool(view.classes[last - 2] & c.TERMINATOR)


def announced_block(view: View, lines: Sequence[Line], n: int) -> Proposal | None:
    """A block quotation behind a paragraph that announces it: "Jane Doe wrote:", "> Keep it open."."""
    if n == 0 or not is_block_quote(view, lines[n]) or is_block_quote(view, lines[n - 1]):
        return None
    announcing = view.sentences.spans[lines[n].sentence - 1]
    if view.words[announcing.last - 1] != ":":
        return None
    source = sentence_subject(view, announcing, announcing.last - 1)
    last = n
    while last + 1 < len(lines) and is_block_quote(view, lines[last + 1]):
        last += 1
    content = (lines[n].first, lines[last].last)
    return Proposal("layout", None, source, (content,), lines[n].sentence, _UNMARKED)
