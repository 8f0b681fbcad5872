"""Scoring marked texts: readers of gold, the measures, and the command."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cli import printed, run

import corpora
import predict
from quoteattr import Attributor, attribute
from quoteattr.errors import InputFileError
from quoteattr.evaluation import Marked, MarkedText, evaluate, marked, read_brat, read_marked, read_parc
from quoteattr.evaluation.names import same_speaker
from quoteattr.export.jsonl import line
from quoteattr.types import Span

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "“The bridge is safe,” Nora Falk said on Monday. The engineer added that it would open in June.\n\n"
    "Paul Dorn disagrees. He said the piers were “cracked all over”."
)


def at(words: str, text: str = TEXT) -> Span:
    """Where the words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


SAFE, OPEN, PIERS = (
    at("“The bridge is safe,”"),
    at("that it would open in June"),
    at("the piers were “cracked all over”"),
)
PEOPLE = (("Nora Falk", "Falk", "the engineer"), ("Paul Dorn", "Dorn"))
GOLD = MarkedText(
    "bridge",
    TEXT,
    (
        Marked((SAFE,), "direct", (at("said"),), (at("Nora Falk"),), PEOPLE[0]),
        Marked((OPEN,), "indirect", (at("added"),), (at("The engineer"),), PEOPLE[0]),
        Marked((PIERS,), "mixed", (at("said the"),), (at("He"),), PEOPLE[1]),
    ),
    PEOPLE,
)


def of(*quotations: Marked) -> MarkedText:
    return MarkedText("bridge", TEXT, quotations)


# ------------------------------------------------------------------------------------ measures


def test_gold_against_itself_is_perfect() -> None:
    result = evaluate([GOLD], [GOLD])
    for name, gold in {"all": 3, "quoted": 2, "direct": 1, "mixed": 1, "indirect": 1}.items():
        figures = result.rows[name]
        assert (figures.gold, figures.predicted) == (gold, gold), name
        assert figures.exact.f1 == figures.soft.f1 == 1.0, name
        assert figures.with_source is not None and figures.with_source.f1 == 1.0, name
        assert figures.source.rate == figures.speaker.rate == 1.0, name
    assert not result.differences


CASES = [
    # (predicted, differences as (kind, gold, predicted), why)
    ((), [("missed", "direct", ""), ("missed", "indirect", ""), ("missed", "mixed", "")], "nothing found"),
    (
        (GOLD.quotations[0], GOLD.quotations[1], GOLD.quotations[2], Marked((at("on Monday"),), "indirect")),
        [("spurious", "", "indirect")],
        "one too many",
    ),
    (
        (Marked((SAFE,), "direct", (), (at("Nora Falk"),), ("Paul Dorn",)), *GOLD.quotations[1:]),
        [("speaker", "Nora Falk", "Paul Dorn")],
        "the words are right, the speaker is not",
    ),
    (
        (Marked((SAFE,), "direct", (), (at("Monday"),), ("Falk",)), *GOLD.quotations[1:]),
        [("source", "Nora Falk", "Monday")],
        "a bare surname is the speaker; the source is another place",
    ),
    (
        (*GOLD.quotations[:2], Marked((at("“cracked all over”"),), "direct", (), (at("He"),), ("P. Dorn",))),
        [("words", "the piers were “cracked all over”", "“cracked all over”")],
        "half of the words are enough to be found; an initial agrees",
    ),
]


@pytest.mark.parametrize(("predicted", "expected", "why"), CASES, ids=[case[2] for case in CASES])
def test_differences(predicted: tuple[Marked, ...], expected: list[tuple[str, ...]], why: str) -> None:
    found = evaluate([GOLD], [of(*predicted)]).differences
    assert [(one.kind, one.gold, one.predicted) for one in found] == expected, why


