"""Marked texts out of XML like that of PARC 3 (Pareti 2012, 2015): words with the roles that they have.

``<WORD text="said"><attribution id="1"><attributionRole roleValue="cue"/></attribution></WORD>``; a word may
have roles in several attributions. Where words have offsets (BEGIN and END, or ByteCount="10,14"), the text
may stand beside the file as .txt; without either, words are joined by spaces, marks to their words.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from attrs import define, field

from quoteattr.errors import InputFileError
from quoteattr.evaluation.marked import Marked, MarkedText, Spans
from quoteattr.types import Span

_CLOSES = frozenset((".", ",", ";", ":", "!", "?", ")", "]", "}", "%", "''", "”", "’"))
_OPENS = frozenset(("(", "[", "{", "``", "“", "‘", "$"))
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_ROLES = ("content", "cue", "source")


@define
class _Attribution:
    """Numbers of the words in each role."""

    roles: dict[str, list[int]] = field(factory=lambda: {role: [] for role in _ROLES})


def read_parc(path: str) -> Iterator[MarkedText]:
    """The text of an .xml, or of every one in a folder in the order of their names; doc_id is its path in
    the folder without ending.

    Raises InputFileError for what is no such XML; a document type definition is refused, as it may be a trap.
    """
    if os.path.isfile(path):
        yield _text(path, os.path.basename(path).removesuffix(".xml"))
        return
    for place, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".xml"):
                file = os.path.join(place, name)
                yield _text(file, os.path.relpath(file, path).removesuffix(".xml").replace(os.sep, "/"))


def _text(path: str, doc_id: str) -> MarkedText:
    try:
        with open(path, "rb") as stream:
            raw = stream.read()
    except OSError as error:
        raise InputFileError(path, error.strerror or "cannot be read") from error
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise InputFileError(path, "has a document type definition; take it off")
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        raise InputFileError(path, f"is no XML: {error}", error.position[0]) from error
    words = [one for one in root.iter() if one.tag.casefold() == "word"]
    if not words:
        raise InputFileError(path, "has no WORD elements")
    try:
        text, places = _placed(path, words)
    except ValueError as error:
        raise InputFileError(path, str(error)) from error
    found = [
        Marked(
            _spans(text, places, one.roles["content"]),
            None,
            _spans(text, places, one.roles["cue"]),
            _spans(text, places, one.roles["source"]),
        )
        for one in _attributions(words)
        if one.roles["content"]
    ]
    return MarkedText(doc_id, text, tuple(sorted(found, key=lambda one: one.content[0].start)))


def _attributions(words: list[Element]) -> list[_Attribution]:
    found: dict[str, _Attribution] = {}
    for number, word in enumerate(words):
        for one in word.iter():
            if one.tag.casefold() == "attribution":
                for role in one.iter():
                    value = (role.get("roleValue") or "").casefold()
                    if value in _ROLES:
                        found.setdefault(one.get("id", ""), _Attribution()).roles[value].append(number)
    return list(found.values())


def _placed(path: str, words: list[Element]) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where each word stands in it."""
    offsets = [_offsets(word) for word in words]
    beside = path.removesuffix(".xml") + ".txt"
    if os.path.isfile(beside) and all(offsets):
        with open(beside, encoding="utf-8-sig", newline="") as stream:
            text = stream.read()
        places = [place for place in offsets if place is not None]
        for word, (start, end) in zip(words, places, strict=True):
            if not 0 <= start < end <= len(text):
                raise ValueError(f"the word {_word(word)!r} has no place in {beside}: {start} to {end}")
        return text, places
    pieces: list[str] = []
    places = []
    position = 0
    before = ""
    for word in words:
        shown = _word(word)
        if before and shown not in _CLOSES and before not in _OPENS and not shown.startswith(("'s", "n't")):
            pieces.append(" ")
            position += 1
        places.append((position, position + len(shown)))
        pieces.append(shown)
        position += len(shown)
        before = shown
    return "".join(pieces), places


def _word(word: Element) -> str:
    shown = word.get("text") or (word.text or "").strip() or "_"
    return _BRACKETS.get(shown, shown)


def _offsets(word: Element) -> tuple[int, int] | None:
    numbers = [word.get(name) for name in ("BEGIN", "END")]
    if None in numbers:
        numbers = re.findall(r"\d+", word.get("ByteCount") or "")
    try:
        start, end = (int(str(number)) for number in numbers)
    except ValueError:
        return None
    return start, end


def _spans(text: str, places: list[tuple[int, int]], numbers: list[int]) -> Spans:
    """Words that follow each other are one span."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        start, end = places[number]
        if found and number and places[number - 1][1] == found[-1][1]:
            found[-1][1] = end
        else:
            found.append([start, end])
    return tuple(Span(start, end) for start, end in found)
