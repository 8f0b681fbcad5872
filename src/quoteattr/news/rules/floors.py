"""How often a cue must report before a rule's proposal stands: what tells "added that" from "added seats"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.proposals import Draft, holds_quote
from quoteattr.news.rules.view import View

# How often a cue must report (its precision in the lexicon) for a proposal to stand, by rule and frame.
# A proposal pays where it is right in two of five or more; the figures are where PolNeAR train reaches that.
_FLOORS = {
    "subject-first": {
        "that": 0.1,
        "clause": 0.25,
        "quotation": 0.1,
        "to": 0.25,
        "object": 0.2,
        "bare": 0.45,
        "of": 0.1,
    },
    "joined-verb": {"that": 0.2, "clause": 0.35, "quotation": 0.2, "to": 0.3, "object": 0.3, "bare": 0.45},
    "fronted-participle": {"that": 0.2, "clause": 0.2, "quotation": 0.1},
    "noun-with-clause": {"clause": 0.25, "noun": 0.25},
    "according-to": {"clause": 0.25},
    "as-said": {"clause": 0.55},
    "passive-about": {"to": 0.3, "to be": 0.1, "as": 0.2},
    "passive-by": {"object": 0.4},
    "content-first": {"clause": 0.25},
    "content-first-inverted": {"clause": 0.25},
}
_FLOOR_ELSE = 0.4
_FLOOR_TAG = 0.1  # of a tag beside a quotation
# What an object adds to the floor: of a verb that mostly takes clauses, and of at most two words.
_CLAUSE_VERB, _SHORT_OBJECT = 0.3, 0.1
_WEAK_SUBJECTS = {"that": 0.25, "you": 0.2, "they": 0.1, "who": 0.1}


def floor(view: View, draft: Draft) -> float:
    """How often the draft's cue must report for the draft to stand."""
    if draft.rule.startswith("content-first") and holds_quote(view, draft):
        return _FLOOR_TAG
    floor = _FLOORS.get(draft.rule, {}).get(draft.frame, _FLOOR_ELSE)
    if draft.frame in ("object", "bare"):
        floor += _object_floor(view, draft)
    weak = _WEAK_SUBJECTS.get(view.lower[draft.source[0]], 0.0) if draft.source is not None else 0.0
    return floor + (weak if draft.frame not in ("that", "quotation") else 0.0)


def _object_floor(view: View, draft: Draft) -> float:
    """What a plain object adds to the floor: "found the anchor", "wrote it" report nothing."""
    first, last = draft.content[0]
    if view.inside[first] >= 0:
        return 0.0
    added = _CLAUSE_VERB if draft.use is not None and draft.use.frames[:1] != ("object",) else 0.0
    if last - first <= 2:
        added += _SHORT_OBJECT
    if view.classes[first] & c.NUMBER or (view.classes[first] & c.PRONOUN and last - first == 1):
        added += 0.4
    return added
