"""Where the content of a cue starts and ends, as token ranges of its sentence."""

from __future__ import annotations

from quoteattr.attribution import subjects
from quoteattr.attribution.view import View
from quoteattr.lang import classes as c
from quoteattr.types import CueUse, Sentence

Range = tuple[int, int]

_QUESTION = frozenset(("if", "whether", "how", "what", "why", "who", "when", "where", "which"))
_DASHES = frozenset(("-", "–", "—", "--"))
_ADJUNCT = frozenset(("in", "at", "on", "during", "to", "after", "from", "with", "via", "through", "before", "by", "of"))
_REACH = 25  # tokens that an adjunct between cue and content may take


def forward(view: View, sentence: Sentence, use: CueUse) -> tuple[Range, str] | None:
    """(content, frame) behind the cue, or None when nothing there can be its content."""
    start, frame = _start(view, sentence, use)
    if start is None:
        return None
    end = _end(view, sentence, use, start, frame)
    return ((start, end), frame) if end > start else None


def _start(view: View, sentence: Sentence, use: CueUse) -> tuple[int | None, str]:
    """Where the content begins, and the frame that it fills."""
    k, end = use.last, sentence.last
    frames = use.frames
    if k >= end:
        return None, ""
    if "addressee" in frames and not view.starts_quote(k):
        k = _over_addressee(view, k, end)
    clause = "clause" in frames or "complement" in frames
    while k < end and view.inside[k] < 0 and (view.is_adverb(k) or view.classes[k] & c.CALENDAR):
        if view.lower[k] in ("that", "how", "why"):
            break
        k += 1
    if k >= end:
        return None, ""
    if view.starts_quote(k):
        return k, "quotation"
    word, bits = view.lower[k], view.classes[k]
    if word in (",", ":") or word in _DASHES:
        if k + 1 < end and view.starts_quote(k + 1):
            return k + 1, "quotation"
        if word == ":" and clause and k + 1 < end:
            return k + 1, "clause"
        return _behind_insertion(view, k, end) if clause else (None, "")
    if word == "that" or (word in _QUESTION and clause):
        return k, "clause"
    if word == "to" and k + 1 < end and not view.classes[k + 1] & (c.CAPITAL | c.DETERMINER | c.PRONOUN):
        return (k, "to") if "to" in frames else (None, "")
    if bits & c.PREPOSITION or word in _ADJUNCT:
        if clause:
            found = _behind_adjunct(view, k, end)
            if found is not None:
                return found, "clause"
        if word in frames:
            return k + 1, word
        return None, ""
    if bits & c.TERMINATOR or not bits & (c.WORD | c.NUMBER | c.CLITIC) and word not in ("$", "£", "€", "("):
        return None, ""
    if clause and "complement" not in frames and not bits & (c.CONJUNCTION | c.SUBORDINATOR):
        return k, "clause"
    if "object" in frames and not bits & (c.CONJUNCTION | c.SUBORDINATOR | c.AUXILIARY | c.MODAL):
        return k, "object"
    return None, ""


def _over_addressee(view: View, k: int, end: int) -> int:
    """Behind the person told: "told | reporters in Ohio | that"."""
    if k < end and view.lower[k] in ("him", "her", "them", "me", "us", "you", "it"):
        return k + 1
    if k < end and view.inside[k] < 0 and not view.classes[k] & (c.COMPLEMENTIZER | c.PREPOSITION | c.WH):
        return subjects.phrase_starting(view, k, end)
    return k


def _behind_insertion(view: View, k: int, end: int) -> tuple[int | None, str]:
    """Content behind "…, in a sign of the times, that"; only "that" or a quotation is sure enough."""
    for i in range(k + 1, min(end, k + _REACH)):
        if view.inside[i] >= 0:
            before = view.lower[i - 1]
            return (i, "quotation") if before in (",", ":") and view.starts_quote(i) else (None, "")
        if view.lower[i] == "," and i + 1 < end and view.lower[i + 1] == "that":
            return i + 1, "clause"
    return None, ""


