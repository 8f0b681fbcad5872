"""Those who speak under a role alone: "said the landlord", "a voice cried"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from quoteattr.fiction.cast.phrases import Kind, Phrase, Wording, is_post, phrase_of, ties_told
from quoteattr.fiction.cast.relatives import relatives_with_names
from quoteattr.fiction.cast.rivals import likely, rivals
from quoteattr.fiction.cast.spouses import Couples, couples_of, spouse_of
from quoteattr.fiction.cast.values import Character, Mentions, Roles
from quoteattr.fiction.places.forms import find_forms, forms_of
from quoteattr.fiction.turns.beside import CUES, Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.names.gender import GenderEvidence, alike
from quoteattr.stage_values import Segmented

_THEY_REACH = 60  # tokens in front of "they" in which several are looked for
_SELDOM = 2  # cues: with no more, "the porter" is somebody who is not on the list
_LONGEST = 4  # words of a role
_MENTIONS = 50  # in front of "his wife" among which he is looked for
_PLAIN = 2  # tokens of a noun and its article
_NEWCOMER = 120  # tokens in front of "the man" in which "a man" came in
_STAYS = 1500  # the same, if "the man" comes again at least every _NEWCOMER tokens
_ARTICLE_REACH = 3  # tokens from "a" to its noun
_VOICE_REACH = 200  # tokens behind "a voice" in which "the voice" is the same
_NEAR_CUE = 800  # tokens around a cue of "the girl" in which she is the same
_NO_NOUN = c.DETERMINING | c.ADVERB | c.NOMINAL_STOP | c.REPORTING_NOUN
# Kinds of phrases that mean nobody named; a relative who may be one of a list gets no character.
_NOBODY_ELSE: Mapping[bool, tuple[Kind, ...]] = {False: ("anybody",), True: ("anybody", "relative")}


@frozen(eq=False)
class _Scene:
    """The story in which roles speak; whoever has no name yet is added to ``people``.

    ``mention_at``  token -> number of the mention that begins there.
    ``appears``     character -> the token where it is named first.
    ``listed``      whether a list of characters was given.
    ``narrated``    those whom the narration calls by a name.
    ``couples``     who may be whose wife or husband.
    ``new``         phrase -> the character who was added for it.
    """

    people: list[Character]
    names: Mentions
    segmented: Segmented
    inside: Sequence[int]
    pack: Pack
    wording: Wording
    mention_at: Mapping[int, int]
    narrated: set[int]
    appears: Mapping[int, int]
    listed: bool
    couples: Couples
    new: dict[str, int] = field(factory=dict)

    def add(self, phrase: str, one: Character) -> None:
        self.new[phrase] = len(self.people)
        self.people.append(one)


_Heard = tuple[Voice, Phrase, int]  # a cue's noun phrase, how it is read, and whom it means
_Places = Iterator[tuple[int, int, int]]  # first token, last exclusive, character


def speaking_roles(
    people: list[Character],
    names: Mentions,
    phrases: Mapping[str, int],
    turns: Sequence[Turn],
    segmented: Segmented,
    inside: Sequence[int],
    pack: Pack,
) -> Roles:
    """The character of each cue's role or group; whom no name and none of the ``phrases`` of ``people``
    covers is added to ``people``. A phrase of several of them is -1."""
    scene = _scene_of(people, names, segmented, inside, pack)
    related = relatives_with_names(scene.wording, people, names)
    known = {**related, **phrases}
    found = list(_speaking(scene, turns, known))
    places = [(voice.first, voice.last, who) for voice, _, who in found]
    places += _acting(scene, turns, known)
    if scene.listed:
        _mark_introduced(scene, Counter([who for _, _, who in places]))
        return Roles(tuple(places))
    sure = frozenset([voice.first for voice, phrase, who in found if _is_sure(scene, voice, phrase, who)])
    taken = {*names.firsts, *[first for first, _, _ in places]}
    among = {
        voice.first: tuple(dict.fromkeys((who, *likely(people, names, voice, phrase, pack))))
        for voice, phrase, who in _unsure_relatives(found, sure)
    }
    told = list(_in_narration(scene, _heard_alone(found, sure), taken))
    told += _relatives_told(scene, related, found, sure, taken)
    return Roles((*places, *told), sure, among)


def _scene_of(
    people: list[Character], names: Mentions, segmented: Segmented, inside: Sequence[int], pack: Pack
) -> _Scene:
    """The story with what is known before any role is read."""
    mention_at = {first: m for m, first in enumerate(names.firsts)}
    wording = Wording(segmented, {first: people[who].gender for first, who in names.who_at.items()}, pack)
    narrated = {who for first, who in names.who_at.items() if inside[first] < 0}
    appears = dict(zip(reversed(names.who), reversed(names.firsts), strict=True))
    told = narrated, appears, any(one.known is not None for one in people), couples_of(people, pack)
    return _Scene(people, names, segmented, inside, pack, wording, mention_at, *told)


def _unsure_relatives(found: Iterable[_Heard], sure: Container[int]) -> Iterator[_Heard]:
    return (one for one in found if one[1].kind == "relative" and one[0].first not in sure)


def _speaking(scene: _Scene, turns: Sequence[Turn], known: Mapping[str, int]) -> Iterator[_Heard]:
    """The voices of cues that are noun phrases, how they are read, and whom they mean."""
    last = 0
    for voice in [v for turn in turns for v in turn.voices if v.where in CUES]:
        phrase = phrase_of(scene.wording, voice)
        spouse = _spouse(scene, voice, phrase)
        if phrase is None or (spouse < 0 and not _is_read(scene, voice, phrase, known, last)):
            continue
        yield voice, phrase, spouse if spouse >= 0 else _whom(scene, voice, phrase, known)
        last = voice.first


def _acting(scene: _Scene, turns: Sequence[Turn], known: Mapping[str, int]) -> _Places:
    """Where somebody known by a post, or who came in as "a man", does something beside a turn: “Anyone else?”
    The nurse held up the form."""
    if scene.listed:
        return
    for voice in _beside(turns):
        phrase = phrase_of(scene.wording, voice) if voice.kind == "noun" else None
        if phrase is not None and known.get(phrase.key, 0) >= 0 and _is_there(scene, voice, phrase):
            yield voice.first, voice.last, _whom(scene, voice, phrase, known)


def _beside(turns: Sequence[Turn]) -> Collection[Voice]:
    """The voices named beside turns that are no cues, each once."""
    found = (one for turn in turns for one in (*turn.voices, *turn.around) if one.where not in CUES)
    return {one.first: one for one in found}.values()


def _is_there(scene: _Scene, voice: Voice, phrase: Phrase) -> bool:
    """Whether whoever acts has no name: known by a post, as "a man" who came in, or as a relative."""
    if phrase.kind == "relative":
        return not rivals(scene.people, scene.names, voice, phrase, -1, scene.pack)
    if phrase.kind != "role" or phrase.head in scene.pack.story.creature:
        return False  # a dog at the door says nothing
    known = scene.pack.roles.get(phrase.head) or phrase.head in scene.pack.story.post
    if known if phrase.new else is_post(scene.wording, voice):
        return True
    return phrase.head in scene.pack.roles and _came_in(scene, voice, phrase.head)


def _is_read(scene: _Scene, voice: Voice, phrase: Phrase, known: Mapping[str, int], last: int) -> bool:
    """Whether a phrase means one somebody; ``last``: the token of the cue before."""
    if known.get(phrase.key, 0) < 0 or _is_listed(scene, voice, phrase):
        return False
    return not _is_old_voice(scene, voice, phrase, last)


def _spouse(scene: _Scene, voice: Voice, phrase: Phrase | None) -> int:
    """The named character who is "his wife", of the man named last, or -1; none beside a list."""
    if phrase is None or scene.listed or phrase.tie not in scene.pack.story.spouse:
        return -1
    owner = scene.names.who_at.get(voice.first, -1)
    if owner < 0:
        owner = next(_told_before(scene, voice.first, phrase.owner), -1)
    return spouse_of(scene.people, scene.couples, phrase, owner, scene.pack)


def _told_before(scene: _Scene, token: int, gender: str) -> Iterator[int]:
    """Those of a gender whom the narration names in front of a token, the last one first."""
    names = scene.names
    before = bisect_left(names.firsts, token)
    for m in range(before - 1, max(-1, before - _MENTIONS), -1):
        if scene.inside[names.firsts[m]] < 0 and scene.people[names.who[m]].gender == gender:
            yield names.who[m]


def _is_listed(scene: _Scene, voice: Voice, phrase: Phrase) -> bool:
    """Whether a relative may be somebody of the list of characters."""
    if phrase.kind != "relative" or not scene.listed:
        return False
    return bool(rivals(scene.people, scene.names, voice, phrase, -1, scene.pack))


def _in_narration(scene: _Scene, heard: Mapping[int, Sequence[int]], taken: set[int]) -> _Places:
    """Where the narration speaks of those who speak under a post, or are ``heard`` near: "The porter looked
    up."; at the tokens ``taken`` names and cues begin."""
    words, articles = scene.segmented.tokens.words, scene.pack.story.article
    posts = [(who, key) for key, who in scene.new.items() if scene.people[who].role or who in heard]
    for first, last, owners in find_forms(forms_of(posts, scene.pack), scene.segmented.tokens):
        told = scene.inside[first] < 0 and taken.isdisjoint((first - 1, first))
        if told and (scene.people[owners[0]].role or _is_near(heard[owners[0]], first)):
            yield first - (words[max(0, first - 1)].lower() in articles), last, owners[0]


