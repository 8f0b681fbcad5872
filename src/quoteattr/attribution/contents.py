"""Where the content of a cue starts and ends, as token ranges of its sentence."""

from __future__ import annotations

from quoteattr.attribution import subjects
from quoteattr.attribution.view import View
from quoteattr.lang import classes as c
from quoteattr.types import CueUse, Sentence

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
_INSERTION = 60  # tokens between two dashes
_NEAR = 5  # tokens of a subject in front of its cue
_SUBJECT_REACH = 9  # tokens within which a new report shows its cue
LONGEST = 400  # tokens of a content outside quotation marks

# What follows a comma where contents end more often than not, by kind of content (counted on PolNeAR train).
_AFTER_COMMA = {
    "that": frozenset(("saying",)),
    "clause": frozenset(("saying", "which", "where", "when", "despite")),
    "object": frozenset(("saying", "which", "who", "the", "a", "when", "even", "despite", "where")),
}
_BEFORE_PARTICIPLE = frozenset(("and", "but", "by", "while", "before", "after", "when"))
_SURE_CUE = 0.5
_ENDS = {"that": frozenset[str](), "clause": frozenset[str](), "object": frozenset(("until", "despite"))}
# the only words at which a content may end: all that ``_stops`` and ``_another_participle`` look for
_MAY_END = _BEFORE_PARTICIPLE | _DASHES | _ENDS["object"] | {",", ";", "―", "according"}


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


def end_of(view: View, sentence: Sentence, use: CueUse, start: int, frame: str) -> int:
    """The token behind the content that starts at ``start``."""
    last = min(sentence.last, start + LONGEST)
    k = start
    if frame == "quotation" or view.starts_quote(start):
        frame = "quotation"
        k = view.quote_end(start)
        if whole_sentence_quoted(view, start, k):
            return k
    kind = _kind_of(view, start, frame)
    fronted = _is_fronted(view, sentence, use)
    lower, inside = view.lower, view.inside
    while k < last:
        if inside[k] >= 0:
            quote = k
            k = view.quote_end(k)
            closed = k < last and view.lower[k - 2] == "," and k - 2 > quote
            if closed and (fronted or _stops_at_comma(view, k, last, kind)):
                break
            continue
        word = lower[k]
        if word in _MAY_END and k > start:
            if (fronted and word == ",") or _stops(view, start, k, last, kind):
                break
            if _another_participle(view, use, k, last):
                break
        k += 1
    return trim_end(view, start, k)


def _is_fronted(view: View, sentence: Sentence, use: CueUse) -> bool:
    """Whether the cue stands in a clause in front of the main one: "When she said so, …"."""
    opening = view.classes[sentence.first]
    if use.form == "ing" and use.first == sentence.first:
        return True
    if not opening & (c.SUBORDINATOR | c.WH) or use.first - sentence.first > _REACH:
        return False
    return view.lower[sentence.first] != "as" and "," not in view.lower[sentence.first : use.first]


def _another_participle(view: View, use: CueUse, k: int, last: int) -> bool:
    """Whether a report of the same subject goes on at ``k``: "… and warning that", "… by saying that"."""
    if k + 1 >= last or view.lower[k] not in _BEFORE_PARTICIPLE:
        return False
    found = view.cue_at.get(skip_adverbs(view, k + 1, last))
    if found is None or view.cues[found].form != "ing":
        return False
    return use.form == "ing" if view.lower[k] in ("and", "but") else view.cues[found].precision >= _SURE_CUE


def _kind_of(view: View, start: int, frame: str) -> str:
    """What kind of stretch the content is: a "that" clause, a bare clause or an object."""
    if frame == "quotation":
        return "clause"
    if frame not in ("clause", "that"):
        return "object"
    return "that" if view.lower[start] == "that" else "clause"


def whole_sentence_quoted(view: View, first: int, last: int) -> bool:
    """Whether the quotation at these tokens is a sentence of its own: capital first, its end marked."""
    opening = view.classes[first + 1] if first + 1 < last else 0
    closing = view.lower[last - 2] if last - 2 > first else ""
    return bool(opening & c.CAPITAL) and closing[-1:] in (".", "!", "?", ",", "…")