def test_soft_scores_count_the_share_of_words() -> None:
    half = Marked((at("the piers were"),), "indirect")
    figures = evaluate([GOLD], [of(half)]).rows["all"]
    assert figures.soft.precision == 1.0
    assert figures.soft.recall == pytest.approx((3 / 6) / 3)
    assert figures.exact.f1 == 0.0


def test_texts_that_cannot_be_compared_are_named_and_count_as_not_found() -> None:
    other = MarkedText("bridge", TEXT.replace("June", "July"), GOLD.quotations)
    result = evaluate(
        [GOLD, MarkedText("second", TEXT, GOLD.quotations)], [other, MarkedText("third", "", ())]
    )
    assert result.other_text == ("bridge",)
    assert result.without_prediction == ("second",)
    assert result.without_gold == ("third",)
    assert (result.rows["all"].gold, result.rows["all"].predicted) == (6, 0)


def test_confidence_is_judged_only_where_speakers_are_named() -> None:
    sure = [Marked(one.content, one.kind, names=one.names[:1], confidence=0.9) for one in GOLD.quotations]
    judged = evaluate([GOLD], [of(*sure)]).confidence
    assert judged is not None
    assert (judged.of, judged.surer_half) == (3, 1.0)
    assert judged.expected_error == pytest.approx(0.1)
    nameless = MarkedText("bridge", TEXT, (Marked((SAFE,), "direct"),))
    assert evaluate([nameless], [of(*sure)]).confidence is None


NAMES = [
    # names, name, the others in the text, same, why
    (("Nora Falk",), "Falk", (), True, "the surname"),
    (("Nora Falk",), "Falk", (("Jon Falk",),), False, "a surname of two people"),
    (("Nora Falk",), "nora  falk", (("Jon Falk",),), True, "case and white space"),
    (("Nora Falk",), "N. Falk", (), True, "an initial"),
    (("Nora Falk",), "Jon Falk", (), False, "another first name"),
    (("William Reed",), "Bill Reed", (), True, "a nickname"),
    (("Mr. Reed",), "Mrs. Reed", (), False, "titles of different genders"),
    (("Mr. Reed",), "Mr Reed", (("Mrs. Reed",),), True, "the same title, without its period"),
    (("Paul Dorn Jr.",), "Dorn", (), True, "a suffix"),
    (("the Ministry of Health",), "Health Ministry", (), True, "an organisation in other words"),
    (("José Díaz",), "Jose Diaz", (), True, "accents"),
    (("Nora Falk",), "", (), False, "nobody"),
]


@pytest.mark.parametrize(("names", "name", "others", "same", "why"), NAMES, ids=[case[4] for case in NAMES])
def test_same_speaker(
    names: tuple[str, ...], name: str, others: tuple[tuple[str, ...], ...], same: bool, why: str
) -> None:
    assert same_speaker(names, name, (names, *others)) is same, why


def test_the_figures_are_those_of_the_scorer_of_the_corpora() -> None:
    gold_file = corpora.SHARED / "data" / "polnear.dev.jsonl"
    if not gold_file.exists():
        pytest.skip("no corpora beside this clone")
    scorer = corpora.load_scorer()
    documents = corpora.read_jsonl(gold_file, 12)
    attributor = Attributor()
    predictions = {d["id"]: predict.predict(d, attributor) for d in documents}
    expected = scorer.score(documents, predictions)["detection"]
    gold = [text for text in read_marked(str(gold_file)) if text.doc_id in predictions]
    rows = evaluate(gold, [marked(attributor.attribute(t.text), t.doc_id) for t in gold]).rows
    for name in ("all", "quoted"):
        for measure in ("exact", "soft"):
            ours = getattr(rows[name], measure).f1
            assert ours == pytest.approx(expected[name][measure]["f1"], abs=0.005), (name, measure)


# ------------------------------------------------------------------------------------- readers

