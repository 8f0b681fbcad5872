"""Named figures that say how well a character fits a turn: what stands beside it, in it and around it.

A feature is a tuple of words (never letters of a name); a model gives it a weight.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.fiction.speakers.facts import Facts, near
from quoteattr.fiction.speakers.pronouns import pronoun_features
from quoteattr.fiction.turns.beside import Kind, Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.model.turns import Feature
from quoteattr.names.gender import alike

MOST = 10  # candidates of a turn
_BACK = 6  # distinct characters looked for in the narration before a turn
_FAR_BACK = 119  # mentions looked through for them
_AHEAD = 2  # the same behind it
_FAR_AHEAD = 12
_SINCE = 39  # mentions looked through for when a character was named last
_AROUND = 6  # turns on each side whose locked speakers are candidates
_FAR_ON = 15  # turns on each side, the same where few others are
_CALLED = 8  # turns on each side whose addressees are candidates
_CLOSELY = 4  # turns, the nearest, whose addressees come early
_NEAREST = (0, -1, 1, -2, 2, -3, 3)  # those of them that come first
_VOICES = 3
_FAR = 6  # paragraphs of narration that end a scene
_SPOKE = 20  # turns in which somebody is sure to have spoken
_COMPARED = 3  # turns on each side that are held against each candidate
_CLOSE = 4  # paragraphs of narration up to those

_TYPES: Mapping[Kind, str] = {"name": "x", "role": "r", "pronoun": "p", "noun": "n", "i": "i", "group": "g"}
NOTHING_BESIDE = frozenset("bs")  # types of turns without a voice
UNCUED = frozenset("bsv")  # and without a cue
CUED = "q"  # stands for all others where they are counted together


PRIORS: Mapping[Feature, int] = {("near", "-1", "1", "addressed"): 150}
"""What holds in stories of other styles than those that the weights are learned from, in hundredths beside
them: whoever is addressed last answers."""

_GAPS = (0, 1, 2, 3, 5)
_TURNS = (1, 2, 3, 4, 6, 9, 13)
_DISTANCES = (0, 1, 2, 3, 4, 7, 12, 25)


# ----------------------------------------------------------------------------------------- setting


@frozen(eq=False)
class Setting:
    """A turn and what stands around it, held against each candidate.

    ``type``      of the turn; ``plain``: the same, but one letter for all that have a cue.
    ``recent``, ``coming``  characters whom the narration names before and behind, the nearest first.
    ``narrated``  those whom the turn's own narration names.
    ``named``     the paragraph that named a character last.
    ``named_as``  what that character was in its sentence then, as Facts has it.
    ``spoke``     how many turns ago a cue named a character as speaker last, in this chapter.
    ``present``   how often cues name each character in the turns around, up to a chapter's border.
    """

    facts: Facts
    t: int
    turn: Turn
    type: str
    plain: str
    recent: list[int]
    coming: list[int]
    narrated: frozenset[int]
    named: Mapping[int, int]
    present: Mapping[int, int]
    named_as: Mapping[int, str]
    spoke: Mapping[int, int]


def setting_of(facts: Facts, t: int) -> Setting:
    """What stands around turn ``t``."""
    turn = facts.turns[t]
    kind, told, told_at = turn_type(turn), facts.told, facts.told_at
    at = bisect_left(told_at, turn.narration[-1][1] if turn.narration else turn.last)
    lately = slice(max(0, at - _SINCE), at)
    own = [told[bisect_left(told_at, a) : bisect_left(told_at, b)] for a, b in turn.narration]
    locked = [facts.locked[t + step] for step, _ in near(facts.turns, t, _AROUND, _FAR)]
    return Setting(
        *(facts, t, turn, kind),
        plain=turn_class(turn),
        recent=_distinct(reversed(told[max(0, at - _FAR_BACK) : at]), _BACK),
        coming=_distinct(told[at : at + _FAR_AHEAD], _AHEAD),
        narrated=frozenset().union(*own),
        named=dict(zip(told[lately], facts.paragraph_of[lately], strict=True)),
        present=Counter([who for who in locked if who >= 0]),
        named_as=dict(zip(told[lately], facts.told_as[lately], strict=True)),
        spoke=_sure_before(facts, t),
    )


def _sure_before(facts: Facts, t: int) -> dict[int, int]:
    """Character -> turns since a cue named it, in this chapter."""
    found: dict[int, int] = {}
    for ago in range(1, min(t, _SPOKE) + 1):
        if facts.turns[t - ago + 1].chapter:
            break
        who = facts.alone[t - ago]
        if who >= 0:
            found.setdefault(who, ago)
    return found


def _distinct(characters: Iterable[int], most: int) -> list[int]:
    """The first so many different ones; -1 is nobody."""
    found: dict[int, None] = {}
    for who in characters:
        if who >= 0:
            found[who] = None
            if len(found) == most:
                break
    return list(found)


def candidates(setting: Setting) -> list[int]:
    """Who may have the turn, the likeliest first."""
    return _distinct(_likely(setting), MOST)


def _likely(setting: Setting) -> Iterator[int]:
    """The candidates, some more than once, and -1 for nobody between them."""
    facts, t, count = setting.facts, setting.t, len(setting.facts.turns)
    yield from [facts.cast.mentions.whom(voice) for voice in setting.turn.voices[:_VOICES]]
    yield facts.narrators[t]
    yield from [facts.alone[t + step] for step in _NEAREST if 0 <= t + step < count]
    yield from setting.recent[:3]
    called = [k for step in range(1, _CALLED + 1) for k in (t - step, t + step) if 0 <= k < count]
    yield from _addressed(facts, called[:_CLOSELY])
    yield from setting.coming
    yield from setting.recent[3:]
    yield from facts.alone[max(0, t - _AROUND) : t + _FAR_ON + 1]
    yield from reversed(facts.alone[max(0, t - _FAR_ON) : t])
    yield from _addressed(facts, called[_CLOSELY:])


def _addressed(facts: Facts, turns: Iterable[int]) -> Iterator[int]:
    """Those whom the words of these turns address."""
    for k in turns:
        yield from [who for who, addressed in facts.spoken[k].items() if addressed]


# ---------------------------------------------------------------------------------------- features


def turn_type(turn: Turn) -> str:
    """What stands beside a turn, a letter: nothing, a beat, a cue with a pronoun, a noun, "I" or a name."""
    if not turn.voices:
        return "s" if turn.narration else "b"
    return _TYPES[turn.cue.kind] if turn.cue is not None else "v"


def turn_class(turn: Turn) -> str:
    """The type of a turn, but one letter for all that have a cue."""
    kind = turn_type(turn)
    return kind if kind in UNCUED else CUED


def gap_class(turn: Turn) -> str:
    """How far the turn before is: in the same paragraph, the next, or with narration or a chapter between."""
    return "c" if turn.chapter else _bucket(turn.gap, _GAPS)


def _bucket(count: int, steps: Sequence[int]) -> str:
    """The greatest of ``steps`` that ``count`` reaches."""
    return str(steps[max(0, bisect_right(steps, count) - 1)])


def fit(gender: str, shown: str | None) -> str:
    """Whether a candidate's gender ("none": unknown) is the one shown, if any is."""
    if not shown:
        return "any"
    return "agrees" if gender == shown else "none" if gender == "none" else "clashes"


