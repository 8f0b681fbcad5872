"""The stage: quotation marks of a segmented text."""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve

from quoteattr.lang.pack import Pack
from quoteattr.quotes.dashes import with_dashes
from quoteattr.quotes.lost_marks import with_lost_marks
from quoteattr.quotes.marks import Marks, marks_from
from quoteattr.quotes.nesting import nested
from quoteattr.quotes.plays import with_lines
from quoteattr.quotes.spans import find
from quoteattr.types import Profile, Quotes, Segmented


@lru_cache(maxsize=16)
def marks_of(pack: Pack) -> Marks:
    """The marks of a language, read once a process."""
    return marks_from(pack.lists["marks"])


def find_in(segmented: Segmented, profile: Profile) -> Quotes:
    """What the quotation marks of the text enclose; in a story also the speech that dashes
    mark, or names in front of it as in a play.

    Of a news excerpt that is never closed it is what that excerpt quotes.
    """
    found = find(segmented.text, segmented.paragraphs, marks_of(profile.pack))
    if segmented.genre == "fiction":
        return with_lost_marks(segmented, with_lines(segmented, with_dashes(segmented, found)))
    excerpts = {id(s.parent) for s in found.spans if s.parent is not None and not s.parent.closed}
    if not excerpts:
        return found
    return evolve(found, spans=nested([span for span in found.spans if id(span) not in excerpts]))
