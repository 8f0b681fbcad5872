"""What a quotation of a story is: speech, a thought, a letter, a song, where the text shows it."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.letters import capital, letter
from quoteattr.lang.pack import Pack
from quoteattr.lang.words.fiction import Listed, StoryWords
from quoteattr.stage_values import Segmented
from quoteattr.types import Medium, QuoteSpan

_REACH = 14  # tokens of narration beside a quotation that are looked at
_LINES = 3  # lines of a song at least
_SHORT_LINE = 60  # characters of a line of verse
_OPENING, _CLOSING = 60, 160  # characters of a letter in which it greets, and in which it is signed


@frozen(eq=False)
class _Quoted:
    """What is asked of a quotation: ``verbs`` of its cues and ``beside`` it all words, both in small letters;
    its ``text`` without marks; whether a cue with a reporting verb ``told`` it."""

    story: StoryWords
    turn: Turn
    quotation: QuoteSpan
    verbs: set[str]
    beside: set[str]
    text: str
    told: bool

    def has(self, words: set[str], listed: Listed) -> bool:
        """Whether one of ``words`` is among those that the pack lists."""
        return not words.isdisjoint(listed)


def medium_of(segmented: Segmented, turn: Turn, quotation: QuoteSpan, pack: Pack) -> Medium | None:
    """How ``quotation``, the first of ``turn``, came to the reader; None where the text does not show it."""
    verbs = {segmented.tokens.words[v.token].lower() for v in turn.voices if v.token >= 0}
    beside = {word.lower() for word in _beside(segmented, turn)}
    text = quotation.text.strip("\"“”„‟«»'‘’_ ")
    told = any(voice.is_cue and voice.verb for voice in turn.voices)
    one = _Quoted(pack.story, turn, quotation, verbs, beside, text, told)
    return next((medium for medium, fits in _ROWS if fits(one)), None)


def _beside(segmented: Segmented, turn: Turn) -> list[str]:
    """The words of narration just in front of the turn and just behind."""
    words = segmented.tokens.words
    found: list[str] = []
    for first, last in turn.narration:
        in_front = last <= turn.first
        found += words[first:last][-_REACH:] if in_front else words[first:last][:_REACH]
    return found


def _is_written(one: _Quoted) -> bool:
    """Whether a letter stands beside it that "ran" or "said" it."""
    return one.has(one.verbs, one.story.writing_verb) and one.has(one.beside, one.story.letter_noun)


def _is_verse(one: _Quoted) -> bool:
    """Whether its lines are short, each with a capital, and a word for singing or no speaker is beside it."""
    lines = [line.strip(" \"“”‘'") for line in one.text.split("\n") if line.strip()]
    if len(lines) < _LINES:
        return False
    if not all(len(line) < _SHORT_LINE and (capital(line) or not letter(line[:1])) for line in lines):
        return False
    sings = one.has(one.beside, one.story.song_noun) or one.has(one.beside, one.story.singing_verb)
    return sings or not one.turn.voices


def _greets(one: _Quoted) -> bool:
    """Whether it opens as letters do ("Dear Hugh,") and is signed, or goes on over paragraphs."""
    opening = one.text.lower().split(",")[0].split()
    if not any(" ".join(opening[:length]) in one.story.salutation for length in (2, 1)):
        return False
    start = one.text[:_OPENING]
    if start.rstrip().find(",") <= 0:
        return False
    closing = one.text.lower()[-_CLOSING:]
    signed = any(sign in closing for sign in one.story.signature)
    return signed or len(one.quotation.marks) > 2 or "--" in start


def _is_from_letter(one: _Quoted) -> bool:
    """Whether a word for a letter stands beside it, and nobody says it aloud."""
    if not one.has(one.beside, one.story.letter_noun):
        return False
    return not one.turn.voices or (not one.told and one.has(one.beside, one.story.writing_verb))


# The first row that fits decides.
_ROWS: tuple[tuple[Medium, Callable[[_Quoted], bool]], ...] = (
    ("song", lambda one: one.has(one.verbs, one.story.singing_verb)),
    ("song", _is_verse),
    ("letter", _is_written),
    ("letter", _greets),
    ("letter", lambda one: one.text.lower().startswith(tuple(one.story.signature))),
    ("letter", _is_from_letter),
    ("thought", lambda one: one.has(one.verbs, one.story.thought_verb)),
    ("speech", lambda one: not one.turn.narration or one.told),
)
