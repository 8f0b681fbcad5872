"""Reading and writing for every command: clear errors, and nothing of the user's is ever overwritten."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import IO

from attrs import frozen

from quoteattr import arguments, documents, files
from quoteattr.documents import Given
from quoteattr.documents.kinds import Kind
from quoteattr.errors import InputFileError, MissingExtraError
from quoteattr.export.table import HIDDEN

STDIO = "-"
_UNWRITTEN = "cannot be written"
_TABLES = (".csv", ".parquet")
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


@frozen
class Read:
    """The text of a file; ``kind`` is what it was taken out of, None where it is the file itself."""

    name: str
    text: str
    kind: Kind | None


def read_all(paths: Sequence[str], encoding: str, most: int) -> list[Read] | None:
    """The text of every file, or None when one cannot be used: nothing is printed then but what
    is wrong with each."""
    texts: list[Read] = []
    for path in paths:
        try:
            found = read(path, encoding, most)
            texts.append(Read(path, found.text, found.kind))
        except InputFileError as error:
            complain(str(error))
    return texts if len(texts) == len(paths) else None


def read(file: str, encoding: str, most: int, as_text: Container[Kind] = ()) -> Given:
    """The text of a file, its line ends as they are; a byte order mark is no part of it. Nothing is read
    behind ``most`` characters, which are too many. Files of the kinds ``as_text`` are taken as they are.

    Raises InputFileError, also where another package is needed."""
    arguments.encoding("--encoding", encoding)
    if os.path.isdir(file):
        message = "is a folder: `quoteattr corpus FOLDER --output OUT` reads all texts in it"
        raise InputFileError(file, message)
    if os.path.splitext(file)[1].lower() in _TABLES:
        raise InputFileError(file, "is a table: `quoteattr corpus FILE --output OUT` reads it (--text-field)")
    try:
        with nullcontext(sys.stdin.buffer) if file == STDIO else open(file, "rb") as stream:
            found = documents.given(stream, file, encoding, files.ENCODING_HINT, most, as_text=as_text)
    except MissingExtraError as error:
        raise InputFileError(file, str(error)) from error
    except FileNotFoundError as error:
        raise InputFileError(file, f"{error.strerror}{_remedy(file)}") from error
    except (OSError, ValueError) as error:
        raise files.refused(file, error, str(error)) from error
    if not found.text.strip():
        raise InputFileError(file, "is empty")
    return found


def _remedy(missing: str) -> str:
    """What to do about a file that is not there, to end the message; empty where nothing tells."""
    if "://" in missing:
        return ": nothing is fetched from the net; save the page, and name the file"
    from difflib import get_close_matches

    folder, name = os.path.split(missing)
    with suppress(OSError):
        for near in get_close_matches(name, os.listdir(folder or "."), 1, 0.8):
            return f"; did you mean {os.path.join(folder, near)}?"
    return ": a text, not its file, goes to standard input (`quoteattr -`)" if " " in name else ""


def check_output(target: str, inputs: Sequence[str], force: bool) -> None:
    """Before any work: refuse what ``write`` would refuse after it."""
    if target == STDIO:
        return
    arguments.name("--output", target)
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
    if target == STDIO:
        with files.refusing(target, _UNWRITTEN):
            for piece in pieces:
                sys.stdout.write(piece)
            sys.stdout.flush()
    elif os.path.exists(target) and not os.path.isfile(target):
        with files.refusing(target, _UNWRITTEN), opened(target, "w") as stream:  # a pipe or a device
            stream.writelines(pieces)
    else:
        encoded = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
        write_bytes(lambda stream: stream.writelines(encoded), target, force)


def holds(path: str, text: str) -> bool:
    """Whether the file is that text already."""
    try:
        return Path(path).read_bytes() == text.encode("utf-8", "surrogatepass")
    except (OSError, ValueError):
        return False


def opened(path: str, mode: str) -> IO[str]:
    return open(path, mode, encoding="utf-8", errors="backslashreplace", newline="")


def write_bytes(write_to: Callable[[IO[bytes]], None], target: str, force: bool) -> None:
    """What ``write_to`` writes to a stream becomes the file ``target``, whole or not at all."""
    if os.path.exists(target) and not os.path.isfile(target):
        raise InputFileError(target, "is not a regular file")
    whole = os.path.realpath(target)
    with files.refusing(target, _UNWRITTEN), files.replaced(whole, force=force) as stream:
        write_to(stream)


def write_folder(contents: Mapping[str, str], folder: str, force: bool) -> None:
    """Write the files, by name, into ``folder``, which is made where it is missing: all of them stand
    beside it, or in it, before the first is put in place."""
    folder = os.path.realpath(folder)
    fresh = not os.path.isdir(folder)
    draft = files.draft_name(os.path.dirname(folder) if fresh else folder)
    with files.refusing(folder, _UNWRITTEN):
        os.mkdir(draft)
        try:
            for name, content in contents.items():
                with opened(os.path.join(draft, name), "x") as stream:
                    stream.write(content)
            if fresh:
                os.rename(draft, folder)
            else:
                for name in contents:
                    files.place(os.path.join(draft, name), os.path.join(folder, name), force=force)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
