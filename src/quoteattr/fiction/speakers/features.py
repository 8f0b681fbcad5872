"""Named figures that say how well a character fits a turn: what stands beside it, in it and around it.

A feature is a tuple of words (never letters of a name); a model gives it a weight.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from attrs import frozen

from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.turns.beside import CUES, Voice
from quoteattr.fiction.turns.stage import Turn
from quoteattr.model.turns import Feature

MOST = 10  # candidates of a turn
_BACK = 6  # distinct characters looked for in the narration before a turn
_FAR_BACK = 120  # mentions looked through for them
_AHEAD = 2
_AROUND = 6  # turns on each side whose locked speakers are candidates
_VOICES = 3
_FAR = 6  # paragraphs of narration that end a scene


# -------------------------------------------------------------------------------------- candidates


def candidates(facts: Facts, t: int) -> tuple[list[int], list[int], list[int]]:
    """(candidates, characters by recency in the narration, the same to come) of turn ``t``."""
    turn, cast = facts.turns[t], facts.cast
    end = turn.narration[-1][1] if turn.narration else turn.last
    at = bisect_left(facts.told_at, end)
    recent: list[int] = []
    for k in range(at - 1, max(-1, at - _FAR_BACK), -1):
        who = facts.told[k]
        if who not in recent:
            recent.append(who)
            if len(recent) == _BACK:
                break
    coming: list[int] = []
    for k in range(at, min(len(facts.told), at + 12)):
        who = facts.told[k]
        if who not in coming:
            coming.append(who)
            if len(coming) == _AHEAD:
                break
    found: dict[int, None] = {}
    for voice in turn.voices[:_VOICES]:
        if (named := cast.mentions.whom(voice)) >= 0:
            found.setdefault(named)
    if facts.narrator >= 0:
        found.setdefault(facts.narrator)
    low, high = max(0, t - _AROUND), min(len(facts.turns), t + _AROUND + 1)
    for k in sorted(range(low, high), key=lambda k: (abs(k - t), k)):
        if facts.alone[k] >= 0 and abs(k - t) <= 3:
            found.setdefault(facts.alone[k])
    for who in recent[:3]:
        found.setdefault(who)
    for k in (t - 1, t + 1, t - 2, t + 2):
        if 0 <= k < len(facts.turns):
            for who, addressed in facts.spoken[k].items():
                if addressed:
                    found.setdefault(who)
    for who in (*coming, *recent[3:]):
        found.setdefault(who)
    for k in range(low, high):
        if facts.alone[k] >= 0:
            found.setdefault(facts.alone[k])
    return list(found)[:MOST], recent, coming


# ---------------------------------------------------------------------------------------- features


def turn_type(turn: Turn) -> str:
    """What stands beside a turn, a letter: nothing, a beat, a cue with a pronoun, a noun, "I" or a name."""
    if not turn.voices:
        return "b" if turn.bare else "s"
    voice = turn.voices[0]
    if voice.where not in CUES:
        return "v"
    return {"name": "x", "role": "r", "pronoun": "p", "noun": "n", "i": "i", "group": "g"}[voice.kind]


def gap_class(turn: Turn) -> str:
    """How far the turn before is: in the same paragraph, the next, or with narration or a chapter between."""
    if turn.chapter:
        return "c"
    return str(turn.gap) if turn.gap < 3 else "3" if turn.gap < 5 else "5"


def static_features(
    facts: Facts, t: int, who: list[int], recent: list[int], coming: list[int]
) -> list[list[Feature]]:
    """The features of each candidate of turn ``t`` that do not depend on who spoke before."""
    turn, cast = facts.turns[t], facts.cast
    kind = turn_type(turn)
    gaps = _gaps(facts, t)
    genders: list[str] = [cast.characters[k].gender or "none" for k in who]
    common: list[list[Feature]] = [[] for _ in who]
    for voice in turn.voices[:_VOICES]:
        _voice_features(facts, voice, who, recent, genders, common)
    for voice in turn.around:
        _voice_features(facts, voice, who, recent, genders, common, kind if kind in "bsv" else "q")
    around = [_neighbour(facts, t, step, gap) for step, gap in sorted(gaps.items())]
    present = _present(facts, t)
    narrated = {
        facts.told[k]
        for a, b in turn.narration
        for k in range(bisect_left(facts.told_at, a), bisect_left(facts.told_at, b))
    }
    for one, k in enumerate(who):
        found = common[one]
        if k in narrated:
            found.append(("para", kind))
        if k in coming:
            found.append(("coming", kind, str(coming.index(k)), _until(facts, turn.last_paragraph, k)))
        rank = str(min(recent.index(k), 6)) if k in recent else "6"
        _own_features(facts, t, k, kind, rank, present, found)
        for neighbour in around:
            _near_features(neighbour, k, genders[one], found)
    return common


def _own_features(
    facts: Facts, t: int, k: int, kind: str, rank: str, present: dict[int, int], found: list[Feature]
) -> None:
    """What the turn itself and the story say of candidate ``k``."""
    turn, one = facts.turns[t], facts.cast.characters[k]
    plain = kind if kind in "bsv" else "q"
    if k in facts.spoken[t]:
        found.append(("own", "addressed" if facts.spoken[t][k] else "named"))
    since = _since(facts, turn, k)
    here = present.get(k, 0)
    found.append(("recent", kind, rank, since))
    found.append(("since", kind, since))
    found.append(("weight", plain, facts.weight[k]))
    found.append(("speaks", plain, facts.speaks[k]))
    found.append(("scene", plain, str(min(3, here)), str(min(3, len(present)))))
    if k == facts.narrator:
        found.append(("narrator", kind))
        found.append(("narrator", kind, str(min(2, here)), _since_i(facts, turn)))
    if one.unnamed:
        found.append(("unnamed", kind, facts.speaks[k]))
    if facts.sir[t]:
        found.append(("sir", "own", facts.sir[t], one.gender or "none"))


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


def _neighbour(facts: Facts, t: int, step: int, gap: str) -> _Neighbour:
    spoken, close = facts.spoken[t + step], step in (-1, 1)
    return _Neighbour(
        place=str(step),
        gap=gap,
        spoken=spoken,
        addresses=close and any(spoken.values()),
        locked=facts.locked[t + step],
        sir=facts.sir[t + step] if close else "",
        shown=voice_gender(facts.turns[t + step]),
    )


def _near_features(one: _Neighbour, k: int, gender: str, found: list[Feature]) -> None:
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


def fit(gender: str, shown: str) -> str:
    return "agrees" if gender == shown else "none" if gender == "none" else "clashes"


def _present(facts: Facts, t: int) -> dict[int, int]:
    """How often cues name each character in the turns around, up to a chapter's border."""
    found: dict[int, int] = {}
    turns = facts.turns
    for sign in (-1, 1):
        distance = 0
        for step in range(1, _AROUND + 1):
            k = t + sign * step
            if not 0 <= k < len(turns):
                break
            border = turns[k + 1] if sign < 0 else turns[k]
            distance += max(0, border.gap - 1)
            if border.chapter or distance > _FAR:
                break
            if facts.locked[k] >= 0:
                found[facts.locked[k]] = found.get(facts.locked[k], 0) + 1
    return found