STANDOFF = {
    "relations": """T1\tQuotation {safe}\tx
T2\tCue {said}\tx
T3\tSource {nora}\tx
R1\tHasCue Arg1:T1 Arg2:T2
R2\tHasSource Arg1:T1 Arg2:T3
A1\tKind T1 direct
#1\tAnnotatorNotes T1\tNora Falk
""",
    "relations the other way round": """T1\tdirect {safe}\tx
T2\tSpeaker {nora}\tx
T3\tverb {said}\tx
R1\tsays Arg1:T2 Arg2:T1
R2\tcue_of Arg1:T3 Arg2:T1
#1\tAnnotatorNotes T1\tNora Falk
""",
    "an event": """T1\tCONTENT {safe}\tx
T2\tAttribution {said}\tx
T3\tSource {nora}\tx
E1\tAttribution:T2 Content1:T1 Source1:T3
A1\tKind T1 direct
#1\tAnnotatorNotes T1\tNora Falk
""",
}


@pytest.mark.parametrize("annotations", STANDOFF.values(), ids=STANDOFF)
def test_brat(annotations: str, tmp_path: Path) -> None:
    where = {"safe": SAFE, "said": at("said"), "nora": at("Nora Falk")}
    filled = annotations.format(**{name: f"{span.start} {span.end}" for name, span in where.items()})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "bridge.ann").write_text(filled, encoding="utf-8")
    (read,) = read_brat(str(tmp_path))
    assert (read.doc_id, read.text) == ("in/bridge", TEXT)
    expected = Marked((SAFE,), "direct", (at("said"),), (at("Nora Falk"),), ("Nora Falk",))
    assert read.quotations == (expected,)


BROKEN = [
    ("T1\tQuotation x y\tz\n", "line 1", "no places"),
    ("T1\tQuotation 0 5\tz\nT2\tCue 0 5000\tz\n", "line 2", "behind the end of the text"),
]


@pytest.mark.parametrize(("annotations", "where", "why"), BROKEN, ids=[case[2] for case in BROKEN])
def test_broken_standoff_names_file_and_line(annotations: str, where: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text(annotations, encoding="utf-8")
    with pytest.raises(InputFileError, match=r"a\.ann.*is no standoff") as error:
        list(read_brat(str(tmp_path)))
    assert error.value.line == int(where.removeprefix("line "))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*TEXT.split(" "), "\n\n", "“", "”", "\t", "🙂"]), max_size=40).map(" ".join))
