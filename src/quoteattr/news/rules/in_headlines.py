"""Whom a headline names beside its words in marks: "‘We are broke’: Doe warns", "Doe ‘sorry for the
mess’"."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.uncued import count_words
from quoteattr.news.rules.view import Range, View

_FEW = 3  # words of a quotation that is more than a name or a title
_DESCRIPTION = 4  # words for what somebody is, with the name


def named_behind(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """Whoever is named behind the colon of a headline that the run opens: "‘We are broke’: Doe warns"."""
    end = behind_colon(view, number, run)
    source = _named_at(view, run[1] + 1, end) if end > run[1] else None
    return Proposal("named-behind", None, source, (run,), number, "quotation") if source else None


def named_in_front(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The person with whom a headline begins, right in front of the run: "Doe ‘sorry for the mess’"."""
    first = view.tokens_of(view.sentences.spans[number].paragraph)[0]
    source = _person_in_front(view, first, run[0]) if count_words(view, run) >= _FEW else None
    return Proposal("named-in-front", None, source, (run,), number, "quotation") if source else None


def _person_in_front(view: View, first: int, end: int) -> Range | None:
    """The person whose name, with roles, is all of tokens ``first`` to ``end``; a possessive may follow."""
    k = end - 2 if end - 2 > first and view.is_possessive(end - 1) else end - 1
    number = view.name_at.get(k) if k >= first else None
    if number is None or view.names[number].mention.kind != "name":
        return None
    name = view.names[number]
    roles = all(view.classes[i] & c.ROLE_OR_TITLE for i in range(first, name.first))
    return (first, name.last) if roles else None


def behind_colon(view: View, number: int, run: Range) -> int:
    """The end of the paragraph that the run opens and in which a colon is behind it; else -1."""
    first, end = view.tokens_of(view.sentences.spans[number].paragraph)
    if run[0] != first or run[1] + 1 >= end or view.words[run[1]] != ":":
        return -1
    return end


def _named_at(view: View, first: int, end: int) -> Range | None:
    """Who is named at token ``first``: a person, an organisation that ends the line, or a role ("Mayor
    warns")."""
    last = first
    while last < end and view.classes[last] & c.ROLE_OR_TITLE and last not in view.name_at:
        last += 1
    number = view.name_at.get(last)
    if number is not None:
        name = view.names[number]
        if name.mention.kind == "name" or (last == first and not view.has_words(name.last, end)):
            return (first, name.last)
    if last == first and view.bits_at(first, end) & c.GROUP and view.bits_at(first + 1, end) & c.PREPOSITION:
        last += 1  # "locals on the blast"
    return (first, last) if last > first else _described_at(view, first, end)


def _described_at(view: View, first: int, end: int) -> Range | None:
    """A person with a description in front of the name: "sacked driver | Doe"."""
    for i in range(first, min(end, first + _DESCRIPTION)):
        number = view.name_at.get(i)
        if number is not None:
            named = i > first and view.names[number].mention.kind == "name"
            return (first, view.names[number].last) if named else None
        if not view.is_word(i) or view.classes[i] & (c.NOMINAL_STOP | c.DETERMINING) or i in view.cue_at:
            return None
    return None
