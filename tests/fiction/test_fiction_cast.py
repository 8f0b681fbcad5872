"""Characters: out of the text alone, and with a list that decides."""

from __future__ import annotations

import pytest
from fiction import LISTED, SCENE, cast_of

from quoteattr.types import KnownSpeaker

FAMILY = (
    "Mr. Dane read the paper. Mrs. Dane poured the tea, and "
    "Miss Dane looked at the rain with Edmund.\n\n"
    "“It is only water,” said Mr. Dane.\n\n“You forget the roof, my dear Mr. Dane,” said Mrs. Dane.\n\n"
    "“Papa forgets everything,” said Miss Dane.\n\n“Not everything, Emma,” said Edmund. "
    "“I forget less than Edmund does,” said Mr. Dane.\n\nThey went to Brackley that day.\n"
)


def named(text: str, known: tuple[KnownSpeaker, ...] = ()) -> dict[str, str | None]:
    return {one.name: one.gender for one in cast_of(text, known).characters}


def test_titles_keep_a_family_apart() -> None:
    people = named(FAMILY)
    assert {"Mr. Dane", "Mrs. Dane", "Miss Dane", "Edmund"} <= set(people)
    assert (people["Mr. Dane"], people["Mrs. Dane"], people["Miss Dane"]) == ("male", "female", "female")


def test_places_are_nobody() -> None:
    assert "Brackley" not in named(FAMILY)


def test_first_name_and_full_name_are_one() -> None:
    people = named(SCENE)
    assert "Tobias Wren" in people and "Tobias" not in people


@pytest.mark.parametrize(
    ("text", "name", "gender", "source"),
    [
        (SCENE, "Mrs. Orrin", "female", "title"),
        (
            "Quill sat. She wrote. Quill rose. She left. “Go,” said Quill. She went.",
            "Quill",
            "female",
            "pronouns",
        ),
        ("“Go,” said Edmund. “Stay, Edmund,” said Edmund.", "Edmund", "male", "first-name"),
    ],
)
def test_gender_has_evidence(text: str, name: str, gender: str, source: str) -> None:
    one = next(c for c in cast_of(text).characters if c.name == name)
    assert one.gender == gender
    assert one.gender_evidence[0].source == source


def test_the_list_decides() -> None:
    people = cast_of(SCENE, LISTED)
    assert [one.name for one in people.characters] == ["Mrs. Orrin", "Tobias Wren", "Captain Sallow"]
    assert [one.known.known_id for one in people.characters if one.known] == ["k1", "k2", "k3"]


@pytest.mark.parametrize(
    ("listed", "text", "expected", "why"),
    [
        (
            KnownSpeaker("The Hatter"),
            "“Tea,” said the Hatter.",
            1,
            "an article in the list, small in the text",
        ),
        (KnownSpeaker("The Ferryman"), "“Tea,” said the ferryman.", 1, "a role may be written small"),
        (KnownSpeaker("Mrs. Pell"), "“Tea,” said Mrs Pell.", 1, "a title without its period"),
        (KnownSpeaker("Grace Pell"), "“Tea,” said Grace. Mr. Pell nodded.", 1, "not Mr. Pell"),
        (
            KnownSpeaker("Will Pell"),
            "“They will come,” said Will.",
            1,
            "a word that is a name only with a capital",
        ),
    ],
)
def test_forms_of_the_list(listed: KnownSpeaker, text: str, expected: int, why: str) -> None:
    assert len(cast_of(text, (listed,)).mentions.who) == expected, why


def test_a_form_that_one_has_is_not_lent_to_another() -> None:
    listed = (KnownSpeaker("Thomas Vane"), KnownSpeaker("Young Thomas", aliases=("Tom", "Thomas")))
    assert cast_of("“Tea,” said Thomas.", listed).mentions.who == (1,)


def test_roles_that_speak_are_characters() -> None:
    found = cast_of("“Fares, please,” said the conductor.\n\n“Two,” said Nora Lisle.\n")
    assert [(one.name, one.unnamed) for one in found.characters if one.unnamed] == [("the conductor", True)]


def test_his_wife_is_somebody_without_a_name() -> None:
    found = cast_of("“Fares, please,” said his wife.\n")
    assert [(one.name, one.unnamed) for one in found.characters] == [("his wife", True)]


