"""The stage: quotation marks of a segmented text."""

from __future__ import annotations

from functools import lru_cache

from quoteattr.lang.pack import Pack
from quoteattr.quotes.dashes import with_dashes
from quoteattr.quotes.marks import Marks, marks_from
from quoteattr.quotes.spans import find
from quoteattr.types import Profile, Quotes, Segmented


@lru_cache(maxsize=16)
def marks_of(pack: Pack) -> Marks:
    """The marks of a language, read once a process."""
    return marks_from(pack.lists["marks"])


def find_in(segmented: Segmented, profile: Profile) -> Quotes:
    """What the quotation marks of the text enclose; in a story the speech that dashes mark too."""
    found = find(segmented.text, segmented.paragraphs, marks_of(profile.pack))
    return with_dashes(segmented, found) if segmented.genre == "fiction" else found
