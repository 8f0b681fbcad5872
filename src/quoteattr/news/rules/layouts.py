"""Attributions that the layout shows: headlines, transcripts, lists of quotations."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.contents import takes_clause
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import DASHES, View
from quoteattr.stage_values import CueUse, Sentence

_DASHES = DASHES | {"―"}
_LABEL_MARKS = frozenset((".", ",", "(", ")"))  # "Jane Doe (Leeds): “…”"
_LONGEST_NAME = 6  # tokens of a speaker's label

_OPENS_NAME = c.CAPITAL | c.ROLE | c.ORGANIZATION | c.GROUP
_IN_NAME = c.CAPITAL | c.PARTICLE | c.ORGANIZATION | c.ROLE | c.NUMBER | c.CLITIC | c.TITLE
_IN_LABEL = c.ROLE_OR_TITLE | c.FIRST_NAME | c.SURNAME  # of a person, who has a label in a transcript
_FINITE = ("past", "s", "base")
_SURE = 0.5  # how often a cue reports
_PERSON = c.ROLE_OR_TITLE | c.SURNAME | c.FIRST_NAME | c.ORGANIZATION


def layout_proposals(view: View) -> list[Proposal]:
    """Proposals from the layout of whole paragraphs, in text order."""
    proposals = []
    spans = view.sentences.spans
    number = 0
    while number < len(spans):
        last = number
        while last + 1 < len(spans) and spans[last + 1].paragraph == spans[number].paragraph:
            last += 1
        proposal = _paragraph_proposal(view, number, last)
        if proposal is not None:
            proposals.append(proposal)
        number = last + 1
    return proposals


def _paragraph_proposal(view: View, number: int, last_number: int) -> Proposal | None:
    first, last = view.sentences.spans[number].first, view.sentences.spans[last_number].last
    kind = view.segmented.paragraphs[view.sentences.spans[number].paragraph].kind
    return (
        _signed_headline(view, number, first, last, kind)
        or _label(view, number, first, last, kind)
        or _signed_quotation(view, number, first, last)
        or _epigraph(view, number, first, last)
    )


def _without_terminators(view: View, first: int, last: int) -> int:
    while last > first and view.classes[last - 1] & c.TERMINATOR:
        last -= 1
    return last


def _signed_headline(view: View, number: int, first: int, last: int, kind: str) -> Proposal | None:
    """ "Talks will go on — Lavrov": a headline that ends with a dash and a name."""
    if kind != "headline":
        return None
    end = _without_terminators(view, first, last)
    for i in range(end - 1, max(first + 2, end - _LONGEST_NAME - 1), -1):
        if view.lower[i] in _DASHES and view.starts[i] > view.ends[i - 1]:
            source = (i + 1, end)
            if _names_someone(view, *source):
                return Proposal("layout", None, source, ((first, i),), number, "headline")
            return None
    return None


def _label(view: View, number: int, first: int, last: int, kind: str) -> Proposal | None:
    """ "DOE: We will see." in a transcript, "Lavrov: talks will go on" in a headline."""
    # "WALLACE: …", a transcript whose every paragraph opens with a mark
    marked = view.classes[first] & c.QUOTE_MARK and view.bits_at(first + 1, last) & c.UPPER
    if marked:
        first += 1
    colon = _colon_of_label(view, first, last, bool(marked))
    if colon is None or not _names_someone(view, first, colon) or _is_dateline(view, number, first, colon):
        return None
    found = _labelled(view, first, colon, last, kind)
    if found is None:
        return None
    return Proposal("layout", None, (first, colon), ((colon + 1, found[0]),), number, found[1])


def _is_dateline(view: View, number: int, first: int, colon: int) -> bool:
    """Whether the label is no person's, and somebody else reports behind it: "LAGOS: The governor said …"."""
    label = view.classes[first:colon]
    if any(bits & _IN_LABEL for bits in label) and not any(bits & c.PLACE for bits in label):
        return False
    spans = view.sentences.spans
    sentence = next((one for one in spans[number : number + 2] if one.last > colon + 1), spans[number])
    uses = [one for one in (view.cue_on(i) for i in range(colon + 2, sentence.last)) if one is not None]
    return any(_is_report(view, sentence, use, colon) for use in uses)


