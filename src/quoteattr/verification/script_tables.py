"""The verification of a script as flat rows, one a line or a gap: for tables and a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quoteattr.export.records import ColumnType
from quoteattr.export.table import fitted, plain, wrapped
from quoteattr.glance import counted
from quoteattr.verification.script_values import LeftOut, LineCheck, ScriptVerification
from quoteattr.verification.tables import difference_text, verdict_text

LINES: Mapping[str, ColumnType] = {
    "doc_id": "string",  # the caller's name of the script, or None
    "line": "integer",  # 0-based; for what is left out the line before it, -1: none
    "given": "string",  # the speaker as the script has it
    "text": "string",  # the line, or what is left out
    "verdict": "string",  # verbatim, altered, moved, repeated, absent, left out
    "reversed": "boolean",  # a difference turns the sense around
    "speaker": "string",  # same, different, unclear; None where no tag stands beside the words
    "tag": "string",  # whom the tag beside the words names, or None
    "problem": "boolean",
    "score": "number",  # the share of the line's words that stand there
    "differences": "strings",  # "changed: summer → winter", the worst first
    "spans": "spans",  # where in the novel
    "found": "string",  # the novel's words
}
COLUMNS = tuple(LINES)
LEFT_OUT = "left out"


def records(verification: ScriptVerification, doc_id: str | None = None) -> list[dict[str, Any]]:
    """One dict a line and a gap, in order, with the keys of COLUMNS in that order."""
    rows = [((check.number, 0), _of_line(check, doc_id)) for check in verification]
    rows += [((one.behind, 1), _of_gap(one, doc_id)) for one in verification.left_out]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _of_line(check: LineCheck, doc_id: str | None) -> dict[str, Any]:
    values = (
        *(doc_id, check.number, check.given, check.text, check.verdict, check.reversed, check.speaker),
        tag_of(check),
        *(check.is_problem, check.score),
        tuple(difference_text(one) for one in check.differences),
        tuple((span.start, span.end) for span in check.spans),
        check.found or None,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _of_gap(one: LeftOut, doc_id: str | None) -> dict[str, Any]:
    spans = ((one.span.start, one.span.end),)
    values = (doc_id, one.behind, None, one.text, LEFT_OUT, False, None, None, True, 0.0, (), spans, one.text)
    return dict(zip(COLUMNS, values, strict=True))


def tag_of(check: LineCheck) -> str | None:
    """Whom the tag beside a line's words names, in the novel's words."""
    one = check.attribution
    return None if one is None or one.mention is None else one.mention.text


def label(one: LineCheck | LeftOut) -> str:
    """The verdict in a few words."""
    if isinstance(one, LeftOut):
        return f"{LEFT_OUT} {'before the first line' if one.behind < 0 else f'behind line {one.behind + 1}'}"
    return f"line {one.number + 1}: {verdict_text(one.verdict, one.speaker, turned=one.reversed)}"


def summary(verification: ScriptVerification) -> str:
    """How many lines and problems there are."""
    problems = counted(len(verification.problems), "problem")
    return f"{counted(len(verification), 'line')}, {problems}"


# ----------------------------------------------------------------------------------- CSV, terminal


def table(title: str, verification: ScriptVerification, width: int) -> Iterator[str]:
    """The problems of one script for a terminal, in its order, no line wider than ``width`` columns."""
    yield fitted(f"{title}: {summary(verification)}", width).rstrip() + "\n"
    for one in verification.problems:
        yield f"\n{label(one)}\n"
        yield from _lines(one, width)


def _lines(one: LineCheck | LeftOut, width: int) -> Iterator[str]:
    if isinstance(one, LeftOut):
        yield wrapped(plain(one.text), "   novel   ", width)
        return
    yield wrapped(f"{plain(one.text)} ({plain(one.given or 'narrator')})", "   script  ", width)
    if one.found:
        tag = tag_of(one)
        yield wrapped(plain(one.found) + (f" ({plain(tag)})" if tag else ""), "   novel   ", width)
    for difference in one.differences:
        sign = "   !       " if difference.reversed else "   -       "
        yield wrapped(difference_text(difference), sign, width)
