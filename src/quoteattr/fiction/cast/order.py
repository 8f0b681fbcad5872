"""The order of the cast, on which ids of speakers rest; and whom a person's answers mean or add."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from attrs import evolve

from quoteattr.fiction.cast.values import Cast, Character
from quoteattr.stage_values import Answer


def in_order(cast: Cast) -> list[int]:
    """The characters by first mention; then the unnamed, and those whom the text never mentions."""
    places = cast.mentions
    firsts = dict(zip(reversed(places.who), reversed(places.firsts), strict=True))
    last = len(places.firsts) and places.firsts[-1] + 1
    order = [last if one.unnamed else firsts.get(k, last) for k, one in enumerate(cast.characters)]
    return sorted(range(len(order)), key=order.__getitem__)


def with_answered(cast: Cast, answers: Iterable[Answer], told_by_i: Container[int]) -> Cast:
    """The cast, with those whom a person's answers add. If all answers about "I said" name one character,
    that one is the narrator; ``told_by_i``: where words of "I" start."""
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
