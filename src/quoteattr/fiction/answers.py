"""The stage: turns, characters and decisions put together into attributions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from quoteattr.fiction.cast import Cast
from quoteattr.fiction.cast.order import in_order, speaker_ids
from quoteattr.fiction.cast.values import Character
from quoteattr.fiction.speakers import Decided
from quoteattr.fiction.speakers.lattice import Decision
from quoteattr.fiction.turns import Turn
from quoteattr.fiction.turns.beside import Kind, Voice, Where
from quoteattr.fiction.turns.medium import medium_of
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.model import figure
from quoteattr.quotes import unread
from quoteattr.quotes.wording import between_marks
from quoteattr.stage_values import Profile, Quotes, Segmented
from quoteattr.types import (
    Attribution,
    Cue,
    CueAct,
    Doubt,
    Evidence,
    Mention,
    MentionKind,
    Outcome,
    Quotation,
    RunnerUp,
    Span,
    Speaker,
    SpeakerKind,
)

_RUNNERS_UP = 3
_KINDS: Mapping[Kind, MentionKind] = {"name": "name", "role": "role", "noun": "role", "group": "group"}
_MESSAGES: Mapping[Where, str] = {
    "said-x": "“{}” behind the quotation",
    "x-said": "“{}” behind the quotation",
    "announced": "“{}” in front of the quotation",
}
_ACTS = "“{}” does something beside the quotation"


def of_story(
    segmented: Segmented,
    quotes: Quotes,
    turns: tuple[Turn, ...],
    cast: Cast,
    decisions: tuple[Decided, ...],
    profile: Profile,
) -> Outcome:
    """The attributions of a story in text order, one a turn; everybody who is named or speaks."""
    speakers = _speakers(segmented, cast, profile)
    attributions = [
        _attribution(segmented, quotes, turn, decided, speakers, profile.pack)
        for turn, decided in zip(turns, decisions, strict=True)
    ]
    unknown = [_no_speaker(one) for one in attributions if one.speaker is None]
    layout = unread.of_layout(segmented, (span for one in attributions for span in one.quotation.spans))
    doubts = (
        *segmented.doubts,
        *quotes.doubts,
        *layout,
        *unknown,
        *_of_narrator(cast),
        *_of_aliases(segmented, turns, cast),
    )
    present = [speaker for k in in_order(cast) if (speaker := speakers[k]) is not None]
    return Outcome(segmented.genre, tuple(attributions), tuple(present), doubts)


def _no_speaker(attribution: Attribution) -> Doubt:
    message = "nobody was found who said this"
    if attribution.mention is not None and attribution.mention.kind == "group":
        message = f"the text does not say who “{attribution.mention.text}” are"
    return Doubt("no-speaker", attribution.quotation.spans[0], message)


def _of_aliases(segmented: Segmented, turns: tuple[Turn, ...], cast: Cast) -> Iterator[Doubt]:
    """The doubts about roles that a list gives somebody, and that may be another's."""
    for cue in [turn.cue for turn in turns if turn.cue is not None]:
        alias = cast.aliases.get(cue.first)
        if alias is not None and not alias.is_sure:
            mention = _mention(segmented, cue.first, cue.last, "role")
            names = [cast.characters[k].name for k in (alias.character, *alias.others)]
            if alias.others:
                yield Doubt("two-known-speakers", mention.span, f"{mention.text} may be {' or '.join(names)}")
            else:
                message = f"“{mention.text}” may be {names[0]}, or another whom the text names before"
                yield Doubt("contested-alias", mention.span, message)


def _of_narrator(cast: Cast) -> tuple[Doubt, ...]:
    """The doubt that the story's "I" is nobody known."""
    narrator = cast.narrator
    if not narrator.first_person or narrator.character >= 0 or narrator.name:
        return ()
    rivals = " or ".join(cast.characters[k].name for k in narrator.rivals)
    message = f"the narrator may be {rivals}" if rivals else "the text does not name its narrator"
    return (Doubt("unknown-narrator", Span(0, 0), message),)


# ---------------------------------------------------------------------------------------- speakers


def _speakers(segmented: Segmented, cast: Cast, profile: Profile) -> list[Speaker | None]:
    """A Speaker for each character, the narrator's also where the text gives no name; None for a role that
    is barred."""
    barred = profile.not_speakers
    mentions: list[list[Mention]] = [[] for _ in cast.characters]
    places = cast.mentions
    for first, last, who in zip(places.firsts, places.lasts, places.who, strict=True):
        mentions[who].append(_mention(segmented, first, last, "name"))
    found: list[Speaker | None] = []
    ids = {k: id for id, k in speaker_ids(cast).items()}
    for k, one in enumerate(_called(cast, profile.pack)):
        named = one.name and one.name.casefold() not in barred
        members = tuple([ids[member] for member in one.members])
        found.append(_speaker(ids[k], members, one, tuple(mentions[k])) if named else None)
    return found


def _called(cast: Cast, pack: Pack) -> Iterator[Character]:
    """The characters; whoever says "I" without a name is called the narrator."""
    for k, one in enumerate(cast.characters):
        is_nameless = k == cast.teller and not one.name
        yield evolve(one, name="".join(pack.words.places.teller), unnamed=True) if is_nameless else one


