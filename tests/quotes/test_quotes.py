"""Quotation marks: what they enclose, in every style, and what is odd about them."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import CASES as FOLDER

from quoteattr.lang.load import load_pack
from quoteattr.quotes import find_spans
from quoteattr.stage_values import Quotes
from quoteattr.text.layout import paragraphs
from tools.bench.counting import lines_of

CASES = json.loads((FOLDER / "quotes.json").read_text(encoding="utf-8"))
MARKS = load_pack("en").marks

GLYPHS = [*"\"'“”‘’„‚«»‹›「」『』`´‟‛＂″", "''", "``", ",,", '\\"', "'''", '""']
marked = st.lists(
    st.sampled_from(
        [
            *GLYPHS,
            *GLYPHS,
            "a",
            "s",
            "He",
            " ",
            " ",
            ".",
            ",",
            "—",
            "(",
            ")",
            "9",
            "\n\n",
            "\n",
            "'tis",
            "。",
            "好",
        ]
    )
    | st.text(max_size=3)
).map("".join)


def quotes(text: str) -> Quotes:
    return find_spans(text, paragraphs(text), MARKS)


def table(found: Quotes) -> list[list[object]]:
    index = {id(span): i for i, span in enumerate(found.spans)}
    return [[s.text, index[id(s.parent)] if s.parent else None, s.closed] for s in found.spans]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case['pile']}: {case['why']}",
            marks=[pytest.mark.xfail(strict=True)] if case["pile"] == "known-failure" else [],
        )
        for case in CASES
    ],
)
def test_case(case: dict[str, Any]) -> None:
    found = quotes(case["text"])
    assert table(found) == case["expect"]
    if case["pile"] != "known-failure":
        assert [doubt.kind for doubt in found.doubts] == case.get("doubts", [])


def test_there_are_enough_cases_of_each_pile() -> None:
    piles = [case["pile"] for case in CASES]
    assert len(piles) >= 150
    assert all(piles.count(pile) >= 3 for pile in ("wild-like", "synthetic", "negative", "known-failure"))
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_a_running_quotation_keeps_every_mark() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” he said."
    (span,) = quotes(text).spans
    assert [text[mark.start : mark.end] for mark in span.marks] == ["“", "“", "“", "”"]
    assert (span.inner.start, span.inner.end) == (1, text.index("”"))


def test_an_unclosed_quotation_has_one_mark() -> None:
    text = 'He said: "One. Two.\n\nHe left.'
    (span,) = quotes(text).spans
    assert (span.text, span.closed, len(span.marks)) == ('"One. Two.', False, 1)
    assert text[span.inner.start : span.inner.end] == "One. Two."


def test_a_doubt_points_at_its_mark() -> None:
    text = 'Yes," she said. "I do."'
    (doubt,) = quotes(text).doubts
    assert (doubt.kind, doubt.span.start, doubt.span.end) == ("stray-mark", 4, 5)
    assert doubt.message.endswith(".")


# ------------------------------------------------------------------------------------- properties


@given(marked)
def test_spans_are_sound(text: str) -> None:
    found = quotes(text)
    spans = found.spans
    assert list(spans) == sorted(spans, key=lambda span: (span.start, -span.end))
    for span in spans:
        assert 0 <= span.start <= span.inner.start <= span.inner.end <= span.end <= len(text)
        assert text[span.start : span.end] == span.text
        assert span.marks[0].start == span.start
        assert (span.marks[-1].end == span.end) == span.closed
        assert all(a.end <= b.start for a, b in pairwise(span.marks))
        if span.parent is not None:
            assert span.parent.inner.start <= span.start <= span.end <= span.parent.inner.end
    for i, a in enumerate(spans):
        for b in spans[i + 1 :]:
            assert b.start >= a.end or b.end <= a.inner.end, (a.text, b.text)
    for doubt in found.doubts:
        assert doubt.kind in ("unclosed-mark", "stray-mark")
        assert 0 <= doubt.span.start < doubt.span.end <= len(text)


@given(marked)
def test_the_parent_is_the_innermost_quotation_around(text: str) -> None:
    spans = quotes(text).spans
    for i, span in enumerate(spans):
        around = [other for other in spans[:i] if other.start <= span.start and span.end <= other.end]
        assert span.parent == (around[-1] if around else None)


@given(marked)
def test_an_unclosed_quotation_ends_with_its_paragraph(text: str) -> None:
    bounds = paragraphs(text)
    for span in find_spans(text, bounds, MARKS).spans:
        if not span.closed:
            assert span.parent is not None or any(paragraph.end == span.end for paragraph in bounds)


@given(marked)
def test_the_same_text_gives_the_same_answer(text: str) -> None:
    assert quotes(text) == quotes(text)


@given(marked, marked)
def test_a_paragraph_apart_changes_nothing(text: str, other: str) -> None:
    """What stands two plain paragraphs away has no influence (unless a quotation runs on)."""
    alone = quotes(text)
    apart = f"{text}\n\nPlain.\n\nPlain again.\n\n"
    both = quotes(apart + other)
    if (
        all(span.closed for span in alone.spans)
        and paragraphs(apart)[:-2] == paragraphs(f"{text}\n\nPlain.")[:-1]
    ):
        assert both.spans[: len(alone.spans)] == alone.spans


# ------------------------------------------------------------------------------------ metamorphic

STYLES = {
    "straight": '""',
    "curly": "“”",
    "guillemets": "«»",
    "German": "„“",
    "Danish": "»«",
    "Swedish": "””",
    "corner": "「」",
    "full width": "＂＂",
    "TeX": ["``", "''"],
    "apostrophes": ["''", "''"],
    "British curly": "‘’",
    "British straight": "''",
}
said = st.lists(
    st.sampled_from(
        ["The road is closed", "Nobody came to us", "We will wait until May", "It rains", "2016 was bad"]
    ).flatmap(lambda words: st.sampled_from([words + ",", words + ".", words + "?", words + "!"])),
    min_size=1,
    max_size=4,
)
told = st.sampled_from(
    [" he said. ", " Ann Poe told them. ", " they wrote — ", " (she paused) ", "\n\n", " "]
)


@given(said, told)
def test_the_style_of_the_marks_does_not_matter(contents: list[str], between: str) -> None:
    for style in STYLES.values():
        opener, closer = style
        text = between.join(f"{opener}{words}{closer}" for words in contents)
        assert [text[s.inner.start : s.inner.end] for s in quotes(text).spans] == contents


@given(said)
def test_nesting_in_another_style_does_not_matter(contents: list[str]) -> None:
    for outer, inner in (
        ('""', "''"),
        ("“”", "‘’"),
        ("‘’", "“”"),
        ("''", '""'),
        ("„“", "‚‘"),
        ("»«", "›‹"),
        ("””", "’’"),
    ):
        nested = " and ".join(f"{inner[0]}{words}{inner[1]}" for words in contents)
        text = f"{outer[0]}They told us {nested} all day,{outer[1]} he said."
        first, *rest = quotes(text).spans
        assert [text[s.inner.start : s.inner.end] for s in rest] == contents
        assert all(span.parent == first for span in rest)


# ----------------------------------------------------------------------------------------- growth


@pytest.mark.parametrize(
    "unit",
    [
        *GLYPHS,
        '" ',
        "' ",
        "“ ",
        "”“",
        "“‘",
        "\"'",
        "'a ",
        "‘a ",
        "a’ ",
        "s' 'a ",
        '“a "b ',
        '"a\n\n',
        "'a\n\n",
        'a"\n\n',
        "“a\n\n",
    ],
)
def test_work_grows_with_length_and_no_faster(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (500, 4_000))
    assert lines_of(lambda: quotes(large)) < 8 * 1.5 * lines_of(lambda: quotes(small))
