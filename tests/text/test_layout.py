"""Paragraphs: where they end, and what kind each is."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import CASES as FOLDER

from quoteattr.lang.load import load_pack
from quoteattr.text.layout import paragraphs
from tools.bench.counting import lines_of

WORDS = load_pack("en").words.reading.sentence_words
CASES = json.loads((FOLDER / "layout.json").read_text(encoding="utf-8"))
BREAKS = ("\n", "\r\n", "\n\n", "\r", "\u2028", "\u2029", "\x85", "\f")
texts = st.lists(
    st.sampled_from(
        [*BREAKS, " ", "\t", "\xa0", "\ufeff", "Word", "word,", "end.", "OSLO (AP) —", "© A B/C", "“x”"]
    )
    | st.text(max_size=5)
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_case(case: dict[str, Any]) -> None:
    assert [paragraph.kind for paragraph in paragraphs(case["text"], WORDS)] == case["kinds"]


@given(texts)
def test_paragraphs_hold_all_ink_and_no_white_space_around(text: str) -> None:
    found = paragraphs(text)
    slices = [text[paragraph.start : paragraph.end] for paragraph in found]
    assert all(piece and piece == piece.strip() for piece in slices)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(slices).split()) == "".join(text.removeprefix("\ufeff").split())


@given(st.lists(st.sampled_from(["A whole sentence stands here.", "Another one follows it."]), min_size=1))
def test_the_kind_of_line_break_does_not_matter(lines: list[str]) -> None:
    expected = [(p.end - p.start, p.kind) for p in paragraphs("\n".join(lines))]
    for line_break in BREAKS:
        assert [(p.end - p.start, p.kind) for p in paragraphs(line_break.join(lines))] == expected


@pytest.mark.parametrize(
    "unit", ["\n", " ", "\r\n", "a\n", "a\n ", "A ", "A. ", "(", "A/", "- ", "AB ", "AB, Cd "]
)
def test_work_grows_with_length_and_no_faster(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (500, 4_000))
    assert lines_of(lambda: paragraphs(large)) < 8 * 1.5 * lines_of(lambda: paragraphs(small))
