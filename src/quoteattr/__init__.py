"""Finds the quotations in a text and links each to the person who said it."""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING as _TYPE_CHECKING
from typing import Any as _Any

from quoteattr.analysis import Analysis
from quoteattr.attributor import Attributor, attribute, find_quotes, tokenize
from quoteattr.errors import QuoteattrError
from quoteattr.export.script import ScriptLine
from quoteattr.failure import Failure
from quoteattr.names.known import read_known
from quoteattr.second_opinion import Opinion, Option, Question, SecondOpinion
from quoteattr.types import (
    Attribution,
    Cue,
    Doubt,
    Evidence,
    KnownSpeaker,
    Mention,
    Provenance,
    Quotation,
    QuoteSpan,
    RunnerUp,
    Span,
    Speaker,
    Token,
)
from quoteattr.version import __version__

if _TYPE_CHECKING:
    from quoteattr.documents import read_text
    from quoteattr.verification import (
        Check,
        Difference,
        LeftOut,
        LineCheck,
        Place,
        ReportCheck,
        ScriptVerification,
        Sources,
        Verification,
        verify,
        verify_script,
    )

__all__ = [
    "Analysis", "Attribution", "Attributor", "Check", "Cue", "Difference", "Doubt", "Evidence", "Failure",
    "KnownSpeaker", "LeftOut", "LineCheck", "Mention", "Opinion", "Option", "Place", "Provenance",
    "Question", "Quotation", "QuoteSpan", "QuoteattrError", "ReportCheck", "RunnerUp", "ScriptLine",
    "ScriptVerification", "SecondOpinion", "Sources", "Span", "Speaker", "Token", "Verification",
    "__version__", "attribute", "find_quotes", "read_known", "read_text", "tokenize", "verify",
    "verify_script",
]  # fmt: skip

# read when they are asked for: what they import costs time
_LATER = ("corpus", "evaluation", "people", "verification")
_VERIFICATION = (
    "Check", "Difference", "LeftOut", "LineCheck", "Place", "ReportCheck", "ScriptVerification", "Sources",
    "Verification", "verify", "verify_script",
)  # fmt: skip
_FROM = {"read_text": "documents", **dict.fromkeys(_VERIFICATION, "verification")}


def __getattr__(name: str) -> _Any:
    if name in _LATER:
        return _import_module(f"quoteattr.{name}")
    if name in _FROM:
        return getattr(_import_module(f"quoteattr.{_FROM[name]}"), name)
    raise AttributeError(f"module 'quoteattr' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *_LATER} - {"verification"})