def _behind_adjunct(view: View, k: int, end: int) -> int | None:
    """Content behind "in an interview with …": at "that", a quotation, a colon or a new subject."""
    for i in range(k + 1, min(end, k + _REACH)):
        if view.inside[i] >= 0:
            return i if view.lower[i - 1] in (",", ":") or view.lower[i - 1] == "that" else None
        word = view.lower[i]
        if word == "that" and view.classes[i - 1] & (c.WORD | c.NUMBER):
            return i
        if word == ":" and i + 1 < end:
            return i + 1
        if word in ("he", "she", "they", "it", "we", "i") and i > k + 1:
            return i
        if view.classes[i] & c.CALENDAR and i + 1 < end and view.classes[i + 1] & (c.DETERMINER | c.CAPITAL):
            return i + 1 if not view.classes[i + 1] & c.CALENDAR else None
        if word in (",", ";") or view.classes[i] & (c.AUXILIARY | c.MODAL):
            return None
    return None


def _end(view: View, sentence: Sentence, use: CueUse, start: int, frame: str) -> int:
    """The token behind the content that starts at ``start``."""
    last = sentence.last
    k = start
    if frame == "quotation":
        k = view.quote_end(start)
        if _whole_sentence_quoted(view, start, k):
            return k
    while k < last:
        if view.inside[k] >= 0:
            k = view.quote_end(k)
            continue
        if _stops(view, use, k, start, last, frame):
            break
        k += 1
    return trim_end(view, start, k)


def _whole_sentence_quoted(view: View, first: int, last: int) -> bool:
    """Whether the quotation at these tokens is a sentence of its own: capital first, its end marked."""
    opening = view.classes[first + 1] if first + 1 < last else 0
    closing = view.lower[last - 2] if last - 2 > first else ""
    return bool(opening & c.CAPITAL) and closing[-1:] in (".", "!", "?", ",", "…")


def _stops(view: View, use: CueUse, k: int, start: int, last: int, frame: str) -> bool:
    """Whether the content ends in front of token ``k``."""
    word = view.lower[k]
    if word == "," and k + 1 < last and k > start:
        following = view.cue_at.get(_skip_adverbs(view, k + 1, last))
        if following is not None:
            other = view.cues[following]
            if other.form == "ing" or other.cue.lemma == "according to":
                return True
        if view.classes[k + 1] & c.CONJUNCTION:
            return _new_report(view, k + 2, last)
        if frame not in ("clause", "quotation"):
            return True
        return False
    if view.classes[k] & c.CONJUNCTION and word in ("and", "but") and k > start:
        return _new_report(view, k + 1, last)
    if word == ";" and frame != "clause":
        return True
    if word == "according" and k > start:
        return True
    if frame not in ("clause", "quotation") and k > start + 1:
        return word in ("because", "while", "although", "after", "when", "since", "saying", "but")
    return False


def _new_report(view: View, k: int, last: int) -> bool:
    """Whether a cue without a subject of its own follows "and": "… and added that"."""
    k = _skip_adverbs(view, k, last)
    found = view.cue_at.get(k)
    return found is not None and view.cues[found].form in ("past", "s") and not view.cues[found].passive


def _skip_adverbs(view: View, k: int, last: int) -> int:
    while k < last and view.inside[k] < 0 and (view.is_adverb(k) or view.classes[k] & (c.AUXILIARY | c.MODAL)):
        if k in view.cue_at:
            break
        k += 1
    return k


def trim_end(view: View, start: int, end: int) -> int:
    """``end`` without punctuation that closes the sentence, not the content."""
    while end > start and view.inside[end - 1] < 0:
        bits, word = view.classes[end - 1], view.lower[end - 1]
        if bits & c.TERMINATOR or word in (",", ";", ":", "-", "–", "—", "--"):
            if word == "." and end - 2 >= start and view.classes[end - 2] & (c.ABBREVIATION | c.INITIAL):
                break
            end -= 1
        else:
            break
    return end


def backward(view: View, sentence: Sentence, end: int) -> Range | None:
    """The content in front of token ``end`` ("Sales were great | , he said"), from the sentence's start."""
    first = sentence.first
    while first < end and view.inside[first] < 0 and not view.classes[first] & (c.WORD | c.NUMBER | c.QUOTE_MARK):
        if view.lower[first] in ("$", "£", "€", "#", "@", "("):
            break
        first += 1
    last = trim_end(view, first, end)
    return (first, last) if last > first else None


def words_in(view: View, content: Range) -> int:
    """How many words and numbers the range holds."""
    return sum(1 for i in range(*content) if view.classes[i] & (c.WORD | c.NUMBER))
