"""The content of a cue as tokens of its sentence: where it starts, and what stands in front of a tag."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.ends import LONGEST, end_of, trim_end
from quoteattr.news.rules.view import DASHES, Range, View, span
from quoteattr.stage_values import CueUse, Sentence

Start = tuple[int | None, str]
"""Where a content begins, and the frame that it fills; None and "" where there is no content."""

_NOWHERE: Start = (None, "")
_MARKS = DASHES | {",", ":"}
_BEFORE_A_NUMBER = frozenset("$£€(")
_BEFORE_A_WORD = frozenset("$£€#@(")
_REACH = 25  # tokens that an adjunct between cue and content may take
_PHRASE = 3  # tokens of a cue that ends with a noun: "said in an interview"
_CLAUSE_REACH = 12  # tokens in which a bare clause shows its verb


def forward(view: View, sentence: Sentence, use: CueUse) -> tuple[Range, str] | None:
    """(content, frame) behind the cue, or None when nothing there can be its content."""
    start, frame = _start(view, sentence, use)
    if start is None or start >= sentence.last:
        return None
    end = end_of(view, sentence, use, start, frame)
    return ((start, end), frame) if end > start else None


def takes_clause(use: CueUse) -> bool:
    """Whether a clause can follow the cue without "that": "said it rained"."""
    return "clause" in use.frames or "complement" in use.frames


def _start(view: View, sentence: Sentence, use: CueUse) -> Start:
    k, end = use.last, sentence.last
    if k >= end:
        return _NOWHERE
    if "addressee" in use.frames and not view.starts_quote(k):
        k = over_addressee(view, k, end)
    k = _over_attribute(view, use, over_time(view, k, end), end)
    if k >= end:
        return _NOWHERE
    for opening in OPENINGS:
        found = opening.start(view, use, k, end)
        if found is not None:
            return found
    return _NOWHERE


def _over_attribute(view: View, use: CueUse, k: int, end: int) -> int:
    """Behind a participle that tells more of the cue's noun: "said in a speech | marking May Day | that"."""
    if use.last - use.first < _PHRASE or k >= end or view.inside[k] >= 0 or k in view.cue_at:
        return k
    if not view.lower[k].endswith(view.rule_words.verb_endings):
        return k
    return _behind_adjunct(view, k, end) or k


# ------------------------------------------------------- what the content begins with: the rows of OPENINGS


def _at_quotation(view: View, use: CueUse, k: int, end: int) -> Start | None:
    return (k, "quotation") if view.starts_quote(k) else None


def _at_mark(view: View, use: CueUse, k: int, end: int) -> Start | None:
    word = view.lower[k]
    if word not in _MARKS:
        return None
    if k + 1 < end and view.starts_quote(k + 1):
        return k + 1, "quotation"
    if not takes_clause(use):
        return _NOWHERE
    if word == ":" and k + 1 < end:
        return k + 1, "clause"
    return _behind_insertion(view, k, end)


def _at_conjunction(view: View, use: CueUse, k: int, end: int) -> Start | None:
    word = view.lower[k]
    if word in view.content_words.complementizers:
        return k, "that" if _opens_clause(view, k, end) else "clause"
    if word in view.content_words.question_words and takes_clause(use):
        return k, "clause"
    return None


def _at_infinitive(view: View, use: CueUse, k: int, end: int) -> Start | None:
    if k + 1 >= end or view.lower[k] not in view.content_words.infinitive_markers:
        return None
    if view.classes[k + 1] & (c.CAPITAL | c.DETERMINER | c.PRONOUN):
        return None
    return (k, "to") if "to" in use.frames or "addressee" in use.frames else _NOWHERE


def _at_adjunct(view: View, use: CueUse, k: int, end: int) -> Start | None:
    word, words = view.lower[k], view.content_words
    if not (view.classes[k] & c.PREPOSITION or word in words.adjunct_openers):
        return None
    if word in words.degree_words and view.bits_at(k + 1, end) & c.NUMBER:  # "about 40 percent"
        return None
    found = _behind_adjunct(view, k, end) if takes_clause(use) else None
    if found is not None:
        return found, "that" if view.lower[found] in words.complementizers else "clause"
    return (k + 1, word) if word in use.frames else _NOWHERE


