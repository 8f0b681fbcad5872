"""The command without a name: prints who said what in the given texts."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from functools import partial

from quoteattr.analysis import Analysis, useful_questions
from quoteattr.attributor import Attributor
from quoteattr.cli import chapters, corrections, extracted, folder, in_and_out, options, progress
from quoteattr.errors import ArgumentError
from quoteattr.export.records import ATTRIBUTIONS

_Named = Iterable[tuple[str, Analysis]]

DESCRIPTION = "Print every quotation of the given texts and who said it."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = parser.add_argument
    kinds = (
        "a text; with the extra [files] also a web page, an EPUB, a .docx or a PDF; - reads standard input"
    )
    add("files", nargs="+", metavar="FILE", help=kinds)
    formats = (*_FORMATS, _PARQUET, *folder.FORMATS)
    add(
        "--format",
        choices=formats,
        help="default: what --output ends in, else table; cast, as CSV, is what --known takes",
    )
    add("--chapters", metavar="DIR", help="write the script (or csv) of a book here, a file for each chapter")
    add(
        "--review",
        metavar="N",
        type=int,
        help="print only the N quotations whose correction mends the most",
    )
    add("--excel", action="store_true", help="csv: with a byte order mark, as Excel needs it")
    units = ("codepoints", "utf16")
    add("--offsets", choices=units, default=units[0], help="jsonl: what offsets count (default: %(default)s)")
    options.add_output(parser)
    options.add_attributor(parser)
    options.add_corrections(parser)
    options.add_encoding(parser)
    options.add_max_text(parser)


def run(chosen: argparse.Namespace) -> int:
    """Analyse the files; returns the exit status."""
    _check(chosen)
    attributor = options.attributor(chosen)
    corrector = corrections.read(chosen.corrections)
    taken = [*chosen.files, *filter(None, (chosen.known, chosen.corrections))]
    if whole := chosen.format in (*_FORMATS, _PARQUET):
        in_and_out.check_output(chosen.output, taken, chosen.force)
    texts = in_and_out.read_all(chosen.files, chosen.encoding, chosen.max_text)
    if texts is None:
        return in_and_out.BAD
    texts_beside = extracted.plan(texts, taken, chosen)
    analyses = (
        (one.name, corrector.correct(one.name, _analysed(attributor, one.name, one.text))) for one in texts
    )
    if chosen.chapters is not None:
        parts = chapters.plan(texts[0].name, texts[0].text, taken, chosen)
        ((_, analysis),) = analyses
        chapters.write(analysis.text, analysis, parts, chosen)
    elif chosen.format == _PARQUET:
        _write_parquet(analyses, chosen)
    elif whole:
        pieces = _FORMATS[chosen.format] if chosen.review is None else _review
        in_and_out.write(pieces(analyses, chosen), chosen.output, chosen.force)
    else:
        targets = folder.targets(chosen.format, texts, taken, chosen.output, chosen.force)
        folder.write(chosen.format, analyses, targets, chosen.force)
    extracted.write(texts_beside, chosen.force)
    if not texts_beside and chosen.output == in_and_out.STDIO:
        extracted.tell(texts, chosen.format)
    return corrector.finish()


def _check(chosen: argparse.Namespace) -> None:
    """Refuse options that do not go together, and fill in the format that the others ask for."""
    if chosen.max_text < 1:
        raise ArgumentError("--max-text", chosen.max_text, f"must be 1 or more, not {chosen.max_text}")
    if chosen.review is not None:
        if chosen.review < 1:
            raise ArgumentError("--review", chosen.review, f"must be 1 or more, not {chosen.review}")
        if chosen.format is not None or chosen.chapters is not None:
            message = "is a list of its own; leave --format and --chapters out"
            raise ArgumentError("--review", chosen.review, message)
        chosen.format = _TABLE
        options.format_of(chosen, _FORMATS, _TABLE)
    elif chosen.chapters is not None:
        chosen.format = chosen.format or "script"
    else:
        chosen.format = options.format_of(chosen, (*_FORMATS, _PARQUET, *folder.FORMATS), _TABLE)
    if chosen.excel and chosen.format != "csv":
        raise ArgumentError("--excel", True, "goes with --format csv")
    if chosen.offsets != "codepoints" and chosen.format != "jsonl":
        raise ArgumentError("--offsets", chosen.offsets, "goes with --format jsonl")
    if chosen.format == _PARQUET:
        import quoteattr.export.arrow  # noqa: F401 - where it is missing, say so before any work

        if chosen.output == in_and_out.STDIO:
            raise ArgumentError("--format", _PARQUET, "is binary: name a file (--output FILE)")
    if chosen.chapters is not None:
        chapters.check(chosen)


def _analysed(attributor: Attributor, name: str, text: str) -> Analysis:
    with progress.bar(name, len(text)) as on_progress:
        return attributor.attribute(text, on_progress=on_progress)


def _tables(analyses: _Named, chosen: argparse.Namespace) -> Iterator[str]:
    from quoteattr.export.table import table

    width = shutil.get_terminal_size((100, 24)).columns
    for number, (name, analysis) in enumerate(analyses):
        yield ("\n" if number else "") + table(name, analysis, width)


def _jsonl(analyses: _Named, chosen: argparse.Namespace) -> Iterator[str]:
    from quoteattr.export.jsonl import line

    for name, analysis in analyses:
        yield line(analysis.to_dict(offsets=chosen.offsets), name) + "\n"


def _csv(analyses: _Named, chosen: argparse.Namespace) -> Iterator[str]:
    from quoteattr.export import csv

    yield (csv.BYTE_ORDER_MARK if chosen.excel else "") + csv.header()
    for name, analysis in analyses:
        yield csv.rows(analysis.to_records(name))


def _write_parquet(analyses: _Named, chosen: argparse.Namespace) -> None:
    from quoteattr.export.arrow import write_parquet

    records = (record for name, analysis in analyses for record in analysis.to_records(name))
    write_to = partial(write_parquet, records, ATTRIBUTIONS)
    in_and_out.write_bytes(write_to, chosen.output, chosen.force)


def _html(analyses: _Named, chosen: argparse.Namespace) -> Iterator[str]:
    from quoteattr.export.html import page

    yield page((name, analysis.text, analysis) for name, analysis in analyses)


def _script(analyses: _Named, chosen: argparse.Namespace) -> Iterator[str]:
    from quoteattr.export.play import play

    # in a file a line of the script is a line, for search and for other programs
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for number, (name, analysis) in enumerate(analyses):
        yield "\n\n" if number else ""
        yield from play(name, analysis.text, analysis, width)


def _cast(analyses: _Named, chosen: argparse.Namespace) -> Iterator[str]:
    from quoteattr.export import cast

    yield cast.header()
    for name, analysis in analyses:
        yield cast.rows(analysis, name)


def _review(analyses: _Named, chosen: argparse.Namespace) -> Iterator[str]:
    from quoteattr.export.review import review

    width = shutil.get_terminal_size((100, 24)).columns
    for number, (name, analysis) in enumerate(analyses):
        yield "\n" if number else ""
        yield from review(name, analysis.text, analysis, useful_questions(analysis, chosen.review), width)


_TABLE = "table"
_PARQUET = "parquet"
_FORMATS = {_TABLE: _tables, "script": _script, "cast": _cast, "jsonl": _jsonl, "csv": _csv, "html": _html}
