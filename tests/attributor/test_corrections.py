"""What a person corrects: a new Analysis in Python, rows of a file on the command line, none lost."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made import ANALYSIS, BOARD, BRANDT, OKAFOR, mention

from quoteattr import Analysis, Attribution, RunnerUp, Speaker, attribute
from quoteattr.cli import corrections, main
from quoteattr.correction_file import COLUMNS, Corrections, read_corrections
from quoteattr.errors import ArgumentError
from quoteattr.types import Doubt

FIRST, SECOND, THIRD, LAST = ANALYSIS.attributions
HEADER = "doc_id,action,start,end,from,to\n"
Correct = Callable[[Analysis], Analysis]


def names(analysis: Analysis) -> list[str | None]:
    return [a.speaker.name if a.speaker else None for a in analysis]


def humans(analysis: Analysis) -> list[int]:
    return [n for n, a in enumerate(analysis) if a.rule == "human"]


# --------------------------------------------------------------------------------- what each does

CASES: list[tuple[Correct, list[str | None], list[int], str]] = [
    (lambda a: a.merge("s1", "s3"), ["Ada Okafor"] * 3 + [None], [2], "what b said is the person's decision"),
    (lambda a: a.merge(BOARD, OKAFOR), ["The board"] * 3 + [None], [0, 1], "a keeps its name"),
    (lambda a: a.merge("s1", "s3", "Ada O."), ["Ada O."] * 3 + [None], [2], "unless another is given"),
    (lambda a: a.merge("Ada Okafor", "The  board"), ["Ada Okafor"] * 3 + [None], [2], "names will do"),
    (lambda a: a.remove(OKAFOR), [None, None, "The board", None], [0, 1], "nobody said it"),
    (lambda a: a.remove("Okafor"), [None, None, "The board", None], [0, 1], "an alias will do"),
    (lambda a: a.remove("s2"), ["Ada Okafor"] * 2 + ["The board", None], [], "said nothing: none touched"),
    (
        lambda a: a.reassign(SECOND, BRANDT),
        ["Ada Okafor", "Liam Brandt", "The board", None],
        [1],
        "a Speaker",
    ),
    (lambda a: a.reassign(SECOND, "s3"), ["Ada Okafor", "The board", "The board", None], [1], "an id"),
    (lambda a: a.reassign(LAST, "Mona Lind"), ["Ada Okafor"] * 2 + ["The board", "Mona Lind"], [3], "new"),
    (lambda a: a.reassign(LAST, "Okafor"), ["Ada Okafor"] * 2 + ["The board", "Ada Okafor"], [3], "an alias"),
    (lambda a: a.reassign(FIRST, None), [None, "Ada Okafor", "The board", None], [0], "nobody said it"),
    (lambda a: a.reassign(FIRST, "s1"), ["Ada Okafor"] * 2 + ["The board", None], [0], "confirmed"),
    (
        lambda a: a.merge("s1", "s2").reassign(FIRST, BOARD),
        ["The board", "Ada Okafor", "The board", None],
        [0],
        "an attribution and a Speaker from before another correction still count",
    ),
]


@pytest.mark.parametrize(("correct", "who", "touched", "why"), CASES, ids=[c[-1] for c in CASES])
def test_corrections(correct: Correct, who: list[str | None], touched: list[int], why: str) -> None:
    before = ANALYSIS.to_dict()
    found = correct(ANALYSIS)
    assert (names(found), humans(found)) == (who, touched)
    for n in touched:
        (evidence,) = found.attributions[n].evidence
        assert (found.attributions[n].confidence, evidence.rule) == (None, "human")
        assert evidence.message.startswith("a person ")
    untouched = [n for n in range(len(found)) if n not in touched]
    assert [found.attributions[n].confidence for n in untouched] == [
        ANALYSIS.attributions[n].confidence for n in untouched
    ]
    assert ANALYSIS.to_dict() == before
    assert_whole(found)


def assert_whole(found: Analysis) -> None:
    """Whoever is referred to is in the cast, as the same value; it goes everywhere an Analysis goes."""
    cast = {s.id: s for s in found.speakers}
    assert len(cast) == len(found.speakers)
    for a in found:
        others = [*a.addressees, *(r.speaker for r in a.runners_up)]
        assert all(cast[s.id] == s for s in [*others, *([a.speaker] if a.speaker else [])])
        ids = [s.id for s in others]
        assert a.speaker is None or a.speaker.id not in ids
        assert a.confidence is None or a.rule != "human"
    assert all(m in cast and m != s.id for s in found.speakers for m in s.members)
    assert Analysis.from_dict(json.loads(json.dumps(found.to_dict()))) == found
    assert [r["rule"] for r in found.to_records()] == [a.rule for a in found]
    assert found.to_html() and found.to_tei() and found.to_brat() and found.to_web_annotation()
    spans = [a.quotation.spans for a in found]
    assert spans == [a.quotation.spans for a in ANALYSIS] or found.text != ANALYSIS.text


def test_merge_joins_what_is_known() -> None:
    found = ANALYSIS.merge("s1", "s2", name="Ada Brandt")
    joined, board = found.speakers
    assert joined == attrs.evolve(
        OKAFOR,
        name="Ada Brandt",
        aliases=("Ada Okafor", "Okafor", "Liam Brandt"),
        mentions=(*OKAFOR.mentions, *BRANDT.mentions),
    )
    assert board.members == ("s1",)
    # addressee and runner-up of what is now its own
    assert (found.attributions[0].addressees, found.attributions[0].runners_up) == ((), ())


def test_merge_into_somebody_unnamed_and_where_genders_differ() -> None:
    her = Speaker(
        "s1", "a clerk", kind="unnamed", gender="female", gender_evidence=("she",), roles=("clerk",)
    )
    him = Speaker("s2", "Per Dahl", gender="male", gender_evidence=("Mr.",), known_id="Q1")
    cast = attrs.evolve(ANALYSIS, attributions=(), speakers=(her, him))
    assert cast.merge(her, him, "Per Dahl").speakers == (
        Speaker("s1", "Per Dahl", "person", ("a clerk",), "female", ("she",), ("clerk",), "Q1"),
    )
    assert cast.merge(him, her).speakers == (
        Speaker("s2", "Per Dahl", "person", ("a clerk",), "male", ("Mr.",), ("clerk",), "Q1"),
    )


def test_of_two_runners_up_merged_the_higher_score_stands() -> None:
    rivals = (RunnerUp(BRANDT, 0.1), RunnerUp(BOARD, 0.3))
    start = attrs.evolve(ANALYSIS, attributions=(attrs.evolve(FIRST, runners_up=rivals),))
    found = start.merge(BRANDT, BOARD)
    assert [(r.speaker.name, r.score) for r in found.attributions[0].runners_up] == [("Liam Brandt", 0.3)]


def test_remove_leaves_no_trace() -> None:
    found = ANALYSIS.remove("s2")
    assert [s.id for s in found.speakers] == ["s1", "s3"]
    assert found.speakers[1].members == ("s1",)
    assert (found.attributions[0].addressees, found.attributions[0].runners_up) == ((), ())


@pytest.mark.parametrize(
    ("attribution", "speaker", "kept", "why"),
    [
        (FIRST, "s2", False, "“harbour master Ada Okafor” does not name him"),
        (FIRST, "s1", True, "it names her"),
        (SECOND, "s2", True, "“She” may mean another"),
        (SECOND, None, False, "nobody has no mention"),
        (THIRD, "s1", False, "“The board” is not she"),
    ],
)
def test_mention_stays_where_it_may_mean_the_speaker(
    attribution: Attribution, speaker: str | None, kept: bool, why: str
) -> None:
    index = ANALYSIS.attributions.index(attribution)
    changed = ANALYSIS.reassign(attribution, speaker).attributions[index]
    assert changed.mention == (attribution.mention if kept else None), why


def test_a_mention_that_is_one_of_the_new_speakers_stays() -> None:
    other = attrs.evolve(BRANDT, mentions=(mention("Ada Okafor", "Ada Okafor"),))
    start = attrs.evolve(ANALYSIS, speakers=(OKAFOR, other, BOARD))
    assert start.reassign(FIRST, other).attributions[0].mention == FIRST.mention


def test_naming_a_speaker_settles_the_doubt() -> None:
    unclosed = Doubt("unclosed-mark", LAST.quotation.spans[0], "no closing mark")
    start = attrs.evolve(ANALYSIS, doubts=(*ANALYSIS.doubts, unclosed))
    assert start.reassign(LAST, "s1").doubts == (unclosed,)
    assert start.reassign(LAST, None).doubts == start.doubts


def test_a_new_speaker_has_an_id_of_its_own() -> None:
    found = ANALYSIS.remove("s1").reassign(LAST, "  Mona   Lind ")
    assert found.speakers[-1] == Speaker("s4", "Mona Lind")


TWINS = attrs.evolve(ANALYSIS, speakers=(*ANALYSIS.speakers, Speaker("s4", "Liam Brandt")))
WRONG: list[tuple[Correct, str]] = [
    (lambda a: a.merge("s1", "s9"), "b: no speaker 's9' in this text; there are: Ada Okafor (s1)"),
    (lambda a: a.merge("s1", "Ada Okafor"), "Ada Okafor (s1) cannot be merged with itself"),
    (lambda a: a.merge("s1", "s2", " "), "name: must not be empty"),
    (lambda a: a.merge("s1", "s2", 3), "name: must be a str, not int"),  # type: ignore[arg-type]
    (lambda a: a.remove(Speaker("s1", "Other")), "no speaker 'Other' in this text"),
    (lambda a: a.remove(None), "must be a Speaker or a str, not NoneType"),  # type: ignore[arg-type]
    (lambda a: TWINS.remove("Liam Brandt"), "2 speakers have this name; give an id: s2, s4"),
    (lambda a: TWINS.reassign(FIRST, "Liam Brandt"), "2 speakers have this name"),
    (lambda a: a.reassign(FIRST, ""), "must not be empty"),
    (lambda a: a.reassign(attrs.evolve(FIRST, cue=None), "s1"), "attribution: is not of this text"),
    (lambda a: a.reassign(0, "s1"), "must be an Attribution, such as analysis"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("correct", "message"), WRONG, ids=[w[1] for w in WRONG])
def test_what_cannot_be_done(correct: Correct, message: str) -> None:
    with pytest.raises(ArgumentError, match=re.escape(message)):
        correct(ANALYSIS)


IDS = st.sampled_from(["s1", "s2", "s3", "s4", "Okafor", "New Name"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), IDS, IDS),
        st.tuples(st.just("remove"), IDS),
        st.tuples(st.just("reassign"), st.sampled_from(ANALYSIS.attributions), st.none() | IDS),
    ),
    max_size=6,
)


@given(STEPS)
def test_any_corrections_leave_a_whole_analysis(steps: list[tuple[Any, ...]]) -> None:
    def all_done() -> Analysis:
        analysis = ANALYSIS
        for action, *arguments in steps:
            try:
                analysis = getattr(analysis, action)(*arguments)
            except ArgumentError:
                continue
        return analysis

    found = all_done()
    assert_whole(found)
    assert found == all_done()


# -------------------------------------------------------------------------------------- rows of a file

TEXT = (
    "“The bridge will close in May,” engineer Petra Lindqvist said. "
    "Lindqvist added that no date was fixed.\n\n"
    "“Nobody told us,” Omar Haddad, a baker, said.\n"
)
SAID = attribute(TEXT)
PLACES = [(a.quotation.start, a.quotation.end) for a in SAID]
(A, B), _, (C, D) = PLACES
P, H = "Petra Lindqvist", "Omar Haddad"

ROWS: list[tuple[str, list[str | None], list[str], str]] = [
    (f"doc,reassign,{A},{B},{P},{H}", [H, P, H], [], "to another of the cast"),
    (f"doc,reassign,{A},{B},{P},Eva Strand", ["Eva Strand", P, H], [], "to somebody new"),
    (f"doc,reassign,{A},{B},{P},", [None, P, H], [], "to nobody"),
    (f"doc, Reassign ,{A}, {B} ,Petra  Lindqvist,{H}", [H, P, H], [], "spaces and capitals do not matter"),
    (f"doc,merge,,,{H},{P}", [P, P, P], [], "from goes into to"),
    (f"doc,remove,,,{H},", [P, P, None], [], "nobody said it"),
    (f"doc,remove,{C},{D},{H},", [P, P, None], [], "the one who speaks there"),
    (f"doc,merge,,,{H},{P}\ndoc,reassign,{C},{D},{H},", [P, P, None], [], "a name from before a merge"),
    (f"doc,remove,,,{H},\ndoc,reassign,{C},{D},,{H}", [P, P, H], [], "in order"),
    ("\n\n", [P, P, H], [], "empty rows are none"),
    (f"doc,reassign,{A + 1},{B},{P},{H}", [P, P, H], ["no quotation goes from"], "an old text"),
    (f"doc,reassign,{A},{B},{H},{P}", [P, P, H], [f"is said by {P}, not by {H}"], "another speaker"),
    (f"doc,reassign,{A},{B},,{H}", [P, P, H], [f"is said by {P}, not by nobody"], "another speaker"),
    (f"doc,reassign,,,{P},{H}", [P, P, H], ["start and end are empty"], "no place"),
    (f"doc,reassign,{A},,{P},{H}", [P, P, H], ["must be whole numbers"], "half a place"),
    (f"doc,reassign,-1,x,{P},{H}", [P, P, H], ["whole numbers, not '-1' and 'x'"], "no numbers"),
    (f"doc,merge,,,{H},Eva Strand", [P, P, H], ["no speaker 'Eva Strand'"], "unknown"),
    (f"doc,merge,,,{H},{H}", [P, P, H], ["cannot be merged with itself"], "the same"),
    (f"doc,merge,,,{H},", [P, P, H], ["“to” is empty"], "into whom?"),
    (f"doc,merge,,,,{H}", [P, P, H], ["“from” is empty"], "who?"),
    (f"doc,remove,,,{H},{P}", [P, P, H], ["remove takes nothing in “to”"], "or did they mean merge?"),
    (f"doc,rename,,,{H},{P}", [P, P, H], ["action must be one of merge, reassign, remove"], "no such action"),
    (f"doc,reassign,{A},{B},{P},Strand, Eva", [P, P, H], ["more cells than columns"], "an unquoted comma"),
    ("doc", [P, P, H], ["action must be one of"], "a short row"),
    (f"other,remove,,,{H},", [P, P, H], ["no text has the doc_id 'other'"], "another document"),
    (
        f"doc,remove,,,Nobody Here,\ndoc,remove,,,{H},\nother,remove,,,x,",
        [P, P, None],
        ["row 2: no speaker", "row 4: no text"],
        "what fits is done all the same",
    ),
]


@pytest.mark.parametrize(("rows", "who", "complaints", "why"), ROWS, ids=[f"{r[3]}: {r[0]}" for r in ROWS])
def test_every_row_is_done_or_reported(
    rows: str,
    who: list[str | None],
    complaints: list[str],
    why: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "fix.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    corrector = corrections.read(str(path))
    found = corrector.correct("doc", SAID)
    assert corrector.finish() == (1 if complaints else 0)
    assert names(found) == who, why
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(complaints) + bool(complaints)
    for line, complaint in zip(lines, complaints, strict=False):
        assert line.startswith(f"quoteattr: {path}, row ") and complaint in line
    if complaints:
        total = len(rows.splitlines())
        assert lines[-1] == f"quoteattr: {path}: {len(complaints)} of {total} rows not applied"


CELLS = st.sampled_from(
    ["doc", "merge", "remove", "reassign", str(A), str(B), P, H, "", "s1", "'", "=1", "ü\n"]
)


@given(st.lists(st.lists(CELLS, max_size=8).map(lambda cells: ["doc", *cells]), max_size=6))
def test_any_row_is_done_or_reported(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    path = tmp_path_factory.mktemp("rows") / "fix.csv"
    with open(path, "w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])
    one = corrections.read(str(path))
    found = one.correct("doc", SAID)
    again = corrections.read(str(path))
    assert again.correct("doc", SAID) == found
    done = [row for row in one.corrections.rows["doc"] if row.number not in one.unfit] if rows else []
    # the rows that were done give the same without the others
    kept = corrections.Corrector(Corrections(str(path), {"doc": done}))
    assert kept.correct("doc", SAID) == found and not kept.unfit
    assert [a.quotation for a in found] == [a.quotation for a in SAID]


# --------------------------------------------------------------- rows written against an older text

REPORT = (
    "“We never signed it,” harbour master Ada Okafor told Liam Brandt. “Not once.”\n\n"
    "Brandt said that the quay was safe. “It is not,” she said.\n\n"
    "The board argued that the pumps were old. “Nobody asked,” said Mona Lind, a clerk.\n"
)
PIECES = st.sampled_from(
    ["", " ", "“", "”", "\n\n", "x", "Ada Okafor", "he said. ", "😀", "Late on Friday, "]
)
CUTS = st.sampled_from([0, 0, 1, 40])
EDITS = st.lists(st.tuples(st.integers(0, len(REPORT)), CUTS, PIECES), max_size=3)


def edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    return text


@settings(max_examples=60)
@example([(REPORT.index("never"), 0, "ever and ")], "Eva Strand")  # the quotation is longer
@example([(REPORT.index("Ada Okafor"), 10, "Mona Lind.")], "Eva Strand")  # it is another's, at the same place
@given(EDITS, st.sampled_from(["Mona Lind", "Ada Okafor", "Eva Strand"]))
def test_rows_of_an_old_text_are_done_or_reported(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, int, str]], name: str
) -> None:
    """The rows that the view offered, on the text as it became: each does what it says, or is reported and
    does nothing. Quotations stay as they are found today."""
    path = tmp_path_factory.mktemp("old") / "fix.csv"
    offers = offered(attribute(REPORT).to_html("doc"))
    filled = [row + ("" if ",remove," in row else name) for row in offers]
    path.write_text(HEADER + "\n".join(filled), encoding="utf-8")
    whole = read_corrections(str(path))
    rows = whole.rows["doc"]
    assert len(rows) == len(offers) > 8
    today = attribute(edited(REPORT, edits))
    before, reported = today, []
    for row in rows:
        one = Corrections(str(path), {"doc": [row]})
        alone, unfit = one.corrected("doc", today)
        assert_done(row.cells, today, alone, fits=not unfit)
        # and behind all rows before it, one of which removes who is meant
        after, unfit = one.corrected("doc", before)
        assert_done(row.cells, before, after, fits=not unfit)
        assert [a.quotation for a in after] == [a.quotation for a in today]
        reported += unfit
        before = after
    assert whole.corrected("doc", today) == (before, tuple(reported))
    assert_whole(before)


def assert_done(cells: dict[str, str], before: Analysis, after: Analysis, fits: bool) -> None:
    """What a row asks for has happened, and nothing else; nothing at all where it does not fit."""
    changed = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    if cells["action"] == "reassign":
        place = (int(cells["start"]), int(cells["end"]))
        there = [n for n, a in enumerate(before) if (a.quotation.start, a.quotation.end) == place]
        meant = [n for n in there if called(before.attributions[n].speaker, cells["from"])]
        assert fits == bool(meant)
        assert set(changed) <= set(meant)
        for n in meant:
            one = after.attributions[n]
            assert called(one.speaker, cells["to"])
            assert (one.rule, one.confidence) == ("human", None)
    elif fits:
        assert len(after.speakers) == len(before.speakers) - 1
    assert fits or after == before


def called(speaker: Speaker | None, name: str) -> bool:
    return name in (speaker.name, *speaker.aliases) if speaker else not name


# ------------------------------------------------------------------------------- the command line


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "bridge, final.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def fix(text: Path, *rows: tuple[object, ...]) -> Path:
    path = text.with_name("fix.csv")
    with open(path, "w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *rows])
    return path


def offered(page: str) -> list[str]:
    """The rows that the HTML view offers, as they stand there."""
    titles = [html.unescape(title) for title in re.findall('title="([^"]*)"', page)]
    return [line[9:] for title in titles for line in title.split("\n") if line.startswith("correct: ")]


@pytest.mark.parametrize(
    "form", ["table", "csv", "jsonl", "html", "cast", "script", "tei", "brat", "web-annotation"]
)
def test_every_format_is_of_the_corrected(form: str, text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fix(text, (text, "reassign", A, B, P, "Eva Strand"))
    assert main([str(text), "--format", form, "--corrections", str(path)]) == 0
    printed = capsys.readouterr()
    assert "Eva Strand" in printed.out or "EVA STRAND" in printed.out
    assert printed.err == ""


def test_each_row_of_the_html_view_works_as_it_stands(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(text), "--format", "html"])
    rows = offered(capsys.readouterr().out)
    assert len(rows) == 2 * 2 + 3
    for row in rows:
        action = next(csv.reader([row]))[1]
        to = {"remove": "", "reassign": "Eva Strand", "merge": H if P in row else P}[action]
        path = text.with_name("one.csv")
        path.write_text(HEADER + row + to + "\n", encoding="utf-8")
        assert main([str(text), "--corrections", str(path)]) == 0, row
        assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("doc_id", "name", "why"),
    [
        ("-", "Ada Okafor", "standard input: a spreadsheet would run its name"),
        ("doc", "=SUM(1)", "a name that a spreadsheet would run"),
        ("doc", "Ada\nOkafor", "a name over two lines"),
        ("doc", 'Ada "The Harbour" Okafor, MP', "quotation marks and commas"),
        ("doc", "Ada\x00\ud800 Okafor", "what HTML cannot hold"),
    ],
)
def test_rows_of_odd_names_work_as_they_stand(
    doc_id: str, name: str, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who = attrs.evolve(OKAFOR, name=name, aliases=())
    said = attrs.evolve(ANALYSIS, attributions=(attrs.evolve(FIRST, speaker=who),), speakers=(who, BRANDT))
    path = tmp_path / "fix.csv"
    for row, to in zip(offered(said.to_html(doc_id)), ("Liam Brandt", "", "Liam Brandt"), strict=True):
        path.write_text(HEADER + row + to + "\n", encoding="utf-8")
        corrector = corrections.read(str(path))
        found = corrector.correct(doc_id, said)
        assert corrector.finish() == 0, capsys.readouterr().err
        assert names(found) == [to or None], why


def test_status_1_where_a_row_does_not_fit_and_all_else_is_written(
    text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fix(text, (text, "remove", "", "", "Eva Strand", ""), (text, "remove", "", "", H, ""))
    assert main([str(text), "--format", "jsonl", "--corrections", str(path)]) == 1
    printed = capsys.readouterr()
    assert names(Analysis.from_dict(json.loads(printed.out))) == [P, P, None]
    assert printed.err.splitlines() == [
        f"quoteattr: {path}, row 2: no speaker 'Eva Strand' in this text; there are: {P} (s1), {H} (s2)",
        f"quoteattr: {path}: 1 of 2 rows not applied",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "line 1: no column doc_id, action, start, end, from, to; the first line must be doc_id,action"),
        (b"doc_id;action;start;end;from;to\n", "line 1: no column doc_id, action"),
        (b"doc_id,action,start,end,from\n", "line 1: no column to;"),
        (b"\xff\xfed\x00o\x00c\x00", "line 1: is not utf-8"),
        (HEADER.encode() + b'doc,"' + b"x" * 140_000, "is no CSV: field larger than field limit"),
        (None, "No such file or directory"),
    ],
)
def test_a_file_that_is_none(
    content: bytes | None, message: str, text: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = text.with_name("fix.csv")
    if content is not None:
        path.write_bytes(content)
    assert main([str(text), "--corrections", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    (line,) = printed.err.splitlines()
    assert line.startswith(f"quoteattr: {path}") and message in line


# the arguments; FIX is the file of corrections, TEXT a book in chapters, SAID an analysis of it
OVERWRITING = [
    ("fix.csv", "TEXT --corrections FIX --output FIX --force", "a file"),
    ("fix.parquet", "TEXT --corrections FIX --output FIX --force --format parquet", "a file of bytes"),
    ("fix.xml", "TEXT --corrections FIX --output FIX --force --format tei", "a file a text"),
    ("out/book.xml", "TEXT --corrections FIX --output out/ --force --format tei", "a folder of them"),
    ("out/book.txt", "TEXT --corrections FIX --output out/ --force --format brat", "beside its text"),
    ("out/cast.csv", "TEXT --corrections FIX --chapters out --force", "the cast of a book"),
    ("out/01-chapter-i.csv", "TEXT --corrections FIX --chapters out --force --format csv", "a chapter"),
    ("out/part-00000.jsonl", "corpus TEXT --corrections FIX --output out --force", "a part of a corpus"),
    ("out/fix.csv", "corpus TEXT --corrections FIX --output out --resume", "wherever in the folder"),
    ("fix.csv", "people SAID --corrections FIX --output FIX --force", "who is quoted"),
    ("fix.csv", "people SAID --corrections FIX --undecided FIX --force", "who may be the same"),
    ("fix.csv", "people SAID --corrections FIX --registry FIX", "who is who"),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book, an analysis of it, and it as a corpus."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "book.txt").write_text(f"CHAPTER I\n\n{TEXT}\n\nCHAPTER II\n\n{TEXT}", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["book.txt", "--format", "jsonl", "--output", "said.jsonl"]) == 0
        assert main(["corpus", "book.txt", "--output", "out", "--workers", "1"]) == 0
    return folder


@pytest.mark.parametrize(("name", "line", "why"), OVERWRITING, ids=[row[2] for row in OVERWRITING])
def test_the_file_of_corrections_is_never_overwritten(
    name: str,
    line: str,
    why: str,
    book: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(book, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    if "parquet" in line:
        pytest.importorskip("pyarrow", reason="needs the extra [arrow]")
    Path(name).write_text(HEADER + f"book.txt,remove,,,{H},\n", encoding="utf-8")
    there = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    meant = {"FIX": name, "TEXT": "book.txt", "SAID": "said.jsonl"}
    assert main([meant.get(word, word) for word in line.split()]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert name in said and ("would be lost" in said or "where the output goes" in said)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == there


def test_people_counts_what_was_corrected(text: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = text.with_name("said.jsonl")
    assert main([str(text), "--format", "jsonl", "--output", str(saved)]) == 0
    path = fix(text, (text, "reassign", C, D, H, P), ("gone.txt", "remove", "", "", P, ""))
    assert main(["people", str(saved), "--format", "csv", "--corrections", str(path)]) == 1
    printed = capsys.readouterr()
    assert P in printed.out and H not in printed.out
    assert "row 3: no text has the doc_id 'gone.txt'" in printed.err
    assert main(["people", str(saved), "--format", "csv"]) == 0
    assert H in capsys.readouterr().out
