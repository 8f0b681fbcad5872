"""A verification as plain JSON values."""

from __future__ import annotations

from typing import Any

from quoteattr import codec
from quoteattr.types import Attribution, Quotation, Span
from quoteattr.verification.values import Check, Difference, Place, ReportCheck, Verification

SCHEMA = 1
"""Number of the schema that ``encode`` writes; ``schema()`` gives it."""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one document."""
    return codec.schema(__package__, f"verification-{SCHEMA}")


def encode(verification: Verification) -> dict[str, Any]:
    """Everything but the texts of the sources, which have their ids."""
    return {
        "schema": SCHEMA,
        "draft": verification.draft,
        "checks": [_check(check) for check in verification.checks],
        "reports": [_report(one) for one in verification.reports],
        "sources": [name for name, _ in verification.sources],
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "quotation": _quotation(check.quotation),
        "attribution": _attribution(check.attribution),
        "verdict": check.verdict,
        "reversed": check.reversed,
        "speaker": check.speaker,
        "problem": check.is_problem,
        "score": check.score,
        "differences": [_difference(one) for one in check.differences],
        "place": _place(check.place),
        "runners_up": [_place(one) for one in check.runners_up],
    }


def _report(one: ReportCheck) -> dict[str, Any]:
    return {
        "quotation": _quotation(one.quotation),
        "attribution": _attribution(one.attribution),
        "found": one.found,
        "score": one.score,
        "place": _place(one.place),
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "draft": place_of(one.draft),
        "words": one.words,
        "source": place_of(one.source) if one.source is not None else None,
        "original": one.original,
        "reversed": one.reversed,
        "marked": one.marked,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "source": place.source,
        "spans": [place_of(span) for span in place.spans],
        "found": place.found,
        "score": place.score,
        "attribution": _attribution(place.attribution) if place.attribution is not None else None,
    }


def _quotation(quotation: Quotation) -> dict[str, Any]:
    spans = [place_of(span) for span in quotation.spans]
    return {"spans": spans, "kind": quotation.kind, "text": quotation.text}


def _attribution(attribution: Attribution) -> dict[str, Any]:
    speaker, cue, mention = attribution.speaker, attribution.cue, attribution.mention
    return {
        "speaker": speaker.name if speaker is not None else None,
        "known_id": speaker.known_id if speaker is not None else None,
        "cue": {"span": place_of(cue.span), "text": cue.text} if cue is not None else None,
        "mention": {"span": place_of(mention.span), "text": mention.text} if mention is not None else None,
        "confidence": attribution.confidence,
        "rule": attribution.rule,
    }


def place_of(span: Span) -> list[int]:
    """[start, end] of a span."""
    return [span.start, span.end]
