"""Rules for reports in the passive: "X was told by Y that …", "a plan backed by X"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.rules import ends, subjects
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import Range, View, span
from quoteattr.stage_values import CueUse, Sentence

_REACH = 60  # tokens in which the comma behind what was asked is looked for
_QUESTION_REACH = 12  # tokens between "asked" and "whether": "Asked | at a rally on Monday | whether"


def agent_at(view: View, sentence: Sentence, k: int) -> Range | None:
    """Who speaks in a passive, where "by" stands at token ``k``: "was told by | the mayor"."""
    if k + 1 >= sentence.last or view.lower[k] not in view.rule_words.agent_prepositions:
        return None
    return span(k + 1, subjects.phrase_starting(view, k + 1, sentence.last))


def passive_told(view: View, number: int, use: CueUse) -> Proposal | None:
    """The subject hears, the agent speaks: "X was told by Y that …", "It was reported that …"."""
    sentence = view.sentences.spans[number]
    if use.group == use.first or use.last >= sentence.last:
        return None
    source = agent_at(view, sentence, use.last)
    k = use.last if source is None else _over_dates(view, sentence, source[1])
    if k >= sentence.last:
        return None
    start = _told_start(view, use, k, source)
    if start is None:
        return None
    end = ends.end_of(view, sentence, use, start, "clause")
    return Proposal("passive-told", use, source, ((start, end),), number) if end > start + 1 else None


def _over_dates(view: View, sentence: Sentence, k: int) -> int:
    """Behind commas and dates: "was told by Doe | on Monday | that"."""
    while k < sentence.last and (view.lower[k] == "," or view.classes[k] & c.CALENDAR):
        k += 1
    return k


def _told_start(view: View, use: CueUse, k: int, source: Range | None) -> int | None:
    """Where the content starts: at "that", behind "about"; at "to" only where an agent is named."""
    word, words = view.lower[k], view.rule_words
    if word in words.told_topics and "addressee" in use.frames:
        return k + 1
    if word in words.told_openers or (source and word in view.content_words.infinitive_markers):
        return k
    return None


def passive_about(view: View, number: int, use: CueUse) -> Proposal | None:
    """What is said of the subject: "The vase is believed to be Etruscan", "… is known as the Fox"."""
    sentence = view.sentences.spans[number]
    if use.group == use.first or use.last + 1 >= sentence.last or use.infinitive:
        return None
    frame = view.rule_words.passive_links.get(view.lower[use.last])
    if frame is None or not {"clause", "to", "as"} & set(use.frames):
        return None
    subject = subjects.before(view, sentence, use.group)
    end = ends.end_of(view, sentence, use, use.last, "to")
    if subject is None or end <= use.last + 1:
        return None
    if frame == "to" and view.lower[use.last + 1] in view.rule_words.state_verbs:
        frame = "to be"
    return Proposal("passive-about", use, None, (subject, (use.last, end)), number, frame)


def passive_by(view: View, number: int, use: CueUse) -> Proposal | None:
    """What somebody endorsed, disputed, described: "a plan backed by X"."""
    sentence = view.sentences.spans[number]
    if "object" not in use.frames:
        return None
    source = agent_at(view, sentence, use.last)
    if source is None or not subjects.looks_like_subject(view, source):
        return None
    content = subjects.before(view, sentence, use.group)
    return Proposal("passive-by", use, source, (content,), number, "object") if content is not None else None


def asked_by(view: View, number: int, use: CueUse) -> Proposal | None:
    """A participle in front: "Asked by X if he was tired, Y said"."""
    sentence = view.sentences.spans[number]
    if use.group != sentence.first or "clause" not in use.frames:
        return None
    source = agent_at(view, sentence, use.last)
    k = use.last if source is None else source[1]
    last = min(sentence.last, view.next_comma(k), k + _QUESTION_REACH)
    k = next((i for i in range(k, last) if view.lower[i] in view.rule_words.asked_openers), last)
    word = view.word_at(k, last)
    if not word:
        return None
    start = k + 1 if word in view.rule_words.asked_topics else k
    stop = view.next_comma(start)
    if not start < stop < min(sentence.last, start + _REACH):
        return None
    return Proposal("asked-by", use, source, ((start, stop),), number)
