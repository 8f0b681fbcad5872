"""The quotations of a story as a sequence of turns, with the narration around each.

A turn is what one paragraph lets one person say: its outermost quotations, unless cues beside them name
different people.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.fiction.places import Places
from quoteattr.fiction.turns.beside import Reader, Voice, Where, reader_of
from quoteattr.fiction.turns.narration import ANNOUNCING_MARKS, before, outline
from quoteattr.fiction.turns.parting import Part, by_voice
from quoteattr.fiction.turns.pieces import Piece, pieces_of, together
from quoteattr.stage_values import Profile, Quotes, Segmented
from quoteattr.text.chapters import headings
from quoteattr.text.tokens import paragraph_starts

_FARTHEST = 9  # paragraphs between two turns that are counted
_OPEN_ENDS = ANNOUNCING_MARKS - {";"}  # at the end of a paragraph, before speech in the next
_UNFINISHED = 4  # tokens that a paragraph without a mark at its end must exceed to be an unfinished sentence


@frozen(eq=False)
class Turn:
    """Quotations that one person says in one go.

    ``quotes``      indices in Quotes.spans, in text order.
    ``first``, ``last``   tokens of the first quotation's start and the last one's end (exclusive).
    ``paragraph``, ``last_paragraph``  where it starts and ends.
    ``voices``      whoever is named beside it, the surest first.
    ``gap``         0: in the paragraph of the turn before, 1: in the next, 2: narration between ... 9.
    ``chapter``     whether a chapter begins between the turn before and this one.
    ``narration``   token ranges of the narration of its paragraph(s), text order; none: speech alone.
    ``around``      who is named in the narration of the paragraphs before and behind.
    """

    quotes: tuple[int, ...]
    first: int
    last: int
    paragraph: int
    last_paragraph: int
    voices: tuple[Voice, ...]
    gap: int
    chapter: bool
    narration: tuple[tuple[int, int], ...]
    around: tuple[Voice, ...]

    @property
    def cue(self) -> Voice | None:
        """The surest voice, if the narration says that this is who speaks."""
        return self.voices[0] if self.voices and self.voices[0].is_cue else None

    @property
    def is_told_by_i(self) -> bool:
        """Whether the narration says "I said"."""
        return self.cue is not None and self.cue.kind == "i"


@frozen(eq=False)
class _Story:
    """What is read once: the first tokens of paragraphs, the names of a play's lines, the paragraphs that are
    headings, all pieces; and the subjects of paragraphs, which many turns may stand beside, once known."""

    reader: Reader
    starts: Sequence[int]
    labels: Mapping[int, int]
    chapters: Sequence[int]
    pieces: Sequence[Piece]
    outlines: dict[tuple[int, Where], tuple[Voice, ...]]


def group(segmented: Segmented, quotes: Quotes, places: Places, profile: Profile) -> tuple[Turn, ...]:
    """All turns, in text order."""
    starts = paragraph_starts(segmented)
    chapters = sorted(headings(segmented.text, segmented.paragraphs))
    below = {starts[n + 1] for n in chapters}
    pieces = pieces_of(segmented, quotes, starts, below, profile.pack)
    reader = reader_of(segmented.tokens, places.ends, profile.pack)
    story = _Story(reader, starts, places.labels, chapters, pieces, {})
    turns: list[Turn] = []
    for k, stop in together(pieces):
        for part in _parts(story, k, stop):
            turns.append(_turn(story, part, _around(story, part, k, stop), turns[-1] if turns else None))
    return tuple(turns)


def _parts(story: _Story, k: int, stop: int) -> Iterator[Part]:
    """What the pieces ``k`` to ``stop``, which share paragraphs, become turns of."""
    pieces = story.pieces[k:stop]
    left, right = story.starts[pieces[0].paragraph], story.starts[pieces[-1].last_paragraph + 1]
    if left in story.labels:
        yield Part(pieces, ((left, pieces[0].first),), (_label(story, left),))
        return
    for part in by_voice(story.reader, pieces, left, right):
        if not part.voices and part.pieces[0] is pieces[0]:
            part = Part(part.pieces, part.narration, _from_paragraph_before(story, k))
        yield part


def _label(story: _Story, first: int) -> Voice:
    """Who speaks by the label at token ``first``: a name, or "me"."""
    last = story.labels[first]
    if story.reader.words[first].lower() in story.reader.story.first_person:
        return Voice("announced", "i", first, last, verb=True)
    return Voice("announced", "name", first, last, first, verb=True)


def _from_paragraph_before(story: _Story, k: int) -> tuple[Voice, ...]:
    """Who announces piece ``k`` at the end of the paragraph before: "She turned to him and said:"."""
    paragraph = story.pieces[k].paragraph
    if paragraph == 0:
        return ()
    first, end = story.starts[paragraph - 1 : paragraph + 1]
    spoken = story.pieces[k - 1].last if k else 0
    if end - first < 2 or spoken >= end - 1 or not _announces(story.reader.words, first, end):
        return ()
    return before(story.reader, max(first, spoken), end)


def _announces(words: Sequence[str], first: int, end: int) -> bool:
    """Whether a paragraph of narration ends so that speech may go on: with a colon, or in a small word."""
    return words[end - 1] in _OPEN_ENDS or (end - first > _UNFINISHED and words[end - 1].islower())


def _around(story: _Story, part: Part, k: int, stop: int) -> tuple[Voice, ...]:
    """The subjects of the narration in the paragraph before and in the one behind, where these are narration
    alone; ``k`` to ``stop`` are the pieces of the paragraph."""
    pieces = story.pieces
    previous, following = part.pieces[0].paragraph - 1, part.pieces[-1].last_paragraph + 1
    found: tuple[Voice, ...] = ()
    if previous >= 0 and (not k or pieces[k - 1].last_paragraph < previous):
        found += _subjects(story, previous, "para-before-1", "para-before-2")
    if following < len(story.starts) - 1 and (stop == len(pieces) or pieces[stop].paragraph > following):
        found += _subjects(story, following, "para-behind-1", "para-behind-2")
    return found


def _subjects(story: _Story, paragraph: int, opening: Where, closing: Where) -> tuple[Voice, ...]:
    key = paragraph, opening
    if key not in story.outlines:
        first, end = story.starts[paragraph : paragraph + 2]
        story.outlines[key] = outline(story.reader, first, end, opening, closing)
    return story.outlines[key]


def _turn(story: _Story, part: Part, around: tuple[Voice, ...], previous: Turn | None) -> Turn:
    first, last = part.pieces[0], part.pieces[-1]
    gap, chapter = _FARTHEST, False
    if previous is not None:
        gap = min(_FARTHEST, first.paragraph - previous.last_paragraph)
        k = bisect_right(story.chapters, previous.last_paragraph)
        chapter = k < len(story.chapters) and story.chapters[k] <= first.paragraph
    return Turn(
        tuple([piece.quote for piece in part.pieces]),
        *(first.first, last.last, first.paragraph, last.last_paragraph),
        voices=part.voices,
        gap=gap,
        chapter=chapter,
        narration=part.narration,
        around=around,
    )
