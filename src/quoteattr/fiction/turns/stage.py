"""The quotations of a story as a sequence of turns, with the narration around each.

A turn is what one paragraph lets one person say: its outermost quotations, unless cues beside them name
different people. A scene is a run of turns with little narration between.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container

from attrs import frozen

from quoteattr.fiction.places import Places
from quoteattr.fiction.turns.beside import ANNOUNCED, CUES, LEAD_IN, Reader, Voice, before, behind, outline
from quoteattr.lang import classes as c
from quoteattr.lang.letters import in_word
from quoteattr.stage_values import Profile, Quotes, Segmented, Tokens
from quoteattr.text.chapters import body, headings

_NAMED = ("name", "role", "noun")
_SHORT = 4  # words of a quoted name or title
_SMALL_IN_TITLES = c.DETERMINER | c.PREPOSITION | c.CONJUNCTION
_OPEN_END = frozenset(",-—–")


@frozen(eq=False)
class Turn:
    """Quotations that one person says in one go.

    ``quotes``      indices in Quotes.spans, in text order.
    ``first``, ``last``   tokens of the first quotation's start and the last one's end (exclusive).
    ``paragraph``, ``last_paragraph``  where it starts and ends.
    ``voices``      whoever is named beside it, the surest first.
    ``gap``         0: in the paragraph of the turn before, 1: in the next, 2: narration between ... 9.
    ``chapter``     whether a chapter begins between the turn before and this one.
    ``bare``        whether its paragraph has no narration.
    ``narration``   token ranges of the narration of its paragraph(s), text order.
    """

    quotes: tuple[int, ...]
    first: int
    last: int
    paragraph: int
    last_paragraph: int
    voices: tuple[Voice, ...]
    gap: int
    chapter: bool
    bare: bool
    narration: tuple[tuple[int, int], ...]
    around: tuple[Voice, ...] = ()


@frozen(eq=False)
class _Piece:
    quote: int
    first: int
    last: int
    paragraph: int
    last_paragraph: int


def group(segmented: Segmented, quotes: Quotes, places: Places, profile: Profile) -> tuple[Turn, ...]:
    """All turns, in text order."""
    tokens, pack, labels = segmented.tokens, profile.pack, places.labels
    starts = [bisect_left(tokens.starts, p.start) for p in segmented.paragraphs]
    starts.append(len(tokens.starts))
    reader = Reader(
        tokens.words,
        tokens.classes,
        places.ends,
        pack.roles,
        pack.pronouns,
        pack.story,
    )
    chapters = sorted(headings(segmented.text, segmented.paragraphs))
    pieces = _pieces(segmented, quotes, starts, {starts[n + 1] for n in chapters}, pack.story["called"])
    turns: list[Turn] = []
    outlines: dict[tuple[int, str], tuple[Voice, ...]] = {}  # many turns may stand beside one paragraph
    k = 0
    while k < len(pieces):
        stop = k + 1
        while stop < len(pieces) and pieces[stop].paragraph == pieces[stop - 1].last_paragraph:
            stop += 1
        together = pieces[k:stop]
        left = starts[together[0].paragraph]
        right = starts[together[-1].last_paragraph + 1]
        if left in labels:
            label = Voice(ANNOUNCED, "name", left, labels[left], left, None, True)
            parts: list[_Part] = [(together, [(left, together[0].first)], (label,))]
        else:
            parts = _by_voice(reader, together, left, right)
        for members, ranges, voices in parts:
            if not voices and members[0] is together[0]:
                voices = _from_paragraph_before(reader, starts, members[0].paragraph, pieces, k)
            around = _paragraphs_around(reader, starts, members, pieces, k, stop, outlines)
            turns.append(
                _turn(reader, members, ranges, voices, turns[-1] if turns else None, chapters, around)
            )
        k = stop
    return tuple(turns)


def _pieces(
    segmented: Segmented, quotes: Quotes, starts: list[int], below: Container[int], called: Container[str]
) -> list[_Piece]:
    """``below``: tokens just below a heading, which is no sentence that a quotation could go on with."""
    tokens = segmented.tokens
    bounds = [p.start for p in segmented.paragraphs]
    book = body(segmented.text)
    pieces = []
    for number, span in enumerate(quotes.spans):
        if span.parent is not None or not any(map(in_word, span.text)):
            continue
        if not book.start <= span.start < book.end:
            continue  # the licence
        first = bisect_left(tokens.starts, span.start)
        last = bisect_left(tokens.starts, span.end, first)
        paragraph = bisect_right(bounds, span.start) - 1
        if first not in below and is_mentioned(tokens, first, last, called):
            continue
        end = paragraph if last <= starts[paragraph + 1] else bisect_right(bounds, span.end - 1) - 1
        pieces.append(_Piece(number, first, last, paragraph, end))
    return pieces


def is_mentioned(tokens: Tokens, first: int, last: int, called: Container[str]) -> bool:
    """Whether the quoted tokens are words spoken of, no speech: a name, a title, a few words that begin small
    inside a sentence of narration."""
    words, classes = tokens.words, tokens.classes
    before = classes[first - 1] if first else 0
    if last - first < 3 or not before & c.WORD or tokens.words[last - 2] in ("!", "?"):
        return False
    body = [i for i in range(first + 1, last - 1) if classes[i] & c.WORD_OR_NUMBER]
    if not body or (before & c.REPORTING_VERB and words[first - 1] not in called):
        return False
    if (before & c.DETERMINING and len(body) <= _SHORT) or words[first - 1] in called:
        return True
    if not classes[body[0]] & c.CAPITAL:
        return len(body) <= 2 * _SHORT or in_word(words[last - 2][-1:])
    titled = all(classes[i] & (c.CAPITAL | _SMALL_IN_TITLES) for i in body)
    return titled and len(body) <= 2 * _SHORT and (len(body) > 1 or words[last - 2] not in ".,")


_Part = tuple[list[_Piece], list[tuple[int, int]], tuple[Voice, ...]]  # pieces, narration, voices of a turn


def _by_voice(reader: Reader, group: list[_Piece], left: int, right: int) -> list[_Part]:
    """The pieces of a paragraph parted where cues name different people."""
    count = len(group)
    ranges = [(left, group[0].first)]
    ranges += [(group[n].last, group[n + 1].first) for n in range(count - 1)]
    ranges.append((group[-1].last, right))
    after = [
        behind(
            reader, a, b, reader.words[a - 2 if a > 1 else 0] in _OPEN_END or reader.words[a - 1] in _OPEN_END
        )
        for a, b in ranges[1:]
    ]
    front = [before(reader, a, b) for a, b in ranges[:-1]]
    parts: list[tuple[int, int]] = []
    start = 0
    theirs: Voice | None = None
    for n in range(count):
        if n > start and theirs is not None and _breaks(reader, theirs, after[n], front[n]):
            parts.append((start, n))
            start, theirs = n, None
        if theirs is None:
            theirs = next((v for v in (after[n], *front[n]) if v is not None and v.where in CUES), None)
    parts.append((start, count))
    result = []
    for a, b in parts:
        voices = _voices(after[a:b], front[a:b])
        if a > 0:  # the narration in front is behind another's quotation: its cue is not this one's
            own = after[a - 1]
            voices = [v for v in voices if own is None or v.first != own.first or own.where not in CUES]
        kept: dict[int, Voice] = {}
        for voice in sorted(
            voices, key=lambda v: 0 if v.where in CUES and v.verb else 1 if v.where in CUES else 2
        ):
            kept.setdefault(voice.first, voice)
        result.append((group[a:b], [r for r in ranges[a : b + 1] if r[1] > r[0]], tuple(kept.values())))
    return result


def _voices(after: list[Voice | None], front: list[tuple[Voice, ...]]) -> list[Voice]:
    """The voices beside the pieces of one turn."""
    found: list[Voice] = []
    for n, voice in enumerate(after):
        if voice is not None:
            found.append(voice)
        if n == 0 or not found:
            found += front[n]
        elif front[n] and front[n][0].where in (ANNOUNCED, LEAD_IN):
            found.append(front[n][0])
    return found


def _breaks(reader: Reader, theirs: Voice, mine: Voice | None, front: tuple[Voice, ...]) -> bool:
    """Whether a piece of a paragraph is not said by ``theirs``: a cue of its own names another."""
    announced = next((v for v in front if v.where == ANNOUNCED and v.verb), None)
    other = mine if mine is not None and mine.where in CUES else announced
    if (
        other is None
        or other.first == theirs.first
        or (announced is not None and announced.first == theirs.first)
    ):
        return False
    return _differ(reader, theirs, other)


def _differ(reader: Reader, a: Voice, b: Voice) -> bool:
    if a.kind in _NAMED and b.kind in _NAMED:
        return reader.words[a.last - 1].lower() != reader.words[b.last - 1].lower()
    if a.kind == b.kind == "pronoun":
        return a.gender != b.gender
    return "i" in (a.kind, b.kind) and a.kind != b.kind


def _from_paragraph_before(
    reader: Reader, starts: list[int], paragraph: int, pieces: list[_Piece], k: int
) -> tuple[Voice, ...]:
    """Speech announced at the end of the paragraph before: "She turned to him and said:"."""
    if paragraph == 0:
        return ()
    first, end = starts[paragraph - 1], starts[paragraph]
    if end - first < 2 or (k and pieces[k - 1].last > first and pieces[k - 1].last >= end - 1):
        return ()
    if reader.words[end - 1] not in (":", "-", "--", "—", "–", ",") and not (
        end - first > 4 and reader.words[end - 1].islower()
    ):
        return ()
    return before(reader, max(first, pieces[k - 1].last if k else 0), end)


def _paragraphs_around(
    reader: Reader,
    starts: list[int],
    members: list[_Piece],
    pieces: list[_Piece],
    k: int,
    stop: int,
    outlines: dict[tuple[int, str], tuple[Voice, ...]],
) -> tuple[Voice, ...]:
    """The subjects of the narration in the paragraph before and in the one behind; ``outlines``: those of
    paragraphs read before."""

    def subjects(paragraph: int, where: str) -> tuple[Voice, ...]:
        key = (paragraph, where)
        if key not in outlines:
            outlines[key] = outline(reader, starts[paragraph], starts[paragraph + 1], where)
        return outlines[key]

    found: tuple[Voice, ...] = ()
    paragraph, behind_it = members[0].paragraph, members[-1].last_paragraph + 1
    if paragraph and (not k or pieces[k - 1].last_paragraph < paragraph - 1):
        found += subjects(paragraph - 1, "para-before")
    if behind_it < len(starts) - 1 and (stop == len(pieces) or pieces[stop].paragraph > behind_it):
        found += subjects(behind_it, "para-behind")
    return found


def _turn(
    reader: Reader,
    members: list[_Piece],
    ranges: list[tuple[int, int]],
    voices: tuple[Voice, ...],
    previous: Turn | None,
    chapters: list[int],
    around: tuple[Voice, ...],
) -> Turn:
    first = members[0]
    gap, chapter = 9, False
    if previous is not None:
        gap = min(9, first.paragraph - previous.last_paragraph)
        k = bisect_right(chapters, previous.last_paragraph)
        chapter = k < len(chapters) and chapters[k] <= first.paragraph
    return Turn(
        tuple([piece.quote for piece in members]),
        first.first,
        members[-1].last,
        first.paragraph,
        members[-1].last_paragraph,
        voices,
        gap,
        chapter,
        not ranges,
        tuple(ranges),
        around,
    )
