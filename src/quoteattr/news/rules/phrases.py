"""Rules for phrases that frame a content: "according to X", "in X's words", "as X said"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, ends, subjects
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.tag_places import governor
from quoteattr.news.rules.view import FINITE, Range, View, span
from quoteattr.stage_values import CueUse, Sentence

_SOMEBODY = (
    c.CAPITAL
    | c.ROLE
    | c.GROUP
    | c.ORGANIZATION
    | c.DOCUMENT
    | c.MEDIA
    | c.PRONOUN
    | c.POSSESSIVE_PRONOUN
    | c.DETERMINER
)
_CLAUSE = c.HELPING_VERB | c.COMPLEMENTIZER | c.SUBJECT_PRONOUN | c.RELATIVE
_OPENER = c.DETERMINING | c.SUBJECT_PRONOUN  # of a clause
_JOINS = c.PREPOSITION | c.CONJUNCTION | c.DETERMINING
_GOES_ON = c.SUBORDINATOR | c.WH | c.RELATIVE | c.CONJUNCTION
_LONGEST_SOURCE = 9  # tokens of a source that no comma parts from its clause
_ASIDE = 8  # tokens from "which" to words in marks
_OCCASION = 20  # tokens of where and when somebody said it
_MARKS_BEHIND = frozenset((",", ":", "—", "–", "-"))
_MARKS_BEFORE = frozenset((",", "—", "–", "-", "("))


def according_to(view: View, number: int, use: CueUse) -> Proposal | None:
    """The phrase with its source behind it: "according to", "in the view of", "as reported by"."""
    sentence = view.sentences.spans[number]
    words = view.rule_words
    if view.lower[use.last - 1] not in words.source_phrase_ends or use.last >= sentence.last:
        return None
    if view.lower[use.first] not in words.source_phrase_starts:
        return None
    end = subjects.phrase_starting(view, use.last, sentence.last)
    if use.first == sentence.first:
        end = _head_source(view, use.last, end, sentence.last)
    elif not _opens_source(view, use.last, sentence.last):
        return None
    content = _of_source(view, sentence, use, end) if end > use.last else None
    if content is None:
        return None
    return Proposal("according-to", use, (use.last, _without_comma(view, use.last, end)), content, number)


def _of_source(view: View, sentence: Sentence, use: CueUse, end: int) -> tuple[Range, ...] | None:
    """What the source that ends before token ``end`` says: the rest of the sentence that begins with it."""
    content = framed(view, sentence, use.first, end)
    if content is not None or use.first != sentence.first:
        return content
    rest = span(end, ends.trim_end(view, end, min(sentence.last, end + ends.LONGEST)))
    return (rest,) if rest is not None else None


def _head_source(view: View, first: int, found: int, end: int) -> int:
    """Where the source ends at the head of a sentence: at a comma, with a clause behind it."""
    clause = _clause_behind(view, first, end)
    if clause is not None:
        return clause
    if found >= end - 1:
        # what looked like an apposition is the clause itself
        found = first
    if (found < end and view.lower[found] == ",") or (view.lower[found - 1] == "," and found > first):
        return found
    reach = min(end - 1, first + ends.LONGEST // 8)
    behind = _first_comma(view, max(found, first), reach)
    # or the apposition was the clause's beginning: "to Doe, | the sky went “dark” at noon"
    return behind if behind >= 0 else max(first, _first_comma(view, first, found))


def _clause_behind(view: View, first: int, end: int) -> int | None:
    """Where a clause begins that no comma parts from its source: "According to the guide | the best month is
    May"; None where a comma does."""
    comma = min(view.next_comma(first), end, view.next_quote(first))
    last = min(comma, first + _LONGEST_SOURCE)
    k = next((k for k in range(first + 1, last) if _opens_anew(view, k)), last)
    if k == last or view.cue_before(k, first) >= 0:
        return None
    verb = any(contents.is_helping(view, i) for i in range(k, comma))
    alone = first in view.name_at or view.bits_at(comma + 1, end) & _GOES_ON or comma == end
    return k if verb and alone else None


def _opens_anew(view: View, k: int) -> bool:
    """Whether the subject of a clause begins at ``k``: "the guide | the best", not "of | the guide"."""
    return bool(view.classes[k] & _OPENER) and k not in view.name_at and not view.classes[k - 1] & _JOINS


def _first_comma(view: View, first: int, last: int) -> int:
    """The first comma outside marks among the tokens ``first`` to ``last`` (exclusive); -1: none."""
    return next((i for i in range(first, last) if view.lower[i] == "," and view.inside[i] < 0), -1)


def _opens_source(view: View, k: int, end: int) -> bool:
    """Whether a source can start at ``k``: "according to | height" has none."""
    if view.classes[k] & _SOMEBODY or k in view.name_at:
        return True
    if any(view.classes[i] & (_SOMEBODY & ~c.DETERMINER) for i in range(k, min(end, k + 4))):
        return True
    return bool(view.classes[k] & c.WORD) and view.lower[k].endswith(view.rule_words.plural_endings)


