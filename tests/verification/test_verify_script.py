"""Scripts that other tools made of a novel: what is changed, moved, left out, or another's by the tag."""

from __future__ import annotations

import csv
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import planted
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import quoteattr
from quoteattr import LeftOut, verify_script
from quoteattr.cli import main
from quoteattr.errors import ArgumentError
from quoteattr.verification.in_order import aligned
from quoteattr.verification.script_document import schema
from quoteattr.verification.script_tables import COLUMNS

NOVEL = """CHAPTER ONE

Anna Lorne shut the window. “It will rain,” said Anna.

“It never rains here,” Ben Tully said. He had not looked up. “Not in May.”

“It is June, Ben.”

“Then it may.”

“Yes,” said Anna. “Yes, it may.”
"""
A, B = "Anna Lorne", "Ben Tully"
SPEECH: list[tuple[str | None, str]] = [
    (A, "“It will rain,”"),
    (B, "“It never rains here,”"),
    (B, "“Not in May.”"),
    (A, "“It is June, Ben.”"),
    (B, "“Then it may.”"),
    (A, "“Yes,”"),
    (A, "“Yes, it may.”"),
]
WHOLE: list[tuple[str | None, str]] = [
    (None, "CHAPTER ONE"),
    (None, "Anna Lorne shut the window."),
    SPEECH[0],
    (None, "said Anna."),
    SPEECH[1],
    (None, "Ben Tully said. He had not looked up."),
    *SPEECH[2:6],
    (None, "said Anna."),
    SPEECH[6],
]


def told(lines: list[Any], **given_: Any) -> list[str]:
    """The problems in short: the number of the line and what is wrong, "behind n" and the words left out."""
    found = []
    for one in verify_script(lines, NOVEL, **given_).problems:
        if isinstance(one, LeftOut):
            found.append(f"behind {one.behind}: {one.text}")
        else:
            found.append(f"{one.number} {one.verdict}" + " other" * (one.speaker == "different"))
    return found


def put(lines: list[Any], changes: dict[int, Any]) -> list[Any]:
    """The lines, some exchanged for others, or for none."""
    out = []
    for n, line in enumerate(lines):
        new = changes.get(n, [line])
        out += new if isinstance(new, list) else [new]
    return out


CASES: list[tuple[list[Any], list[str], str]] = [
    (WHOLE, [], "all of it"),
    (SPEECH, [], "speech alone: what nobody says may be left out"),
    ([(A, "IT WILL RAIN"), *SPEECH[1:]], [], "case and marks do not count"),
    (put(SPEECH, {1: [(B, "It never rains here, not in May.")], 2: []}), [], "a turn without its tag"),
    (put(SPEECH, {1: [(B, "It never"), (B, "rains here,")]}), [], "a turn in two lines"),
    (put(SPEECH, {0: (A, "“It would rain,”")}), ["0 altered"], "a word exchanged"),
    (put(SPEECH, {3: (A, "“It is July, Ben.”")}), ["3 altered"], "another word"),
    (put(SPEECH, {1: (B, "“It rains here,”")}), ["1 altered"], "a word dropped"),
    (put(SPEECH, {4: (B, "“Then it may, dear.”")}), ["4 altered"], "a word put in"),
    (put(SPEECH, {5: (A, "“No,”")}), ["5 altered"], "the only word of a line"),
    (put(SPEECH, {3: []}), ["behind 2: It is June, Ben"], "a line left out"),
    (put(SPEECH, {0: []}), ["behind -1: It will rain"], "the first line"),
    (put(SPEECH, {6: []}), ["behind 5: Yes, it may"], "the last line"),
    (put(WHOLE, {1: []}), ["behind 0: Anna Lorne shut the window"], "narration, where the rest is there"),
    (put(WHOLE, {3: []}), ["behind 2: said Anna"], "a tag, too"),
    (put(SPEECH, {3: SPEECH[4], 4: SPEECH[3]}), ["3 moved"], "two lines exchanged: one is out of order"),
    (put(SPEECH, {0: [SPEECH[1], SPEECH[0]], 1: []}), ["1 moved"], "the first two"),
    ([*SPEECH, SPEECH[1]], ["7 repeated"], "a line twice"),
    (put(SPEECH, {2: [SPEECH[2], (B, "“I was born here in the snow.”")]}), ["3 absent"], "words of nobody"),
    (put(SPEECH, {0: (B, SPEECH[0][1])}), ["0 verbatim other"], "against the tag: “said Anna”"),
    (put(SPEECH, {1: (A, SPEECH[1][1])}), ["1 verbatim other"], "against the tag: “Ben Tully said”"),
    (put(SPEECH, {2: (A, SPEECH[2][1])}), ["2 verbatim other"], "the tag holds for the whole turn"),
    (put(SPEECH, {3: (B, SPEECH[3][1])}), [], "no tag stands there: nobody can say"),
    (put(SPEECH, {0: (None, SPEECH[0][1])}), ["0 verbatim other"], "the narrator reads what Anna said"),
    (put(SPEECH, {0: ("Narrator", SPEECH[0][1])}), ["0 verbatim other"], "by that name, too"),
    (put(WHOLE, {2: (B, "“It will snow,”")}), ["2 altered other"], "both at once"),
    ([("ANNA", t) if s == A else (s, t) for s, t in SPEECH], [], "a first name in capitals"),
    ([("Voice 1" if s == A else s, t) for s, t in SPEECH], [], "a name that the novel does not have"),
    ([("Storyteller" if s is None else s, t) for s, t in WHOLE], [], "who reads narration is the narrator"),
    (put(WHOLE, {8: [(A, "..."), WHOLE[8]]}), [], "a line without words"),
    ([], ["behind -1: " + NOVEL[NOVEL.index("It will") : -3]], "nothing at all"),
]


