"""People whom the caller knows already: which of them a text's names are, and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal, get_args

from quoteattr import arguments, files
from quoteattr.arguments import shown
from quoteattr.errors import ArgumentError, ArgumentTypeError, InputFileError
from quoteattr.names.folding import parts
from quoteattr.names.lookup import Table, bearers, by_characters, by_words, candidates, table_of
from quoteattr.types import Gender, KnownKind, KnownSpeaker

if TYPE_CHECKING:
    from quoteattr.lang.pack import Pack

Column = Literal["name", "aliases", "kind", "gender", "known_id"]
# for whoever reads the file; and what `--format cast` counts
PassedOver = Literal["note", "notes", "comment", "quotations", "words", "doc_id", "genre"]
Row = dict[str | None, Any]


class KnownIndex(Sequence[KnownSpeaker]):
    """Known speakers, ready to be found: an immutable sequence of KnownSpeaker, equal by value.

    Made by ``known_index``; ``extended`` adds some without building the rest again.
    """

    __slots__ = ("_tables",)
    _tables: tuple[Table, ...]

    def __init__(self, *tables: Table) -> None:
        object.__setattr__(self, "_tables", tables)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a KnownIndex does not change")

    @property
    def speakers(self) -> tuple[KnownSpeaker, ...]:
        """All of them, in the order given."""
        if len(self._tables) == 1:
            return self._tables[0].speakers
        return tuple(speaker for table in self._tables for speaker in table.speakers)

    def __len__(self) -> int:
        return sum(len(table.speakers) for table in self._tables)

    def __getitem__(self, index: Any) -> Any:
        return self.speakers[index]

    def __iter__(self) -> Iterator[KnownSpeaker]:
        return iter(self.speakers)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KnownIndex):
            return NotImplemented
        return self is other or self.speakers == other.speakers

    def __hash__(self) -> int:
        speakers = self.speakers
        return hash((len(speakers), speakers[:4], speakers[-4:]))

    def __repr__(self) -> str:
        return f"<{len(self)} known speakers>" if len(self) > 3 else repr(self.speakers)

    def __reduce__(self) -> tuple[Any, ...]:
        # the tables are built again where they are needed, once a process
        return known_index, (self.speakers,)

    def extended(self, more: KnownIndex) -> KnownIndex:
        """These and then those."""
        if not len(more):
            return self
        return KnownIndex(*self._tables, *more._tables) if len(self) else more

    def match(self, names: Iterable[str], pack: Pack) -> tuple[KnownSpeaker, ...]:
        """Whom the names of one person may be, in a text of the pack's language.

        ``names`` are all the forms in which one text names one person, titles off. A known speaker
        fits by the full name or an alias: as written but for case, hyphens, apostrophes and
        initials' periods; else with diacritics folded; else without middle initials, suffix (Jr.)
        or article on one side. Better fits and longer forms shut out the rest. A surname fits
        only where it is an alias itself, and never beside a different first name (``bearer``
        asks who has it). More than one value: the names do not decide.
        """
        found = list(self._ranked(tuple(names), pack))
        best = max((rank for rank, _, _ in found), default=None)
        fits = {number: speaker for rank, number, speaker in found if rank == best}
        # one person listed twice is one person
        people = [fits[number] for number in sorted(fits)]
        return tuple({s if s.known_id is None else s.known_id: s for s in people}.values())

    def bearer(self, names: Iterable[str]) -> KnownSpeaker | None:
        """The one known person whom all of ``names`` may stand for: a surname, initials with it or a first
        name. None where nobody or more than one has them.
        """
        fitting: set[tuple[int, int]] | None = None
        for name in names:
            found = {(t, n) for t, table in enumerate(self._tables) for n in bearers(table, name)}
            fitting = found if fitting is None else fitting & found
            if not fitting:
                return None
        people = [self._tables[t].speakers[n] for t, n in sorted(fitting or ())]
        alike = {one if one.known_id is None else one.known_id for one in people}
        return people[0] if len(alike) == 1 else None

    def has_surname(self, word: str) -> bool:
        """Whether the word is the last one of the full name of a known person."""
        split = parts(word)
        return len(split) == 1 and any(split[0] in table.surnames for table in self._tables)

    def has_first_name(self, word: str) -> bool:
        """Whether the word is the first one of the full name of a known person."""
        split = parts(word)
        return len(split) == 1 and any(split[0] in table.first_names for table in self._tables)

    def _ranked(
        self, names: tuple[str, ...], pack: Pack
    ) -> Iterator[tuple[tuple[int, int], int, KnownSpeaker]]:
        """(how well one of the names fits, number, who) of all whom it may be."""
        full_names = [split for split in map(parts, names) if len(split) > 1]
        offset = 0
        for table in self._tables:
            for name in names:
                split = parts(name)
                for number, looseness in candidates(table, name, split, full_names, pack.words.naming):
                    yield (min(len(split), 2), -looseness), offset + number, table.speakers[number]
            offset += len(table.speakers)

    def occurrences(
        self, text: str, starts: Sequence[int], ends: Sequence[int], words: Sequence[str]
    ) -> tuple[tuple[int, int, KnownSpeaker], ...]:
        """Where a full name or an alias stands in ``text``: (start, end, who), offsets in characters.

        ``starts``, ``ends``, ``words`` are the tokens. By start; of forms that overlap the longest
        stands, and a form that two share is given for each (of many, the first eight). Linear in the
        length of the text.
        """
        found: list[tuple[int, int, KnownSpeaker]] = []
        for table in self._tables:
            if table.lengths:
                found.extend(by_words(table, text, starts, ends, words))
            if table.prefixes:
                found.extend(by_characters(table, text))
        found.sort(key=lambda place: (place[0], -place[1]))
        kept: list[tuple[int, int, KnownSpeaker]] = []
        for place in found:
            if not kept or place[0] >= kept[-1][1] or (place[:2] == kept[-1][:2] and place not in kept[-8:]):
                kept.append(place)
        return tuple(kept)


# --------------------------------------------------------------------------------- what people give


_recent: list[tuple[tuple[Any, ...], KnownIndex]] = []


def known_index(known: Iterable[str | KnownSpeaker]) -> KnownIndex:
    """The index of ``known``: names and KnownSpeaker values. Built once a process for equal values.

    Raises ArgumentError or ArgumentTypeError for what is neither.
    """
    if isinstance(known, KnownIndex):
        return known
    if isinstance(known, Mapping):  # its keys alone would be taken
        message = "must be several names or KnownSpeakers, not a mapping: give [KnownSpeaker(name, …), …]"
        raise ArgumentTypeError("known", known, message)
    arguments.several("known", known, "names or KnownSpeakers")
    # comparing 100,000 values takes longer than a text: the same tuple is known by its identity
    same = next((index for given, index in _recent if given is known), None)
    if same is not None:
        return same
    given = tuple(known)
    index = KnownIndex(table_of(tuple(map(_known_speaker, given))))
    if given is known:
        _recent[:] = [*_recent[-7:], (given, index)]
    return index


def _known_speaker(value: object) -> KnownSpeaker:
    if isinstance(value, str):
        if not value.strip():
            raise ArgumentError("known", value, "a known speaker must have a name")
        return KnownSpeaker(str.strip(value))
    if not isinstance(value, KnownSpeaker):
        hint = ": KnownSpeaker(**…) makes one of it" if isinstance(value, Mapping) else ""
        message = f"must hold names or KnownSpeakers, not {type(value).__name__}{hint}"
        raise ArgumentTypeError("known", value, message)
    return value


# ------------------------------------------------------------------------------------- from a file


def read_known(path: str | PathLike[str], *, encoding: str = "utf-8-sig") -> tuple[KnownSpeaker, ...]:
    """Known speakers out of a CSV file with the columns name, aliases (split by ``|``), kind, gender and
    known_id. Only name must be there. Passed over are empty lines, a note, the other columns of a cast list,
    and whoever has the kind "unnamed" (a cast list has them).

    Raises InputFileError, which names the line, when the file is not like that: a column of another name, a
    row of more cells than the header, or one name with two ids.
    """
    found = listed(path, encoding=encoding)
    first: dict[str, tuple[int, str | None]] = {}
    for line, speaker in found:
        before, id = first.setdefault(speaker.name, (line, speaker.known_id))
        if id != speaker.known_id and None not in (id, speaker.known_id):
            message = f"{shown(speaker.name)} has the known_id {shown(id)} on line {before}: which one is it?"
            raise InputFileError(arguments.path("path", path), message, line)
    return tuple(speaker for _, speaker in found)


def listed(path: str | PathLike[str], *, encoding: str = "utf-8-sig") -> tuple[tuple[int, KnownSpeaker], ...]:
    """As ``read_known``, each with its line; two people may have one name."""
    import csv
    import io

    file = arguments.path("path", path)
    rows = csv.DictReader(io.StringIO(files.text(file, encoding, files.TABLE_HINT), newline=""))
    try:
        columns = [(column or "").strip().lower() for column in rows.fieldnames or ()]
        _check_columns(file, columns)
        rows.fieldnames = columns
        return tuple(
            (rows.line_num, _row(file, rows.line_num, row))
            for row in rows
            if any(row.values()) and not _is_unnamed(row)
        )
    except csv.Error as error:
        raise InputFileError(file, f"is no CSV: {error}", rows.line_num + 1) from error


def _check_columns(file: str, columns: Sequence[str]) -> None:
    if "name" not in columns:
        found = ", ".join(filter(None, columns)) or "none"
        raise InputFileError(file, f"no column 'name' (commas between columns); found: {found:.200}", 1)
    for column in columns:
        if columns.count(column) > 1 and column:
            raise InputFileError(file, f"two columns {shown(column)}", 1)
        if column and column not in (*_COLUMNS, *_PASSED_OVER):
            from difflib import get_close_matches

            near = [one for one in _COLUMNS if column in one] or get_close_matches(
                column, _COLUMNS, 1, _NEARLY
            )
            hint = f" (is it {near[0]!r}?)" if near else ""
            there = ", ".join((*_COLUMNS, _PASSED_OVER[0]))
            message = f"a column {shown(column)} says nothing here{hint}; there are {there}"
            raise InputFileError(file, message, 1)


_COLUMNS: tuple[Column, ...] = get_args(Column)
_PASSED_OVER = get_args(PassedOver)
_NEARLY = 0.75  # of the letters of a column that are those of another


def _is_unnamed(row: Row) -> bool:
    return _cell(row, "kind").lower() == "unnamed"


def _row(file: str, line: int, row: Row) -> KnownSpeaker:
    if None in row:
        message = "more cells than columns; a name with a comma in it stands in quotation marks"
        raise InputFileError(file, message, line)
    kind: Any = _choice(file, line, row, "kind", get_args(KnownKind)) or "person"
    gender = _choice(file, line, row, "gender", get_args(Gender))
    name = _cell(row, "name")
    if not name:
        raise InputFileError(file, "a known speaker must have a name", line)
    aliases = [alias.strip() for alias in _cell(row, "aliases").split("|") if alias.strip()]
    return KnownSpeaker(name, kind, tuple(aliases), gender, _cell(row, "known_id") or None)


def _choice(file: str, line: int, row: Row, column: Column, allowed: tuple[str, ...]) -> Any:
    given = _cell(row, column).lower()
    if given and given not in allowed:
        raise InputFileError(file, f"{column} must be one of {', '.join(allowed)}, not {shown(given)}", line)
    return given or None


def _cell(row: Row, column: Column) -> str:
    return str(row.get(column) or "").strip()
