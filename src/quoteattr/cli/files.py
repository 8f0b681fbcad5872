"""Reading and writing for every command: clear errors, and nothing of the user's is ever overwritten."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO

from quoteattr import disk
from quoteattr.errors import InputFileError
from quoteattr.export.table import HIDDEN
from quoteattr.text.decode import TooLong, Undecoded, decoded, is_encoding

STDIO = "-"
_LONGEST = 1_000  # characters of a message: a damaged file may be one line
UNFIT = 1  # exit status when all was written, but some rows of --corrections did not fit
BAD = 2  # exit status when an argument or a file is wrong


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"quoteattr: {printable(message)}", file=sys.stderr)


def printable(message: str) -> str:
    """The message on one line that is not too long. What would move the cursor, ring, set colours or turn the
    line around (it may stand in a file's name) is shown as its escape."""
    line = "".join(map(_escaped, " ".join(message.split())))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _escaped(character: str) -> str:
    hidden = unicodedata.category(character) in HIDDEN
    return character.encode("unicode_escape").decode("ascii") if hidden else character


def read_all(files: Sequence[str], encoding: str, most: int) -> list[tuple[str, str]] | None:
    """(name, text) of every file, or None when one cannot be used: nothing is printed then but what
    is wrong with each."""
    texts: list[tuple[str, str]] = []
    for file in files:
        try:
            texts.append((file, read(file, encoding, most)))
        except InputFileError as error:
            complain(str(error))
    return texts if len(texts) == len(files) else None


def read(file: str, encoding: str, most: int) -> str:
    """The text of a file, its line ends as they are; a byte order mark is no part of it. Nothing is read
    behind ``most`` characters, which are too many."""
    if not is_encoding(encoding):
        raise InputFileError(file, f"--encoding {encoding}: no such text encoding")
    try:
        if file == STDIO:
            text = decoded(sys.stdin.buffer, encoding, most)
        else:
            with open(file, "rb") as stream:
                text = decoded(stream, encoding, most)
    except (OSError, ValueError) as error:
        raise InputFileError(file, getattr(error, "strerror", None) or str(error)) from error
    except TooLong as error:
        raise InputFileError(file, str(error)) from error
    except Undecoded as error:
        raise InputFileError(file, f"{error} (see --encoding)", error.line) from error
    if not text.strip():
        raise InputFileError(file, "is empty")
    return text


def check_output(target: str, inputs: Sequence[str], force: bool) -> None:
    """Before any work: refuse what ``write`` would refuse after it."""
    if target == STDIO:
        return
    if os.path.isdir(target):
        raise InputFileError(target, "is a folder")
    check_kept(target, inputs)
    if os.path.isfile(target) and not force:
        raise InputFileError(target, "exists already; --force replaces it")


def check_kept(target: str, inputs: Sequence[str]) -> None:
    """Refuse to write over one of the files that are read."""
    if os.path.exists(target) and any(
        file != STDIO and os.path.exists(file) and os.path.samefile(file, target) for file in inputs
    ):
        raise InputFileError(target, "is one of the files that are read; it would be lost")


def write(pieces: Iterable[str], target: str, force: bool) -> None:
    """Write all pieces to the file ``target`` (STDIO: standard output)."""
    try:
        if target == STDIO:
            for piece in pieces:
                sys.stdout.write(piece)
            sys.stdout.flush()
        elif os.path.exists(target) and not os.path.isfile(target):
            with opened(target, "w") as stream:  # a pipe or a device
                stream.writelines(pieces)
        else:
            write_whole(pieces, os.path.realpath(target), force)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputFileError(target, error.strerror or "cannot be written") from error


def opened(path: str, mode: str) -> IO[str]:
    return open(path, mode, encoding="utf-8", errors="backslashreplace", newline="")


def write_whole(pieces: Iterable[str], target: str, force: bool) -> None:
    """Write all pieces to the file, or leave nothing."""
    with disk.drafted(target, force=force) as draft, opened(draft, "x") as stream:
        stream.writelines(pieces)


def write_bytes(write_to: Callable[[IO[bytes]], None], target: str, force: bool) -> None:
    """What ``write_to`` writes to a stream becomes the file ``target``, whole or not at all."""
    if os.path.exists(target) and not os.path.isfile(target):
        raise InputFileError(target, "is not a regular file")
    try:
        with (
            disk.drafted(os.path.realpath(target), force=force) as draft,
            open(draft, "xb") as stream,
        ):
            write_to(stream)
    except OSError as error:
        raise InputFileError(target, error.strerror or "cannot be written") from error


def write_folder(contents: Mapping[str, str], folder: str, force: bool) -> None:
    """Write the files, by name, into ``folder``, which is made where it is missing: all of them stand
    beside it, or in it, before the first is put in place."""
    folder = os.path.realpath(folder)
    fresh = not os.path.isdir(folder)
    above = os.path.dirname(folder) if fresh else folder
    draft = disk.draft_name(above)
    try:
        os.mkdir(draft)
        try:
            for name, content in contents.items():
                with opened(os.path.join(draft, name), "x") as stream:
                    stream.write(content)
            if fresh:
                os.rename(draft, folder)
            else:
                for name in contents:
                    disk.place(os.path.join(draft, name), os.path.join(folder, name), force=force)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise InputFileError(folder, error.strerror or "cannot be written") from error
