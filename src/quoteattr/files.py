"""Files: read as bytes or as text, and written whole or not at all.

What a caller names is read to its end into memory, and whatever is wrong with it is an InputFileError. A file
stands whole or not at all, and is never read or written through what only looks like one."""

from __future__ import annotations

import codecs
import errno
import io
import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import BinaryIO, NoReturn, Protocol

from quoteattr import arguments, charset
from quoteattr.errors import InputFileError

MOST = 10_000_000
"""Characters of a text in a file, unless another limit is asked for: some thirty long novels."""

UNUSABLE = (OSError, ValueError)
"""What using a path may raise: a ValueError where no file can have it."""

ENCODING_HINT = " (see --encoding)"
"""What ends a message where the command line can name another encoding."""

TABLE_HINT = ": save it as UTF-8 (in Excel, “CSV UTF-8”)"
"""What ends it where none can be named: tables of names come from spreadsheets."""

_PIECE = 2**20  # bytes decoded at once
_BYTE_ORDER_MARK = "\ufeff"  # no part of the text
_UTF_8 = ("utf-8", "utf-8-sig")
_WIDEST = 4  # bytes of a character in UTF-32, the widest
# what only some systems have; where one is missing, what stands beside its use does
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would never open
_BINARY = getattr(os, "O_BINARY", 0)


# ------------------------------------------------------------------------------------------ read


def raw(path: str) -> bytes:
    """The bytes of a file. Raises InputFileError."""
    with _reading(path), open(path, "rb") as stream:
        return stream.read()


def lines(path: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, with their numbers from 1, one at a time. Raises
    InputFileError."""
    with _reading(path), open(path, "rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, line


def names(folder: str) -> list[str]:
    """What a folder holds, by name. Raises InputFileError."""
    with _reading(folder):
        return sorted(os.listdir(folder))


def walked(folder: str) -> Iterator[tuple[str, list[str]]]:
    """A folder and those in it, each with the names of its files. Raises InputFileError."""

    def refuse(error: OSError) -> NoReturn:
        raise refused(str(error.filename), error, "cannot be read") from error

    return ((where, found) for where, _, found in os.walk(folder, onerror=refuse))


def text(path: str, encoding: str = "utf-8", hint: str = "") -> str:
    """The text of a file, as ``text_of`` gives it. Raises InputFileError and ArgumentError (encoding)."""
    arguments.encoding("encoding", encoding)
    with _reading(path), open(path, "rb") as stream:
        return text_of(stream, path, encoding, hint)


def text_of(
    stream: Readable, path: str, encoding: str = "utf-8", hint: str = "", most: float = math.inf
) -> str:
    """The text that a stream of bytes holds, its line ends as they are, a byte order mark off. ``hint`` ends
    the message where it is in another encoding.

    Raises InputFileError, which names ``path`` and the line, also for more than ``most`` characters."""
    try:
        return decoded(stream, encoding, most)
    except TooLong as error:
        raise InputFileError(path, str(error)) from error
    except Undecoded as error:
        raise InputFileError(path, f"{error}{error.guess}{hint}", error.line) from error.__cause__


@contextmanager
def refusing(
    path: str, why: str = "cannot be read", errors: tuple[type[Exception], ...] = (OSError,)
) -> Iterator[None]:
    """What the system refuses in the block is an InputFileError of ``path``; it says ``why`` where the system
    does not. That nobody reads a pipe any more is no fault of the path."""
    try:
        yield
    except BrokenPipeError:
        raise
    except errors as error:
        raise refused(path, error, why) from error


_reading = partial(refusing, errors=UNUSABLE)


def refused(path: str, error: Exception, why: str) -> InputFileError:
    """The InputFileError for what the system refused."""
    return InputFileError(path, getattr(error, "strerror", None) or why)


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int, /) -> bytes | None:
        """At most that many bytes; none at the end."""


class TooLong(Exception):
    """A text has more characters than allowed."""

    def __init__(self, most: int) -> None:
        super().__init__(f"has more than {most:,} characters (--max-text allows more)")


class Undecoded(Exception):
    """Bytes are not of that encoding; ``line`` from 1, ``guess`` what they look like, to end the message. Its
    cause is what the decoder raised."""

    def __init__(self, encoding: str, line: int, guess: str) -> None:
        super().__init__(f"is not {encoding.removesuffix('-sig')}")
        self.line = line
        self.guess = guess


def decoded(stream: Readable, encoding: str, most: float = math.inf) -> str:
    """The text, without a byte order mark; what is longer than ``most`` characters is never held whole.

    Raises TooLong, Undecoded, and what reading raises."""
    if encoding == charset.AUTO:
        content = _read(stream, most)
        stream, encoding = io.BytesIO(content), charset.detected(content)
    decoder = codecs.getincrementaldecoder(encoding)()
    pieces: list[str] = []
    length, start = 0, b""
    while True:
        piece = stream.read(_PIECE) or b""
        start = start or piece
        try:
            if not pieces and charset.is_binary(piece) and encoding in _UTF_8:
                raise ValueError("has NUL bytes")
            text = decoder.decode(piece, not piece)
        except (UnicodeError, ValueError) as error:
            line = 1 + sum(one.count("\n") for one in pieces)
            if isinstance(error, UnicodeDecodeError):
                line += error.object.count(b"\n", 0, error.start)
            raise Undecoded(encoding, line, _guessed(piece or start, encoding)) from error
        pieces.append(text if pieces else text.removeprefix(_BYTE_ORDER_MARK))
        length += len(pieces[-1])
        if length > most:
            raise TooLong(int(most))
        if not piece:
            return "".join(pieces)


def _read(stream: Readable, most: float) -> bytes:
    """All bytes, but of no more than ``most`` characters. Raises TooLong."""
    pieces: list[bytes] = []
    length = 0
    while piece := stream.read(_PIECE):
        pieces.append(piece)
        length += len(piece)
        if length > _WIDEST * most + _WIDEST:
            raise TooLong(int(most))
    return b"".join(pieces)


def _guessed(content: bytes, encoding: str) -> str:
    guess = charset.looks_like(content)
    if guess is not None and guess != encoding:
        return f"; it looks like {guess}"
    return "; it has NUL bytes, so it is no text" if charset.is_binary(content) else ""


# --------------------------------------------------------------------------- nothing but plain files


def opened(path: str) -> io.FileIO:
    """A file to read from, not buffered. Raises OSError, also for what is no regular file: a pipe or a device
    may never end, and cannot be read again."""
    handle = os.open(path, os.O_RDONLY | _NO_WAIT | _BINARY)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "is not a regular file")
        return io.FileIO(handle, "r")
    except BaseException:
        os.close(handle)
        raise


def created(path: str) -> BinaryIO:
    """A new file to write to and read from. Raises FileExistsError where anything has that name, a link that
    leads nowhere included."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK | _BINARY, 0o666)
    return os.fdopen(handle, "w+b")


def owned(path: str) -> BinaryIO:
    """A file to read from, and to add to at its end; made where it is missing.

    Raises OSError for what is no regular file, or has a second name: what is written would change that too.
    """
    if os.path.islink(path):
        raise OSError(errno.ELOOP, "is a link: what is written would change another file")
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | _NO_LINK | _NO_WAIT | _BINARY
    handle = os.open(path, flags, 0o666)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "is not a regular file")
        if status.st_nlink > 1:
            raise OSError(errno.EMLINK, "has a second name (a hard link): what is written would change that")
        return os.fdopen(handle, "r+b")
    except BaseException:
        os.close(handle)
        raise