def _is_near(tokens: Sequence[int], token: int) -> bool:
    return bisect_left(tokens, token - _NEAR_CUE) < bisect_left(tokens, token + _NEAR_CUE)


def _heard_alone(found: Sequence[_Heard], sure: Container[int]) -> dict[int, list[int]]:
    """Those who speak under a role that always means nobody else -> the tokens of their cues."""
    unsure = {who for voice, _, who in found if voice.first not in sure}
    heard: dict[int, list[int]] = {}
    for voice, phrase, who in found:
        if phrase.kind == "role" and who not in unsure:
            heard.setdefault(who, []).append(voice.first)
    return heard


def _relatives_told(
    scene: _Scene, related: Mapping[str, int], found: Sequence[_Heard], sure: Container[int], taken: set[int]
) -> _Places:
    """Where the narration speaks of a relative whom it calls by a name too, or who speaks as one: "Her mother
    looked up."."""
    ties = [one for one in found if one[1].kind == "relative" and not _is_spouse(scene, *one[1:])]
    unsure = {phrase.key for voice, phrase, _ in ties if voice.first not in sure}
    speaking = {phrase.key: who for _, phrase, who in ties if phrase.key not in unsure}
    scene.narrated.update(speaking.values())
    for first, key in ties_told(scene.wording, scene.inside):
        who = speaking.get(key, related.get(key, -1))
        if who in scene.narrated and first not in taken and first + 1 not in taken:
            yield first, first + 2, who


