"""What a rule proposes, before it is decided which proposals stand."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from quoteattr.attribution.view import View
from quoteattr.types import CueUse, Features

Range = tuple[int, int]


@frozen(eq=False)
class Draft:
    """A proposal in tokens: content ranges, the cue, the source's range, the rule that made it."""

    rule: str
    use: CueUse | None
    source: Range | None
    content: tuple[Range, ...]
    sentence: int
    frame: str = "clause"
    features: Features = field(factory=dict)


Propose = Callable[[View, int, CueUse], Draft | None]


@frozen
class Rule:
    """A named rule: what it says, a text on which it fires, and the nearest text on which it must not."""

    name: str
    says: str
    example: str
    boundary: str
    propose: Propose


def is_tag(draft: Draft) -> bool:
    """Whether the content stands in front of its cue: "…, Lavrov said"."""
    return draft.use is not None and draft.content[0][0] < draft.use.first


def holds_quote(view: View, draft: Draft) -> bool:
    """Whether the content begins or ends inside quotation marks."""
    return any(view.inside[i] >= 0 for first, last in draft.content for i in (first, last - 1))
