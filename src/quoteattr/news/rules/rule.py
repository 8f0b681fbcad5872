"""What a rule of news is: a row with its name, its examples and its function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from attrs import field, frozen

from quoteattr.news.rules.proposals import Proposal
from quoteattr.news.rules.view import View
from quoteattr.stage_values import CueUse

UNRANKED = 3  # the rank of most rules: those with a sure cue stand before the others

Propose = Callable[[View, int, CueUse], Proposal | None]


@frozen
class Rule:
    """A rule of news.

    ``name``        permanent: it stands in answers and in weights.
    ``says``        what it says, for a person.
    ``example``     a text on which it fires; ``boundary``: the nearest text on which it must not.
    ``propose``     the function; None where another one proposes under this name.
    ``forms``       of the cues that it is asked about, ``voice`` of theirs.
    ``thresholds``  how often a cue must report (its precision in the lexicon) for the proposal to stand, by
                    the frame of the content. A proposal pays where it is right in two of five or more; the
                    figures are where PolNeAR train reaches that.
    ``rank``        of proposals that overlap the lowest stands: tags before what they enclose.
    ``weights_of``  the rule whose weights count for it, until it has been trained with.
    ``apart``       the speaker is told in another sentence: no mention stands beside the quotation.
    ``enabled``     False switches it off for everybody.
    """

    name: str
    says: str
    example: str
    boundary: str
    propose: Any = None
    forms: tuple[str, ...] = ()
    voice: Literal["active", "passive", "any"] = "any"
    thresholds: Mapping[str, float] = field(factory=dict, hash=False)
    rank: int = UNRANKED
    weights_of: str = ""
    apart: bool = False
    enabled: bool = True
