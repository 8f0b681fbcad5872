"""A CSV file of corrections: what a person wrote about wrong answers, row by row, and what each row does.

The rows are those that the HTML view offers."""

from __future__ import annotations

import csv as csv_module
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from os import PathLike

from attrs import field, frozen

from quoteattr import arguments, corrections, files
from quoteattr.analysis import Analysis
from quoteattr.arguments import shown
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.export import csv
from quoteattr.export.html_text import for_html
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


@frozen
class Unfit:
    """A row that could not be done: its number, and why."""

    row: int
    message: str


@frozen
class Corrections:
    """The rows of a file, by doc_id as it is written there (spaces aside); immutable, so that every process
    may have them."""

    path: str = ""
    rows: Mapping[str, Sequence[Row]] = field(factory=dict)

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))

    def in_order(self) -> list[Row]:
        """All rows as they stand in the file."""
        return self.rows_of(self.rows)

    def about(self, doc_id: str) -> set[str]:
        """The keys of ``rows`` that mean this text."""
        return {form for form in _forms(doc_id) if form in self.rows}

    def rows_of(self, keys: Iterable[str]) -> list[Row]:
        """The rows under these keys, as they stand in the file."""
        return sorted((row for key in keys for row in self.rows[key]), key=lambda row: row.number)

    def corrected(self, doc_id: str, analysis: Analysis) -> tuple[Analysis, tuple[Unfit, ...]]:
        """The Analysis with the rows of ``doc_id`` done in order, and those that do not fit."""
        unfit = []
        again: Analysis | None = None  # a row may be written about what those before it made of a story
        for row in self.rows_of(self.about(doc_id)):
            try:
                analysis, again = _done(analysis, row), None
            except ArgumentError:
                try:
                    again = again or analysis.decoded_again()
                    analysis, again = _done(again, row), None
                except ArgumentError as error:
                    unfit.append(Unfit(row.number, error.message))
        return analysis.decoded_again(), tuple(unfit)

    def missing(self, met: Collection[str]) -> tuple[Unfit, ...]:
        """The rows about texts that were not met: ``met`` is what ``about`` gave for those that were."""
        rows = self.rows_of(key for key in self.rows if key not in met)
        return tuple(Unfit(row.number, f"no text has the doc_id {row.cells['doc_id']!r}") for row in rows)

    def not_done(self, keys: Iterable[str], message: str) -> tuple[Unfit, ...]:
        """The rows under these keys, none of which could be done."""
        return tuple(Unfit(row.number, message) for row in self.rows_of(keys))


def read_corrections(path: str | PathLike[str]) -> Corrections:
    """The rows of a CSV file (UTF-8, the columns COLUMNS in any order; others are passed over).

    Raises InputFileError for a file that cannot be read, is no CSV, or lacks a column.
    """
    rows: dict[str, list[Row]] = {}
    path = arguments.path("path", path)
    for row in _rows(path, files.text(path, hint=files.TABLE_HINT)):
        rows.setdefault(_spaced(row.cells["doc_id"]), []).append(row)
    return Corrections(path, rows)


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
        raise _misfit(f"action must be one of {', '.join(_ACTIONS)}, not {shown(action)}")
    return _ACTIONS[action](analysis, row)


def _merge(analysis: Analysis, row: Row) -> Analysis:
    if not row.cells["to"]:
        raise _misfit("“to” is empty: who is it merged into?")
    return corrections.merge(analysis, _named(analysis, row.cells["to"]), _speaker(analysis, row))


def _remove(analysis: Analysis, row: Row) -> Analysis:
    if row.cells["to"]:
        raise _misfit("remove takes nothing in “to”; merge joins two speakers")
    return corrections.remove(analysis, _speaker(analysis, row))


def _reassign(analysis: Analysis, row: Row) -> Analysis:
    place = _place(row)
    if place is None:
        raise _misfit("start and end are empty: which quotation is it?")
    to = row.cells["to"]
    for one in _said(analysis, place, row.cells["from"]):
        analysis = corrections.reassign(analysis, one, _named(analysis, to) if to else None)
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
        raise _misfit(f"start and end must be whole numbers, not {shown(start)} and {shown(end)}")
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
    return {_spaced(name), _spaced(for_html(str(csv.cell(name))))}


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _misfit(message: str) -> ArgumentError:
    return ArgumentError("--corrections", None, message)
