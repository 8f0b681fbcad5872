"""Script, chapters, cast and review: a text as what its voices read, with nothing lost."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import ANALYSIS, OKAFOR
from places import EXAMPLES

from quoteattr import (
    Attribution,
    Attributor,
    Quotation,
    RunnerUp,
    ScriptLine,
    Span,
    Speaker,
    attribute,
    read_known,
)
from quoteattr.export import cast
from quoteattr.export.play import play
from quoteattr.export.questions import Question, questions
from quoteattr.export.review import review
from quoteattr.export.script import script
from quoteattr.text.chapters import chapters
from quoteattr.text.layout import paragraphs
from quoteattr.types import Outcome
from tools.bench.counting import lines_of

EXAMPLE = EXAMPLES / "lighthouse.txt"
ADA, BEN = Speaker("s1", "Ada"), Speaker("s2", "Ben")


def said(
    text: str,
    *spans: tuple[int, int],
    by: Speaker | None = ADA,
    kind: str = "direct",
    sure: float | None = 0.8,
) -> Attribution:
    places = tuple(Span(*span) for span in spans)
    parts = tuple(text[s.start : s.end] for s in places)
    return Attribution(Quotation(places, kind, parts, " ".join(parts)), None, None, by, "r", confidence=sure)  # type: ignore[arg-type]


def outcome(*attributions: Attribution) -> Outcome:
    return Outcome("fiction", attributions, (ADA, BEN), ())


# -------------------------------------------------------------------------------------- nothing lost

MARKS = ("“", "”", "‘", "’", '"', "—", "*", ".", "*** END OF THE PROJECT GUTENBERG")
SPACE = (" ", "\n", "\n\n", "\r\n\r\n", "\t", "\ufeff", "\u2029", "e\u0301", "\ud800", "\x00")
WORDS = ("said Ada", "Ada said, ", "“Yes,” she said. ", "“No.”", "CHAPTER I", "II", "Book Two", "The Ferry")
PIECES = (*MARKS, *SPACE, *WORDS)
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=60)


def whole(text: str, lines: tuple[ScriptLine, ...]) -> None:
    assert "".join(line.text for line in lines) == text
    assert all(line.text == text[line.start : line.end] != "" for line in lines)
    assert all(a.end == b.start for a, b in pairwise(lines))
    # what is only space is part of the line before
    assert len(lines) < 2 or all(line.text.strip() for line in lines)


@given(texts, st.sampled_from(["news", "fiction"]))
def test_the_lines_of_any_text_are_the_text(text: str, genre: str) -> None:
    whole(text, Attributor(genre=genre).attribute(text).to_script())  # type: ignore[arg-type]


@given(texts, st.lists(st.tuples(st.integers(0, 80), st.integers(1, 40), st.booleans(), st.booleans())))
def test_however_the_quotations_lie(text: str, spans: list[tuple[int, int, bool, bool]]) -> None:
    """Nested, overlapping, out of order, over paragraphs and chapters."""
    answers = [
        said(
            text, (a, min(a + n, len(text))), by=BEN if ben else None, kind="direct" if direct else "indirect"
        )
        for a, n, ben, direct in spans
        if a < len(text)
    ]
    lines = script(text, outcome(*answers))
    assert "".join(line.text for line in lines) == text
    directs = [one.quotation.spans[0] for one in answers if one.quotation.kind == "direct"]
    voiced = {n for line in lines if line.spoken for n in range(line.start, line.end)}
    assert {n for span in directs for n in range(span.start, span.end)} <= voiced


# --------------------------------------------------------------------------------------------- lines

N = None
LINES: list[tuple[str, list[tuple[str | None, str]], str]] = [
    (
        "{A“Yes,”} she said. {A“No.”}",
        [("Ada", "“Yes,” "), (N, "she said. "), ("Ada", "“No.”")],
        "space goes with the line before",
    ),
    ("{A“Yes”}, he said.", [("Ada", "“Yes”, "), (N, "he said.")], "and so does a mark that is left over"),
    ("{A“Yes”}. {B“No”}.\n", [("Ada", "“Yes”. "), ("Ben", "“No”.\n")], "marks alone are no line"),
    ("({A“Yes.”})", [("Ada", "(“Yes.”)")], "in front of the first line they go with it"),
    (
        "{A“One.\n\n“Two.”} She left.",
        [("Ada", "“One.\n\n"), ("Ada", "“Two.” "), (N, "She left.")],
        "a line ends with its paragraph",
    ),
    ("One.\n\nTwo.\n", [(N, "One.\n\n"), (N, "Two.\n")], "narration too"),
    (
        "{A“He said {B‘go’}, so I went.”}",
        [("Ada", "“He said ‘go’, so I went.”")],
        "a quotation inside is read by the outer voice",
    ),
    ("Ben {iBsaid that he knew}.", [(N, "Ben said that he knew.")], "indirect speech stays narration"),
    ("He called {mBthe delay “sad”}.", [(N, "He called the delay “sad”.")], "and so do a few quoted words"),
    (
        "{iBthat she said {A“yes”}}",
        [(N, "that she said "), ("Ada", "“yes”")],
        "a direct quotation inside an indirect one is spoken",
    ),
    ("{?“Who?”} a voice.", [("?", "“Who?” "), (N, "a voice.")], "nobody found is not narration"),
    ("{A“…”}", [("Ada", "“…”")], "silence is spoken"),
    ("\n * * *\n", [(N, "\n * * *\n")], "a text without words has a line"),
    (" \n{A“Yes.”}", [("Ada", " \n“Yes.”")], "space at the head goes with the first line"),
    ("", [], "no text, no lines"),
]
WHO = {"A": ADA, "B": BEN, "?": None}


def marked(markup: str) -> tuple[str, list[Attribution]]:
    """The text and attributions of "{A“Yes.”}"; i and m: indirect, mixed."""
    text, opened, found = "", [], []
    letters = iter(markup)
    for letter in letters:
        if letter == "{":
            first = next(letters)
            kind = {"i": "indirect", "m": "mixed"}.get(first, "direct")
            opened.append((len(text), WHO[first if kind == "direct" else next(letters)], kind))
        elif letter == "}":
            start, who, kind = opened.pop()
            found.append((start, len(text), who, kind))
        else:
            text += letter
    return text, [
        said(text, (a, b), by=who, kind=kind) for a, b, who, kind in sorted(found, key=lambda f: f[0])
    ]


@pytest.mark.parametrize(("markup", "lines", "why"), LINES, ids=[why for *_, why in LINES])
def test_lines(markup: str, lines: list[tuple[str | None, str]], why: str) -> None:
    text, answers = marked(markup)
    got = [
        (one.speaker.name if one.speaker else "?" if one.spoken else None, one.text)
        for one in script(text, outcome(*answers))
    ]
    assert got == lines, why


def test_confidence_is_that_of_the_attribution() -> None:
    text = "“A.” b “C.” d “E.”"
    answers = [said(text, (0, 4)), said(text, (7, 11), by=None, sure=0.9), said(text, (14, 18), sure=None)]
    found = script(text, outcome(*answers))
    assert [line.confidence for line in found] == [0.8, None, 0.0, None, None]
    assert [line.spoken for line in found] == [True, False, True, False, True]


def test_a_line_is_a_value() -> None:
    line = ScriptLine(ADA, 0, 3, "Yes", "I", 0.5)
    assert [a.name for a in attrs.fields(ScriptLine)] == [
        "speaker",
        "start",
        "end",
        "text",
        "chapter",
        "confidence",
    ]
    assert hash(line) == hash(attrs.evolve(line))
    assert not hasattr(line, "__dict__")


def test_of_an_analysis() -> None:
    whole(ANALYSIS.text, ANALYSIS.to_script())
    assert [line.text.strip() for line in ANALYSIS.to_script() if line.speaker == OKAFOR] == [
        "“We never signed it,”",
        "“Not once.”",
    ]


# ------------------------------------------------------------------------------------------ chapters

CHAPTERS: list[tuple[str, list[tuple[str, str]], str]] = [
    (
        "Title\n\nCHAPTER I. The Ferry\n\nA.\n\nCHAPTER II\n\nB.",
        [("CHAPTER I. The Ferry", "CHAPTER"), ("CHAPTER II", "CHAPTER II\n\nB.")],
        "each up to the next",
    ),
    ("No heading here.\n\nNor here.", [], "a text may have none"),
    ("I\n\nA.\n\nII\n\nB.", [("I", "I\n\nA."), ("II", "II")], "numbers will do"),
    ("I\n\nThe Ferry\n\nIt left.", [("I. The Ferry", "I\n\nThe Ferry")], "a title stands below its number"),
    ("I\n\nThe ferry left.", [("I", "I")], "a sentence is no title"),
    ("I\n\n“The Ferry”\n\nA.", [("I", "I")], "and neither is what somebody says"),
    (
        "BOOK II\n\nCHAPTER I\n\nA.",
        [("BOOK II, CHAPTER I", "BOOK II\n\nCHAPTER I")],
        "a book and its first chapter",
    ),
    (
        "CHAPTER I\n\nCHAPTER II\n\nCHAPTER III\n\nCHAPTER I\n\nA.\n\nCHAPTER II\n\nB.",
        [("CHAPTER I", "CHAPTER I\n\nA."), ("CHAPTER II", "CHAPTER II\n\nB.")],
        "a table of contents is no chapter",
    ),
    ("I\n\nII\n\nIII\n\nIV\n\nPreface of sorts.", [], "even where nothing follows"),
    ("\n\nI\n\nA.", [("I", "\n\nI")], "the space in front is the first one's"),
    (
        "Licence.\n\n*** START OF THE PROJECT GUTENBERG EBOOK ***\n\nI\n\nA.\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK ***\n\nIV\n\nFees.",
        [("I", "I\n\nA.")],
        "the licence is outside",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), CHAPTERS, ids=[why for *_, why in CHAPTERS])
def test_chapters(text: str, expected: list[tuple[str, str]], why: str) -> None:
    found = chapters(text, paragraphs(text))
    assert [one.heading for one in found] == [heading for heading, _ in expected], why
    for one, (_, beginning) in zip(found, expected, strict=True):
        assert text[one.start : one.end].startswith(beginning)
    assert all(a.end == b.start for a, b in pairwise(found))


def test_the_sign_of_a_marked_heading_is_no_part_of_it() -> None:
    text = "# The Ferry\n\nA.\n\n# 2\n\nSalt Water\n\nIt rained.\n\n## III. Home\n\nIt rained."
    found = chapters(text, paragraphs(text))
    assert [one.heading for one in found] == ["The Ferry", "2. Salt Water", "III. Home"]


def test_a_line_knows_its_chapter() -> None:
    text = "Title\n\nI\n\nA.\n\nII\n\nB.\n\n*** END OF THE PROJECT GUTENBERG EBOOK ***\n\nFees."
    assert [line.chapter for line in script(text, outcome())] == [None, "I", "I", "II", "II", None, None]


def test_a_book_of_many_chapters_costs_no_square() -> None:
    def cost(size: int) -> int:
        unit = "CHAPTER I\n\n“One ‘two’ three,” she said.\n\n\n\n\n"
        text = unit * size
        spans = [
            (k + 11 + a, k + 11 + b) for k in range(0, len(text), len(unit)) for a, b in ((0, 18), (5, 10))
        ]
        answers = outcome(*[said(text, span) for span in spans])
        return lines_of(lambda: script(text, answers))

    assert cost(500) < 10 * 1.5 * cost(50)  # a square would be 100


# ---------------------------------------------------------------------------------------- an example


def test_who_speaks_in_the_example() -> None:
    """Five of 31 quotations have a cue with a name; a few wrong ones are no reason to keep weights back."""
    text = EXAMPLE.read_text(encoding="utf-8")
    analysis = attribute(text)
    assert analysis.genre == "fiction"
    voices = [one.speaker.name if one.speaker else "?" for one in analysis]
    expected = "EHEHEHEHEHEHEHEH" + "RHRHRHRHRERHRHR"
    names = {"E": "Edwin", "H": "Hallam", "R": "Rourke"}
    assert len(voices) == len(expected)
    assert (
        sum(names[letter] in voice for letter, voice in zip(expected, voices, strict=True)) >= len(voices) - 3
    )
    headings = list(dict.fromkeys(line.chapter for line in analysis.to_script()))
    assert headings == [None, "CHAPTER I. The Log Book", "CHAPTER II. The Relief"]


# ---------------------------------------------------------------------------------- play, cast, review

STORY = "Front.\n\nCHAPTER I\n\n“Yes,” said Ada. “I do.”\n\n“Who?”\n\n“No,” he said."
A, W, B = STORY.index("“Yes"), STORY.index("“Who"), STORY.index("“No")
TOLD = outcome(
    said(STORY, (A, A + 6), (A + 17, A + 24)),
    said(STORY, (W, W + 6), by=None),
    attrs.evolve(said(STORY, (B, B + 5), by=BEN, sure=0.25), runners_up=(RunnerUp(ADA, 0.125),)),
)
PLAY = """story.txt
fiction · 3 quotations · 2 speakers · 2 named

