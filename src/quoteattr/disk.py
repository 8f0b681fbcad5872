"""Files that stand whole or not at all, and are never read or written through what only looks like one."""

from __future__ import annotations

import errno
import io
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

# what only some systems have; where one is missing, what stands beside its use does
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would never open
_BINARY = getattr(os, "O_BINARY", 0)


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


def draft_name(folder: str) -> str:
    """A path in that folder that nothing has: short, whatever name the file gets in the end."""
    return os.path.join(folder, f".quoteattr-{secrets.token_hex(8)}.tmp")


@contextmanager
def drafted(target: str, *, force: bool) -> Iterator[str]:
    """A path to write to beside the target, then put in its place: the target is never there by half, and
    what came there meanwhile stays. Raises OSError."""
    draft = draft_name(os.path.dirname(target))
    try:
        yield draft
        place(draft, target, force=force)
    finally:
        with suppress(FileNotFoundError):
            os.remove(draft)


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
