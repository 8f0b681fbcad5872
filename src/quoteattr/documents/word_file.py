"""Word files (.docx): every paragraph, tables with them, as a reader sees them (by python-docx, extra
``[files]``)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from quoteattr.documents import archive
from quoteattr.documents.kinds import Unreadable
from quoteattr.errors import MissingExtraError
from quoteattr.text.chapters import MARK, is_heading

_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OTHER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says the same once more
_LEFT_OUT = frozenset((f"{_SPACE}del", f"{_SPACE}moveFrom", f"{_SPACE}pPr", f"{_SPACE}rPr", _OTHER))
_PARAGRAPH, _STYLE = f"{_SPACE}p", f"{_SPACE}pStyle"
_SIGNS = {f"{_SPACE}tab": "\t", f"{_SPACE}br": "\n", f"{_SPACE}cr": "\n", f"{_SPACE}noBreakHyphen": "-"}
_CHAPTERS = 3  # headings of the first rank that make a book; a report has its title alone


@frozen
class _Paragraph:
    text: str
    style: str


def text_of(content: bytes) -> str:
    """The paragraphs, an empty line between them; what was deleted with the changes shown is left out, what
    was inserted is there. Raises Unreadable and MissingExtraError."""
    try:
        import docx
    except ImportError as error:
        raise MissingExtraError("python-docx", "files") from error
    with archive.opened(content) as files:
        archive.check_size(files.size())
    try:
        document = docx.Document(io.BytesIO(content))
        headings = {style.style_id for style in document.styles if _is_first(style)}
        found = [one for one in _paragraphs(document.element.body) if one.text.strip()]
    except Exception as error:  # of a file that anybody may have made: lxml, KeyError, ValueError, zipfile
        raise Unreadable("is damaged: it is no whole Word file") from error
    titles = [one for one in found if one.style in headings]
    book = len(titles) >= _CHAPTERS
    return "\n\n".join(_marked(one) if book and one.style in headings else one.text for one in found)


def _is_first(style: Any) -> bool:
    return bool(style.name and style.name.lower() == "heading 1")


def _marked(one: _Paragraph) -> str:
    words = " ".join(one.text.split())
    return words if is_heading(words) else MARK + words


def _paragraphs(body: Any) -> Iterator[_Paragraph]:
    """Every paragraph in order, one in a text box behind the one that it hangs on. A stack of its own, since
    elements may be deeper than calls."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == _PARAGRAPH:
            inner: list[Any] = []
            words = "".join(_words(element, inner))
            style = next((one.get(f"{_SPACE}val") or "" for one in element.iter(_STYLE)), "")
            yield _Paragraph(words.strip(), style)
            waiting += reversed(inner)
        else:
            waiting += reversed(element)


def _words(paragraph: Any, inner: list[Any]) -> Iterator[str]:
    """The words of a paragraph; those inside it go to ``inner``."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == _PARAGRAPH:
            inner.append(element)
        elif element.tag == f"{_SPACE}t":
            yield element.text or ""
        elif element.tag in _SIGNS:
            yield _SIGNS[element.tag]
        elif element.tag not in _LEFT_OUT:
            waiting += reversed(element)
