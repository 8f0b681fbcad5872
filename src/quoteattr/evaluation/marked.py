"""Texts with marked quotations, whoever marked them: people or a program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from quoteattr.analysis import Analysis
from quoteattr.lang.load import load_pack
from quoteattr.quotes.spans import find
from quoteattr.quotes.stage import marks_of
from quoteattr.text.layout import paragraphs
from quoteattr.types import QuotationKind, Span

Spans = tuple[Span, ...]


@frozen
class Marked:
    """A marked quotation: ``content`` (and ``cue``, ``source``, () where none is marked) in character
    offsets, end exclusive; ``names`` of its speaker, the canonical one first, () where nobody is named.

    ``kind`` is None where the marks do not say; ``confidence`` is a program's.
    """

    content: Spans
    kind: QuotationKind | None = None
    cue: Spans = ()
    source: Spans = ()
    names: tuple[str, ...] = ()
    confidence: float | None = None


@frozen
class MarkedText:
    """A text and its quotations. ``others`` are the names of each person in it, for telling whom a bare
    surname means. ``quoted_only``: indirect speech was not marked; ``apart``: each part of a quotation counts
    by itself (so novels are marked)."""

    doc_id: str
    text: str = field(repr=False)
    quotations: tuple[Marked, ...]
    others: tuple[tuple[str, ...], ...] = ()
    quoted_only: bool = False
    apart: bool = False


def marked(analysis: Analysis, doc_id: str) -> MarkedText:
    """An Analysis as a marked text."""
    return MarkedText(
        doc_id,
        analysis.text,
        tuple(
            Marked(
                one.quotation.spans,
                one.quotation.kind,
                (one.cue.span,) if one.cue is not None else (),
                (one.mention.span,) if one.mention is not None else (),
                (one.speaker.name,) if one.speaker is not None else (),
                one.confidence,
            )
            for one in analysis.attributions
        ),
    )


def spans(pairs: Iterable[Sequence[int]], length: int) -> Spans:
    """Spans in text order out of (start, end) pairs. Raises ValueError for one that is not in the text."""
    found = sorted((int(start), int(end)) for start, end in pairs)
    for start, end in found:
        if not 0 <= start < end <= length:
            raise ValueError(f"no such place in the text: {start} to {end} of {length}")
    return tuple(Span(start, end) for start, end in found)


def inside_marks(text: str, language: str = "en") -> bytearray:
    """For every character 1 where it lies in quotation marks."""
    mask = bytearray(len(text))
    for span in find(text, paragraphs(text), marks_of(load_pack(language))).spans:
        inner = span.inner
        mask[inner.start : inner.end] = b"\x01" * (inner.end - inner.start)
    return mask


def kind_of(text: str, content: Spans, mask: bytearray) -> QuotationKind:
    """direct: every word stands in quotation marks; mixed: some do; indirect: none does."""
    words = [mask[i] for span in content for i in range(span.start, span.end) if text[i].isalnum()]
    return "direct" if all(words) else "mixed" if any(words) else "indirect"