@pytest.mark.parametrize(("lines", "expected", "why"), CASES, ids=[case[-1] for case in CASES])
def test_what_is_wrong_with_a_script(lines: list[Any], expected: list[str], why: str) -> None:
    assert told(lines) == expected, why


def test_words_that_are_spoken_of_are_narration() -> None:
    novel = "Anna Lorne read “The Long Year” and said “we” to nobody. “It will rain,” said Anna.\n"
    assert verify_script([(A, "It will rain")], novel).problems == ()


def test_speech_that_breaks_off_is_speech() -> None:
    novel = "“Come in,” said Anna Lorne.\n\n“I would rather—”\n\n“Come in!” said Anna.\n"
    (missing,) = verify_script([(A, "Come in"), (A, "Come in")], novel).problems
    assert isinstance(missing, LeftOut) and missing.text == "I would rather"


def test_a_tag_says_whose_the_words_are() -> None:
    checks = verify_script(SPEECH, NOVEL).checks
    assert [check.speaker for check in checks] == ["same", "same", "same", None, None, "same", "same"]
    (wrong,) = verify_script(put(SPEECH, {0: (B, SPEECH[0][1])}), NOVEL).problems
    assert not isinstance(wrong, LeftOut) and wrong.attribution is not None
    assert wrong.attribution.mention is not None and wrong.attribution.mention.text == "Anna"


def test_places_are_those_of_the_novel_as_given() -> None:
    marked = "<p>Anna &amp; Ben sat.</p><p>“It <b>will</b> rain,” said Anna Lorne.</p>"
    (check,) = verify_script([(A, "It would rain")], marked)
    assert [marked[span.start : span.end] for span in check.spans] == ["It <b>will</b> rain"]
    (difference,) = check.differences
    assert (difference.words, difference.original, difference.reversed) == ("would", "will", True)
    assert check.text[difference.draft.start : difference.draft.end] == "would"
    assert difference.source is not None
    assert marked[difference.source.start : difference.source.end] == "will"


def test_dash_lines_given_to_the_narrator_are_told() -> None:
    novel = (
        "— Come in, said Anna Lorne.\n\n— I would rather not, said Ben Tully.\n\n— Then stay, said Anna.\n"
    )
    lines = [(None, line) for line in novel.strip().split("\n\n")]
    found = verify_script([*lines, (None, "")], novel)
    assert [check.speaker for check in found] == ["different", "different", "different", None]


def test_an_analysis_stays_as_it_is() -> None:
    analysis = quoteattr.Attributor(genre="fiction").attribute(NOVEL)
    corrected = analysis.reassign(analysis[0], B)
    assert told(SPEECH) == []
    assert verify_script(SPEECH, analysis).problems == ()
    assert verify_script([(B, SPEECH[0][1]), *SPEECH[1:]], corrected).checks[0].verdict == "verbatim"


