"""Who speaks in a text, and how much: as lines to read, and as CSV that ``read_known`` takes."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from quoteattr.export import csv
from quoteattr.types import Attribution, Outcome, Speaker

COLUMNS = (
    "name",
    "aliases",  # split by |
    "kind",  # person, organization, group; unnamed: read_known passes over these
    "gender",
    "known_id",
    "quotations",
    "words",  # of all of them
    "doc_id",
    "genre",  # of the text
)
NOBODY = "nobody found"


@frozen
class Member:
    """A speaker (None: nobody was found) and what the text has of it."""

    speaker: Speaker | None
    said: tuple[Attribution, ...]

    @property
    def name(self) -> str:
        return self.speaker.name if self.speaker is not None else NOBODY

    @property
    def words(self) -> int:
        """How many are in all of the quotations."""
        return sum(len(one.quotation.text.split()) for one in self.said)


def cast(outcome: Outcome) -> tuple[Member, ...]:
    """Whoever says something, the most often quoted first, then in order of appearance; nobody last."""
    said: dict[str, list[Attribution]] = {}
    for one in outcome.attributions:
        said.setdefault(speaker_id(one), []).append(one)
    members = [Member(own[0].speaker, tuple(own)) for own in said.values()]
    return tuple(sorted(members, key=lambda member: (member.speaker is None, -len(member.said))))


def speaker_id(attribution: Attribution) -> str:
    """The id of who says it; "" for nobody."""
    return attribution.speaker.id if attribution.speaker is not None else ""


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
            yield (*about, len(member.said), member.words, doc_id, outcome.genre)