def voice_gender(turn: Turn) -> str:
    """The gender that a pronoun or a noun beside a turn shows, or ""."""
    cue = turn.cue
    return (cue.gender or "") if cue is not None and cue.kind in ("pronoun", "noun") else ""


def clashes(facts: Facts, turn: Turn, k: int) -> bool:
    """Whether a pronoun as cue shows another gender than character ``k`` has: "she said" of a man."""
    cue, gender = turn.cue, facts.cast.characters[k].gender
    if cue is None or cue.kind != "pronoun":
        return False
    return None not in (cue.gender, gender) and cue.gender != gender


_Row = tuple[int, str, list[Feature]]  # a candidate, its gender, the features found


def static_features(setting: Setting, who: Sequence[int]) -> list[list[Feature]]:
    """The features of each candidate that do not depend on who spoke before."""
    facts, turn = setting.facts, setting.turn
    people = facts.cast.characters
    rows: list[_Row] = [(k, people[k].gender or "none", []) for k in who]
    for voice in turn.voices[:_VOICES]:
        _add_voice(setting, voice, "", rows)
        if not voice.is_cue:
            _add_beat(setting, voice, rows)
    for voice in turn.around:
        _add_voice(setting, voice, setting.plain, rows)
    for k, _, found in rows:
        _add_own(setting, k, found)
    for step, narration in near(facts.turns, setting.t, _COMPARED, _CLOSE):
        _add_neighbour(facts, setting.t, step, narration, rows)
    if turn.cue is not None and turn.cue.kind == "pronoun":
        for (*_, found), more in zip(rows, pronoun_features(facts, setting.t, turn.cue, who), strict=True):
            found += more
    return [found for _, _, found in rows]


