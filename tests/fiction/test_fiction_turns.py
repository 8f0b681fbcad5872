"""Turns, voices beside them, who speaks, to whom, and who tells the story."""

from __future__ import annotations

import pytest
from attrs import evolve
from fiction import LISTED, PACK, SCENE, resolved, staged, turns_of, who_says
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr.fiction.turns.medium import medium_of
from quoteattr.lang.words.fiction import TurnWords
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile
from quoteattr.types import KnownSpeaker
from tools.bench.counting import lines_of

NORA = KnownSpeaker("Nora Lisle", aliases=("Nora",), gender="female")
HUGH = KnownSpeaker("Hugh Pell", aliases=("Hugh",), gender="male")
BOTH = (NORA, HUGH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” said Nora.", ("said-x", "name", "Nora")),
        ("“Yes,” breathed Nora, rising.", ("said-x", "name", "Nora")),
        ("“Yes,” Nora said.", ("x-said", "name", "Nora")),
        ("“Yes,” she said at last.", ("x-said", "pronoun", "she")),
        ("“Yes,” I said.", ("x-said", "i", "I")),
        ("“Yes,” they cried.", ("x-said", "group", "they")),
        ("“Yes,” said the old ferryman quietly.", ("said-x", "noun", "the old ferryman")),
        ("“Yes,” was Nora’s answer.", ("said-x", "name", "Nora")),
        ("Nora turned round and said: “Yes.”", ("announced", "name", "Nora")),
        (
            "Hugh waited; but Nora, much moved, laid down her pen, and said, “Yes.”",
            ("announced", "name", "Nora"),
        ),
        ("Hugh was met by Nora, who, running up, cried, “Yes.”", ("announced", "name", "Nora")),
        ("Hugh rose to go, but Nora came after him, and said: “Yes.”", ("announced", "name", "Nora")),
        ("I was lost, but Nora found the road by asking: “Where?”", ("announced", "name", "Nora")),
        ("When Hugh had gone, Nora lifted her head and said: “Yes.”", ("announced", "name", "Nora")),
        ("Nora, who had spoken to Hugh, turned to him and said: “Yes.”", ("announced", "name", "Nora")),
        ("Hugh had hardly sat down, before Nora ran in, calling out, “Yes.”", ("announced", "name", "Nora")),
        ("Nora, embracing Hugh, thus began: “Yes.”", ("announced", "name", "Nora")),
        ("Nora put down her cup. “Yes.”", ("beat-before", "name", "Nora")),
        ("“Yes.” Nora sat down again.", ("beat-after", "name", "Nora")),
        ("With a look at Hugh she wrote to him:\n\n“Yes.”", ("announced", "pronoun", "she")),
    ],
)
def test_the_voice_beside_a_quotation(text: str, expected: tuple[str, str, str]) -> None:
    turn = turns_of(text, BOTH)[0]
    segmented = staged(text, "segmented")["segmented"]
    voice = turn.voices[0]
    assert (voice.where, voice.kind, " ".join(segmented.tokens.words[voice.first : voice.last])) == expected


@pytest.mark.parametrize(
    ("narration", "expected", "why"),
    [
        ("Nora stood up. Hugh ran.", "Hugh", "the last subject"),
        ("Hugh ran. Nora stood up. She took the map. She opened it.", "Nora", "a pronoun goes on with her"),
        ("Hugh ran. Nora stood up. The window shook.", "Nora", "a thing is nobody"),
        ("Nora stood up. Hugh ran. She opened the map.", "Nora", "a man is not she"),
        ("The window shook. She ran.", "She", "nobody is named"),
        ("I stood up. She ran.", "She", "she is not I"),
        ("The old man sat. He was tired. It rained.", "The old man", "a noun for people names somebody"),
    ],
)
def test_whom_a_paragraph_is_about(narration: str, expected: str, why: str) -> None:
    text = f"“Yes,” said Nora.\n\n{narration}\n\n“No.”"
    words = staged(text, "segmented")["segmented"].tokens.words
    about = [voice for voice in turns_of(text, BOTH)[1].around if voice.where == "para-before-2"]
    assert [" ".join(words[voice.first : voice.last]) for voice in about] == [expected], why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Yes,” shivered Nora.", "beat-after"),
        ("“Yes,” said Nora.", "said-x"),
    ],
)
def test_endings_of_verbs_are_of_the_language(text: str, expected: str) -> None:
    """Without them only the verbs that the pack lists make a cue."""
    bare = evolve(PACK, words=evolve(PACK.words, turns=TurnWords()))
    turns = run_until(text, Profile(pack=bare, genre="fiction"), "turns")["turns"]
    assert [voice.where for voice in turns[0].voices] == [expected]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("“Yes,” said Nora. “No.”", [2], "one person, one turn"),
        ("“Yes,” said Nora. “No,” said Hugh.", [1, 1], "two cues, two people"),
        ("“Yes,” said Nora. “No,” she added.", [2], "a pronoun goes on"),
        ("“Yes.”\n\n“No.”", [1, 1], "a paragraph each"),
        ("“It rained,” said Nora.\n\n“All night.”", [1, 1], "also behind a cue, unlike in news"),
        ("She loved the “little people” of the wood.", [], "words spoken of are no speech"),
        ("They called it “The Blue Heron.”", [], "a title is none"),
        ("He answered “not far” and went.", [1], "behind a verb of saying it is"),
        ("He was quite “at home” there.", [], "a few small words are part of the sentence"),
        ("And then “Nora, come here at once.”", [1], "what begins with a capital is not"),
    ],
)
def test_turns(text: str, expected: list[int], why: str) -> None:
    assert [len(turn.quotes) for turn in turns_of(text, BOTH)] == expected, why