def voice_gender(turn: Turn) -> str:
    """The gender that a pronoun or a noun beside a turn shows, or ""."""
    for voice in turn.voices[:1]:
        if voice.kind in ("pronoun", "noun") and voice.where in CUES and voice.gender:
            return voice.gender
    return ""


def _gaps(facts: Facts, t: int) -> dict[int, str]:
    """How much narration lies between turn ``t`` and its neighbours: "1" none, "2" a little, "3" much."""
    turns = facts.turns
    result: dict[int, str] = {}
    for sign in (-1, 1):
        total = extra = 0
        for step in (1, 2, 3):
            k = t + sign * step
            if not 0 <= k < len(turns):
                break
            between = turns[k + 1] if sign < 0 else turns[k]
            extra += max(0, between.gap - 1)
            total += between.chapter
            if total or extra > 4:
                break
            result[sign * step] = "1" if not extra else "2" if extra < 3 else "3"
            if step == 1 and between.gap == 0:
                result[sign * step] = "0"
    return result


def _voice_features(
    facts: Facts,
    voice: Voice,
    who: list[int],
    recent: list[int],
    genders: list[str],
    out: list[list[Feature]],
    kind: str = "",
) -> None:
    where = voice.where + ("+" if voice.verb else "") + kind
    named = facts.cast.mentions.whom(voice)
    rank = 0
    ranks: dict[int, int] = {}
    if voice.kind in ("pronoun", "noun"):
        for k in recent:
            gender = facts.cast.characters[k].gender
            if gender is None or voice.gender is None or gender == voice.gender:
                ranks[k] = rank
                rank += 1
    for n, k in enumerate(who):
        fs = out[n]
        if named >= 0 and (voice.kind != "noun" or k == named):
            one = facts.cast.characters[named]
            known = "post" if one.role else "new" if one.unnamed else "role" if facts.roles[named] else "name"
            fs.append((where, voice.kind, "same" if k == named else "other", known))
        elif voice.kind == "i":
            fs.append((where, "i", "narrator" if k == facts.narrator else "other"))
        elif voice.kind in ("pronoun", "noun"):
            own = genders[n]
            fit = (
                "any"
                if voice.gender is None
                else "agrees"
                if own == voice.gender
                else "none"
                if own == "none"
                else "clashes"
            )
            fs.append((where, voice.kind, fit))
            if k in ranks:
                fs.append((where, voice.kind, "rank", str(min(ranks[k], 4))))
        else:
            fs.append((where, voice.kind, genders[n]))


