"""Attributions that the layout shows: headlines, transcripts, lists of quotations."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.proposals import Draft
from quoteattr.news.rules.view import View

_DASHES = frozenset(("—", "–", "-", "--", "―"))
_LONGEST_NAME = 6  # tokens of a speaker's label


def layout_drafts(view: View) -> list[Draft]:
    """Proposals from the layout of whole paragraphs, in text order."""
    drafts = []
    spans = view.sentences.spans
    number = 0
    while number < len(spans):
        last = number
        while last + 1 < len(spans) and spans[last + 1].paragraph == spans[number].paragraph:
            last += 1
        draft = _paragraph_draft(view, number, last)
        if draft is not None:
            drafts.append(draft)
        number = last + 1
    return drafts


def _paragraph_draft(view: View, number: int, last_number: int) -> Draft | None:
    first, last = view.sentences.spans[number].first, view.sentences.spans[last_number].last
    kind = view.segmented.paragraphs[view.sentences.spans[number].paragraph].kind
    return (
        _signed_headline(view, number, first, last, kind)
        or _label(view, number, first, last, kind)
        or _signed_quotation(view, number, first, last)
        or _epigraph(view, number, first, last)
    )


def _signed_headline(view: View, number: int, first: int, last: int, kind: str) -> Draft | None:
    """ "Talks will go on — Lavrov": a headline that ends with a dash and a name."""
    if kind != "headline":
        return None
    end = last
    while end > first and view.classes[end - 1] & c.TERMINATOR:
        end -= 1
    for i in range(end - 1, max(first + 2, end - _LONGEST_NAME - 1), -1):
        if view.lower[i] in _DASHES and view.starts[i] > view.ends[i - 1]:
            source = (i + 1, end)
            if _names_someone(view, *source):
                return Draft("layout", None, source, ((first, i),), number, "headline")
            return None
    return None


def _label(view: View, number: int, first: int, last: int, kind: str) -> Draft | None:
    """ "DOE: We will see." in a transcript, "Lavrov: talks will go on" in a headline."""
    start = first
    if view.classes[first] & c.QUOTE_MARK and first + 1 < last and view.classes[first + 1] & c.UPPER:
        first += 1  # "WALLACE: …", a transcript whose every paragraph opens with a mark
    for i in range(first + 1, min(last - 1, first + _LONGEST_NAME + 1)):
        if view.lower[i] == ":":
            source = (first, i)
            if not _names_someone(view, *source):
                return None
            upper = all(
                view.classes[k] & (c.UPPER | c.INITIAL) or not view.classes[k] & c.WORD
                for k in range(first, i)
            )
            if kind == "headline" or upper:
                end = last
                if kind == "headline":
                    while end > i and view.classes[end - 1] & c.TERMINATOR:
                        end -= 1
                frame = "headline" if kind == "headline" else "transcript"
                return Draft("layout", None, source, ((i + 1, end),), number, frame) if end > i + 1 else None
            if i + 1 < last and view.starts_quote(i + 1) and i in range(first, first + 4):
                return Draft("layout", None, source, ((i + 1, view.quote_end(i + 1)),), number, "quotation")
            return None
        word = view.classes[i] & c.WORD if first > start else view.is_word(i)
        if not (word or view.lower[i] in (".", ",", "(", ")", "'s", "’s")):
            return None
    return None


def _signed_quotation(view: View, number: int, first: int, last: int) -> Draft | None:
    """ "“Keep it open.” — Jane Doe, Leeds": a quotation signed behind a dash."""
    if not view.starts_quote(first):
        return None
    end = view.quote_end(first)
    if end + 1 < last and view.lower[end] in _DASHES | {"-"}:
        stop = end + 1
        while stop < last and not view.classes[stop] & c.TERMINATOR and view.inside[stop] < 0:
            stop += 1
        if _names_someone(view, end + 1, min(stop, end + 1 + _LONGEST_NAME)):
            return Draft("layout", None, (end + 1, stop), ((first, end),), number, "quotation")
    return None


def _epigraph(view: View, number: int, first: int, last: int) -> Draft | None:
    """A quoted paragraph signed on the line below: "“Keep it open.”", "— Jane Doe, Leeds"."""
    spans = view.sentences.spans
    if not view.starts_quote(first) or view.quote_end(first) != last or last >= len(view.starts):
        return None
    below = next((s for s in spans[number + 1 : number + _LONGEST_NAME] if s.first == last), None)
    if below is None or view.lower[last] not in _DASHES or below.last - last > 2 * _LONGEST_NAME:
        return None
    stop = below.last
    while stop > last + 1 and view.classes[stop - 1] & c.TERMINATOR:
        stop -= 1
    if not _names_someone(view, last + 1, min(stop, last + 1 + _LONGEST_NAME)):
        return None
    return Draft("layout", None, (last + 1, stop), ((first, last),), number, "quotation")


def _names_someone(view: View, first: int, last: int) -> bool:
    """Whether the tokens hold a name or a word for a person, and no verb."""
    if first >= last:
        return False
    named = any(
        i in view.name_at or view.classes[i] & (c.ROLE_OR_TITLE | c.SURNAME | c.FIRST_NAME | c.ORGANIZATION)
        for i in range(first, last)
    )
    plain = c.CAPITAL | c.PARTICLE | c.ORGANIZATION | c.ROLE | c.NUMBER | c.CLITIC | c.TITLE
    opens = c.CAPITAL | c.ROLE | c.ORGANIZATION | c.GROUP
    return (
        named
        and bool(view.classes[first] & opens)
        and all(view.classes[i] & plain or not view.classes[i] & c.WORD for i in range(first, last))
    )
