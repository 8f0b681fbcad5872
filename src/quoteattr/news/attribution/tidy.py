"""The content of a report as it reads: without the words that lead to it, with the agent behind its marks."""

from __future__ import annotations

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, subjects
from quoteattr.news.rules.ends import trim_end
from quoteattr.news.rules.passives import agent_at
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import FINITE, MOSTLY, Range, View
from quoteattr.stage_values import CueUse

_LONGEST_LEAD = 7  # tokens between a cue and the colon that announces what it reports
_LONGEST_TELLER = 6  # tokens
_QUESTIONING = c.WH | c.RELATIVE
_NO_TELLER = c.HELPING_VERB | c.CONJUNCTION | c.SUBORDINATOR | c.WH | c.RELATIVE


def tidied(view: View, proposal: Proposal) -> Proposal:
    """The proposal without what only leads to its content, and with the source behind it."""
    proposal = _without_tag(view, _with_agent(view, proposal))
    content = _without_question(view, proposal.content)
    if proposal.use is not None and content[0][0] >= proposal.use.last:
        content = (_without_lead(view, content[0]), *content[1:])
    elif proposal.use is not None:
        content = (_without_opening(view, proposal, content[0]), *content[1:])
    return evolve(proposal, content=content) if content != proposal.content else proposal


def _without_opening(view: View, proposal: Proposal, part: Range) -> Range:
    """Without the "But" or "Meanwhile," that opens the sentence: "But | it rained, she said"."""
    first, last = part
    opener = first == view.sentences.spans[proposal.sentence].first and view.inside[first] < 0
    if not opener or view.lower[first] not in view.content_words.sentence_openers:
        return part
    start = first + 2 if view.word_at(first + 1, last) == "," else first + 1
    return (start, last) if view.has_words(start, last) else part


def _without_tag(view: View, proposal: Proposal) -> Proposal:
    """Without the tag of what the report was found in: "Doe told them it rained |, court papers say"."""
    use, (first, last) = proposal.use, proposal.content[-1]
    if use is None or first < use.last or view.inside[last - 1] >= 0:
        return proposal
    tag = view.cue_on(last - 1)
    sentence = view.sentences.spans[proposal.sentence]
    if tag is None or not _ends_report(tag) or view.has_words(last, sentence.last):
        return proposal
    teller = _teller(view, first, tag.group)
    if teller is None or not subjects.looks_like_subject(view, teller):
        return proposal
    content = (*proposal.content[:-1], (first, trim_end(view, first, teller[0])))
    return evolve(proposal, content=content, found_in=proposal.found_in or teller)


def _ends_report(use: CueUse) -> bool:
    finite = use.form in FINITE and not (use.passive or use.infinitive)
    return finite and use.frames[0] == "clause" and use.precision >= MOSTLY


def _teller(view: View, first: int, group: int) -> Range | None:
    """The few words between a comma and the verb at ``group``: ", search warrant papers | say"."""
    for k in range(group - 1, max(first, group - _LONGEST_TELLER) - 1, -1):
        if view.lower[k] == ",":
            return (k + 1, group) if k + 1 < group and k > first else None
        if not view.is_word(k) or view.classes[k] & _NO_TELLER:
            return None
    return None


def _without_question(view: View, content: tuple[Range, ...]) -> tuple[Range, ...]:
    """Without the lone "what" of "what | he called | “a farce”"."""
    first, last = content[0]
    if len(content) == 1 or last - first > 1 or not view.classes[first] & _QUESTIONING:
        return content
    marked = view.inside[first] < 0 and view.next_quote(last) < content[-1][1]
    return content[1:] if marked else content


def _without_lead(view: View, part: Range) -> Range:
    """Without "in the post" of "wrote in the post that it rained", "of it:" of "said of it: “…”"."""
    first, last = part
    quote = view.next_quote(first)
    if not first < quote < last:
        return part
    if view.classes[first] & c.PREPOSITION:
        opened = [i for i in range(first + 1, quote) if view.lower[i] in view.content_words.complementizers]
        if opened:
            return (opened[0], last)
    announced = view.lower[quote - 1] == ":" and view.quote_end(quote) >= last - 1
    short = quote - first <= _LONGEST_LEAD and not contents.finite_within(view, first, quote)
    return (quote, last) if announced and short else part


def _with_agent(view: View, proposal: Proposal) -> Proposal:
    """With the source that stands behind words in marks: "was called “a farce” | by Doe"."""
    use = proposal.use
    if use is None or not use.passive or proposal.source is not None:
        return proposal
    sentence = view.sentences.spans[proposal.sentence]
    first, last = proposal.content[-1]
    for i in range(first + 1, min(last + 1, sentence.last)):
        if view.inside[i] >= 0 or view.inside[i - 1] < 0:
            continue
        source = agent_at(view, sentence, i)
        if source is not None and subjects.looks_like_subject(view, source):
            return evolve(proposal, source=source, content=(*proposal.content[:-1], (first, i)))
    return proposal
