"""XML in the layout of PARC 3 (Pareti 2016) and PolNeAR (Newell et al. 2018): words, each with its part in
attributions.

``<WORD text="said" ByteCount="10,14"><attribution id="a1"><attributionRole roleValue="cue"/></attribution>
</WORD>``. Names of elements and attributes are compared without case and namespace. Where a word stands is
``ByteCount`` or ``offset`` ("start,end"), or ``start`` and ``end``; the word itself is ``text``, or what the
element holds.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from os import PathLike
from xml.parsers import expat

from attrs import define, field

from quoteattr import arguments, files
from quoteattr.arguments import shown
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.evaluation.values import MarkedQuotation, MarkedText
from quoteattr.types import Span

_ENDING = ".xml"
_ROLES = ("content", "source", "cue")
_OFFSET = re.compile("[0-9]{1,15}")
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"'<>]{1,100})["']""")
_PARSED = (b"utf-8", b"utf-16", b"iso-8859-1", b"us-ascii")
# How long a text may be that is made of so many words: what stands between them is not told, but is blank
_LENGTH, _LENGTH_OF_WORD = 100_000, 1_000


def read_parc(path: str | PathLike[str], encoding: str = "utf-8") -> tuple[MarkedText, ...]:
    """The texts of a folder of ``.xml`` (folders in it too) or of one file, by name; the id of a text is its
    path in the folder without the ending.

    The text is the ``.txt`` of the same name where it stands beside the XML (in ``encoding``), and each word
    must be found in it. Else it is made of the words: at their places where these fit, with one space between
    two words and a line for a sentence where they do not. An attribution without content is no quotation.

    Raises InputFileError for what is no such XML, for any with a document type (which could blow up memory
    with entities), and for words that are not in the text.
    """
    root = arguments.path("path", path)
    arguments.encoding("encoding", encoding)
    paths = sorted(_paths(root)) if os.path.isdir(root) else [root]
    if not paths:
        raise InputFileError(root, f"has no {_ENDING} file")
    texts = []
    for file in paths:
        name = os.path.relpath(file, root) if os.path.isdir(root) else os.path.basename(file)
        stem = os.path.splitext(name)[0].replace(os.sep, "/")
        beside = os.path.splitext(file)[0] + ".txt"
        given = files.text(beside, encoding, files.ENCODING_HINT) if os.path.exists(beside) else None
        words = _read(file)
        text, places = _built(words, file) if given is None else (given, _found(words, given, file))
        texts.append(MarkedText(stem, text, tuple(_quotations(words, places)), file=file))
    return tuple(texts)


def _paths(folder: str) -> Iterator[str]:
    for where, names in files.walked(folder):
        ours = (n for n in names if n.lower().endswith(_ENDING) and not n.startswith("."))
        yield from (os.path.join(where, name) for name in ours)


@define
class _Word:
    """A word as it is written: its text, its place, the number of its sentence, its parts in attributions."""

    text: str
    place: tuple[int, int] | None
    sentence: int
    parts: list[tuple[str, str]] = field(factory=list)


@define
class _Handler:
    """What the parser tells, as words."""

    words: list[_Word] = field(factory=list)
    sentences: int = 0
    attribution: str = ""
    inside: bool = False
    spelled: list[str] | None = None  # the pieces of a word without the attribute

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        values = {_local(name): value for name, value in attributes.items()}
        kind = _local(tag)
        if kind in ("sentence", "s"):
            self.sentences += 1
        elif kind == "word":
            self.words.append(_Word(values.get("text", ""), _place(values), self.sentences))
            self.inside, self.spelled = True, None if "text" in values else []
        elif kind == "attribution":
            self.attribution = values.get("id", "")
        elif kind == "attributionrole" and self.inside:
            self.words[-1].parts.append((self.attribution, values.get("rolevalue", "").casefold()))

    def end(self, tag: str) -> None:
        if _local(tag) == "word" and self.inside:
            self.words[-1].text = (self.words[-1].text + "".join(self.spelled or ())).strip()
            self.inside, self.spelled = False, None

    def characters(self, data: str) -> None:
        if self.spelled is not None:
            self.spelled.append(data)  # a piece a line


def _local(name: str) -> str:
    return name.rpartition(":")[2].casefold()


def _place(values: dict[str, str]) -> tuple[int, int] | None:
    given = values.get("bytecount") or values.get("offset") or ""
    numbers = given.split(",") if given else [values.get("start", ""), values.get("end", "")]
    if len(numbers) == 2 and all(_OFFSET.fullmatch(n.strip()) for n in numbers):
        return int(numbers[0]), int(numbers[1])
    return None


def _content(file: str) -> bytes | str:
    """The file as the parser takes it: what it cannot decode, decoded. Raises InputFileError."""
    content = files.raw(file)
    declared = _DECLARED.match(content)
    if declared is None or declared[1].lower() in _PARSED:
        return content
    name = declared[1].decode("ascii", "replace")
    try:
        return files.text_of(io.BytesIO(content), file, arguments.encoding("encoding", name))
    except ArgumentError as error:
        raise InputFileError(
            file, f"is declared to be in an unknown encoding ({error.message})", 1
        ) from error


