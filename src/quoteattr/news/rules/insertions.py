"""The subject of a cue that is inserted into a sentence, or into which something is inserted."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.subjects import CLOSES_INSERTION, before
from quoteattr.news.rules.view import FINITE, Range, View
from quoteattr.stage_values import CueUse

_TWO = 2  # tokens of ", he"
_BEFORE_OBJECT = c.PREPOSITION | c.HELPING_VERB | c.CONJUNCTION


def with_insertion(view: View, use: CueUse, source: Range) -> Range:
    """The source; the whole subject where that is inserted: "Doe, speaking after | the march |, said"; the
    pronoun where a clause of its own is: "| Doe, he added, “ducked”"."""
    if _is_own_clause(view, use):
        return (use.group - 1, use.group)
    subject = _before_insertion(view, use)
    if subject is None or not subject[0] < source[0] < source[1] <= use.group:
        return source
    he = source[1] - source[0] == 1 and view.classes[source[0]] & c.SUBJECT_PRONOUN
    return source if he or source[0] <= view.next_comma(subject[0]) else subject


def _is_own_clause(view: View, use: CueUse) -> bool:
    """Whether a pronoun and the cue alone stand between commas: ", he added,"."""
    if use.passive or use.form not in FINITE or use.group < _TWO or use.last >= len(view.lower):
        return False
    commas = view.lower[use.group - _TWO] == "," == view.lower[use.last]
    return commas and bool(view.classes[use.group - 1] & c.SUBJECT_PRONOUN)


def _before_insertion(view: View, use: CueUse) -> Range | None:
    """The subject of a finite cue right behind what is inserted: "| Doe, a doctor, | said"."""
    sentence = view.sentences.spans[view.sentence_at(use.group)]
    if use.passive or use.form not in FINITE or use.group == sentence.first:
        return None
    found = before(view, sentence, use.group) if view.lower[use.group - 1] in CLOSES_INSERTION else None
    inner = found and found[0] > sentence.first and view.classes[found[0] - 1] & _BEFORE_OBJECT
    opens = found and found[0] == sentence.first + 1 and view.classes[found[0] - 1] & c.CONJUNCTION
    # "on the way to | Brae, Ana Doe, a guide, | said": Brae is no subject
    return None if inner and not opens else found
