"""Attributions that the layout shows: headlines, transcripts, lists of quotations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.contents import takes_clause
from quoteattr.news.rules.credits import announced_block, post, post_below, signed, signed_below
from quoteattr.news.rules.headings import headed
from quoteattr.news.rules.labels import turns
from quoteattr.news.rules.lines import (
    CREDIT_MARKS,
    Line,
    credited,
    is_header,
    is_person,
    lines_of,
    names_someone,
    without_terminators,
)
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import FINITE, MOSTLY, Range, View
from quoteattr.stage_values import CueUse, Sentence

_LABEL_MARKS = frozenset((".", ",", "(", ")"))  # "Jane Doe (Leeds): “…”"
_LONGEST_NAME = 6  # tokens of a speaker's label

_IN_LABEL = c.ROLE_OR_TITLE | c.FIRST_NAME | c.SURNAME  # of a person, who has a label in a transcript


def layout_proposals(view: View) -> list[Proposal]:
    """Proposals from the layout of whole paragraphs, in text order."""
    lines = list(lines_of(view))
    talk = turns(view, lines)
    under = headed(view, lines)
    numbers = [n for n, line in enumerate(lines) if not is_header(view, line)]
    accounts = "@" in view.segmented.text  # else nobody posts
    found: list[Proposal] = []
    for n in numbers:
        found += under[n] if n in under else _proposals(view, lines, n, talk, accounts)
    alone = sum(one.frame == "transcript" for one in found) == 1
    return [one for one in found if one.source is None or _is_voice(view, one, one.source, alone)]


def _is_voice(view: View, turn: Proposal, label: Range, alone: bool) -> bool:
    """Whether the label is of somebody who speaks, not of the page ("READ MORE: …"), nor the only one of the
    text in capitals and nobody's name ("LINDI: It is eight o'clock …")."""
    if any(view.lower[i] in view.rule_words.furniture for i in range(*label)):
        return False
    return turn.frame != "transcript" or not alone or any(view.classes[i] & _IN_LABEL for i in range(*label))


def _proposals(
    view: View, lines: Sequence[Line], n: int, talk: Mapping[int, Proposal], accounts: bool
) -> Iterator[Proposal]:
    """What the layout of line ``n`` says, and what it says of the lines in front of it."""
    line = lines[n]
    below = signed_below(view, lines, n)
    if below is not None:
        yield below
    found = talk.get(line.paragraph) or _signed_headline(view, line) or _label(view, line)
    several = [found] if found is not None else signed(view, line)
    yield from several or filter(None, [_block_or_post(view, lines, n, accounts)])


def _block_or_post(view: View, lines: Sequence[Line], n: int, accounts: bool) -> Proposal | None:
    block = announced_block(view, lines, n)
    return (post(view, lines[n]) or block or post_below(view, lines, n)) if accounts else block


def _signed_headline(view: View, line: Line) -> Proposal | None:
    """ "Talks will go on — Lavrov": a headline that ends with a dash and a name."""
    if line.kind != "headline":
        return None
    first = line.first
    end = without_terminators(view, first, line.last)
    for i in range(end - 1, max(first + 2, end - _LONGEST_NAME - 1), -1):
        if view.lower[i] in CREDIT_MARKS and view.starts[i] > view.ends[i - 1]:
            source = (i + 1, end)
            if names_someone(view, *source) and not _is_address(view.words[end - 1]):
                return Proposal("layout", None, source, ((first, i),), line.sentence, "headline")
            return None
    return None


def _is_address(word: str) -> bool:
    """Whether a word is the page's own address: "Harbour.com", not "U.S."."""
    name, _, end = word.rpartition(".")
    return bool(name) and end.islower()


def _label(view: View, line: Line) -> Proposal | None:
    """ "DOE: We will see." in a transcript, "Lavrov: talks will go on" in a headline."""
    first, last = line.body, line.last
    # "WALLACE: …", a transcript whose every paragraph opens with a mark
    marked = view.classes[first] & c.QUOTE_MARK and view.bits_at(first + 1, last) & c.UPPER
    if marked:
        first += 1
    colon = _colon_of_label(view, first, last, bool(marked))
    if colon is None or _is_dateline(view, line.sentence, first, colon):
        return None
    source: Range | None = (first, colon)
    if not names_someone(view, first, colon):
        quoted = colon + 1 < last and view.starts_quote(colon + 1)
        source = credited(view, first, colon) if quoted else None
    found = _labelled(view, first, colon, last, line.kind) if source is not None else None
    if found is None:
        return None
    return Proposal("layout", None, source, ((colon + 1, found[0]),), line.sentence, found[1])


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
    if use.form not in FINITE or use.passive or use.precision < MOSTLY:
        return False
    subject = _subject_at(view, sentence, use, colon + 1)
    return subject is not None and (takes_clause(use) or is_person(view, subject))


def _subject_at(view: View, sentence: Sentence, use: CueUse, first: int) -> Range | None:
    """The subject of a verb that begins with token ``first``."""
    subject = subjects.before(view, sentence, use.group)
    begins = subject is not None and subject[0] == first and subjects.looks_like_subject(view, subject)
    return subject if begins else None


def _colon_of_label(view: View, first: int, last: int, marked: bool) -> int | None:
    """The colon behind the few words at ``first``, which are words outside marks unless the paragraph is
    ``marked``; None where no label stands there."""
    for i in range(first + 1, min(last - 1, first + _LONGEST_NAME + 1)):
        word = view.lower[i]
        if word == ":" or (view.is_dash(i) and _is_last_quotation(view, i + 1, last)):
            return i
        readable = view.classes[i] & c.WORD if marked else view.is_word(i)
        if not readable and word not in _LABEL_MARKS and word not in view.rule_words.label_clitics:
            return None
    return None


def _is_last_quotation(view: View, first: int, last: int) -> bool:
    """Whether a quotation starts at token ``first`` and nothing stands behind it: "Jane Doe – “Keep it”."."""
    return view.is_quotation(first, without_terminators(view, first, last))


def _labelled(view: View, first: int, colon: int, last: int, kind: str) -> tuple[int, str] | None:
    """(end, frame) of what stands behind the label at tokens ``first`` to ``colon``."""
    if kind == "headline":
        end, frame = without_terminators(view, colon, last), "headline"
    elif all(_is_upper(view.classes[k]) for k in range(first, colon)):
        end, frame = last, "transcript"
    elif colon + 1 < last and view.starts_quote(colon + 1) and (colon < first + 4 or view.is_dash(colon)):
        end, frame = view.quote_end(colon + 1), "quotation"
    else:
        return None
    return (end, frame) if end > colon + 1 else None


def _is_upper(bits: int) -> bool:
    return bool(bits & (c.UPPER | c.INITIAL)) or not bits & c.WORD
