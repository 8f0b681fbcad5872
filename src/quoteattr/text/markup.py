"""What a page or a program wrote around the words: tags, Markdown, bullets, time stamps, lines of subtitles.

News reads through it: such signs are no tokens there. Marks inside a tag enclose nothing in any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from quoteattr.lang.page import PAGE, any_of
from quoteattr.text.escapes import Plain, plain
from quoteattr.types import Span

# of subtitles: "<v Jane Doe>Keep it open."
_VOICE = re.compile(rf"(<{any_of(PAGE.voice_tags)}(?:\.[\w.]{{1,40}})? )[^<>\n]{{1,60}}>")
_TAG = re.compile(rf"<(?!{any_of(PAGE.voice_tags)}[ .])/?[^\W\d_][^<>\n]{{0,400}}>|<!--[^<>]{{0,400}}-->")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]{1,400})(?<=\S)(\1)(?![\w*])")
_LINK = re.compile(r"(!?\[)([^\[\]\n]{1,200})(\]\([^()\s]{1,500}(?: \"[^\"\n]{0,100}\")?\))")

_BLANKS = "[ \t\u200e]*"
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
_MOMENT = rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},? )?{_CLOCK}"
_STAMP = rf"(?:\[{_MOMENT}\]|\({_MOMENT}\)|{_MOMENT}(?: ?[|–—-])?)[ \t]*+"
_STAMPED = re.compile(rf"^{_BLANKS}({_STAMP})(?=[^\s:\d][^\n:]{{0,40}}:(?:\s|$))", re.M)
_AT_TIME = re.compile(rf"^[ \t]*(\[?{_CLOCK}\]?)[ \t]++(?=[^\W\d_]|[“\"‘'])", re.M)  # of a live report
_TIMES = r"(?:\d+:)?\d\d:\d\d[.,]\d{1,3}"
_TIMED = re.compile(rf"^(?:\d+[ \t]*\n)?{_TIMES} --> {_TIMES}[ \t\w:%,.-]*$", re.M)
_SUBTITLES = re.compile(rf"\A{any_of(PAGE.subtitle_headers)}[^\n]*$", re.M)
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>[ \t]*)+", re.M)
_LINE_SIGN = re.compile(r"^[ \t]*(?:#{1,6}|[•·*►●▪◦‣∙])[ \t]+(?=\S)", re.M)
_MAIL = re.compile(rf"^{any_of(PAGE.mail_headers)}:[ \t]\S", re.M)
_MAIL_LINES = 3  # header lines that make a mail

# What is looked for where one of these characters is in the text: the pattern, and what of it is no word.
_SIGNS: tuple[tuple[str, re.Pattern[str], tuple[int, ...]], ...] = (
    ("*_", _EMPHASIS, (1, 3)),
    ("[", _LINK, (1, 3)),
    (">", _QUOTED_LINE, (0,)),
    ("#•·*►●▪◦‣∙", _LINE_SIGN, (0,)),
)
_LINE_CLOCK = re.compile(
    rf"^{_BLANKS}[\[(]?\d{{1,4}}[:./-]\d", re.M
)  # a line that begins with a time or a day
_TAGGED = re.compile(r"<[^\s\d]|\]\(")


@frozen
class Markup:
    """``signs`` are no words (in order, not overlapping); ``lines`` are where a line of a chat, of
    subtitles or of a mail begins."""

    signs: tuple[Span, ...] = ()
    lines: tuple[Span, ...] = ()
    tags: tuple[Span, ...] = ()


def find_markup(text: str) -> Markup:
    """The signs in ``text`` that are no words, and the lines of its layout."""
    meant = plain(text)
    text = meant.text
    tags = tuple(_spans(_TAG, text))
    timed = list(_spans(_TIMED, text)) if "-->" in text else []
    stamped, at_time = _times(text)
    signs = [*tags, *timed, *stamped, *at_time, *_signs(text)]
    if timed:
        signs += [*_spans(_SUBTITLES, text), *_spans(_VOICE, text, 1)]
        tags = ()
    lines = [*timed, *(stamped if len(stamped) > 1 else ()), *_mail(text)]
    return Markup(*(_mapped(meant, found) for found in (_apart(signs), _apart(lines), tags)))


def _times(text: str) -> tuple[list[Span], list[Span]]:
    """The time stamps in front of labels, and the times with which lines begin."""
    if not _LINE_CLOCK.search(text):
        return [], []
    return list(_spans(_STAMPED, text, 1)), list(_spans(_AT_TIME, text, 1))


def _signs(text: str) -> Iterator[Span]:
    for characters, pattern, groups in _SIGNS:
        if any(character in text for character in characters):
            yield from (Span(*found.span(n)) for found in pattern.finditer(text) for n in groups)


def _mail(text: str) -> list[Span]:
    """The lines of the head of a mail."""
    if sum(f"{header}: " in text for header in PAGE.mail_headers) < _MAIL_LINES:
        return []
    found = list(_spans(_MAIL, text))
    return found if len(found) >= _MAIL_LINES else []


def without_tags(text: str) -> str:
    """``text`` with blanks in the place of its tags and of where its links lead."""
    if not _TAGGED.search(text):
        return text
    pieces, end = [], 0
    for tag in _apart([*_spans(_TAG, text), *_spans(_LINK, text, 3)]):
        pieces += [text[end : tag.start], " " * (tag.end - tag.start)]
        end = tag.end
    return "".join([*pieces, text[end:]])


def _spans(pattern: re.Pattern[str], text: str, group: int = 0) -> Iterator[Span]:
    return (Span(*found.span(group)) for found in pattern.finditer(text))


def _mapped(meant: Plain, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in the text as given."""
    if not meant.places:
        return tuple(spans)
    return tuple([Span(meant.original(one.start), meant.original(one.end)) for one in spans])


def _apart(signs: Iterable[Span]) -> tuple[Span, ...]:
    """The signs in order, without those that another one reaches into."""
    found: list[Span] = []
    for sign in sorted(signs, key=_start):
        if not found or sign.start >= found[-1].end:
            found.append(sign)
    return tuple(found)


def _start(span: Span) -> int:
    return span.start