def _stops(view: View, start: int, k: int, last: int, kind: str) -> bool:
    """Whether the content ends in front of token ``k``: mostly by what counts show for what follows."""
    word = view.lower[k]
    if word == ",":
        return k + 1 < last and _stops_at_comma(view, k + 1, last, kind)
    if word == ";":
        return True
    if view.is_dash(k):
        return not _paired_dash(view, start, k, last)
    if word == "according":
        return True
    if word in ("and", "but") and k + 1 < last:
        if kind == "that":
            return False
        if kind == "object" and view.classes[k + 1] & c.HELPING_VERB:
            return True
        return _report_at(view, k + 1, last) or (kind == "object" and word == "but")
    return word in _ENDS[kind]


def _paired_dash(view: View, start: int, k: int, last: int) -> bool:
    """Whether the dash at ``k`` opens or closes an insertion of the content itself."""
    before = sum(1 for i in range(max(start, k - _INSERTION), k) if view.is_dash(i))
    return before % 2 == 1 or any(view.is_dash(i) for i in range(k + 1, min(last, k + _INSERTION)))


def _stops_at_comma(view: View, n: int, last: int, kind: str) -> bool:
    """Whether the content ends at a comma in front of token ``n``."""
    word, bits = view.lower[n], view.classes[n]
    if view.inside[n] >= 0:
        return False
    following = view.cue_at.get(skip_adverbs(view, n, last))
    if following is not None:
        other = view.cues[following]
        if (other.form == "ing" and other.precision >= _SURE_CUE) or other.lemma == "according to":
            return True
    if word in _AFTER_COMMA[kind]:
        return True
    if word in ("and", "but"):
        if _report_at(view, n + 1, last):
            return True
        if word == "but" and (kind == "object" or view.classes[min(n + 1, last - 1)] & c.SUBJECT_PRONOUN):
            return True
        if kind == "object" and view.classes[min(n + 1, last - 1)] & (c.SUBJECT_PRONOUN | c.HELPING_VERB):
            return True
        return _report_within(view, n + 1, last, 0.5 if word == "but" or kind == "object" else 0.7)
    if word in ("while", "whereas", "as", "although", "though"):
        return (kind == "object" and word != "as") or _report_within(view, n + 1, last, 0.35)
    if _report_within(view, n, min(last, n + _NEAR), 0.6):
        return True
    if kind == "object":
        return bool(bits & c.SUBJECT_PRONOUN) or (word.endswith(("ing", "ed")) and not bits & c.CAPITAL)
    return False


def _report_within(view: View, k: int, last: int, precision: float) -> bool:
    """Whether a new report with a subject of its own starts at ``k``: "… while others believe"."""
    for i in range(k, min(last, k + _SUBJECT_REACH)):
        if view.inside[i] >= 0 or view.lower[i] in (",", ";"):
            return False
        found = view.cue_at.get(i)
        if found is not None:
            use = view.cues[found]
            return use.form in ("past", "s", "base") and not use.infinitive and use.precision >= precision
    return False


def _report_at(view: View, k: int, last: int) -> bool:
    """Whether a cue, with at most a pronoun before it, follows "and": "… and added that"."""
    if k < last and view.classes[k] & c.SUBJECT_PRONOUN:
        k += 1
    return new_report(view, k, last)


def new_report(view: View, k: int, last: int) -> bool:
    """Whether a finite cue without a subject of its own stands at ``k``."""
    found = view.cue_at.get(skip_adverbs(view, k, last))
    return found is not None and view.cues[found].form in ("past", "s") and not view.cues[found].passive


def skip_adverbs(view: View, k: int, last: int) -> int:
    """``k`` or the token behind adverbs and auxiliaries that start there."""
    last = min(last, k + _REACH)
    while k < last and view.inside[k] < 0 and (view.is_adverb(k) or view.classes[k] & c.HELPING_VERB):
        if k in view.cue_at:
            break
        k += 1
    return k


def trim_end(view: View, start: int, end: int) -> int:
    """``end`` without punctuation that closes the sentence, not the content."""
    while end > start and view.inside[end - 1] < 0:
        bits, word = view.classes[end - 1], view.lower[end - 1]
        if bits & c.TERMINATOR or word in (",", ";", ":", "-", "–", "—", "--"):
            if word == "." and end - 2 >= start and view.classes[end - 2] & c.SHORTENED:
                break
            end -= 1
        else:
            break
    return end


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
