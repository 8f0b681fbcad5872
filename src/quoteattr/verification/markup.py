"""Texts without their markup, HTML and Markdown, and the way back to the places of what is left."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

import attrs
from attrs import frozen

from quoteattr.types import Span

T = TypeVar("T")

_SIGNS = re.compile(r"[<&*_`>#\\]|\]\(|\[\^|\A---")
_BLOCK = re.compile(
    r"address|article|aside|blockquote|d[dlt]|div|fig(?:caption|ure)|footer|form|h[1-6r]|header|li|main|nav"
    r"|[ou]l|p|pre|section|table|t[dhr]",
    re.IGNORECASE,
)
_INLINE = (
    r"a|abbr|b|bdi|bdo|big|body|br|button|center|cite|code|data|del|dfn|em|font|head|html|i|iframe|img|input|ins"
    r"|kbd|label|link|mark|meta|picture|q|s|samp|small|source|span|strong|sub|sup|svg|time|title|tt|u|var|video"
    r"|wbr|caption|t(?:body|foot|head)|[a-z]+-[a-z-]+"
)
# What is taken off a text, and what stands there instead; the first that fits a place is taken. What is not
# closed ends with the text, as in a browser, so nothing is read twice.
_HTML = re.compile(
    r"(?P<unread><!--(?:[^-]|-(?!->))*+(?:-->|\Z)"
    r"|<(?P<element>script|style)\b[^<>]*>(?:[^<]|<(?!/(?P=element)))*+(?:</(?P=element)[^<>]*>|\Z))"
    rf"|(?P<tag></?(?P<name>{_INLINE}|{_BLOCK.pattern})(?:\s[^<>]*)?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"(?P<unread>\A---\r?\n(?:[^\n]*\n)*?---[ \t]*$"
    r"|^(?P<fence>```|~~~)[^\n]*\n(?:(?!(?P=fence))[^\n]*\n)*+(?:(?P=fence)[ \t]*$)?)"
    r"|(?P<code>(?<!`)`(?![`\s])[^`'‘’\n]{1,200}`(?!`))"
    r"|^(?P<line>[ \t]{0,3}(?:>[ \t]?)+|\#{1,6}[ \t]+)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()\#+.!\"'>-])"
    r"|(?P<note>\[\^[^\]\s]{1,40}\])"
    r"|!?\[(?P<label>[^\[\]\n]{1,300})\]\((?:[^()\s]{0,500}|[^()\s]{0,300}\([^()\s]{0,99}\)[^()\s]{0,99})"
    r"(?:[ ]\"[^\"\n]{0,200}\")?\)"
    r"|(?P<emphasis>(?<![*\w])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![*\w])"
    r"|(?<=\w)\*{2}(?=\w)|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_]))",
    re.MULTILINE,
)
_QUOTE_MARKS = {"<q": "“", "</": "”"}


@frozen(eq=False)
class Plain:
    """A text without its markup, cut where something was taken off: the stretch that begins at ``starts[n]``
    of ``text`` begins at ``first[n]`` of what was given, and ends before ``last[n]`` of it; what stands for
    something else is a stretch of its own (``whole``)."""

    text: str
    starts: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    whole: tuple[bool, ...] = ()

    def start(self, place: int) -> int:
        """Where what begins at ``place`` begins in the text as given."""
        if not self.starts:
            return place
        n = max(bisect_right(self.starts, place) - 1, 0)
        return self.first[n] if self.whole[n] else min(self.first[n] + place - self.starts[n], self.last[n])

    def end(self, place: int) -> int:
        """Where what ends at ``place`` ends in the text as given."""
        if not self.starts or not place:
            return place
        n = max(bisect_right(self.starts, place - 1) - 1, 0)
        return self.last[n] if self.whole[n] else min(self.first[n] + place - self.starts[n], self.last[n])

    def span(self, span: Span) -> Span:
        """A span of the text as given."""
        return Span(self.start(span.start), max(self.start(span.start), self.end(span.end)))

    def moved(self, value: T) -> T:
        """The value with every span in it moved to the text as given."""
        return value if not self.starts else _moved(value, self)


def _moved(value: Any, plain: Plain) -> Any:
    if isinstance(value, tuple):
        return tuple([_moved(one, plain) for one in value])
    if not attrs.has(type(value)):
        return value
    if isinstance(value, Span):
        where = plain.span(value)
        return attrs.evolve(value, start=where.start, end=where.end)
    names = [one.name for one in attrs.fields(type(value))]
    return attrs.evolve(value, **{name: _moved(getattr(value, name), plain) for name in names})


def without_markup(text: str) -> Plain:
    """The text as a reader sees it: tags, entities, signs of Markdown and code are off, a tag of a block is a
    line break, ``<q>`` a pair of quotation marks. A text without markup stays as it is."""
    if not _SIGNS.search(text):
        return Plain(text)
    whole = Plain(text)
    for pattern, instead in ((_MARKDOWN, _of_markdown), (_HTML, _of_html)):
        if pattern is _MARKDOWN or "<" in text or "&" in text:
            whole = _after(whole, _cut(whole.text, pattern, instead))
    return whole


def _cut(text: str, pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str]) -> Plain:
    pieces: list[tuple[str, int, int, bool]] = []
    done = 0
    for found in pattern.finditer(text):
        pieces.append((text[done : found.start()], done, found.start(), False))
        label = found.groupdict().get("label")
        if label is not None:  # what a link says keeps its places
            pieces.append((label, found.start("label"), found.end("label"), False))
        else:
            pieces.append((instead(found), found.start(), found.end(), True))
        done = found.end()
    pieces.append((text[done:], done, len(text), False))
    kept = [piece for piece in pieces if piece[0]]
    if not kept:
        return Plain("")
    starts = [0]
    for piece in kept:
        starts.append(starts[-1] + len(piece[0]))
    joined = "".join([piece[0] for piece in kept])
    _, first, last, whole = zip(*kept, strict=True)
    return Plain(joined, tuple(starts[:-1]), first, last, whole)


def _after(before: Plain, then: Plain) -> Plain:
    """Two cuts as one: places of the second lead to the text that the first was given."""
    if not before.starts:
        return then
    borders = {*then.starts, len(then.text)}
    for n, start in enumerate(then.starts):  # where the first was cut inside of a stretch of the second
        if not then.whole[n]:
            low, high = (
                bisect_right(before.starts, then.first[n]),
                bisect_right(before.starts, then.last[n] - 1),
            )
            borders.update(start + before.starts[k] - then.first[n] for k in range(low, high))
    starts, first, last, whole = [], [], [], []
    for a, b in pairwise(sorted(borders)):
        starts.append(a)
        first.append(before.start(then.start(a)))
        last.append(before.end(then.end(b)))
        whole.append(last[-1] - first[-1] != b - a)
    return Plain(then.text, tuple(starts), tuple(first), tuple(last), tuple(whole))


def _of_html(found: re.Match[str]) -> str:
    if found["entity"]:
        return html.unescape(found["entity"])
    if found["tag"] is None:
        return ""
    name = found["name"].lower()
    if name == _QUOTED:
        return _QUOTE_MARKS[found["tag"][:2].lower()]
    if name == _BREAK:
        return "\n"
    return "\n\n" if _BLOCK.fullmatch(name) else ""


def _of_markdown(found: re.Match[str]) -> str:
    return found["escaped"] or ""


_QUOTED = "q"
_BREAK = "br"
