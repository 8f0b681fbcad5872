"""The pieces of which turns are made: the outermost quotations of a book that are speech."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence

from attrs import frozen

from quoteattr.fiction.turns.signs import is_on_sign
from quoteattr.lang import classes as c
from quoteattr.lang.letters import in_word
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Quotes, Segmented, Tokens
from quoteattr.text.chapters import body
from quoteattr.text.escapes import plain

_TALKED_OF = 2  # words with which a sentence begins and goes on: three and more may be a speech
_SHORT = 4  # words of a quoted name
_LONGEST_TITLE = 8  # words of a quoted title
_IN_TITLES = c.CAPITAL | c.DETERMINER | c.PREPOSITION | c.CONJUNCTION


@frozen(eq=False)
class Piece:
    """A quotation (its number in Quotes.spans): its tokens, end exclusive, its first and last paragraph."""

    quote: int
    first: int
    last: int
    paragraph: int
    last_paragraph: int


def pieces_of(
    segmented: Segmented, quotes: Quotes, starts: Sequence[int], below: Container[int], pack: Pack
) -> list[Piece]:
    """The pieces in text order. ``below``: tokens just below a heading, which is no sentence that a quotation
    could go on with."""
    tokens = segmented.tokens
    bounds = [p.start for p in segmented.paragraphs]
    book = body(segmented.text)  # without the licence
    pieces = []
    for number, span in enumerate(quotes.spans):
        if span.parent is not None or not book.start <= span.start < book.end:
            continue
        first = bisect_left(tokens.starts, span.start)
        last = bisect_left(tokens.starts, span.end, first)
        spoken = any(map(in_word, plain(span.text).text))
        mentioned = first not in below and (
            _is_mentioned(tokens, first, last, pack.story.called) or is_on_sign(tokens, first, last, pack)
        )
        if spoken and not mentioned:
            paragraph = bisect_right(bounds, span.start) - 1
            end = paragraph if last <= starts[paragraph + 1] else bisect_right(bounds, span.end - 1) - 1
            pieces.append(Piece(number, first, last, paragraph, end))
    return pieces


def together(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The pieces (first, last exclusive) that share paragraphs."""
    first = 0
    for k in range(1, len(pieces) + 1):
        if k == len(pieces) or pieces[k].paragraph != pieces[k - 1].last_paragraph:
            yield first, k
            first = k


def _is_mentioned(tokens: Tokens, first: int, last: int, called: Container[str]) -> bool:
    """Whether the quoted tokens are words spoken of, no speech: a name, a title, a few words that begin small
    inside a sentence of narration."""
    if last - first <= _TALKED_OF + 2 and _is_subject(tokens, last):
        return True
    before = tokens.classes[first - 1] if first else 0
    if last - first < 3 or not before & c.WORD or tokens.words[last - 2] in ("!", "?"):
        return False
    bits = [bits for bits in tokens.classes[first + 1 : last - 1] if bits & c.WORD_OR_NUMBER]
    if tokens.words[first - 1] in called:
        return bool(bits)  # They called it “The Blue Heron.”
    if not bits or before & c.REPORTING_VERB:
        return False  # He answered “not far” and went.
    if before & c.DETERMINING and len(bits) <= _SHORT:
        return True  # She met the “little people” there.
    return _is_part(tokens.words[last - 2], bits)


def _is_subject(tokens: Tokens, last: int) -> bool:
    """Whether a sentence goes on behind quoted words without a mark at their end: “Talk” is too much said."""
    behind = tokens.classes[last] if last < len(tokens.words) else 0
    return (
        bool(behind & c.AUXILIARY) and tokens.words[last].islower() and in_word(tokens.words[last - 2][-1:])
    )


def _is_part(last: str, bits: Sequence[int]) -> bool:
    """Whether the classes of quoted words are those of a part of a sentence, or of a title; ``last``: the
    token in front of the closing mark."""
    short = len(bits) <= _LONGEST_TITLE
    if not bits[0] & c.CAPITAL:
        return short or in_word(last[-1:])  # He was quite “at home” there.
    titled = short and all(one & _IN_TITLES for one in bits)
    return titled and (len(bits) > 1 or last not in ".,")  # She sang “Home, Sweet Home” again.