def _add_own(setting: Setting, k: int, found: list[Feature]) -> None:
    """What the turn itself and the story say of candidate ``k``."""
    facts, t, kind, plain = setting.facts, setting.t, setting.type, setting.plain
    if k in setting.narrated:
        found.append(("para", kind))
    if k in setting.coming:
        place = str(setting.coming.index(k))
        found.append(("coming", kind, place, _until(facts, setting.turn.last_paragraph, k)))
    if k in facts.spoken[t]:
        found.append(("own", "addressed" if facts.spoken[t][k] else "named"))
    since, here = _since(setting.turn, setting.named.get(k)), setting.present.get(k, 0)
    rank = setting.recent.index(k) if k in setting.recent else _BACK
    found += (
        ("recent", kind, str(rank), since),
        ("as", kind, setting.named_as.get(k, "-"), since),
        ("spoke", plain, _bucket(setting.spoke[k], _TURNS) if k in setting.spoke else "-"),
        ("since", kind, since),
        ("weight", plain, facts.length, facts.weight[k]),
        ("speaks", plain, facts.length, facts.speaks[k]),
        ("scene", plain, str(min(3, here)), str(min(3, len(setting.present)))),
    )
    if k == facts.narrators[t]:
        found.append(("narrator", kind))
        found.append(("narrator", kind, str(min(2, here)), _since_i(facts, setting.turn)))
    _add_kind(setting, k, found)


def _add_kind(setting: Setting, k: int, found: list[Feature]) -> None:
    """Features of having no name, and of the gender that "sir" or "madam" asks for."""
    facts, one, sir = setting.facts, setting.facts.cast.characters[k], setting.facts.sir[setting.t]
    if one.unnamed:
        found.append(("unnamed", setting.type, facts.speaks[k]))
    if sir:
        found.append(("sir", "own", sir, one.gender or "none"))


def _add_neighbour(facts: Facts, t: int, step: int, narration: int, rows: Sequence[_Row]) -> None:
    """Features of the turn ``step`` turns away, with ``narration`` paragraphs between."""
    place, gap = str(step), _gap(facts, t, step, narration)
    spoken, locked, shown = (
        facts.spoken[t + step],
        facts.locked[t + step],
        voice_gender(facts.turns[t + step]),
    )
    beside = step in (-1, 1)
    meant, sir = _meant(spoken, step) if beside else -1, facts.sir[t + step] if beside else ""
    for k, gender, found in rows:
        if k in spoken and (k == meant or not (beside and spoken[k])):
            found.append(("near", place, gap, "addressed" if spoken[k] else "named"))
        elif meant >= 0:
            found.append(("near", place, gap, "other-addressed"))
        if locked >= 0:
            found.append(("lock", place, gap, "same" if locked == k else "other"))
        if shown:
            found.append(("shown", place, gap, fit(gender, shown)))
        if sir:
            found.append(("sir", place, sir, gender))


def _meant(spoken: Mapping[int, bool], step: int) -> int:
    """Whom a neighbouring turn addresses and this one may be of: the last one addressed in a turn before, the
    first in one behind: “Thank you, Ada. Hugh, did you see it?”; -1 for nobody."""
    addressed = [who for who, is_addressed in spoken.items() if is_addressed]
    return addressed[-1 if step < 0 else 0] if addressed else -1


