"""What a quotation of a story is: speech, a thought, a letter, a song, where the text shows it."""

from __future__ import annotations

from quoteattr.lang.words import words as word_set
from quoteattr.resolution.scenes import Turn
from quoteattr.resolution.voices import CUES
from quoteattr.types import Medium, QuoteSpan, Segmented

_THOUGHT = word_set("thought think thinks mused reflected wondered reasoned pondered thinking")
_WRITTEN = word_set("wrote writes read reads ran runs telegraphed wired written inscribed")
_LETTER = word_set("letter note telegram message postscript missive despatch epistle")
_SUNG = word_set("sang sings sung singing hummed chanted crooned warbled")
_SONG = word_set("song ballad hymn chorus ditty verse verses")
_SALUTATIONS = ("dear ", "my dear ", "dearest ", "my dearest ", "sir,", "madam,", "gentlemen,")
_SIGNED = ("yours", "your affectionate", "your loving", "sincerely", "faithfully", "p.s.", "p. s.")
_REACH = 14  # tokens of narration beside a quotation that are looked at
_LINES = 3  # lines of a song at least
_SHORT_LINE = 60  # characters of a line of verse


def medium_of(segmented: Segmented, turn: Turn, quotation: QuoteSpan) -> Medium | None:
    """How ``quotation``, the first of ``turn``, came to the reader; None where the text does not show it."""
    words = {word.lower() for word in _beside(segmented, turn)}
    verbs = {segmented.tokens.words[v.token].lower() for v in turn.voices if v.token >= 0}
    text = quotation.text.strip("\"“”„‟«»'‘’_ ")
    lower = text.lower()
    if verbs & _SUNG or (_is_verse(text) and (words & (_SONG | _SUNG) or not turn.voices)):
        return "song"
    salutes = lower.startswith(_SALUTATIONS) and text[:60].rstrip().find(",") > 0
    signed = any(sign in lower[-160:] for sign in _SIGNED)
    if (verbs & _WRITTEN and words & _LETTER) or (
        salutes and (signed or len(quotation.marks) > 2 or "--" in text[:60])
    ):
        return "letter"
    if lower.startswith(_SIGNED[:5]) or (words & _LETTER and not turn.voices):
        return "letter"
    if verbs & _THOUGHT:
        return "thought"
    if turn.bare or any(voice.where in CUES and voice.verb for voice in turn.voices):
        return "speech"
    return None


def _beside(segmented: Segmented, turn: Turn) -> tuple[str, ...]:
    """The words of narration just in front of the turn and just behind."""
    words = segmented.tokens.words
    found: tuple[str, ...] = ()
    for first, last in turn.narration:
        if last <= turn.first:
            found += words[max(first, last - _REACH) : last]
        else:
            found += words[first : min(last, first + _REACH)]
    return found


def _is_verse(text: str) -> bool:
    """Whether the lines are short and begin with a capital each."""
    lines = [line.strip(" \"“”‘'") for line in text.split("\n") if line.strip()]
    if len(lines) < _LINES:
        return False
    return all(len(line) < _SHORT_LINE and (line[:1].isupper() or not line[:1].isalpha()) for line in lines)
