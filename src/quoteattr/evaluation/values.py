"""Texts with marked quotations, whoever marked them: a person (gold) or a program (predictions)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from attrs import field, frozen

from quoteattr import arguments
from quoteattr.analysis import Analysis
from quoteattr.arguments import checked, one_of, shown
from quoteattr.errors import ArgumentError
from quoteattr.types import Attribution, Genre, QuotationKind, Span

_string, _string_or_none = checked(arguments.string), checked(arguments.optional_string)
_probability, _flag = checked(arguments.probability), checked(arguments.flag)


def _spans(values: Iterable[Span]) -> tuple[Span, ...]:
    found = arguments.each("spans", values, Span, "Spans")
    for one in found:
        if type(one.start) is not int or type(one.end) is not int or not 0 <= one.start <= one.end:
            raise ArgumentError("spans", one, f"must have 0 <= start <= end, not {shown(one)}")
    return found


def _quotations(values: Iterable[MarkedQuotation]) -> tuple[MarkedQuotation, ...]:
    return arguments.each("quotations", values, MarkedQuotation, "MarkedQuotations")


def _people(values: Iterable[MarkedPerson]) -> tuple[MarkedPerson, ...]:
    return arguments.each("people", values, MarkedPerson, "MarkedPersons")


@frozen
class MarkedPerson:
    """Somebody in a text: ``id`` is what quotations name, ``aliases`` are the other forms of the name.

    Raises ArgumentError (ArgumentTypeError) for a wrong value, as all of these."""

    id: str = field(validator=_string)
    name: str = field(validator=_string)
    aliases: tuple[str, ...] = field(default=(), converter=arguments.aliases)


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

    spans: tuple[Span, ...] = field(converter=_spans)
    kind: QuotationKind | None = field(default=None, validator=one_of(*get_args(QuotationKind), None))
    cue: tuple[Span, ...] = field(default=(), converter=_spans)
    source: tuple[Span, ...] = field(default=(), converter=_spans)
    speaker: str | None = field(default=None, validator=_string_or_none)
    confidence: float | None = field(default=None, validator=_probability)


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

    id: str = field(validator=_string)
    text: str | None = field(validator=_string_or_none)
    quotations: tuple[MarkedQuotation, ...] = field(converter=_quotations)
    people: tuple[MarkedPerson, ...] = field(default=(), converter=_people)
    genre: Genre = field(default="news", validator=one_of(*get_args(Genre)))
    language: str = field(default="en", validator=_string)
    quoted_only: bool = field(default=False, validator=_flag)
    ignored: tuple[Span, ...] = field(default=(), converter=_spans)
    file: str = field(default="", eq=False, validator=_string)

    @classmethod
    def of(cls, doc_id: str, analysis: Analysis, file: str = "") -> MarkedText:
        """What an Analysis says."""
        arguments.instance("analysis", analysis, Analysis, "an Analysis")
        said = tuple(map(_marked, analysis.attributions))
        return cls(doc_id, analysis.text, said, genre=analysis.genre, language=analysis.language, file=file)

    def speaker_name(self, quotation: MarkedQuotation) -> str | None:
        """The speaker of one of its quotations as a name."""
        arguments.instance("quotation", quotation, MarkedQuotation, "a MarkedQuotation")
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