def remove_plain(path: str) -> None:
    """Remove a regular file; what is missing, or anything else, stays as it is."""
    if is_plain(path):
        os.remove(path)


def is_plain(path: str) -> bool:
    """Whether a regular file has that name, and no link to one."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except FileNotFoundError:
        return False


def closed(stream: BinaryIO) -> None:
    """Close a file, its bytes on the disk: a name must never stand for less."""
    stream.flush()
    os.fsync(stream.fileno())
    stream.close()


def sync_folder(folder: str) -> None:
    """Its names on the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# ------------------------------------------------------------------------------- replaced as a whole


@contextmanager
def replaced(target: str, *, force: bool) -> Iterator[BinaryIO]:
    """A stream of what is to be the file ``target``, which it becomes when the block ends well: the target is
    never there by half, and what came there meanwhile stays, without ``force``. Raises OSError."""
    draft = draft_name(os.path.dirname(target))
    try:
        with open(draft, "xb") as stream:
            yield stream
            closed(stream)
        place(draft, target, force=force)
    finally:
        with suppress(FileNotFoundError):
            os.remove(draft)


def draft_name(folder: str) -> str:
    """A path in that folder that nothing has: short, whatever name the file gets in the end."""
    return os.path.join(folder, f".quoteattr-{os.urandom(8).hex()}.tmp")


def place(draft: str, target: str, *, force: bool) -> None:
    """Give the draft the name of the target; what has that name is replaced with ``force`` alone, and then
    who may read it stays as it was. Raises OSError."""
    if force:
        with suppress(OSError):
            os.chmod(draft, stat.S_IMODE(os.stat(target).st_mode))
    if force or not _can_link(draft, target):
        os.replace(draft, target)


def _can_link(draft: str, target: str) -> bool:
    """Put the draft in place unless a file is there; False where the file system has no hard links."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "exists already; --force replaces it") from None
        return False
    return True
