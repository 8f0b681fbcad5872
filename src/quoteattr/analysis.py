"""What people hold in their hands: a text, what was said in it, and who said it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from quoteattr.errors import ArgumentError
from quoteattr.export import jsonl
from quoteattr.types import Attribution, Doubt, Genre, Mention, Outcome, Provenance, Speaker


@frozen(repr=False)
class Analysis:
    """The quotations of one text and their speakers. Iterates over its attributions.

    ``text``          exactly as given; every span refers to it.
    ``attributions``  in text order.
    ``speakers``      everybody in the text who can speak, in order of first mention.
    ``doubts``        what could not be settled, with its place.
    ``provenance``    the versions that made this.
    """

    text: str
    language: str
    genre: Genre
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    doubts: tuple[Doubt, ...]
    provenance: Provenance

    def __iter__(self) -> Iterator[Attribution]:
        return iter(self.attributions)

    def __len__(self) -> int:
        return len(self.attributions)

    def __repr__(self) -> str:
        return (
            f"<Analysis of {len(self.text)} characters ({self.language}, {self.genre}): "
            f"{len(self)} attributions, {len(self.speakers)} speakers, {len(self.doubts)} doubts>"
        )

    @property
    def _outcome(self) -> Outcome:
        return Outcome(self.genre, self.attributions, self.speakers, self.doubts)

    def mentions_of(self, speaker: Speaker | str) -> tuple[Mention, ...]:
        """Where the text refers to ``speaker`` (a Speaker of this analysis, or its id), in text order.

        These are the mentions of its names and the sources of its quotations (pronouns and roles
        included), each place once: of two mentions with the same head, the longer stands.
        Raises ArgumentError when this analysis has no such speaker.
        """
        found = next((s for s in self.speakers if speaker in (s, s.id)), None)
        if found is None:
            ids = ", ".join(s.id for s in self.speakers) or "none"
            raise ArgumentError("speaker", speaker, f"no such speaker in this text; its ids: {ids}")
        sources = (a.mention for a in self.attributions if a.speaker is not None and a.speaker.id == found.id)
        longest: dict[tuple[int, int], Mention] = {}
        for mention in (*found.mentions, *(m for m in sources if m is not None)):
            head = (mention.head.start, mention.head.end)
            if head not in longest or _length(longest[head]) < _length(mention):
                longest[head] = mention
        return tuple(sorted(longest.values(), key=lambda m: (m.span.start, m.span.end)))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values that ``from_dict`` makes an equal Analysis of (``json.dumps`` between
        them changes nothing). The keys are described by ``export/schema/analysis-1.json``."""
        return jsonl.encode(self.text, self.language, self._outcome, self.provenance)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Analysis:
        """The Analysis that ``to_dict`` was called on.

        Raises DocumentError, which says where, when the dict is damaged or of another schema.
        """
        text, language, outcome, provenance = jsonl.decode(document)
        return cls(
            text, language, outcome.genre, outcome.attributions, outcome.speakers, outcome.doubts, provenance
        )

    def to_records(self, doc_id: str | None = None) -> list[dict[str, Any]]:
        """One flat dict an attribution, for a table: the columns are those of
        ``quoteattr.export.records.COLUMNS``. ``doc_id`` goes to the column of that name."""
        from quoteattr.export.records import records

        return records(self.text, self._outcome, doc_id)

    def to_html(self, title: str = "") -> str:
        """A whole page: the text with its quotations and speakers coloured, and the cast."""
        from quoteattr.export import html

        return html.page([(title, self.text, self._outcome)])

    def _repr_html_(self) -> str:
        """What a notebook shows: the same as ``to_html``, as a part of a page."""
        from quoteattr.export import html

        return html.style() + html.fragment("", self.text, self._outcome)


def _length(mention: Mention) -> int:
    return mention.span.end - mention.span.start
