"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from quoteattr.arguments import encoding
from quoteattr.attributor import MIN_REPORT, Attributor
from quoteattr.cli.in_and_out import STDIO
from quoteattr.correction_file import COLUMNS
from quoteattr.errors import ArgumentError
from quoteattr.files import MOST
from quoteattr.names.known import read_known


def add_output(parser: argparse.ArgumentParser) -> None:
    """Where the result goes."""
    parser.add_argument("--output", metavar="FILE", default=STDIO, help="write here, not to standard output")
    parser.add_argument("--force", action="store_true", help="replace files that exist")


ENDINGS: Mapping[str, tuple[str, ...]] = {
    ".html": ("html",),
    ".htm": ("html",),
    ".csv": ("csv", "cast"),
    ".jsonl": ("jsonl",),
    ".json": ("json", "jsonl", "web-annotation"),
    ".parquet": ("parquet",),
    ".xml": ("tei",),
    ".tei": ("tei",),
    ".ann": ("brat",),
    ".jsonld": ("web-annotation",),
}
"""What a file whose name ends so may hold: the first that a command has, where no format is asked for."""

_NEVER = {
    ending: f"nothing writes {ending} files; {instead}"
    for endings, instead in (
        ((".xlsx", ".xls", ".ods"), "name a .csv file (with --excel, Excel reads it)"),
        ((".docx", ".doc", ".odt", ".rtf", ".pdf"), "name a .html file, which Word and a browser open"),
    )
    for ending in endings
}


def format_of(chosen: argparse.Namespace, formats: Collection[str], default: str) -> str:
    """The format that was asked for, else the one that the ending of --output asks for, else ``default``.

    Raises ArgumentError where the two differ, and for an ending that no format has."""
    asked: str | None = chosen.format
    if chosen.output == STDIO:
        return asked or default
    ending = os.path.splitext(chosen.output)[1].lower()
    if ending in _NEVER:
        raise ArgumentError("--output", chosen.output, _NEVER[ending])
    fitting = [one for one in ENDINGS.get(ending, ()) if one in formats]
    if asked is None:
        return fitting[0] if fitting else default
    if ending in ENDINGS and asked not in fitting:
        other = f"{ENDINGS[ending][0]}; change one of the two"
        raise ArgumentError(
            "--output", chosen.output, f"{asked} was asked for, but the ending {ending} says {other}"
        )
    return asked


def add_encoding(parser: argparse.ArgumentParser) -> None:
    """How the texts are written."""
    help = "of the files (default: %(default)s; auto: whichever each is in)"
    parser.add_argument("--encoding", default="utf-8", action=_Encoding, help=help)


class _Encoding(argparse.Action):
    """Refuses what is none before anything is read. Raises ArgumentError."""

    def __call__(
        self, parser: object, namespace: argparse.Namespace, value: Any, option: object = None
    ) -> None:
        setattr(namespace, self.dest, encoding("--encoding", value))


def add_max_text(parser: argparse.ArgumentParser) -> None:
    """How long a text may be."""
    parser.add_argument(
        "--max-text",
        metavar="N",
        type=int,
        default=MOST,
        help="refuse a text of more characters (default: %(default)s)",
    )


def add_attributor(parser: argparse.ArgumentParser) -> None:
    """How texts are analysed."""
    add = parser.add_argument
    add("--known", metavar="CSV", help="known speakers: name,aliases,kind,gender,known_id")
    add("--language", default="en", help="language pack (default: %(default)s)")
    genre = "which of two programs reads the text; auto: by its look (default)"
    add("--genre", choices=("auto", "news", "fiction"), default="auto", help=genre)
    add("--narrator", metavar="NAME", help="who says “I” in a story, where the text does not tell")
    modes = ("full", "quoted")
    add("--mode", choices=modes, default="full", help="quoted: only what stands in quotation marks")
    least = "leave out a speaker who is less probable than this (0 to 1), not the quotation"
    add("--min-confidence", metavar="P", type=float, help=least)
    reports = "leave out what is less probably a report at all (0: nothing; default: %(default)s)"
    add("--min-report", metavar="P", type=float, default=MIN_REPORT, help=reports)


def add_corrections(parser: argparse.ArgumentParser) -> None:
    """What a person has corrected; ``cli.corrections.read`` reads it."""
    parser.add_argument("--corrections", metavar="CSV", help=f"answers to correct: {','.join(COLUMNS)}")


def check_distinct(chosen: argparse.Namespace, written: Sequence[str]) -> None:
    """Refuse to write two things to one file, which would lose the first."""
    taken: dict[str, str] = {}
    for option in written:
        path = getattr(chosen, option)
        if path not in (None, STDIO):
            other = taken.setdefault(os.path.realpath(path), option)
            if other != option:
                raise ArgumentError(f"--{option}", path, f"is the file of --{other} too")


def attributor(chosen: argparse.Namespace) -> Attributor:
    """The Attributor that the options of ``add_attributor`` describe."""
    return Attributor(
        language=chosen.language,
        genre=chosen.genre,
        mode=chosen.mode,
        known=read_known(chosen.known) if chosen.known else (),
        narrator=chosen.narrator,
        min_confidence=chosen.min_confidence,
        min_report=chosen.min_report,
    )
