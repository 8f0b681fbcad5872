"""``quoteattr evaluate``: how good predictions are, against texts that somebody has marked."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from quoteattr.cli import in_and_out, options
from quoteattr.errors import ArgumentError
from quoteattr.evaluation import (
    Evaluation,
    MarkedText,
    evaluate,
    mistakes,
    read_gold,
    read_predictions,
    views,
)

DESCRIPTION = (
    "Compare predictions with gold: what people have marked. Both are JSON Lines (an analysis a line, as\n"
    "quoteattr writes them, or the plain format of docs/how-to/evaluate.md), brat standoff (.txt and .ann)\n"
    "or XML like that of PARC 3 and PolNeAR. Without PREDICTIONS the texts of GOLD are analysed here, with\n"
    "the options of `quoteattr FILE`."
)

_TOLD = 20  # what does not fit, on standard error


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = parser.add_argument
    add("gold", metavar="GOLD", help="a file or a folder, with the texts")
    add("predictions", metavar="PREDICTIONS", nargs="?", help="the same, or a folder of `quoteattr corpus`")
    forms = ("jsonl", "brat", "parc")
    add("--gold-format", choices=forms, help="default: what the files look like")
    add("--predictions-format", choices=forms, help="default: what the files look like")
    roles = "content, direct, mixed, indirect, source or cue"
    add("--type", action="append", default=[], metavar="NAME=ROLE", help=f"of brat: {roles}")
    add("--format", choices=tuple(_FORMATS), help="default: what --output ends in, else table")
    add("--errors", metavar="CSV", help="write every quotation that is not right here")
    options.add_output(parser)
    options.add_attributor(parser)
    options.add_encoding(parser)


def run(chosen: argparse.Namespace) -> int:
    """Compare, and write what was asked for; returns the exit status."""
    form = options.format_of(chosen, _FORMATS, "table")
    taken = [*filter(None, (chosen.gold, chosen.predictions, chosen.known))]
    in_and_out.check_output(chosen.output, taken, chosen.force)
    if chosen.errors is not None:
        in_and_out.check_output(chosen.errors, taken, chosen.force)
        options.check_distinct(chosen, ("output", "errors"))
    types = dict(map(_type, chosen.type))
    gold = read_gold(chosen.gold, chosen.gold_format, types=types, encoding=chosen.encoding)
    if chosen.predictions is None:
        predictions = _analysed(gold, chosen)
    else:
        kind, encoding = chosen.predictions_format, chosen.encoding
        predictions = read_predictions(chosen.predictions, kind, types=types, encoding=encoding)
    found = evaluate(gold, predictions)
    for problem in found.problems[:_TOLD]:
        in_and_out.complain(f"{problem.kind}: {problem.doc_id}: {problem.message}")
    if len(found.problems) > _TOLD:
        in_and_out.complain(f"{len(found.problems) - _TOLD} more do not fit; --format json lists all")
    if chosen.errors is not None:
        in_and_out.write(mistakes.rows(found.mistakes), chosen.errors, chosen.force)
    in_and_out.write(_FORMATS[form](found), chosen.output, chosen.force)
    return 0


def _type(given: str) -> tuple[str, str]:
    name, equals, role = given.partition("=")
    if not (name and equals and role):
        raise ArgumentError("--type", given, f"must be NAME=ROLE, such as Utterance=content, not {given!r}")
    return name, role


def _analysed(gold: tuple[MarkedText, ...], chosen: argparse.Namespace) -> tuple[MarkedText, ...]:
    attributor = options.attributor(chosen)
    return tuple(MarkedText.of(text.id, attributor.attribute(text.text or "")) for text in gold)


def _json(found: Evaluation) -> Iterator[str]:
    yield views.to_json(found)


_FORMATS: dict[str, Callable[[Evaluation], Iterator[str]]] = {"table": views.table, "json": _json}