_BROTHERS = (
    "It was Maurice Oakes. Behind him stood Frank Oakes. Frank drank, and Frank laughed, and Frank sat.\n\n"
    "“I am not asleep,” said Oakes."
)


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        (
            "“No,” said Jim Vance. James Vance was no hero, but James stood still.\n\n“Come,” said Jim.",
            {"James Vance"},
            "a short first name and the long one, with one surname",
        ),
        (
            "Tom Reed rose. " * 6
            + "Thomas Reed sat. " * 7
            + "“No,” said Tom Reed.\n\n“Yes,” said Thomas Reed.",
            {"Tom Reed", "Thomas Reed"},
            "both often in full: father and son",
        ),
        (
            _BROTHERS,
            {"Maurice Oakes", "Frank Oakes"},
            "whom the text calls by his first name has no bare surname",
        ),
        (
            "“Shut it,” De Marle said. She looked at De Marle.\n\n“Why?” said Una. She laughed.",
            {"De Marle", "Una"},
            "a particle with a capital belongs to the name",
        ),
        (
            "“Why?” said Una.\n\n“So,” von Ahn said. Una saw von Ahn go.",
            {"Una", "von Ahn"},
            "a small one, too",
        ),
        ("“Why?” said Una.\n\n“So,” said Piet van der Meer.", {"Una", "Piet van der Meer"}, "two particles"),
        (
            "“Why?” said Una.\n\n“So,” said Captain de la Rua.",
            {"Una", "de la Rua"},
            "particles behind a title",
        ),
        (
            "“So,” said the Countess of Harrow. “Good.”\n\n“Why?” said Una.\n\n“Late,” said the Countess.",
            {"Countess of Harrow", "Una"},
            "a title with its land is a name",
        ),
        (
            "Professor Marsh came in. “So,” said the Professor.\n\n“Why?” said Una. The Professor shrugged.",
            {"Professor Marsh", "Una"},
            "the Professor is the one who has a name",
        ),
        (
            "Professor Marsh met Professor Holt. “So,” said the Professor.\n\n“Why?” said Una.",
            {"Professor Marsh", "Professor Holt", "Una"},
            "of two it is not known which",
        ),
    ],
)
def test_names_of_one_person_are_one(text: str, names: set[str], why: str) -> None:
    found = set(named(text))
    assert names == found, why


def test_bare_surname_goes_with_whom_the_text_calls_so() -> None:
    people = cast_of(_BROTHERS)
    cue = people.mentions.who[-1]
    assert people.characters[cue].name == "Maurice Oakes"


def test_a_voice_goes_on_as_the_voice() -> None:
    text = "“Halt,” said a hoarse voice.\n\n“Why?” said Una.\n\n“Because,” said the Voice."
    assert [one.name for one in cast_of(text).characters] == ["Una", "the Voice"]


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        (
            "Mr. Orrin sat. Mrs. Orrin came in. “Is he gone?” said his wife.",
            "Mrs. Orrin",
            "of the same surname",
        ),
        (
            "Mrs. Orrin sat. Mr. Orrin came in. “Is he gone?” said her husband.",
            "Mr. Orrin",
            "the other way round",
        ),
        ("Mr. Orrin sat. Mrs. Pell came in. “Is he gone?” said his wife.", "his wife", "another's wife"),
        ("Mr. Orrin sat. Miss Orrin came in. “Is he gone?” said his wife.", "his wife", "no wife"),
        (
            "Tobias Orrin sat. Mrs. Orrin came in. “Is he gone?” said his wife.",
            "Mrs. Orrin",
            "by his full name",
        ),
    ],
)
def test_a_wife_has_the_surname(text: str, name: str, why: str) -> None:
    cast = cast_of(text)
    assert cast.characters[cast.mentions.who[-1]].name == name, why


TWO_ALFREDS = (
    "Alfred Quill sat by the fire. Alfred read to his wife. Alfred Orrin came late. Nobody greeted Alfred "
    "Orrin. Alfred Quill laughed. Alfred rose. Alfred Orrin took a chair. Soon Alfred Orrin slept.\n\n"
    "Alfred Quill put out the lamp. Alfred went up. Alfred Orrin woke. Alfred Orrin left.\n\n"
)


