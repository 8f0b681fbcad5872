"""The stage: quotation marks of a segmented text."""

from __future__ import annotations

from attrs import evolve

from quoteattr.quotes.nesting import nested
from quoteattr.quotes.spans import find_spans
from quoteattr.stage_values import Profile, Quotes, Segmented


def find(segmented: Segmented, profile: Profile) -> Quotes:
    """What the quotation marks of the text enclose."""
    return find_spans(segmented.text, segmented.paragraphs, profile.pack.marks)


def open_excerpts(marked: Quotes) -> Quotes:
    """In news, an opening mark that is never closed is taken for an excerpt: the quotations inside it are
    returned in its place."""
    excerpts = {id(s.parent) for s in marked.spans if s.parent is not None and not s.parent.closed}
    if not excerpts:
        return marked
    return evolve(marked, spans=nested([span for span in marked.spans if id(span) not in excerpts]))
