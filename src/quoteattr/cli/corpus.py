"""``quoteattr corpus``: many texts out of many files, analysed by several processes into a folder."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from itertools import islice

from quoteattr import files
from quoteattr.cli import corpus_progress, corrections, in_and_out, options
from quoteattr.corpus import Job, Progress
from quoteattr.corpus import run as run_job
from quoteattr.corpus.formats import FORMATS
from quoteattr.corpus.manifest import ERRORS
from quoteattr.corpus.run import PART_TEXTS
from quoteattr.corpus.texts import Fields
from quoteattr.glance import counted

DESCRIPTION = (
    "Analyse the texts of folders and files (.txt, .jsonl, .csv, .parquet; with the extra [files] .html,\n"
    ".mhtml, .epub, .docx, .pdf; each also .gz) and write the results into a folder, in parts and in the\n"
    f"order of the input. Texts that fail go to {ERRORS} there, with the reason. Interrupted or killed, it\n"
    "goes on with --resume behind the last whole part and ends with the same bytes.\n"
    "\n"
    f"Exit status: 0 all done; 1 done, but some texts failed (see {ERRORS}), rows of --corrections did not\n"
    "fit, or the input changed meanwhile; 2 an argument or a file is wrong; 130 interrupted."
)
FAILED, INTERRUPTED = 1, 130
_TOLD = 3  # texts that failed, on standard error
_ENDINGS = 8  # of files that were left out, likewise
_TOLD = 3  # texts that failed, on standard error
_ENDINGS = 8  # of files that were left out, likewise


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = parser.add_argument
    add(
        "inputs",
        nargs="+",
        metavar="IN",
        help="a folder, a file, or a glob in quotation marks ('news/**/*.txt')",
    )
    add("--output", metavar="OUT", required=True, help="the folder to write: new or empty")
    add("--resume", action="store_true", help="go on with what is written there (or begin)")
    add("--force", action="store_true", help="replace what an earlier run wrote there")
    add("--format", choices=FORMATS, default="jsonl", help="default: %(default)s")
    add("--workers", metavar="N", type=int, default=_processors(), help="processes (here: %(default)s)")
    limit = "give a text up that takes longer (it fails)"
    add("--time-limit", metavar="SECONDS", type=float, help=limit)
    add(
        "--text-field",
        metavar="NAME",
        default="text",
        help="where the text stands in a row (default: %(default)s)",
    )
    add("--id-field", metavar="NAME", help="what names a text there (default: its file and row)")
    add("--keep", metavar="NAMES", default="", help="fields of a row that go with its text: date,outlet")
    add("--part", metavar="N", type=int, default=PART_TEXTS, help="texts in a part (default: %(default)s)")
    options.add_attributor(parser)
    options.add_corrections(parser)
    options.add_encoding(parser)
    options.add_max_text(parser)


def run(chosen: argparse.Namespace) -> int:
    """Analyse; returns the exit status."""
    corrector = corrections.read(chosen.corrections)
    job = Job(
        inputs=chosen.inputs,
        output=chosen.output,
        attributor=options.attributor(chosen),
        format=chosen.format,
        corrections=corrector.corrections,
        workers=chosen.workers,
        time_limit=chosen.time_limit,
        fields=Fields(chosen.text_field, chosen.id_field, chosen.encoding, chosen.max_text, _keep(chosen)),
        part=chosen.part,
        resume=chosen.resume,
        force=chosen.force,
        kept=tuple(filter(None, (chosen.known,))),
    )
    try:
        with corpus_progress.shown() as tell:
            done = run_job(job, tell)
    except KeyboardInterrupt:
        in_and_out.complain("interrupted; the same command with --resume goes on behind the last whole part")
        return INTERRUPTED
    reasons = _reasons(chosen.output) if done.failed else ()
    for line in (*reasons, _summary(done, chosen.output), *_notes(done)):
        in_and_out.complain(line)
    if done.changed:
        in_and_out.complain(
            "the input changed while it was read; --force writes it anew, once it stays as it is"
        )
    corrector.report(sorted(done.unfit, key=lambda one: one.row))
    return corrector.sum_up() or (FAILED if done.failed or done.changed else 0)


def _keep(chosen: argparse.Namespace) -> tuple[str, ...]:
    return tuple(name.strip() for name in chosen.keep.split(",") if name.strip())


def _reasons(folder: str) -> Iterator[str]:
    """Why the first texts failed, those of a run that was gone on with too."""
    for _, line in islice(files.lines(os.path.join(folder, ERRORS)), _TOLD):
        one = json.loads(line)
        yield f"{one['doc_id']}: {one['error']}: {one['message']}"


def _notes(done: Progress) -> Iterator[str]:
    if done.left_out:
        kinds = ", ".join(f"{number:,} {ending}" for ending, number in done.left_out[:_ENDINGS])
        yield f"left out, as no texts: {kinds}{', …' if len(done.left_out) > _ENDINGS else ''}"
    if done.missing:
        yield f"no text has a value of {', '.join(done.missing)} (--keep)"


def _summary(done: Progress, folder: str) -> str:
    words = f"{counted(done.texts, 'text')}, {counted(done.attributions, 'quotation')}"
    return f"{words}, {done.failed:,} failed: see {os.path.join(folder, ERRORS)}" if done.failed else words


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
