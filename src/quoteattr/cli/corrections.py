"""--corrections FILE.csv: what a person wrote about wrong answers, row by row. Each row is done or reported.

The rows are those that the HTML view offers."""

from __future__ import annotations

import csv as csv_module
import io
import re
from collections.abc import Callable, Iterator
from functools import partial

from attrs import define, field, frozen

from quoteattr.analysis import Analysis
from quoteattr.cli import files
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.export import csv
from quoteattr.export.html_text import held
from quoteattr.speakers.known import decoded
from quoteattr.types import Attribution, Speaker

COLUMNS = ("doc_id", "action", "start", "end", "from", "to")
_PLACE = re.compile("[0-9]{1,12}")


@frozen
class Row:
    """A row as it is written: its ``number`` (that of the header is 1) and its ``cells`` by column, spaces
    around them off. ``extra``: it has more cells than the header."""

    number: int
    cells: dict[str, str]
    extra: bool


@define
class Corrector:
    """The rows of a file, by doc_id, and which of them did not fit."""

    path: str = ""
    rows: dict[str, list[Row]] = field(factory=dict)
    met: set[str] = field(factory=set)
    unfit: set[int] = field(factory=set)

    def of(self, doc_id: str) -> Callable[[Analysis], Analysis] | None:
        """What corrects the Analysis of that text; None where no row is about it."""
        return partial(self.correct, doc_id) if self._rows_of(doc_id) else None

    def correct(self, doc_id: str, analysis: Analysis) -> Analysis:
        """The Analysis with the rows of ``doc_id`` done in order; one line on standard error for each that
        does not fit."""
        for row in self._rows_of(doc_id):
            try:
                analysis = _done(analysis, row)
            except ArgumentError as error:
                self._report(row, error.message)
        self.met.update(_forms(doc_id))
        return analysis

    def finish(self) -> int:
        """Report the rows about texts that were not met, and how many did not fit; gives the exit status."""
        missing = [row for doc_id, rows in self.rows.items() if doc_id not in self.met for row in rows]
        for row in sorted(missing, key=lambda row: row.number):
            self._report(row, f"no text has the doc_id {row.cells['doc_id']!r}")
        if not self.unfit:
            return 0
        total = sum(map(len, self.rows.values()))
        files.complain(f"{self.path}: {len(self.unfit)} of {total} rows not applied")
        return files.UNFIT

    def _rows_of(self, doc_id: str) -> list[Row]:
        found = [row for form in _forms(doc_id) for row in self.rows.get(form, ())]
        return sorted(found, key=lambda row: row.number)

    def _report(self, row: Row, message: str) -> None:
        self.unfit.add(row.number)
        files.complain(f"{self.path}, row {row.number}: {message}")


def read(path: str | None) -> Corrector:
    """The rows of a CSV file (UTF-8, the columns COLUMNS in any order; others are passed over), none where
    there is no file.

    Raises InputFileError for a file that cannot be read, is no CSV, or lacks a column.
    """
    corrector = Corrector(path or "")
    if path is not None:
        for row in _rows(path, decoded(path, "utf-8-sig")):
            corrector.rows.setdefault(_spaced(row.cells["doc_id"]), []).append(row)
    return corrector


def _rows(path: str, text: str) -> Iterator[Row]:
    table = csv_module.reader(io.StringIO(text, newline=""))
    try:
        header = [column.strip().lower() for column in next(table, [])]
        if missing := [column for column in COLUMNS if column not in header]:
            message = f"no column {', '.join(missing)}; the first line must be {','.join(COLUMNS)}"
            raise InputFileError(path, message, 1)
        for number, cells in enumerate(table, 2):
            if any(cell.strip() for cell in cells):
                padded = [*cells, *[""] * (len(header) - len(cells))]
                found = {column: padded[header.index(column)].strip() for column in COLUMNS}
                yield Row(number, found, any(cell.strip() for cell in cells[len(header) :]))
    except csv_module.Error as error:
        raise InputFileError(path, f"is no CSV: {error}", table.line_num) from error


