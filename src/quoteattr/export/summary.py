"""What a header says of a text: its genre and its counts, in the same words everywhere."""

from __future__ import annotations

from quoteattr.glance import counted
from quoteattr.types import Outcome


def speakers(outcome: Outcome) -> int:
    """How many say something: whoever is only named, or has nothing to say, is no speaker."""
    return len({one.speaker.id for one in outcome.attributions if one.speaker is not None})


def summary(outcome: Outcome) -> str:
    """ "news · 5 quotations · 3 speakers · 7 named": who speaks, and who can as far as the text tells."""
    counts = (
        counted(len(outcome.attributions), "quotation"),
        counted(speakers(outcome), "speaker"),
        f"{len(outcome.speakers):,} named",
    )
    return " · ".join((outcome.genre, *counts))