def _is_old_voice(scene: _Scene, voice: Voice, phrase: Phrase, last: int) -> bool:
    """Whether it is "the voice" of somebody: no "a voice" spoke shortly before, at token ``last``."""
    if phrase.head not in scene.pack.story.voice or phrase.new:
        return False
    return phrase.key not in scene.new or voice.first - last > _VOICE_REACH


def _whom(scene: _Scene, voice: Voice, phrase: Phrase, known: Mapping[str, int]) -> int:
    """The character whom the phrase means, from ``known`` or added for it."""
    key = phrase.key if phrase.kind != "they" else _several_before(scene, voice)
    if key not in known and key not in scene.new:
        scene.add(key, _character(scene, voice, phrase))
    who = known.get(key, scene.new.get(key, -1))
    if phrase.bare and scene.people[scene.new.get(phrase.bare, who)].name != f"the {phrase.bare}":
        scene.new[phrase.bare] = who  # "the man" who speaks next is the one in the cloak
    _rename(scene, voice, phrase, who)
    return who


def _rename(scene: _Scene, voice: Voice, phrase: Phrase, who: int) -> None:
    """Gives a character the name that the phrase has, where it is the better one."""
    is_plain = voice.last - voice.first == _PLAIN
    if phrase.kind == "anybody" and not phrase.new and is_plain:  # "a hoarse voice" goes on as "the Voice"
        scene.people[who] = evolve(scene.people[who], name=phrase.name)
    if phrase.kind == "relative" and who not in scene.narrated:  # “Yes, Dad”: the narration says "my father"
        one = scene.people[who]
        scene.people[who] = evolve(one, name=phrase.name, forms=(phrase.name, *one.forms))
        scene.narrated.add(who)


def _is_sure(scene: _Scene, voice: Voice, phrase: Phrase, who: int) -> bool:
    """Whether the phrase can mean nobody but ``who``."""
    one, story = scene.people[who], scene.pack.story
    if _is_spouse(scene, phrase, who):
        return True
    # "the fat detective" has a name, mostly, but not "the old machine"
    described = phrase.head in scene.pack.roles and phrase.key.partition(" ")[0] in story.describing
    post = phrase.kind == "role" and phrase.head not in story.anybody and not described
    if post and (one.role or not one.unnamed):
        return True
    if post and _is_plain(scene, voice, phrase):
        return True
    if phrase.head in scene.pack.roles and _is_new(scene, voice, phrase):
        return True
    return not rivals(scene.people, scene.names, voice, phrase, who, scene.pack)


