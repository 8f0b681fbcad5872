"""EPUB: the pages of a book in reading order, its chapters as its own table of contents has them.

The standard library reads it: the package by expat, which refuses a file that declares entities, and the
pages as a browser would."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import quote, unquote
from xml.parsers import expat

from attrs import define, field, frozen

from quoteattr.documents import archive
from quoteattr.documents.archive import Archive
from quoteattr.documents.blocks import Block, blocks_of, decoded
from quoteattr.documents.kinds import Unreadable
from quoteattr.lang.page import PAGE
from quoteattr.text.chapters import MARK, is_heading

_CONTAINER = "META-INF/container.xml"
_PROTECTED = "META-INF/encryption.xml"
_METHOD = re.compile(rb"EncryptionMethod\s[^>]{0,200}?Algorithm\s{0,9}=\s{0,9}[\"']([^\"']{1,200})")
# scrambled fonts hide no words
_FONTS = frozenset((b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC"))
_PAGES = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_NCX = "application/x-dtbncx+xml"
_HEAD = 4  # blocks at the start of a chapter among which its heading stands
_WORD = re.compile(r"\w+")


def text_of(content: bytes) -> str:
    """The text of a book: an empty line between blocks, and the heading of each chapter so that
    ``text.chapters`` knows it. Raises Unreadable."""
    with archive.opened(content) as files:
        if _PROTECTED in files.names and not _FONTS.issuperset(_METHOD.findall(files.read(_PROTECTED))):
            raise Unreadable("is protected by the shop that sold it (DRM), so nobody else can read it")
        book = _book(files)
        return "\n\n".join(part for page in book.pages for part in _parts(files, page, book))


# ---------------------------------------------------------------------------------------- the package


@frozen
class _Entry:
    """A line of the table of contents: the page it leads to, the place there ("": its start), its words."""

    page: str
    place: str
    label: str


@frozen
class _Book:
    """The pages in reading order, and the chapters of the table of contents by page; None without one."""

    pages: tuple[str, ...]
    chapters: Mapping[str, Sequence[_Entry]] | None


@frozen
class _Item:
    """A file of the book; ``contents``: the page that is its table of contents."""

    path: str
    kind: str
    contents: bool


@frozen
class _Element:
    name: str
    given: Mapping[str, str]
    words: list[str] = field(factory=list)


def _book(files: Archive) -> _Book:
    roots = [one.given["full-path"] for one in _elements(files, _CONTAINER) if "full-path" in one.given]
    if not roots:
        raise Unreadable("is damaged: it does not say where its book is")
    package = _elements(files, roots[0])
    items = {one.given.get("id"): item for one in package if (item := _item(one, roots[0])) is not None}
    order = [one.given.get("idref") for one in package if one.name == "itemref"]
    pages = [items[name].path for name in order if name in items and items[name].kind in _PAGES]
    if not pages:
        raise Unreadable("is damaged: its book has no pages")
    tables = [item.path for item in items.values() if item.contents]
    points = [item.path for item in items.values() if item.kind == _NCX]
    text = [path for path in dict.fromkeys(pages) if path not in tables]
    return _Book(tuple(text), _chapters(files, tables, points))


def _item(element: _Element, package: str) -> _Item | None:
    given = element.given
    if element.name != "item" or "href" not in given:
        return None
    contents = "nav" in given.get("properties", "").split()
    return _Item(_joined(package, given["href"]), given.get("media-type", ""), contents)


def _chapters(
    files: Archive, tables: Sequence[str], points: Sequence[str]
) -> Mapping[str, Sequence[_Entry]] | None:
    """EPUB 3 has a page of links, EPUB 2 a file of its own."""
    entries = [entry for path in tables if path in files.names for entry in _links(files, path)]
    entries = entries or [entry for path in points if path in files.names for entry in _points(files, path)]
    if not entries:
        return None
    found: dict[str, list[_Entry]] = {}
    for entry in entries:
        if entry.label.casefold().strip(" .:") not in PAGE.no_chapters:
            found.setdefault(entry.page, []).append(entry)
    return found


def _points(files: Archive, path: str) -> Iterator[_Entry]:
    label = ""
    for one in _elements(files, path):
        if one.name == "text":
            label = "".join(one.words)
        elif one.name == "content" and "src" in one.given:
            yield _entry(path, one.given["src"], label)


def _links(files: Archive, path: str) -> Iterator[_Entry]:
    parser = _Links()
    parser.feed(decoded(files.read(path)))
    return (_entry(path, link, "".join(words)) for link, words in parser.found)


def _entry(path: str, link: str, label: str) -> _Entry:
    page, _, place = link.partition("#")
    return _Entry(_joined(path, page) if page else path, unquote(place), " ".join(label.split()))


def _joined(path: str, link: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link)))


def _read(files: Archive, path: str) -> bytes:
    """A page; what wrote the book may have taken its name as it is for an escaped one."""
    return files.read(path if path in files.names else quote(path))


class _Links(HTMLParser):
    """The links of a table of contents: where they lead, and their words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[str]]] = []
        self._inside = False  # a list of pages or of landmarks is none
        self._words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "nav":
            self._inside = "toc" in (given.get("epub:type") or "toc").split()
        elif tag == "a" and self._inside and (link := given.get("href")):
            self._words = []
            self.found.append((link, self._words))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("a", "nav"):
            self._words = None

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)