Cast
    Ada                 1 quotation         3 words
    Ben                 1 quotation         1 word
    (nobody found)      1 quotation         1 word

NAME (?): more likely wrong than right.  (?): nobody was found.

    Front.

CHAPTER I
=========

ADA: “Yes,”
    said Ada.
ADA: “I do.”

(?): “Who?”

BEN (?): “No,”
    he said.
"""


def test_play() -> None:
    assert "".join(play("story.txt", STORY, TOLD, None)) == PLAY


def test_a_line_break_inside_a_paragraph_is_none_in_the_play() -> None:
    text = (
        "“The boats are all in by now, and the rain\nhas begun,” said Ada, who had come from the\n"
        "harbour wall.\n\nIt rained."
    )
    end = text.index("”") + 1
    assert "".join(play("t", text, outcome(said(text, (0, end))), None)).partition("\n\nADA")[2] == (
        ": “The boats are all in by now, and the rain has begun,”\n"
        "    said Ada, who had come from the harbour wall.\n\n"
        "    It rained.\n"
    )


def test_play_is_wrapped_on_a_terminal_and_shows_nothing_that_moves_the_cursor() -> None:
    text = "“" + "word " * 40 + "\x1b[2Jend.” " + "漢字 " * 40
    rows = "".join(play("t", text, outcome(said(text, (0, text.index("”") + 1))), 50)).splitlines()
    assert max(map(len, rows)) <= 50
    assert "\x1b" not in "".join(rows)


def test_play_of_a_text_in_which_nobody_speaks() -> None:
    assert (
        "".join(play("t", "It rained.", outcome(), None))
        == "t\nfiction · 0 quotations · 0 speakers · 2 named\n\nCast: nobody speaks.\n\n    It rained.\n"
    )


def test_cast_goes_back_in_as_known_speakers(tmp_path: Path) -> None:
    crowd = Speaker("s4", "the crowd", kind="unnamed")
    full = attrs.evolve(OKAFOR, aliases=("Okafor", "Ada O."))
    told = outcome(said("x", (0, 1), by=full), said("x", (0, 1), by=crowd), said("x", (0, 1), by=None))
    file = tmp_path / "cast.csv"
    file.write_text(cast.header() + cast.rows(told, "a.txt"), encoding="utf-8")
    (known,) = read_known(file)  # whom the text does not name is nobody known
    assert (known.name, known.aliases, known.gender, known.known_id) == (
        "Ada Okafor",
        ("Okafor", "Ada O."),
        "female",
        "Q7",
    )
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    assert [(row["name"], row["quotations"], row["doc_id"]) for row in rows] == [
        ("Ada Okafor", "1", "a.txt"),
        ("the crowd", "1", "a.txt"),
    ]


def test_the_cast_of_the_example_finds_the_same_people_again(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    file = tmp_path / "cast.csv"
    first = attribute(text)
    told = Outcome("fiction", first.attributions, first.speakers, ())
    file.write_text(cast.header() + cast.rows(told, ""), encoding="utf-8")
    again = Attributor(known=read_known(file)).attribute(text)
    before, after = ({one.speaker.name for one in told if one.speaker} for told in (first, again))
    assert before == after


def test_review_begins_with_what_mends_the_most() -> None:
    asked = [Question(2, 2.0, (0, 1)), Question(0, 0.2)]
    shown = "".join(review("story.txt", STORY, TOLD, asked, 80))
    assert shown == (
        "story.txt: 2 of 3 quotations (fiction), what mends the most first\n"
        "\n1. Ben, confidence 0.25 (line 9, CHAPTER I)\n"
        "    Front. CHAPTER I “Yes,” said Ada. “I do.” “Who?” [“No,”] he said.\n"
        "    or: Ada (0.12)\n"
        "    rule r: no evidence\n"
        "    if it is another's, 2 more change with it (line 5 to 7)\n"
        "\n2. Ada, confidence 0.80 (line 5, CHAPTER I)\n"
        "    Front. CHAPTER I [“Yes,” said Ada. “I do.”] “Who?” “No,” he said.\n"
        "    rule r: no evidence\n"
    )


QUESTIONS: list[tuple[tuple[float | None, ...], list[list[int]], list[int], str]] = [
    ((0.9, 0.5, 0.7), [], [1, 2, 0], "where nothing follows, the least certain"),
    ((0.9, None, 0.7), [], [2, 0, 1], "what is not calibrated comes last"),
    ((0.8, 0.5, 0.8), [[0, 1, 2], [1], [2]], [0, 1, 2], "three at once before the least certain"),
    ((0.6, 0.6, 0.7), [[0, 1], [1, 0], [2]], [0, 2, 1], "whoever follows an answer is asked last"),
    ((0.5, 0.9, 0.9, 0.9), [[0], [1, 2, 3], [2], [3]], [0, 1, 2, 3], "surer ones with others behind one"),
]


@pytest.mark.parametrize(("sure", "followers", "order", "why"), QUESTIONS, ids=[q[-1] for q in QUESTIONS])
def test_the_order_of_questions(
    sure: tuple[float | None, ...], followers: list[list[int]], order: list[int], why: str
) -> None:
    turns = [said("“A.”", (0, 4), sure=one) for one in sure]
    found = questions(turns, len(turns), followers)
    assert [one.index for one in found] == order, why
    assert [one.worth for one in found] == sorted([one.worth for one in found], reverse=True)
    assert [one.index for one in questions(turns, 1, followers)] == order[:1]
    assert all(one.index not in one.others for one in found)


def test_nobody_is_asked_first_and_an_answer_never_again() -> None:
    turns = [said("“A.”", (0, 4), sure=0.1), said("“A.”", (0, 4), by=None), said("“A.”", (0, 4), sure=0.9)]
    assert [one.index for one in questions(turns, 2)] == [1, 0]
    turns[1] = attrs.evolve(turns[1], rule="human")
    assert [one.index for one in questions(turns, 3)] == [0, 2, 1]


def test_review_shortens_between_words() -> None:
    text = "before " * 40 + "“" + "middle " * 90 + "end.” " + "behind " * 40
    start, end = text.index("“"), text.index("”") + 1
    shown = " ".join(
        "".join(review("t", text, outcome(said(text, (start, end))), [Question(0, 1.0)], 80)).split()
    )
    assert len(shown) < 600
    assert set(shown.replace("[“", "").replace("”]", "").split()) >= {
        "…",
        "before",
        "middle",
        "end.",
        "behind",
    }
    assert shown.count("…") == 3


def test_review_of_nothing() -> None:
    assert "".join(review("t", "It rained.", outcome(), [], 80)) == "t: no quotations (fiction).\n"
