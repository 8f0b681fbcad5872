"""Whether the report before a quotation shows that its source may speak on in it."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.contents import takes_clause
from quoteattr.news.rules.lines import is_person
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import Range, View

_DEEDS = frozenset(("object", "bare", "noun", "to"))  # frames: "called for help"


def may_talk(view: View, source: Range) -> bool:
    """Whether the source is one person, by name or as "the captain"; no council and no crowd."""
    bits = view.classes[source[1] - 1]
    told = bits & c.ROLE and not bits & (c.GROUP | c.ORGANIZATION | c.MEDIA)
    return is_person(view, source) or bool(told and view.classes[source[0]] & c.DETERMINER)


def says_something(proposal: Proposal) -> bool:
    """Whether a proposal reports what is said, not what is done: "called for help"."""
    use = proposal.use
    if use is None or proposal.frame in ("that", "quotation"):
        return True
    return takes_clause(use) and use.frames[0] not in _DEEDS and proposal.frame not in _DEEDS