def _gap(facts: Facts, t: int, step: int, narration: int) -> str:
    """How much narration there is up to a neighbour: "0" none, in one paragraph, to "3" much."""
    if step in (-1, 1) and facts.turns[max(t, t + step)].gap == 0:
        return "0"
    return "1" if not narration else "2" if narration < 3 else "3"


def _add_voice(setting: Setting, voice: Voice, plain: str, rows: Sequence[_Row]) -> None:
    """What a voice says of the candidates; ``plain``: the turn's type, where it is in a paragraph around."""
    facts = setting.facts
    where, kind = voice.where + ("+" if voice.verb else "") + plain, voice.kind
    named = facts.cast.mentions.whom(voice)
    ranks = _ranks(facts, voice, setting.recent)
    for k, gender, found in rows:
        if named == k or (named >= 0 and kind != "noun"):
            found.append((where, kind, "same" if named == k else "other", _known_as(facts, named)))
        elif kind == "i":
            found.append((where, kind, "narrator" if k == facts.narrators[setting.t] else "other"))
        elif ranks is None:
            found.append((where, kind, gender))
        else:
            found.append((where, kind, fit(gender, voice.gender)))
            if k in ranks:
                found.append((where, kind, "rank", ranks[k]))


def _add_beat(setting: Setting, voice: Voice, rows: Sequence[_Row]) -> None:
    """What somebody who moves beside the quotation, and no cue, says of the candidates."""
    named, narrator = setting.facts.cast.mentions.whom(voice), setting.facts.narrators[setting.t]
    meant = narrator if voice.kind == "i" else named
    shape = _shape(setting.turn, voice)
    for k, gender, found in rows:
        same = "narrator" if voice.kind == "i" else "same"
        how = same if k == meant else "other" if meant >= 0 else fit(gender, voice.gender)
        found.append(("shape", shape, voice.kind, how))


def _shape(turn: Turn, voice: Voice) -> str:
    """Where somebody moves beside a quotation: inside the turn, behind it, in front; in how many words."""
    place = "in front" if voice.first < turn.first else "inside" if voice.first < turn.last else "behind"
    length = next((b - a for a, b in turn.narration if a <= voice.first < b), 0)
    return f"{place} {_bucket(length, (0, 12, 30))}" + "+" * (voice.token >= 0)


def _ranks(facts: Facts, voice: Voice, recent: Sequence[int]) -> dict[int, str] | None:
    """For a pronoun or a noun whom of those named lately it may mean, the last one first."""
    if voice.kind not in ("pronoun", "noun"):
        return None
    people = facts.cast.characters
    fitting = [k for k in recent if alike(voice.gender, people[k].gender)]
    return {k: str(min(n, 4)) for n, k in enumerate(fitting)}


def _known_as(facts: Facts, k: int) -> str:
    """How the text refers to a character: by a "post", by another ("new") role, by a "role" used as a name,
    or by a "name"."""
    one = facts.cast.characters[k]
    return "post" if one.role else "new" if one.unnamed else "role" if facts.roles[k] else "name"


def _since_i(facts: Facts, turn: Turn) -> str:
    """Paragraphs since the narration said "I" or "me"."""
    at = bisect_right(facts.first_person, turn.last_paragraph)
    return _since(turn, facts.first_person[at - 1] if at else None)


def _since(turn: Turn, paragraph: int | None) -> str:
    """Paragraphs from that one to a turn, in buckets."""
    return "far" if paragraph is None else _bucket(turn.last_paragraph - paragraph, _DISTANCES)


def _until(facts: Facts, paragraph: int, k: int) -> str:
    """Paragraphs until the narration names the character next."""
    at = bisect_right(facts.paragraph_of, paragraph)
    for n in range(at, min(len(facts.told), at + _FAR_AHEAD)):
        if facts.told[n] == k:
            return _bucket(facts.paragraph_of[n] - paragraph, _DISTANCES)
    return "far"
