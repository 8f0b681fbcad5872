"""Words that an answer quotes, in a talk whose paragraphs begin with who speaks: "A: My agent said “Go.”"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.news.rules.proposals import CLEAR, Proposal
from quoteattr.news.rules.rows import first_proposal
from quoteattr.news.rules.view import FINITE, MOSTLY, Range, View
from quoteattr.stage_values import UTTERING, CueUse


def with_quoted(view: View, turns: list[Proposal]) -> list[Proposal]:
    """The proposals of the layout; the words of others in marks are reports of their own beside the answer of
    a talk in which they stand."""
    found: list[Proposal] = []
    for turn in turns:
        inner = list(_quoted_in(view, turn)) if turn.frame == "transcript" else []
        found += [_without(turn, [one.content[0] for one in inner]), *inner]
    return found


def _quoted_in(view: View, turn: Proposal) -> Iterator[Proposal]:
    """What others say in marks, in one piece, within an answer that has words of its own around them."""
    first, last = turn.content[0][0], turn.content[-1][1]
    if view.is_quotation(first, last - 1):
        return  # the whole answer stands in marks
    end = first
    for one in _reports(view, first, last):
        start, behind = one.content[0]
        if first <= start and behind <= last and end <= min(start, _cue(one)):
            end = max(_cue(one), behind)
            yield one


def _reports(view: View, first: int, last: int) -> Iterator[Proposal]:
    """What the verbs of saying among tokens ``first`` to ``last`` (exclusive) report."""
    for use in view.cues[bisect_left(view.cues, first, key=attrgetter("first")) :]:
        if use.last > last:
            return
        if _is_plain(view, use):
            yield from filter(None, [_report(view, use)])


def _cue(one: Proposal) -> int:
    return one.use.first if one.use is not None else 0


def _is_plain(view: View, use: CueUse) -> bool:
    """Whether a cue is a verb of saying that stands in no marks itself."""
    said = use.form in FINITE and use.act in UTTERING and view.inside[use.first] < 0
    return said and use.precision >= MOSTLY and not (use.passive or use.infinitive or use.negated)


def _report(view: View, use: CueUse) -> Proposal | None:
    """What a rule proposes of a verb of saying: a quotation of a third person."""
    one = first_proposal(view, view.sentence_at(use.first), use)
    if one is None or one.source is None or len(one.content) > 1 or not _is_third(view, one.source):
        return None
    return evolve(one, features=CLEAR) if view.is_quotation(*one.content[0]) else None


def _is_third(view: View, source: Range) -> bool:
    """Whether the source is nobody of those who talk: no "I", no "you"."""
    if view.classes[source[0]] & c.SUBJECT_PRONOUN:
        return view.pronoun_at(source[0]).get("person") == 3
    return True


def _without(turn: Proposal, places: list[Range]) -> Proposal:
    """The answer without what stands in some places of it."""
    pieces = list(turn.content)
    for start, end in places:
        first, last = pieces.pop()
        pieces += [(a, b) for a, b in ((first, start), (end, last)) if a < b]
    return evolve(turn, content=tuple(pieces)) if places else turn