def _is_report(view: View, sentence: Sentence, use: CueUse, colon: int) -> bool:
    if use.form not in _FINITE or use.passive or use.precision < _SURE or not takes_clause(use):
        return False
    subject = subjects.before(view, sentence, use.group)
    return subject is not None and subject[0] == colon + 1 and subjects.looks_like_subject(view, subject)


def _colon_of_label(view: View, first: int, last: int, marked: bool) -> int | None:
    """The colon behind the few words at ``first``, which are words outside marks unless the paragraph is
    ``marked``; None where no label stands there."""
    for i in range(first + 1, min(last - 1, first + _LONGEST_NAME + 1)):
        word = view.lower[i]
        if word == ":":
            return i
        readable = view.classes[i] & c.WORD if marked else view.is_word(i)
        if not readable and word not in _LABEL_MARKS and word not in view.rule_words.label_clitics:
            return None
    return None


def _labelled(view: View, first: int, colon: int, last: int, kind: str) -> tuple[int, str] | None:
    """(end, frame) of what stands behind the label at tokens ``first`` to ``colon``."""
    if kind == "headline":
        end, frame = _without_terminators(view, colon, last), "headline"
    elif all(_is_upper(view.classes[k]) for k in range(first, colon)):
        end, frame = last, "transcript"
    elif colon < first + 4 and colon + 1 < last and view.starts_quote(colon + 1):
        end, frame = view.quote_end(colon + 1), "quotation"
    else:
        return None
    return (end, frame) if end > colon + 1 else None


def _is_upper(bits: int) -> bool:
    return bool(bits & (c.UPPER | c.INITIAL)) or not bits & c.WORD


def _signed_quotation(view: View, number: int, first: int, last: int) -> Proposal | None:
    """ "“Keep it open.” — Jane Doe, Leeds": a quotation signed behind a dash."""
    if not view.starts_quote(first):
        return None
    end = view.quote_end(first)
    if end + 1 >= last or view.lower[end] not in _DASHES:
        return None
    stop = end + 1
    while stop < last and not view.classes[stop] & c.TERMINATOR and view.inside[stop] < 0:
        stop += 1
    if not _names_someone(view, end + 1, min(stop, end + 1 + _LONGEST_NAME)):
        return None
    return Proposal("layout", None, (end + 1, stop), ((first, end),), number, "quotation")


def _epigraph(view: View, number: int, first: int, last: int) -> Proposal | None:
    """A quoted paragraph signed on the line below: "“Keep it open.”", "— Jane Doe, Leeds"."""
    if not view.starts_quote(first) or view.quote_end(first) != last or last >= len(view.starts):
        return None
    if view.lower[last] not in _DASHES:
        return None
    end = _line_end(view, number, last)
    if end - last > 2 * _LONGEST_NAME:
        return None
    stop = _without_terminators(view, last + 1, end)
    if not _names_someone(view, last + 1, min(stop, last + 1 + _LONGEST_NAME)):
        return None
    return Proposal("layout", None, (last + 1, stop), ((first, last),), number, "quotation")


def _line_end(view: View, number: int, first: int) -> int:
    """The token after the sentence at token ``first``, one of the next behind sentence ``number``; ``first``
    where none starts there."""
    following = view.sentences.spans[number + 1 : number + _LONGEST_NAME]
    return next((one.last for one in following if one.first == first), first)


def _names_someone(view: View, first: int, last: int) -> bool:
    """Whether the tokens hold a name or a word for a person, and no verb."""
    if first >= last or not view.classes[first] & _OPENS_NAME:
        return False
    if not any(i in view.name_at or view.classes[i] & _PERSON for i in range(first, last)):
        return False
    return all(view.classes[i] & _IN_NAME or not view.classes[i] & c.WORD for i in range(first, last))
