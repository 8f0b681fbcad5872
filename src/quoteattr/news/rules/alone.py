"""The subject proper in a phrase that stands in front of a verb."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules.view import Range, View
from quoteattr.stage_values import Sentence


def alone(view: View, sentence: Sentence, found: Range) -> Range:
    """The subject without an adverb behind it, and without what belongs to another clause in front."""
    return _behind_and(view, sentence, found) or _before_adverb(view, found)


def _before_adverb(view: View, found: Range) -> Range:
    """The phrase, or the person alone with whom a clause begins: "Doe | still serves on the board"."""
    name = view.name_at.get(found[0])
    last = view.names[name].last if name is not None and view.names[name].mention.kind == "name" else found[1]
    cut = last < found[1] and view.is_adverb(last) and not view.classes[last] & c.CAPITAL
    return (found[0], last) if cut else found


def _behind_and(view: View, sentence: Sentence, found: Range) -> Range | None:
    """The person behind an "and" that joins two clauses: "He played under coach Roe and | Doe | said"."""
    before = found[0] - 1
    if before <= sentence.first or not view.classes[before] & c.PREPOSITION:
        return None
    number = view.name_at.get(found[1] - 1)
    name = view.names[number] if number is not None else None
    if name is None or name.mention.kind != "name" or name.first <= found[0]:
        return None
    return (name.first, found[1]) if view.lower[name.first - 1] in view.content_words.noun_joiners else None
