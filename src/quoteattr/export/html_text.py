"""A text as HTML with its quotations, sources and cues marked, in parts that a browser can pass over."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from quoteattr.text.chapters import chapters as find_chapters
from quoteattr.text.layout import paragraphs
from quoteattr.types import Span

# What HTML cannot hold, and what would turn the page's own text around.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE = re.compile("\r\n|\n|\r")
_PART = 2000  # characters of a part, at least: a few hundred parts make a novel
_WIDTH = 85  # characters of a line on the screen, about


def escaped(text: str) -> str:
    """``text`` for an element or an attribute; what HTML cannot hold is U+FFFD."""
    return html.escape(for_html(text))


def whole_page(title: str, styles: str, body: str, script: str = "") -> str:
    """A page that fetches nothing: ``title`` as text, ``styles`` as elements, ``body`` as it stands between
    the tags. It may run the one ``script`` whose source is given, and no other."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    runs = f"script-src 'sha256-{digest}'; " if script else ""
    allowed = f"default-src 'none'; {runs}style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escaped(title)}</title>\n{styles}</head>\n<body>{body}</body></html>\n"
    )


def for_html(text: str) -> str:
    """What HTML holds of ``text``: U+FFFD stands for each character that it cannot."""
    return _UNSAFE.sub("\ufffd", text)


@frozen
class Mark:
    """What a span of the text is: the element's ``tag`` and ``classes``, the number of its attribution,
    and the HTML of the ``badge`` that stands behind it."""

    span: Span
    tag: str
    classes: str
    number: int
    badge: str = ""


@frozen
class Heading(Span):
    """The heading of a chapter, and what a list of chapters calls it."""

    title: str


def chapter_headings(text: str) -> tuple[Heading, ...]:
    """Where the chapters of a story begin; none where there is only one."""
    found = paragraphs(text)
    starts = [paragraph.start for paragraph in found]
    named = []
    for chapter in find_chapters(text, found):
        first = found[bisect_left(starts, chapter.start)]  # white space may stand in front of it
        named.append(Heading(first.start, first.end, chapter.heading))
    return tuple(named) if len(named) > 1 else ()


def marked(
    text: str, quotes: Sequence[Mark], details: Sequence[Mark], chapters: Sequence[Heading], level: int
) -> Iterator[str]:
    """The text in parts, each stretch of it in elements of its own, so that quotations, sources and cues
    may overlap in any way: the innermost mark of each sort gives the look, ``data-a`` numbers them all.

    ``level`` is that of the headings of ``chapters``. All else is the text, escaped.
    """
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    for part in _parts(text, chapters):
        # pre: elsewhere nbconvert folds white space between elements; the first line break in it is dropped
        before[part.start] = f'<pre class="qa-part" style="--l:{_lines(text, part)}">\n'
        after[part.end] = "</pre>"
    for chapter in chapters:
        opening = f'<h{level} class="qa-chapter" data-title="{escaped(chapter.title)}">'
        before[chapter.start] = before.get(chapter.start, "") + opening
        after[chapter.end] = f"</h{level}>" + after.get(chapter.end, "")
    for mark in reversed(quotes):
        after[mark.span.end] = mark.badge + after.get(mark.span.end, "")
    edges = {*before, *after, *(e for m in (*quotes, *details) for e in (m.span.start, m.span.end))}
    layers = (_Layer(details), _Layer(quotes))
    for start, end in pairwise(sorted(edges)):
        yield before.get(start, "")
        piece = escaped(text[start:end])
        for layer in layers:
            if over := layer.at(start):
                numbers = " ".join(str(mark.number) for mark in over)
                inner = over[0]
                piece = f'<{inner.tag} class="{inner.classes}" data-a="{numbers}">{piece}</{inner.tag}>'
        yield piece
        yield after.get(end, "")


class _Layer:
    """Marks of one sort, asked for at rising places."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._coming = sorted(marks, key=lambda m: (m.span.start, -m.span.end), reverse=True)
        self._open: list[Mark] = []

    def at(self, place: int) -> list[Mark]:
        """The marks over ``place``, the innermost first."""
        while self._coming and self._coming[-1].span.start <= place:
            self._open.append(self._coming.pop())
        self._open = [m for m in self._open if m.span.end > place]
        return sorted(self._open, key=lambda m: m.span.end - m.span.start)


def _parts(text: str, chapters: Sequence[Heading]) -> Iterator[Span]:
    """The text cut behind ends of lines, where a block looks as if it were none; never in a heading."""
    start = 0
    inside = [(chapter.start, chapter.end) for chapter in reversed(chapters)]
    for line in _LINE.finditer(text):
        end = line.end()
        while inside and inside[-1][1] <= end:
            inside.pop()
        if end - start >= _PART and not (inside and inside[-1][0] < end):
            yield Span(start, end)
            start = end
    if start < len(text):
        yield Span(start, len(text))


def _lines(text: str, part: Span) -> int:
    """About how many lines the part takes on the screen."""
    *lines, last = _LINE.split(text[part.start : part.end])
    return sum(len(line) // _WIDTH + 1 for line in (*lines, *([last] if last else [])))
