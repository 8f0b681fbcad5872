"""Whom a script's names mean in its novel, and whether a line's speaker is the one whom a tag names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from quoteattr.lang.pack import Pack
from quoteattr.names.folding import parts
from quoteattr.types import Attribution, Speaker
from quoteattr.verification.persons import alike
from quoteattr.verification.script_lines import Laid
from quoteattr.verification.script_novel import Novel
from quoteattr.verification.values import SpeakerVerdict

_MOSTLY_TOLD = 0.6  # share of narration in the words of a voice that is the narrator's
_LEAST_WORDS = 20
_LEAST_TAGS = 3
_PREFIX = 3  # letters
_SHARED = 0.5  # of a quotation's words, or of a line's, that make the tag one of the line

_I = "I"  # the id of whoever tells the story

_SAME: SpeakerVerdict = "same"
_DIFFERENT: SpeakerVerdict = "different"
_UNCLEAR: SpeakerVerdict = "unclear"


@frozen(eq=False)
class Voices:
    """``people``: for each name of the script those of the novel's cast whom it may mean, by their ids;
    ``narrators``: the names that stand for the narrator; ``third_persons``: those whom tags call by name."""

    people: Mapping[str, frozenset[str]]
    narrators: frozenset[str]
    third_persons: frozenset[str]
    pack: Pack


def tags_of(laid: Laid, number: int, novel: Novel, pack: Pack) -> list[Attribution]:
    """The attributions of the novel whose tags stand beside a line's words and say who speaks."""
    places = laid.places(number)
    counted = Counter([novel.unit_of[place] for place in places])
    found: dict[int, Attribution] = {}
    for unit, count in counted.items():
        one = novel.units[unit]
        enough = count >= _SHARED * min(one.last - one.first, len(places))
        if enough and one.attribution is not None and _names_speaker(one.attribution, pack):
            found[id(one.attribution)] = one.attribution
    return list(found.values())


def _names_speaker(one: Attribution, pack: Pack) -> bool:
    if one.cue is None or one.mention is None:
        return False
    return (one.mention.kind == "name" and one.speaker is not None) or _is_narrators(one, pack)


def _is_narrators(one: Attribution, pack: Pack) -> bool:
    """Whether the tag is "I said"."""
    return one.mention is not None and one.mention.text in pack.words.places.narrators


def voices_of(laid: Laid, novel: Novel, cast: Sequence[Speaker], pack: Pack) -> Voices:
    """Whom the names of a script mean: by the names themselves, else by most tags beside their lines."""
    names = dict.fromkeys([line.given for line in laid.lines if line.given])
    told = _readers_of_narration(laid, novel)
    narrators: set[str] = set()
    people: dict[str, frozenset[str]] = {}
    for name in names:
        if is_narrators_name(name, pack) or name in told:
            narrators.add(name)
        else:
            people[name] = frozenset([one.id for one in cast if _may_be(name, one, pack)])
    tagged = _tagged(laid, novel, pack)
    for name, counted in tagged.items():
        if name in people and counted.total() >= _LEAST_TAGS and people[name].isdisjoint(counted):
            ((who, count),) = counted.most_common(1)
            if 2 * count > counted.total():
                people[name] |= {who}
    third = [name for name, counted in tagged.items() if counted.total() > _LEAST_TAGS * counted[_I]]
    return Voices(people, frozenset(narrators), frozenset(third), pack)


def is_narrators_name(name: str, pack: Pack) -> bool:
    """Whether a script calls the narrator so."""
    return " ".join(name.split()).lower() in pack.words.verification.narrators


def _readers_of_narration(laid: Laid, novel: Novel) -> set[str]:
    """The names of those who mostly read narration."""
    narration: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for number, line in enumerate(laid.lines):
        if line.given:
            places = laid.places(number)
            every[line.given] += len(places)
            narration[line.given] += sum(novel.speech(place) is None for place in places)
    return {
        name
        for name, count in every.items()
        if count >= _LEAST_WORDS and narration[name] >= _MOSTLY_TOLD * count
    }


def _tagged(laid: Laid, novel: Novel, pack: Pack) -> dict[str, Counter[str]]:
    """How often the tags beside each name's lines name each of the cast, and say "I"."""
    found: dict[str, Counter[str]] = {}
    for number, line in enumerate(laid.lines):
        if line.given:
            for one in tags_of(laid, number, novel, pack):
                who = _I if _is_narrators(one, pack) else one.speaker.id if one.speaker is not None else ""
                found.setdefault(line.given, Counter())[who] += 1
    return found


def _may_be(name: str, one: Speaker, pack: Pack) -> bool:
    """Whether a name may mean somebody: no word of it, and no title, says otherwise."""
    title = pack.titles.get(name.split()[0].lower().rstrip("."))
    shown = title["gender"] if title is not None else None
    if shown and one.gender and shown != one.gender:
        return False
    return bool(alike(Speaker("", name), one, pack)) or _is_short(name, one.name, pack)


def _is_short(name: str, other: str, pack: Pack) -> bool:
    """Whether one name is short for a word of the other: "Leo", "Leopold Nash"; "Bess", "Elizabeth"."""
    short, long = sorted((parts(name), parts(other)), key=len)
    if len(short) != 1:
        return False
    (one,) = short
    full = pack.nicknames.get(one, ())
    return any(
        word in full or one in pack.nicknames.get(word, ()) or (len(one) >= _PREFIX and word.startswith(one))
        for word in long
    )


def compare(given: str | None, tag: Attribution, voices: Voices) -> SpeakerVerdict:
    """Whether the speaker of a line is the one of a tag beside its words. Who "I" is is a guess; it is nobody
    whom the tags call by name."""
    is_i = _is_narrators(tag, voices.pack)
    if given is None or given in voices.narrators:
        return _SAME if is_i else _DIFFERENT
    if is_i:
        return _DIFFERENT if given in voices.third_persons else _UNCLEAR
    if tag.speaker is None:
        return _UNCLEAR
    meant = voices.people[given]
    if tag.speaker.id in meant:
        return _SAME
    return _DIFFERENT if meant else _UNCLEAR
