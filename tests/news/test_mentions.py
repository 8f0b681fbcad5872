"""Names: which words are a name, whose it is, and that text around them does not matter."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import read_jsonl

import quoteattr

CASES = read_jsonl("cases/names.jsonl")
RIGHT = [case for case in CASES if case["pile"] != "known-failure"]
CAPITALS = ["Ann", "Doe", "Dr.", "Sen.", "The", "of", "and", "van", "al-Rifai", "J.", "Jr.", "O’Dowd", "IBM"]
PIECES = [
    *CAPITALS,
    "said",
    "the",
    "mayor",
    ",",
    ".",
    ":",
    "“",
    "”",
    "’s",
    "-",
    "(",
    ")",
    "\n\n",
    "\u00a0",
    "É",
]


def names(text: str) -> list[list[str]]:
    """(slice, kind, canonical name) of every mention by name, in text order."""
    found = [
        (mention.span.start, [mention.text, mention.kind, speaker.name])
        for speaker in quoteattr.attribute(text).speakers
        for mention in speaker.mentions
    ]
    return [row for _, row in sorted(found)]


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case["text"])
def test_names(case: dict[str, Any]) -> None:
    assert names(case["text"]) == case["names"], case["why"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["pile"] == "known-failure"], ids=lambda case: case["text"]
)
@pytest.mark.xfail(strict=True, reason="known failure")
def test_names_not_yet_found(case: dict[str, Any]) -> None:
    assert names(case["text"]) == case["names"]


def test_there_are_enough_cases_and_none_twice() -> None:
    texts = [case["text"] for case in CASES]
    assert len(texts) >= 120
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case["text"])
def test_a_paragraph_without_names_in_front_changes_nothing(case: dict[str, Any]) -> None:
    assert names("It was raining when the doors were opened.\n\n" + case["text"]) == case["names"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
@settings(max_examples=200)
def test_mentions_are_slices_in_order_and_never_overlap(text: str) -> None:
    spans = sorted(
        (mention.span.start, mention.span.end, mention.head.start, mention.head.end, mention.text)
        for speaker in quoteattr.attribute(text).speakers
        for mention in speaker.mentions
    )
    for start, end, head_start, head_end, written in spans:
        assert start <= head_start < head_end <= end
        assert text[start:end] == written
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
