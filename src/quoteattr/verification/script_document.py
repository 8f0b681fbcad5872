"""The verification of a script as plain JSON values."""

from __future__ import annotations

import json
from typing import Any

from quoteattr.types import Span
from quoteattr.verification.script_tables import tag_of
from quoteattr.verification.script_values import LeftOut, LineCheck, ScriptVerification
from quoteattr.verification.values import Difference

SCHEMA = 1
"""Number of the schema that ``encode`` writes; ``schema()`` gives it."""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one document."""
    from importlib import resources  # imported on use: it costs as much as all of this module

    file = resources.files(__package__) / "schema" / f"script-{SCHEMA}.json"
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def encode(verification: ScriptVerification) -> dict[str, Any]:
    """Everything but the novel, which the caller has."""
    return {
        "schema": SCHEMA,
        "narrated": verification.narrated,
        "lines": [_line(check) for check in verification],
        "left_out": [_left_out(one) for one in verification.left_out],
    }


def _line(check: LineCheck) -> dict[str, Any]:
    return {
        "number": check.number,
        "given": check.given,
        "text": check.text,
        "verdict": check.verdict,
        "reversed": check.reversed,
        "speaker": check.speaker,
        "tag": tag_of(check),
        "problem": check.is_problem,
        "score": check.score,
        "differences": [_difference(one) for one in check.differences],
        "spans": [_span(span) for span in check.spans],
        "found": check.found,
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    speaker = one.attribution.speaker_name if one.attribution is not None else None
    return {"span": _span(one.span), "text": one.text, "behind": one.behind, "speaker": speaker}


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "line": _span(one.draft),
        "words": one.words,
        "novel": _span(one.source) if one.source is not None else None,
        "original": one.original,
        "reversed": one.reversed,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
