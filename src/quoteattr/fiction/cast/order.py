"""The order of the cast, on which ids of speakers rest; and whom a person's answers mean or add."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from attrs import evolve

from quoteattr.fiction.cast.values import Cast, Character
from quoteattr.stage_values import Answer


def in_order(cast: Cast) -> list[int]:
    """The numbers of the characters in order of first mention; behind them those without a name, and who is
    nowhere in the text."""
    places = cast.mentions
    firsts = dict(zip(reversed(places.who), reversed(places.firsts), strict=True))
    last = len(places.firsts) and places.firsts[-1] + 1
    order = [last if one.unnamed else firsts.get(k, last) for k, one in enumerate(cast.characters)]
    return sorted(range(len(order)), key=order.__getitem__)


def with_answered(cast: Cast, answers: Iterable[Answer], told_by_i: Container[int]) -> Cast:
    """The cast and those whom a person named and the text does not have. Who is named for what "I said" tells
    the story, if all such answers agree; ``told_by_i`` are the places where what "I" says starts."""
    answers = tuple(answers)
    both = zip(answers, meant(cast, answers), strict=True)
    new = dict.fromkeys([one.names[0] for one, who in both if who < 0])
    if new:
        characters = (*cast.characters, *[Character(name, (name,)) for name in new])
        cast = evolve(cast, characters=characters)
    both = zip(answers, meant(cast, answers), strict=True)
    tellers = {who for one, who in both if one.start in told_by_i}
    if len(tellers) != 1 or cast.by_chapter:
        return cast
    (teller,) = tellers
    return evolve(cast, teller=teller, narrator=evolve(cast.narrator, character=teller, rivals=()))


def meant(cast: Cast, answers: Iterable[Answer]) -> list[int]:
    """The character that each answer means, or -1."""
    ids = speaker_ids(cast)
    return [_meant(cast, one, ids) for one in answers]


def speaker_ids(cast: Cast) -> dict[str, int]:
    """The character of each speaker's id."""
    return {f"s{place}": k for place, k in enumerate(in_order(cast), 1)}


def _meant(cast: Cast, answer: Answer, ids: Mapping[str, int]) -> int:
    k = ids.get(answer.id, -1)
    if k >= 0 and cast.characters[k].name in answer.names:
        return k
    return next((k for k, one in enumerate(cast.characters) if one.name in answer.names), -1)