def test_what_is_exported_to_brat_is_read_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Offsets are equal, but for line breaks and tabs, which belong to no annotation."""
    folder = tmp_path_factory.mktemp("brat")
    analysis = attribute(text)
    for ending, content in zip((".txt", ".ann"), analysis.to_brat(), strict=True):
        (folder / f"one{ending}").write_text(content, encoding="utf-8", newline="")
    (read,) = read_brat(str(folder))
    result = evaluate([marked(analysis, "one")], [read])
    assert not result.other_text
    assert not [one for one in result.differences if one.kind in ("missed", "spurious", "words", "source")]


PARC = """<SENTENCES><SENTENCE>
<WORD text="Ann"><attribution id="1"><attributionRole roleValue="source"/></attribution></WORD>
<WORD text="Lee"><attribution id="1"><attributionRole roleValue="source"/></attribution></WORD>
<WORD text="said"><attribution id="1"><attributionRole roleValue="cue"/></attribution></WORD>
<WORD text="it"><attribution id="1"><attributionRole roleValue="content"/></attribution></WORD>
<WORD text="rains"><attribution id="1"><attributionRole roleValue="content"/></attribution></WORD>
<WORD text="."/>
</SENTENCE></SENTENCES>"""


def test_parc(tmp_path: Path) -> None:
    (tmp_path / "rain.xml").write_text(PARC, encoding="utf-8")
    (read,) = read_parc(str(tmp_path))
    text = "Ann Lee said it rains."
    assert (read.doc_id, read.text) == ("rain", text)
    (one,) = read.quotations
    assert (one.content, one.cue) == ((at("it rains", text),), (at("said", text),))
    assert one.source == (at("Ann Lee", text),)


def test_parc_with_its_text_beside_it(tmp_path: Path) -> None:
    text = "Rain:\n  Ann Lee said it rains."
    words = iter(["Ann", "Lee", "said", "it", "rains", "."])
    with_offsets = PARC
    for word in words:
        span = at(word, text)
        with_offsets = with_offsets.replace(
            f'text="{word}"', f'text="{word}" ByteCount="{span.start},{span.end}"'
        )
    (tmp_path / "rain.xml").write_text(with_offsets, encoding="utf-8")
    (tmp_path / "rain.txt").write_text(text, encoding="utf-8")
    (read,) = read_parc(str(tmp_path / "rain.xml"))
    assert (read.text, read.quotations[0].content) == (text, (at("it rains", text),))


TRAPS = [
    ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "document type definition", "entities may be a bomb"),
    ("<SENTENCES/>", "no WORD", "another kind of XML"),
    ("<SENTENCES>", "is no XML", "cut off"),
]


@pytest.mark.parametrize(("xml", "message", "why"), TRAPS, ids=[case[2] for case in TRAPS])
def test_xml_that_is_not_read(xml: str, message: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(xml, encoding="utf-8")
    with pytest.raises(InputFileError, match=message):
        list(read_parc(str(tmp_path)))


# -------------------------------------------------------------------------------------- command


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    gold = {
        "id": "bridge",
        "text": TEXT,
        "people": [{"id": "p1", "name": "Nora Falk"}, {"id": "p2", "name": "Paul Dorn"}],
        "quotes": [
            {"kind": "direct", "spans": [[SAFE.start, SAFE.end]], "speaker": "p1"},
            {"kind": "mixed", "spans": [[PIERS.start, PIERS.end]], "speaker": "p1"},
        ],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    found = line(attribute(TEXT).to_dict(), "bridge")
    (tmp_path / "found.jsonl").write_text(found + "\n", encoding="utf-8")
    return str(tmp_path / "gold.jsonl"), str(tmp_path / "found.jsonl")


def test_the_command_reads_its_own_output_and_analyses_by_itself(files: tuple[str, str]) -> None:
    given_, alone = (printed("evaluate", *words, "--format", "json") for words in (files, files[:1]))
    assert given_ == alone
    found = json.loads(given_)
    assert found["rows"]["quoted"]["gold"] == 2
    assert found["rows"]["quoted"]["exact"]["recall"] == 1.0
    assert found["rows"]["quoted"]["speaker"] == {"right": 1, "of": 2}
    assert found["rows"]["quoted"]["with_source"] is None


def test_every_difference_is_a_row(files: tuple[str, str], tmp_path: Path) -> None:
    target = tmp_path / "errors.csv"
    assert "1 text." in printed("evaluate", *files, "--errors", str(target))
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert [row["kind"] for row in rows] == ["spurious", "speaker"]
    assert (rows[1]["gold"], rows[1]["predicted"]) == ("Nora Falk", "Paul Dorn")
    assert TEXT[int(rows[1]["start"]) : int(rows[1]["end"])] == rows[1]["text"]


def test_nothing_of_the_users_is_overwritten(files: tuple[str, str], tmp_path: Path) -> None:
    before = Path(files[0]).read_bytes()
    for words in (
        (*files, "--output", files[0], "--force"),
        (*files, "--errors", files[1], "--force"),
        (*files, "--errors", str(tmp_path / "x"), "--output", str(tmp_path / "x")),
    ):
        assert run("evaluate", *words).returncode == 2
    assert Path(files[0]).read_bytes() == before


def test_what_is_missing_is_said(files: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text(
        line(attribute("It rains.").to_dict(), "rain") + "\n", encoding="utf-8"
    )
    done = run("evaluate", files[0], tmp_path / "other.jsonl")
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "quoteattr: 1 without prediction: nothing was found in them (bridge)",
        "quoteattr: 1 predicted, but not in the gold: passed over (rain)",
    ]
