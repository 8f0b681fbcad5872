"""Which proposals stand, which quotations they take with them, and the candidates that come out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from quoteattr.attribution import quoted
from quoteattr.attribution.layouts import layout_drafts
from quoteattr.attribution.drafts import Draft, holds_quote
from quoteattr.attribution.rules import RULES
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
# How often a cue must report (its precision in the lexicon) for a proposal to stand, by rule and frame.
# A proposal pays where it is right in two of five or more; the figures are where PolNeAR train reaches that.
_FLOORS = {
    "subject-first": {"that": 0.1, "clause": 0.25, "quotation": 0.1, "to": 0.25, "object": 0.3, "bare": 0.35, "of": 0.1},
    "joined-verb": {"that": 0.2, "clause": 0.35, "quotation": 0.2, "to": 0.3, "object": 0.45, "bare": 0.5},
    "fronted-participle": {"that": 0.2, "clause": 0.2, "quotation": 0.1},
    "noun-with-clause": {"clause": 0.25, "noun": 0.25},
    "according-to": {"clause": 0.25},
    "as-said": {"clause": 0.55},
    "passive-about": {"to": 0.3},
    "passive-by": {"object": 0.4},
    "content-first": {"clause": 0.25},
    "content-first-inverted": {"clause": 0.25},
}
_FLOOR_ELSE = 0.4
_FLOOR_TAG = 0.1  # of a tag beside a quotation
_CLAUSE_VERB, _SHORT_OBJECT = 0.1, 0.1  # what an object adds where the verb mostly takes clauses; where it is short
_WEAK_SUBJECTS = {"that": 0.25, "you": 0.2, "they": 0.1, "who": 0.1}
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
                if use.precision >= _floor(view, draft):
                    drafts.append(draft)
                break
    return drafts


def _floor(view: View, draft: Draft) -> float:
    """How often the draft's cue must report for the draft to stand."""
    if draft.rule.startswith("content-first") and holds_quote(view, draft):
        return _FLOOR_TAG
    floor = _FLOORS.get(draft.rule, {}).get(draft.frame, _FLOOR_ELSE)
    if draft.frame in ("object", "bare"):
        floor += _object_floor(view, draft)
    weak = _WEAK_SUBJECTS.get(view.lower[draft.source[0]], 0.0) if draft.source is not None else 0.0
    return floor + (weak if draft.frame not in ("that", "quotation") else 0.0)


def _object_floor(view: View, draft: Draft) -> float:
    """What a plain object adds to the floor: "found the anchor", "wrote it" and "wrote four novels" report nothing."""
    first, last = draft.content[0]
    if view.inside[first] >= 0:
        return 0.0
    added = _CLAUSE_VERB if draft.use is not None and draft.use.frames[0] != "object" else 0.0
    if last - first <= 2:
        added += _SHORT_OBJECT
    if view.classes[first] & c.NUMBER or view.classes[first] & c.PRONOUN and last - first == 1:
        added += 0.4
    return added


def _without_conflicts(view: View, drafts: list[Draft]) -> list[Draft]:
    """Drop what another proposal of the same sentence already says."""
    taken: list[Draft] = []
    used = bytearray(len(view.starts))
    for draft in sorted(drafts, key=_rank):
        if draft.use is not None and used[draft.use.first] and draft.source is not None and any(used[slice(*draft.source)]):
            continue
        if any(1 in used[first:last] for first, last in draft.content):
            continue
        taken.append(draft)
        for first, last in draft.content:
            used[first:last] = b"\1" * (last - first)
    return taken


def _rank(draft: Draft) -> tuple[int, int]:
    """Tags before what they enclose; then sure cues from left to right, then unsure ones."""
    order = {"layout": 0, "content-first": 1, "content-first-inverted": 1, "according-to": 2}
    sure = draft.use is not None and (draft.use.precision >= _SURE or draft.frame in ("clause", "that", "quotation"))
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
    """The content's spans; one that runs over paragraphs is a span in each of them."""
    spans: list[Span] = []
    for first, last in draft.content:
        while first < last:
            start = view.starts[first]
            if view.starts_quote(first):
                start = min(start, view.quotes.spans[view.inside[first]].start)
            k = bisect_right(view.paragraph_ends, start)
            stop = min(last, bisect_left(view.starts, view.paragraph_ends[k], first, last))
            spans.append(Span(start, view.ends[stop - 1]))
            first = stop
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


__all__ = ["candidates"]
