"""What a file is, told by its first bytes: a name may say anything."""

from __future__ import annotations

import re
from typing import Literal

from attrs import frozen

from quoteattr.errors import QuoteattrError

Kind = Literal["html", "mhtml", "epub", "docx", "pdf"]
"""What text is taken out of."""

START = 4096
"""Bytes that tell."""

ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".epub": "epub",
    ".docx": "docx",
    ".pdf": "pdf",
}
"""How the names of such files end, where a folder is searched for them."""

PLAIN = "save it as plain text (UTF-8) or .docx"
_ZIP = b"PK\x03\x04"
_PDF = b"%PDF-"
_PDF_REACH = 1024  # bytes that may stand in front of the head of a PDF
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(
    r"(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}\?>)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SAVED = re.compile(rb"(?:[\w-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*+){1,20}+", re.I)
_SAVED_PARTS = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)
_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s{0,100}\{\s{0,100}"[^"\n]{0,200}"\s{0,20}:')
_KINDLE = slice(60, 68)


class Unreadable(QuoteattrError):
    """A file gives no text: the message says why, and what to do."""


@frozen
class _Refused:
    """What begins with these bytes (behind ``skipped`` others) is read by nobody here."""

    start: bytes
    message: str
    skipped: int = 0


_PACKED = "is an archive: unpack it first"
_PICTURE = "is a picture: make text of it first (by OCR)"
_RECORDING = "is a recording: write down first what is said"
_REFUSED = (
    _Refused(b"{\\rtf", f"is an RTF file: {PLAIN}"),
    _Refused(b"\xd0\xcf\x11\xe0", f"is an old Word file (.doc), or one with a password: {PLAIN}"),
    _Refused(b"BOOKMOBI", "is a Kindle book: convert it to EPUB first", _KINDLE.start),
    _Refused(b"bplist00", "is a Safari web archive: save the page as “Page Source” (HTML)"),
    _Refused(b"\x1f\x8b", "is packed by gzip: unpack it first (quoteattr corpus reads .txt.gz)"),
    _Refused(b"PAR1", "is a Parquet table: `quoteattr corpus` reads it"),
    _Refused(b"SQLite format 3\0", "is a database: export its texts as CSV for `quoteattr corpus`"),
    *(
        _Refused(start, _PACKED)
        for start in (b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
    ),
    *(_Refused(start, _PICTURE) for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
    *(_Refused(start, _RECORDING) for start in (b"ID3", b"OggS", b"fLaC", b"RIFF")),
    _Refused(b"ftyp", _RECORDING, 4),
)


def kind_of(start: bytes) -> Kind | Literal["zip"] | None:
    """What begins so; None for plain text, "zip" for what only its contents tell.

    Raises Unreadable for what nobody here can read."""
    if start.startswith(_ZIP):
        return "zip"
    if _PDF in start[:_PDF_REACH]:
        return "pdf"
    for one in _REFUSED:
        if start.startswith(one.start, one.skipped):
            raise Unreadable(one.message)
    if _PAGE.match(_words(start)):
        return "html"
    if _OBJECT.match(start):
        raise Unreadable("is JSON: `quoteattr corpus FILE.jsonl --output OUT` reads it (--text-field)")
    head = _SAVED.match(start)
    return "mhtml" if head is not None and _SAVED_PARTS.search(head.group()) else None


def _words(start: bytes) -> str:
    """The bytes as letters, for what is written in ASCII."""
    for mark, encoding in zip(_MARKS, ("utf-8", "utf-16-le", "utf-16-be"), strict=True):
        if start.startswith(mark):
            return start[len(mark) :].decode(encoding, "replace")
    return start.decode("latin-1")
