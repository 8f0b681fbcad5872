"""Rules for words that stand on a thing: "a banner reading “…”", "a sticker with the slogan “…”", "“…” Plaque
put up in 1964."."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import Range, View, span

_MARKS = frozenset((",", ":", "-", "–", "—"))
_LONGEST_CREDIT = 8  # tokens of what stands behind the words on a thing
_LONGEST_SUBJECT = 6  # words of a thing at the head of a sentence
_ATTRIBUTES = 3  # words between an owner and his motto


def inscribed(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The thing on which the run stands, or whose motto it is."""
    source = _bearer_in_front(view, number, run[0])
    return Proposal("inscribed", None, source, (run,), number, "quotation") if source is not None else None


def credited_thing(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The run by the thing that the words behind it name: "Plaque put up in 1964."."""
    source = _credit_behind(view, run)
    return Proposal("thing-behind", None, source, (run,), number, "quotation") if source is not None else None


def _bearer_in_front(view: View, number: int, first: int) -> Range | None:
    sentence, words = view.sentences.spans[number], view.rule_words
    k = first - 1
    if view.lower[k] == ":":
        return _opening_bearer(view, sentence.first, k)
    while k > sentence.first and view.inside[k] < 0 and view.lower[k] in _MARKS:
        k -= 1
    if k - 1 <= sentence.first or view.inside[k] >= 0:
        return None
    if view.lower[k] in words.legends:
        return _with_legend(view, sentence.first, k) or _owner(view, sentence.first, k)
    if view.lower[k] not in words.inscribing:
        return None
    k -= 1
    if view.lower[k] in view.content_words.relative_subjects:
        return _bearer(view, sentence.first, k - 1)
    return _bearer(view, sentence.first, k) if view.lower[k + 1].endswith(words.ing_endings) else None


def _opening_bearer(view: View, first: int, colon: int) -> Range | None:
    """The thing that the sentence begins with: "| A plaque | tells of the first show: “…”"."""
    for k in range(first, min(colon, first + _LONGEST_SUBJECT)):
        if view.inside[k] >= 0 or view.classes[k] & c.NOMINAL_STOP or not view.is_word(k):
            return None
        if view.lower[k] in view.rule_words.bearing:
            return (first, k + 1)
    return None


def _with_legend(view: View, lowest: int, legend: int) -> Range | None:
    """ "a sticker | with the slogan"."""
    k = legend - 1
    if k - 1 <= lowest or not view.classes[k] & c.DETERMINING or not view.classes[k - 1] & c.PREPOSITION:
        return None
    return _bearer(view, lowest, k - 2)


def _owner(view: View, lowest: int, legend: int) -> Range | None:
    """ "the club’s | old motto"."""
    for k in range(legend - 1, max(lowest, legend - 1 - _ATTRIBUTES), -1):
        if view.is_possessive(k):
            return (_phrase_start(view, lowest, k - 1), k)
        if not view.is_word(k):
            break
    return None


def _bearer(view: View, lowest: int, k: int) -> Range | None:
    bears = view.inside[k] < 0 and view.lower[k] in view.rule_words.bearing
    return (_phrase_start(view, lowest, k), k + 1) if bears else None


def _phrase_start(view: View, lowest: int, k: int) -> int:
    """Where the plain noun phrase that ends with token ``k`` starts: at its determiner, else with the noun or
    name itself."""
    name = view.name_at.get(k)
    start = first = k if name is None else max(lowest, view.names[name].first)
    while first > lowest and view.inside[first - 1] < 0 and view.is_word(first - 1):
        if view.classes[first - 1] & c.NOMINAL_STOP or first - 1 in view.cue_at:
            break
        first -= 1
        if view.classes[first] & c.DETERMINING:
            return first
    return start


def _credit_behind(view: View, run: Range) -> Range | None:
    """The sentence behind the run, if it only names the thing that bears it: "Plaque put up in 1964."."""
    first, count = run[1], len(view.lower)
    if first >= count or view.inside[first] >= 0 or view.lower[first] not in view.rule_words.bearing:
        return None
    if not view.classes[first] & c.CAPITAL or view.paragraph_of(first) != view.paragraph_of(run[0]):
        return None
    end = first
    while end < min(count, first + _LONGEST_CREDIT) and not view.classes[end] & c.TERMINATOR:
        if view.classes[end] & c.HELPING_VERB or view.inside[end] >= 0 or view.lower[end] == ",":
            return None
        end += 1
    return span(first, end) if end < count and view.classes[end] & c.TERMINATOR else None
