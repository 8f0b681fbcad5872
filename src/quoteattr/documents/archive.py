"""Archives (zip), of which no more is unpacked than a text can need."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from quoteattr.documents.kinds import PLAIN, Kind, Unreadable

MOST = 2**27
"""Bytes of the members of an archive that are read, at most; a long novel has two million."""

_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
_LOCKED = 0x1  # flag of a member that a password closes
_WORD, _BOOK = "word/document.xml", "META-INF/container.xml"
_OTHERS = (
    ("xl/workbook.xml", "is an Excel table: save it as CSV for `quoteattr corpus`"),
    ("ppt/presentation.xml", f"is a PowerPoint file: {PLAIN}"),
    ("content.xml", f"is an OpenDocument file (.odt): {PLAIN}"),
)


class Archive:
    """The members of an archive, by name, read one at a time."""

    def __init__(self, content: zipfile.ZipFile) -> None:
        self._content = content
        self._left = MOST
        self.names = frozenset(content.namelist())

    def read(self, name: str) -> bytes:
        """A member. Raises Unreadable where it is missing, closed, damaged, or too much with all before."""
        try:
            info = self._content.getinfo(name)
        except KeyError:
            raise Unreadable(f"is damaged: it has no {name}") from None
        if info.flag_bits & _LOCKED:
            raise Unreadable("has a password: save a copy without it")
        check_size(info.file_size, self._left)
        with _undamaged():
            found = self._content.read(name)
        self._left -= len(found)
        return found

    def size(self) -> int:
        """Bytes of all members together, as the archive says."""
        return sum(info.file_size for info in self._content.infolist())


def check_size(size: int, most: int = MOST) -> None:
    """Raises Unreadable for what unpacks to more than can be a text."""
    if size > most:
        raise Unreadable(f"unpacks to more than {MOST:,} bytes, so it is no text that can be read here")


@contextmanager
def opened(content: bytes) -> Iterator[Archive]:
    """The archive. Raises Unreadable."""
    with _undamaged():
        archive = zipfile.ZipFile(io.BytesIO(content))
    with archive:
        yield Archive(archive)


@contextmanager
def _undamaged() -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise Unreadable("is damaged: it cannot be unpacked (was it copied whole?)") from error


def kind_of(content: bytes) -> Kind:
    """What an archive holds. Raises Unreadable where that is no text."""
    with opened(content) as archive:
        if _BOOK in archive.names:
            return "epub"
        if _WORD in archive.names:
            return "docx"
        for name, message in _OTHERS:
            if name in archive.names:
                raise Unreadable(message)
    raise Unreadable("is a zip archive: unpack it first")