# --------------------------------------------------------------------------------------------- the XML


def _elements(files: Archive, path: str) -> list[_Element]:
    """The elements of a file in order, each with the words in front of the next one. Raises Unreadable."""
    found: list[_Element] = []

    def begin(name: str, given: dict[str, str]) -> None:
        found.append(_Element(name.rpartition(":")[2], given))

    def words(data: str) -> None:
        if found:
            found[-1].words.append(data)

    def refuse(*_: object) -> None:
        raise Unreadable("declares entities, as no book has to: it is not read")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = begin, words
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(files.read(path), True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(f"is damaged: {path} is no XML") from error
    return found


# ------------------------------------------------------------------------------------------- the text


@define
class _Marks:
    """What headings need, by the number of a block: a line in front of it, or a sign."""

    lines: dict[int, str] = field(factory=dict)
    signs: set[int] = field(factory=set)


def _parts(files: Archive, page: str, book: _Book) -> Iterator[str]:
    blocks = blocks_of(decoded(_read(files, page)))
    if book.chapters is None:  # the heading that a page begins with is that of a chapter
        starts = {0: blocks[0].text} if blocks and blocks[0].level else {}
    else:
        starts = _starts(blocks, book.chapters.get(page, ()))
    marks = _marks(blocks, starts)
    for place, block in enumerate(blocks):
        if place in marks.lines:
            yield marks.lines[place]
        yield MARK + " ".join(block.text.split()) if place in marks.signs else block.text


def _starts(blocks: Sequence[Block], entries: Sequence[_Entry]) -> dict[int, str]:
    """What the table of contents calls a chapter, by the number of the block that it begins with."""
    places = {name: n for n, block in reversed(list(enumerate(blocks))) for name in block.ids}
    found: dict[int, str] = {}
    for entry in entries:
        if blocks:
            found.setdefault(places.get(entry.place, 0), entry.label)
    return found


def _marks(blocks: Sequence[Block], starts: Mapping[int, str]) -> _Marks:
    marks = _Marks()
    for start, end in pairwise([*sorted(starts), len(blocks)]):
        head, label = range(start, min(start + _HEAD, end)), starts[start]
        if any(is_heading(blocks[n].text) for n in head if n == start or blocks[n].level):
            continue
        said = next((n for n in head if _says(blocks[n], label)), None)
        if said is not None:
            marks.signs.add(said)
        elif label:
            marks.lines[start] = label if is_heading(label) else MARK + label
    return marks


def _says(block: Block, label: str) -> bool:
    """Whether a block is the heading that the table of contents gives: its words, or the most of them."""
    own, wanted = (_WORD.findall(words.casefold()) for words in (block.text, label))
    if not own or not wanted:
        return False
    return own == wanted or (block.level > 0 and (set(own) <= set(wanted) or set(wanted) <= set(own)))
