"""Files that people have: plain text, and what text is taken out of (web pages, EPUB, Word, PDF).

What a file is, its first bytes tell. Each format has a module of its own, which alone knows the library that
reads it, and is imported on use."""

from __future__ import annotations

import math
from collections.abc import Callable, Container
from os import PathLike

from attrs import frozen

from quoteattr import arguments, files
from quoteattr.documents.kinds import ENDINGS, START, Kind, Unreadable, kind_of
from quoteattr.errors import InputFileError
from quoteattr.files import Readable, TooLong

__all__ = [
    "ENDINGS",
    "EXTRA",
    "LARGEST",
    "NEEDED",
    "Given",
    "Kind",
    "Unreadable",
    "given",
    "read_text",
    "unpacked",
]

NEEDED = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml", ".mht"), ("trafilatura", "trafilatura")),
    ".docx": ("docx", "python-docx"),
    ".pdf": ("pypdf", "pypdf"),
}
"""What files of these endings need: a module, and the package of the EXTRA that brings it."""

EXTRA = "files"

LARGEST = 2**28
"""Bytes of a file that text is taken out of, at most."""


@frozen
class Given:
    """The text of a file; ``kind`` is what it was taken out of, None where it is the file itself."""

    text: str
    kind: Kind | None = None


def read_text(path: str | PathLike[str], *, encoding: str = "utf-8") -> str:
    """The text of a file: plain text in that ``encoding`` ("auto": whichever it is in), or what stands in a
    web page, an EPUB, a Word file (.docx) or a PDF, an empty line between paragraphs.

    Raises InputFileError for what cannot be read, MissingExtraError where that takes the extra [files]."""
    path = arguments.path("path", path)
    arguments.encoding("encoding", encoding)
    with files.refusing(path, errors=files.UNUSABLE), open(path, "rb") as stream:
        return given(stream, path, encoding).text


def given(
    stream: Readable,
    path: str,
    encoding: str = "utf-8",
    hint: str = "",
    most: float = math.inf,
    *,
    as_text: Container[Kind] = (),
) -> Given:
    """What a stream of bytes holds; files of the kinds ``as_text`` are taken as they are. ``hint`` and
    ``most`` are those of ``files.text_of``. Raises InputFileError and MissingExtraError."""
    try:
        return unpacked(stream, lambda plain: files.text_of(plain, path, encoding, hint, most), most, as_text)
    except (Unreadable, TooLong) as error:
        raise InputFileError(path, str(error)) from error


def unpacked(
    stream: Readable, plain: Callable[[Readable], str], most: float, as_text: Container[Kind] = ()
) -> Given:
    """What a stream holds; ``plain`` reads plain text. Raises Unreadable, TooLong, MissingExtraError and what
    ``plain`` raises."""
    start = _start(stream)
    kind = kind_of(start)
    if kind is None or kind in as_text:
        return Given(plain(_Again(start, stream)))
    content = _whole(start, stream)
    if kind == "zip":
        from quoteattr.documents import archive

        kind = archive.kind_of(content)
    text = _text(kind, content, most)
    if len(text) > most:
        raise TooLong(int(most))
    if not text.strip():
        raise Unreadable("has no text")
    return Given(text, kind)


def _text(kind: Kind, content: bytes, most: float) -> str:
    if kind == "pdf":
        from quoteattr.documents import pdf_file

        return pdf_file.text_of(content, most)
    if kind == "docx":
        from quoteattr.documents import word_file

        return word_file.text_of(content)
    if kind == "epub":
        from quoteattr.documents import epub

        return epub.text_of(content)
    from quoteattr.documents import web_page

    return web_page.text_of_saved(content) if kind == "mhtml" else web_page.text_of(content)


class _Again:
    """A stream from its start again: what was read of it, and then the rest."""

    def __init__(self, start: bytes, rest: Readable) -> None:
        self._start, self._rest = start, rest

    def read(self, size: int, /) -> bytes | None:
        if self._start:
            start, self._start = self._start[:size], self._start[size:]
            return start
        return self._rest.read(size)


def _start(stream: Readable) -> bytes:
    """The first bytes: a pipe may give them one by one."""
    start = b""
    while len(start) < START and (piece := stream.read(START - len(start))):
        start += piece
    return start


def _whole(start: bytes, stream: Readable) -> bytes:
    pieces, length = [start], len(start)
    while piece := stream.read(2**20):
        pieces.append(piece)
        length += len(piece)
        if length > LARGEST:
            raise Unreadable(f"has more than {LARGEST:,} bytes, so it is no text that can be read here")
    return b"".join(pieces)
