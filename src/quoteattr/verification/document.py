"""A verification as plain JSON values."""

from __future__ import annotations

import json
from typing import Any

from quoteattr.types import Attribution, Quotation, Span
from quoteattr.verification.values import Check, Difference, Place, ReportCheck, Verification

SCHEMA = 1
"""Number of the schema that ``encode`` writes; ``schema()`` gives it."""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one document."""
    from importlib import resources  # imported on use: it costs as much as all of this module

    file = resources.files(__package__) / "schema" / f"verification-{SCHEMA}.json"
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


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
        "draft": _span(one.draft),
        "words": one.words,
        "source": _span(one.source) if one.source is not None else None,
        "original": one.original,
        "reversed": one.reversed,
        "marked": one.marked,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "source": place.source,
        "spans": [_span(span) for span in place.spans],
        "found": place.found,
        "score": place.score,
        "attribution": _attribution(place.attribution) if place.attribution is not None else None,
    }


def _quotation(quotation: Quotation) -> dict[str, Any]:
    spans = [_span(span) for span in quotation.spans]
    return {"spans": spans, "kind": quotation.kind, "text": quotation.text}


def _attribution(attribution: Attribution) -> dict[str, Any]:
    speaker, cue, mention = attribution.speaker, attribution.cue, attribution.mention
    return {
        "speaker": speaker.name if speaker is not None else None,
        "known_id": speaker.known_id if speaker is not None else None,
        "cue": {"span": _span(cue.span), "text": cue.text} if cue is not None else None,
        "mention": {"span": _span(mention.span), "text": mention.text} if mention is not None else None,
        "confidence": attribution.confidence,
        "rule": attribution.rule,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
