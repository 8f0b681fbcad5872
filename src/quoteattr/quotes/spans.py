"""Find what quotation marks enclose: the whole of this room in one function."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from quoteattr.lang.pack import Marks
from quoteattr.quotes.marks import CLOSERS, DIGIT, OPENERS, SINGLES, SPACE, Mark, scan
from quoteattr.quotes.nesting import nested
from quoteattr.quotes.pairing import Pairing, family, pair
from quoteattr.quotes.running import Piece, Runs
from quoteattr.quotes.singles import pair_singles
from quoteattr.stage_values import Paragraph, Quotes
from quoteattr.types import Doubt, QuoteSpan, Span

_UNCLOSED = "This quotation mark is never closed."
_STRAY = "This quotation mark has no partner."


def find_spans(text: str, paragraphs: Sequence[Paragraph], marks: Marks) -> Quotes:
    """Every quotation in ``text`` that marks enclose, and the marks that were odd.

    ``paragraphs`` as ``text.layout`` gives them (in order, not overlapping); ``marks``: what the language
    prefers. Spans are in order of start, parents before children; none partly overlaps another.
    An unclosed quotation ends with its paragraph.
    """
    runs = Runs()
    doubts: list[Doubt] = []
    groups = list(_by_paragraph(scan(text, marks), paragraphs))
    for i, (paragraph, found) in enumerate(groups):
        following = groups[i + 1] if i + 1 < len(groups) else None
        heads = _heads(*following) if following else []
        pieces, strays = _in_paragraph(text, paragraph, found, heads, marks)
        late = _late_closer(paragraph, pieces, strays)
        settled = len(strays) == (late is not None) and all(piece.closed for piece in pieces)
        if runs.add(pieces, paragraph.end, late, settled):
            strays = []
        doubts += [_stray_doubt(mark) for mark in strays]
    doubts += [
        Doubt("unclosed-mark", Span(*piece.marks[0]), _UNCLOSED) for piece in runs.pieces if not piece.closed
    ]
    doubts.sort(key=lambda doubt: (doubt.span.start, doubt.span.end))
    return Quotes(_spans(text, runs.pieces), tuple(doubts))


def _by_paragraph(
    found: Sequence[Mark], paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[Paragraph, list[Mark]]]:
    k = 0
    for paragraph in paragraphs:
        end = paragraph.end
        while k < len(found) and found[k].start < paragraph.start:
            k += 1
        first = k
        while k < len(found) and found[k].end <= end:
            k += 1
        yield paragraph, list(found[first:k])


def _heads(paragraph: Paragraph, found: Sequence[Mark]) -> list[Mark]:
    """The opening marks with which a paragraph begins."""
    heads = []
    at = paragraph.start
    for mark in found[:3]:
        if mark.start != at or mark.opens > 5:
            break
        heads.append(mark)
        at = mark.end
    return heads


def _in_paragraph(
    text: str, paragraph: Paragraph, found: list[Mark], heads: Sequence[Mark], language: Marks
) -> tuple[list[Piece], list[Mark]]:
    """The pieces of one paragraph in text order, and its stray marks."""
    if not found:
        return [], []
    own_heads = {mark.start for mark in _heads(paragraph, found)}
    head_glyphs = [mark.glyph for mark in heads]
    strong = [mark for mark in found if mark.glyph not in SINGLES]
    pairing = pair(strong, bool(head_glyphs) and head_glyphs[0] not in SINGLES)
    pieces = _pieces(strong, pairing, paragraph.end, own_heads)
    strays = [strong[i] for i in pairing.stray if not _is_inch(strong[i])]
    if len(strong) < len(found):
        runs_on = not SINGLES.isdisjoint(head_glyphs)
        for region, end in _regions(found, strong, pairing, paragraph.end):
            own, left = _in_region(text, region, end, own_heads, runs_on, language)
            pieces += own
            strays += left
    pieces.sort(key=_order)
    return pieces, strays


def _in_region(
    text: str, region: list[Mark], end: int, heads: set[int], runs_on: bool, language: Marks
) -> tuple[list[Piece], list[Mark]]:
    """The same of the single marks inside one strong quotation, or outside all."""
    pairing = pair_singles(text, region, language, runs_on)
    pieces = _pieces(region, pairing, end, heads)
    return pieces, [region[i] for i in pairing.stray]


def _regions(
    found: Sequence[Mark], strong: Sequence[Mark], pairing: Pairing, end: int
) -> Iterator[tuple[list[Mark], int]]:
    """The single marks by the strong quotation in which they stand, each with the end of that."""
    closers = {strong[i].start: strong[j].start for i, j in pairing.pairs}
    closing = set(closers.values())
    still_open = {strong[i].start for i in pairing.open}
    stack: list[tuple[list[Mark], int]] = [([], end)]
    for mark in found:
        if mark.glyph in SINGLES:
            stack[-1][0].append(mark)
        elif mark.start in closing:
            region = stack.pop()
            if region[0]:
                yield region
        elif mark.start in closers or mark.start in still_open:
            stack.append(([], closers.get(mark.start, stack[-1][1])))
    yield from [region for region in reversed(stack) if region[0]]


def _pieces(found: Sequence[Mark], pairing: Pairing, end: int, heads: set[int]) -> list[Piece]:
    pieces = []
    doubled = _doubled(found, pairing)
    for i, j in pairing.pairs:
        opener, closer = found[i], found[j]
        if (i, j) in doubled:
            continue
        first, last = opener.start, closer.end
        if (i - 1, j + 1) in doubled:
            first, last = found[i - 1].start, found[j + 1].end
        going_on = pairing.inside[bisect_right(pairing.inside, i) : bisect_left(pairing.inside, j)]
        between = [(found[k].start, found[k].end) for k in going_on]
        marks = [(first, opener.end), *between, (closer.start, last)]
        pieces.append(Piece(first, last, opener.glyph, marks, True, first in heads))
    for i in pairing.open:
        opener = found[i]
        if opener.end >= end:  # nothing follows it
            pairing.stray.append(i)
            continue
        pieces.append(
            Piece(opener.start, end, opener.glyph, [(opener.start, opener.end)], False, opener.start in heads)
        )
    return pieces


def _doubled(found: Sequence[Mark], pairing: Pairing) -> set[tuple[int, int]]:
    """Pairs that are only the outer half of doubled straight marks: ""so""."""
    pairs = set(pairing.pairs)
    return {
        (i, j)
        for i, j in pairing.pairs
        if (i + 1, j - 1) in pairs
        and found[i].glyph == found[i + 1].glyph == found[j].glyph == '"'
        and found[i].end == found[i + 1].start
        and found[j - 1].end == found[j].start
    }


def _late_closer(paragraph: Paragraph, pieces: Sequence[Piece], strays: Sequence[Mark]) -> Mark | None:
    """A closing mark without a partner that stands inside no quotation of its paragraph."""
    if not strays or strays[0].glyph in SINGLES:
        return None
    mark = strays[0]
    if any(piece.start < mark.start < piece.end for piece in pieces):
        return None
    is_closer = mark.glyph in CLOSERS or (mark.closes <= 1 and mark.left != SPACE)
    return mark if is_closer or mark.end == paragraph.end > mark.start > paragraph.start else None


def _is_inch(mark: Mark) -> bool:
    """Whether a mark without a partner stands for a measure: 6", 6”; nobody writes 6“."""
    return mark.left == DIGIT and family(mark.glyph) == '"' and mark.glyph not in OPENERS


def _stray_doubt(mark: Mark) -> Doubt:
    if mark.opens < mark.closes:
        return Doubt("unclosed-mark", Span(mark.start, mark.end), _UNCLOSED)
    return Doubt("stray-mark", Span(mark.start, mark.end), _STRAY)


def _order(piece: Piece) -> tuple[int, int]:
    return piece.start, -piece.end


def _spans(text: str, pieces: Sequence[Piece]) -> tuple[QuoteSpan, ...]:
    spans = []
    for piece in pieces:
        start, end = piece.start, piece.end
        inner = Span(piece.marks[0][1], piece.marks[-1][0] if piece.closed else end)
        marks = tuple([Span(a, b) for a, b in piece.marks])
        spans.append(QuoteSpan(start, end, text[start:end], inner, marks, piece.closed))
    return nested(spans)
