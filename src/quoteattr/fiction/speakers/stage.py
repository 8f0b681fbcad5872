"""The stage: who has each turn, to whom it is said, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import fsum

from attrs import frozen

from quoteattr.fiction.cast import Cast
from quoteattr.fiction.speakers.addressees import find_addressees
from quoteattr.fiction.speakers.answered import decode_again, locks
from quoteattr.fiction.speakers.confidence import turn_reasons
from quoteattr.fiction.speakers.facts import facts_of
from quoteattr.fiction.speakers.lattice import NOBODY_KNOWN, Decision, decode
from quoteattr.fiction.turns import Turn
from quoteattr.model.calibration import calibrated
from quoteattr.model.turns import Looks, TurnModel
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
    model = model_of(profile)
    looks = model.looks if model is not None else Looks({}, {})
    decisions = decode(facts, looks, progress)
    if answered := locks(segmented, turns, quotes, cast, profile.answers):
        decisions = decode_again(facts, decisions, answered, looks)
    sure: list[float | None] = [None] * len(turns)
    if model is None:
        decisions = [one if one.locked else _UNDECIDED for one in decisions]
    else:
        for t, turn in enumerate(turns):
            inner = quotes.spans[turn.quotes[0]].inner
            reasons = turn_reasons(facts, decisions, t, segmented.text[inner.start : inner.end])
            sure[t] = _probability(reasons, model)
    addressees = find_addressees(segmented, facts, decisions, profile.pack.words.turns.to)
    return tuple([Decided(*one) for one in zip(decisions, addressees, sure, strict=True)])


def model_of(profile: Profile) -> TurnModel | None:
    """What was learned beside a list of characters, or without one."""
    models = profile.turn_models()
    if models is None:
        return None
    return models.listed if profile.known is not None and len(profile.known) > 0 else models.unlisted


def _probability(reasons: Mapping[str, float], model: TurnModel) -> float:
    weighed = [value * model.reasons.get(name, 0.0) for name, value in reasons.items()]
    return calibrated(fsum([model.bias, *weighed]), model.calibration)
