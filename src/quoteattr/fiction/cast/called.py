"""What others call the narrator, who has no name in the narration: "Jake" and "Mr. Barnes" are one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from quoteattr.fiction.cast.values import Character, Mentions, named_in_narration
from quoteattr.fiction.turns.stage import Turn
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words
from quoteattr.names.gender import alike

_LEAST = 2  # turns next to those of "I" in which a name must be called
_BY_OTHERS = 4  # so many times as often as by "I"
_TITLED = 2  # words of a title and a surname
_SELDOM = 0.1  # of its places that the narration may have


@frozen(eq=False)
class _Uses:
    """How often each character is called by name beside turns of "I" (``called``), by "I" itself, in the
    narration (``told``), and in all."""

    called: Counter[int]
    by_i: Counter[int]
    told: Counter[int]
    total: Counter[int]

    def are_a_narrators(self, k: int) -> bool:
        enough = self.called[k] >= max(_LEAST, _BY_OTHERS * self.by_i[k])
        return enough and self.told[k] <= _SELDOM * self.total[k]


def other_name(
    people: Sequence[Character],
    mentions: Mentions,
    inside: Sequence[int],
    turns: Sequence[Turn],
    spoken: Sequence[Mapping[int, bool]],
    narrator: int,
    pack: Pack,
) -> int:
    """The character that is the ``narrator`` under a surname ("Mr. Barnes" for Jake); -1 where none, or more
    than one, may be."""
    if narrator < 0 or not has_first_name_alone(people[narrator], pack):
        return -1
    uses = _uses(mentions, inside, turns, spoken)
    likely = [k for k in uses.called if k != narrator and uses.are_a_narrators(k)]
    found = [k for k in likely if _may_be_one(people[narrator], people[k], pack)]
    return found[0] if len(found) == 1 else -1


def joined(
    people: Sequence[Character], mentions: Mentions, narrator: int, other: int, pack: Pack
) -> tuple[list[Character], Mentions, int]:
    """The characters and mentions with the ``other`` as the narrator, who has the names of both; the number
    of the narrator among them."""
    one, second = people[narrator], people[other]
    name = f"{one.name} {_surname(second, pack)}"
    forms = tuple(dict.fromkeys((name, *one.forms, *second.forms)))
    whole = evolve(one, name=name, forms=forms, gender=one.gender or second.gender)
    numbers = [k - (k > other) for k in range(len(people))]
    numbers[other] = numbers[narrator]
    left = [_renumbered(person, numbers) for person in (*people[:other], *people[other + 1 :])]
    left[numbers[narrator]] = whole
    who = tuple([numbers[k] for k in mentions.who])
    who_at = dict(zip(mentions.firsts, who, strict=True))
    role_at = {first: numbers[k] for first, k in mentions.role_at.items()}
    among = {first: tuple([numbers[k] for k in several]) for first, several in mentions.among.items()}
    places = evolve(mentions, who=who, who_at=who_at, role_at=role_at, among=among)
    return left, places, numbers[narrator]


def _renumbered(one: Character, numbers: Sequence[int]) -> Character:
    return evolve(one, members=tuple([numbers[k] for k in one.members]))


def _uses(
    mentions: Mentions, inside: Sequence[int], turns: Sequence[Turn], spoken: Sequence[Mapping[int, bool]]
) -> _Uses:
    called: Counter[int] = Counter()
    by_i: Counter[int] = Counter()
    mine = [turn.is_told_by_i for turn in turns]
    for t, names in enumerate(spoken):
        addressed = [who for who, is_addressed in names.items() if is_addressed]
        if mine[t]:
            by_i.update(addressed)
        elif any(mine[max(0, t - 1) : t + 2]):
            called.update(addressed)
    return _Uses(called, by_i, named_in_narration(mentions, inside), Counter(mentions.who))


def are_one(first: Character, second: Character, *, pack: Pack) -> bool:
    """Whether the text has of the first a first name alone, which may go with the surname of the second."""
    return has_first_name_alone(first, pack) and _may_be_one(first, second, pack)


def has_first_name_alone(one: Character, pack: Pack) -> bool:
    """Whether a first name is all that the text calls somebody."""
    return one.known is None and " " not in one.name and plain_words(one.name, pack)[0] in pack.first_names


def _may_be_one(own: Character, other: Character, pack: Pack) -> bool:
    """Whether ``other`` has a surname, and no first name that differs from that of ``own``."""
    if (
        other.known is not None
        or other.unnamed
        or not alike(own.gender, other.gender)
        or not _surname(other, pack)
    ):
        return False
    first = plain_words(own.name, pack)[0]
    others = {words[0] for words in _names(other, pack)}.intersection(pack.first_names)
    return all(_is_same(first, word, pack) for word in others)


def _is_same(a: str, b: str, pack: Pack) -> bool:
    """Whether one first name is the other, or stands for it: "Jake" for Jacob."""
    return a == b or a in pack.nicknames.get(b, ()) or b in pack.nicknames.get(a, ())


def _names(one: Character, pack: Pack) -> list[tuple[str, ...]]:
    """The words of each form, titles off, but for a surname behind one: Ambrose may be a first name, too."""
    found = [plain_words(form, pack) for form in one.forms]
    return [
        words[1:] if words[0] in pack.titles else words
        for words in found
        if len(words) != _TITLED or words[0] not in pack.titles
    ]


def _surname(one: Character, pack: Pack) -> str:
    """The one surname of the forms, as the text writes it: the last word behind a title or a first name, or a
    word that is no first name; "" where there is none, or more than one."""
    last = {form.split()[-1] for form in one.forms if " " in form}
    last |= {form for form in one.forms if " " not in form and form.lower() not in pack.first_names}
    return next(iter(last)) if len(last) == 1 else ""
