"""An analysis as a dict of plain JSON values and back, and as one line of a JSON Lines file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import inf, isfinite
from typing import Any, Literal, TypeVar, get_args

from attrs import frozen

from quoteattr import arguments
from quoteattr.arguments import shown
from quoteattr.errors import DocumentError
from quoteattr.export.utf16 import from_utf16, to_utf16
from quoteattr.types import (
    Attribution,
    Cue,
    CueAct,
    Doubt,
    Evidence,
    Gender,
    Genre,
    Medium,
    Mention,
    MentionKind,
    Outcome,
    Provenance,
    Quotation,
    QuotationKind,
    RunnerUp,
    Span,
    Speaker,
    SpeakerKind,
)

SCHEMA = 1
"""Number of the schema that ``encode`` writes; ``schema()`` gives it."""

UTF16_SCHEMA = 2
"""Number of the schema with offsets in UTF-16: another one, so that nobody reads them as code points."""

Offsets = Literal["codepoints", "utf16"]

_T = TypeVar("_T")
# json writes both halves as escapes and reads them back as one character: offsets would shift
_PAIR = re.compile(r"\\ud[89ab]..\\ud[c-f]")
_BETWEEN = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


def schema(offsets: Offsets = "codepoints") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one document."""
    number = SCHEMA if offsets == "codepoints" else UTF16_SCHEMA
    from importlib import resources  # imported on use: it costs as much as all of this module

    file = resources.files(__package__) / "schema" / f"analysis-{number}.json"
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def line(document: Mapping[str, Any], doc_id: str) -> str:
    """One document, with its ``id``, as a line of JSON (ASCII, so any encoding carries it)."""
    return json.dumps({"id": _whole(doc_id), **document}, separators=(",", ":"))


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
        "provenance": {"library": provenance.library, "pack": provenance.pack, "model": provenance.model},
        "language": language,
        "genre": outcome.genre,
        "text": text,
        "attributions": [_attribution(a) for a in outcome.attributions],
        "speakers": [_speaker(s) for s in outcome.speakers],
        "doubts": [{"kind": d.kind, "span": _span(d.span), "message": d.message} for d in outcome.doubts],
    }
    if offsets == "utf16":
        document = {**to_utf16(document, text), "schema": UTF16_SCHEMA, "offsets": offsets}
    # repr is the quickest look at every string
    whole: dict[str, Any] = _whole(document) if _PAIR.search(repr(document)) else document
    return whole


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


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "span": _span(mention.span),
        "text": mention.text,
        "head": _span(mention.head),
        "kind": mention.kind,
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "aliases": list(speaker.aliases),
        "gender": speaker.gender,
        "gender_evidence": list(speaker.gender_evidence),
        "roles": list(speaker.roles),
        "known_id": speaker.known_id,
        "mentions": [_mention(m) for m in speaker.mentions],
        "members": list(speaker.members),
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    quotation, cue, mention = attribution.quotation, attribution.cue, attribution.mention
    return {
        "quotation": {
            "spans": [_span(s) for s in quotation.spans],
            "kind": quotation.kind,
            "parts": list(quotation.parts),
            "text": quotation.text,
            "medium": quotation.medium,
        },
        "cue": cue
        and {
            "span": _span(cue.span),
            "text": cue.text,
            "lemma": cue.lemma,
            "act": cue.act,
            "negated": cue.negated,
            "modal": cue.modal,
        },
        "mention": mention and _mention(mention),
        "speaker": attribution.speaker and attribution.speaker.id,
        "addressees": [s.id for s in attribution.addressees],
        "rule": attribution.rule,
        "evidence": [
            {"rule": e.rule, "spans": [_span(s) for s in e.spans], "message": e.message, "share": e.share}
            for e in attribution.evidence
        ],
        "confidence": attribution.confidence,
        "runners_up": [{"speaker": r.speaker.id, "score": r.score} for r in attribution.runners_up],
    }


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
    root = _Place(document, "")
    number = root["schema"].integer()
    if number not in (SCHEMA, UTF16_SCHEMA):
        root["schema"].fail(f"this version reads schema {SCHEMA} and {UTF16_SCHEMA}, not {shown(number)}")
    unit: Offsets = "codepoints" if number == SCHEMA else "utf16"
    if number == UTF16_SCHEMA or "offsets" in document:
        root["offsets"].one_of((unit,))
    text = root["text"].string()
    if unit == "utf16":
        root = _Place(from_utf16(document, text), "")
    made = root["provenance"]
    provenance = Provenance(
        made["library"].string(), made["pack"].string(), made["model"].nullable_string(), SCHEMA
    )
    speakers = tuple(_read_speaker(s, text) for s in root["speakers"])
    known = {speaker.id: speaker for speaker in speakers}
    if len(known) < len(speakers):
        root["speakers"].fail("two speakers have the same id")
    outcome = Outcome(
        genre=root["genre"].one_of(get_args(Genre)),
        attributions=tuple(_read_attribution(a, text, known) for a in root["attributions"]),
        speakers=speakers,
        doubts=tuple(
            Doubt(d["kind"].string(), d["span"].span(text), d["message"].string()) for d in root["doubts"]
        ),
    )
    return text, root["language"].string(), outcome, provenance