def _at_no_word(view: View, use: CueUse, k: int, end: int) -> Start | None:
    bits = view.classes[k]
    readable = bits & c.WORDLIKE or view.lower[k] in _BEFORE_A_NUMBER
    return None if readable and not bits & c.TERMINATOR else _NOWHERE


def _at_clause(view: View, use: CueUse, k: int, end: int) -> Start | None:
    if "clause" not in use.frames or "complement" in use.frames:
        return None
    if view.classes[k] & (c.CONJUNCTION | c.SUBORDINATOR):
        return None
    if finite_within(view, k, end):
        return k, "clause"
    return k, "object" if "object" in use.frames else "bare"


def _at_object(view: View, use: CueUse, k: int, end: int) -> Start | None:
    if view.classes[k] & (c.CONJUNCTION | c.SUBORDINATOR | c.HELPING_VERB):
        return None
    return (k, "object") if "object" in use.frames else None


@frozen(eq=False)
class Opening:
    """What a content may begin with; ``start`` gives None where the token is another row's matter.

    In ``example`` the row decides for the first cue, and ``content`` is what that cue reports ("" for
    nothing): the tests replay it.
    """

    name: str
    example: str
    content: str
    start: Callable[[View, CueUse, int, int], Start | None]


# The first row that gives anything decides. Marks and the words that open a clause come before the classes of
# words: "that" is a pronoun, too, and "to" a preposition.
OPENINGS: tuple[Opening, ...] = (
    Opening("a quotation", "Ana Ruiz said “the well is dry”.", "“the well is dry”", _at_quotation),
    Opening("a mark", "Ana Ruiz said: the well is dry.", "the well is dry", _at_mark),
    Opening("a conjunction", "Ana Ruiz said that it rained.", "that it rained", _at_conjunction),
    Opening("an infinitive", "Ana Ruiz promised to come.", "to come", _at_infinitive),
    Opening("an adjunct", "Ana Ruiz said at a meeting that it rained.", "that it rained", _at_adjunct),
    Opening("no word", "Ana Ruiz said / wrote.", "", _at_no_word),
    Opening("a clause", "Ana Ruiz said it rained.", "it rained", _at_clause),
    Opening("an object", "Ana Ruiz attacked the vote.", "the vote", _at_object),
)


# ------------------------------------------------------------------- what stands between cue and content


def over_addressee(view: View, k: int, end: int) -> int:
    """Behind the person told: "told | reporters in Ohio | that"."""
    if k >= end:
        return k
    if view.lower[k] in view.content_words.object_pronouns:
        return k + 1
    if view.inside[k] < 0 and not view.classes[k] & (c.COMPLEMENTIZER | c.PREPOSITION | c.WH):
        return subjects.phrase_starting(view, k, end)
    return k


def over_time(view: View, k: int, end: int) -> int:
    """Behind what says when and how: "announced | late last month | that", "said | on Monday | that"."""
    while k < end and view.inside[k] < 0:
        step = _time_at(view, k, end)
        if not step:
            break
        k += step
    return k


def _time_at(view: View, k: int, end: int) -> int:
    """How many tokens at ``k`` say when or how: 2 of "last month", 1 of "Monday" or "again", else 0."""
    word, words = view.lower[k], view.content_words
    if word in words.relative_times and (
        view.word_at(k + 1, end) in words.time_nouns or view.bits_at(k + 1, end) & c.CALENDAR
    ):
        return 2
    if view.classes[k] & c.CALENDAR or (word in words.time_nouns and view.classes[k - 1] & c.CALENDAR):
        return 1
    if word in words.date_prepositions and view.bits_at(k + 1, end) & c.CALENDAR:
        return 2
    if not view.is_adverb(k) or word in words.degree_words or _leads_to_noun(view, k, end):
        return 0
    return 0 if view.bits_at(k + 1, end) & c.NUMBER else 1


def _leads_to_noun(view: View, k: int, end: int) -> bool:
    """Whether an adverb is a preposition here: "said | in | the statement", "wrote | on | his page"."""
    return bool(view.classes[k] & c.PREPOSITION and view.bits_at(k + 1, end) & c.DETERMINING)


def _behind_insertion(view: View, k: int, end: int) -> Start:
    """Content behind "…, in a sign of the times, that"; only "that" or a quotation is sure enough."""
    for i in range(k + 1, min(end, k + _REACH)):
        if view.inside[i] >= 0:
            announced = view.lower[i - 1] in (",", ":") and view.starts_quote(i)
            return (i, "quotation") if announced else _NOWHERE
        if view.lower[i] == "," and view.word_at(i + 1, end) in view.content_words.complementizers:
            return i + 1, "clause"
    return _NOWHERE


