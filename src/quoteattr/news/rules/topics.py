"""Answers whose paragraph says only what they are about: "On the well: “It is dry.”", "Asked who paid: …".

Whoever spoke before speaks on; somebody whom the topic names does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.ends import is_all_of_sentence
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.reports import sentence_subject
from quoteattr.news.rules.view import FINITE, MOSTLY, Range, View

_LONGEST = 25  # tokens of a topic
_PARAGRAPHS = 3  # from the speaker's last words to the topic
_OPENS_CLAUSE = c.WH | c.COMPLEMENTIZER | c.SUBORDINATOR | c.RELATIVE


def is_topic(view: View, quote: int) -> bool:
    """Whether the quotation that token ``quote`` opens stands behind a topic and a colon."""
    colon = quote - 1
    if colon <= 0 or view.lower[colon] != ":" or view.inside[colon] >= 0:
        return False
    first = view.tokens_of(view.paragraph_of(quote))[0]
    if not first < colon <= first + _LONGEST or any(view.inside[i] >= 0 for i in range(first, colon)):
        return False
    if view.classes[first] & (c.CONJUNCTION | c.SUBORDINATOR) and first + 1 < colon:
        first += 1  # "And on the well: …", "When asked who paid: …"
    words = view.rule_words
    opened = view.lower[first] in words.topic_openers or view.lower[first] in words.topic_questions
    return opened and not any(_is_report(view, first, i) for i in range(first + 1, colon))


def _is_report(view: View, first: int, i: int) -> bool:
    """Whether the cue at token ``i`` reports, and stands in no clause of the topic from ``first`` on."""
    use = view.cue_on(i)
    if use is None or use.form not in FINITE or use.passive or use.infinitive or use.precision < MOSTLY:
        return False
    subject = subjects.before(view, view.sentences.spans[view.sentence_at(i)], use.group)
    if subject is None:
        k = use.group - 1  # "Asked who paid, Doe smiled and said: …", "…, Doe, the club's chair, said: …"
        return bool(view.classes[k] & c.CONJUNCTION) or view.lower[k] == ","
    return subject[0] > first and not view.classes[subject[0] - 1] & _OPENS_CLAUSE


def on_topic(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The run behind a topic: its speaker is whoever spoke last, else the subject of the sentence before."""
    if not is_topic(view, run[0]):
        return None
    return Proposal("topic", None, _speaker_before(view, run, before), (run,), number, "quotation")


def answer(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The run behind a question that nobody is told to ask: its speaker is whoever spoke last."""
    sentence = view.sentences.spans[number]
    if number == 0 or not is_all_of_sentence(view, sentence, *run):
        return None
    question = view.sentences.spans[number - 1]
    last = question.last - 1
    asked = view.lower[last] == "?" and not any(view.inside[i] >= 0 for i in range(question.first, last + 1))
    if not asked or not 0 <= sentence.paragraph - question.paragraph <= 1:
        return None
    source = _speaker_before(view, run, before)
    return Proposal("answer", None, source, (run,), number, "quotation") if source is not None else None


def _speaker_before(view: View, run: Range, before: Sequence[Proposal]) -> Range | None:
    here = view.paragraph_of(run[0])
    earlier = max(before, key=lambda proposal: proposal.content[-1][1], default=None)
    near = earlier is not None and here - view.paragraph_of(earlier.content[-1][1] - 1) <= _PARAGRAPHS
    if earlier is not None and earlier.source is not None and near:
        return earlier.source
    number = view.sentence_at(view.tokens_of(here)[0]) - 1
    if number < 0:
        return None
    sentence = view.sentences.spans[number]
    return sentence_subject(view, sentence, sentence.last)
