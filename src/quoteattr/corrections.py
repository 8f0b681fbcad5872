"""What a person says about an outcome: two speakers are one, a quotation is another's, somebody is nobody.

Functions give a new Outcome (a new Analysis where they are given one); what a person decided has the rule
"human" and no confidence. What was said of a quotation itself is an answer: its evidence rests on that place,
a story is decoded again with all ``answers`` locked, and ``redone`` puts the two together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from quoteattr import arguments
from quoteattr.errors import ArgumentError
from quoteattr.types import HUMAN, Attribution, Doubt, Evidence, Mention, Outcome, RunnerUp, Span, Speaker

if TYPE_CHECKING:
    from quoteattr.stage_values import Answer

AnyOutcome = TypeVar("AnyOutcome", bound=Outcome)

# What a person settles by naming the speaker.
_SETTLED = ("no-speaker", "low-confidence")
_MERGED = "a person said that {} is {}"
_NO_SPEAKER = "a person said that {} is no speaker"
_NUMBER = re.compile(r"s(\d+)", re.ASCII)

_Heir = dict[str, Speaker | None]  # id of a speaker: who stands in its place (None: nobody)


def merge(outcome: AnyOutcome, a: Speaker | str, b: Speaker | str, name: str | None = None) -> AnyOutcome:
    """``b`` becomes a part of ``a``: names, roles and mentions are joined, ``a`` keeps its id, and its name
    unless another is given. What ``b`` said is decided by a person now; what ``a`` said stays as it was.

    Raises ArgumentError for somebody who is not in the cast, and where both are the same.
    """
    kept, gone = find(outcome, a, "a"), find(outcome, b, "b")
    if kept.id == gone.id:
        raise ArgumentError("b", b, f"{kept.name} ({kept.id}) cannot be merged with itself")
    joined = _joined(kept, gone, kept.name if name is None else _checked_name(name, "name"))
    message = _MERGED.format(gone.name, joined.name)
    # the cast is in order of first mention
    first = next(s.id for s in outcome.speakers if s.id in (kept.id, gone.id))
    (other,) = {kept.id, gone.id} - {first}
    cast = [joined if s.id == first else s for s in outcome.speakers if s.id != other]
    heirs: _Heir = {kept.id: joined, gone.id: joined}
    return _inherited(outcome, cast, heirs, gone.id, message)


def remove(outcome: AnyOutcome, speaker: Speaker | str) -> AnyOutcome:
    """``speaker`` leaves the cast; nobody said what it said.

    Raises ArgumentError for somebody who is not in the cast.
    """
    gone = find(outcome, speaker, "speaker")
    cast = [s for s in outcome.speakers if s.id != gone.id]
    message = _NO_SPEAKER.format(gone.name)
    return _inherited(outcome, cast, {gone.id: None}, gone.id, message)


def reassign(outcome: AnyOutcome, attribution: Attribution, speaker: Speaker | str | None) -> AnyOutcome:
    """``attribution`` is of ``speaker``: somebody in the cast, its id, a name (somebody new where the cast
    has no such name), or None for nobody.

    Raises ArgumentError for an attribution of another text and for a Speaker who is not in the cast.
    """
    index = _index(outcome, attribution)
    new = None if speaker is None else _found_or_new(outcome, speaker)
    return _reassigned(outcome, index, new)


def find(outcome: Outcome, wanted: Speaker | str, argument: str = "speaker") -> Speaker:
    """Who in the cast is meant: a Speaker, an id, a name, or another form of a name, in this order.

    Raises ArgumentError where it is nobody, or more than one.
    """
    found = _matching(outcome, wanted, argument)
    if not found:
        ids = ", ".join(f"{s.name} ({s.id})" for s in outcome.speakers) or "none"
        label = arguments.shown(wanted.name if isinstance(wanted, Speaker) else wanted)
        raise ArgumentError(argument, wanted, f"no speaker {label} in this text; there are: {ids}")
    return _only(found, wanted, argument)


def same_name(name: str, other: str) -> bool:
    """Whether both are one name, however its words are spaced."""
    return name.split() == other.split()


# --------------------------------------------------------------------------- a story decoded again


def answers(outcome: Outcome) -> tuple[Answer, ...]:
    """What a person said of quotations, for the stages; none about a quotation that is nobody's."""
    from quoteattr.stage_values import Answer

    return tuple(
        [
            Answer(one.quotation.start, one.quotation.end, one.speaker.id, _names(one.speaker))
            for one in outcome.attributions
            if one.speaker is not None and _answered(one)
        ]
    )


def redone(outcome: AnyOutcome, again: Outcome) -> AnyOutcome:
    """The corrected ``outcome`` with what ``again`` has for every quotation that no person answered: the same
    story, decoded with the ``answers``. The cast stays the person's."""
    heirs = {speaker.id: _same(outcome, speaker) for speaker in again.speakers}
    both = zip(outcome.attributions, again.attributions, strict=True)
    settled = {one.quotation.spans[0] for one in outcome.attributions if one.speaker and _answered(one)}
    return evolve(
        outcome,
        attributions=tuple([_redone(one, now, heirs) for one, now in both]),
        doubts=tuple([d for d in again.doubts if d.kind not in _SETTLED or d.span not in settled]),
    )


