"""Lines of a play, by themselves or inside a novel: "HAMMOND. Who left the gate open?", "Helen: No."

The name in front announces who speaks. Directions in brackets are no speech; paragraphs without a name are
narration.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.quotes.nesting import with_stretches
from quoteattr.stage_values import Paragraph, Quotes, Segmented, Tokens
from quoteattr.text.chapters import is_heading
from quoteattr.types import QuoteSpan, Span

_LONGEST_LABEL = 5  # tokens of "THE SECOND OLD MAN"
_LEAST = 3  # lines that make a passage of a play
_APART = 3  # paragraphs between two lines of one passage at most
_DIRECTION = 40  # tokens of a direction in brackets
_OPENING = {"(": ")", "[": "]"}


def with_lines(segmented: Segmented, quotes: Quotes) -> Quotes:
    """``quotes`` and what is spoken in lines of a play, by start; spans of lines have no marks.

    Lines come in passages: at least three near each other, with a name that comes again.
    """
    lines = (
        (paragraph, [_span(segmented, a, b) for a, b in _spoken(segmented.tokens, start, end)])
        for paragraph, start, end in _lines(segmented)
    )
    return with_stretches(quotes, lines, may_open=False)


def label_end(tokens: Tokens, first: int, end: int) -> int:
    """The token behind the name and its mark that open a line ("MISS PELL." "Helen:"); -1 where none does."""
    words, classes = tokens.words, tokens.classes
    shouted = True
    for k in range(first, min(end - 1, first + _LONGEST_LABEL + 1)):
        word, bits = words[k], classes[k]
        if word in (".", ":") and k > first:
            if word == "." and classes[k - 1] & c.TITLE_ABBREVIATION and classes[k + 1] & c.CAPITAL:
                continue  # "MRS. HALLAM."
            named = shouted and tokens.ends[k - 1] - tokens.starts[first] > 1
            return k + 1 if named or (word == ":" and classes[k - 1] & c.CAPITAL) else -1
        if word in _OPENING and k > first and shouted:
            return k  # "HAMMOND (rising). Who is there?"
        if not bits & c.WORD or not bits & c.CAPITAL:
            return -1
        shouted = shouted and (bool(bits & c.UPPER) or bool(bits & c.TITLE_ABBREVIATION))
    return -1


def _lines(segmented: Segmented) -> list[tuple[Paragraph, int, int]]:
    """(paragraph, first token of what is spoken, its end) of the lines that belong to passages."""
    tokens, text = segmented.tokens, segmented.text
    passages: list[list[tuple[int, int, int, str]]] = []
    for number, paragraph in enumerate(segmented.paragraphs):
        if not capital(text[paragraph.start]):
            continue
        first = bisect_left(tokens.starts, paragraph.start)
        end = bisect_left(tokens.starts, paragraph.end, first)
        start = label_end(tokens, first, end)
        if start < 0 or start >= end or is_heading(text[paragraph.start : paragraph.end]):
            continue
        name = " ".join(tokens.words[first:start]).strip(" .:").casefold()
        if not passages or number - passages[-1][-1][0] > _APART:
            passages.append([])
        passages[-1].append((number, start, end, name))
    kept = []
    for passage in passages:
        names = Counter([name for *_, name in passage])
        if len(passage) >= _LEAST and len(names) > 1 and max(names.values()) > 1:
            kept += [(segmented.paragraphs[number], start, end) for number, start, end, _ in passage]
    return kept


def _spoken(tokens: Tokens, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The token ranges from ``start`` on that are spoken: directions in brackets are left out."""
    words = tokens.words
    first = k = start
    while k < end:
        close = _closing(words, k, end)
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


def _span(segmented: Segmented, first: int, end: int) -> QuoteSpan:
    start, stop = segmented.tokens.starts[first], segmented.tokens.ends[end - 1]
    return QuoteSpan(start, stop, segmented.text[start:stop], Span(start, stop), ())
