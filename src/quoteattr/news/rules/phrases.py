"""Rules for phrases that frame a content: "according to X", "in X's words", "as X said"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, ends, subjects
from quoteattr.news.rules.proposals import Draft, Range
from quoteattr.news.rules.view import View
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


def according_to(view: View, number: int, use: CueUse) -> Draft | None:
    """The phrase with its source behind it: "according to", "in the view of", "as reported by"."""
    sentence = view.sentences.spans[number]
    if view.lower[use.last - 1] not in ("to", "of", "by", "in"):
        return None
    if view.lower[use.first] not in ("according", "in", "as"):
        return None
    if use.last >= sentence.last:
        return None
    source_end = subjects.phrase_starting(view, use.last, sentence.last)
    if use.first == sentence.first:
        source_end = _head_source(view, use.last, source_end, sentence.last)
    elif not _opens_source(view, use.last, sentence.last):
        return None
    if source_end == use.last:
        return None
    content = framed(view, sentence, use.first, source_end)
    if content is None:
        return None
    return Draft("according-to", use, (use.last, _without_comma(view, use.last, source_end)), content, number)


def _head_source(view: View, first: int, found: int, end: int) -> int:
    """Where the source ends at the head of a sentence: at a comma, with a clause behind it."""
    if found >= end - 1:
        # what looked like an apposition is the clause itself
        found = first
    if (found < end and view.lower[found] == ",") or (view.lower[found - 1] == "," and found > first):
        return found
    reach = range(max(found, first), min(end - 1, first + ends.LONGEST // 8))
    return next((i for i in reach if view.lower[i] == "," and view.inside[i] < 0), first)


def _opens_source(view: View, k: int, end: int) -> bool:
    """Whether a source can start at ``k``: "according to | height" has none."""
    if view.classes[k] & _SOMEBODY or k in view.name_at:
        return True
    return any(view.classes[i] & (_SOMEBODY & ~c.DETERMINER) for i in range(k, min(end, k + 4))) or (
        view.lower[k].endswith("s") and bool(view.classes[k] & c.WORD)
    )


def in_words_of(view: View, number: int, use: CueUse) -> Draft | None:
    """The phrase with its owner inside: "in X's words", "in his view"."""
    sentence = view.sentences.spans[number]
    if view.lower[use.group] != "in" or use.group == use.first:
        return None
    owner = use.first - 1
    source: Range | None = (owner, owner + 1)
    if view.classes[owner] & c.CLITIC:
        found = subjects.phrase_ending(view, use.group + 1, owner - 1)
        source = (found[0], owner + 1) if found is not None else None
    content = framed(view, sentence, use.group, use.last)
    return Draft("in-words-of", use, source, content, number) if source and content else None


def as_said(view: View, number: int, use: CueUse) -> Draft | None:
    """A clause with "as": "The roof, as X said, leaked"."""
    sentence = view.sentences.spans[number]
    if "clause" not in use.frames or use.infinitive:
        return None
    subject = subjects.before(view, sentence, use.group)
    if subject is None or subject[0] <= sentence.first or view.lower[subject[0] - 1] != "as":
        return None
    first = subject[0] - 1
    if use.last < sentence.last and view.lower[use.last] != "," and not view.classes[use.last] & c.TERMINATOR:
        return None
    if first > sentence.first and view.lower[first - 1] != ",":
        return None
    content = framed(view, sentence, first, use.last)
    return Draft("as-said", use, subject, content, number) if content else None


def framed(view: View, sentence: Sentence, first: int, last: int) -> tuple[Range, ...] | None:
    """What the phrase at tokens ``first`` to ``last`` frames: the rest of its sentence."""
    end = min(sentence.last, last + ends.LONGEST)
    start = last
    while start < end and view.inside[start] < 0 and view.lower[start] in (",", ":", "—", "–", "-"):
        start += 1
    before = contents.backward(view, sentence, first) if first > sentence.first else None
    closed = start > last
    if before is None:
        if not closed:
            return None
        stop = ends.trim_end(view, start, end)
        return ((start, stop),) if stop > start else None
    interrupts = closed and view.lower[first - 1] in (",", "—", "–", "-", "(") and start < end
    if not interrupts or view.classes[start] & (c.CONJUNCTION | c.WH) or start in view.cue_at:
        return (before,)
    stop = ends.trim_end(view, start, end)
    return (before, (start, stop)) if stop > start else (before,)


def _without_comma(view: View, first: int, last: int) -> int:
    return last - 1 if last - 1 > first and view.lower[last - 1] == "," else last
