"""Gender: what decides it, and that the sentence about it tells what it rests on."""

from __future__ import annotations

from typing import get_args

import pytest

from quoteattr.lang.load import load_pack
from quoteattr.names.gender import (
    FICTION,
    NEWS,
    Figures,
    GenderEvidence,
    GenderSource,
    by_first_name,
    first_name,
    of_name,
)


@pytest.mark.parametrize("source", get_args(GenderSource))
def test_a_sentence_says_what_it_was_made_of(source: GenderSource) -> None:
    words = "" if source in ("known-speaker", "list", "pronoun") else "of course, mayor"
    evidence = GenderEvidence(source, words)
    assert GenderEvidence.of(evidence.sentence) == evidence


@pytest.mark.parametrize(
    ("name", "votes", "figures", "gender", "sentences"),
    [
        ("Mr. Dane", {"female": 9}, FICTION, "male", ["title Mr."]),
        ("the old sister", {"male": 9}, FICTION, "female", ["noun sister"]),
        ("Quill", {"female": 2}, FICTION, "female", ["2 pronouns nearby"]),
        ("Quill", {"female": 1}, FICTION, "female", ["a pronoun nearby"]),
        ("Quill", {"female": 1}, NEWS, "female", ["a pronoun nearby"]),
        ("Quill", {"female": 2, "male": 1}, FICTION, "female", ["2 pronouns nearby"]),
        ("Quill", {"female": 3, "male": 2}, NEWS, "female", ["a pronoun nearby"]),
        ("Edmund Quill", {"female": 2}, FICTION, "female", ["2 pronouns nearby"]),
        ("John Quill", {"female": 5}, NEWS, "male", ["first name john"]),
        ("John Quill", {"female": 6}, NEWS, "female", ["6 pronouns nearby"]),
        ("John Quill", {"male": 4}, NEWS, "male", ["first name john", "4 pronouns nearby"]),
        ("Leslie Quill", {}, NEWS, None, []),
        ("", {"female": 9}, NEWS, None, []),
    ],
)
def test_titles_then_pronouns_then_the_first_name(
    name: str, votes: dict[str, int], figures: Figures, gender: str | None, sentences: list[str]
) -> None:
    found, evidence = of_name(name, load_pack("en"), votes, figures)  # type: ignore[arg-type]
    assert (found, [one.sentence for one in evidence]) == (gender, sentences)


def test_a_first_name_alone_is_the_weakest_evidence() -> None:
    name, lone = GenderEvidence("first-name", "Ada"), GenderEvidence("pronoun")
    assert by_first_name([name]) and not by_first_name([name, lone]) and not by_first_name([])
    assert first_name(["quill", "leslie", "ada"], load_pack("en")) is not None