EXPECTED = [
    ("You are late,", "Mrs. Orrin"),
    ("The boat was", "Tobias Wren"),
    ("And Captain Sallow?", "Mrs. Orrin"),
    ("He went up", "Tobias Wren"),
    ("For me? Whatever", "Mrs. Orrin"),
    ("He would not", "Tobias Wren"),
    ("Then I will", "Captain Sallow"),
    ("Say it, Captain,", "Tobias Wren"),
    ("The light went", "Captain Sallow"),
]


UNSURE = 6
SURE = [*EXPECTED[:UNSURE], *EXPECTED[UNSURE + 1 :]]


@pytest.mark.parametrize("known", [LISTED, ()], ids=["list given", "nothing given"])
def test_a_scene(known: tuple[KnownSpeaker, ...]) -> None:
    """Whoever comes in and speaks is as likely as she who was addressed last: that turn is unsure."""
    found = resolved(SCENE, known)
    assert [*who_says(found)[:UNSURE], *who_says(found)[UNSURE + 1 :]] == SURE
    one = found.attributions[UNSURE]
    likely = [one.speaker, *[other.speaker for other in one.runners_up[:1]]]
    assert "Captain Sallow" in [who.name for who in likely if who is not None]
    assert one.speaker_name == "Captain Sallow" or (one.confidence or 0) < 0.7


def test_a_cue_outweighs_the_turns() -> None:
    swapped = SCENE.replace("“Say it, Captain,” said Tobias.", "“Say it, Captain,” said Mrs. Orrin.")
    assert who_says(resolved(swapped, LISTED))[7] == ("Say it, Captain,", "Mrs. Orrin")


def test_renaming_people_changes_only_names() -> None:
    renamed = SCENE.replace("Sallow", "Brimley").replace("Orrin", "Quarles")
    names = [name for _, name in who_says(resolved(renamed))]
    assert names == [(n or "").replace("Sallow", "Brimley").replace("Orrin", "Quarles") for _, n in EXPECTED]


def test_straight_marks_give_the_same_speakers() -> None:
    straight = SCENE.replace("“", '"').replace("”", '"')
    assert who_says(resolved(straight, LISTED)) == who_says(resolved(SCENE, LISTED))


def test_addressees() -> None:
    found = resolved(SCENE, LISTED).attributions
    assert [one.addressees[0].name for one in found[:3]] == ["Tobias Wren", "Mrs. Orrin", "Tobias Wren"]


def test_confidence_is_a_probability_and_cues_are_surer() -> None:
    found = resolved(SCENE, LISTED).attributions
    assert all(one.confidence is not None and 0 < one.confidence < 1 for one in found)
    cued = [one.confidence or 0 for one in found if one.rule == "cue"]
    others = [one.confidence or 0 for one in found if one.rule != "cue"]
    assert sum(cued) / len(cued) > sum(others) / len(others)


TOLD = (
    "I had the key in my pocket. I gave it to nobody.\n\n“Where is it, Jonas?” asked Nora.\n\n"
    "“I lost it,” I said.\n\n"
    "“You never lose a thing, Jonas,” said Hugh.\n\n“I lose my temper,” I said. I looked at my boots.\n\n"
    "“Jonas, give it up,” said Nora.\n\nI gave it up. I have said so ever since.\n\n“Good,” said Hugh.\n"
)


def test_the_narrator_is_guessed_from_those_who_address_him() -> None:
    assert dict(who_says(resolved(TOLD)))["I lost it,"] == "Jonas"


def test_a_given_narrator_is_taken() -> None:
    assert dict(who_says(resolved(TOLD, (*BOTH, KnownSpeaker("Jonas")), "Jonas")))["I lost it,"] == "Jonas"


def test_without_a_name_the_narrator_is_the_narrator() -> None:
    outcome = resolved(TOLD.replace("Jonas", "my friend"), BOTH)
    teller = next(one.speaker for one in outcome.attributions if one.quotation.text == "I lost it,")
    assert teller is not None and (teller.name, teller.kind) == ("the narrator", "unnamed")
    assert "unknown-narrator" in {doubt.kind for doubt in outcome.doubts}


