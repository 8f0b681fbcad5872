"""An audit as a table for a terminal, as CSV and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from attrs import asdict, astuple

from quoteattr.export import csv
from quoteattr.export.table import columns_of, fitted, wrapped
from quoteattr.people.audit import GENDERS, NOBODY, Audit, Row, Share

COLUMNS = (
    "group",  # source, gender, role, person
    "label",  # of the group, or the person's name
    "id",  # of a person
    "gender",  # of a person
    "role",  # of a person: the one most texts give
    "people",  # how many identified people it is
    "documents",  # of a person: in how many they are quoted
    "direct",  # quotations in marks as a whole
    "mixed",  # in part
    "indirect",  # not at all
    "quotations",  # all of them
    *GENDERS,  # of a role: how many of the quotations are theirs
    "share",  # of all quotations of the group, from 0 to 1
    "share_low",  # the lower end of Wilson's interval of 95 %
    "share_high",  # its upper end
    "share_least",  # of women and men: were none of those of unknown gender theirs
    "share_most",  # of women and men: were all of them theirs
)
_MOST_ROLES, _MOST_PEOPLE = 15, 25
_NUMBERS = ("Direct", "Mixed", "Indirect", "All", "Share")
LEFT_OUT = {"negated": "“did not say”", "modal": "“might say”", "thoughts": "thoughts"}


def notes(audit: Audit) -> list[str]:
    """What a reader must know to read the counts: denominators, what is left out, how sure it is."""
    read = f"{audit.documents} documents, {audit.silent} of them without a quotation that is counted."
    if audit.genres:
        read += f" By genre: {', '.join(f'{number} {genre}' for genre, number in audit.genres)}."
    left = ", ".join(f"{number} {LEFT_OUT[why]}" for why, number in audit.left_out)
    recall = audit.recall
    source = (
        "Gender is what the texts show, else what the first name is taken for"
        if audit.gender_from == "any"
        else "Gender is what the texts show; first names are left out of account"
    )
    return [
        read,
        f"Left out: {left}." if left else "Nothing is left out.",
        f"{source}; unknown stays unknown.",
        *_unsure(audit),
        f"The right person is found for {recall.women} % of what women and {recall.men} % of what men are "
        f"quoted saying ({recall.measured_on}; {recall.command}): small differences in counts may be ours.",
        f"Undecided: {audit.undecided or 'no'} pair{'s' * (audit.undecided != 1)} that may be one person, "
        "counted as two.",
        "The intervals are Wilson’s, each quotation taken as drawn by itself. From none to all unknown: the "
        "share if none, or all, of those of unknown gender were women; or men.",
    ]


def _unsure(audit: Audit) -> Iterator[str]:
    if audit.min_confidence is None:
        return
    kept = f"; {audit.unweighed} without a confidence keep their speaker" if audit.unweighed else ""
    number = f"{audit.unsure} quotation{'s' * (audit.unsure != 1)}"
    least = f"{audit.min_confidence:g}"
    yield f"Counted as “{NOBODY}”: {number} of somebody who is less probable than {least}{kept}."


def share(row: Row) -> str:
    """Of all quotations of its table, in percent."""
    return f"{100 * row.share.value:.1f} %" if row.share is not None else "–"


def interval(low: float | None, high: float | None) -> str:
    """From one share to another, in percent; "–" for neither."""
    return f"{100 * low:.1f} to {100 * high:.1f} %" if low is not None and high is not None else "–"


def ranges(row: Row) -> tuple[str, str]:
    """Of a share: its interval of 95 %, and its bounds by those of unknown gender."""
    one = row.share
    return (interval(one.low, one.high), interval(one.least, one.most)) if one is not None else ("–", "–")


def table(audit: Audit, width: int) -> Iterator[str]:
    """For a terminal of ``width`` columns; of long lists, only the beginning."""
    for note in notes(audit):
        yield wrapped(note, "", width)
    yield "\n"
    yield from _numbers("Gender", audit.by_gender, width)
    yield from _ranges(audit.by_gender)
    yield from _numbers("Source", audit.by_source, width)
    yield from _numbers("Role", audit.by_role, width, _MOST_ROLES)
    yield from _numbers("Person", audit.people, width, _MOST_PEOPLE)


def _numbers(head: str, rows: Sequence[Row], width: int, most: int = 0) -> Iterator[str]:
    shown = rows[:most] if most else rows
    about = [_about(head, row) for row in shown]
    second = {"Person": "Who", "Role": "Women/men/other/unknown"}.get(head, "Identified")
    cells = [
        (
            row.label,
            who,
            *map(str, (row.counts.direct, row.counts.mixed, row.counts.indirect)),
            str(row.counts.total),
            share(row),
        )
        for row, who in zip(shown, about, strict=True)
    ]
    numbers = [
        max(len(name), *(len(row[n + 2]) for row in cells)) if cells else len(name)
        for n, name in enumerate(_NUMBERS)
    ]
    left = max(width - sum(numbers) - 2 * len(numbers), 24)
    wide = min(max((columns_of(c[1]) for c in cells), default=0), left // 2)
    wide = max(wide, min(len(second), left // 2))
    first = min(max((columns_of(c[0]) for c in cells), default=0), left - wide - 2)
    first = max(first, len(head))
    for row in ((head, second, *_NUMBERS), ("─" * first, "─" * wide, *("─" * n for n in numbers)), *cells):
        ends = [cell.rjust(n) for cell, n in zip(row[2:], numbers, strict=True)]
        yield "  ".join([fitted(row[0], first), fitted(row[1], wide), *ends]).rstrip() + "\n"
    if len(rows) > len(shown):
        yield f"… and {len(rows) - len(shown)} more (--format csv has all)\n"
    yield "\n" if head != "Person" else ""


RANGES = ("95 % interval", "None to all unknown")


def _ranges(rows: Sequence[Row]) -> Iterator[str]:
    """How far the shares of a table may be off."""
    cells = [(row.label, share(row), *ranges(row)) for row in rows]
    wide = [max(map(len, column)) for column in zip(("Gender", "Share", *RANGES), *cells, strict=True)]
    for row in (("Gender", "Share", *RANGES), tuple("─" * n for n in wide), *cells):
        first, *others = (cell.rjust(n) for cell, n in zip(row, wide, strict=True))
        yield "  ".join([first.lstrip().ljust(wide[0]), *others]).rstrip() + "\n"
    yield "\n"


def _about(head: str, row: Row) -> str:
    if head == "Person":
        return ", ".join(filter(None, (row.id, row.gender, row.role)))
    return "/".join(map(str, row.genders)) if head == "Role" else str(row.people)


def grouped(audit: Audit) -> Iterator[tuple[str, Row]]:
    """All rows, each with the name of its group."""
    groups = {
        "source": audit.by_source,
        "gender": audit.by_gender,
        "role": audit.by_role,
        "person": audit.people,
    }
    return ((group, row) for group, rows in groups.items() for row in rows)


def csv_rows(audit: Audit) -> Iterator[str]:
    """All rows as CSV, a line at a time."""
    yield csv.line(COLUMNS)
    for group, row in grouped(audit):
        counts = row.counts
        cells = (
            *(group, row.label, row.id, row.gender, row.role, row.people),
            row.documents if group == "person" else None,
            *(counts.direct, counts.mixed, counts.indirect, counts.total),
            *(row.genders if group == "role" else (None,) * len(GENDERS)),
            *_share_cells(row.share),
        )
        yield csv.line(map(csv.cell, cells))


def _share_cells(one: Share | None) -> tuple[float | None, ...]:
    shares = (None,) * 5 if one is None else astuple(one)
    return tuple(None if share is None else round(share, 4) for share in shares)


def to_json(audit: Audit) -> str:
    """Everything as JSON, ASCII."""
    return json.dumps({**asdict(audit), "notes": notes(audit)}, indent=1) + "\n"
