"""What a court is told: "The inquest heard that he fell", "He fell, the jury was told"."""

from __future__ import annotations

from attrs import evolve

from quoteattr.news.rules import contents, subjects
from quoteattr.news.rules.proposals import CLEAR, Proposal, holds_quote
from quoteattr.news.rules.rows import HEARD, is_on
from quoteattr.news.rules.tags import content_first
from quoteattr.news.rules.view import FINITE, Range, View, cues_in_sentences, span
from quoteattr.stage_values import CueUse, Sentence

_PRECISION = 0.9  # of a cue whose subject is a court: it hears what somebody says


def heard_in_court(view: View) -> list[Proposal]:
    """One for each cue of a court that hears, in text order; words in marks are left to other rules."""
    if not is_on(view, HEARD):
        return []
    uses = [(number, use) for number, use in cues_in_sentences(view) if _hears(view, use)]
    found = [_heard(view, number, use) for number, use in uses]
    return [one for one in found if one is not None and not holds_quote(view, one)]


def _hears(view: View, use: CueUse) -> bool:
    if use.infinitive or use.negated or use.form not in (*FINITE, "participle"):
        return False
    return use.lemma in (view.rule_words.hearing_told if use.passive else view.rule_words.hearing)


def _heard(view: View, number: int, use: CueUse) -> Proposal | None:
    sentence = view.sentences.spans[number]
    court = subjects.before(view, sentence, use.group)
    if court is None or not _is_court(view, court):
        return None
    if use.passive and view.word_at(use.last, sentence.last) in view.rule_words.agent_prepositions:
        return None  # "was told by a doctor": that is a rule of its own
    # the court hears what is said: the verb does not report otherwise, and a passive one stands in tags, too
    told = evolve(use, passive=False, precision=_PRECISION, frames=("clause",))
    found = contents.forward(view, sentence, told)
    if found is not None and found[1] in ("that", "clause"):
        source = _witness(view, sentence, use) or court
        return Proposal(HEARD, told, source, (found[0],), number, "clause", CLEAR)
    tag = content_first(view, number, told) if found is None else None
    if tag is None or tag.source != court:
        return None
    return evolve(tag, rule=HEARD, features=CLEAR)


def _is_court(view: View, phrase: Range) -> bool:
    bodies = view.rule_words.hearing_bodies
    return any(view.lower[i] in bodies for i in range(*phrase))


def _witness(view: View, sentence: Sentence, use: CueUse) -> Range | None:
    """Who tells the court: "heard from | Dr Doe | that he fell"."""
    if view.word_at(use.last, sentence.last) not in view.rule_words.witness_prepositions:
        return None
    return span(use.last + 1, subjects.phrase_starting(view, use.last + 1, sentence.last))
