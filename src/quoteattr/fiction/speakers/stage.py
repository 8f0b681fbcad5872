"""The stage: who has each turn, to whom it is said, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum

from attrs import evolve, frozen

from quoteattr.fiction.cast import Cast
from quoteattr.fiction.speakers.addressees import find_addressees
from quoteattr.fiction.speakers.beam import NOBODY_KNOWN, Decision, decode
from quoteattr.fiction.speakers.confidence import turn_reasons
from quoteattr.fiction.speakers.facts import facts_of
from quoteattr.fiction.turns import Turn
from quoteattr.model.calibration import calibrated
from quoteattr.stage_values import Profile, Quotes, Segmented, Sentences

_UNDECIDED = Decision(NOBODY_KNOWN, 0.0, 0.0, (), False)


@frozen
class Decided:
    """What was decided of a turn: the ``decision``, the character to whom it is said (``addressee``, or -1),
    and the ``confidence``, None without weights."""

    decision: Decision
    addressee: int
    confidence: float | None


def decide(
    segmented: Segmented,
    quotes: Quotes,
    sentences: Sentences,
    turns: tuple[Turn, ...],
    cast: Cast,
    profile: Profile,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Decided, ...]:
    """Who has each turn. Without weights only the turns whose cue names somebody have a speaker."""
    facts = facts_of(segmented, sentences, turns, cast, profile.pack)
    models = profile.turn_models()
    listed = profile.known is not None and len(profile.known) > 0
    model = None if models is None else models.listed if listed else models.unlisted
    decisions = decode(facts, model.turns if model is not None else {}, progress)
    if model is None:
        decisions = [one if one.locked else _UNDECIDED for one in decisions]
    addressees = find_addressees(segmented, facts, [one.character for one in decisions])
    decided = [Decided(one, whom, None) for one, whom in zip(decisions, addressees, strict=True)]
    if model is None:
        return tuple(decided)
    for t, turn in enumerate(turns):
        inner = quotes.spans[turn.quotes[0]].inner
        reasons = turn_reasons(facts, decisions, t, segmented.text[inner.start : inner.end])
        weighed = [value * model.reasons.get(name, 0.0) for name, value in reasons.items()]
        raw = fsum([model.bias, *weighed])
        decided[t] = evolve(decided[t], confidence=calibrated(raw, model.calibration))
    return tuple(decided)