def _without_comma(view: View, first: int, last: int) -> int:
    return last - 1 if last - 1 > first and view.lower[last - 1] == "," else last


def in_words_of(view: View, number: int, use: CueUse) -> Proposal | None:
    """The phrase with its owner inside: "in X's words", "in his view"."""
    sentence = view.sentences.spans[number]
    if use.group == use.first or view.lower[use.group] not in view.rule_words.owner_phrase_starts:
        return None
    owner = use.first - 1
    source: Range | None = (owner, owner + 1)
    if view.classes[owner] & c.CLITIC:
        found = subjects.phrase_ending(view, use.group + 1, owner - 1)
        source = (found[0], owner + 1) if found is not None else None
    content = framed(view, sentence, use.group, use.last)
    return Proposal("in-words-of", use, source, content, number) if source and content else None


def as_said(view: View, number: int, use: CueUse) -> Proposal | None:
    """A clause with "as": "The roof, as X said, leaked"."""
    sentence = view.sentences.spans[number]
    habit = use.infinitive and use.form == "base"  # "as she likes to say"
    if "clause" not in use.frames or (use.infinitive and not habit):
        return None
    subject = subjects.before(view, sentence, governor(view, sentence, use.group) if habit else use.group)
    if subject is None or (habit and not view.ends_quote(subject[0] - 2)):
        return None
    last = _over_occasion(view, use.last, sentence.last) if subject[0] - 1 == sentence.first else use.last
    if not _is_parenthesis(view, sentence, subject[0] - 1, last):
        return None
    content = framed(view, sentence, subject[0] - 1, last)
    return Proposal("as-said", use, subject, content, number) if content else None


def _over_occasion(view: View, k: int, end: int) -> int:
    """The comma behind where and when it was said: "As Doe said | in a speech to us in July |, it rained"."""
    if k >= end or view.lower[k] not in view.rule_words.occasion_openers:
        return k
    comma = view.next_comma(k)
    if comma >= min(end, k + _OCCASION) or view.next_quote(k) < comma:
        return k
    return k if any(_opens_clause(view, i) for i in range(k, comma)) else comma


def _opens_clause(view: View, i: int) -> bool:
    use = view.cue_on(i)
    return bool(view.classes[i] & _CLAUSE) or (use is not None and use.form in FINITE)


def _is_parenthesis(view: View, sentence: Sentence, first: int, last: int) -> bool:
    """Whether "as" stands at token ``first``, and marks enclose the tokens ``first`` to ``last``."""
    if first < sentence.first or view.lower[first] not in view.content_words.comparing:
        return False
    last = contents.over_time(view, last, sentence.last)
    if last < sentence.last and view.lower[last] != "," and not view.classes[last] & c.TERMINATOR:
        return False
    return first == sentence.first or view.lower[first - 1] == "," or view.ends_quote(first - 1)


def framed(view: View, sentence: Sentence, first: int, last: int) -> tuple[Range, ...] | None:
    """What the phrase at tokens ``first`` to ``last`` frames: the rest of its sentence."""
    rest = _behind_marks(view, last, min(sentence.last, last + ends.LONGEST))
    before = contents.backward(view, sentence, first) if first > sentence.first else None
    if before is None:
        return None if rest is None else (_before_aside(view, *rest),)
    return (before,) if rest is None or not _interrupts(view, first, rest[0]) else (before, rest)


def _behind_marks(view: View, first: int, last: int) -> Range | None:
    """What a comma, a colon or a dash at ``first`` sets apart, up to ``last``; None without such a mark."""
    start = first
    while start < last and view.inside[start] < 0 and view.lower[start] in _MARKS_BEHIND:
        start += 1
    return span(start, ends.trim_end(view, start, last)) if start > first else None


def _before_aside(view: View, first: int, last: int) -> Range:
    """What a phrase at the sentence's head frames, up to what somebody else says of it: "it is safe |, which
    Doe calls “a joke”"."""
    quote = view.next_quote(first)
    places = range(min(quote, last) - 1, max(first + 1, quote - _ASIDE), -1)
    k = next((k for k in places if view.lower[k - 1] == "," and view.classes[k] & (c.WH | c.RELATIVE)), last)
    told = quote < last and view.cue_before(quote, k + 1) >= 0
    return (first, k - 1) if told else (first, last)


def _interrupts(view: View, first: int, start: int) -> bool:
    """Whether a mark stands in front of the phrase at ``first``, and its content goes on at ``start``."""
    if view.lower[first - 1] not in _MARKS_BEFORE or start in view.cue_at:
        return False
    return not view.classes[start] & (c.CONJUNCTION | c.WH)