def _since(facts: Facts, turn: Turn, k: int) -> str:
    """Paragraphs since the narration named the character last, in buckets."""
    end = turn.narration[-1][1] if turn.narration else turn.last
    at = bisect_left(facts.told_at, end)
    for n in range(at - 1, max(-1, at - 40), -1):
        if facts.told[n] == k:
            return _distance(turn.last_paragraph - facts.paragraph_of[n])
    return "far"


def _since_i(facts: Facts, turn: Turn) -> str:
    """Paragraphs since the narration said "I" or "me"."""
    at = bisect_right(facts.first_person, turn.last_paragraph)
    return _distance(turn.last_paragraph - facts.first_person[at - 1]) if at else "far"


def _until(facts: Facts, paragraph: int, k: int) -> str:
    at = bisect_right(facts.paragraph_of, paragraph)
    for n in range(at, min(len(facts.told), at + 12)):
        if facts.told[n] == k:
            return _distance(facts.paragraph_of[n] - paragraph)
    return "far"


def _distance(paragraphs: int) -> str:
    if paragraphs < 4:
        return str(max(0, paragraphs))
    return "4" if paragraphs < 7 else "7" if paragraphs < 12 else "12" if paragraphs < 25 else "25"


# ----------------------------------------------------------------------------------------- history


def history_features(
    kind: str, gap: str, gap_before: str, tie: str, history: tuple[int, ...], k: int
) -> list[Feature]:
    """Features of candidate ``k`` given who had the last four turns, the latest first."""
    same = "".join(["1" if h == k else "0" for h in history])
    two = "2" if len(history) > 2 and history[0] == history[2] else "1"
    return [
        ("turns", kind, gap, same[:2]),
        ("turns4", gap, same, two),
        ("turns2", gap, gap_before, same[:2]),
        ("tie", kind if kind in "bs" else "q", gap, tie, same[:1]),
    ]
