"""What a quotation of a story is: speech, a thought, a letter, a song, where the text shows it."""

from __future__ import annotations

from quoteattr.fiction.turns.beside import CUES
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.letters import capital, letter
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented
from quoteattr.types import Medium, QuoteSpan

_REACH = 14  # tokens of narration beside a quotation that are looked at
_LINES = 3  # lines of a song at least
_SHORT_LINE = 60  # characters of a line of verse


def medium_of(segmented: Segmented, turn: Turn, quotation: QuoteSpan, pack: Pack) -> Medium | None:
    """How ``quotation``, the first of ``turn``, came to the reader; None where the text does not show it."""
    story = pack.story
    words = {word.lower() for word in _beside(segmented, turn)}
    verbs = {segmented.tokens.words[v.token].lower() for v in turn.voices if v.token >= 0}
    text = quotation.text.strip("\"“”„‟«»'‘’_ ")
    lower = text.lower()
    sung, written, letter = story["singing-verb"], story["writing-verb"], story["letter-noun"]
    if verbs & sung.keys() or (
        _is_verse(text) and (words & (story["song-noun"].keys() | sung.keys()) or not turn.voices)
    ):
        return "song"
    opening = lower.split(",")[0].split()
    salutes = " ".join(opening[:2]) in story["salutation"] or " ".join(opening[:1]) in story["salutation"]
    salutes = salutes and text[:60].rstrip().find(",") > 0
    signed = any(sign in lower[-160:] for sign in story["signature"])
    if (verbs & written.keys() and words & letter.keys()) or (
        salutes and (signed or len(quotation.marks) > 2 or "--" in text[:60])
    ):
        return "letter"
    told = any(voice.where in CUES and voice.verb for voice in turn.voices)
    if lower.startswith(tuple(story["signature"])) or (
        words & letter.keys() and (not turn.voices or (not told and words & written.keys()))
    ):
        return "letter"
    if verbs & story["thought-verb"].keys():
        return "thought"
    if turn.bare or told:
        return "speech"
    return None


def _beside(segmented: Segmented, turn: Turn) -> list[str]:
    """The words of narration just in front of the turn and just behind."""
    words = segmented.tokens.words
    found: list[str] = []
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
    return all(len(line) < _SHORT_LINE and (capital(line) or not letter(line[:1])) for line in lines)