def _is_new(scene: _Scene, voice: Voice, phrase: Phrase) -> bool:
    return phrase.new or (phrase.kind == "role" and _came_in(scene, voice, phrase.head))


def _is_plain(scene: _Scene, voice: Voice, phrase: Phrase) -> bool:
    """Whether an unlisted noun of the narration speaks, right beside its verb: “Who's there?” said the
    fridge; not "was the grinning | reply", "the boy half | cried"."""
    words, story = scene.segmented.tokens.words, scene.pack.story
    beside = voice.token in (voice.first - 1, voice.last) and words[voice.token] not in story.be
    is_noun = not scene.segmented.tokens.classes[voice.last - 1] & _NO_NOUN
    one_noun = scene.pack.roles.keys().isdisjoint(phrase.key.split())
    if not (beside and is_noun and one_noun) or phrase.new or phrase.head in story.utterance:
        return False
    told = range(max(0, voice.first - _STAYS), voice.first)
    return any(words[k].lower() == phrase.head and scene.inside[k] < 0 for k in told)


def _is_spouse(scene: _Scene, phrase: Phrase, who: int) -> bool:
    """Whether it is "his wife", whose name the text gives: Mrs. Dane."""
    return phrase.tie in scene.pack.story.spouse and not scene.people[who].unnamed


def _came_in(scene: _Scene, voice: Voice, head: str) -> bool:
    """Whether the narration brought somebody in ("A man backed in"), has called him so since, never long
    apart, and has named nobody for the first time who may be he."""
    words, new = scene.segmented.tokens.words, scene.pack.story.new_article
    last = voice.first
    for k in range(voice.first - 1, max(0, voice.first - _STAYS), -1):
        if last - k > _NEWCOMER:
            return False
        if scene.inside[k] < 0 and words[k].lower() == head:
            before = words[max(0, k - _ARTICLE_REACH) : k]
            if any(word.lower() in new for word in before):
                return not _is_named(scene, k, voice)
            last = k
    return False


def _is_named(scene: _Scene, first: int, voice: Voice) -> bool:
    """Whether somebody of a voice's gender is named for the first time between a token and the voice."""
    names, people = scene.names, scene.people
    since = {names.who[m] for m in names.between(first, voice.first)}
    return any(scene.appears[k] >= first and alike(voice.gender, people[k].gender) for k in since)


def _mark_introduced(scene: _Scene, cues: Counter[int]) -> None:
    """Beside a list, whoever came in with "a" ("a porter") is ``introduced``: not on it; so is a trade with
    few cues."""
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


def _character(scene: _Scene, voice: Voice, phrase: Phrase) -> Character:
    """Somebody, or several, known by a phrase alone; "they" have no name."""
    if voice.kind == "group":
        return _several(phrase.name, phrase.key)
    pack, head = scene.pack, scene.segmented.tokens.words[voice.last - 1]
    named = phrase.kind == "role" and capital(head)  # "said the Toad"
    gender = pack.roles.get(phrase.head)
    return Character(
        phrase.name,
        (phrase.key if phrase.kind == "role" else phrase.name,),
        gender,
        (GenderEvidence("noun", phrase.head),) if gender else (),
        unnamed=True,
        introduced=named or phrase.kind in _NOBODY_ELSE[scene.listed],
        role=phrase.kind == "role" and is_post(scene.wording, voice),
        passing=phrase.kind == "anybody",
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
    tokens, articles = segmented.tokens, pack.story.any_article
    before = tokens.words[max(0, k - 2) : k]
    return bool(tokens.classes[k] & c.GROUP) and any(word.lower() in articles for word in before)


def _introduced(segmented: Segmented, roles: Mapping[str, int], pack: Pack) -> set[int]:
    """Those of the roles that the text mentions with "a": "a porter", not "a man", who may be anybody."""
    words, anybody = segmented.tokens.words, pack.story.anybody
    new = {form for word in pack.story.new_article for form in (word, word.capitalize())}
    asked = {phrase: who for phrase, who in roles.items() if phrase.split()[-1] not in anybody}
    behind = [i + 1 for i, word in enumerate(words) if word in new]
    phrases = [" ".join(words[i : i + length]).lower() for i in behind for length in range(1, _LONGEST + 1)]
    return {asked[phrase] for phrase in asked.keys() & phrases}
