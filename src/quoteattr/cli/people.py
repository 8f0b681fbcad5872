"""``quoteattr people``: who is quoted how often in a corpus, the same person in all its documents."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable, Iterator

from quoteattr.cli import corrections, in_and_out, options
from quoteattr.errors import InputFileError
from quoteattr.people import documents, undecided, views
from quoteattr.people.audit import Audit, audit
from quoteattr.people.known import read_people
from quoteattr.people.registry import Registry
from quoteattr.types import KnownSpeaker

DESCRIPTION = (
    "Print who is quoted how often, directly and indirectly, by gender and role, in what `quoteattr corpus`\n"
    "or `quoteattr --format jsonl` wrote."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = parser.add_argument
    add("inputs", nargs="+", metavar="OUT", help="a folder with part-*.jsonl, or a .jsonl file")
    add("--format", choices=tuple(_FORMATS), help="default: what --output ends in, else table")
    add("--known", metavar="FILE", help="known people: CSV, JSON, or JSON as Wikidata has it")
    add("--registry", metavar="FILE", help="who is who (JSON): read where it exists, then extended and saved")
    add("--decisions", metavar="CSV", help="a list of --undecided, its first column filled in")
    add("--undecided", metavar="CSV", help="write who may be the same person here")
    add("--gender-from", choices=("any", "text"), default="any", help="text: no lists of first names")
    least = "count words of somebody less probable than P (0 to 1) where nobody was found"
    add("--min-confidence", metavar="P", type=float, help=least)
    add("--negated", action="store_true", help="count “did not say” too")
    add("--modal", action="store_true", help="count “might say” too")
    add("--thoughts", action="store_true", help="count thoughts too")
    add("--language", default="en", help="language pack of a new registry (default: %(default)s)")
    options.add_corrections(parser)
    options.add_output(parser)


def run(chosen: argparse.Namespace) -> int:
    """Count, and write what was asked for; returns the exit status."""
    form = options.format_of(chosen, _FORMATS, "table")
    inputs = documents.sources(chosen.inputs)
    taken = [*inputs, *filter(None, (chosen.known, chosen.decisions, chosen.corrections))]
    if chosen.registry is not None:
        in_and_out.check_kept(chosen.registry, taken)
        taken.append(chosen.registry)
    in_and_out.check_output(chosen.output, taken, chosen.force)
    if chosen.undecided is not None:
        in_and_out.check_output(chosen.undecided, taken, chosen.force)
    options.check_distinct(chosen, ("output", "undecided", "registry"))
    corrector = corrections.read(chosen.corrections)
    registry = _registry(chosen)
    if chosen.decisions is not None:
        undecided.decide(registry, chosen.decisions)
    counted = audit(
        documents.read_documents(*inputs, correction=corrector.of),
        registry,
        negated=chosen.negated,
        modal=chosen.modal,
        thoughts=chosen.thoughts,
        gender_from=chosen.gender_from,
        min_confidence=chosen.min_confidence,
    )
    if chosen.registry is not None:
        registry.save(chosen.registry)
    if chosen.undecided is not None:
        in_and_out.write(undecided.rows(registry), chosen.undecided, chosen.force)
    in_and_out.write(_FORMATS[form](counted), chosen.output, chosen.force)
    return corrector.finish()


def _registry(chosen: argparse.Namespace) -> Registry:
    known = _known(chosen)
    if chosen.registry is None or not os.path.exists(chosen.registry):
        if chosen.decisions is not None:
            message = "speaks of identifiers: name the --registry that gave them"
            raise InputFileError(chosen.decisions, message)
        return Registry(known, language=chosen.language)
    registry = Registry.load(chosen.registry)
    registry.know(known)
    return registry


def _known(chosen: argparse.Namespace) -> tuple[KnownSpeaker, ...]:
    """The known people; complains of aliases that are roles, which nothing here can use."""
    if not chosen.known:
        return ()
    known = read_people(chosen.known, language=chosen.language)
    for one in known:
        roles = [alias for alias in one.aliases if alias == alias.lower() != alias.upper()]
        if roles:
            message = "over many documents a role tells nobody apart, so it is not used"
            in_and_out.complain(f"{chosen.known}: {', '.join(roles)} (of {one.name}): {message}")
    return known


def _table(counted: Audit) -> Iterator[str]:
    return views.table(counted, shutil.get_terminal_size((100, 24)).columns)


def _json(counted: Audit) -> Iterator[str]:
    yield views.to_json(counted)


def _html(counted: Audit) -> Iterator[str]:
    from quoteattr.people.page import page

    yield page(counted)


_FORMATS: dict[str, Callable[[Audit], Iterator[str]]] = {
    "table": _table,
    "csv": views.csv_rows,
    "json": _json,
    "html": _html,
}
