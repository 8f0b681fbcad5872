"""Speakers: which names are one person, the canonical form, gender and roles."""

from __future__ import annotations

import pytest

import quoteattr
from quoteattr.names.likeness import SAME_BARE, similar
from quoteattr.types import Speaker


def speaker(text: str, name: str) -> Speaker:
    found = [s for s in quoteattr.attribute(text).speakers if s.name == name]
    assert len(found) == 1, [s.name for s in quoteattr.attribute(text).speakers]
    return found[0]


GENDERS = [
    ("Mr. Robin Doyle spoke.", "Robin Doyle", "male", "title or role mr"),
    ("Chairman Sasha Lund spoke.", "Sasha Lund", "male", "title or role chairman"),
    ("The chairman, Mary Lund, spoke.", "Mary Lund", "female", "first name Mary"),
    ("Her co-star, Robin Lund, who plays her husband, spoke.", "Robin Lund", None, None),
    ("His sister, Robin Lund, spoke.", "Robin Lund", "female", "title or role sister"),
    ("Anna Karlsson spoke.", "Anna Karlsson", "female", "first name Anna"),
    ("Robin Doyle spoke. She was tired.", "Robin Doyle", "female", "a pronoun nearby"),
    ("Midfielder Robin Doyle ran.", "Robin Doyle", None, None),
    ("Harbor Robotics grew.", "Harbor Robotics", None, None),
]


@pytest.mark.parametrize(("text", "name", "gender", "evidence"), GENDERS, ids=lambda value: str(value))
def test_gender_and_what_it_rests_on(text: str, name: str, gender: str | None, evidence: str | None) -> None:
    found = speaker(text, name)
    assert found.gender == gender
    assert found.gender_evidence == ((evidence,) if evidence else ())


ROLES = [
    ("Sen. Gail Norquist spoke.", "Gail Norquist", ("Sen.",)),
    ("Russian Foreign Minister Igor Petrov spoke.", "Igor Petrov", ("Russian Foreign Minister",)),
    ("Gail Norquist, the mayor of Leeds, spoke.", "Gail Norquist", ("the mayor of Leeds",)),
    ("Sen. Gail Norquist (D-Vt.) spoke.", "Gail Norquist", ("Sen.", "D-Vt.")),
    ("The driver, Tess Monroe, spoke.", "Tess Monroe", ("driver",)),
    ("Mayor Jo Price spoke. Later mayor Jo Price left.", "Jo Price", ("mayor",)),
    ("Mr. Jo Price spoke.", "Jo Price", ()),
]


@pytest.mark.parametrize(("text", "name", "roles"), ROLES, ids=lambda value: str(value))
def test_roles(text: str, name: str, roles: tuple[str, ...]) -> None:
    assert speaker(text, name).roles == roles


def test_aliases_are_the_other_forms_once_each() -> None:
    text = "Robert J. Pell came. Pell sat. Bob Pell spoke. Pell left."
    assert speaker(text, "Robert J. Pell").aliases == ("Pell", "Bob Pell")


def test_the_spelling_used_most_is_canonical() -> None:
    text = "Sergey Balabanov came. Sergei Balabanov sat. Sergei Balabanov left."
    assert [s.name for s in quoteattr.attribute(text).speakers] == ["Sergei Balabanov"]


def test_a_bare_surname_goes_to_the_more_prominent_of_two() -> None:
    text = "Clara Larkin opened it. Clara Larkin sang. Henri Larkin watched. Larkin bowed."
    assert len(speaker(text, "Clara Larkin").mentions) == 3


def test_a_title_that_fits_two_people_proves_no_gender() -> None:
    text = "Robin Khan and Sasha Khan came. Mrs. Khan left."
    assert {s.gender for s in quoteattr.attribute(text).speakers} == {None}


@pytest.mark.parametrize("space", [" ", "\u00a0", "  ", "\t"])
def test_white_space_in_a_name_is_one_space(space: str) -> None:
    found = quoteattr.attribute(f"Then Anna{space}Karlsson left.").speakers
    assert [s.name for s in found] == ["Anna Karlsson"]


@pytest.mark.parametrize(
    ("text", "known", "who"),
    [
        ("“Close it,” said bell hooks.", "bell hooks", "k1"),
        ("“We will wait,” 林伟明 said. “We have time,” Lin Weiming added.", "Lin Weiming", "k1"),
        ("“We will wait,” Иван Петров said.", "Ivan Petrov", "k1"),
    ],
    ids=["lower case", "two scripts, one person", "Cyrillic"],
)
def test_known_people_are_found_in_any_script_and_case(text: str, known: str, who: str) -> None:
    person = quoteattr.KnownSpeaker(known, aliases=("林伟明", "Иван Петров"), known_id=who)
    analysis = quoteattr.Attributor(known=[person], genre="news").attribute(text)
    quoted = [a for a in analysis if a.quotation.kind == "direct"]
    assert quoted and {a.speaker.known_id for a in quoted if a.speaker} == {who}
    assert {a.speaker.name for a in quoted if a.speaker} == {known}
    assert sum(speaker.known_id == who for speaker in analysis.speakers) == 1


@pytest.mark.parametrize(
    ("a", "b", "alike", "why"),
    [
        ("abernathy", "abernaty", True, "a slip"),
        ("clinton", "quill", False, "another name"),
        ("a" * 100, "a" * 100, True, "itself"),
        ("a" * 100, "a" * 99 + "b", False, "too long for a name: comparing takes the square of the length"),
    ],
)
def test_similar(a: str, b: str, alike: bool, why: str) -> None:
    assert (similar(a, b) >= SAME_BARE) is alike, why


def test_one_more_of_a_surname_that_many_have() -> None:
    names = ("Aaron", "Brian", "Charles", "David", "Edward", "Frank", "George", "Henry", "Ian", "John")
    text = " ".join(f"Mr. {name} Trask came." for name in names) + " “It is late,” Mrs. Trask said."
    (attribution,) = quoteattr.attribute(text, genre="news")
    assert attribution.speaker is not None and attribution.speaker.gender == "female"
