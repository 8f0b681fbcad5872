"""Who does something in the narration of a turn's own paragraph, in front of it or inside it.

“New guard.” Tobi handed the cups round. “Young.”: there hardly anybody but Tobi speaks. Of somebody without a
name ("she", "the old woman", "her eyes") it shows the gender.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from quoteattr.fiction.cast.values import Cast
from quoteattr.fiction.places.name_forms import names_self
from quoteattr.fiction.speakers.presence import is_person, named_as
from quoteattr.fiction.turns.beside import Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Tokens
from quoteattr.types import Gender

_ASKED = 6  # tokens at the end of a turn in which it asks for a name
_LONGEST = 60  # tokens of narration that are about one person, mostly


@frozen
class Actor:
    """Who acts beside a turn: the ``character``, or -1, and the ``gender`` that the words show."""

    character: int = -1
    gender: Gender | None = None


NOBODY = Actor()


@frozen(eq=False)
class _Stage:
    """What the narration is read with; ``spoken`` as Facts has it, ``posts``: "porter" -> the character."""

    tokens: Tokens
    cast: Cast
    spoken: Sequence[Mapping[int, bool]]
    pack: Pack
    posts: Mapping[str, int]


def actors(tokens: Tokens, cast: Cast, turns: Sequence[Turn], pack: Pack) -> tuple[Actor, ...]:
    """Who acts beside each turn that has no cue."""
    posts = {form.lower(): k for k, one in enumerate(cast.characters) if one.role for form in one.forms}
    stage = _Stage(tokens, cast, cast.spoken, pack, posts)
    asked = (False, *[_asks_name(stage, turn) for turn in turns])
    both = zip(turns, asked, strict=False)
    return tuple([_actor(stage, t, turn, is_asked) for t, (turn, is_asked) in enumerate(both)])


def _asks_name(stage: _Stage, turn: Turn) -> bool:
    """Whether a turn ends with a question for the other's name: “What's your name?”"""
    said = " ".join(stage.tokens.words[max(turn.first, turn.last - _ASKED) : turn.last]).lower()
    return any(f"{phrase} ?" in said for phrase in stage.pack.words.places.name_asked)


def _actor(stage: _Stage, t: int, turn: Turn, is_asked: bool) -> Actor:
    if turn.cue is not None:
        return NOBODY
    if (who := _names_self(stage, turn, is_asked)) >= 0:
        return Actor(who)
    for first, end in turn.narration:
        voice = next((voice for voice in turn.voices if voice.first == first), None)
        if voice is not None and first < turn.last and end - first <= _LONGEST:
            return _who(stage, t, turn, voice, end)
    return _named(stage, t, turn)


def _names_self(stage: _Stage, turn: Turn, is_asked: bool) -> int:
    """Who gives the own name in a turn: “I'm Nora,” not “I'm Nora's aunt”, or “Nora.” where it ``is_asked``;
    or -1."""
    mentions = stage.cast.mentions
    for m in mentions.between(turn.first, turn.last):
        first, last = mentions.firsts[m], mentions.lasts[m]
        owned = named_as(stage.tokens, first, last, stage.pack) == "has"
        alone = is_asked and (first, last) == (turn.first + 1, turn.last - 2)
        if alone or (not owned and names_self(stage.tokens.words, first, stage.pack)):
            return mentions.who[m]
    return -1


def _named(stage: _Stage, t: int, turn: Turn) -> Actor:
    """The only person named in a turn's narration, if the subject there; not in front of the words in their
    own sentence: "“Yes.” Nora put down the cup."."""
    for first, end in turn.narration:
        voice = next((voice for voice in turn.voices if first <= voice.first < end), None)
        if voice is not None and end - first <= _LONGEST and _acts_alone(stage, turn, voice, (first, end)):
            return _who(stage, t, turn, voice, end)
    return NOBODY


def _acts_alone(stage: _Stage, turn: Turn, voice: Voice, narration: tuple[int, int]) -> bool:
    """Whether nobody else is named in the narration of which ``voice`` is the subject."""
    mentions, (first, end) = stage.cast.mentions, narration
    named = {mentions.who[m] for m in mentions.between(first, end)}
    at_place = voice.first == first if first >= turn.last else voice is turn.voices[0]
    is_subject = voice.where != "lead-in" and mentions.whom(voice) >= 0
    return len(named) == 1 and at_place and is_subject


def _who(stage: _Stage, t: int, turn: Turn, voice: Voice, end: int) -> Actor:
    """Who the subject ``voice`` of narration up to token ``end`` is."""
    who = _character(stage, voice)
    shown = _shown(stage, voice, end)
    if who < 0:
        return Actor(-1, shown)
    own = stage.cast.characters[who].gender
    nearest = turn.voices[0].gender if turn.voices[0].kind == "pronoun" else None
    another = nearest is not None and own is not None and nearest != own  # "Isla waited. He smiled."
    another = another or (turn.voices[0].kind == "i" != voice.kind)  # "Isla waited. I smiled."
    addressed = stage.spoken[t].get(who, False)
    return NOBODY if another or addressed or _others_act(stage, who, voice.last, end) else Actor(who)


def _character(stage: _Stage, voice: Voice) -> int:
    """The character of a subject: by name, by what has a name ("Helen's smile"), by a role, or "I"."""
    if voice.kind == "group":
        return -1
    told = stage.cast.mentions.role_at.get(voice.first, -1) if voice.name < 0 else -1
    if told >= 0:
        return told  # "her mother"
    somebody = voice.kind == "noun" and is_person(stage.tokens, voice.last - 1, stage.pack)
    if _is_the_tellers(stage, voice, somebody):
        return stage.cast.teller_at(voice.first)
    named = stage.cast.mentions.who_at.get(voice.first if voice.name < 0 else voice.name, -1)
    return _post(stage, voice, somebody) if somebody or named < 0 else named


def _post(stage: _Stage, voice: Voice, whole: bool) -> int:
    """The character of a post at the beginning of a noun phrase ("the nurse's smile"), or as the ``whole`` of
    it; -1 for none."""
    words = [word.lower() for word in stage.tokens.words[voice.first + 1 : voice.last]]
    shortest = len(words) if whole else 1
    named = [stage.posts.get(" ".join(words[:n]), -1) for n in range(len(words), shortest - 1, -1)]
    return next((who for who in named if who >= 0), -1)


def _is_the_tellers(stage: _Stage, voice: Voice, somebody: bool) -> bool:
    """Whether a subject is "I", or what "I" have and nobody is: "my hands", not "my aunt"."""
    return voice.kind == "i" or (_is_narrators(stage, voice.first) and not somebody)


def _is_narrators(stage: _Stage, k: int) -> bool:
    """Whether the word at token ``k`` is "my"."""
    facts = stage.pack.pronouns.get(stage.tokens.words[k].lower())
    return facts is not None and facts["person"] == 1 and facts["number"] == "singular"


def _shown(stage: _Stage, voice: Voice, end: int) -> Gender | None:
    """The gender that the words show: of "she", "the old woman", "her eyes", "the guard shook his head"."""
    if voice.gender is not None or voice.kind not in ("noun", "pronoun"):
        return voice.gender
    for k in (voice.first, *range(voice.last, end)):
        facts = stage.pack.pronouns.get(stage.tokens.words[k].lower())
        if facts is not None and facts["gender"]:
            gender: Gender = facts["gender"]
            return gender
    return None


def _others_act(stage: _Stage, who: int, first: int, end: int) -> bool:
    """Whether the narration names another who does something: "Ada sat, and Hugh took the paper."."""
    mentions = stage.cast.mentions
    return any(
        mentions.who[m] != who
        and named_as(stage.tokens, mentions.firsts[m], mentions.lasts[m], stage.pack) == "does"
        for m in mentions.between(first, end)
    )
