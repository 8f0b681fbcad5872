"""The content of a cue as tokens of its sentence: where it starts, and what stands in front of a tag."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.ends import LONGEST, end_of, trim_end
from quoteattr.news.rules.view import View
from quoteattr.stage_values import CueUse, Sentence

Range = tuple[int, int]

_QUESTION = frozenset(("if", "whether", "how", "what", "why", "who", "when", "where", "which"))
_DASHES = frozenset(("-", "–", "—", "--"))
_ADJUNCT = frozenset(
    (
        "in",
        "at",
        "on",
        "during",
        "to",
        "after",
        "from",
        "with",
        "via",
        "through",
        "before",
        "by",
        "of",
        "since",
    )
)
_REACH = 25  # tokens that an adjunct between cue and content may take
_CLAUSE_REACH = 12  # tokens in which a bare clause shows its verb
# Adverbs with which a content can begin: "says more people", "called for further talks".
_DEGREE = frozenset(
    ("that", "how", "why", "more", "most", "further", "less", "only", "even", "just", "about")
) | {
    *(
        "almost",
        "nearly",
        "so",
        "too",
        "very",
        "enough",
        "no",
        "not",
        "now",
        "there",
        "all",
        "both",
        "still",
        "never",
    ),
}
_RELATIVE_TIME = frozenset(("last", "this", "next", "late", "early", "earlier", "that"))
_TIMES = frozenset(("week", "month", "year", "night", "morning", "afternoon", "evening", "weekend", "spring"))


def forward(view: View, sentence: Sentence, use: CueUse) -> tuple[Range, str] | None:
    """(content, frame) behind the cue, or None when nothing there can be its content."""
    start, frame = _start(view, sentence, use)
    if start is None or start >= sentence.last:
        return None
    end = end_of(view, sentence, use, start, frame)
    return ((start, end), frame) if end > start else None


def _start(view: View, sentence: Sentence, use: CueUse) -> tuple[int | None, str]:
    """Where the content begins, and the frame that it fills."""
    k, end = use.last, sentence.last
    frames = use.frames
    if k >= end:
        return None, ""
    if "addressee" in frames and not view.starts_quote(k):
        k = over_addressee(view, k, end)
    clause = "clause" in frames or "complement" in frames
    k = _over_time(view, k, end)
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
        return k, "that" if word == "that" and _opens_clause(view, k, end) else "clause"
    if word == "to" and k + 1 < end and not view.classes[k + 1] & (c.CAPITAL | c.DETERMINER | c.PRONOUN):
        return (k, "to") if "to" in frames or "addressee" in frames else (None, "")
    approximate = word in _DEGREE and k + 1 < end and view.classes[k + 1] & c.NUMBER  # "about 40 percent"
    if (bits & c.PREPOSITION or word in _ADJUNCT) and not approximate:
        if clause:
            found = _behind_adjunct(view, k, end)
            if found is not None:
                return found, "that" if view.lower[found] == "that" else "clause"
        if word in frames:
            return k + 1, word
        return None, ""
    if bits & c.TERMINATOR or (not bits & c.WORDLIKE and word not in ("$", "£", "€", "(")):
        return None, ""
    if clause and "complement" not in frames and not bits & (c.CONJUNCTION | c.SUBORDINATOR):
        if finite_within(view, k, end):
            return k, "clause"
        return k, "object" if "object" in frames else "bare"
    if "object" in frames and not bits & (c.CONJUNCTION | c.SUBORDINATOR | c.HELPING_VERB):
        return k, "object"
    return None, ""


def _over_time(view: View, k: int, end: int) -> int:
    """Behind what says when and how: "announced | late last month | that", "said | again | that"."""
    while k < end and view.inside[k] < 0:
        word, bits = view.lower[k], view.classes[k]
        following = view.lower[k + 1] if k + 1 < end else ""
        if word in _RELATIVE_TIME and (
            following in _TIMES or (k + 1 < end and view.classes[k + 1] & c.CALENDAR)
        ):
            k += 2
        elif bits & c.CALENDAR or (word in _TIMES and view.classes[k - 1] & c.CALENDAR):
            k += 1
        elif not view.is_adverb(k) or word in _DEGREE or (k + 1 < end and view.classes[k + 1] & c.NUMBER):
            break
        else:
            k += 1
    return k


def _opens_clause(view: View, k: int, end: int) -> bool:
    """Whether "that" at ``k`` is a complementizer: a subject or a plural follows, not "that day"."""
    return k + 1 < end and (finite_within(view, k + 1, end) or view.inside[k + 1] >= 0)


def finite_within(view: View, k: int, end: int) -> bool:
    """Whether what starts at ``k`` looks like a clause: a subject pronoun first, or a finite verb soon."""
    if view.classes[k] & c.SUBJECT_PRONOUN or view.lower[k] == "there":
        return k + 1 < end and bool(view.classes[k + 1] & (c.WORD | c.CLITIC))
    for i in range(k + 1, min(end, k + _CLAUSE_REACH)):
        if view.inside[i] >= 0 or view.lower[i] in (";", ":"):
            return False
        bits = view.classes[i]
        if bits & c.HELPING_VERB and not (bits & c.CLITIC and view.lower[i][1:] == "s"):
            return True
        if bits & c.SUBJECT_PRONOUN or (i in view.cue_at and view.cues[view.cue_at[i]].form in ("past", "s")):
            return True
        if bits & c.COMPLEMENTIZER or view.lower[i] in ("who", "which", "whose"):
            return False
    return False


def over_addressee(view: View, k: int, end: int) -> int:
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
        if word == "that" and view.classes[i - 1] & c.WORD_OR_NUMBER:
            return i
        if word == ":" and i + 1 < end:
            return i + 1
        if word in ("he", "she", "they", "it", "we", "i") and i > k + 1:
            return i
        if view.classes[i] & c.CALENDAR and i + 1 < end and view.classes[i + 1] & (c.DETERMINER | c.CAPITAL):
            return i + 1 if not view.classes[i + 1] & c.CALENDAR else None
        if word == "," and i + 1 < end and view.lower[i + 1] == "that":
            return i + 1
        if word in (",", ";") or view.classes[i] & c.HELPING_VERB:
            return None
    return None


_OPENERS = frozenset(("and", "but", "yet", "still", "instead", "meanwhile", "however"))


def backward(view: View, sentence: Sentence, end: int) -> Range | None:
    """The content in front of token ``end`` ("Sales were great | , he said"), from the sentence's start."""
    first = sentence.first
    if end - first > LONGEST and view.inside[end - 1] < 0:
        return None
    while first < end and view.inside[first] < 0:
        word, bits = view.lower[first], view.classes[first]
        if word in ("$", "£", "€", "#", "@", "(") or (bits & c.WORD_OR_NUMBER and word not in _OPENERS):
            break
        first += 1
    last = trim_end(view, first, end)
    return (first, last) if last > first else None