def _redone(one: Attribution, now: Attribution, heirs: _Heir) -> Attribution:
    if _answered(one):
        others = evolve(one, addressees=now.addressees, runners_up=now.runners_up)
        return _consistent(others, one.speaker, heirs)
    if now.speaker is None:
        return _consistent(now, None, heirs)
    heir = heirs[now.speaker.id]
    found = _consistent(now, heir, heirs)
    if heir is None:
        return _passed_on(found, _NO_SPEAKER.format(now.speaker.name))
    if heir.id != now.speaker.id and not same_name(heir.name, now.speaker.name):
        return _passed_on(found, _MERGED.format(now.speaker.name, heir.name))
    return found


def _same(outcome: Outcome, speaker: Speaker) -> Speaker | None:
    """Who in the cast of a corrected outcome is somebody of its story; None where a person removed him."""
    named = [one for one in outcome.speakers if speaker.name in _names(one)]
    return next((one for one in named if one.id == speaker.id), named[0] if named else None)


def _names(speaker: Speaker) -> tuple[str, ...]:
    return (speaker.name, *speaker.aliases)


# ------------------------------------------------------------------------------------- who is meant


def _matching(outcome: Outcome, wanted: Speaker | str, argument: str) -> list[Speaker]:
    if isinstance(wanted, Speaker):
        # a Speaker from before another correction is still that speaker
        return [s for s in outcome.speakers if s.id == wanted.id and wanted.name in (s.name, *s.aliases)]
    if not isinstance(wanted, str):
        raise arguments.wrong_type(argument, wanted, "a Speaker or a str")
    ways: tuple[Callable[[Speaker], bool], ...] = (
        lambda s: s.id == wanted,
        lambda s: same_name(s.name, wanted),
        lambda s: any(same_name(alias, wanted) for alias in s.aliases),
    )
    return next(filter(None, ([s for s in outcome.speakers if way(s)] for way in ways)), [])


def _only(found: list[Speaker], wanted: object, argument: str) -> Speaker:
    if len(found) > 1:
        ids = ", ".join(s.id for s in found)
        raise ArgumentError(argument, wanted, f"{len(found)} speakers have this name; give an id: {ids}")
    return found[0]


def _found_or_new(outcome: Outcome, wanted: Speaker | str) -> Speaker:
    if isinstance(wanted, Speaker):
        return find(outcome, wanted)
    if found := _matching(outcome, wanted, "speaker"):
        return _only(found, wanted, "speaker")
    numbers = [int(match[1]) for s in outcome.speakers if (match := _NUMBER.fullmatch(s.id))]
    return Speaker(f"s{max(numbers, default=0) + 1}", _checked_name(wanted, "speaker"))


def _checked_name(name: str, argument: str) -> str:
    return " ".join(arguments.name(argument, name).split())


def _index(outcome: Outcome, wanted: object) -> int:
    one = arguments.instance("attribution", wanted, Attribution, "an Attribution, such as analysis[0]")
    # its speaker may have been corrected since
    places = (one.quotation, one.cue)
    found = [i for i, a in enumerate(outcome.attributions) if (a.quotation, a.cue) == places]
    if not found:
        raise ArgumentError("attribution", wanted, "is not of this text")
    return next((i for i in found if outcome.attributions[i] == one), found[0])


# ------------------------------------------------------------------------------------ what it changes


def _joined(kept: Speaker, gone: Speaker, name: str) -> Speaker:
    names = (kept.name, *kept.aliases, gone.name, *gone.aliases)
    mentions = sorted({*kept.mentions, *gone.mentions}, key=lambda m: (m.span.start, m.span.end))
    about = kept if kept.gender is not None else gone
    agreed = kept.gender == gone.gender
    return Speaker(
        id=kept.id,
        name=name,
        kind=gone.kind if kept.kind == "unnamed" else kept.kind,
        aliases=_unique(alias for alias in names if alias != name),
        gender=about.gender,
        gender_evidence=_unique((*about.gender_evidence, *(gone.gender_evidence if agreed else ()))),
        roles=_unique((*kept.roles, *gone.roles)),
        known_id=kept.known_id if kept.known_id is not None else gone.known_id,
        mentions=tuple(mentions),
        members=tuple(m for m in _unique((*kept.members, *gone.members)) if m not in (kept.id, gone.id)),
    )


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _inherited(
    outcome: AnyOutcome, cast: Iterable[Speaker], heirs: _Heir, touched: str, message: str
) -> AnyOutcome:
    """The outcome with everybody's heir in place, wherever a speaker is referred to."""
    members = {id: heir.id if heir is not None else None for id, heir in heirs.items()}
    speakers = []
    for speaker in cast:
        now = (members.get(m, m) for m in speaker.members)
        kept = _unique(m for m in now if m is not None)
        speakers.append(evolve(speaker, members=kept))
    by_id = {s.id: s for s in speakers}
    heirs = {**by_id, **{id: heir and by_id[heir.id] for id, heir in heirs.items()}}
    attributions = []
    for one in outcome.attributions:
        heir = _heir(heirs, one.speaker) if one.speaker is not None else None
        changed = _consistent(one, heir, heirs)
        if one.speaker is not None and one.speaker.id == touched:
            changed = _passed_on(changed, message)
        attributions.append(changed)
    return evolve(outcome, attributions=tuple(attributions), speakers=tuple(speakers))


