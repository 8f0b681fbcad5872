"""The gender of somebody: titles and nouns show it, then pronouns nearby, then the first name.

What shows it is an evidence with a typed source; its sentence is made at the end, for people to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import frozen

from quoteattr.lang.pack import Pack
from quoteattr.types import Gender

GenderSource = Literal[
    "known-speaker",
    "list",
    "title-or-role",
    "title",
    "noun",
    "word",
    "pronoun",
    "pronouns",
    "first-name",
    "sentence",
]
# The sentence of each source. The first that a sentence fits is its source: "title or role" before "title".
_SENTENCES: Mapping[GenderSource, str] = {
    "known-speaker": "known speaker",  # a list of the caller's says it, of an article
    "list": "the list",  # ... of a story
    "title-or-role": "title or role {}",
    "title": "title {}",
    "noun": "noun {}",
    "word": "the word {}",  # by which alone somebody is named: "the spokeswoman"
    "pronoun": "a pronoun nearby",
    "pronouns": "{} pronouns nearby",
    "first-name": "first name {}",
    "sentence": "{}",  # somebody else's, as it is
}


@frozen
class GenderEvidence:
    """One thing that a gender rests on: its ``source``, and the ``words`` or the number it names."""

    source: GenderSource
    words: str = ""

    @property
    def sentence(self) -> str:
        """For people: "title Mr.", "3 pronouns nearby"."""
        return _SENTENCES[self.source].format(self.words)

    @classmethod
    def of(cls, sentence: str) -> GenderEvidence:
        """What a stored answer, which has the sentence alone, says."""
        for source, form in _SENTENCES.items():
            before, gap, behind = form.partition("{}")
            end = len(sentence) - len(behind)
            if sentence == form or (gap and sentence.startswith(before) and sentence.endswith(behind)):
                return cls(source, sentence[len(before) : end] if gap else "")
        raise AssertionError("the last form fits every sentence")


Shown = tuple[Gender | None, tuple[GenderEvidence, ...]]
"""A gender, or None, and what it rests on."""
NOTHING: Shown = (None, ())


@frozen
class Figures:
    """How much pronouns count in a genre, beside first names.

    ``margin``  the pronouns of one gender must be so many times those of the other.
    ``enough``  so many pronouns outweigh a rare first name, so ``many`` any.
    ``rare``    the weight that a rare first name has at most in the list.
    """

    margin: int
    enough: int
    many: int
    rare: int


NEWS = Figures(margin=3, enough=2, many=6, rare=4)
FICTION = Figures(margin=2, enough=2, many=2, rare=0)


@frozen
class FirstName:
    """A first name of the pack's list: the ``gender`` of most who have it, and its ``weight`` there."""

    name: str
    gender: Gender
    weight: int


def decide(
    signs: Iterable[Shown], votes: Mapping[Gender, int], first: FirstName | None, figures: Figures
) -> Shown:
    """The gender that the first of the ``signs`` (titles, nouns) shows, else pronouns, else the first name.

    ``votes`` are the pronouns nearby, by gender.
    """
    shown = next((sign for sign in signs if sign[0]), NOTHING)
    if not shown[0] and votes:
        shown = _by_several(votes, first, figures)
    if not shown[0]:
        shown = _by_first(votes, first)
        if first is not None and first.weight <= figures.rare and _contradict(votes, first):
            return NOTHING  # either may be wrong
    return shown if shown[0] or not votes else _by_few(votes)


def _contradict(votes: Mapping[Gender, int], first: FirstName) -> bool:
    """Whether all pronouns nearby are of another gender than the first name."""
    gender, most, against = _majority(votes)
    return most > 0 and not against and gender != first.gender


def _by_several(votes: Mapping[Gender, int], first: FirstName | None, figures: Figures) -> Shown:
    """By so many pronouns that they outweigh the first name."""
    gender, most, against = _majority(votes)
    needed = figures.enough if first is None or first.weight <= figures.rare else figures.many
    if most < needed or most < figures.margin * against:
        return NOTHING
    return gender, (GenderEvidence("pronouns", str(most)),)


def _by_first(votes: Mapping[Gender, int], first: FirstName | None) -> Shown:
    """By the first name, and the pronouns that agree with it where none speaks against it."""
    if first is None:
        return NOTHING
    gender, most, against = _majority(votes)
    by_name = GenderEvidence("first-name", first.name)
    if not most or against or gender != first.gender:
        return first.gender, (by_name,)
    nearby = GenderEvidence("pronoun") if most == 1 else GenderEvidence("pronouns", str(most))
    return first.gender, (by_name, nearby)


def _by_few(votes: Mapping[Gender, int]) -> Shown:
    """By fewer pronouns, where no first name stands beside them."""
    gender, most, against = _majority(votes)
    return (gender, (GenderEvidence("pronoun"),)) if most > against else NOTHING


def _majority(votes: Mapping[Gender, int]) -> tuple[Gender, int, int]:
    """The gender of most pronouns, how many they are, and how many are of the other."""
    female, male = votes.get("female", 0), votes.get("male", 0)
    return ("female", female, male) if female > male else ("male", male, female)


def of_name(name: str, pack: Pack, votes: Mapping[Gender, int], figures: Figures) -> Shown:
    """The gender of somebody called ``name``, title and noun in it: "Mr. Dane", "the old sister"."""
    written = name.split()
    if not written:
        return NOTHING
    words = [word.lower() for word in written]
    title = pack.titles[words[0]]["gender"] if words[0] in pack.titles else None
    signs: tuple[Shown, ...] = (
        (title, (GenderEvidence("title", written[0]),)),
        (pack.roles.get(words[-1]), (GenderEvidence("noun", words[-1]),)),
    )
    return decide(signs, votes, first_name(words[:1], pack), figures)


def first_name(words: Iterable[str], pack: Pack) -> FirstName | None:
    """The first of the ``words`` that is a first name of one gender in the pack's list."""
    for word in words:
        gender, weight, *_ = pack.first_names.get(word, (None, 0))
        if gender:
            return FirstName(word, gender, weight)
    return None


def alike(one: Gender | None, other: Gender | None) -> bool:
    """Whether two genders can be one person's: they are the same, or one of them is not known."""
    return not one or not other or one == other


def by_first_name(evidence: Iterable[GenderEvidence]) -> bool:
    """Whether a gender rests on a list of first names alone, not on what the text shows."""
    return {one.source for one in evidence} == {"first-name"}
