"""Those who speak under a role alone: "said the landlord", "a voice cried"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from quoteattr.fiction.cast.values import Character, Mentions
from quoteattr.fiction.turns.beside import CUES, Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.names.gender import GenderEvidence
from quoteattr.stage_values import Segmented

_THEY_REACH = 60  # tokens in front of "they" in which several are looked for
_SELDOM = 2  # at most so many cues: then "the porter" is taken for somebody not on the list
_LONGEST = 4  # words of a role


@frozen(eq=False)
class _Scene:
    """The story in which roles speak; whoever has no name yet is added to ``people``.

    ``mention_at``  token -> number of the mention that begins there.
    ``new``         phrase -> the character who was added for it.
    """

    people: list[Character]
    names: Mentions
    segmented: Segmented
    inside: Sequence[int]
    pack: Pack
    mention_at: Mapping[int, int]
    new: dict[str, int] = field(factory=dict)

    def add(self, phrase: str, one: Character) -> None:
        self.new[phrase] = len(self.people)
        self.people.append(one)


def speaking_roles(
    people: list[Character],
    names: Mentions,
    phrases: Mapping[str, int],
    turns: Sequence[Turn],
    segmented: Segmented,
    inside: Sequence[int],
    pack: Pack,
) -> list[tuple[int, int, int]]:
    """(first token, last exclusive, character) of each cue's role or group; whom no name and none of the
    ``phrases`` of ``people`` covers is added to ``people``.

    "The" and "a" make somebody of a noun, possessives do not: "his wife" is mostly somebody with a name.
    """
    mention_at = {first: m for m, first in enumerate(names.firsts)}
    scene = _Scene(people, names, segmented, inside, pack, mention_at)
    found: list[tuple[int, int, int]] = []
    for voice in [v for turn in turns for v in turn.voices if v.where in CUES]:
        phrase = _phrase(segmented, voice, pack)
        if phrase is not None:
            phrase = phrase or _several_before(scene, voice)
            if phrase not in phrases and phrase not in scene.new:
                scene.add(phrase, _role(segmented, voice, phrase, pack))
            found.append((voice.first, voice.last, phrases.get(phrase, scene.new.get(phrase, -1))))
    if any(one.known is not None for one in people):
        _mark_introduced(scene, Counter([who for _, _, who in found]))
    return found


def _mark_introduced(scene: _Scene, cues: Counter[int]) -> None:
    """When a list of characters is given, somebody brought in with "a" ("a porter") is ``introduced``: not on
    the list. So is a trade ("the porter") with at most two cues."""
    people = scene.people
    seldom = [who for who in scene.new.values() if people[who].role and cues[who] <= _SELDOM]
    for who in _introduced(scene.segmented, scene.new, scene.pack).union(seldom):
        people[who] = evolve(people[who], introduced=True)


def _several_before(scene: _Scene, voice: Voice) -> str:
    """The phrase under which those are added who are "they"."""
    name, members = _before(scene, voice.first)
    phrase = name.lower() or scene.segmented.tokens.words[voice.last - 1].lower()
    if phrase not in scene.new:
        scene.add(phrase, _several(name, phrase, members))
    return phrase


def _phrase(segmented: Segmented, voice: Voice, pack: Pack) -> str | None:
    """The words of a role or a group without articles: "" of "they", None where the voice is neither."""
    words, articles = segmented.tokens.words, pack.story["any-article"]
    head = words[voice.last - 1].lower()
    if voice.kind not in ("noun", "group") or head in pack.words.places.own_groups:
        return None
    start = voice.first + 1
    second = " ".join(words[start : start + 1]).lower()
    phrase = " ".join(words[start + (second in articles) : voice.last]).lower()
    if not phrase:
        return "" if voice.kind == "group" else None
    is_role = words[voice.first].lower() in articles and head not in pack.story["no-role"]
    return phrase if is_role else None


def _role(segmented: Segmented, voice: Voice, phrase: str, pack: Pack) -> Character:
    """Somebody, or several, known by a role; "they" have no name."""
    tokens = segmented.tokens
    written = segmented.text[tokens.starts[voice.last - len(phrase.split())] : tokens.ends[voice.last - 1]]
    written = " ".join(written.split())
    if voice.kind == "group":
        return _several(f"the {written}", phrase)
    head = tokens.words[voice.last - 1]
    noun, named = head.lower(), capital(head)  # "said the Toad": written as a name
    gender = pack.roles.get(noun)
    post = bool(tokens.classes[voice.last - 1] & c.ROLE) or noun in pack.story["post"]
    return Character(
        f"the {written if named else phrase}",
        (phrase,),
        gender,
        (GenderEvidence("noun", noun),) if gender else (),
        unnamed=True,
        introduced=named,
        role=post and noun not in pack.story["anybody"],
    )


def _several(name: str, phrase: str, members: tuple[int, ...] = ()) -> Character:
    return Character(name, (phrase,), unnamed=True, introduced=True, group=True, members=members)


def _before(scene: _Scene, token: int) -> tuple[str, tuple[int, ...]]:
    """(name, members) of those whom the narration before ``token`` names together last: "the boys", "Nora and
    Hugh"; ("", ()) where there is nobody."""
    words, names = scene.segmented.tokens.words, scene.names
    for k in range(token - 1, max(0, token - _THEY_REACH), -1):
        if scene.inside[k] < 0:
            if _is_group(scene.segmented, k, scene.pack):
                return f"the {words[k].lower()}", ()
            m = scene.mention_at.get(k)
            if m and words[k - 1] in scene.pack.words.places.name_joins and names.lasts[m - 1] == k - 1:
                pair = (names.who[m - 1], names.who[m])
                return f" {words[k - 1]} ".join([scene.people[who].name for who in pair]), pair
    return "", ()


def _is_group(segmented: Segmented, k: int, pack: Pack) -> bool:
    """Whether token ``k`` is a noun for several people with an article: "the boys", "all the boys"."""
    tokens, articles = segmented.tokens, pack.story["any-article"]
    before = tokens.words[max(0, k - 2) : k]
    return bool(tokens.classes[k] & c.GROUP) and any(word.lower() in articles for word in before)


def _introduced(segmented: Segmented, roles: Mapping[str, int], pack: Pack) -> set[int]:
    """Those of the roles that the text mentions with "a": "a porter", not "a man", who may be anybody."""
    words, anybody = segmented.tokens.words, pack.story["anybody"]
    new = {form for word in pack.story["new-article"] for form in (word, word.capitalize())}
    asked = {phrase: who for phrase, who in roles.items() if phrase.split()[-1] not in anybody}
    behind = [i + 1 for i, word in enumerate(words) if word in new]
    phrases = [" ".join(words[i : i + length]).lower() for i in behind for length in range(1, _LONGEST + 1)]
    return {asked[phrase] for phrase in asked.keys() & phrases}
