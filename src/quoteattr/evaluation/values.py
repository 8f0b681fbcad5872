"""Texts with marked quotations, whoever marked them: a person (gold) or a program (predictions)."""

from __future__ import annotations

from attrs import field, frozen

from quoteattr.analysis import Analysis
from quoteattr.types import Attribution, Genre, QuotationKind, Span


@frozen
class MarkedPerson:
    """Somebody in a text: ``id`` is what quotations name, ``aliases`` are the other forms of the name."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@frozen
class MarkedQuotation:
    """What was said, as somebody marked it. All spans are code points of the text, end exclusive.

    ``spans``       of the words, in text order.
    ``kind``        None where it was not marked: the marks of the text decide then.
    ``cue``         of the words that report, none where they are not marked.
    ``source``      of the words that name who speaks here ("she"), none where they are not marked.
    ``speaker``     the id of a person of the text, or a name; None where it is not marked.
    ``confidence``  that this is a quotation and the speaker right, 0 to 1; None where nothing says so.
    """

    spans: tuple[Span, ...]
    kind: QuotationKind | None = None
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    confidence: float | None = None


@frozen
class MarkedText:
    """A text and the quotations marked in it.

    ``id``           what pairs it with the other side.
    ``text``         None where a file of predictions does not repeat it.
    ``genre``        "fiction": each span of a quotation is counted by itself, as in corpora of novels.
    ``quoted_only``  only quotations in marks were marked: indirect predictions are left out.
    ``ignored``      stretches nobody marked: predictions there are left out.
    ``file``         where it was read, "" where it was not.
    """

    id: str
    text: str | None
    quotations: tuple[MarkedQuotation, ...]
    people: tuple[MarkedPerson, ...] = ()
    genre: Genre = "news"
    language: str = "en"
    quoted_only: bool = False
    ignored: tuple[Span, ...] = ()
    file: str = field(default="", eq=False)

    @classmethod
    def of(cls, doc_id: str, analysis: Analysis, file: str = "") -> MarkedText:
        """What an Analysis says."""
        said = tuple(map(_marked, analysis.attributions))
        return cls(doc_id, analysis.text, said, genre=analysis.genre, language=analysis.language, file=file)

    def speaker_name(self, quotation: MarkedQuotation) -> str | None:
        """The speaker of one of its quotations as a name."""
        said = quotation.speaker
        return next((person.name for person in self.people if person.id == said), said)


def _marked(one: Attribution) -> MarkedQuotation:
    return MarkedQuotation(
        spans=one.quotation.spans,
        kind=one.quotation.kind,
        cue=(one.cue.span,) if one.cue is not None else (),
        source=(one.mention.span,) if one.mention is not None else (),
        speaker=one.speaker_name,
        confidence=one.confidence,
    )