# ---------------------------------------------------------------------------------------- one row


def _done(analysis: Analysis, row: Row) -> Analysis:
    """What the row makes of the analysis. Raises ArgumentError, which says why it does not fit."""
    action = row.cells["action"].casefold()
    if row.extra:
        raise _misfit("more cells than columns; a name with a comma in it stands in quotation marks")
    if action not in _ACTIONS:
        raise _misfit(f"action must be one of {', '.join(_ACTIONS)}, not {action!r}")
    return _ACTIONS[action](analysis, row)


def _merge(analysis: Analysis, row: Row) -> Analysis:
    if not row.cells["to"]:
        raise _misfit("“to” is empty: who is it merged into?")
    return analysis.merge(_named(analysis, row.cells["to"]), _speaker(analysis, row))


def _remove(analysis: Analysis, row: Row) -> Analysis:
    if row.cells["to"]:
        raise _misfit("remove takes nothing in “to”; merge joins two speakers")
    return analysis.remove(_speaker(analysis, row))


def _reassign(analysis: Analysis, row: Row) -> Analysis:
    place = _place(row)
    if place is None:
        raise _misfit("start and end are empty: which quotation is it?")
    to = row.cells["to"]
    for one in _said(analysis, place, row.cells["from"]):
        analysis = analysis.reassign(one, _named(analysis, to) if to else None)
    return analysis


_ACTIONS = {"merge": _merge, "reassign": _reassign, "remove": _remove}


def _speaker(analysis: Analysis, row: Row) -> Speaker | str:
    """Whom merge and remove are about: with a place, the one who speaks there."""
    name = row.cells["from"]
    if not name:
        raise _misfit("“from” is empty: which speaker is it?")
    place = _place(row)
    if place is None:
        return _named(analysis, name)
    speaker = _said(analysis, place, name)[0].speaker
    assert speaker is not None  # it has the name
    return speaker


def _place(row: Row) -> tuple[int, int] | None:
    start, end = row.cells["start"], row.cells["end"]
    if not start and not end:
        return None
    if not (_PLACE.fullmatch(start) and _PLACE.fullmatch(end)):
        raise _misfit(f"start and end must be whole numbers, not {start!r} and {end!r}")
    return int(start), int(end)


def _said(analysis: Analysis, place: tuple[int, int], name: str) -> list[Attribution]:
    """The attributions that start and end there and have that speaker (none: an empty name)."""
    where = f"from {place[0]} to {place[1]}"
    there = [a for a in analysis if (a.quotation.start, a.quotation.end) == place]
    if not there:
        raise _misfit(f"no quotation goes {where}; was the text changed?")
    found = [a for a in there if _is(a.speaker, name)]
    if not found:
        who = there[0].speaker.name if there[0].speaker is not None else "nobody"
        raise _misfit(f"the quotation {where} is said by {who}, not by {name or 'nobody'}")
    return found


def _is(speaker: Speaker | None, name: str) -> bool:
    if speaker is None or not name:
        return speaker is None and not name
    return name == speaker.id or any(_spaced(name) in _forms(n) for n in (speaker.name, *speaker.aliases))


def _named(analysis: Analysis, cell: str) -> str:
    """The id or the name in the cast that the cell means; what is neither, as it stands."""
    if any(s.id == cell for s in analysis.speakers):
        return cell
    names = [s.name for s in analysis.speakers] + [alias for s in analysis.speakers for alias in s.aliases]
    return next((name for name in names if _spaced(cell) in _forms(name)), cell)


def _forms(name: str) -> set[str]:
    """How a name stands in a file: as it is, and as the HTML view writes it for a spreadsheet."""
    return {_spaced(name), _spaced(held(str(csv.cell(name))))}


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _misfit(message: str) -> ArgumentError:
    return ArgumentError("--corrections", None, message)
