"""Who speaks in a text, and how much: as lines to read, and as CSV that ``read_known`` takes."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from quoteattr.export import csv
from quoteattr.types import Outcome, Speaker

COLUMNS = (
    "name",
    "aliases",  # split by |
    "kind",  # person, organization, group; unnamed: read_known passes over these
    "gender",
    "known_id",
    "quotations",
    "words",  # of all of them
    "doc_id",
)
NOBODY = "(nobody found)"


@frozen
class Member:
    """A speaker (None: nobody was found) with the number of quotations and of the words in them."""

    speaker: Speaker | None
    quotations: int
    words: int

    @property
    def name(self) -> str:
        return self.speaker.name if self.speaker is not None else NOBODY


def cast(outcome: Outcome) -> tuple[Member, ...]:
    """Whoever says something, the most often quoted first, then in order of appearance; nobody last."""
    counts: dict[str, tuple[int, int]] = {}
    speakers: dict[str, Speaker | None] = {}
    for one in outcome.attributions:
        key = one.speaker.id if one.speaker is not None else ""
        quotations, words = counts.get(key, (0, 0))
        counts[key] = (quotations + 1, words + len(one.quotation.text.split()))
        speakers[key] = one.speaker
    order = sorted(counts, key=lambda key: (key == "", -counts[key][0]))
    return tuple([Member(speakers[key], *counts[key]) for key in order])


def header() -> str:
    """The first line of the CSV."""
    return csv.line(COLUMNS)


def rows(outcome: Outcome, doc_id: str) -> str:
    """A line for each speaker."""
    return "".join([csv.line(map(csv.cell, cells)) for cells in _rows(outcome, doc_id)])


def _rows(outcome: Outcome, doc_id: str) -> Iterator[tuple[object, ...]]:
    for member in cast(outcome):
        if (who := member.speaker) is not None:
            about = (who.name, "|".join(who.aliases), who.kind, who.gender, who.known_id)
            yield (*about, member.quotations, member.words, doc_id)
