"""What a rule proposes, before it is decided which proposals stand."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from quoteattr.news.rules.view import Range, View
from quoteattr.passing import passing
from quoteattr.stage_values import CueUse, Features


@passing(eq=False)
class Draft:
    """A proposal in tokens: content ranges, the cue, the source's range, the rule that made it."""

    rule: str
    use: CueUse | None
    source: Range | None
    content: tuple[Range, ...]
    sentence: int
    frame: str = "clause"
    features: Features = field(factory=dict)


def is_tag(draft: Draft) -> bool:
    """Whether the content stands in front of its cue: "…, Lavrov said"."""
    return draft.use is not None and draft.content[0][0] < draft.use.first


def holds_quote(view: View, draft: Draft) -> bool:
    """Whether the content begins or ends inside quotation marks."""
    return any(view.inside[i] >= 0 for first, last in draft.content for i in (first, last - 1))


@frozen(eq=False)
class Taken:
    """The proposals that stand; ``used`` marks the tokens that they say."""

    drafts: list[Draft]
    used: bytearray

    def offer(self, draft: Draft) -> None:
        """Let the proposal stand unless another one already says some of it."""
        used = self.used
        for first, last in draft.content:
            if used.find(1, first, last) >= 0:
                return
        cue_said = draft.use is not None and used[draft.use.first]
        if cue_said and draft.source is not None and used.find(1, *draft.source) >= 0:
            return
        self.drafts.append(draft)
        for first, last in draft.content:
            used[first:last] = b"\1" * (last - first)


def without_conflicts(view: View, drafts: Iterable[Draft]) -> Taken:
    """Of ``drafts``, best first, those that no better one already says."""
    taken = Taken([], bytearray(len(view.starts)))
    for draft in drafts:
        taken.offer(draft)
    return taken
