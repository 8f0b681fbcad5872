"""Named figures that say how well a character fits a turn: what stands beside it, in it and around it.

A feature is a tuple of words (never letters of a name); a model gives it a weight.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.fiction.speakers.facts import Facts, near
from quoteattr.fiction.turns.beside import Kind, Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.model.turns import Feature

MOST = 10  # candidates of a turn
_BACK = 6  # distinct characters looked for in the narration before a turn
_FAR_BACK = 119  # mentions looked through for them
_AHEAD = 2  # the same behind it
_FAR_AHEAD = 12
_SINCE = 39  # mentions looked through for when a character was named last
_AROUND = 6  # turns on each side whose locked speakers are candidates
_NEAREST = (0, -1, 1, -2, 2, -3, 3)  # those of them that come first
_VOICES = 3
_FAR = 6  # paragraphs of narration that end a scene
_COMPARED = 3  # turns on each side that are held against each candidate
_CLOSE = 4  # paragraphs of narration up to those

_TYPES: Mapping[Kind, str] = {"name": "x", "role": "r", "pronoun": "p", "noun": "n", "i": "i", "group": "g"}
_NOTHING_BESIDE = frozenset("bs")  # types of turns without a voice
_UNCUED = frozenset("bsv")  # and without a cue
_CUED = "q"  # stands for all others where they are counted together
Place = tuple[str, str, str, str]
"""A turn's type, the gap before it, the gap before the turn before, what ties it to that."""

_GAPS = (0, 1, 2, 3, 5)
_DISTANCES = (0, 1, 2, 3, 4, 7, 12, 25)


# -------------------------------------------------------------------------------------- candidates


def candidates(facts: Facts, t: int) -> tuple[list[int], list[int], list[int]]:
    """(candidates, characters by recency in the narration, the same to come) of turn ``t``."""
    at = bisect_left(facts.told_at, _end(facts.turns[t]))
    recent = _distinct(reversed(facts.told[max(0, at - _FAR_BACK) : at]), _BACK)
    coming = _distinct(facts.told[at : at + _FAR_AHEAD], _AHEAD)
    return _distinct(_likely(facts, t, recent, coming), MOST), recent, coming


def _end(turn: Turn) -> int:
    """The token behind a turn and its narration."""
    return turn.narration[-1][1] if turn.narration else turn.last


def _distinct(characters: Iterable[int], most: int) -> list[int]:
    """The first so many different ones; -1 is nobody."""
    found: dict[int, None] = {}
    for who in characters:
        if who >= 0:
            found[who] = None
            if len(found) == most:
                break
    return list(found)


def _likely(facts: Facts, t: int, recent: Sequence[int], coming: Sequence[int]) -> Iterator[int]:
    """Who may have turn ``t``, the likeliest first: -1 and the same character more than once are possible."""
    count = len(facts.turns)
    for voice in facts.turns[t].voices[:_VOICES]:
        yield facts.cast.mentions.whom(voice)
    yield facts.narrator
    yield from [facts.alone[t + step] for step in _NEAREST if 0 <= t + step < count]
    yield from recent[:3]
    for k in (t - 1, t + 1, t - 2, t + 2):
        if 0 <= k < count:
            yield from [who for who, addressed in facts.spoken[k].items() if addressed]
    yield from coming
    yield from recent[3:]
    yield from facts.alone[max(0, t - _AROUND) : t + _AROUND + 1]


# ---------------------------------------------------------------------------------------- features


def turn_type(turn: Turn) -> str:
    """What stands beside a turn, a letter: nothing, a beat, a cue with a pronoun, a noun, "I" or a name."""
    if not turn.voices:
        return "b" if turn.bare else "s"
    voice = turn.voices[0]
    return _TYPES[voice.kind] if voice.is_cue else "v"


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
    voice = turn.voices[0] if turn.voices else None
    if voice is None or not voice.is_cue or voice.kind not in ("pronoun", "noun"):
        return ""
    return voice.gender or ""


_Row = tuple[int, str, list[Feature]]  # a candidate, its gender, the features found


