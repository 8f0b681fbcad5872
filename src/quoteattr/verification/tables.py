"""A verification as flat rows, one a check: for data frames, spreadsheets and a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quoteattr.export.records import ColumnType
from quoteattr.export.table import fitted, plain, wrapped
from quoteattr.glance import counted
from quoteattr.types import Attribution
from quoteattr.verification.values import Check, Difference, SpeakerVerdict, Verification

CHECKS: Mapping[str, ColumnType] = {
    "doc_id": "string",  # the caller's name of the draft, or None
    "quote_index": "integer",  # 0-based, in text order, among the checks
    "start": "integer",  # of the quotation in the draft, in code points
    "end": "integer",  # exclusive
    "text": "string",  # of the quotation, outer marks off
    "kind": "string",  # direct, mixed
    "speaker_name": "string",  # whom the draft names
    "verdict": "string",  # verbatim, altered, stitched, report, absent, unclear
    "reversed": "boolean",  # a difference turns the sense around
    "speaker": "string",  # same, different, unclear, or None
    "problem": "boolean",  # the words or the speaker are not those of the source
    "score": "number",  # the share of the words that stand in the source, in order
    "differences": "strings",  # "changed: summer → winter", the worst first
    "source": "string",  # its id; this and the next are None where the words stand nowhere
    "source_spans": "spans",  # where the words stand in the source
    "found": "string",  # the source's words
    "source_speaker": "string",  # who says them there, or None
}
COLUMNS = tuple(CHECKS)


def records(verification: Verification, doc_id: str | None = None) -> list[dict[str, Any]]:
    """One dict a check, with the keys of COLUMNS in that order."""
    return [_record(check, index, doc_id) for index, check in enumerate(verification)]


def _record(check: Check, index: int, doc_id: str | None) -> dict[str, Any]:
    place = check.place
    values = (
        doc_id,
        index,
        check.quotation.start,
        check.quotation.end,
        check.quotation.text,
        check.quotation.kind,
        check.attribution.speaker_name,
        check.verdict,
        check.reversed,
        check.speaker,
        check.is_problem,
        check.score,
        tuple(difference_text(one) for one in check.differences),
        check.source,
        tuple((span.start, span.end) for span in check.spans) if place is not None else None,
        check.found if place is not None else None,
        named(check.evidence),
    )
    return dict(zip(COLUMNS, values, strict=True))


def named(attribution: Attribution | None) -> str | None:
    """Who said it, where there is somebody."""
    return attribution.speaker_name if attribution is not None else None


def difference_text(one: Difference) -> str:
    """A difference in words: what it is, the source's words, the draft's."""
    sides = " → ".join(filter(None, (one.original or "", one.words)))
    return f"{one.kind}{' (marked)' if one.marked else ''}: {plain(sides)}"


def worst_first(verification: Verification) -> list[tuple[int, Check]]:
    """The checks with their numbers from 0, the worst first, equals in text order."""
    return sorted(enumerate(verification), key=lambda pair: pair[1].severity)


def label(check: Check) -> str:
    """The verdict in a few words."""
    return verdict_text(check.verdict, check.speaker, turned=check.reversed)


def verdict_text(verdict: str, speaker: SpeakerVerdict | None, *, turned: bool) -> str:
    """A verdict in a few words: on the words, on their sense, and on whose they are."""
    sense = ", sense turned around" if turned else ""
    other = ", other speaker" if speaker == "different" else ""
    return f"{verdict}{sense}{other}"


# ----------------------------------------------------------------------------------- CSV, terminal


def table(title: str, verification: Verification, width: int) -> Iterator[str]:
    """The checks of one draft for a terminal, the worst first, no line wider than ``width`` columns."""
    checks, problems = len(verification), len(verification.problems)
    yield fitted(f"{title}: {counted(checks, 'quotation')}, {counted(problems, 'problem')}", width).rstrip()
    yield "\n"
    for number, check in worst_first(verification):
        yield f"\n{number + 1}. {label(check)}\n"
        yield from _lines(check, width)
    for report in verification.reports:
        found = "found" if report.found else "not found"
        yield f"\nreport {found}\n"
        yield wrapped(plain(report.quotation.text), "   draft   ", width)


def _lines(check: Check, width: int) -> Iterator[str]:
    who = check.attribution.speaker_name or "?"
    yield wrapped(f"{plain(check.quotation.text)} ({plain(who)})", "   draft   ", width)
    if check.place is not None:
        there = named(check.evidence) or "?"
        yield wrapped(f"{plain(check.found)} ({plain(there)})", "   source  ", width)
        yield wrapped(plain(check.place.source), "   in      ", width)
    for one in check.differences:
        yield wrapped(difference_text(one), "   !       " if one.reversed else "   -       ", width)
