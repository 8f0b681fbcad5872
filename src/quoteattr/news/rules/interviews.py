"""Quotations without a cue that answer the author: "I said that I was. | “Come in.”"."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.uncued import acting_at, is_all_there, sentence_before
from quoteattr.news.rules.view import Range, View
from quoteattr.stage_values import Sentence


def answers_author(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The run as an answer to the author ("I asked …"), a sentence of its own: by whoever is asked or acts
    then ("When I asked, she squinted."), else by the last speaker but the author."""
    n = sentence_before(view, number)
    if n < 0 or not is_all_there(view, number, run):
        return None
    sentence = view.sentences.spans[n]
    me = _speaking_author(view, sentence)
    source = _asked_by_author(view, me, sentence.last) or _others(view, before) if me >= 0 else None
    return Proposal("answers-author", None, source, (run,), number, "quotation") if source else None


def _asked_by_author(view: View, me: int, end: int) -> Range | None:
    """Who acts behind a comma, or is asked, in the sentence of the author's "I" at token ``me``."""
    commas = (i for i in range(me + 2, end) if view.lower[i] == ",")
    acting = next(filter(None, (acting_at(view, i + 1, end) for i in commas)), None)
    use = view.cue_on(me + 1)
    asked = use is not None and "addressee" in use.frames
    return acting or (subjects.person_before(view, me + 2, end) if asked else None)


def _others(view: View, before: Sequence[Proposal]) -> Range | None:
    """The source of the last of ``before`` that is not the author."""
    spoke = [one.source for one in before if one.source is not None]
    return next((source for source in reversed(spoke) if not _is_author(view, source[0])), None)


def _speaking_author(view: View, sentence: Sentence) -> int:
    """The token of the "I" that says something in a sentence of the narration; -1 where none does."""
    for i in range(sentence.first, sentence.last - 1):
        if _is_author(view, i) and view.inside[i] < 0 and view.classes[i + 1] & c.REPORTING_VERB:
            return i
    return -1


def _is_author(view: View, i: int) -> bool:
    facts = view.pronoun_at(i)
    return facts.get("person") == 1 and facts.get("number") != "plural"