def _read(file: str) -> list[_Word]:
    handler = _Handler()
    content = _content(file)
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        message = "has a document type (<!DOCTYPE …>), which is not read; take it out"
        raise InputFileError(file, message, parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.characters
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise InputFileError(file, f"is not XML: {error}", error.lineno) from error
    except (LookupError, ValueError) as error:  # an encoding that the parser has to ask for
        raise InputFileError(
            file, f"is in an encoding that is not read ({error}); save it as utf-8"
        ) from error
    words = [word for word in handler.words if word.text]
    if not words:
        raise InputFileError(file, "has no <WORD> with a text")
    return words


# ------------------------------------------------------------------------------------ where words stand


def _built(words: list[_Word], file: str) -> tuple[str, list[Span]]:
    """The text that the words make, and where each stands in it. Raises InputFileError where they stand so
    far apart that most of it would be made up."""
    pieces: list[str] = []
    places: list[Span] = []
    placed = _placed(words)
    if placed and placed[-1][1] > _LENGTH + _LENGTH_OF_WORD * len(words) + sum(len(w.text) for w in words):
        message = (
            f"{len(words)} words cannot fill a text of {placed[-1][1]} characters; give the text beside it"
        )
        raise InputFileError(file, message)
    at = last = 0
    for number, word in enumerate(words):
        if number:
            fresh = word.sentence != words[number - 1].sentence
            gap = 1 if placed is None else placed[number][0] - last
            # what stood between words is not told: a wide gap between sentences parts paragraphs
            pieces.append("\n" * gap if fresh and (gap > 1 or placed is None) else " " * gap)
        elif placed is not None:
            pieces.append(" " * placed[0][0])
        at += len(pieces[-1]) if pieces else 0
        pieces.append(word.text)
        places.append(Span(at, at + len(word.text)))
        at += len(word.text)
        last = 0 if placed is None else placed[number][1]
    return "".join(pieces), places


def _placed(words: Iterable[_Word]) -> list[tuple[int, int]] | None:
    """The places, where every word has one that it fills (in characters or bytes), in order."""
    found: list[tuple[int, int]] = []
    before = 0
    for word in words:
        if word.place is None:
            return None
        start, end = word.place
        if start < before or end - start not in (len(word.text), len(word.text.encode())):
            return None
        found.append(word.place)
        before = end
    return found


# as the Penn Treebank writes what a text has
_WRITTEN = {
    "``": ("``", '"', "“", "''", "„", "«"),
    "''": ("''", '"', "”", "“", "»"),
    "`": ("`", "‘", "'"),
    "'": ("'", "’", "‘"),
    **{
        f"-{name}-": (mark,)
        for name, mark in zip(("LRB", "RRB", "LSB", "RSB", "LCB", "RCB"), "()[]{}", strict=True)
    },
}


def _found(words: list[_Word], text: str, file: str) -> list[Span]:
    """Where each word stands in the text: at its place, in characters or else in UTF-8 bytes, or, where
    places are missing or do not fit, behind the word before with nothing but space between."""
    return _by_place(words, text) or _by_bytes(words, text) or _in_order(words, text, file)


def _forms(word: _Word) -> tuple[str, ...]:
    return (word.text, *_WRITTEN.get(word.text, ()))


def _fills(place: tuple[int, int], word: _Word, text: str) -> bool:
    start, end = place
    return any(end - start == len(form) and text.startswith(form, start) for form in _forms(word))


def _by_place(words: list[_Word], text: str) -> list[Span] | None:
    places = [word.place for word in words]
    if any(p is None or not _fills(p, w, text) for p, w in zip(places, words, strict=True)):
        return None
    return [Span(*place) for place in places if place is not None]


def _by_bytes(words: list[_Word], text: str) -> list[Span] | None:
    at = {0: 0}
    total = 0
    for number, character in enumerate(text, 1):
        total += len(character.encode("utf-8", "surrogatepass"))
        at[total] = number
    spans = []
    for word in words:
        start, end = (at.get(one, -1) for one in word.place or (-1, -1))
        if start < 0 or not _fills((start, end), word, text):
            return None
        spans.append(Span(start, end))
    return spans


def _in_order(words: list[_Word], text: str, file: str) -> list[Span]:
    spans = []
    at = 0
    for number, word in enumerate(words, 1):
        while at < len(text) and text[at].isspace():
            at += 1
        form = next((form for form in _forms(word) if text.startswith(form, at)), None)
        if form is None:
            near = text[at : at + 20]
            raise InputFileError(
                file, f"word {number}, {shown(word.text)}, is not in the text, which has {near!r}"
            )
        spans.append(Span(at, at + len(form)))
        at += len(form)
    return spans


# -------------------------------------------------------------------------------------------- quotations


def _quotations(words: list[_Word], places: list[Span]) -> list[MarkedQuotation]:
    members: dict[str, dict[str, list[int]]] = {}
    for number, word in enumerate(words):
        for name, role in word.parts:
            if role in _ROLES:
                members.setdefault(name, {}).setdefault(role, []).append(number)
    made = []
    for parts in members.values():
        content, source, cue = (_runs(parts.get(role, ()), places) for role in _ROLES)
        if content:
            made.append(MarkedQuotation(spans=content, source=source, cue=cue))
    return sorted(made, key=lambda one: [(span.start, span.end) for span in one.spans])


def _runs(numbers: Iterable[int], places: list[Span]) -> tuple[Span, ...]:
    """Words that follow each other are one span."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return tuple(Span(places[first].start, places[last].end) for first, last in runs)