@pytest.mark.parametrize(
    ("lines", "novel", "message"),
    [
        (["a line"], NOVEL, "must hold \\(speaker, text\\) pairs, not str"),
        ([(A,)], NOVEL, "must hold \\(speaker, text\\) pairs, not tuple"),
        ([(3, "x")], NOVEL, "lines: must be a str, not int"),
        ([(A, None)], NOVEL, "must be a str, not NoneType"),
        (SPEECH, 3, "must be a str or an Analysis"),
        ("text", NOVEL, "lines"),
    ],
)
def test_wrong_arguments(lines: Any, novel: Any, message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        verify_script(lines, novel)


# ------------------------------------------------------------------------------- sixty planted faults

NOVEL_OF_SCENES, ROWS = planted.novel(planted.DOCUMENTS)


@pytest.mark.parametrize("whole", [True, False], ids=["with narration", "speech alone"])
@pytest.mark.parametrize("seed", range(4))
def test_planted_faults_are_found(seed: int, whole: bool) -> None:
    """Three chapters, 60 faults (changed, left out, swapped, against the tag): 57 found, at most 2 false."""
    rows = [row for row in ROWS if whole or row.speaker]
    script, faults = planted.planted(rows, 60, seed)
    found = verify_script([(row.speaker, row.text) for row in script], NOVEL_OF_SCENES)
    assert found.narrated is whole
    missed, false = planted.judged(found, script, faults)
    assert len(faults) == 60
    assert len(faults) - len(missed) >= 57, missed
    assert len(false) <= 2, false


def test_a_script_of_all_words_has_no_problem() -> None:
    found = verify_script([(row.speaker, row.text) for row in ROWS], NOVEL_OF_SCENES)
    assert found.problems == () and found.narrated


# ------------------------------------------------------------------------------------- in any order

WORDS = st.lists(st.integers(0, 6), max_size=40)


@given(WORDS, WORDS)
def test_words_are_laid_along_each_other_in_order(one: list[int], other: list[int]) -> None:
    found = aligned(one, other)
    placed = [place for place in found if place >= 0]
    assert placed == sorted(set(placed))
    assert all(place < 0 or one[n] == other[place] for n, place in enumerate(found))
    assert aligned(one, one) == list(range(len(one)))


LINES = st.lists(
    st.sampled_from([*WHOLE, (B, "“No.”"), (None, ""), (A, "it may it may it may")]), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_any_script_is_told_of(lines: list[tuple[str | None, str]]) -> None:
    analysis = quoteattr.Attributor(genre="fiction").attribute(NOVEL)
    found = verify_script(lines, analysis)
    assert [check.text for check in found] == [text for _, text in lines]
    places = [(span.start, span.end) for check in found for span in check.spans]
    assert len(set(places)) == len(places)  # no place is two lines'
    for check in found:
        assert 0 <= check.score <= 1
        assert check.verdict != "verbatim" or check.score == 1
    assert json.loads(json.dumps(found.to_dict())) == found.to_dict()
    assert found.to_html("t") and list(map(tuple, map(dict.keys, found.to_records()))) == [COLUMNS] * (
        len(found) + len(found.left_out)
    )


# ------------------------------------------------------------------------------------ the command


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("novel.txt").write_text(NOVEL, encoding="utf-8")
    return tmp_path


def write(name: str, lines: list[tuple[str | None, str]]) -> None:
    with open(name, "w", encoding="utf-8", newline="") as stream:
        if name.endswith(".jsonl"):
            stream.writelines(json.dumps({"speaker": s, "text": t}) + "\n" for s, t in lines)
        else:
            csv.writer(stream).writerows([("text", "note", "Speaker"), *((t, "", s) for s, t in lines)])


@pytest.mark.parametrize("name", ["script.jsonl", "script.csv"])
@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "html"])
def test_the_command(files: Path, capsys: pytest.CaptureFixture[str], name: str, form: str) -> None:
    wrong = put(WHOLE, {2: (B, "“It will snow,”"), 7: []})
    command = ["verify", name, "--script", "--against", "novel.txt", "--format", form]
    write(name, WHOLE)
    assert main(command) == 0
    capsys.readouterr()
    write(name, wrong)
    assert main(command) == 1
    out = capsys.readouterr().out
    if form == "jsonl":
        assert json.loads(out) == {"id": name, **verify_script(wrong, NOVEL).to_dict()}
    elif form == "csv":
        rows = list(csv.DictReader(out.splitlines()))
        assert [row["verdict"] for row in rows if row["problem"] == "True"] == ["altered", "left out"]
    else:
        assert "altered, other speaker" in out and "left out" in out and "It is June, Ben" in out


def test_parts_of_a_script_are_one(files: Path) -> None:
    write("1.jsonl", WHOLE[:5])
    write("2.csv", WHOLE[5:])
    Path("3.csv").write_text('Anna,"“Yes, it may.”"\n', encoding="utf-8")  # two columns need no header
    write("2.csv", WHOLE[5:-1])
    assert main(["verify", "1.jsonl", "2.csv", "3.csv", "--script", "--against", "novel.txt"]) == 0


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ('{"speaker": "A"}\n', [], "s.jsonl, line 1: must be an object with speaker"),
        ('{"speaker": 3, "text": "x"}\n', [], "line 1: must be an object with speaker"),
        ('["A", "x"]\n["A"]\n', [], "line 2: must be an object with speaker"),
        ('{"speaker": "A", "text": "x"}\n{"s\n', [], "line 2: is not JSON lines"),
        ("a,b,c\n", [], "line 1: no columns speaker and text"),
        ("", [], "is empty"),
        ("A,x\n", ["--strict"], "--strict: does not go with --script"),
        ("A,x\n", ["--reports"], "--reports: does not go with --script"),
        ("A,x\n", ["--against", "novel.txt", "s.jsonl"], "takes one novel with --script, not 2"),
    ],
)
def test_what_the_command_refuses(
    files: Path, capsys: pytest.CaptureFixture[str], content: str, options: list[str], message: str
) -> None:
    Path("s.jsonl").write_text(content, encoding="utf-8")
    Path("n2.txt").write_text(NOVEL, encoding="utf-8")
    options = ["novel.txt" if one == "s.jsonl" else one for one in options]
    if "--against" in options:
        options[-1] = "n2.txt"
    assert main(["verify", "s.jsonl", "--script", "--against", "novel.txt", *options]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.skipif(not find_spec("jsonschema"), reason="jsonschema is not installed")
def test_the_schema() -> None:
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(schema())
    for lines in (WHOLE, [], put(SPEECH, {0: [], 3: (B, "“It is July, Ben.”")})):
        jsonschema.validate(verify_script(lines, NOVEL).to_dict(), schema())
