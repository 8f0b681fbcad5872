"""Pages of the web: the article without what stands around it (by trafilatura, extra ``[files]``)."""

from __future__ import annotations

import email
import email.policy
import logging
from collections.abc import Iterator
from typing import Any

from quoteattr.documents.blocks import blocks_of, decoded
from quoteattr.documents.kinds import Unreadable
from quoteattr.errors import MissingExtraError

_BREAK = "lb"
_INLINE = frozenset(("hi", "ref", "del", "lb", "graphic", "formatting", "span"))
_TITLE = 3  # paragraphs in front, one of which may be the title


def text_of(content: bytes) -> str:
    """The title of a page and its paragraphs, an empty line between them. Raises Unreadable and
    MissingExtraError."""
    return _text(decoded(content))


def text_of_saved(content: bytes) -> str:
    """That of a page which a browser saved with its pictures in one file (MHTML)."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(body, bytes):
                page = body.decode(charset, "replace") if charset == "utf-8" else decoded(body)
                return _text(page)
    raise Unreadable("holds no page: save it as “HTML only”")


def _text(page: str) -> str:
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError("trafilatura", "files") from error
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it warns of what we say ourselves
    try:
        found: Any = bare_extraction(page, include_comments=False, include_tables=True, with_metadata=True)
    except Exception:  # of a page that anybody may have made: its elements may be deeper than calls
        found = None
    if found is None or found.body is None:  # no article: all that a browser would show
        return "\n\n".join(block.text for block in blocks_of(page))
    paragraphs = list(_paragraphs(found.body))
    title = " ".join((found.title or "").split())
    if title and all(title.casefold() not in one.casefold() for one in paragraphs[:_TITLE]):
        paragraphs.insert(0, title)
    return "\n\n".join(paragraphs)


def _paragraphs(body: Any) -> Iterator[str]:
    """What holds words and no paragraph of its own, in order."""
    words: list[str] = []
    for event, one in _events(body):
        if event == "words":
            words.append(one)
        elif words and (text := _tidy(words)):
            yield text
            words = []
    if text := _tidy(words):
        yield text


def _events(body: Any) -> Iterator[tuple[str, str]]:
    """Words in order, with an event where a block begins or ends. No recursion: elements may be nested deeper
    than calls."""
    waiting: list[tuple[Any, bool]] = [(body, False)]
    while waiting:
        element, done = waiting.pop()
        if done:
            yield from _border(element)
            yield "words", _flat(element.tail)
            continue
        if not isinstance(element.tag, str):  # a comment
            yield "words", _flat(element.tail)
            continue
        yield from _border(element)
        yield "words", "\n" if element.tag == _BREAK else _flat(element.text)
        waiting.append((element, True))
        waiting += [(child, False) for child in reversed(element)]


def _border(element: Any) -> Iterator[tuple[str, str]]:
    if element.tag not in _INLINE:
        yield "border", ""


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")


def _tidy(words: list[str]) -> str:
    lines = "".join(words).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
