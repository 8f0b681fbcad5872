"""Answers whose paragraph says only what they are about: "On the well: “It is dry.”", "Asked who paid: …".

Whoever spoke before speaks on; somebody whom the topic names does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.news.rules import subjects
from quoteattr.news.rules.ends import is_all_of_sentence
from quoteattr.news.rules.lines import is_person, names_someone
from quoteattr.news.rules.proposals import Proposal, holds_quote
from quoteattr.news.rules.reports import sentence_subject
from quoteattr.news.rules.view import FINITE, MOSTLY, Range, View

_LONGEST = 25  # tokens of a topic
PARAGRAPHS = 3  # from the speaker's last words to the topic
_SEVERAL = c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.MEDIA
_NO_VERB = c.CLITIC | c.CONJUNCTION | c.PREPOSITION | c.CAPITAL | c.RELATIVE
_OPENS_CLAUSE = c.WH | c.COMPLEMENTIZER | c.SUBORDINATOR | c.RELATIVE


def is_topic(view: View, quote: int) -> bool:
    """Whether the quotation that token ``quote`` opens stands behind a topic and a colon."""
    colon = quote - 1
    if colon <= 0 or view.lower[colon] != ":" or view.inside[colon] >= 0:
        return False
    first = _opener(view, view.tokens_of(view.paragraph_of(quote))[0], colon)
    if first < 0 or _names_speaker(view, first, colon):
        return False  # "On the well, Ana Ruiz: “It is dry.”"
    return not any(_is_report(view, first, i) for i in range(first + 1, colon))


def _may_be_verb(view: View, i: int, colon: int) -> bool:
    """Whether a verb may stand at token ``i``, behind a name; behind the comma of an apposition, too."""
    if view.lower[i] == ",":
        return i + 1 < colon and bool(view.classes[i + 1] & c.HELPING_VERB)
    return bool(view.classes[i] & c.WORD) and not view.classes[i] & _NO_VERB


def _opener(view: View, first: int, colon: int) -> int:
    """The word that opens a topic from token ``first``, the head of the paragraph, to ``colon``; -1: none."""
    if not first < colon <= first + _LONGEST or view.next_quote(first) < colon:
        return -1
    if view.classes[first] & (c.CONJUNCTION | c.SUBORDINATOR) and first + 1 < colon:
        first += 1  # "And on the well: …", "When asked who paid: …"
    words = view.rule_words
    return first if view.lower[first] in words.topic_openers | words.topic_questions else -1


def _names_speaker(view: View, first: int, colon: int) -> bool:
    """Whether a topic goes on to name who speaks, a person alone or with a verb: "Asked who paid, | Doe was
    curt"."""
    commas = [i for i in range(first + 1, colon) if view.lower[i] == ","]
    if names_someone(view, commas[-1] + 1 if commas else colon + 1, colon):
        return True
    return any(_opens_main_clause(view, i + 1, colon) for i in commas)


def _opens_main_clause(view: View, i: int, colon: int) -> bool:
    """Whether a person, with the words for what they are, is the subject of what goes on to the colon."""
    while i < colon - 1 and view.classes[i] & c.ROLE and i not in view.name_at:
        i += 1
    number = view.name_at.get(i)
    if number is None or view.names[number].mention.kind != "name":
        return False
    last = view.names[number].last
    return view.names[number].first == i and last < colon and _may_be_verb(view, last, colon)


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
    source = _last_speaker(view, run, before) or _subject_before(view, run)
    return Proposal("topic", None, source, (run,), number, "quotation")


def answer(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The run behind a question that the text asks by itself: whoever spoke last answers."""
    if number == 0 or not is_all_of_sentence(view, view.sentences.spans[number], *run):
        return None
    spoken = [one for one in before if one.sentence != number - 1]  # "What would her gran say?"
    source = _last_speaker(view, run, spoken) if _is_asked(view, number) else None
    return Proposal("answer", None, source, (run,), number, "quotation") if source is not None else None


def _is_asked(view: View, number: int) -> bool:
    """Whether a question of the narration stands right in front of sentence ``number``."""
    question, sentence = view.sentences.spans[number - 1 : number + 1]
    if sentence.paragraph - question.paragraph > 1 or view.lower[question.last - 1] != "?":
        return False
    return view.next_quote(question.first) >= question.last


def speaks_on(view: View, number: int, run: Range, before: Sequence[Proposal]) -> Proposal | None:
    """The run as a paragraph of its own: its speaker is whoever was quoted last, with narration between."""
    if not is_all_of_sentence(view, view.sentences.spans[number], *run):
        return None
    quoted = [one for one in before if holds_quote(view, one) and _is_one(view, one.source)]
    source = _last_speaker(view, run, quoted)
    return Proposal("speaks-on", None, source, (run,), number, "quotation") if source is not None else None


def _is_one(view: View, source: Range | None) -> bool:
    """Whether a source is a single person, by name or not: "the mayor", "the 57-year-old"."""
    if source is None:
        return False
    if is_person(view, source):
        return True
    head = view.classes[source[0] : source[1]]
    return any(bits & c.ROLE_OR_TITLE for bits in head) and not any(bits & _SEVERAL for bits in head)


def _last_speaker(view: View, run: Range, before: Sequence[Proposal]) -> Range | None:
    """The source of the last of ``before``, a few paragraphs up at most."""
    earlier = max(before, key=lambda proposal: proposal.content[-1][1], default=None)
    if earlier is None:
        return None
    near = view.paragraph_of(run[0]) - view.paragraph_of(earlier.content[-1][1] - 1) <= PARAGRAPHS
    return earlier.source if near else None


def _subject_before(view: View, run: Range) -> Range | None:
    """The subject of the last sentence of the paragraph before."""
    number = view.sentence_at(view.tokens_of(view.paragraph_of(run[0]))[0]) - 1
    if number < 0:
        return None
    sentence = view.sentences.spans[number]
    return sentence_subject(view, sentence, sentence.last)
