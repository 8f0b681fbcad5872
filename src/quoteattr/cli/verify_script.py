"""``quoteattr verify --script``: has a script all words of its novel, in order, by the right speakers?"""

from __future__ import annotations

import argparse
import csv as csv_module
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext

from quoteattr import arguments, codec, files
from quoteattr.cli import in_and_out, verify_files
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.names.known import read_known
from quoteattr.verification import ScriptVerification, verify_script

Pair = tuple[str | None, str]

_SPEAKER, _TEXT = "speaker", "text"


def check(chosen: argparse.Namespace) -> None:
    """Refuse options that do not go together. Raises ArgumentError."""
    for option in ("reports", "strict"):
        if getattr(chosen, option):
            raise ArgumentError(f"--{option}", True, "does not go with --script")


def verified(chosen: argparse.Namespace) -> tuple[str, ScriptVerification]:
    """The script's name and its verification; several files are parts of one script, in order."""
    novels = list(verify_files.read(chosen.against, chosen.encoding, chosen.max_text))
    if len(novels) != 1:
        raise ArgumentError("--against", chosen.against, f"takes one novel with --script, not {len(novels)}")
    known = read_known(chosen.known) if chosen.known else ()
    lines = [pair for file in chosen.drafts for pair in read(file, chosen.encoding, chosen.max_text)]
    verified = verify_script(lines, novels[0].text, known=known, language=chosen.language)
    return ", ".join(chosen.drafts), verified


def pieces(name: str, verified: ScriptVerification, form: str) -> Iterator[str]:
    """What ``--format`` writes."""
    return _FORMATS[form](name, verified)


# ------------------------------------------------------------------------------------ script files


def read(file: str, encoding: str, most: int) -> list[Pair]:
    """The lines of a script: JSON Lines of objects with speaker and text or of pairs, or CSV. Raises
    InputFileError, which names the line."""
    text = _text(file, encoding, most)
    is_json = text.lstrip()[:1] in ("{", "[")
    return list(_of_json(file, text) if is_json else _of_csv(file, text))


def _text(file: str, encoding: str, most: int) -> str:
    """A file as it is, whatever its kind; a document is no script."""
    arguments.encoding("--encoding", encoding)
    try:
        with nullcontext(sys.stdin.buffer) if file == in_and_out.STDIO else open(file, "rb") as stream:
            text = files.text_of(stream, file, encoding, files.ENCODING_HINT, most)
    except (OSError, ValueError) as error:
        raise files.refused(file, error, str(error)) from error
    if not text.strip():
        raise InputFileError(file, "is empty")
    return text


def _of_json(file: str, text: str) -> Iterator[Pair]:
    for number, line in enumerate(io.StringIO(text), 1):
        if line.strip():
            row = codec.json_line(file, number, line.encode("utf-8", "surrogatepass"))
            values = [row.get(_SPEAKER), row.get(_TEXT)] if isinstance(row, dict) else row
            yield _pair(file, number, values)


def _pair(file: str, number: int, values: object) -> Pair:
    if isinstance(values, list) and len(values) == 2:
        speaker, text = values
        if isinstance(text, str) and (speaker is None or isinstance(speaker, str)):
            return (speaker or "").strip() or None, text
    message = "must be an object with speaker (a string or null) and text, or a pair of them"
    raise InputFileError(file, message, number)


def _of_csv(file: str, text: str) -> Iterator[Pair]:
    table = csv_module.reader(io.StringIO(text, newline=""))
    places: Sequence[int] | None = None
    try:
        for cells in table:
            if not any(cell.strip() for cell in cells):
                continue
            if places is None:
                places, is_header = _places(file, cells)
                if is_header:
                    continue
            padded = [*cells, *[""] * (max(places) + 1 - len(cells))]
            yield padded[places[0]].strip() or None, padded[places[1]]
    except csv_module.Error as error:
        raise InputFileError(file, f"is no CSV: {error}", table.line_num) from error


def _places(file: str, cells: Sequence[str]) -> tuple[Sequence[int], bool]:
    """The columns of speaker and text, and whether the first row says so; two columns need no header."""
    header = [cell.strip().lower() for cell in cells]
    if _SPEAKER in header and _TEXT in header:
        return (header.index(_SPEAKER), header.index(_TEXT)), True
    if len(cells) == 2:
        return (0, 1), False
    raise InputFileError(file, f"no columns {_SPEAKER} and {_TEXT} (commas between columns)", 1)


# -------------------------------------------------------------------------------------- the formats


def _table(name: str, verified: ScriptVerification) -> Iterator[str]:
    from quoteattr.verification.script_tables import table

    yield from table(name, verified, max(shutil.get_terminal_size((100, 24)).columns, 40))


def _jsonl(name: str, verified: ScriptVerification) -> Iterator[str]:
    yield json.dumps({"id": name, **verified.to_dict()}, separators=(",", ":")) + "\n"


def _csv(name: str, verified: ScriptVerification) -> Iterator[str]:
    from quoteattr.export import csv
    from quoteattr.verification import script_tables

    yield csv.header(script_tables.COLUMNS)
    yield csv.rows(verified.to_records(name), script_tables.COLUMNS)


def _html(name: str, verified: ScriptVerification) -> Iterator[str]:
    from quoteattr.verification.script_view import page

    yield page([(name, verified)])


_FORMATS: dict[str, Callable[[str, ScriptVerification], Iterator[str]]] = {
    "table": _table,
    "jsonl": _jsonl,
    "csv": _csv,
    "html": _html,
}
