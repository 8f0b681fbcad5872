"""Speech set out otherwise than in marks: lines of a play, dashes, marks that were lost; and who has it."""

from __future__ import annotations

import pytest
from fiction import resolved, who_says

from quoteattr.types import KnownSpeaker

PLAY = """HAMMOND. Who left the gate open?

MISS PELL. Not I, sir. I was in the kitchen.

HAMMOND (rising). Then it was the boy.

Enter a SERVANT.

SERVANT. The carriage [aside] is at the door.
"""
IN_A_NOVEL = """Edwin wrote the whole of it down that night, as he had heard it through the wall.

Captain: You have not told him.

Mrs. Hallam: I have told him what he asked.

Captain: That is not much.

He put the paper away. “You are late,” said Rourke.
"""


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            PLAY,
            [
                ("Who left the", "Hammond"),
                ("Not I, sir.", "Miss Pell"),
                ("Then it was", "Hammond"),
                ("The carriage is", "the servant"),
            ],
            "names in capitals; directions are not spoken",
        ),
        (
            IN_A_NOVEL,
            [
                ("You have not", "the captain"),
                ("I have told", "Mrs. Hallam"),
                ("That is not", "the captain"),
                ("You are late,", "Rourke"),
            ],
            "names with a colon",
        ),
        ("NOTE. He went home.\n\nHe slept.\n\nNOTE. He woke.\n", [], "one label is no conversation"),
        (
            "CHAPTER I. The Gate\n\nIt was shut.\n\nCHAPTER II. The Road\n\nIt was long.\n\n"
            "CHAPTER III. The End\n",
            [],
            "headings",
        ),
    ],
)
def test_lines_of_a_play(text: str, expected: list[tuple[str, str]], why: str) -> None:
    assert who_says(resolved(text)) == expected, why


def test_a_line_has_no_marks_in_its_words_and_the_name_as_its_mention() -> None:
    first = resolved(PLAY).attributions[0]
    assert first.quotation.text == "Who left the gate open?"
    assert first.mention is not None and first.mention.text == "HAMMOND"


def test_beside_a_list_the_labels_are_those_listed() -> None:
    known = (KnownSpeaker("Captain Rourke", aliases=("Captain",)), KnownSpeaker("Mrs. Hallam"))
    assert who_says(resolved(IN_A_NOVEL, known))[0] == ("You have not", "Captain Rourke")


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            "— You came back — said Nora, turning — and you never wrote.\n\n"
            "— I did — said Hugh.\n\n— Never.\n",
            [("You came back", "Nora"), ("I did", "Hugh"), ("Never.", "Nora")],
            "dashes with a space on both sides",
        ),
        (
            "*** START OF THE PROJECT GUTENBERG EBOOK ***\n\nCHAPTER I\n\n“Sit down,” said Nora.\n\n"
            "*** END OF THE PROJECT GUTENBERG EBOOK ***\n\n“Plain Text,” said Hugh.\n",
            [("Sit down,", "Nora")],
            "a heading in front hides no speech, and a licence has none",
        ),
    ],
)
def test_other_forms(text: str, expected: list[tuple[str, str]], why: str) -> None:
    assert who_says(resolved(text)) == expected, why


UNCLOSED = """"I am not going, said Nora.

"You will," said Hugh.

"I told you I would not.

Hugh put down his cup. "Then stay," he said.
"""
BARE = """I am not going, said Nora.

You will, said Hugh. You always do.

He put down his cup. Nora looked at the floor, and the clock, which was slow, struck.

I shall, said Nora.
"""
STORY = """"I met him on the road," said Nora. "He was walking fast.

"Then he stopped, cried out and fell.

"That is all," she added.
"""


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (
            UNCLOSED,
            [
                ("I am not", "Nora"),
                ("You will,", "Hugh"),
                ("I told you", "Nora"),
                ("Then stay,", "Hugh"),
            ],
            "an opening mark ends at its cue, or with its paragraph",
        ),
        (BARE, [("I am not", "Nora"), ("You will, You", "Hugh"), ("I shall,", "Nora")], "no marks at all"),
        (STORY, [("I met him", "Nora")], "a story over paragraphs is one quotation still"),
        (
            "Nora had the lamp lit, and Hugh, who had waited, said nothing.\n\n"
            "It was late, she thought, and there was no bread in the house.\n\nHugh rose.\n",
            [],
            "narration in which nobody speaks",
        ),
    ],
)
def test_marks_that_were_lost(text: str, expected: list[tuple[str, str]], why: str) -> None:
    assert who_says(resolved(text)) == expected, why


def test_apostrophes_that_were_lost_change_nothing() -> None:
    text = "“Im not going,” said Nora. “Ive told you I wont.”\n\n“Youll go,” said Hugh. “Dont be late.”\n"
    assert who_says(resolved(text)) == [("Im not going,", "Nora"), ("Youll go, Dont", "Hugh")]


GROUPS = """The boys ran in. “Hurrah!” they cried.

“Down with it!” shouted the crowd.

Nora and Hugh looked up. “Too late,” they said together.

“Quiet,” said Nora. “Quiet,” said Hugh.
"""


def test_several_who_speak_together_are_a_group() -> None:
    outcome = resolved(GROUPS)
    spoken = [(a.speaker.name, a.speaker.kind) for a in outcome.attributions[:3] if a.speaker is not None]
    assert spoken == [("the boys", "group"), ("the crowd", "group"), ("Nora and Hugh", "group")]
    by_id = {one.id: one.name for one in outcome.speakers}
    both = next(one for one in outcome.speakers if one.name == "Nora and Hugh")
    assert [by_id[member] for member in both.members] == ["Nora", "Hugh"]


def test_they_without_anybody_stay_without_a_speaker() -> None:
    outcome = resolved("“Hurrah!” they cried.\n\n“Quiet,” said Nora.\n")
    assert who_says(outcome)[0] == ("Hurrah!", None)
    assert [doubt.message for doubt in outcome.doubts] == ["the text does not say who “they” are"]


def test_roles_written_as_names_speak() -> None:
    text = "“Curious,” said the Heron.\n\n“Is it?” said the Toad.\n\n“Hush,” said the Grey Mouse.\n"
    assert [name for _, name in who_says(resolved(text))] == ["the Heron", "the Toad", "the Grey Mouse"]


def test_who_is_not_on_the_list_is_unnamed() -> None:
    text = (
        "“Sit down,” said Nora.\n\n“Why?” asked Mr. Brand.\n\n“Because,” said Nora.\n\n"
        "“I will not,” said the porter.\n"
    )
    speakers = [one.speaker for one in resolved(text, (KnownSpeaker("Nora Lisle"),)).attributions]
    assert [(one.name, one.kind) for one in speakers if one] == [
        ("Nora Lisle", "person"),
        ("Mr. Brand", "unnamed"),
        ("Nora Lisle", "person"),
        ("the porter", "unnamed"),
    ]
