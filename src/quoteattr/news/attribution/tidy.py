"""The content of a report as it reads: without the words that lead to it, with the agent behind its marks."""

from __future__ import annotations

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.news.rules import contents, subjects
from quoteattr.news.rules.passives import agent_at
from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import Range, View

_LONGEST_LEAD = 7  # tokens between a cue and the colon that announces what it reports
_QUESTIONING = c.WH | c.RELATIVE


def tidied(view: View, proposal: Proposal) -> Proposal:
    """The proposal without what only leads to its content, and with the source behind it."""
    proposal = _with_agent(view, proposal)
    content = _without_question(view, proposal.content)
    if proposal.use is not None and content[0][0] >= proposal.use.last:
        content = (_without_lead(view, content[0]), *content[1:])
    return evolve(proposal, content=content) if content != proposal.content else proposal


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
