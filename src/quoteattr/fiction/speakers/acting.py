"""Who does something in the narration of a turn's own paragraph, in front of it or inside it.

“New guard.” Tobi handed the cups round. “Young.”: there hardly anybody but Tobi speaks. Of somebody without a
name ("she", "the old woman", "her eyes") it shows the gender.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import frozen

from quoteattr.fiction.cast.values import Cast
from quoteattr.fiction.speakers.presence import named_as
from quoteattr.fiction.turns.beside import Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Tokens
from quoteattr.types import Gender

_LONGEST = 60  # tokens of narration that are about one person, mostly


@frozen
class Actor:
    """Who acts beside a turn: the ``character``, or -1, and the ``gender`` that the words show."""

    character: int = -1
    gender: Gender | None = None


NOBODY = Actor()


@frozen(eq=False)
class Stage:
    """What the narration is read with; ``spoken`` as Facts has it."""

    tokens: Tokens
    cast: Cast
    spoken: Sequence[Mapping[int, bool]]
    pack: Pack


def actors(stage: Stage, turns: Sequence[Turn]) -> tuple[Actor, ...]:
    """Who acts beside each turn that has no cue."""
    return tuple([_actor(stage, t, turn) for t, turn in enumerate(turns)])


def _actor(stage: Stage, t: int, turn: Turn) -> Actor:
    if turn.cue is not None:
        return NOBODY
    for first, end in turn.narration:
        voice = next((voice for voice in turn.voices if voice.first == first), None)
        if voice is not None and first < turn.last and end - first <= _LONGEST:
            return _who(stage, t, turn, voice, end)
    return NOBODY


def _who(stage: Stage, t: int, turn: Turn, voice: Voice, end: int) -> Actor:
    """Who the subject ``voice`` of narration up to token ``end`` is."""
    who = _character(stage, voice)
    shown = _shown(stage, voice, end)
    if who < 0:
        return Actor(-1, shown)
    own = stage.cast.characters[who].gender
    nearest = turn.voices[0].gender if turn.voices[0].kind == "pronoun" else None
    another = nearest is not None and own is not None and nearest != own  # "Isla waited. He smiled."
    addressed = stage.spoken[t].get(who, False)
    return NOBODY if another or addressed or _others_act(stage, who, voice.last, end) else Actor(who)


def _character(stage: Stage, voice: Voice) -> int:
    """The character of a subject: by name, by what has a name ("Helen's smile"), by a role, or "I"."""
    mentions = stage.cast.mentions
    if voice.kind == "group" or (voice.kind == "noun" and _is_person(stage, voice.last - 1)):
        inside = range(voice.first, voice.last if voice.kind == "noun" else 0)
        roles = [mentions.role_at[k] for k in inside if k in mentions.role_at]
        return next((who for who in roles if stage.cast.characters[who].role), -1)
    if voice.kind == "i" or _is_narrators(stage, voice.first):
        return stage.cast.teller_at(voice.first)
    return mentions.who_at.get(voice.first if voice.name < 0 else voice.name, -1)


def _is_narrators(stage: Stage, k: int) -> bool:
    """Whether the word at token ``k`` is "my"."""
    facts = stage.pack.pronouns.get(stage.tokens.words[k].lower())
    return facts is not None and facts["person"] == 1 and facts["number"] == "singular"


def _is_person(stage: Stage, k: int) -> bool:
    """Whether the noun at token ``k`` is somebody: "Helen's aunt"."""
    word = stage.tokens.words[k].lower()
    return word in stage.pack.roles or word in stage.pack.story.relative


def _shown(stage: Stage, voice: Voice, end: int) -> Gender | None:
    """The gender that the words show: of "she", "the old woman", "her eyes", "the guard shook his head"."""
    if voice.gender is not None or voice.kind not in ("noun", "pronoun"):
        return voice.gender
    for k in (voice.first, *range(voice.last, end)):
        facts = stage.pack.pronouns.get(stage.tokens.words[k].lower())
        if facts is not None and facts["gender"]:
            gender: Gender = facts["gender"]
            return gender
    return None


def _others_act(stage: Stage, who: int, first: int, end: int) -> bool:
    """Whether the narration names another who does something: "Ada sat, and Hugh took the paper."."""
    mentions = stage.cast.mentions
    within = range(*[bisect_left(mentions.firsts, token) for token in (first, end)])
    return any(
        mentions.who[m] != who
        and named_as(stage.tokens, mentions.firsts[m], mentions.lasts[m], stage.pack) == "does"
        for m in within
    )
