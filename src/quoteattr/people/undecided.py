"""What is undecided as a small CSV for a person to fill in, and its answers read back."""

from __future__ import annotations

import csv as csv_module
import io
from collections.abc import Iterator
from os import PathLike

from quoteattr import arguments, files
from quoteattr.arguments import shown
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.export import csv
from quoteattr.people.registry import Registry
from quoteattr.people.values import Person

COLUMNS = (
    "decision",  # for a person to fill in: same or different; empty: still open
    "id",
    "name",
    "about",  # gender, roles, number of documents
    "other_id",
    "other_name",
    "other_about",
    "reason",  # why it is open
)
_SAME, _DIFFERENT = "same", "different"


def rows(registry: Registry) -> Iterator[str]:
    """The CSV, a line at a time."""
    yield csv.line(COLUMNS)
    for question in registry.undecided():
        one, other = registry.person(question.id), registry.person(question.other)
        cells = ("", one.id, one.name, _about(one), other.id, other.name, _about(other), question.reason)
        yield csv.line(map(csv.cell, cells))


def _about(person: Person) -> str:
    documents = f"{person.documents} document{'s' * (person.documents != 1)}"
    return "; ".join([*filter(None, (person.known_id, person.gender)), *person.roles[:3], documents])


def decide(registry: Registry, path: str | PathLike[str]) -> int:
    """Do what the filled-in CSV says; gives how many decisions it held. Only decision, id and other_id are
    read, so a person may write lines of their own. What was decided before is not decided again.

    Raises InputFileError, which names the line.
    """
    file = arguments.path("path", path)
    table = csv_module.DictReader(io.StringIO(files.text(file, hint=files.TABLE_HINT), newline=""))
    done = 0
    try:
        missing = {"decision", "id", "other_id"}.difference(table.fieldnames or ())
        if missing:
            raise InputFileError(file, f"no column {', '.join(sorted(missing))}", 1)
        for row in table:
            decision = (row["decision"] or "").strip().casefold()
            if decision:
                _do(registry, file, table.line_num, decision, row["id"] or "", row["other_id"] or "")
                done += 1
    except csv_module.Error as error:
        raise InputFileError(file, f"is no CSV: {error}", table.line_num + 1) from error
    return done


def _do(registry: Registry, file: str, line: int, decision: str, id: str, other: str) -> None:
    id, other = id.strip(), other.strip()
    try:
        if decision == _SAME:
            registry.merge(id, other)
        elif decision == _DIFFERENT:
            registry.keep_apart(id, other)
        else:
            raise InputFileError(
                file, f"decision must be {_SAME} or {_DIFFERENT}, not {shown(decision)}", line
            )
    except ArgumentError as error:
        raise InputFileError(file, error.message, line) from error