def test_a_role_that_is_not_listed_is_unnamed() -> None:
    outcome = resolved("“Fares, please,” said the conductor.\n\n“Two,” said Nora.\n")
    first = outcome.attributions[0].speaker
    assert first is not None and (first.name, first.kind) == ("the conductor", "unnamed")


def test_a_newcomer_is_nobody_of_the_list() -> None:
    outcome = resolved("A porter came up.\n\n“Bags?” said the porter.\n\n“Two,” said Nora. She paid.\n", BOTH)
    first = outcome.attributions[0].speaker
    assert first is not None and (first.name, first.kind, first.known_id) == ("the porter", "unnamed", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Come in,” said Nora.", "speech"),
        ("“He is afraid,” thought Nora.", "thought"),
        ("Nora sang softly:\n\n“O the wind and the rain.”", "song"),
        ("The letter ran:\n\n“Dear Hugh, come home. Yours, Nora.”", "letter"),
        ("Over the door stood “Welcome to All Who Enter.”", None),
    ],
)
def test_medium(text: str, expected: str | None) -> None:
    found = staged(text, "turns", BOTH)
    segmented, quotes, turns = found["segmented"], found["quotes"], found["turns"]
    found = medium_of(segmented, turns[0], quotes.spans[turns[0].quotes[0]], PACK) if turns else None
    assert found == expected


PIECES = st.sampled_from(
    (
        "“Yes,”",
        "“No.”",
        "said Nora",
        "Hugh nodded.",
        "she said",
        "\n\n",
        "“",
        "”",
        "—",
        "I",
        "the cook",
        ",",
        "Mrs.",
        "'s",
    )
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=40))
def test_any_text_has_turns_that_hold_each_quotation_once(pieces: list[str]) -> None:
    text = " ".join(pieces)
    quotes = staged(text, "quotes")["quotes"]
    held = [number for turn in turns_of(text) for number in turn.quotes]
    assert held == sorted(set(held))
    assert all(quotes.spans[number].parent is None for number in held)
    outcome = resolved(text)
    assert len(outcome.attributions) == len(turns_of(text))


def test_the_same_text_gives_the_same_answer() -> None:
    assert resolved(SCENE) == resolved(SCENE)


@pytest.mark.parametrize(
    "paragraph", [SCENE, "“Yes,” said Anna Quill. " * 30 + "\n\n", "—Yes, said Nora. No.\n\n"]
)
def test_work_grows_with_the_text_and_no_faster(paragraph: str) -> None:
    small = paragraph * max(1, 2_000 // len(paragraph))
    resolved(small)  # what is read once, and kept
    assert lines_of(lambda: resolved(small * 8)) < 8 * 1.5 * lines_of(lambda: resolved(small))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The sign on the door said “Closed for Lunch.” Nora knocked.", []),
        ("Over the gate a board read: “No Hawkers.”", []),
        ("Her faded T-shirt said “Best Aunt” in pink.", []),
        ("Nora, at the door, said “Come in.”", ["Come in."]),  # she stands at it
        ("A man with a sign said “Repent.”", ["Repent."]),  # and he holds it
        ("Nora had a mug that said “Best Aunt” in pink.", []),
        ("Nora turned the bottle. It still said “Keep Cool.”", []),
        ("A fox sat there. It said, “Keep cool.”", ["Keep cool."]),
        ("“Wipe your feet,” a card on the mat read. Nora did.", []),
        ("“NO DOGS,” it said. Nora knocked.", []),
        ("“No dogs,” it said. It was a fox.", ["No dogs,"]),
        ("“Mind the dog,” the man at the door said.", ["Mind the dog,"]),
        ("“Why?” asked Nora. The sign said “Exit.”", ["Why?"]),
        ("“Late” was too much said. “No” is a word.", []),
        ("“No!” was all that Nora said.", ["No!"]),
        ("“I saw it” was all that Nora said.", ["I saw it"]),  # three words may be a speech
        ("The captain of the guard said, “Halt.”", ["Halt."]),
    ],
)
def test_words_on_a_thing_are_nobodys_turn(text: str, expected: list[str]) -> None:
    found = staged(text, "turns", BOTH)
    assert [found["quotes"].spans[turn.quotes[0]].text.strip("“”") for turn in found["turns"]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It was locked,” said Nora. “It was forced.” Hugh looked up.", ["Nora Lisle"]),  # she goes on
        ("“It was locked,” said Nora. “Forced?” Hugh smiled.", ["Nora Lisle", "Hugh Pell"]),  # he asks it
        ("“It was locked,” said Nora. “It was forced,” Hugh nodded.", ["Nora Lisle", "Hugh Pell"]),
    ],
)
def test_who_only_moves_behind_a_finished_sentence_takes_no_turn(text: str, expected: list[str]) -> None:
    assert [who for _, who in who_says(resolved(text, BOTH))] == expected
