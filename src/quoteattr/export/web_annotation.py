"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/) as JSON-LD: an annotation a quotation.

A TextPositionSelector counts code points from 0, end exclusive, as the recommendation says; the
TextQuoteSelector beside it finds the passage again in a text that has changed.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from typing import Any

from quoteattr.errors import ArgumentError
from quoteattr.export.characters import encodable
from quoteattr.types import Attribution, Outcome, Span
from quoteattr.version import __version__

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""How many characters before and after a quotation the TextQuoteSelector holds."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`#\x00-\x1f\ud800-\udfff]+")


def document(text: str, outcome: Outcome, label: str = "", source: str | None = None) -> dict[str, Any]:
    """An AnnotationCollection of plain JSON values, its one page inside.

    ``source`` is the IRI of the text, without a fragment; by default the name of its content (RFC 6920:
    the SHA-256 of its UTF-8). Raises ArgumentError when it is none.
    """
    source = content_name(text) if source is None else source
    if not _IRI.fullmatch(source):
        raise ArgumentError("source", source, "must be an absolute IRI without a fragment (https://…)")
    holds = encodable(text)
    items = [_annotation(holds, a, source, n) for n, a in enumerate(outcome.attributions, 1)]
    return {
        "@context": CONTEXT,
        "id": f"{source}#quotations",
        "type": "AnnotationCollection",
        **({"label": encodable(label)} if label else {}),
        "generator": {"type": "Software", "name": f"quoteattr {__version__}"},
        "total": len(items),
        "first": {"id": f"{source}#quotations-1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def content_name(text: str) -> str:
    """``ni:///sha-256;…`` of the text's UTF-8, the same for the same text everywhere."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return "ni:///sha-256;" + urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _annotation(text: str, attribution: Attribution, source: str, number: int) -> dict[str, Any]:
    quotation, speaker = attribution.quotation, attribution.speaker
    bodies: list[dict[str, Any]] = []
    if speaker:
        bodies.append({**_words("identifying", speaker.name), "id": f"{source}#speaker-{_word(speaker.id)}"})
    bodies.append(_words("classifying", quotation.kind))
    if attribution.mention:
        bodies.append(_place(text, attribution.mention.span, source) | {"purpose": "linking"})
    if attribution.cue:
        bodies.append(_place(text, attribution.cue.span, source) | {"purpose": "describing"})
    targets = [_place(text, span, source) for span in quotation.spans]
    return {
        "id": f"{source}#quotation-{number}",
        "type": "Annotation",
        "motivation": "identifying" if speaker else "classifying",
        "body": bodies,
        "target": targets if len(targets) > 1 else targets[0],
    }


def _words(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": encodable(value)}


def _word(name: str) -> str:
    """An id as a part of an IRI: all but letters, digits, _ and - as hexadecimal numbers."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda match: f".{ord(match.group()):x}.", name)


def _place(text: str, span: Span, source: str) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(span.start - AROUND, 0) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        ],
    }