def test_of_two_alike_not_the_one_who_is_spelled_out_each_time() -> None:
    listed = (KnownSpeaker("Alfred Orrin"), KnownSpeaker("Alfred Quill"))
    cast = cast_of(TWO_ALFREDS + "“Good night,” said Alfred.\n", listed)
    last = max(cast.mentions.who_at)
    assert cast.characters[cast.mentions.who_at[last]].name == "Alfred Quill"
    one = cast_of("Alfred Orrin rose. Alfred sat. Alfred Quill left. “Yes,” said Alfred.\n", listed)
    assert one.characters[one.mentions.who_at[max(one.mentions.who_at)]].name == "Alfred Orrin", "no evidence"


@pytest.mark.parametrize(
    ("text", "name", "gender", "why"),
    [
        ("“It’s shut,” said the owner. She turned the key.", "the owner", "female", "she, behind the tag"),
        ("“It’s shut,” said the owner. He turned the key.", "the owner", "male", "he"),
        ("“It’s shut,” the owner told her.", "the owner", None, "the object is somebody else"),
        ("“It’s shut,” the pilot said, shaking her head.", "the pilot", "female", "her own head"),
    ],
)
def test_gender_of_whoever_has_no_name(text: str, name: str, gender: str | None, why: str) -> None:
    assert named(text)[name] == gender, why


@pytest.mark.parametrize(
    ("narration", "gender"),
    [
        ("Quill looked at him and laughed. Quill put down her pen.", "female"),  # her own pen, another's look
        ("Quill could see that he was pleased. Quill sat down. She was tired.", "female"),
        ("He said it to Quill. He had mud on his shoes.", None),
        ("Quill turned round and looked at her.", None),
    ],
)
def test_only_a_pronoun_that_is_nobody_elses_shows_a_gender(narration: str, gender: str | None) -> None:
    assert named(f"“Go,” said Quill.\n\n{narration}\n\n“Stay,” said Quill.\n")["Quill"] == gender


@pytest.mark.parametrize(
    ("text", "name", "forms"),
    [
        ("“Hurry up, Gav,” said Nora.\n\nGavin nodded. “I am.”\n", "Gavin", {"Gavin", "Gav"}),
        (
            "DI Nash stood up. “I’m Bev Nash,” she said.\n\n“So?” said Prowse.\n\nNash sat. “So talk.”\n",
            "Bev Nash",
            {"Bev Nash", "Di Nash", "Nash"},
        ),
        (
            "“Sit,” said the man in the grey coat.\n\n“No,” said Nora.\n\n“Please,” said the man.\n",
            "the man in the grey coat",
            {"man in the grey coat"},
        ),
        (
            "“Sit,” said Sergeant Ruiz.\n\n“No,” said Nora.\n\n“Please,” said the sergeant.\n",
            "Sergeant Ruiz",
            {"Sergeant Ruiz"},
        ),
        (
            "Kimiko shut the door. “Cold out.”\n\n“Sit down, Kimi,” said Nora.\n",
            "Kimiko",
            {"Kimiko", "Kimi"},
        ),
        ("“Anna, come here,” said Ann.\n\nAnna sat. “Well, Ann?” She did.\n", "Ann", {"Ann"}),
        ("Bilal read it again. “No.”\n\n“Well?” said Nora.\n", "Bilal", {"Bilal"}),
        ("“Ivy’s late,” said Nora. On a stool sat Ivy.\n\nIvy had a cup. “Am I?”\n", "Ivy", {"Ivy"}),
    ],
)
def test_one_person_under_several_names(text: str, name: str, forms: set[str]) -> None:
    people = {one.name: set(one.forms) for one in cast_of(text).characters}
    assert people.get(name) == forms and len(people) <= 3


@pytest.mark.parametrize(
    "telling",
    [
        "Headlights swept over the wall above her.",
        "They stood by the fish. The fish turned all together.",
        "A plane came over the ridge. The plane dipped a wing.",
        "The brochure said “quiet” on its cover.",
    ],
)
def test_things_are_nobody(telling: str) -> None:
    assert set(named(f"“Well?” said Nora.\n\n{telling}\n\n“Well,” said Tom.\n")) == {"Nora", "Tom"}