def _behind_adjunct(view: View, k: int, end: int) -> int | None:
    """Content behind "in an interview with …": at "that", a quotation, a colon or a new subject."""
    words = view.content_words
    for i in range(k + 1, min(end, k + _REACH)):
        if view.inside[i] >= 0:
            before = view.lower[i - 1]
            return i if before in (",", ":") or before in words.complementizers else None
        if _begins_content(view, k, i):
            return i
        if _introduces(view, i, end):
            return i + 1
        if _ends_adjunct(view, i, end):
            # "during a visit to Lund, Ohio, | that"
            return _behind_insertion(view, i, end)[0] if view.lower[i] == "," else None
    return None


def _begins_content(view: View, k: int, i: int) -> bool:
    """Whether "that" or a new subject stands at ``i``, and not right behind the preposition at ``k``."""
    word, words = view.lower[i], view.content_words
    if word in words.complementizers:
        return bool(view.classes[i - 1] & c.WORD_OR_NUMBER)
    return word in words.new_subjects and i > k + 1


def _introduces(view: View, i: int, end: int) -> bool:
    """Whether a content begins right behind token ``i``: a colon, ", that", "in May | the rain"."""
    if i + 1 >= end:
        return False
    word, following = view.lower[i], view.classes[i + 1]
    if word in (",", ":"):
        return word == ":" or view.lower[i + 1] in view.content_words.complementizers
    opens = following & (c.DETERMINER | c.CAPITAL) and not following & c.CALENDAR
    return bool(view.classes[i] & c.CALENDAR and opens)


def _ends_adjunct(view: View, i: int, end: int) -> bool:
    """Whether no content follows: a comma, a verb, or a date with another one behind it ("Friday April")."""
    bits, following = view.classes[i], view.bits_at(i + 1, end)
    if view.lower[i] in (",", ";") or is_helping(view, i):
        return True
    return bool(bits & following & c.CALENDAR and following & (c.DETERMINER | c.CAPITAL))


# ----------------------------------------------------------------------------------------------- clauses


def _opens_clause(view: View, k: int, end: int) -> bool:
    """Whether "that" at ``k`` is a complementizer: a subject or a plural follows, not "that day"."""
    return k + 1 < end and (finite_within(view, k + 1, end) or view.inside[k + 1] >= 0)


def finite_within(view: View, k: int, end: int) -> bool:
    """Whether what starts at ``k`` looks like a clause: a subject pronoun first, or a finite verb soon."""
    words = view.content_words
    if view.classes[k] & c.SUBJECT_PRONOUN or view.lower[k] in words.dummy_subjects:
        return bool(view.bits_at(k + 1, end) & (c.WORD | c.CLITIC))
    for i in range(k + 1, min(end, k + _CLAUSE_REACH)):
        if view.inside[i] >= 0 or view.lower[i] in (";", ":"):
            return False
        if _shows_clause(view, i):
            return True
        if view.classes[i] & c.COMPLEMENTIZER or view.lower[i] in words.clause_relatives:
            return False
    return False


def is_helping(view: View, i: int) -> bool:
    """Whether token ``i`` is a helping verb, not the "'s" of an owner."""
    return bool(view.classes[i] & c.HELPING_VERB) and not view.is_possessive(i)


def _shows_clause(view: View, i: int) -> bool:
    """Whether token ``i`` is a finite verb or a subject: one that a clause has, and a plain object lacks."""
    bits = view.classes[i]
    if bits & c.SUBJECT_PRONOUN or is_helping(view, i):
        return True
    return i in view.cue_at and view.cues[view.cue_at[i]].form in ("past", "s")


def backward(view: View, sentence: Sentence, end: int) -> Range | None:
    """The content in front of token ``end`` ("Sales were great | , he said"), from the sentence's start."""
    first = sentence.first
    if end - first > LONGEST and view.inside[end - 1] < 0:
        return None
    openers = view.content_words.sentence_openers
    while first < end and view.inside[first] < 0:
        word = view.lower[first]
        if word in _BEFORE_A_WORD or (view.classes[first] & c.WORD_OR_NUMBER and word not in openers):
            break
        first += 1
    return span(first, trim_end(view, first, end))