@frozen
class _Place:
    """A value inside a document, and the way to it."""

    value: Any
    where: str

    def fail(self, message: str) -> Any:
        raise DocumentError(self.where, message)

    def _of(self, kind: type | tuple[type, ...], name: str) -> Any:
        # a bool is an int to Python, never to us
        if not isinstance(self.value, kind) or (isinstance(self.value, bool) and kind is not bool):
            self.fail(f"must be {name}, not {type(self.value).__name__}")
        return self.value

    def __getitem__(self, key: str) -> _Place:
        if key not in self._of(Mapping, "an object"):
            self.fail(f"{key!r} is missing")
        return _Place(self.value[key], f"{self.where}.{key}" if self.where else key)

    def __iter__(self) -> Iterator[_Place]:
        for i, value in enumerate(self._of((list, tuple), "an array")):
            yield _Place(value, f"{self.where}[{i}]")

    def string(self) -> str:
        if isinstance(self.value, list):
            return "".join(part._of(str, "a string") for part in self)
        whole: str = self._of(str, "a string")
        return whole

    def nullable_string(self) -> str | None:
        return None if self.value is None else self.string()

    def strings(self) -> tuple[str, ...]:
        return tuple(place.string() for place in self)

    def integer(self) -> int:
        number: int = self._of(int, "an integer")
        return number

    def number(self) -> float:
        try:
            number = float(self._of((int, float), "a number"))
        except OverflowError:
            number = inf
        if not isfinite(number):
            self.fail(f"must be a number of everyday size, not {shown(self.value)}")
        return number

    def probability(self) -> float:
        number = self.number()
        if not 0 <= number <= 1:
            self.fail(f"must be a number from 0 to 1, not {shown(number)}")
        return number

    def flag(self) -> bool:
        flag: bool = self._of(bool, "true or false")
        return flag

    def one_of(self, allowed: tuple[_T, ...]) -> _T:
        plain = self.value is None or isinstance(self.value, str)  # what a stranger's == does is not known
        if not plain or self.value not in allowed:
            self.fail(f"must be one of {', '.join(map(str, allowed))}, not {shown(self.value)}")
        found: _T = self.value
        return found

    def span(self, text: str) -> Span:
        ends = [place.integer() for place in self]
        if len(ends) != 2 or not 0 <= ends[0] <= ends[1] <= len(text):
            self.fail(f"must be [start, end] within the text of {len(text)} characters, not {shown(ends)}")
        return Span(*ends)

    def spans(self, text: str) -> tuple[Span, ...]:
        return tuple(place.span(text) for place in self)

    def speaker(self, known: Mapping[str, Speaker]) -> Speaker:
        name = self.string()
        if name not in known:
            self.fail(f"no speaker has the id {shown(name)}")
        return known[name]


def _read_mention(place: _Place, text: str) -> Mention:
    span, head = place["span"].span(text), place["head"].span(text)
    if not span.start <= head.start <= head.end <= span.end:
        head = span  # documents of version 0.1 have heads in a name beside the mention
    return Mention(span, place["text"].string(), head, place["kind"].one_of(get_args(MentionKind)))


def _read_speaker(place: _Place, text: str) -> Speaker:
    return Speaker(
        id=place["id"].string(),
        name=place["name"].string(),
        kind=place["kind"].one_of(get_args(SpeakerKind)),
        aliases=place["aliases"].strings(),
        gender=place["gender"].one_of((None, *get_args(Gender))),
        gender_evidence=place["gender_evidence"].strings(),
        roles=place["roles"].strings(),
        known_id=place["known_id"].nullable_string(),
        mentions=tuple(_read_mention(m, text) for m in place["mentions"]),
        members=place["members"].strings(),
    )


def _read_quotation(place: _Place, text: str) -> Quotation:
    spans = place["spans"].spans(text)
    parts = place["parts"].strings()
    if not spans:
        place["spans"].fail("a quotation has at least one span")
    if parts != tuple(text[s.start : s.end] for s in spans):
        place["parts"].fail("must be the slices of the text at the spans (was the text changed?)")
    return Quotation(
        spans,
        place["kind"].one_of(get_args(QuotationKind)),
        parts,
        place["text"].string(),
        # the first documents of this schema had no such key
        place["medium"].one_of((None, *get_args(Medium))) if "medium" in place.value else None,
    )


def _read_cue(place: _Place, text: str) -> Cue:
    return Cue(
        span=place["span"].span(text),
        text=place["text"].string(),
        lemma=place["lemma"].string(),
        act=place["act"].one_of(get_args(CueAct)),
        negated=place["negated"].flag(),
        modal=place["modal"].flag(),
    )


def _read_attribution(place: _Place, text: str, known: Mapping[str, Speaker]) -> Attribution:
    cue, mention, speaker, confidence = (place[key] for key in ("cue", "mention", "speaker", "confidence"))
    return Attribution(
        quotation=_read_quotation(place["quotation"], text),
        cue=None if cue.value is None else _read_cue(cue, text),
        mention=None if mention.value is None else _read_mention(mention, text),
        speaker=None if speaker.value is None else speaker.speaker(known),
        rule=place["rule"].string(),
        addressees=tuple(s.speaker(known) for s in place["addressees"]),
        evidence=tuple(
            Evidence(e["rule"].string(), e["spans"].spans(text), e["message"].string(), e["share"].number())
            for e in place["evidence"]
        ),
        confidence=None if confidence.value is None else confidence.probability(),
        runners_up=tuple(
            RunnerUp(r["speaker"].speaker(known), r["score"].number()) for r in place["runners_up"]
        ),
    )
