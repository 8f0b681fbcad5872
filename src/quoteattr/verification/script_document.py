"""The verification of a script as plain JSON values."""

from __future__ import annotations

from typing import Any

from quoteattr import codec
from quoteattr.verification.document import place_of
from quoteattr.verification.script_tables import tag_of
from quoteattr.verification.script_values import LeftOut, LineCheck, ScriptVerification
from quoteattr.verification.values import Difference

SCHEMA = 1
"""Number of the schema that ``encode`` writes; ``schema()`` gives it."""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one document."""
    return codec.schema(__package__, f"script-{SCHEMA}")


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
        "spans": [place_of(span) for span in check.spans],
        "found": check.found,
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    speaker = one.attribution.speaker_name if one.attribution is not None else None
    return {"span": place_of(one.span), "text": one.text, "behind": one.behind, "speaker": speaker}


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "line": place_of(one.draft),
        "words": one.words,
        "novel": place_of(one.source) if one.source is not None else None,
        "original": one.original,
        "reversed": one.reversed,
    }