@frozen(eq=False)
class _Setting:
    """A turn and what stands around it, held against each candidate.

    ``type``      of the turn; ``plain``: the same, but one letter for all that have a cue.
    ``narrated``  characters whom its own narration names.
    ``recent``, ``coming``  characters named before and behind, each with its place in the order.
    ``named``     the paragraph that named a character last.
    ``present``   how often cues name each character in the turns around, up to a chapter's border.
    """

    facts: Facts
    t: int
    turn: Turn
    type: str
    plain: str
    narrated: frozenset[int]
    recent: Mapping[int, str]
    coming: Mapping[int, str]
    named: Mapping[int, int]
    present: Mapping[int, int]


@frozen(eq=False)
class _Neighbour:
    """What a turn nearby tells of the candidates of this one; ``place`` is the number of turns between."""

    place: str
    gap: str
    spoken: Mapping[int, bool]
    addresses: bool
    locked: int
    sir: str
    shown: str


def static_features(
    facts: Facts, t: int, who: list[int], recent: list[int], coming: list[int]
) -> list[list[Feature]]:
    """The features of each candidate of turn ``t`` that do not depend on who spoke before."""
    setting = _setting(facts, t, recent, coming)
    genders: list[str] = [facts.cast.characters[k].gender or "none" for k in who]
    rows: list[_Row] = [(k, gender, []) for k, gender in zip(who, genders, strict=True)]
    for voice in setting.turn.voices[:_VOICES]:
        _add_voice(facts, voice, "", recent, rows)
    for voice in setting.turn.around:
        _add_voice(facts, voice, setting.plain, recent, rows)
    around = [_neighbour(facts, t, *one) for one in sorted(near(facts.turns, t, _COMPARED, _CLOSE))]
    for k, gender, found in rows:
        _add_own(setting, k, found)
        for neighbour in around:
            _add_near(neighbour, k, gender, found)
    return [found for _, _, found in rows]


def _setting(facts: Facts, t: int, recent: Sequence[int], coming: Sequence[int]) -> _Setting:
    turn = facts.turns[t]
    kind = turn_type(turn)
    at = bisect_left(facts.told_at, _end(turn))
    low = max(0, at - _SINCE)
    locked = [facts.locked[t + step] for step, _ in near(facts.turns, t, _AROUND, _FAR)]
    told = [
        facts.told[bisect_left(facts.told_at, a) : bisect_left(facts.told_at, b)] for a, b in turn.narration
    ]
    return _Setting(
        facts,
        t,
        turn,
        type=kind,
        plain=kind if kind in _UNCUED else _CUED,
        narrated=frozenset().union(*told),
        recent={k: str(n) for n, k in enumerate(recent)},
        coming={k: str(n) for n, k in enumerate(coming)},
        named=dict(zip(facts.told[low:at], facts.paragraph_of[low:at], strict=True)),
        present=Counter([who for who in locked if who >= 0]),
    )


def _add_own(setting: _Setting, k: int, found: list[Feature]) -> None:
    """What the turn itself and the story say of candidate ``k``."""
    facts, t, kind, plain = setting.facts, setting.t, setting.type, setting.plain
    one = facts.cast.characters[k]
    if k in setting.narrated:
        found.append(("para", kind))
    if k in setting.coming:
        found.append(("coming", kind, setting.coming[k], _until(facts, setting.turn.last_paragraph, k)))
    if k in facts.spoken[t]:
        found.append(("own", "addressed" if facts.spoken[t][k] else "named"))
    since, here = _since(setting.turn, setting.named.get(k)), setting.present.get(k, 0)
    found += (
        ("recent", kind, setting.recent.get(k, str(_BACK)), since),
        ("since", kind, since),
        ("weight", plain, facts.weight[k]),
        ("speaks", plain, facts.speaks[k]),
        ("scene", plain, str(min(3, here)), str(min(3, len(setting.present)))),
    )
    if k == facts.narrator:
        found.append(("narrator", kind))
        found.append(("narrator", kind, str(min(2, here)), _since_i(facts, setting.turn)))
    if one.unnamed:
        found.append(("unnamed", kind, facts.speaks[k]))
    if facts.sir[t]:
        found.append(("sir", "own", facts.sir[t], one.gender or "none"))


