"""How often a cue must report for a proposal to stand, where no weights decide."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.proposals import Proposal, holds_quote
from quoteattr.news.rules.rows import BY_NAME
from quoteattr.news.rules.view import View

_THRESHOLD_ELSE = 0.4
_THRESHOLD_TAG = 0.1  # of a tag beside a quotation
# What an object adds: of a verb that mostly takes clauses, of at most two words, of a number or a pronoun.
_CLAUSE_VERB, _SHORT_OBJECT, _NO_NEWS = 0.3, 0.1, 0.4


def threshold(view: View, proposal: Proposal) -> float:
    """How often the cue of a proposal must report for it to stand: "added that", but not "added seats"."""
    if proposal.rule in ("content-first", "content-first-inverted") and holds_quote(view, proposal):
        return _THRESHOLD_TAG
    least = BY_NAME[proposal.rule].thresholds.get(proposal.frame, _THRESHOLD_ELSE)
    if proposal.frame in ("object", "bare"):
        least += _for_object(view, proposal)
    if proposal.source is None or proposal.frame in ("that", "quotation"):
        return least
    return least + view.rule_words.weak_subjects.get(view.lower[proposal.source[0]], 0.0)


def _for_object(view: View, proposal: Proposal) -> float:
    """What a plain object adds to the threshold: "found the anchor", "wrote it" report nothing."""
    first, last = proposal.content[0]
    if view.inside[first] >= 0:
        return 0.0
    added = _CLAUSE_VERB if proposal.use is not None and proposal.use.frames[:1] != ("object",) else 0.0
    if last - first <= 2:
        added += _SHORT_OBJECT
    if view.classes[first] & c.NUMBER or (view.classes[first] & c.PRONOUN and last - first == 1):
        added += _NO_NEWS
    return added