def _heir(heirs: _Heir, speaker: Speaker) -> Speaker | None:
    return heirs.get(speaker.id, speaker)


def _consistent(one: Attribution, speaker: Speaker | None, heirs: _Heir) -> Attribution:
    """``one`` said by ``speaker``: whoever else is named with it is somebody else, and still in the cast."""
    taken = {speaker.id} if speaker is not None else set()
    addressees = {now.id: now for s in one.addressees if (now := _heir(heirs, s)) is not None}
    others: dict[str, RunnerUp] = {}
    for other in one.runners_up:
        now = _heir(heirs, other.speaker)
        if now is not None and now.id not in taken:
            best = max(other.score, others[now.id].score if now.id in others else other.score)
            others[now.id] = RunnerUp(now, best)
    return evolve(
        one,
        speaker=speaker,
        addressees=tuple(s for id, s in addressees.items() if id not in taken),
        runners_up=tuple(others.values()),
    )


def _passed_on(one: Attribution, message: str) -> Attribution:
    """``one`` after its speaker became another or nobody: whom nobody speaks for is no source either."""
    place = _answered(one) if one.speaker is not None else ()
    return evolve(_decided(one, message, place), mention=one.mention if one.speaker is not None else None)


def _decided(one: Attribution, message: str, place: tuple[Span, ...] = ()) -> Attribution:
    return evolve(one, rule=HUMAN, confidence=None, evidence=(Evidence(HUMAN, place, message, 1.0),))


def _answered(one: Attribution) -> tuple[Span, ...]:
    """The place of which a person said whose it is; none where a person only spoke of the cast."""
    return one.evidence[0].spans if one.rule == HUMAN and one.evidence else ()


def _reassigned(outcome: AnyOutcome, index: int, speaker: Speaker | None) -> AnyOutcome:
    one = outcome.attributions[index]
    cast = outcome.speakers
    if speaker is not None and all(s.id != speaker.id for s in cast):
        cast = (*cast, speaker)
    heirs: _Heir = {s.id: s for s in cast}
    who = speaker.name if speaker is not None else "nobody"
    before = one.speaker.name if one.speaker is not None else "nobody"
    message = f"a person said that this is {who}'s, not {before}'s"
    if (speaker and speaker.id) == (one.speaker and one.speaker.id):
        message = f"a person confirmed that this is {who}'s"
    changed = _decided(_consistent(one, speaker, heirs), message, one.quotation.spans[:1])
    changed = evolve(changed, mention=_still(one, speaker))
    attributions = (*outcome.attributions[:index], changed, *outcome.attributions[index + 1 :])
    return evolve(outcome, attributions=attributions, speakers=cast, doubts=_open(outcome, one, speaker))


def _still(one: Attribution, speaker: Speaker | None) -> Mention | None:
    """The mention of the source, unless it names somebody other than ``speaker``."""
    mention = one.mention
    if mention is None or speaker is None:
        return None
    same = one.speaker is not None and one.speaker.id == speaker.id
    named = any(m.head == mention.head for m in speaker.mentions)
    return mention if same or named or mention.kind in ("pronoun", "role") else None


def _open(outcome: Outcome, one: Attribution, speaker: Speaker | None) -> tuple[Doubt, ...]:
    """The doubts without those that a person has settled by naming ``speaker``."""
    if speaker is None:
        return outcome.doubts
    first = one.quotation.spans[0]
    return tuple(d for d in outcome.doubts if d.kind not in _SETTLED or d.span != first)


def settled(
    one: Attribution, speaker: Speaker | None, evidence: Evidence, confidence: float | None = None
) -> Attribution:
    """``one`` as somebody else than the analysis settled it: said by ``speaker``, who is in the cast, for
    that one reason. Its mention stays where it may still mean the speaker."""
    others = tuple([other for other in one.runners_up if speaker is None or other.speaker.id != speaker.id])
    return evolve(
        one,
        speaker=speaker,
        mention=_still(one, speaker),
        addressees=tuple([other for other in one.addressees if speaker is None or other.id != speaker.id]),
        runners_up=others,
        rule=evidence.rule,
        evidence=(evidence,),
        confidence=confidence,
    )
