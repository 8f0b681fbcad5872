"""The command line: prints who said what."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, Any

from quoteattr.analysis import Analysis
from quoteattr.attributor import Attributor
from quoteattr.errors import InputFileError, QuoteattrError
from quoteattr.speakers.known import read_known
from quoteattr.types import Outcome
from quoteattr.version import __version__

_BAD = 2
_STDIO = "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0, or 2 when an argument or a file is wrong."""
    for stream in (sys.stdout, sys.stderr):
        _to_utf8(stream)
    options = _parser().parse_args(arguments)
    try:
        attributor = Attributor(
            language=options.language,
            genre=options.genre,
            mode=options.mode,
            known=read_known(options.known) if options.known else (),
        )
        _check_output(options)
        texts = _read_all(options.files, options.encoding)
        if texts is None:
            return _BAD
        _write(_formatted(attributor, texts, options), options)
    except QuoteattrError as error:
        _complain(str(error))
        return _BAD
    except BrokenPipeError:
        # whoever read has seen enough; Python must not try to flush once more at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quoteattr", description="Print every quotation of the given texts and who said it."
    )
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="a text file; - reads standard input")
    add("--format", choices=("table", "jsonl", "csv", "html"), default="table", help="default: %(default)s")
    add("--output", metavar="FILE", default=_STDIO, help="write here, not to standard output")
    add("--force", action="store_true", help="let --output replace a file that exists")
    add("--known", metavar="CSV", help="known speakers: name,aliases,kind,gender,known_id")
    add("--language", default="en", help="language pack (default: %(default)s)")
    add("--genre", choices=("auto", "news", "fiction"), default="auto", help="default: %(default)s")
    add(
        "--mode",
        choices=("full", "quoted"),
        default="full",
        help="quoted: only what stands in quotation marks",
    )
    add("--encoding", default="utf-8", help="of the files (default: %(default)s)")
    add("--version", action="version", version=f"quoteattr {__version__}")
    return parser


def _to_utf8(stream: Any) -> None:
    # a test or a notebook may have put another object in place of the stream
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")


def _complain(message: str) -> None:
    print(f"quoteattr: {' '.join(message.split())}", file=sys.stderr)


# ------------------------------------------------------------------------------------------ reading


def _read_all(files: Sequence[str], encoding: str) -> list[tuple[str, str]] | None:
    """(name, text) of every file, or None when one cannot be used: nothing is printed then but what
    is wrong with each."""
    texts: list[tuple[str, str]] = []
    for file in files:
        try:
            texts.append((file, _read(file, encoding)))
        except InputFileError as error:
            _complain(str(error))
    return texts if len(texts) == len(files) else None


def _read(file: str, encoding: str) -> str:
    """The text of a file, its line ends as they are; a byte order mark is no part of it."""
    try:
        if file == _STDIO:
            raw = sys.stdin.buffer.read()
        else:
            with open(file, "rb") as stream:
                raw = stream.read()
    except (OSError, ValueError) as error:
        raise InputFileError(file, getattr(error, "strerror", None) or str(error)) from error
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except LookupError as error:
        raise InputFileError(file, f"--encoding {encoding}: no such text encoding") from error
    except (UnicodeError, ValueError) as error:
        line = raw.count(b"\n", 0, getattr(error, "start", 0)) + 1
        hint = "; it looks like utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        raise InputFileError(file, f"is not {encoding}{hint} (see --encoding)", line) from error
    if not text.strip():
        raise InputFileError(file, "is empty")
    return text


# ---------------------------------------------------------------------------------------- formatting


def _formatted(
    attributor: Attributor, texts: Iterable[tuple[str, str]], options: argparse.Namespace
) -> Iterator[str]:
    analyses = ((name, attributor.attribute(text)) for name, text in texts)
    return {"table": _tables, "jsonl": _jsonl, "csv": _csv, "html": _html}[options.format](analyses)


def _tables(analyses: Iterable[tuple[str, Analysis]]) -> Iterator[str]:
    from quoteattr.export.table import table

    width = shutil.get_terminal_size((100, 24)).columns
    for number, (name, analysis) in enumerate(analyses):
        yield ("\n" if number else "") + table(name, _outcome(analysis), width)


def _jsonl(analyses: Iterable[tuple[str, Analysis]]) -> Iterator[str]:
    from quoteattr.export.jsonl import line

    for name, analysis in analyses:
        yield line(analysis.to_dict(), name) + "\n"


def _csv(analyses: Iterable[tuple[str, Analysis]]) -> Iterator[str]:
    from quoteattr.export import csv

    yield csv.header()
    for name, analysis in analyses:
        yield csv.rows(analysis.to_records(name))


def _html(analyses: Iterable[tuple[str, Analysis]]) -> Iterator[str]:
    from quoteattr.export.html import page

    yield page((name, analysis.text, _outcome(analysis)) for name, analysis in analyses)


# ------------------------------------------------------------------------------------------- writing


def _outcome(analysis: Analysis) -> Outcome:
    return Outcome(analysis.genre, analysis.attributions, analysis.speakers, analysis.doubts)


def _check_output(options: argparse.Namespace) -> None:
    """Before any work: refuse what ``_write`` would refuse after it."""
    target = options.output
    if target == _STDIO:
        return
    if os.path.isdir(target):
        raise InputFileError(target, "is a folder")
    if os.path.exists(target):
        if any(
            file != _STDIO and os.path.exists(file) and os.path.samefile(file, target)
            for file in options.files
        ):
            raise InputFileError(target, "is one of the texts; it would be lost")
        if os.path.isfile(target) and not options.force:
            raise InputFileError(target, "exists already; --force replaces it")


def _write(pieces: Iterable[str], options: argparse.Namespace) -> None:
    target = options.output
    try:
        if target == _STDIO:
            for piece in pieces:
                sys.stdout.write(piece)
            sys.stdout.flush()
        elif os.path.exists(target) and not os.path.isfile(target):
            with _opened(target, "w") as stream:  # a pipe or a device
                stream.writelines(pieces)
        else:
            _write_whole(pieces, os.path.realpath(target), options.force)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputFileError(target, error.strerror or "cannot be written") from error


def _opened(path: str, mode: str) -> IO[str]:
    return open(path, mode, encoding="utf-8", errors="backslashreplace", newline="")


def _write_whole(pieces: Iterable[str], target: str, force: bool) -> None:
    """Write beside the target, then put it in place: it is never there by half, and what came there
    meanwhile stays."""
    draft = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}.tmp")
    try:
        with _opened(draft, "x") as stream:
            stream.writelines(pieces)
        if force or not _can_link(draft, target):
            os.replace(draft, target)
    finally:
        with suppress(FileNotFoundError):
            os.remove(draft)


def _can_link(draft: str, target: str) -> bool:
    """Put the draft in place unless a file is there; False where the file system has no hard links."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.exists(target):
            raise FileExistsError(17, "exists already; --force replaces it") from None
        return False
    return True
