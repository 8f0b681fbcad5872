"""Who speaks in a story: turns, characters and narrator put together into attributions."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum

from attrs import evolve, frozen

from quoteattr.fiction.cast.labels import find_labels, with_labels
from quoteattr.fiction.cast.narrator import Narrator, find_narrator, with_narrator
from quoteattr.fiction.cast.stage import Cast, Character, make_cast, without
from quoteattr.fiction.cast.unnamed import with_roles
from quoteattr.fiction.speakers.addressees import find_addressees
from quoteattr.fiction.speakers.confidence import turn_reasons
from quoteattr.fiction.speakers.facts import Facts, facts_of
from quoteattr.fiction.speakers.stage import NOBODY_KNOWN, Decision, decide
from quoteattr.fiction.turns.beside import CUES, Voice
from quoteattr.fiction.turns.medium import medium_of
from quoteattr.fiction.turns.stage import Turn, find_turns
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.model import figure
from quoteattr.model.calibration import calibrated
from quoteattr.model.turns import TurnModel
from quoteattr.quotes.wording import between_marks
from quoteattr.stage_values import Profile, Quotes, Segmented, Sentences
from quoteattr.text.chapters import headings
from quoteattr.types import (
    Attribution,
    Cue,
    Doubt,
    Evidence,
    Mention,
    MentionKind,
    Outcome,
    Quotation,
    RunnerUp,
    Span,
    Speaker,
)

_RUNNERS_UP = 3
_UNDECIDED = Decision(NOBODY_KNOWN, 0.0, 0.0, (), False)
_KINDS: dict[str, MentionKind] = {"name": "name", "role": "role", "noun": "role", "group": "group"}
_MESSAGES = {
    "said-x": "“{}” behind the quotation",
    "x-said": "“{}” behind the quotation",
    "announced": "“{}” in front of the quotation",
}


@frozen(eq=False)
class Dialogue:
    """The turns of a text, its cast and narrator, and the counts that features rest on."""

    turns: tuple[Turn, ...]
    cast: Cast
    narrator: Narrator
    facts: Facts


def read_dialogue(segmented: Segmented, quotes: Quotes, sentences: Sentences, profile: Profile) -> Dialogue:
    """The turns and the characters of a story, nothing decided yet."""
    pack = profile.pack
    cast = without(make_cast(segmented, sentences, pack, profile.known), profile.not_speakers)
    labels = find_labels(segmented, quotes)
    cast = with_labels(cast, segmented, labels, pack, bool(profile.known))
    turns = find_turns(segmented, quotes, cast, pack, headings(segmented.text, segmented.paragraphs), labels)
    cast, turns = with_roles(cast, turns, segmented, sentences.inside, pack)
    facts = facts_of(segmented, sentences, turns, cast, -1, pack)
    narrator = find_narrator(segmented, sentences, turns, cast, facts.spoken, pack, profile.narrator)
    cast, who = with_narrator(cast, narrator)
    if narrator.first_person:
        facts = facts_of(segmented, sentences, turns, cast, who, pack)
    return Dialogue(turns, cast, narrator, facts)


def resolve_dialogue(
    segmented: Segmented,
    quotes: Quotes,
    sentences: Sentences,
    profile: Profile,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """The attributions of a story in text order, one a turn; everybody who is named or speaks.

    Without weights only the turns whose cue names somebody have a speaker.
    """
    dialogue = read_dialogue(segmented, quotes, sentences, profile)
    models = profile.turn_models()
    listed = profile.known is not None and len(profile.known) > 0
    model = None if models is None else models.listed if listed else models.unlisted
    decisions = decide(dialogue.facts, model.turns if model is not None else {}, progress)
    if model is None:
        decisions = [one if one.locked else _UNDECIDED for one in decisions]
    to_whom = find_addressees(segmented, dialogue.facts, [one.character for one in decisions])
    speakers = _speakers(segmented, dialogue, profile.not_speakers)
    attributions = []
    doubts = list(quotes.doubts)
    for t in range(len(dialogue.turns)):
        one = _attribution(segmented, quotes, dialogue, decisions, t, model, speakers, profile.pack)
        addressee = speakers[to_whom[t]] if to_whom[t] >= 0 else None
        if addressee is not None:
            one = evolve(one, addressees=(addressee,))
        if one.speaker is None:
            message = "nobody was found who said this"
            if one.mention is not None and one.mention.kind == "group":
                message = f"the text does not say who “{one.mention.text}” are"
            doubts.append(Doubt("no-speaker", one.quotation.spans[0], message))
        attributions.append(one)
    narrator = dialogue.narrator
    if narrator.first_person and narrator.character < 0 and not narrator.name:
        doubts.append(Doubt("unknown-narrator", Span(0, 0), _unknown_narrator(dialogue)))
    named = [speakers[k] for k in _in_order(dialogue.cast)]
    present = tuple([speaker for speaker in named if speaker is not None])
    return Outcome(segmented.genre, tuple(attributions), present, tuple(doubts))


def _unknown_narrator(dialogue: Dialogue) -> str:
    rivals = " or ".join(dialogue.cast.characters[k].name for k in dialogue.narrator.rivals)
    return f"the narrator may be {rivals}" if rivals else "the text does not name its narrator"


# ---------------------------------------------------------------------------------------- speakers


def _in_order(cast: Cast) -> list[int]:
    """The numbers of the characters in order of first mention; those without a name are behind the others."""
    firsts = dict(zip(reversed(cast.who), reversed(cast.firsts), strict=True))
    last = len(cast.firsts) and cast.firsts[-1] + 1
    places = [last if one.unnamed else firsts.get(k, last) for k, one in enumerate(cast.characters)]
    return sorted(range(len(places)), key=places.__getitem__)


def _speakers(segmented: Segmented, dialogue: Dialogue, barred: frozenset[str]) -> list[Speaker | None]:
    """A Speaker for each character; None for a narrator without a name, and for a role that is ``barred``."""
    cast = dialogue.cast
    mentions: list[list[Mention]] = [[] for _ in cast.characters]
    for m, who in enumerate(cast.who):
        mentions[who].append(_mention(segmented, cast.firsts[m], cast.lasts[m], "name"))
    found: list[Speaker | None] = []
    ids = {k: f"s{place}" for place, k in enumerate(_in_order(cast), 1)}
    for k, one in enumerate(cast.characters):
        named = one.name and one.name.casefold() not in barred
        members = tuple([ids[member] for member in one.members])
        found.append(_speaker(ids[k], members, one, tuple(mentions[k])) if named else None)
    return found


def _speaker(id: str, members: tuple[str, ...], one: Character, mentions: tuple[Mention, ...]) -> Speaker:
    known = one.known
    seen = {mention.text for mention in mentions}
    return Speaker(
        id=id,
        name=one.name,
        kind="group"
        if one.group
        else "unnamed"
        if one.unnamed
        else known.kind
        if known is not None
        else "person",
        aliases=tuple([form for form in one.forms if form != one.name and (known is None or form in seen)]),
        gender=one.gender,
        gender_evidence=one.gender_evidence,
        known_id=known.known_id if known is not None else None,
        mentions=mentions if not one.unnamed else (),
        members=members,
    )


def _mention(segmented: Segmented, first: int, last: int, kind: MentionKind) -> Mention:
    tokens = segmented.tokens
    span = Span(tokens.starts[first], tokens.ends[last - 1])
    head = span if kind == "name" else Span(tokens.starts[last - 1], tokens.ends[last - 1])
    return Mention(span, segmented.text[span.start : span.end], head, kind)


# ------------------------------------------------------------------------------------ attributions


def _attribution(
    segmented: Segmented,
    quotes: Quotes,
    dialogue: Dialogue,
    decisions: list[Decision],
    t: int,
    model: TurnModel | None,
    speakers: list[Speaker | None],
    pack: Pack,
) -> Attribution:
    turn, one = dialogue.turns[t], decisions[t]
    spans = [quotes.spans[n] for n in turn.quotes]
    text = segmented.text
    inner = " ".join([piece for span in spans for piece in between_marks(text, span, span)])
    quotation = Quotation(
        tuple([Span(s.start, s.end) for s in spans]),
        "direct",
        tuple([s.text for s in spans]),
        " ".join(inner.split()),
        medium_of(segmented, turn, spans[0], pack),
    )
    voice = next((v for v in turn.voices if v.where in CUES), None)
    cue, mention = (None, None) if voice is None else _cue_and_mention(segmented, voice, pack)
    probability = None
    if model is not None:
        first = text[spans[0].inner.start : spans[0].inner.end]
        reasons = turn_reasons(dialogue.facts, decisions, t, first)
        weighed = [value * model.reasons.get(name, 0.0) for name, value in reasons.items()]
        raw = fsum([model.bias, *weighed])
        probability = calibrated(raw, model.calibration)
    runners = [(speakers[k], p) for k, p in one.ranked if k != one.character][:_RUNNERS_UP]
    return Attribution(
        quotation=quotation,
        cue=cue,
        mention=mention,
        speaker=speakers[one.character] if one.character >= 0 else None,
        rule="cue" if one.locked else "turn",
        evidence=_evidence(quotation, voice, mention, one),
        confidence=probability,
        runners_up=tuple([RunnerUp(who, figure(p)) for who, p in runners if who is not None]),
    )


def _cue_and_mention(segmented: Segmented, voice: Voice, pack: Pack) -> tuple[Cue | None, Mention]:
    kind = _KINDS.get(voice.kind, "pronoun")
    mention = _mention(segmented, voice.first, voice.last, kind)
    if voice.token < 0:
        return None, mention
    tokens = segmented.tokens
    word = tokens.words[voice.token]
    thinks = word in pack.story["thought-verb"]
    reports = bool(tokens.classes[voice.token] & c.REPORTING_VERB)
    span = Span(tokens.starts[voice.token], tokens.ends[voice.token])
    return Cue(span, word, word.lower(), "thought" if thinks else "speech" if reports else "other"), mention


def _evidence(
    quotation: Quotation, voice: Voice | None, mention: Mention | None, one: Decision
) -> tuple[Evidence, ...]:
    found = []
    if voice is not None and mention is not None:
        message = _MESSAGES[voice.where].format(mention.text)
        found.append(Evidence(voice.where, (mention.span,), message, 1.0 if one.locked else 0.5))
    if one.ranked and not one.locked:
        message = f"the turns around make this speaker {one.probability:.0%} likely"
        found.append(Evidence("turns", (quotation.spans[0],), message, round(one.margin, 2)))
    return tuple(found)
