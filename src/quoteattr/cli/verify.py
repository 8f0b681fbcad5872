"""``quoteattr verify``: are the quotations of drafts in their sources, and by the same people?"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence

from quoteattr.analysis import Analysis
from quoteattr.cli import in_and_out, options, verify_files, verify_script
from quoteattr.cli.verify_files import Named
from quoteattr.errors import InputFileError
from quoteattr.names.known import read_known
from quoteattr.types import KnownSpeaker
from quoteattr.verification import Sources, Verification, verify

DESCRIPTION = (
    "Hold the quotations of drafts against their sources: are the words there, changed, put together, only\n"
    "reported, or nowhere, and does the source give them to the same person? Drafts and sources are texts\n"
    "(HTML and Markdown too), folders of them, or JSON Lines: rows of id and text (in drafts also sources,\n"
    "a list of ids), or what `quoteattr corpus` and `quoteattr --format jsonl` wrote.\n\n"
    "With --script the drafts are the parts of one script of a novel, JSON Lines or CSV of speaker and\n"
    "text: is every line there, word for word and in order, is nothing left out, and does no speaker\n"
    "contradict the tag beside the words?\n\n"
    "The exit status is 1 where a draft has a problem, 2 where an argument or a file is wrong."
)

FOUND = 1  # exit status when there is a problem
_Named = Iterable[tuple[str, Verification]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = parser.add_argument
    add("drafts", nargs="+", metavar="DRAFT", help="a text, a folder or a .jsonl file; - is standard input")
    add("--against", nargs="+", required=True, metavar="SOURCE", help="what the drafts quote: the same kinds")
    add("--format", choices=tuple(_FORMATS), help="default: what --output ends in, else table")
    add("--script", action="store_true", help="the drafts are a script made of the one novel of --against")
    add("--reports", action="store_true", help="look for what is said without quotation marks, too")
    add("--strict", action="store_true", help="a quotation that is too short to tell is a problem")
    add("--known", metavar="CSV", help="known speakers: name,aliases,kind,gender,known_id")
    add("--language", default="en", help="language pack (default: %(default)s)")
    options.add_output(parser)
    options.add_encoding(parser)
    options.add_max_text(parser)


def run(chosen: argparse.Namespace) -> int:
    """Verify the drafts; returns the exit status."""
    form = options.format_of(chosen, _FORMATS, "table")
    if chosen.script:
        verify_script.check(chosen)
    paths = [*chosen.drafts, *chosen.against]
    taken = [*verify_files.files_of(paths), *filter(None, (chosen.known,))]
    in_and_out.check_output(chosen.output, taken, chosen.force)
    if chosen.script:
        name, script = verify_script.verified(chosen)
        in_and_out.write(verify_script.pieces(name, script, form), chosen.output, chosen.force)
        return FOUND if script.problems else 0
    known = read_known(chosen.known) if chosen.known else ()
    given = [
        (one.id, one.text) for one in verify_files.read(chosen.against, chosen.encoding, chosen.max_text)
    ]
    drafts = list(verify_files.read(chosen.drafts, chosen.encoding, chosen.max_text))
    _check_named(drafts, {name for name, _ in given})
    counted = _Counted(chosen.strict)
    verified = counted.over(_verified(drafts, given, known, chosen))
    in_and_out.write(_FORMATS[form](verified), chosen.output, chosen.force)
    return FOUND if counted.problems else 0


class _Counted:
    """Counts the problems of the verifications that pass through it."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.problems = 0

    def over(self, verified: _Named) -> Iterator[tuple[str, Verification]]:
        for name, one in verified:
            unclear = sum(check.verdict == "unclear" for check in one) if self.strict else 0
            self.problems += len(one.problems) + unclear
            yield name, one


def _check_named(drafts: Sequence[Named], ids: set[str]) -> None:
    for draft in drafts:
        for name in draft.sources or ():
            if name not in ids:
                raise InputFileError(draft.file, f"names a source that is not there: {name}")


def _verified(
    drafts: Iterable[Named],
    given: Sequence[tuple[str, str | Analysis]],
    known: Sequence[KnownSpeaker],
    chosen: argparse.Namespace,
) -> Iterator[tuple[str, Verification]]:
    wanted: tuple[str, ...] | None = None
    sources = None
    for draft in drafts:
        if sources is None or draft.sources != wanted:
            wanted = draft.sources
            own = [one for one in given if wanted is None or one[0] in wanted]
            sources = Sources(own, known=known, language=chosen.language)
        found = verify(draft.text, sources, known=known, language=chosen.language, reports=chosen.reports)
        yield draft.id, found


# -------------------------------------------------------------------------------------- the formats


def _table(verified: _Named) -> Iterator[str]:
    from quoteattr.verification.tables import table

    width = max(shutil.get_terminal_size((100, 24)).columns, 40)
    for number, (name, one) in enumerate(verified):
        yield "\n" if number else ""
        yield from table(name, one, width)


def _jsonl(verified: _Named) -> Iterator[str]:
    for name, one in verified:
        yield json.dumps({"id": name, **one.to_dict()}, separators=(",", ":")) + "\n"


def _csv(verified: _Named) -> Iterator[str]:
    from quoteattr.export import csv
    from quoteattr.verification import tables

    yield csv.header(tables.COLUMNS)
    for name, one in verified:
        yield csv.rows(one.to_records(name), tables.COLUMNS)


def _html(verified: _Named) -> Iterator[str]:
    from quoteattr.verification.view import page

    yield page(verified)


_FORMATS: dict[str, Callable[[_Named], Iterator[str]]] = {
    "table": _table,
    "jsonl": _jsonl,
    "csv": _csv,
    "html": _html,
}
