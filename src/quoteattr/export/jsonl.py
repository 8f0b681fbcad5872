"""An analysis as a dict of plain JSON values and back, and as one line of a JSON Lines file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, get_args

from attrs import frozen

from quoteattr import arguments, codec
from quoteattr.arguments import shown
from quoteattr.codec import PROBABILITY, Place, Shape, Special, optional, record, several
from quoteattr.errors import DocumentError
from quoteattr.export.utf16 import from_utf16, to_utf16
from quoteattr.types import (
    Attribution,
    Doubt,
    Genre,
    Mention,
    MentionKind,
    Outcome,
    Provenance,
    Quotation,
    Span,
    Speaker,
)
from quoteattr.version import SCHEMA

UTF16_SCHEMA = 2
"""Number of the schema with offsets in UTF-16: another one, so that nobody reads them as code points."""

Offsets = Literal["codepoints", "utf16"]

# json writes both halves as escapes and reads them back as one character: offsets would shift
_PAIR = re.compile(r"\\ud[89ab]..\\ud[c-f]")
_BETWEEN = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


def schema(offsets: Offsets = "codepoints") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one document."""
    number = SCHEMA if offsets == "codepoints" else UTF16_SCHEMA
    return codec.schema(__package__, f"analysis-{number}")


def line(document: Mapping[str, Any], doc_id: str) -> str:
    """One document, with its ``id``, as a line of JSON (ASCII, so any encoding carries it)."""
    return json.dumps({"id": _whole(doc_id), **document}, separators=(",", ":"))


# -------------------------------------------------------------------------------------- shapes


@frozen
class _Scope:
    """What the values of a document refer to: its text, how its offsets count (in code points: an offset as
    it is), and its speakers by their ids."""

    text: str
    points: Callable[[int], int | None]
    speakers: Mapping[str, Speaker] = {}


def _read_span(place: Place) -> Span:
    ends = [_offset(end, place) for end in place]
    length = len(place.scope.text)
    if len(ends) != 2 or not 0 <= ends[0] <= ends[1] <= length:
        place.fail(f"must be [start, end] within the text of {length} characters, not {shown(ends)}")
    return Span(*ends)


def _offset(end: Place, span: Place) -> int:
    found: int | None = span.scope.points(end.integer())
    if found is None:
        span.fail(f"{end.value} lies between the two UTF-16 units of one character")
    return found


def _read_speaker(place: Place) -> Speaker:
    name = place.string()
    if name not in place.scope.speakers:
        place.fail(f"no speaker has the id {shown(name)}")
    speaker: Speaker = place.scope.speakers[name]
    return speaker


def _mention(span: Span, text: str, head: Span, kind: MentionKind) -> Mention:
    # documents of version 0.1 have heads in a name beside the mention
    inside = span.start <= head.start <= head.end <= span.end
    return Mention(span, text, head if inside else span, kind)


def _read_quotation(place: Place) -> Quotation:
    found = _PLAIN_QUOTATION.read(place)
    if not found.spans:
        place["spans"].fail("a quotation has at least one span")
    if found.parts != tuple(place.scope.text[s.start : s.end] for s in found.spans):
        place["parts"].fail("must be the slices of the text at the spans (was the text changed?)")
    return found


# the order of the keys in the documents
_KEYS = (
    "quotation",
    "cue",
    "mention",
    "speaker",
    "addressees",
    "rule",
    "evidence",
    "confidence",
    "runners_up",
    "found_in",
)
_PLACES: Special = {Span: Shape(lambda span: [span.start, span.end], _read_span)}
_MENTION = record(Mention, _PLACES, make=_mention)
_SPEAKERS = several(record(Speaker, {**_PLACES, Mention: _MENTION}))
# the first documents had no medium
_PLAIN_QUOTATION = record(Quotation, _PLACES, may_lack=("medium",))
_ATTRIBUTIONS = several(
    record(
        Attribution,
        {
            **_PLACES,
            Mention: _MENTION,
            Quotation: Shape(_PLAIN_QUOTATION.write, _read_quotation),
            Speaker: Shape(lambda speaker: speaker.id, _read_speaker),
            "confidence": optional(PROBABILITY),
        },
        keys=_KEYS,
        may_lack=("found_in",),  # older documents have none
    )
)
_DOUBTS = several(record(Doubt, _PLACES))
_PROVENANCE = record(
    Provenance,
    make=partial(Provenance, schema=SCHEMA),
    keys=("library", "pack", "model", "second_opinion"),
    may_lack=("second_opinion",),  # older documents have none, and so have those for which nobody was asked
)