def _neighbour(facts: Facts, t: int, step: int, narration: int) -> _Neighbour:
    """The turn ``step`` turns away, with so many paragraphs of narration between."""
    spoken, close = facts.spoken[t + step], step in (-1, 1)
    gap = "1" if not narration else "2" if narration < 3 else "3"
    if close and facts.turns[max(t, t + step)].gap == 0:
        gap = "0"
    return _Neighbour(
        place=str(step),
        gap=gap,
        spoken=spoken,
        addresses=close and any(spoken.values()),
        locked=facts.locked[t + step],
        sir=facts.sir[t + step] if close else "",
        shown=voice_gender(facts.turns[t + step]),
    )


def _add_near(one: _Neighbour, k: int, gender: str, found: list[Feature]) -> None:
    """What a turn nearby says of candidate ``k``."""
    place, gap = one.place, one.gap
    if k in one.spoken:
        found.append(("near", place, gap, "addressed" if one.spoken[k] else "named"))
    elif one.addresses:
        found.append(("near", place, gap, "other-addressed"))
    if one.locked >= 0:
        found.append(("lock", place, gap, "same" if one.locked == k else "other"))
    if one.shown:
        found.append(("shown", place, gap, fit(gender, one.shown)))
    if one.sir:
        found.append(("sir", place, one.sir, gender))


def _add_voice(facts: Facts, voice: Voice, plain: str, recent: Sequence[int], rows: Sequence[_Row]) -> None:
    """What a voice says of the candidates; ``plain``: the turn's type, where it is in a paragraph around."""
    where, kind = voice.where + ("+" if voice.verb else "") + plain, voice.kind
    named = facts.cast.mentions.whom(voice)
    ranks = _ranks(facts, voice, recent)
    for k, gender, found in rows:
        if named == k or (named >= 0 and kind != "noun"):
            found.append((where, kind, "same" if named == k else "other", _known_as(facts, named)))
        elif kind == "i":
            found.append((where, kind, "narrator" if k == facts.narrator else "other"))
        elif ranks is None:
            found.append((where, kind, gender))
        else:
            found.append((where, kind, fit(gender, voice.gender)))
            if k in ranks:
                found.append((where, kind, "rank", ranks[k]))


def _ranks(facts: Facts, voice: Voice, recent: Sequence[int]) -> dict[int, str] | None:
    """For a pronoun or a noun whom of those named lately it may mean, the last one first."""
    if voice.kind not in ("pronoun", "noun"):
        return None
    people = facts.cast.characters
    fitting = [k for k in recent if voice.gender is None or people[k].gender in (None, voice.gender)]
    return {k: str(min(n, 4)) for n, k in enumerate(fitting)}


def _known_as(facts: Facts, k: int) -> str:
    """By what a character is known: a post, a role that is new, a role as a name, a name."""
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


# ----------------------------------------------------------------------------------------- history


def place_of(facts: Facts, t: int) -> Place:
    """The place of turn ``t`` in the dialogue."""
    turns = facts.turns
    gap_before = gap_class(turns[t - 1]) if t else "-"
    return turn_type(turns[t]), gap_class(turns[t]), gap_before, facts.ties[t]


def history_features(place: Place, history: tuple[int, ...], k: int) -> list[Feature]:
    """Features of candidate ``k`` given who had the last four turns, the latest first."""
    kind, gap, gap_before, tie = place
    same = "".join(["1" if h == k else "0" for h in history])
    two = "2" if history[0] == history[2] else "1"
    return [
        ("turns", kind, gap, same[:2]),
        ("turns4", gap, same, two),
        ("turns2", gap, gap_before, same[:2]),
        ("tie", kind if kind in _NOTHING_BESIDE else _CUED, gap, tie, same[:1]),
    ]
