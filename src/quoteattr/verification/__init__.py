"""Did they really say that: the quotations of a draft, looked for in its sources.

``markup`` takes tags and signs of Markdown off, ``comparable`` cuts a text into words without their looks,
``ngrams`` finds where words stand, ``alignment`` lays a quotation along a place, ``verdicts`` judges."""

from quoteattr.verification.door import verify, verify_script
from quoteattr.verification.script_values import LeftOut, LineCheck, ScriptVerification
from quoteattr.verification.sources import Sources
from quoteattr.verification.values import Check, Difference, Place, ReportCheck, Verification

__all__ = [
    "Check",
    "Difference",
    "LeftOut",
    "LineCheck",
    "Place",
    "ReportCheck",
    "ScriptVerification",
    "Sources",
    "Verification",
    "verify",
    "verify_script",
]