def _speaker(id: str, members: tuple[str, ...], one: Character, mentions: tuple[Mention, ...]) -> Speaker:
    known = one.known
    return Speaker(
        id=id,
        name=one.name,
        kind=_kind(one),
        aliases=_aliases(one, mentions),
        gender=one.gender,
        gender_evidence=tuple([part.sentence for part in one.gender_evidence]),
        known_id=known.known_id if known is not None else None,
        mentions=mentions if not one.unnamed else (),
        members=members,
    )


def _aliases(one: Character, mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """The other forms of a name; of those that a list gives, the ones found in the text."""
    seen = set(one.forms) if one.known is None else {mention.text for mention in mentions}
    return tuple([form for form in one.forms if form != one.name and form in seen])


def _kind(one: Character) -> SpeakerKind:
    if one.group or one.unnamed:
        return "group" if one.group else "unnamed"
    return one.known.kind if one.known is not None else "person"


def _mention(segmented: Segmented, first: int, last: int, kind: MentionKind) -> Mention:
    tokens = segmented.tokens
    span = Span(tokens.starts[first], tokens.ends[last - 1])
    head = span if kind == "name" else Span(tokens.starts[last - 1], tokens.ends[last - 1])
    return Mention(span, segmented.text[span.start : span.end], head, kind)


# ------------------------------------------------------------------------------------ attributions


def _attribution(
    segmented: Segmented,
    quotes: Quotes,
    turn: Turn,
    decided: Decided,
    speakers: list[Speaker | None],
    pack: Pack,
) -> Attribution:
    decision = decided.decision
    quotation = _quotation(segmented, quotes, turn, pack)
    voice = turn.cue
    cue, mention = (None, None) if voice is None else _cue_and_mention(segmented, voice, pack)
    addressee = speakers[decided.addressee] if decided.addressee >= 0 else None
    return Attribution(
        quotation=quotation,
        cue=cue,
        mention=mention,
        speaker=speakers[decision.character] if decision.character >= 0 else None,
        rule="cue" if decision.locked and voice is not None else "turn",
        addressees=(addressee,) if addressee is not None else (),
        evidence=_evidence(segmented, quotation, turn, mention, decision),
        confidence=decided.confidence,
        runners_up=_runners_up(decision, speakers),
    )


def _quotation(segmented: Segmented, quotes: Quotes, turn: Turn, pack: Pack) -> Quotation:
    """The quotations of a turn as one, of as many spans."""
    spans = [quotes.spans[n] for n in turn.quotes]
    inner = " ".join([piece for span in spans for piece in between_marks(segmented.text, span, span)])
    return Quotation(
        tuple([Span(span.start, span.end) for span in spans]),
        "direct",
        tuple([span.text for span in spans]),
        " ".join(inner.split()),
        medium_of(segmented, turn, spans[0], pack),
    )


def _runners_up(decision: Decision, speakers: list[Speaker | None]) -> tuple[RunnerUp, ...]:
    others = [(speakers[k], probability) for k, probability in decision.ranked if k != decision.character]
    return tuple([RunnerUp(who, figure(p)) for who, p in others[:_RUNNERS_UP] if who is not None])


def _cue_and_mention(segmented: Segmented, voice: Voice, pack: Pack) -> tuple[Cue | None, Mention]:
    mention = _mention(segmented, voice.first, voice.last, _KINDS.get(voice.kind, "pronoun"))
    if voice.token < 0:
        return None, mention
    tokens = segmented.tokens
    word = tokens.words[voice.token]
    thinks = word in pack.story.thought_verb
    reports = bool(tokens.classes[voice.token] & c.REPORTING_VERB)
    span = Span(tokens.starts[voice.token], tokens.ends[voice.token])
    act: CueAct = "thought" if thinks else "speech" if reports else "other"
    return Cue(span, segmented.text[span.start : span.end], word.lower(), act), mention


def _evidence(
    segmented: Segmented, quotation: Quotation, turn: Turn, mention: Mention | None, decision: Decision
) -> tuple[Evidence, ...]:
    found = []
    if turn.cue is not None and mention is not None:
        message = _MESSAGES[turn.cue.where].format(mention.text)
        found.append(Evidence(turn.cue.where, (mention.span,), message, 1.0 if decision.locked else 0.5))
    elif decision.locked:
        found += _of_beat(segmented, turn.voices[:1])
    if decision.ranked and not decision.locked:
        message = f"the turns around make this speaker {decision.probability:.0%} likely"
        found.append(Evidence("turns", (quotation.spans[0],), message, round(decision.margin, 2)))
    return tuple(found)


def _of_beat(segmented: Segmented, voices: Sequence[Voice]) -> Iterator[Evidence]:
    """Whoever does something beside the quotation."""
    for voice in voices:
        acting = _mention(segmented, voice.first, voice.last, "name")
        yield Evidence(voice.where, (acting.span,), _ACTS.format(acting.text), 0.5)
