"""Reading and writing for every command: clear errors, and nothing of the user's is ever overwritten."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO

from quoteattr.errors import InputFileError

STDIO = "-"
UNFIT = 1  # exit status when all was written, but some rows of --corrections did not fit
BAD = 2  # exit status when an argument or a file is wrong


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"quoteattr: {' '.join(message.split())}", file=sys.stderr)


def read_all(files: Sequence[str], encoding: str) -> list[tuple[str, str]] | None:
    """(name, text) of every file, or None when one cannot be used: nothing is printed then but what
    is wrong with each."""
    texts: list[tuple[str, str]] = []
    for file in files:
        try:
            texts.append((file, read(file, encoding)))
        except InputFileError as error:
            complain(str(error))
    return texts if len(texts) == len(files) else None


def read(file: str, encoding: str) -> str:
    """The text of a file, its line ends as they are; a byte order mark is no part of it."""
    try:
        if file == STDIO:
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
    with drafted(target, force) as draft, opened(draft, "x") as stream:
        stream.writelines(pieces)


def write_bytes(write_to: Callable[[IO[bytes]], None], target: str, force: bool) -> None:
    """What ``write_to`` writes to a stream becomes the file ``target``, whole or not at all."""
    if os.path.exists(target) and not os.path.isfile(target):
        raise InputFileError(target, "is not a regular file")
    try:
        with drafted(os.path.realpath(target), force) as draft, open(draft, "xb") as stream:
            write_to(stream)
    except OSError as error:
        raise InputFileError(target, error.strerror or "cannot be written") from error


@contextmanager
def drafted(target: str, force: bool) -> Iterator[str]:
    """A path to write to beside the target, then put in its place: it is never there by half, and what
    came there meanwhile stays."""
    draft = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}.tmp")
    try:
        yield draft
        _place(draft, target, force)
    finally:
        with suppress(FileNotFoundError):
            os.remove(draft)


def write_folder(contents: Mapping[str, str], folder: str, force: bool) -> None:
    """Write the files, by name, into ``folder``, which is made where it is missing: all of them stand
    beside it, or in it, before the first is put in place."""
    folder = os.path.realpath(folder)
    fresh = not os.path.isdir(folder)
    above = os.path.dirname(folder) if fresh else folder
    draft = os.path.join(above, f".{os.path.basename(folder)}.{os.getpid()}.tmp")
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
                    _place(os.path.join(draft, name), os.path.join(folder, name), force)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise InputFileError(folder, error.strerror or "cannot be written") from error


def _place(draft: str, target: str, force: bool) -> None:
    if force or not _can_link(draft, target):
        os.replace(draft, target)


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
