"""Quotation marks: which characters they are, which may pair, and what stands around each one.

What is known of marks in general is the tables here; what a language prefers is its pack's ``marks``.
Costs are small whole numbers: 0 is the plain reading, 20 is about "one of the marks is a mistake".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from quoteattr.lang.letters import LETTERS, WORD_CHARACTER, digit, in_word, unspaced
from quoteattr.lang.pack import Marks
from quoteattr.text.escapes import plain
from quoteattr.text.markup import without_tags

# Strong marks are paired by their look and their surroundings alone. Opener -> closer -> cost.
PAIRS: dict[str, dict[str, int]] = {
    '"': {'"': 0, "”": 3, "''": 5, "“": 10},
    "''": {"''": 0, '"': 5, "”": 5},
    "``": {"''": 0, '"': 2, "”": 3, "``": 10},
    "“": {"”": 0, '"': 3, "''": 5, "“": 10},
    "”": {"”": 2, '"': 5, "“": 8},
    "„": {"“": 0, "”": 0, '"': 2, "''": 3, "„": 15},
    "‟": {"”": 0, '"': 3, "‟": 5},
    "«": {"»": 0, "«": 15},
    "»": {"«": 0, "»": 2},
    "‹": {"›": 0, "‹": 15},
    "›": {"‹": 0, "›": 2},
    "「": {"」": 0},
    "『": {"』": 0},
}
OPENERS = frozenset("“„‟«‹「『") | {"``"}
CLOSERS = frozenset("”»›」』")
SINGLES = frozenset("'’‘‚‛`´")
SINGLE_PAIRS: dict[str, dict[str, int]] = {
    "'": {"'": 0, "’": 5},
    "‘": {"’": 0, "'": 3, "‘": 15},
    "’": {"’": 0, "'": 5},
    "‚": {"‘": 0, "’": 0, "'": 3},
    "‛": {"’": 0, "'": 3},
    "`": {"'": 0, "’": 2, "`": 5, "´": 0},
    "´": {"´": 0},
}
SINGLE_OPENERS = frozenset("‘‚‛`")
# Other shapes of the same marks: full width, escaped, Windows-1252 read as Latin-1, ornaments, primes.
_SAME = {
    "＂": '"', "″": '"', "‶": '"', '\\"': '"', ",,": "„", "⹂": "„", "\x84": "„",
    "❝": "“", "〝": "“", "\x93": "“", "❞": "”", "〞": "”", "〟": "”", "\x94": "”",
    "\\'": "'", "＇": "'", "′": "'", "❛": "‘", "\x91": "‘", "❜": "’", "\x92": "’", "\x82": "‚",
    "\x8b": "‹", "\x9b": "›", "｢": "「", "｣": "」", "﹁": "「", "﹂": "」", "﹃": "『", "﹄": "』",
}  # fmt: skip

# What stands beside a mark.
SPACE, WORD, DIGIT, POINT, COLON, SHUT, OPEN, DASH = range(8)
_SIDES = {
    char: kind
    for kind, chars in (
        (OPEN, "([{=>¿¡"), (SHUT, ")]}<"), (POINT, ".,!?;…。，！？、"), (COLON, ":"),
        (DASH, "—–―-/_*|~‐‑"), (SPACE, "\ufeff"),
    )
    for char in chars
}  # fmt: skip

# (cost to open, cost to close) by what stands on the left, then on the right.
_BOTH = {
    SPACE: [(10, 10), (0, 30), (0, 30), (10, 12), (10, 12), (15, 5), (0, 30), (0, 20)],
    WORD: [(30, 0), (15, 15), (15, 15), (30, 0), (30, 0), (30, 0), (20, 5), (25, 0)],
    DIGIT: [(30, 0), (15, 15), (15, 15), (30, 0), (30, 0), (30, 0), (20, 5), (25, 0)],
    POINT: [(30, 0), (10, 5), (10, 5), (30, 0), (30, 0), (30, 0), (15, 5), (20, 0)],
    COLON: [(20, 3), (3, 15), (3, 15), (30, 0), (30, 0), (30, 0), (5, 10), (20, 0)],
    SHUT: [(30, 0), (10, 5), (10, 5), (30, 0), (30, 0), (30, 0), (15, 5), (20, 0)],
    OPEN: [(3, 15), (0, 30), (0, 30), (3, 10), (3, 10), (10, 5), (0, 30), (0, 20)],
    DASH: [(20, 0), (2, 6), (2, 6), (20, 0), (20, 0), (20, 0), (2, 10), (5, 5)],
}
_SENTENCE_ENDS = frozenset(".!?…")
STRAY, STRAY_UNCLEAR, STRAY_INCH = 20, 16, 3


class Mark(NamedTuple):
    """One mark in the text: where, which, what stands left and right, and what it costs to read it
    as an opener, a closer or a mistake; ``glued``: a sentence ends and one begins beside it with no blank."""

    start: int
    end: int
    glyph: str
    left: int
    right: int
    opens: int
    closes: int
    stray: int
    glued: bool = False


_APOSTROPHES = "'’‘＇′`´❛❜\x91\x92"
_OTHERS = "".join(
    glyph for glyph in (*PAIRS, *CLOSERS, *_SAME, "‚", "‛") if len(glyph) == 1 and glyph not in _APOSTROPHES
)
# All first characters in front: only then does the search leap over everything else. ``regex`` does not leap;
# letters are asked for afterwards.
_CANDIDATE = re.compile(
    rf"[{_OTHERS}{_APOSTROPHES}\\,](?:(?<=[{_OTHERS}])|(?<=\\)[\"']|(?<=`)`|(?<=,),(?=\w|[^\x00-\x7f])|(?<=')'"
    rf"|(?<=[{_APOSTROPHES}]))"
)
_ELIDED = regex.compile(rf"[{LETTERS}]{{2,8}}+(?!['’_]|{WORD_CHARACTER})")
_OPENING = (SPACE, OPEN, DASH, COLON)
_ANY_OPENERS = OPENERS | SINGLE_OPENERS
Written = tuple[int, int, str]  # start, end, glyph of a mark


def scan(text: str, language: Marks) -> list[Mark]:
    """Every character of ``text`` that may be a quotation mark, in order: also one written as "&ldquo;",
    none inside a tag."""
    meant = plain(text)
    text = without_tags(meant.text)
    raw = _candidates(text)
    _split_apostrophes(text, raw, language)
    lefts = _left_sides(text, raw)
    rights = _right_sides(text, raw)
    at = meant.original
    return [
        _mark(at(start), at(end), glyph, left, right, _is_glued(text, start, end))
        for (start, end, glyph), left, right in zip(raw, lefts, rights, strict=True)
    ]


def _candidates(text: str) -> list[Written]:
    found = []
    run = 0  # how many equal marks stand side by side: many are an ornament
    last_end, last_glyph = -1, ""
    for start, end, written in _marks(text):
        glyph = _SAME.get(written, written)
        run = run + 1 if start == last_end and glyph == last_glyph else 1
        last_end, last_glyph = end, glyph
        limit = 3 if glyph == "''" else 4
        if run < limit:
            found.append((start, end, glyph))
        elif run == limit:
            del found[1 - limit :]
    return found


def _marks(text: str) -> Iterator[Written]:
    """What may be a mark by itself and its neighbours: an apostrophe between two letters is none."""
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        written = match.group()
        if written == ",,":
            if in_word(text[end]) or text[end] == "_":
                yield start, end, written
        elif start and written[0] in _APOSTROPHES and written != "``" and _between_letters(text, start, end):
            if written == "''":  # no mark there, but each of the two may be one
                yield start, start + 1, "'"
                yield start + 1, end, "'"
        else:
            yield start, end, written


def _between_letters(text: str, start: int, end: int) -> bool:
    """Whether letters or digits of a script that puts spaces between words stand on both sides."""
    before, behind = text[start - 1], text[end : end + 1]
    return in_word(before) and in_word(behind) and not unspaced(before) and not unspaced(behind)


def _split_apostrophes(text: str, found: list[Written], language: Marks) -> None:
    """Two apostrophes are not always one mark: ''' at the end of a quotation is ' and '', elsewhere '' and ';
    in ''Tis true,' they are a mark and an elision."""
    for i in range(len(found) - 1):
        if found[i][2] == "''" and found[i + 1][2] == "'":
            found[i : i + 2] = _parted(text, found[i], found[i + 1], language)


def _parted(text: str, double: Written, single: Written, language: Marks) -> tuple[Written, Written]:
    """The two marks that a '' and the ' behind it are."""
    start, end, _ = double
    opening = not start or text[start - 1].isspace()
    if single[0] == end:
        if not opening and not in_word(text[end + 1 : end + 2]):
            return (start, start + 1, "'"), (start + 1, end + 1, "''")
    elif opening:
        word = _ELIDED.match(text, end)
        if word is not None and word.group().lower() in language.elisions:
            return (start, start + 1, "'"), single
    return double, single


@lru_cache(maxsize=4096)
def side(char: str) -> int:
    """What kind of character stands beside a mark ("": the border of the text)."""
    if char in _SIDES:
        return _SIDES[char]
    if not char or char.isspace():
        return SPACE
    if unspaced(char):  # says as little as a dash
        return DASH
    return DIGIT if digit(char) else WORD


def _left_sides(text: str, raw: list[Written]) -> list[int]:
    """What stands left of each mark; marks side by side are looked through."""
    sides = []
    last_end, last_glyph, last = -1, "", SPACE
    for start, end, glyph in raw:
        if start != last_end:
            last = side(text[start - 1]) if start else SPACE
        elif last_glyph in CLOSERS:
            last = last if last in _OPENING else SHUT
        elif last_glyph in _ANY_OPENERS:  # an inch stands right behind its digit
            last = OPEN if last in _OPENING else WORD if last == DIGIT else last
        sides.append(last)
        last_end, last_glyph = end, glyph
    return sides


def _right_sides(text: str, raw: list[Written]) -> list[int]:
    """What stands right of each mark; marks side by side are looked through."""
    sides = [SPACE] * len(raw)
    last_start, last_glyph, last = -1, "", SPACE
    for i in range(len(raw) - 1, -1, -1):
        start, end, glyph = raw[i]
        if end != last_start:
            last = _right_side(text, start, end)
        elif last_glyph in CLOSERS:
            last = last if last in (WORD, DIGIT) else SHUT
        elif last_glyph in _ANY_OPENERS and last != SPACE:
            last = OPEN
        sides[i] = last
        last_start, last_glyph = start, glyph
    return sides


def _right_side(text: str, start: int, end: int) -> int:
    found = side(text[end : end + 1])
    if found == POINT and text.startswith(("...", "…"), end) and (not start or text[start - 1].isspace()):
        return WORD  # “… and then” begins with an ellipsis
    return found


def _is_glued(text: str, start: int, end: int) -> bool:
    return text[end : end + 1].isupper() and text[max(0, start - 1) : start] in _SENTENCE_ENDS


def _mark(start: int, end: int, glyph: str, left: int, right: int, glued: bool) -> Mark:
    opens, closes = _BOTH[left][right]
    stray = STRAY
    if glyph in OPENERS:
        opens = 0 if opens <= 10 else opens * 2 // 5
        closes = max(closes, 1)
    elif glyph in CLOSERS:
        closes = 0 if closes <= 10 else closes * 2 // 5
        opens = max(opens, 1)
    elif left == DIGIT and opens > closes:
        stray = STRAY_INCH
    elif abs(opens - closes) < 10:
        stray = STRAY_UNCLEAR
    return Mark(start, end, glyph, left, right, opens, closes, stray, glued)