# ------------------------------------------------------------------------------------- writing


def encode(
    text: str, language: str, outcome: Outcome, provenance: Provenance, offsets: Offsets = "codepoints"
) -> dict[str, Any]:
    """Everything of an analysis as JSON values; speakers are referred to by their id.

    Raises ArgumentError for another unit of ``offsets``.
    """
    arguments.choice("offsets", offsets, get_args(Offsets))
    document: dict[str, Any] = {
        "schema": provenance.schema,
        "provenance": _provenance(provenance),
        "language": language,
        "genre": outcome.genre,
        "text": text,
        "attributions": _ATTRIBUTIONS.write(outcome.attributions),
        "speakers": _SPEAKERS.write(outcome.speakers),
        "doubts": _DOUBTS.write(outcome.doubts),
    }
    if offsets == "utf16":
        document = {**to_utf16(document, text), "schema": UTF16_SCHEMA, "offsets": offsets}
    # repr is the quickest look at every string
    whole: dict[str, Any] = _whole(document) if _PAIR.search(repr(document)) else document
    return whole


def _provenance(provenance: Provenance) -> dict[str, Any]:
    written: dict[str, Any] = _PROVENANCE.write(provenance)
    if provenance.second_opinion is None:
        del written["second_opinion"]
    return written


def _whole(value: Any) -> Any:
    """Strings with a surrogate pair in two halves as lists of strings; all else as it is."""
    if isinstance(value, str):
        pieces = _BETWEEN.split(value)
        return pieces if len(pieces) > 1 else value
    if isinstance(value, list):
        return [_whole(v) for v in value]
    if isinstance(value, dict):
        return {k: _whole(v) for k, v in value.items()}
    return value


# ------------------------------------------------------------------------------------- reading


def decode(document: Mapping[str, Any]) -> tuple[str, str, Outcome, Provenance]:
    """What ``encode`` was given: text, language, outcome, provenance. Unknown keys are passed over, but
    offsets are never taken for another unit than they are in.

    Raises DocumentError, which names the place, where the dict is not what ``encode`` writes.
    """
    try:
        return _decoded(document)
    except RecursionError as error:
        raise DocumentError("", "is nested too deeply") from error


def _decoded(document: Mapping[str, Any]) -> tuple[str, str, Outcome, Provenance]:
    root = Place(document)
    number = root["schema"].integer()
    if number not in (SCHEMA, UTF16_SCHEMA):
        root["schema"].fail(f"this version reads schema {SCHEMA} and {UTF16_SCHEMA}, not {shown(number)}")
    unit: Offsets = "codepoints" if number == SCHEMA else "utf16"
    if number == UTF16_SCHEMA or "offsets" in document:
        root["offsets"].one_of((unit,))
    text = root["text"].string()
    points = from_utf16(text) if unit == "utf16" else int
    root.scope = _Scope(text, points)
    provenance = _PROVENANCE.read(root["provenance"])
    speakers = _SPEAKERS.read(root["speakers"])
    root.scope = _Scope(text, points, {speaker.id: speaker for speaker in speakers})
    if len(root.scope.speakers) < len(speakers):
        root["speakers"].fail("two speakers have the same id")
    outcome = Outcome(
        genre=root["genre"].one_of(get_args(Genre)),
        attributions=_ATTRIBUTIONS.read(root["attributions"]),
        speakers=speakers,
        doubts=_DOUBTS.read(root["doubts"]),
    )
    return text, root["language"].string(), outcome, provenance
