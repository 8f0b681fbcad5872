"""Second-hand words: whoever a paper or court papers quote speaks; the words were found in those."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence
from operator import attrgetter

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, ends, subjects
from quoteattr.news.rules.proposals import CLEAR, Proposal, by_sentence, cues_of, encloses, holds_quote
from quoteattr.news.rules.reports import sentence_subject
from quoteattr.news.rules.rows import QUOTED_AS, is_on
from quoteattr.news.rules.view import MOSTLY, Range, View, cues_in_sentences, span
from quoteattr.stage_values import CueUse, Sentence

_REACH = 25  # tokens of somebody who is quoted
_MOST = 20  # proposals of one sentence that are looked at


def quoted_as_saying(view: View) -> list[Proposal]:
    """ "The paper quoted Doe as saying that …": one for each such verb, in text order."""
    if not is_on(view, QUOTED_AS):
        return []
    uses = [one for one in cues_in_sentences(view) if one[1].lemma in view.rule_words.quoting]
    found = [_quoted(view, number, use) for number, use in uses if not use.passive]
    return [one for one in found if one is not None]


def _quoted(view: View, number: int, use: CueUse) -> Proposal | None:
    sentence = view.sentences.spans[number]
    saying = _saying(view, sentence, use)
    if saying is None:
        return None
    source = span(use.last, ends.trim_end(view, use.last, saying.first - 1))
    by = subjects.before(view, sentence, use.group) or sentence_subject(view, sentence, use.group)
    if source is None:
        return None
    behind = contents.forward(view, sentence, saying)
    if behind is not None:
        return Proposal(QUOTED_AS, use, source, (behind[0],), number, behind[1], CLEAR, by)
    if by is None or by[0] - 1 <= sentence.first or view.inside[by[0] - 1] < 0:
        return None
    before = (view.quote_start(by[0] - 1), by[0])  # “It rained,” the paper quoted Doe as saying
    return Proposal(QUOTED_AS, use, source, (before,), number, "quotation", CLEAR, by)


def _saying(view: View, sentence: Sentence, use: CueUse) -> CueUse | None:
    """The "saying" of "quoted | Doe, the mayor, | as saying"."""
    for i in range(use.last + 1, min(sentence.last - 1, use.last + _REACH)):
        if view.inside[i] >= 0 or view.classes[i] & c.TERMINATOR:
            return None
        saying = view.cue_on(i + 1) if view.lower[i] in view.content_words.comparing else None
        if saying is not None:
            return saying if saying.form == "ing" else None
    return None


def with_found_in(view: View, proposals: list[Proposal], asked: Sequence[Proposal]) -> list[Proposal]:
    """The proposals, second-hand ones with where their words were found. That may be told by one of
    ``asked``, which reports the report."""
    stand = cues_of(proposals)  # with less than all that they proposed
    around = by_sentence(one for one in asked if _may_retell(view, one) and cues_of([one]).isdisjoint(stand))
    return [_with_place(view, one, around.get(one.sentence, [])[:_MOST]) for one in proposals]


def _with_place(view: View, one: Proposal, beside: Sequence[Proposal]) -> Proposal:
    if one.found_in is not None or one.use is None or not holds_quote(view, one):
        return one
    place = _agent(view, one.use) or _retold_by(one, beside)
    return one if place is None else evolve(one, found_in=place)


def _may_retell(view: View, outer: Proposal) -> bool:
    if outer.use is None or outer.source is None:
        return False
    if view.lower[outer.source[0]] in view.content_words.personal_pronouns:
        return False
    return outer.use.precision >= MOSTLY or outer.use.lemma in view.content_words.source_phrases


def _retold_by(inner: Proposal, beside: Sequence[Proposal]) -> Range | None:
    """The source of the report that encloses this one."""
    return next((outer.source for outer in beside if encloses(outer, inner)), None)


def _agent(view: View, use: CueUse) -> Range | None:
    """The paper of "was quoted by the paper as saying" and "was quoted as saying by the paper"."""
    words, end = view.rule_words, min(len(view.lower), use.last + _REACH)
    if use.lemma in words.quoted_phrases and view.word_at(use.last, end) in words.agent_prepositions:
        return span(use.last + 1, subjects.phrase_starting(view, use.last + 1, end))
    if use.form != "ing" or use.first < 2 or view.lower[use.first - 1] not in view.content_words.comparing:
        return None
    by = _behind_quoted(view, use)
    return span(by + 1, use.first - 1) if view.lower[by] in words.agent_prepositions else None


def _behind_quoted(view: View, use: CueUse) -> int:
    """The token behind "was quoted", in front of "as saying"; that itself where no such verb stands there."""
    number = view.cue_before(use.first - 1, max(0, use.first - _REACH))
    quoting = view.cues[number] if number >= 0 else None
    if quoting is None or not quoting.passive or quoting.lemma not in view.rule_words.quoting:
        return use.first
    return quoting.last


def without_source_phrases(
    view: View, use: CueUse, content: tuple[Range, ...], rule: Proposal | None = None
) -> tuple[Range, ...]:
    """The content without a phrase at its end that says where it was found: "that it rained, | according to
    court papers". Of the phrase's own content ("According to Doe it rained") what the ``rule`` takes."""
    phrases = view.content_words.source_phrases
    source = rule.source if rule is not None and use.lemma in phrases else None
    if rule is not None and source is not None and rule.content[0][0] >= source[1]:
        return rule.content if any(first < source[1] <= last for first, last in content) else content
    return tuple([_before_source_phrase(view, use, *part) for part in content])


def _before_source_phrase(view: View, use: CueUse, first: int, last: int) -> Range:
    phrases = view.content_words.source_phrases
    if not _holds_cue_of(view, first + 1, last, phrases):
        return (first, last)  # most contents
    for i in range(first + 1, last):
        phrase = view.cue_on(i) if view.inside[i] < 0 else None
        if phrase is not None and phrase is not use and phrase.lemma in phrases:
            end = ends.trim_end(view, first, i)
            if _sets_apart(view, phrase, end, last):
                return (first, end)
    return (first, last)


def _holds_cue_of(view: View, first: int, last: int, lemmas: Container[str]) -> bool:
    """Whether a token of a cue with one of the lemmas is among tokens ``first`` to ``last`` (exclusive)."""
    k = bisect_right(view.cues, first, key=attrgetter("last"))
    while k < len(view.cues) and view.cues[k].first < last:
        if view.cues[k].lemma in lemmas:
            return True
        k += 1
    return False


def _sets_apart(view: View, phrase: CueUse, end: int, last: int) -> bool:
    """Whether a comma or a mark stands before the phrase, and nothing but its source behind it."""
    if end == phrase.first and view.inside[end - 1] < 0:
        return False
    return phrase.last < last and subjects.phrase_starting(view, phrase.last, last) >= last
