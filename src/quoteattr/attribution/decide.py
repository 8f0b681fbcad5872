"""Which proposals stand, which quotations they take with them, and the candidates that come out."""

from __future__ import annotations

from quoteattr.attribution import contents, quoted
from quoteattr.attribution.layouts import layout_drafts
from quoteattr.attribution.rules import RULES, Draft
from quoteattr.attribution.view import View, make_view
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.types import (
    Candidate,
    CueUse,
    Evidence,
    QuotationKind,
    Quotes,
    Reference,
    Segmented,
    Sentences,
    Span,
)

_SAYS = {rule.name: rule.says for rule in RULES}
_FLOOR = {"clause": 0.25, "quotation": 0.1}
_FLOOR_OTHER = 0.4
_SURE = 0.5


def candidates(
    segmented: Segmented,
    quotes: Quotes,
    sentences: Sentences,
    names: tuple[Reference, ...],
    cues: tuple[CueUse, ...],
    pack: Pack,
) -> tuple[Candidate, ...]:
    """Every quotation of the text with its cue and source, in text order; who that is, comes later."""
    view = make_view(segmented, quotes, sentences, names, cues, pack)
    drafts = layout_drafts(view) + _cue_drafts(view)
    drafts = _without_conflicts(view, drafts)
    drafts = quoted.extend(view, drafts)
    drafts += quoted.without_cue(view, drafts)
    drafts.sort(key=lambda d: (d.content[0][0], d.content[-1][1]))
    return tuple(_candidate(view, draft) for draft in drafts)


def _cue_drafts(view: View) -> list[Draft]:
    drafts = []
    number = 0
    spans = view.sentences.spans
    for use in view.cues:
        while spans[number].last <= use.first:
            number += 1
        for rule in RULES:
            draft = rule.propose(view, number, use)
            if draft is not None:
                quoted_tag = draft.rule.startswith("content-first") and quoted.holds_quote(view, draft)
                floor = 0.1 if quoted_tag else _FLOOR.get(draft.frame, _FLOOR_OTHER)
                if use.precision >= floor:
                    drafts.append(draft)
                break
    return drafts


def _without_conflicts(view: View, drafts: list[Draft]) -> list[Draft]:
    """Drop what another proposal of the same sentence already says."""
    taken: list[Draft] = []
    used: set[int] = set()
    for draft in sorted(drafts, key=_rank):
        tokens = {i for first, last in draft.content for i in range(first, last)}
        if draft.source is not None and used.intersection(range(*draft.source)) and draft.rule != "layout":
            if _swallowed(draft, taken):
                continue
        if used & tokens:
            continue
        taken.append(draft)
        used |= tokens
    return taken


def _swallowed(draft: Draft, taken: list[Draft]) -> bool:
    """Whether the draft's cue lies inside another's content."""
    if draft.use is None:
        return False
    return any(first <= draft.use.first < last for other in taken for first, last in other.content)


def _rank(draft: Draft) -> tuple[int, int]:
    """Tags before what they enclose; then sure cues from left to right, then unsure ones."""
    order = {"layout": 0, "content-first": 1, "content-first-inverted": 1, "according-to": 2}
    sure = draft.use is not None and (draft.use.precision >= _SURE or draft.frame in ("clause", "quotation"))
    return (order.get(draft.rule, 3 if sure else 4), draft.use.first if draft.use else draft.content[0][0])


def _candidate(view: View, draft: Draft) -> Candidate:
    spans = _spans(view, draft)
    source = draft.source
    use = draft.use
    places = [Span(view.starts[use.first], view.ends[use.last - 1])] if use is not None else []
    if source is not None:
        places.append(Span(view.starts[source[0]], view.ends[source[1] - 1]))
    message = _SAYS.get(draft.rule) or quoted.SAYS.get(draft.rule) or draft.rule
    evidence = Evidence(draft.rule, tuple(places), message, 1.0)
    return Candidate(spans, _kind(view, draft), use, source, draft.rule, (evidence,), {}, draft.sentence)


def _spans(view: View, draft: Draft) -> tuple[Span, ...]:
    spans: list[Span] = []
    for first, last in draft.content:
        start, end = view.starts[first], view.ends[last - 1]
        if view.inside[first] >= 0 and view.starts_quote(first):
            start = min(start, view.quotes.spans[view.inside[first]].start)
        spans.append(Span(start, end))
    return tuple(spans)


def _kind(view: View, draft: Draft) -> QuotationKind:
    """direct: every word lies inside quotation marks; mixed: some do; indirect: none does."""
    words = quoted_words = 0
    for first, last in draft.content:
        for i in range(first, last):
            if view.classes[i] & (c.WORD | c.NUMBER):
                words += 1
                quoted_words += view.inside[i] >= 0
    if draft.rule == "layout" and not quoted_words and draft.frame == "transcript":
        return "direct"
    return "direct" if quoted_words == words else "mixed" if quoted_words else "indirect"


__all__ = ["candidates", "contents"]
