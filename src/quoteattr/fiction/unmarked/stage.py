"""The stage: speech that dashes mark, or names in front of it as in a play, or whose marks were lost."""

from __future__ import annotations

from quoteattr.fiction.unmarked.dashes import Unmarked, with_dashes
from quoteattr.fiction.unmarked.lost_marks import with_lost_marks
from quoteattr.fiction.unmarked.plays import with_lines
from quoteattr.stage_values import Profile, Quotes, Segmented


def add(segmented: Segmented, marked: Quotes, profile: Profile) -> Quotes:
    """What quotation marks enclose (``marked``), and the speech without them."""
    read = Unmarked(segmented.tokens, profile.pack.story.subject, profile.pack.words.turns)
    with_plays = with_lines(segmented, with_dashes(segmented, marked, read))
    return with_lost_marks(segmented, with_plays, read)
