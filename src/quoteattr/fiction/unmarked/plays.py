"""Lines of a play, by themselves or inside a novel: "HAMMOND. Who left the gate open?", "Helen: No."

The name in front announces who speaks. Directions in brackets are no speech; paragraphs without a name are
narration.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.letters import letter
from quoteattr.quotes.nesting import with_stretches
from quoteattr.stage_values import Quotes, Segmented, Tokens
from quoteattr.text.chapters import is_heading
from quoteattr.types import QuoteSpan, Span

_LONGEST_LABEL = 5  # tokens of "THE SECOND OLD MAN"
_LEAST = 3  # lines that make a passage of a play
_APART = 3  # paragraphs between two lines of one passage at most
_DIRECTION = 40  # tokens of a direction in brackets
_OPENING = {"(": ")", "[": "]"}


@frozen
class _Line:
    """What may be a line of a play: the number of its paragraph, the tokens spoken, the name in front."""

    paragraph: int
    first: int
    last: int
    name: str


def with_lines(segmented: Segmented, quotes: Quotes) -> Quotes:
    """``quotes`` and what is spoken in lines of a play, by start; spans of lines have no marks.

    Lines come in passages: at least three near each other, with a name that comes again.
    """
    lines = _in_passages(_lines(segmented))
    found = ((segmented.paragraphs[line.paragraph], list(_spans(segmented, line))) for line in lines)
    return with_stretches(quotes, found, may_open=False)


def label_end(tokens: Tokens, first: int, end: int) -> int:
    """The token behind the name and its mark that open a line ("MISS PELL." "Helen:"); -1 where none does."""
    if tokens.words[first + 1 : first + 2] == (":",) and first + 2 < end and tokens.classes[first] & c.WORD:
        return first + 2  # "luke: you up?"
    k = _behind_capitals(tokens, first, end)
    word = tokens.words[k] if k > first else ""
    if word == ":":
        return k + 1
    shouted = all(
        tokens.classes[i] & (c.UPPER | c.TITLE_ABBREVIATION | c.TERMINATOR) for i in range(first, k)
    )
    if not word or not shouted:
        return -1
    if word in _OPENING:
        return k  # "HAMMOND (rising). Who is there?"
    return k + 1 if word == "." and tokens.ends[k - 1] - tokens.starts[first] > 1 else -1


def _behind_capitals(tokens: Tokens, first: int, end: int) -> int:
    """The first token that is no capitalised word ("MRS." is one); -1 where a label would be too long."""
    words, classes = tokens.words, tokens.classes
    for k in range(first, min(end - 1, first + _LONGEST_LABEL + 1)):
        shortens = k > first and words[k] == "." and classes[k - 1] & c.TITLE_ABBREVIATION
        if not classes[k] & c.CAPITAL and not (shortens and classes[k + 1] & c.CAPITAL):
            return k
    return -1


def _lines(segmented: Segmented) -> Iterator[_Line]:
    """The paragraphs that a name and its mark open."""
    tokens, text = segmented.tokens, segmented.text
    for number, paragraph in enumerate(segmented.paragraphs):
        if not letter(text[paragraph.start : paragraph.start + 1]):
            continue
        first = bisect_left(tokens.starts, paragraph.start)
        end = bisect_left(tokens.starts, paragraph.end, first)
        start = label_end(tokens, first, end)
        if 0 <= start < end and not is_heading(text[paragraph.start : paragraph.end]):
            name = " ".join(tokens.words[first:start]).strip(" .:").casefold()
            yield _Line(number, start, end, name)


def _in_passages(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Those with others near, where there are enough of them and a name comes again among others; and those
    elsewhere with a name that such a passage has."""
    near: list[list[_Line]] = []
    for line in lines:
        if not near or line.paragraph - near[-1][-1].paragraph > _APART:
            near.append([])
        near[-1].append(line)
    sure = [_names(passage) for passage in near if _LEAST <= len(passage) > len(_names(passage)) > 1]
    known = frozenset().union(*sure)
    for passage in near:
        yield from [line for line in passage if line.name in known]


def _names(passage: Iterable[_Line]) -> set[str]:
    return {line.name for line in passage}


def _spans(segmented: Segmented, line: _Line) -> Iterator[QuoteSpan]:
    for a, b in _spoken(segmented.tokens, line.first, line.last):
        inner = Span(segmented.tokens.starts[a], segmented.tokens.ends[b - 1])
        yield QuoteSpan(inner.start, inner.end, segmented.text[inner.start : inner.end], inner, ())


def _spoken(tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The token ranges from ``start`` on that are spoken: directions in brackets are left out."""
    first = k = start
    while k < end:
        close = _closing(tokens.words, k, end)
        if close:
            if any(tokens.classes[i] & c.WORD for i in range(first, k)):
                yield first, k
            first = k = close
            continue
        if k == first and not tokens.classes[k] & (c.WORDLIKE | c.QUOTE_MARK):
            first = k + 1  # what ends a label or a direction: ".", ":", "—"
        k += 1
    if first < end:
        yield first, end


def _closing(words: Sequence[str], k: int, end: int) -> int:
    """Behind the bracket that closes the one at token ``k``; 0 where none opens or closes."""
    mark = _OPENING.get(words[k])
    if mark is None:
        return 0
    return next((i + 1 for i in range(k + 1, min(end, k + _DIRECTION)) if words[i] == mark), 0)
