"""``quoteattr evaluate``: how well quotations agree with those that people have marked."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence

import attrs

from quoteattr.cli import files, options
from quoteattr.evaluation import (
    Difference,
    Evaluation,
    Figures,
    MarkedText,
    Score,
    evaluate,
    marked,
    read_marked,
)
from quoteattr.export import csv

DESCRIPTION = (
    "Compare PREDICTIONS with GOLD, text by text; without PREDICTIONS, analyse the texts of GOLD and\n"
    "compare that. Either is JSON Lines (.jsonl, or a folder of `quoteattr corpus`), a folder of brat\n"
    "standoff (.ann beside .txt), or XML like PARC's (.xml, or a folder of it)."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = parser.add_argument
    add("gold", metavar="GOLD", help="what people have marked")
    add("predictions", metavar="PREDICTIONS", nargs="?", help="what is scored (default: analyse the texts)")
    add("--format", choices=tuple(_FORMATS), default="table", help="default: %(default)s")
    add("--errors", metavar="CSV", help="write every difference there, a row each")
    options.add_attributor(parser)
    options.add_output(parser)


def run(chosen: argparse.Namespace) -> int:
    """Score, and write what was asked for; returns the exit status."""
    taken = [*filter(None, (chosen.gold, chosen.predictions, chosen.known))]
    targets = [path for path in (chosen.output, chosen.errors) if path not in (None, files.STDIO)]
    for target in targets:
        files.check_output(target, taken, chosen.force)
    files.check_distinct(chosen, ("output", "errors"))
    gold = read_marked(chosen.gold)
    result = evaluate(gold, _predictions(gold, chosen), language=chosen.language)
    for doc_ids, what in (
        (result.without_prediction, "without prediction: nothing was found in them"),
        (result.other_text, "with another text in the predictions: nothing was found in them"),
        (result.without_gold, "predicted, but not in the gold: passed over"),
    ):
        if doc_ids:
            files.complain(f"{len(doc_ids)} {what} ({_some(doc_ids)})")
    if chosen.errors is not None:
        files.write(_rows(result.differences), chosen.errors, chosen.force)
    files.write(_FORMATS[chosen.format](result), chosen.output, chosen.force)
    return 0


def _predictions(gold: Sequence[MarkedText], chosen: argparse.Namespace) -> Iterator[MarkedText]:
    if chosen.predictions is not None:
        yield from read_marked(chosen.predictions, {text.doc_id: text.text for text in gold})
        return
    attributor = options.attributor(chosen)
    for text in gold:
        yield marked(attributor.attribute(text.text), text.doc_id)


def _some(doc_ids: Sequence[str]) -> str:
    return ", ".join(doc_ids[:3]) + (", …" if len(doc_ids) > 3 else "")


# -------------------------------------------------------------------------------------- output


_HEADS = ("gold", "predicted", "exact", "soft", "precision", "recall", "with source", "source", "speaker")


def _table(result: Evaluation) -> Iterator[str]:
    texts = f"{result.texts} text{'s' if result.texts != 1 else ''}"
    yield f"{texts}. Percent: exact, soft and with source are F1, precision and recall are those of soft.\n\n"
    rows = {"": _HEADS, **{name: _cells(figures) for name, figures in result.rows.items()}}
    for name, cells in rows.items():
        aligned = [f"{cell:>{len(head)}}" for cell, head in zip(cells, _HEADS, strict=True)]
        yield "  ".join((f"{name:8}", *aligned)) + "\n"
    if result.confidence is not None:
        error, surer = 100 * result.confidence.expected_error, 100 * result.confidence.surer_half
        yield f"\nconfidence: calibration error {error:.1f}, precision of the surer half {surer:.1f}"
        yield f" ({result.confidence.of} predictions)\n"


def _cells(figures: Figures) -> tuple[str, ...]:
    whole = figures.with_source
    rates: tuple[float | None, ...] = (
        figures.exact.f1,
        figures.soft.f1,
        figures.soft.precision,
        figures.soft.recall,
        whole.f1 if whole is not None else None,
        figures.source.rate,
        figures.speaker.rate,
    )
    if not figures.gold and not figures.predicted:
        rates = (None,) * len(rates)
    shown = ("–" if rate is None else f"{100 * rate:.1f}" for rate in rates)
    return (str(figures.gold), str(figures.predicted), *shown)


def _json(result: Evaluation) -> Iterator[str]:
    rows = {name: _plain(figures) for name, figures in result.rows.items()}
    confidence = None if result.confidence is None else attrs.asdict(result.confidence)
    unpaired = {
        name: list(getattr(result, name)) for name in ("without_prediction", "without_gold", "other_text")
    }
    yield json.dumps({"texts": result.texts, **unpaired, "rows": rows, "confidence": confidence}, indent=1)
    yield "\n"


def _plain(figures: Figures) -> dict[str, object]:
    found: dict[str, object] = attrs.asdict(figures)
    for name in ("exact", "soft", "with_source"):
        score: Score | None = getattr(figures, name)
        if score is not None:
            found[name] = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return found


_FORMATS = {"table": _table, "json": _json}


def _rows(differences: Sequence[Difference]) -> Iterator[str]:
    columns = tuple(attribute.name for attribute in attrs.fields(Difference))
    yield csv.line(columns)
    for one in differences:
        yield csv.line([csv.cell(getattr(one, column)) for column in columns])
