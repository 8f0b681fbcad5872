"""The blocks of a page in (X)HTML, headings and paragraphs, one below the other as a browser shows them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from attrs import define, field, frozen

from quoteattr import arguments

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "nav", "ol", "p",
        "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_UNSEEN = frozenset(
    (
        "head", "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "select",
        "rt", "rp", "title",
    )
)  # fmt: skip
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
        "wbr",
    )
)  # fmt: skip
_HEADING = re.compile(r"h[1-6]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HEAD = 4096  # bytes of a page in which it says how it is written
_DECLARED = re.compile(
    rb"<(?:\?xml|meta)\b[^>]{0,300}?(?:encoding|charset)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)
_REST = 1_000  # characters
_NOTE = frozenset(("noteref", "doc-noteref"))


@frozen
class Block:
    """The words of a block, white space as a browser shows it; ``level`` is that of a heading, else 0;
    ``ids`` are the places in it, or in front of it, that links lead to."""

    text: str
    level: int = 0
    ids: frozenset[str] = frozenset()


def blocks_of(page: str) -> tuple[Block, ...]:
    """The blocks of a page that have words, in order. Any string gives some, or none."""
    parser = _Parser()
    parser.feed(page)
    if len(parser.rawdata) <= _REST:  # what is cut off at the end; closing takes the square of its length
        parser.close()
    parser.end()
    return tuple(parser.found)


def decoded(page: bytes) -> str:
    """The page as text: by its byte order mark, its own declaration, UTF-8 or else Windows-1252."""
    if page.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return page.decode("utf-16", "replace")
    said = _DECLARED.search(page[:_HEAD])
    for encoding in (said.group(1).decode("ascii") if said is not None else "utf-8", "utf-8"):
        try:
            return page.decode(arguments.encoding("encoding", encoding)).removeprefix("\ufeff")
        except ValueError:  # what it says may be wrong, or no encoding
            continue
    return page.decode("windows-1252", "replace")


@define
class _Parts:
    """What has come of the block that is open."""

    words: list[str] = field(factory=list)
    ids: set[str] = field(factory=set)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Block] = []
        self._now = _Parts()
        self._unseen: list[str] = []  # open elements inside one that is not shown, that one first
        self._as_written = 0  # open <pre>
        self._level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "body":
            self._unseen.clear()  # the end of the head may be left out
        if self._unseen or tag in _UNSEEN or _is_hidden(given):
            if tag not in _VOID:
                self._unseen.append(tag)
            return
        if tag in _BLOCKS:
            self.end()
            self._as_written += tag == "pre"
        if _HEADING.fullmatch(tag):
            self._level = int(tag[1])
        if tag == "br":
            self._now.words.append("\n")
        self._now.ids.update(name for key in ("id", "name") if (name := given.get(key)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                del self._unseen[len(self._unseen) - 1 - self._unseen[::-1].index(tag) :]
            return
        if tag in _BLOCKS:
            self.end()
            self._as_written -= tag == "pre" and self._as_written > 0
        if _HEADING.fullmatch(tag):
            self._level = 0

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._now.words.append(data if self._as_written else _BLANKS.sub(" ", data))

    def end(self) -> None:
        """What is open becomes a block, if it has words; else the places in it belong to the next one."""
        parts, self._now = self._now, _Parts()
        text = _tidy(parts.words)
        if text:
            self.found.append(Block(text, self._level, frozenset(parts.ids)))
        else:
            self._now.ids = parts.ids


def _is_hidden(given: dict[str, str | None]) -> bool:
    kinds = {*(given.get("epub:type") or "").split(), *(given.get("role") or "").split()}
    return "hidden" in given or not kinds.isdisjoint(_NOTE)


def _tidy(words: Iterable[str]) -> str:
    lines = "".join(words).replace("\u00ad", "").split("\n")
    return "\n".join(re.sub("  +", " ", line).strip(" \t\r\f") for line in lines).strip()
