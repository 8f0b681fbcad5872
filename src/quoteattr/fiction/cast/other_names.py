"""Whom others call by a name that the narration never has: “Teddy, don't,” to whom it calls Crane.

A name that stands in turns alone, by which somebody is addressed, is mostly another name of one of those whom
the narration names: of the one who speaks before and behind such turns, and not in them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import frozen

from quoteattr.fiction.cast.values import Character, Mentions, named_in_narration
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words
from quoteattr.names.gender import alike

_SELDOM = 0.1  # of its places that the narration may have
_REACH = 8  # turns away in which who speaks says something
_NEAR = 400  # tokens around in which somebody is present
_PRESENT = 0.25
_LEAST, _LEAST_POST = 0.2, 0.7
_MARGIN = 0.3
_SHORT = 3  # letters of a name that may stand for a longer one: "Gav"


@frozen
class _Names:
    """What somebody is called: given names and surnames; ``post``: by a title or as a relative alone."""

    given: frozenset[str]
    last: frozenset[str]
    post: bool


def other_names(
    people: Sequence[Character],
    mentions: Mentions,
    inside: Sequence[int],
    turns: Sequence[Turn],
    spoken: Sequence[Mapping[int, bool]],
    pack: Pack,
) -> dict[int, int]:
    """Whoever is only called by a name -> whom the narration calls by another."""
    told, total = named_in_narration(mentions, inside), Counter(mentions.who)
    able = [one.known is None and not (one.group or one.passing) for one in people]
    called = {
        k for k in total
        if able[k] and not people[k].unnamed and told[k] <= _SELDOM * total[k] and _is_name(people[k], pack)
    }
    names = [_names(one, pack) for one in people]
    scores, times = _scores(turns, mentions, inside, spoken, called)
    found: dict[int, int] = {}
    for k, around in scores.items():
        fit = {n: score / times[k] for n, score in around.items() if n not in called and able[n] and
            alike(people[k].gender, people[n].gender) and _may_be_one(names[k], names[n], pack)
        }
        import os
        if os.environ.get('DBG'): print('   ', people[k].name, times[k], {people[n].name:round(x,2) for n,x in around.items()}, 'fit', {people[n].name:round(x,2) for n,x in fit.items()})
        best, second, *_ = (*sorted(fit.values(), reverse=True), 0.0, 0.0)
        least = _LEAST_POST if names[k].post else _LEAST
        if best >= least and best >= second + _MARGIN:
            found[k] = max(fit, key=lambda n: fit[n])
    return found


def _is_name(one: Character, pack: Pack) -> bool:
    """Whether somebody has a first name of the list, or a title."""
    firsts = {form.split()[0].lower().rstrip(".") for form in one.forms}
    return not firsts.isdisjoint(pack.first_names) or any(first in pack.titles for first in firsts)


def _speaker(turn: Turn, mentions: Mentions) -> int:
    """Who speaks by a name beside the turn, or -1."""
    own = [voice for voice in turn.voices if voice.kind in ("name", "noun")][:1]
    return mentions.whom(own[0]) if own else -1


def _scores(
    turns: Sequence[Turn],
    mentions: Mentions,
    inside: Sequence[int],
    spoken: Sequence[Mapping[int, bool]],
    called: Container[int],
) -> tuple[dict[int, Counter[int]], Counter[int]]:
    """For each of the called, how much those around are its bearers, and in how many turns it is called."""
    speakers = [_speaker(turn, mentions) for turn in turns]
    found: dict[int, Counter[float]] = defaultdict(Counter)
    times = Counter[int]()
    for t, names in enumerate(spoken):
        for k in [who for who, is_addressed in names.items() if is_addressed and who in called]:
            times[k] += 1
            near = mentions.between(turns[t].first - _NEAR, turns[t].last + _NEAR)
            for n in {mentions.who[m] for m in near if inside[mentions.firsts[m]] < 0}:
                found[k][n] += _PRESENT
            for n in names:
                found[k][n] -= 1
            for distance, who in _around(speakers, turns, t):
                found[k][who] += (1 if distance % 2 else -1) / max(0.5, distance)
    return found, times


def _around(speakers: Sequence[int], turns: Sequence[Turn], t: int) -> Iterator[tuple[int, int]]:
    """(turns away, character) of those who speak near a turn, each way up to a chapter."""
    if speakers[t] >= 0:
        yield 0, speakers[t]
    for step in (-1, 1):
        for distance in range(1, _REACH + 1):
            k = t + step * distance
            if not 0 <= k < len(turns) or turns[max(k, k - step)].chapter:
                break
            if speakers[k] >= 0:
                yield distance, speakers[k]
                break


def _names(one: Character, pack: Pack) -> _Names:
    """What the forms of somebody may be; a word alone may be both a first name and a surname."""
    given, last, post = set[str](), set[str](), False
    for form in one.forms if not one.unnamed else ():
        words = plain_words(form, pack)
        has_title = len(words) > 1 and words[0] in pack.titles
        if words[0] in pack.story.relative or (len(words) == 1 and words[0] in pack.titles):
            post = True
        elif len(words) > 1 + has_title:
            given.add(words[has_title])
            last.add(words[-1])
        elif has_title:
            last.add(words[-1])
        elif words[0] in pack.first_names and words[0] not in pack.surnames:
            given.add(words[0])
        elif words[0] not in pack.first_names:
            last.add(words[0])
    return _Names(frozenset(given), frozenset(last), post)


def _may_be_one(a: _Names, b: _Names, pack: Pack) -> bool:
    if any(_short(x, y) for x in a.given | a.last for y in b.given | b.last):
        return True
    given = not (a.given and b.given) or any(_is_same(x, y, pack) for x in a.given for y in b.given)
    return given and (not (a.last and b.last) or bool(a.last & b.last))


def _short(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _SHORT and (a.startswith(b) or b.startswith(a))


def _is_same(a: str, b: str, pack: Pack) -> bool:
    return a == b or a in pack.nicknames.get(b, ()) or b in pack.nicknames.get(a, ())
