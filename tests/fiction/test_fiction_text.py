"""Chapters, the genre, and dialogue that dashes mark."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fiction import SCENE, staged

from quoteattr.lang.load import load_pack
from quoteattr.text.chapters import body, headings, is_heading
from quoteattr.text.genre import decide

NEWS = (
    "OAKHAVEN, May 5 — The harbour board of Oakhaven voted 7 to 2 on Tuesday to sell its old crane, "
    "officials said. Martha Quill, who has chaired the board since 2019, says the sale will bring "
    "$40,000. “We have no use for it,” Quill told the Oakhaven Courier. The Port Authority of "
    "Brinley County is among the bidders, according to the Maritime Workers Union. The crane is 61 "
    "years old and has not moved since 1998. A vote of the City Council is expected in June, and "
    "Mayor Alan Pell has said he will sign.\n"
)
STORY = SCENE + (
    "\nShe had known him when he was a boy who stole apples, and she had never quite forgiven him for "
    "it. Now he stood in her kitchen with the rain running off his sleeves, and she could not think "
    "what to do with her hands. The lamp had been her husband's work and then her own; it had not "
    "once gone out while she kept it. He would not look at her. The wind had got up again outside, "
    "and somewhere below them a door was beating against its post, as it had all that winter, "
    "because nobody had thought to mend the latch.\n"
)


@pytest.mark.parametrize(
    ("paragraph", "expected", "why"),
    [
        ("CHAPTER IV.", True, "a word and a number"),
        ("CHAPTER IV. The Ferry", True, "with a title"),
        ("Chapter the First", True, "a number in words"),
        ("XII", True, "a number alone"),
        ("Prologue", True, "a name that only headings have"),
        ("BOOK TWO\nTHE RIVER", True, "over two lines"),
        ("# The Ferry", True, "as Markdown marks one"),
        ("## “Home”", True, "of the second rank"),
        ("### A scene", False, "of a lower rank"),
        ("# The Ferry\nIt rained.", False, "a line of more"),
        ("#ferry", False, "a word that people follow"),
        ("# * #", False, "a break between scenes"),
        ("Part of the roof had gone.", False, "a sentence that begins with such a word"),
        ("“Chapter four,” he read.", False, "speech"),
        ("I went down to the ferry.", False, "a sentence that begins with I"),
        ("Book a table for nine.", False, "another"),
    ],
)
def test_headings(paragraph: str, expected: bool, why: str) -> None:
    assert is_heading(paragraph) is expected, why


def test_headings_are_numbers_of_paragraphs() -> None:
    segmented = staged(SCENE, "segmented")["segmented"]
    assert headings(SCENE, segmented.paragraphs) == {0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No licence at all.", "No licence at all."),
        (
            "x\n*** START OF THE PROJECT GUTENBERG EBOOK ***\nThe book.\n*** END OF THE PROJECT GUTENBERG",
            "The book.\n",
        ),
        ("", ""),
    ],
)
def test_body_is_what_stands_between_the_licences(text: str, expected: str) -> None:
    span = body(text)
    assert text[span.start : span.end] == expected


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (NEWS, "news", "numbers, names, offices, the present"),
        (STORY, "fiction", "a chapter, pronouns, the past"),
        ("“No,” she said.", "news", "too short to tell"),
        ("", "news", "empty"),
    ],
)
def test_genre(text: str, expected: str, why: str) -> None:
    segmented = staged(text, "segmented")["segmented"]
    assert decide(text, segmented.paragraphs, segmented.tokens, load_pack("en")).genre == expected, why


DASHED = "\n\n".join(
    (
        "—Sit down, he said. You are early.",
        "—I ran, Nora answered.",
        "She sat by the stove.",
        "—Is it cold?",
        "—It is not! she cried sharply. She shivered. Not at all.",
    )
)


def test_dashes_mark_speech_around_narration() -> None:
    quotes = staged(DASHED, "quotes")["quotes"]
    assert [span.text for span in quotes.spans] == [
        "—Sit down,",
        "You are early.",
        "—I ran,",
        "—Is it cold?",
        "—It is not!",
        "Not at all.",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("—One.\n\nTwo.", "a single dash is no way to mark speech"),
        ("- milk\n\n- eggs\n\n- flour\n\n- salt", "a list"),
        ("—“One,” he said.\n\n—“Two.”\n\n—“Three.”", "marks within the dashes: one span a paragraph"),
    ],
)
def test_dashes_that_do_not(text: str, why: str) -> None:
    quotes = staged(text, "quotes")["quotes"]
    outer = [span for span in quotes.spans if span.parent is None]
    assert len(outer) <= 3, why
    assert all(a.end <= b.start for a, b in pairwise(outer)), why


def test_a_sentence_of_i_behind_a_full_stop_goes_on_speaking() -> None:
    text = "—It was late. I told you so twice.\n\n—When?\n\n—Tuesday. I said so, she cried. You slept."
    quotes = staged(text, "quotes")["quotes"]
    spoken = ["—It was late. I told you so twice.", "—When?", "—Tuesday. I said so,", "You slept."]
    assert [span.text for span in quotes.spans] == spoken


def test_a_pronoun_behind_other_words_is_no_tag() -> None:
    text = "—He came. In May he told me. Has he said why?\n\n—No.\n\n—Never."
    quotes = staged(text, "quotes")["quotes"]
    assert [span.text for span in quotes.spans] == text.split("\n\n")


@pytest.mark.parametrize(
    ("narration", "spoken", "why"),
    [
        ("He looked at the boy. – You are late.", ["– You are late."], "behind a sentence"),
        ("He looked. – You are late, he said. Why?", ["– You are late,", "Why?"], "with a tag"),
        ("He looked – as he did – at the boy.", [], "a pair of dashes within one"),
        ("He looked. It was – Not yet.", [], "no sentence ends before it"),
    ],
)
def test_dash_speech_behind_narration(narration: str, spoken: list[str], why: str) -> None:
    quotes = staged(f"– One.\n\n– Two.\n\n– Three.\n\n{narration}", "quotes")["quotes"]
    assert [span.text for span in quotes.spans][3:] == spoken, why


def test_narration_between_dashes() -> None:
    text = "—No —answered Nora—. Never.\n\n—Why?\n\n—Because —she said softly— I know him."
    quotes = staged(text, "quotes")["quotes"]
    assert [span.text for span in quotes.spans] == ["—No", "Never.", "—Why?", "—Because", "I know him."]
