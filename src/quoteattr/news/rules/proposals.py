"""What a rule proposes, before it is decided which proposals stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from quoteattr.lang import classes as c
from quoteattr.news.rules.view import Range, View
from quoteattr.stage_values import CueUse, Features

CLEAR: Features = {"cue": 4.0, "margin": 4.0}
"""What weights find where a cue and its content are plain to see."""

_MOST = 20  # proposals of one sentence among which one that is retold is looked for


@define(eq=False)
class Proposal:
    """What a rule proposes, in tokens: the ranges of the content, the cue, the range of the source, and the
    rule's name. Second-hand words also have the range of what they were found in, and words whose source
    stands in another sentence that of whoever is named beside them."""

    rule: str
    use: CueUse | None
    source: Range | None
    content: tuple[Range, ...]
    sentence: int
    frame: str = "clause"
    features: Features = field(factory=dict)
    found_in: Range | None = None
    beside: Range | None = None


def cues_of(proposals: Iterable[Proposal]) -> frozenset[int]:
    """The first tokens of the proposals' cues."""
    return frozenset([one.use.first for one in proposals if one.use is not None])


def is_tag(proposal: Proposal) -> bool:
    """Whether the content stands in front of its cue: "…, Lavrov said"."""
    return proposal.use is not None and proposal.content[0][0] < proposal.use.first


def holds_quote(view: View, proposal: Proposal) -> bool:
    """Whether the content begins or ends inside quotation marks."""
    return has_marks_at_ends(view, proposal.content)


def has_marks_at_ends(view: View, content: Iterable[Range]) -> bool:
    """Whether one of the ranges begins or ends inside quotation marks."""
    inside = view.inside
    for first, last in content:  # noqa: SIM110, asked of every proposal: any() takes twice as long
        if inside[first] >= 0 or inside[last - 1] >= 0:
            return True
    return False


def without_retold(view: View, proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals without those of "according to" and the like that frame another cue's quotation: “…,” Doe
    told police, | according to court papers."""
    beside = by_sentence(proposals)
    return [one for one in proposals if not _retells(view, one, beside[one.sentence][:_MOST])]


def by_sentence(proposals: Iterable[Proposal]) -> dict[int, list[Proposal]]:
    """The proposals of each sentence, in their order."""
    found: dict[int, list[Proposal]] = {}
    for proposal in proposals:
        found.setdefault(proposal.sentence, []).append(proposal)
    return found


def _retells(view: View, outer: Proposal, beside: Sequence[Proposal]) -> bool:
    if outer.use is None:
        return False
    phrase = outer.use.lemma in view.content_words.source_phrases
    phrase = phrase or (is_tag(outer) and _is_outlet(view, outer))
    first = outer.content[0][0]
    return any(
        encloses(outer, inner)
        and holds_quote(view, inner)
        and (phrase or (is_tag(outer) and is_tag(inner) and _is_whole_quote(view, inner, first)))
        for inner in beside
    )


def _is_outlet(view: View, outer: Proposal) -> bool:
    """Whether a paper or channel tells what others said: "it was “late”, Doe said, | BBC News | reported"."""
    if outer.source is None:
        return False
    named = view.lower[outer.source[1] - 1] in view.rule_words.outlets
    return named or any(view.classes[i] & c.MEDIA for i in range(*outer.source))


def _is_whole_quote(view: View, proposal: Proposal, first: int) -> bool:
    """Whether the content is one quotation that starts at token ``first``."""
    return proposal.content == ((first, view.quote_end(first)),) and view.starts_quote(first)


def encloses(outer: Proposal, inner: Proposal) -> bool:
    """Whether the content of ``outer`` holds the cue, the source and the content of ``inner``."""
    if outer.use is inner.use or inner.use is None or inner.source is None:
        return False
    first, last = outer.content[0][0], outer.content[-1][1]
    places = ((inner.use.first, inner.use.last), inner.source, *inner.content)
    return all(first <= start and end <= last for start, end in places)


@frozen(eq=False)
class Accepted:
    """The proposals that stand; ``used`` marks the tokens that they say."""

    proposals: list[Proposal]
    used: bytearray

    def offer(self, proposal: Proposal) -> None:
        """Let the proposal stand unless another one already says some of it."""
        used = self.used
        for first, last in proposal.content:
            if used.find(1, first, last) >= 0:
                return
        cue_said = proposal.use is not None and used[proposal.use.first]
        if cue_said and proposal.source is not None and used.find(1, *proposal.source) >= 0:
            return
        self.proposals.append(proposal)
        for first, last in proposal.content:
            used[first:last] = b"\1" * (last - first)


def without_conflicts(view: View, proposals: Iterable[Proposal]) -> Accepted:
    """Of ``proposals``, best first, those that no better one already says."""
    accepted = Accepted([], bytearray(len(view.starts)))
    for proposal in proposals:
        accepted.offer(proposal)
    return accepted
