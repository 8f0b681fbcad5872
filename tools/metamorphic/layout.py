"""The same words laid out otherwise: quotation marks, lines and paragraphs, and where the tag stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from random import Random
from textwrap import wrap
from typing import Any

from tools.metamorphic.page import Page, Piece, rebuilt, replaced

_STRAIGHT = re.compile(r'(?:(?<=[\s(\[—–-])|^)"(?=\S)', re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[a-z]{3}[.!?]) (?=[A-Z])")
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we"})
_OPENING = '“"'
_WIDTH = 72


def straight(page: Page, random: Random) -> Page | None:
    """Straight marks for curly ones."""
    return _marks(page, {"“": '"', "”": '"', "‘": "'", "’": "'"})


def curly(page: Page, random: Random) -> Page | None:
    """Curly marks for straight ones, where each side is told by the space beside it."""
    if "“" in page.text or '"' not in page.text or "''" in page.text:
        return None
    opening = {match.start() for match in _STRAIGHT.finditer(page.text)}
    changes: list[Piece] = []
    for match in re.finditer('"', page.text):
        at = match.start()
        changes.append((at, at + 1, "“" if at in opening else "”"))
    return replaced(page, changes)


def single(page: Page, random: Random) -> Page | None:
    """Single curly marks for double ones, and no marks inside them."""
    page = curly(page, random) or page
    if re.search(r"[‘\"]|(?<=\s)'", page.text):
        return None
    return _marks(page, {"“": "‘", "”": "’", "'": "’"})


def guillemets(page: Page, random: Random) -> Page | None:
    """« … » for double marks."""
    return _marks(curly(page, random) or page, {"“": "«", "”": "»"})


def _marks(page: Page, table: Mapping[str, str]) -> Page | None:
    if "“" not in page.text:
        return None
    marks = re.finditer("|".join(table), page.text)
    return replaced(page, [(m.start(), m.end(), table[m.group()]) for m in marks])


def no_blank_lines(page: Page, random: Random) -> Page | None:
    """A line for each paragraph, and no blank line between."""
    return _lines(page, r"\n\s*\n", "\n")


def blank_lines(page: Page, random: Random) -> Page | None:
    """A blank line between paragraphs, where none was."""
    return None if "\n\n" in page.text else _lines(page, r"\n", "\n\n")


def sentence_lines(page: Page, random: Random) -> Page | None:
    """Each sentence on its own line, a blank line between paragraphs."""
    changes = [(m.end() - 1, m.end(), "\n") for m in _SENTENCE.finditer(page.text)]
    return replaced(page, changes) if "\n\n" in page.text and changes else None


def hard_wrapped(page: Page, random: Random) -> Page | None:
    """Lines of at most 72 characters, a blank line between paragraphs."""
    if "\n\n" not in page.text:
        return None
    changes: list[Piece] = []
    for match in re.finditer(r"[^\n]+", page.text):
        at = match.start()
        for line in wrap(match.group(), _WIDTH, break_long_words=False, break_on_hyphens=False)[:-1]:
            at = page.text.index(line, at) + len(line)
            if page.text[at : at + 1] == " ":
                changes.append((at, at + 1, "\n"))
    return replaced(page, changes)


def _lines(page: Page, pattern: str, new: str) -> Page | None:
    changes = [(m.start(), m.end(), new) for m in re.finditer(pattern, page.text)]
    return replaced(page, changes) if changes else None


def turned_tags(page: Page, random: Random) -> Page | None:
    """“…,” said X for “…,” X said, and the reverse, where nothing else stands in the tag."""
    changes: list[Piece] = []
    for quote in page.quotes:
        tag = tag_of(page, quote)
        if tag is None or not _in_marks(page.text, quote["spans"][0], tag[0]):
            continue
        source, cue = page.text[slice(*quote["source"][0])], page.text[slice(*quote["cue"][0])]
        if source.lower() in _PRONOUNS or cue not in ("said", "says", "added", "explained"):
            continue
        turned = f"{cue} {source}" if quote["source"][0][0] < quote["cue"][0][0] else f"{source} {cue}"
        if page.text[tag[0]].isupper() == turned[0].isupper() or turned[0].isupper() or source[0].isupper():
            changes.append((*tag, turned))
    return _turned(page, changes) if changes else None


def _turned(page: Page, changes: Sequence[Piece]) -> Page:
    """The tags turned; cue and source of each are found again in the new words."""
    made = replaced(page, changes)
    quotes = []
    for old, new in zip(page.quotes, made.quotes, strict=True):
        if old["cue"] and old["source"] and new["cue"] == new["source"]:
            start, end = new["cue"][0]
            cue, source = (page.text[slice(*old[name][0])] for name in ("cue", "source"))
            first = made.text[start:end].startswith(cue)
            at = start + len(cue) if first else end - len(cue)
            spans = ([[start, at]], [[at + 1, end]]) if first else ([[at, end]], [[start, at - 1]])
            assert made.text[slice(*spans[1][0])] == source
            new = {**new, "cue": spans[0], "source": spans[1]}
        quotes.append(new)
    return Page(made.id, made.text, quotes, made.who)


def tags_in_front(page: Page, random: Random) -> Page | None:
    """X said: “….” for “….,” X said, in paragraphs that are one quotation and its tag."""
    pieces: list[Piece] = []
    done = 0
    for quote in sorted(page.quotes, key=lambda one: one["spans"][0]):
        tag, (first, last) = tag_of(page, quote), quote["spans"][0]
        if (
            tag is None
            or len(quote["spans"]) > 1
            or tag[0] < last
            or quote["source"][0][0] > quote["cue"][0][0]
        ):
            continue
        opening, closing = first - (page.text[first] not in _OPENING), closing_mark(page.text, last)
        begins = opening >= done and page.text[max(0, opening - 1) : opening] in ("\n", "")
        if closing is None or not begins or page.text[tag[1] : tag[1] + 2] not in (".\n", "."):
            continue
        if page.text[opening] not in _OPENING or "\n" in page.text[opening : tag[1]]:
            continue
        start = page.text[tag[0]]
        cue = tag[0] + 1
        pieces += [
            (done, opening, None),
            (tag[0], cue, start.upper()),
            (cue, tag[1], None),
            (tag[1], tag[1], ": "),
        ]
        comma = page.text[closing - 1] == ","
        pieces += [(opening, closing - comma, None), *([(closing, closing, ".")] if comma else [])]
        pieces.append((closing, closing + 1, None))
        done = tag[1] + 1
    return rebuilt(page, [*pieces, (done, len(page.text), None)]) if pieces else None


def tags_behind(page: Page, random: Random) -> Page | None:
    """“….,” X said for X said: “….” in paragraphs that are one quotation and its tag."""
    pieces: list[Piece] = []
    done = 0
    for quote in sorted(page.quotes, key=lambda one: one["spans"][0]):
        tag, (first, last) = tag_of(page, quote), quote["spans"][0]
        if tag is None or len(quote["spans"]) > 1 or tag[1] > first or tag[0] < done:
            continue
        opening, closing = first - (page.text[first] not in _OPENING), closing_mark(page.text, last)
        between = page.text[tag[1] : opening]
        if closing is None or between not in (": ", ", ") or page.text[max(0, tag[0] - 1) : tag[0]] != "\n":
            continue
        whole = page.text[closing + 1 : closing + 2] in ("\n", "") and page.text[closing - 1] in ".!?"
        if not whole or page.text[opening] not in _OPENING or "\n" in page.text[opening:closing]:
            continue
        stop = page.text[closing - 1] == "."
        source = page.text[slice(*quote["source"][0])].lower()
        begin = page.text[tag[0]].lower() if source in _PRONOUNS or source.startswith("the ") else None
        pieces += [(done, tag[0], None), (opening, closing - stop, None)]
        pieces += [(closing, closing, ",")] if stop else []
        pieces += [(closing, closing + 1, None), (closing, closing, " "), (tag[0], tag[0] + 1, begin)]
        pieces += [(tag[0] + 1, tag[1], None), (tag[1], tag[1], ".")]
        done = closing + 1
    return rebuilt(page, [*pieces, (done, len(page.text), None)]) if pieces else None


def tag_of(page: Page, quote: Mapping[str, Any]) -> tuple[int, int] | None:
    """The span of source and cue, if nothing but a space stands between them."""
    if not quote["cue"] or not quote["source"] or len(quote["cue"]) + len(quote["source"]) > 2:
        return None
    (a, b), (s, e) = quote["cue"][0], quote["source"][0]
    between = page.text[min(b, e) : max(a, s)]
    return (min(a, s), max(b, e)) if between == " " and max(a, s) > min(b, e) else None


def _in_marks(text: str, span: Sequence[int], tag: int) -> bool:
    """Whether the tag stands right behind the closing mark of the words, and ends its sentence."""
    return bool(re.fullmatch(r"[,.?!—]*[”\"’] ", text[max(span[1] - 2, 0) : tag][-3:].lstrip())) or bool(
        re.search(r"[,?!—][”\"] $", text[:tag][-3:])
    )


def closing_mark(text: str, last: int) -> int | None:
    """Where the closing mark behind the last word stands, which may lie inside or outside the span."""
    for at in range(max(0, last - 1), min(len(text), last + 3)):
        if text[at] in '”"':
            return at
    return None
