"""A few hundred of the fuzzer's texts hold every promise of the reference; so do the smallest that did not.

``tools/checks/fuzz.py`` does the same with thousands, in other processes that end a hang.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr import Analysis, Attributor, Mention, Quotation, Span
from quoteattr.errors import ArgumentError
from quoteattr.lang.load import load_pack
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile
from tools.checks.fuzz import SETTINGS, TURNS, lines_of, shrunk, too_dear
from tools.checks.invariants import problems
from tools.checks.random_texts import text

# (text, why it is here): each once hung, raised or broke a promise, in some setting
SMALLEST = (
    (
        '“"”a\n”a”utter',
        "a quotation in an unclosed excerpt that stands in a closed quotation: an endless loop",
    ),
    ('“"”a\n\n”a” uttered Tom.', "the same over a blank line"),
    ('”Who“"there?"\n\n”Me."', "the same without weights"),
    ("\n“„a\n\n“”„b", "the second mark of a paragraph opens beside the quotation that runs on, not in it"),
    (
        "—No.\n—So “it, he said. Go” on.\n—Go.",
        "a quotation that begins in one stretch of dialogue and ends in another",
    ),
    ("—No.\n—So.\n“—Go.\n—Go on.”", "dialogue by dashes inside one quotation over paragraphs"),
    ("TOM: a\nANN: b\nTOM: c “d\ne”", "a quotation that runs on behind a line of a play"),
    ('Mom Said ad said "no', "a source that ends inside a name"),
    ("Sa Said d", "the same at the start"),
    ('ER:"', "a label with nothing but a mark behind it"),
    ("The senator, Jane Doe, said it was late.", "a name beside its source"),
    ("\nPrologue\n\nPrologue\n", "white space in front of the first chapter: no HTML"),
    ("No.\n\n“If it rains here,” she said, “then I wait\n  ”", "a paragraph with nothing but a closing mark"),
    ("TOM: We wait. G“” ahead.", "a label announces what is not in marks, with empty marks in it"),
    ("No.\n”It was late\n—d,” she said. ”At last.”", "a later paragraph of a quotation opens with a dash"),
    ("LE:”“e", "a label in front of empty marks"),
    ("Q:Sen J\nQ:'\nT:a", "a label that is a character's first mention"),
    (",who cast,said w", "a relative pronoun that has nothing but a comma before it in its sentence"),
    ("“h”Da told by", "a text that ends behind a cue in the passive voice"),
    ("AL:——e", "a label in front of two dashes"),
    (".\r“”\n'Y' said Jo", "empty marks as a heading above somebody's words"),
    ("Â\xa0", "a blank whose bytes were read in another encoding"),
    ("Li\x0c``y m h", "a name that ends the paragraph before a quotation"),
    ('4“"e"', "two marks behind a digit, of which the first is no inch, and so neither is the second"),
    ("I.I “Hea", "a story of I that ends behind a word that may address somebody"),
    ('Ana said <post author="@roe44">no.</post>', "a user name inside a tag, of which nothing is a word"),
    ("e\n“n 1“n 9 I s\n“n 1“", "a mark that opens, behind a digit: no inch, and so a Doubt"),
    ("d\n>", "a last paragraph in which no token stands"),
)


@pytest.mark.parametrize(("whole", "why"), SMALLEST)
def test_what_once_failed_holds_in_every_setting(whole: str, why: str) -> None:
    assert [problem for setting in SETTINGS for problem in problems(whole, setting)] == [], why


@pytest.mark.parametrize("number", range(0, 300, 20))
def test_texts_at_random_hold_every_promise(number: int) -> None:
    for n in range(number, number + 20):
        whole = text(0, n)
        for setting in SETTINGS[n % TURNS :: 2 * TURNS]:
            assert problems(whole, setting, n == number, n % 2 == 0) == [], (n, setting, whole)


def test_a_number_and_a_seed_give_one_text_for_ever() -> None:
    texts = [text(1, number) for number in range(500)]
    assert texts == [text(1, number) for number in range(500)]
    assert texts != [text(2, number) for number in range(500)]
    assert len(set(texts)) > 450
    everything = "".join(texts)
    for piece in (
        "\r\n",
        "\t",
        "\u200b",
        "\u202e",
        "\u0301",
        "🙂",
        "\ud800",
        "\x00",
        "<p>",
        "\n# ",
        "\nTOM: ",
        "「",
    ):
        assert piece in everything


def test_a_failing_text_is_made_as_small_as_can_be() -> None:
    assert shrunk("abc“de” f“g”" * 9, lambda less: "seen" if less.count("“") > 1 else None) == ("““", "seen")
    assert shrunk("abc", lambda _: None) == ("abc", None)


def test_cost_is_counted_and_compared_within_a_size_class() -> None:
    assert lines_of("“No,” said Tom. " * 8) > lines_of("“No,” said Tom. ") > 100
    even = [(number, 20, 2000) for number in range(9)]
    assert too_dear(even, 0) == []
    [fault] = too_dear([*even, (9, 21, 21 * 100 * 51)], 0)
    assert (fault.number, fault.seen) == (9, "51 times the median")


# ------------------------------------------------------------------------------------ the head and the text


def test_a_head_outside_of_its_mention_is_refused() -> None:
    Mention(Span(0, 11), "the senator", Span(4, 11), "role")
    for head in (Span(0, 12), Span(13, 21), Span(5, 4)):
        with pytest.raises(ArgumentError, match="must lie inside the span of its mention"):
            Mention(Span(0, 11), "the senator", head, "role")


def test_a_head_beside_its_mention_in_an_older_document_is_read_as_the_whole_mention() -> None:
    document = Attributor(model=None).attribute("Jane Doe said that it was late.").to_dict()
    document["attributions"][0]["mention"]["head"] = [9, 13]
    [one] = Analysis.from_dict(document).attributions
    assert one.mention is not None and one.mention.head == one.mention.span == Span(0, 8)


def test_the_name_beside_a_source_is_its_evidence_not_its_head() -> None:
    [one] = Attributor(model=None).attribute("The senator, Jane Doe, said that it was late.").attributions
    assert one.mention is not None and one.speaker is not None and one.speaker.name == "Jane Doe"
    assert one.mention.span.start <= one.mention.head.start < one.mention.head.end <= one.mention.span.end


# (genre, text, the quotations' texts, why)
WORDINGS: tuple[tuple[Any, str, list[str], str], ...] = (
    ("news", "“It rained,” Ana Ruiz said. “It rains.”", ["It rained, It rains."], "two parts, each in marks"),
    (
        "news",
        "“It rained all night.\n\n“It rains still,” Ana Ruiz said.",
        ["It rained all night. It rains still,"],
        "a later paragraph opens with a mark",
    ),
    (
        "news",
        "“It rained all night long.\nIt rains still.\nIt never stops,” Ana Ruiz said.",
        ["It rained all night long. It rains still. It never stops,"],
        "short lines: the last one has the closing mark alone",
    ),
    ("news", "Ana Ruiz said: “It rained.” “It rains.”", ["It rained. It rains."], "two in one part"),
    ("news", "“He said ‘no’ to me,” Ana Ruiz said.", ["He said ‘no’ to me,"], "one inside keeps its marks"),
    ("news", "“‘No’ is no answer,” Ana Ruiz said.", ["‘No’ is no answer,"], "the same at the start"),
    (
        "fiction",
        "“It rained all night.\n\n“It rains still,” Ana said.",
        ["It rained all night. It rains still,"],
        "a later paragraph of a story",
    ),
    ("fiction", "—No.\n\n—Sit, he said. Down.\n\n—Why?", ["No.", "Sit, Down.", "Why?"], "the dash is a mark"),
    (
        "news",
        '"It rained."It rains."It will rain." said Ana Ruiz.',
        ["It rained. It rains. It will rain."],
        "paragraphs whose line breaks were lost: what is left of them is their opening marks",
    ),
    ("fiction", '"We?"So."', ["We? So."], "the same with a word each"),
)  # fmt: skip


@pytest.mark.parametrize(("genre", "whole", "expected", "why"), WORDINGS)
def test_the_text_of_a_quotation_has_no_mark_of_its_own(
    genre: Any, whole: str, expected: list[str], why: str
) -> None:
    for model in ("default", None):
        analysis = Attributor(genre=genre, model=model).attribute(whole)  # type: ignore[arg-type]
        assert [one.quotation.text for one in analysis] == expected, why


PLAIN = st.sampled_from(
    ["The road is closed", "Nobody came to us", "We will wait until May", "It rains there"]
)
BORDERS = st.sampled_from(["\n\n", "\n", "\r\n\r\n", "\n\n“", "\n\n“", "” “", "”\n\n“", ",” she said. “"])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(PLAIN, BORDERS), max_size=4), PLAIN, st.sampled_from(["news", "fiction"]))
def test_marks_and_dashes_are_never_part_of_a_text(
    turns: list[tuple[str, str]], last: str, genre: Any
) -> None:
    whole = "“" + "".join(f"{words}.{border}" for words, border in turns) + f"{last},” Ana Ruiz said."
    said = Attributor(genre=genre).attribute(whole).attributions
    direct: list[Quotation] = [one.quotation for one in said if one.quotation.kind == "direct"]
    assert direct
    assert not {"“", "”", "—"} & set("".join(one.text for one in direct))


# ------------------------------------------------------------------------------------------ nesting

PIECES = (
    *(
        "“",
        "”",
        '"',
        "„",
        "«",
        "»",
        "‘",
        "’",
        "'",
        "''",
        "a",
        "He said",
        " said Tom",
        ". ",
        ", ",
        "\n",
        "\n\n",
    ),
    *("\n“", "\n—", "\n—No, he said. ", "\nTOM: ", "\nANN: b", "\nTOM: “", "\nANN. "),
)
MARKED = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
BEFORE = st.sampled_from(["", "—No.\n—So, he said.\n—Go.", "TOM: a\nANN: b\nTOM: c"])


@settings(deadline=None)
@given(MARKED, BEFORE, st.sampled_from(["news", "fiction"]))
def test_quotations_nest_in_every_genre(marked: str, before: str, genre: Any) -> None:
    """Whatever shows them, marks, dashes or labels: none partly overlaps another."""
    profile = Profile(pack=load_pack("en"), genre=genre)
    spans = run_until(before + marked, profile, "quotes")["quotes"].spans
    assert list(spans) == sorted(spans, key=lambda span: (span.start, -span.end))
    around: list[Any] = []
    for span in spans:
        while around and around[-1].end <= span.start:
            around.pop()
        assert span.parent is (around[-1] if around else None)
        assert span.parent is None or span.end <= span.parent.end
        assert span.start <= span.inner.start <= span.inner.end <= span.end
        assert all(a.end <= b.start for a, b in pairwise(span.marks))
        around.append(span)
