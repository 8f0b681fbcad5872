"""quoteattr evaluate: readers of what people mark, the figures, and what is told about what does not fit."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from drawn import BREAKS, analyses
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr import Analysis, Span, attribute
from quoteattr.cli import main
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.evaluation import (
    MarkedPerson,
    MarkedQuotation,
    MarkedText,
    evaluate,
    read_brat,
    read_gold,
    read_parc,
    read_predictions,
    units,
)
from quoteattr.evaluation.names import Names
from quoteattr.export.characters import encodable
from tools import corpora
from tools.checks import measures
from tools.scoreboard import figures

EXAMPLE = corpora.ROOT / "examples" / "harbour.txt"
TEXT = "“The quay is wet,” Ada Quist said. She added that it would dry. Nobody answered."


def span(piece: str, text: str = TEXT) -> Span:
    return Span(text.index(piece), text.index(piece) + len(piece))


def place(piece: str) -> str:
    return f"{span(piece).start} {span(piece).end}"


def spans(*pieces: str) -> tuple[Span, ...]:
    return tuple(map(span, pieces))


def brat(folder: Path, ann: str, text: str = TEXT, name: str = "quay") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes(ann.encode())
    return folder


# ------------------------------------------------------------------------------------------------- brat

DIRECT, INDIRECT = "“The quay is wet,”", "that it would dry"
T1 = f"{place(DIRECT)}\t{DIRECT}\n"
T2 = f"{place('Ada Quist')}\tAda Quist\n"
T3 = f"{place('said')}\tsaid\n"
WHOLE = MarkedQuotation(spans(DIRECT), None, spans("said"), spans("Ada Quist"))

BRAT: dict[str, tuple[str, list[MarkedQuotation]]] = {
    "relations from the content, whatever their names": (
        f"T1\tContent {T1}T2\tSource {T2}T3\tCue {T3}R1\tfoo Arg1:T1 Arg2:T2\nR2\tbar Arg1:T3 Arg2:T1\n",
        [WHOLE],
    ),
    "relations from the cue": (
        f"T1\tContent {T1}T2\tSource {T2}T3\tCue {T3}R1\tx Arg1:T3 Arg2:T2\nR2\tx Arg1:T3 Arg2:T1\n",
        [WHOLE],
    ),
    "an event: its trigger is the cue": (
        f"T1\tContent {T1}T2\tSource {T2}T3\tAttribution {T3}E1\tAttribution:T3 Content:T1 Source:T2\n",
        [WHOLE],
    ),
    "names of arguments give roles to types that have none": (
        f"T1\tClaim {T1}T2\tPerson {T2}T3\tSay {T3}E1\tSay:T3 Content:T1 Source:T2\n",
        [WHOLE],
    ),
    "the name of a relation, too": (
        f"T1\tQuote {T1}T2\tPerson {T2}R1\tSpeaker Arg1:T1 Arg2:T2\n",
        [MarkedQuotation(spans(DIRECT), None, (), spans("Ada Quist"))],
    ),
    "two contents of one event are one quotation": (
        f"T1\tContent {place('The quay')}\tThe quay\nT2\tContent {place('it would dry')}\tit would dry\n"
        f"T3\tCue {T3}E1\tCue:T3 Content:T1 Content2:T2\n",
        [MarkedQuotation(spans("The quay", "it would dry"), None, spans("said"))],
    ),
    "fragments": (
        f"T1\tQuote {place('The')};{place('wet')}\tThe wet\n",
        [MarkedQuotation(spans("The", "wet"))],
    ),
    "kinds: an attribute, a type": (
        f"T1\tQuote {T1}A1\tType T1 Direct\nT2\tindirect_speech {place(INDIRECT)}\t{INDIRECT}\n",
        [MarkedQuotation(spans(DIRECT), "direct"), MarkedQuotation(spans(INDIRECT), "indirect")],
    ),
    "a note on another type is only a note": (
        f"T1\tQuote {T1}#1\tAnnotatorNotes T1\tcheck this again\n*\tEquiv T1 T1\nN1\tReference T1 Q:1\tx\n",
        [MarkedQuotation(spans(DIRECT))],
    ),
    "nothing marked": ("", []),
}


@pytest.mark.parametrize(("ann", "expected"), BRAT.values(), ids=BRAT)
def test_brat_as_people_mark_it(tmp_path: Path, ann: str, expected: list[MarkedQuotation]) -> None:
    (text,) = read_brat(brat(tmp_path, ann))
    assert (text.id, text.text, list(text.quotations)) == ("quay", TEXT, expected)


def test_fragments_that_line_breaks_part_are_one_span(tmp_path: Path) -> None:
    ann = "T1\tQuote 0 3;5 8;9 12\tOne two end\n"
    (text,) = read_brat(brat(tmp_path, ann, "One\n\ntwo end"))
    assert text.quotations == (MarkedQuotation((Span(0, 8), Span(9, 12))),)


def test_names_of_types_can_be_given(tmp_path: Path) -> None:
    folder = brat(tmp_path, f"T1\tClaim_1 {T1}")
    with pytest.raises(InputFileError, match=r"the types are Claim_1 .*--type NAME=content"):
        read_brat(folder)
    assert read_brat(folder, {"claim": "direct"})[0].quotations == (MarkedQuotation(spans(DIRECT), "direct"),)
    with pytest.raises(ArgumentError, match="'claim' must be one of content"):
        read_brat(folder, {"claim": "words"})


@pytest.mark.parametrize(
    ("ann", "message"),
    [
        ("T1\tQuote 0 900\tx\n", r"line 1: is not brat standoff: 0 900 in a text of"),
        ("\nT1\tQuote 4 4\tx\n", r"line 2: .*4 4"),
        ("T1\tQuote zero\tx\n", "'zero' is no place"),
        ("T1\n", "is not brat"),
        ("R1\tHasCue\n", "is not brat"),
    ],
)
def test_what_is_not_brat_is_refused_with_its_line(tmp_path: Path, ann: str, message: str) -> None:
    with pytest.raises(InputFileError, match=message):
        read_brat(brat(tmp_path, ann))


def test_a_file_of_a_pair_that_is_missing_is_named(tmp_path: Path) -> None:
    folder = brat(tmp_path, "")
    (folder / "lone.txt").write_text("x")
    with pytest.raises(InputFileError, match=r"lone\.txt: has no \.ann"):
        read_brat(folder)
    (folder / "lone.txt").rename(folder / "gone.ann")
    with pytest.raises(InputFileError, match=r"gone\.txt: No such file"):
        read_brat(folder)


def held(text: str, stretches: Iterable[Span]) -> tuple[int, ...]:
    """The characters that an annotation may hold."""
    return tuple(sorted({i for s in stretches for i in range(s.start, s.end) if text[i] not in BREAKS}))


@settings(max_examples=150)
@given(analysis=analyses())
def test_what_we_write_as_brat_reads_back_equal(
    tmp_path_factory: pytest.TempPathFactory, analysis: Analysis
) -> None:
    """Any text, spans anywhere: the same offsets, kinds and names; spans whole again behind a line break."""
    folder = tmp_path_factory.mktemp("brat")
    txt, ann = analysis.to_brat()
    (folder / "a.txt").write_bytes(txt.encode())
    (folder / "a.ann").write_bytes(ann.encode())
    (read,) = read_brat(folder)
    text = analysis.text
    assert read.text == encodable(text)
    expected, whole = Counter[Any](), Counter[Any]()
    for one in analysis:
        if characters := held(text, one.quotation.spans):
            name = encodable(" ".join(one.speaker.name.split())).strip() if one.speaker else None
            cue, source = (held(text, [x.span]) if x else () for x in (one.cue, one.mention))
            expected[characters, one.quotation.kind, cue, source, name or None] += 1
            whole[tuple(s for s in one.quotation.spans if s.start < s.end)] += 1
    found = Counter(
        (held(text, q.spans), q.kind, held(text, q.cue), held(text, q.source), q.speaker)
        for q in read.quotations
    )
    assert found == expected
    if not set(text) & set(BREAKS):
        assert Counter(q.spans for q in read.quotations) == whole


# ------------------------------------------------------------------------------------------------- PARC


def word(text: str, place: str = "", *parts: str) -> str:
    """<WORD> with its place and parts such as "a1 cue"."""
    marks = "".join(
        f'<attribution id="{p.split()[0]}"><attributionRole roleValue="{p.split()[1]}"/></attribution>'
        for p in parts
    )
    return f'<WORD text="{text}"{place and f""" ByteCount="{place}" """}>{marks}</WORD>'


def parc(folder: Path, *sentences: str, text: str | None = None) -> Path:
    body = "".join(f"<SENTENCE>{sentence}</SENTENCE>" for sentence in sentences)
    (folder / "doc.xml").write_text(f'<?xml version="1.0"?><root>{body}</root>', encoding="utf-8")
    if text is not None:
        (folder / "doc.txt").write_bytes(text.encode())
    return folder


def pieces(text: MarkedText) -> list[tuple[list[str], list[str], list[str]]]:
    """Content, source and cue of each quotation, as they stand in the text."""
    whole = text.text or ""
    return [
        tuple([whole[s.start : s.end] for s in part] for part in (q.spans, q.source, q.cue))  # type: ignore[misc]
        for q in text.quotations
    ]


SAID = ("Ada", "a1 source"), ("said", "a1 cue"), ("it", "a1 content"), ("rained", "a1 content")
PLACES = ("2,5", "6,10", "11,13", "14,20")
WET = word("Wet", "22,25") + word(".", "25,26")


def sentence(places: Iterable[str] = PLACES) -> str:
    return "".join(word(text, at, part) for (text, part), at in zip(SAID, places, strict=True))


@pytest.mark.parametrize(
    ("sentences", "given_text", "expected_text"),
    [
        pytest.param((sentence(), WET), None, "  Ada said it rained\n\nWet.", id="places in characters"),
        pytest.param((sentence([""] * 4), WET), None, "Ada said it rained\nWet .", id="no places"),
        pytest.param((sentence(["0,1"] * 4),), None, "Ada said it rained", id="places that do not fit"),
        pytest.param((sentence(),), "é Ada said it rained", None, id="the text beside; characters"),
        pytest.param(
            (sentence(["3,6", "7,11", "12,14", "15,21"]),), "é Ada said it rained", None, id="bytes"
        ),
        pytest.param((sentence([""] * 4),), "Ada  said\nit rained.", None, id="the text beside; no places"),
    ],
)
def test_words_stand_where_the_file_says(
    tmp_path: Path, sentences: tuple[str, ...], given_text: str | None, expected_text: str | None
) -> None:
    (read,) = read_parc(parc(tmp_path, *sentences, text=given_text))
    assert read.text == (given_text or expected_text)
    assert pieces(read) == [(["it rained"], ["Ada"], ["said"])]


def test_attributions_may_nest_and_be_interrupted(tmp_path: Path) -> None:
    body = (
        word("It", "", "a1 content") + word("rained", "", "a1 content") + word(",", "")
        + word("Ada", "", "a1 source", "a2 content") + word("said", "", "a1 cue", "a2 content")
        + word("hard", "", "a1 content") + word("Bo", "", "a2 source") + word("Silent", "", "a3 source")
    )  # fmt: skip
    (read,) = read_parc(parc(tmp_path, body))
    assert pieces(read) == [
        (["It rained", "hard"], ["Ada"], ["said"]),
        (["Ada said"], ["Bo"], []),  # and a3, without content, is no quotation
    ]


def test_marks_as_the_treebank_writes_them_are_found_in_the_text(tmp_path: Path) -> None:
    body = word("``") + word("Wet", "", "a content") + word("-LRB-") + word("!") + word("-RRB-") + word("''")
    text = "“Wet (!)”"
    (read,) = read_parc(parc(tmp_path, body, text=text))
    assert (read.text, pieces(read)) == (text, [(["Wet"], [], [])])


def test_words_may_stand_inside_their_elements(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        '<d xmlns="urn:x"><word start="0" end="3">Wet<attribution id="1">'
        '<attributionRole roleValue="content"/></attribution></word></d>'
    )
    assert [(t.text, pieces(t)) for t in read_gold(tmp_path / "a.xml")] == [("Wet", [(["Wet"], [], [])])]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<r><WORD text="x">&b;</WORD></r>'
)


@pytest.mark.parametrize(
    ("content", "text", "message"),
    [
        (BOMB, None, r"line 1: has a document type"),
        ('<!DOCTYPE r SYSTEM "file:///etc/hostname"><r><WORD text="x"/></r>', None, "has a document type"),
        ("<r><WORD text='x'>", None, "is not XML"),
        ("<r/>", None, "has no <WORD>"),
        ("<r><WORD text='rain'/></r>", "Sun.", r"word 1, 'rain', is not in the text, which has 'Sun\.'"),
    ],
)
def test_what_is_not_parc_is_refused(tmp_path: Path, content: str, text: str | None, message: str) -> None:
    (tmp_path / "a.xml").write_text(content)
    if text is not None:
        (tmp_path / "a.txt").write_text(text)
    with pytest.raises(InputFileError, match=message):
        read_parc(tmp_path)


def test_a_document_type_is_refused_in_every_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(BOMB.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"))
    with pytest.raises(InputFileError, match="has a document type"):
        read_parc(tmp_path)


HOSTILE_XML = [
    ("<r>" + word("Wet", "6000000000,6000000003") + "</r>", "a text of 6000000003", "6 GB of blanks"),
    ("<r>" + word("Wet", "0,3") + word("now", "4,7") * 40 + word("!", "900000,900001") + "</r>",
     None, "places that overlap are none, however far they go"),
    ("<r>" + word("Wet", f"{'1' * 5_000},{'2' * 5_000}") + "</r>", None, "5,000 digits are no place"),
    (f'<r><WORD text="Wet" start="{"9" * 5_000}" end="5"/></r>', None, "nor are they in start and end"),
    ("<a>" * 50_000 + "</a>" * 50_000, "has no <WORD>", "nested deeply"),
    ("<r><WORD>" + "x\n" * 300_000 + "</WORD></r>", None, "a word of many lines"),
    ("<r><WORD text='Wet'/>&ha;</r>", "line 1: is not XML: undefined entity", "an entity of nobody"),
    ('<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]><r/>', "document type", "a file's"),
    ('<?xml version="1.0" encoding="foo"?><r/>', "unknown encoding .*'foo'", "no encoding"),
    ('<?xml version="1.0" encoding="hex"?><r/>', "unknown encoding .*'hex'", "no encoding of texts"),
    ('<?xml version="1.0" encoding="utf-32"?><r/>', "is not utf-32", "not what it says"),
    ('<?xml version="1.0" encoding="idna"?><r/>', "unknown encoding .*'idna'", "made for names of hosts"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message", "why"), HOSTILE_XML, ids=[row[2] for row in HOSTILE_XML])
def test_hostile_xml_costs_no_more_than_its_size(
    tmp_path: Path, content: str, message: str | None, why: str
) -> None:
    (tmp_path / "a.xml").write_text(content)
    if message is None:
        (read,) = read_parc(tmp_path / "a.xml")
        assert len(read.text or "") <= len(content)
    else:
        with pytest.raises(InputFileError, match=message):
            read_parc(tmp_path / "a.xml")


def test_a_place_that_holds_the_whole_text_is_looked_at_once_a_word(tmp_path: Path) -> None:
    many = 20_000
    (tmp_path / "a.xml").write_text("<r>" + word("ab", f"0,{3 * many}") * many + "</r>")
    (tmp_path / "a.txt").write_text("ab " * many)
    assert len(read_parc(tmp_path / "a.xml")[0].text or "") == 3 * many


@pytest.mark.parametrize("encoding", ["shift_jis", "utf-7", "cp1251", "utf-8", "euc_jp", "utf-16"])
def test_xml_in_the_encoding_that_it_declares(tmp_path: Path, encoding: str) -> None:
    """The parser knows few itself."""
    said = "Дождь" if encoding == "cp1251" else "雨が"
    body = f'<?xml version="1.0" encoding="{encoding}"?><r>{word(said, "", "a content")}</r>'
    (tmp_path / "a.xml").write_bytes(body.encode(encoding))
    (read,) = read_parc(tmp_path / "a.xml")
    assert (read.text, pieces(read)) == (said, [([said], [], [])])


def test_an_event_of_many_arguments_is_read(tmp_path: Path) -> None:
    """Each is joined to all others: no pairs are made of them."""
    many = 20_000
    lines = ["T0\tQuotation 0 3\tWet", *(f"T{n}\tSource 4 7\tAda" for n in range(1, many))]
    event = "E1\tQuotation:T0 " + " ".join(f"s:T{n}" for n in range(1, many))
    (tmp_path / "a.ann").write_text("\n".join([*lines, event]))
    (tmp_path / "a.txt").write_text("Wet Ada")
    ((quotation,),) = (text.quotations for text in read_brat(tmp_path / "a.ann"))
    assert set(quotation.source) == {Span(4, 7)}


# ------------------------------------------------------------------------------------------------ JSON


@pytest.mark.parametrize(
    "confidence", ["5", "-0.1", "NaN", "Infinity", "1e400", "1" + "0" * 400, "true", '"1"']
)
@pytest.mark.parametrize("ours", [False, True], ids=["plain", "an analysis"])
def test_a_confidence_is_a_number_from_0_to_1(tmp_path: Path, confidence: str, ours: bool) -> None:
    """Anything else once gave a "calibration error 400.0"."""
    document: dict[str, Any] = {"id": "a", "text": "x", "quotes": [{"spans": [[0, 1]], "confidence": 0.125}]}
    if ours:
        document = {"id": "a", **attribute("“Wet,” Ada Holm said.").to_dict()}
        document["attributions"][0]["confidence"] = 0.125
    (tmp_path / "a.jsonl").write_text(json.dumps(document).replace("0.125", confidence))
    with pytest.raises(InputFileError, match=r"a\.jsonl, line 1: .*(confidence|is no number of JSON)"):
        read_predictions(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nonsense", "line 1: is not JSON lines"),
        ('{"id": "a", "text": "x"}', "has no 'quotes'"),
        ('{"id": "a", "text": "x", "quotes": [{"kind": "direct"}]}', "has no 'spans'"),
        ('{"id": "a", "text": "x", "quotes": [{"spans": [[0, 2]]}]}', "leaves the text of 1 characters"),
        ('{"id": "a", "text": "x", "quotes": [{"spans": [[1, 0]]}]}', "start <= end"),
        ('{"id": "a", "text": "x", "quotes": [{"spans": [[0, 1]], "kind": "odd"}]}', "kind: must be one of"),
        ('{"id": "a", "text": "x", "genre": "poem", "quotes": []}', "genre must be"),
        ('{"id": "a", "quotes": []}', "'a' has no text, which gold needs"),
        ('{"attributions": []}', "is no analysis of quoteattr"),
        ("[1]", "is no document"),
        ("", "holds no document"),
    ],
)
def test_lines_that_are_no_gold_are_refused(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(line)
    with pytest.raises(InputFileError, match=message):
        read_gold(file)


# --------------------------------------------------------------------------------------------- figures

FIRST, SECOND = spans(DIRECT)[0], spans(INDIRECT)[0]
PEOPLE = (MarkedPerson("p1", "Ada Quist", ("Quist",)), MarkedPerson("p2", "Bo Lind"))
GOLD = MarkedText(
    "quay",
    TEXT,
    (
        MarkedQuotation((FIRST,), "direct", source=spans("Ada Quist"), speaker="p1"),
        MarkedQuotation((SECOND,), "indirect", source=spans("She"), speaker="p1"),
    ),
    PEOPLE,
)


def says(*quotations: MarkedQuotation, text: str | None = TEXT, id: str = "quay") -> MarkedText:
    return MarkedText(id, text, quotations)


def marked(where: Span | str, source: str = "", speaker: str | None = None, **more: Any) -> MarkedQuotation:
    place = span(where) if isinstance(where, str) else where
    return MarkedQuotation((place,), source=spans(source) if source else (), speaker=speaker, **more)


def test_the_right_answers_get_every_point() -> None:
    found = evaluate([GOLD], [GOLD])
    for kind, count in [("all", 2), ("quoted", 1), ("direct", 1), ("mixed", 0), ("indirect", 1)]:
        row = found.row(kind)
        assert (row.gold, row.predicted, row.found) == (count, count, count)
        best = 1.0 if count else 0.0
        assert row.sourced is not None
        assert {row.soft.f1, row.exact.f1, row.sourced.f1} == {best}
        assert row.speaker_accuracy == (1.0 if count else None)
    assert (found.problems, found.mistakes, found.left_out, found.calibration) == ((), (), 0, None)


def test_figures_counted_by_hand() -> None:
    """Three words of four of either, the second by another; and one that nobody marked."""
    found = evaluate(
        [GOLD],
        [
            says(
                marked("The quay is", "Quist", "Quist", confidence=0.9),
                marked("it would dry.", "Nobody", "Bo Lind", confidence=0.8),
                marked("Nobody answered", confidence=0.3),
            )
        ],
    )
    row = found.row("all")
    assert row.soft.precision == pytest.approx((3 / 3 + 3 / 3 + 0) / 3)
    assert row.soft.recall == pytest.approx((3 / 4 + 3 / 4) / 2)
    assert (row.exact.precision, row.exact.recall) == (0, 0)
    assert row.sourced is not None
    assert (row.sourced.precision, row.sourced.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 2))
    assert (row.speakers, row.speaker_accuracy) == (2, 0.5)
    # right: the first alone; ten groups of at most one prediction, so the error is the mean distance
    assert found.calibration is not None
    assert (found.calibration.judged, found.calibration.right) == (3, "words and speaker")
    assert found.calibration.expected_error == pytest.approx((0.1 + 0.8 + 0.3) / 3)
    assert found.calibration.surer_half == pytest.approx(1 / 2)
    assert [(m.error, m.kind) for m in found.mistakes] == [
        ("wrong-speaker", "indirect"),
        ("spurious", "indirect"),
    ]


@pytest.mark.parametrize(
    ("where", "exact", "why"),
    [
        ("The quay is wet", True, "marks and punctuation at the ends make no difference"),
        ("“The quay is wet,” Ada", False, "a word more does"),
        ("he quay is wet", False, "half a word does"),
    ],
)
def test_exact(where: str, exact: bool, why: str) -> None:
    assert evaluate([GOLD], [says(marked(where))]).row("direct").exact.recall == exact, why


def test_a_copy_of_an_answer_earns_nothing() -> None:
    row = evaluate([GOLD], [says(marked(FIRST), marked(FIRST))]).row("direct")
    assert (row.soft.precision, row.exact.precision, row.exact.recall) == (0.5, 0.5, 1.0)


def test_an_answer_that_holds_two_quotations_is_matched_with_one() -> None:
    found = evaluate([GOLD], [says(marked(Span(0, SECOND.end)))])
    row = found.row("all")
    assert (row.found, row.soft.recall, row.soft.precision) == (1, 1 / 2, 4 / 13)
    assert [(m.error, m.kind) for m in found.mistakes] == [
        ("wrong-speaker", "direct"),
        ("missed", "indirect"),
    ]


def test_less_than_half_the_words_is_not_found() -> None:
    found = evaluate([GOLD], [says(marked("quay", "Ada Quist", "Ada Quist", confidence=1.0))])
    row = found.row("direct")
    assert row.sourced is not None and found.calibration is not None
    assert (row.found, row.soft.recall, row.sourced.recall, row.speaker_accuracy) == (0, 0.25, 0, 0)
    assert found.calibration.surer_half == 0
    assert [m.error for m in found.mistakes] == ["partial", "missed"]


@pytest.mark.parametrize(
    ("source", "predicted", "agree"),
    [
        ("The mayor", "mayor", True),
        ("The mayor", "The", False),  # a determiner in common is nothing
        ("The", "The mayor", True),  # all that gold has
        ("The mayor", "she", False),
        ("The mayor", "", False),
        ("", "", True),
        ("", "she", False),
    ],
)
def test_sources_share_a_word(source: str, predicted: str, agree: bool) -> None:
    text = "The mayor said it rained, but she left."

    def said(source: str) -> MarkedText:
        places = (span(source, text),) if source else ()
        quotation = MarkedQuotation((span("it rained", text),), source=places)
        # another, that both have, so that gold marks sources at all
        other = MarkedQuotation((span("left", text),), source=(span("she", text),))
        return MarkedText("x", text, (quotation, other))

    row = evaluate([said(source)], [said(predicted)]).row("all")
    assert row.sourced is not None
    assert row.sourced.recall == (1.0 if agree else 0.5)


def test_calibration_asks_for_the_words_alone_where_gold_names_nobody() -> None:
    gold = MarkedText("quay", TEXT, (marked(FIRST),))
    told = evaluate([gold], [says(marked(FIRST, confidence=0.75))]).calibration
    assert told is not None
    assert (told.right, told.expected_error, told.surer_half) == ("words", 0.25, 1.0)


def test_fiction_counts_spans_and_asks_who_says_most_letters() -> None:
    two = MarkedQuotation(spans("The quay is wet", "it would dry"), "direct", speaker="p1")
    gold = MarkedText("quay", TEXT, (two,), PEOPLE, genre="fiction", quoted_only=True)
    row = evaluate([gold], [says(marked("The quay is wet", speaker="Quist"))]).row("all")
    assert (row.gold, row.found, row.exact.recall, row.speaker_accuracy) == (2, 1, 0.5, 1.0)
    found = evaluate([gold], [says(marked("The quay is wet", speaker="Bo Lind"), marked("Nobody answered"))])
    assert (found.row("all").speaker_accuracy, found.left_out, found.row("all").predicted) == (0.0, 1, 1)


def test_predictions_where_nobody_marked_are_left_out() -> None:
    gold = MarkedText("quay", TEXT, GOLD.quotations, PEOPLE, ignored=spans("Nobody answered."))
    found = evaluate([gold], [says(marked("Nobody answered"))])
    assert (found.left_out, found.row("all").predicted) == (1, 0)


NAMES: list[tuple[tuple[MarkedPerson, ...], str, str | None, bool]] = [
    (PEOPLE, "p1", "Ada Quist", True),
    (PEOPLE, "p1", "the Mayor Ada Quist", True),
    (PEOPLE, "p1", "Ada", False),  # a form that the list does not have
    (PEOPLE, "p1", None, False),
    (PEOPLE, "p2", "Quist", False),
    ((MarkedPerson("a", "Mr. Moor"), MarkedPerson("b", "Mrs. Moor")), "a", "Mr Moor", True),
    ((MarkedPerson("a", "Mr. Moor"), MarkedPerson("b", "Mrs. Moor")), "b", "Mr Moor", False),
    ((MarkedPerson("a", "Mr. Moor"), MarkedPerson("b", "Mrs. Moor")), "b", "Miss Moor", False),
    ((MarkedPerson("a", "Moor"), MarkedPerson("b", "Mrs. Moor")), "a", "Moor", True),
    ((MarkedPerson("a", "Moor"), MarkedPerson("b", "Mrs. Moor")), "b", "Moor", False),  # the bare name is a's
    ((), "Joseph Moor", "Moor", True),
    ((), "Joseph Moor", "Joe Moor", True),
    ((), "Joseph Moor", "J. Moor", True),
    ((), "Joseph Moor", "Ann Moor", False),
    ((), "Joseph Moor", "Joseph Moor Jr.", False),
    ((), "Joseph Moor", "Joseph", False),
]


@pytest.mark.parametrize(("people", "speaker", "name", "right"), NAMES)
def test_who_is_meant(people: tuple[MarkedPerson, ...], speaker: str, name: str | None, right: bool) -> None:
    assert Names.of(MarkedText("x", "", (), people)).right(speaker, name) == right


# -------------------------------------------------------------------------------------------- documents


def test_documents_that_do_not_fit_are_told_and_counted() -> None:
    other = MarkedText("rain", "It rained, Bo said.", (MarkedQuotation((Span(0, 9),)),))
    changed = says(*GOLD.quotations, text=TEXT.replace("quay", "pier"))
    found = evaluate([GOLD, other], [changed, says(id="snow")])
    assert [(p.kind, p.doc_id) for p in found.problems] == [
        ("extra", "snow"),
        ("different-text", "quay"),
        ("missing", "rain"),
    ]
    assert "from character 5 on: 'quay is wet,'" in found.problems[1].message
    assert (found.row("all").gold, found.row("all").predicted, found.row("all").soft.f1) == (3, 0, 0.0)
    assert [m.error for m in found.mistakes] == ["missed"] * 3


@pytest.mark.parametrize(
    ("gold", "prediction", "pairs"),
    [
        ("quay", "texts/quay.txt", True),
        ("a/quay.xml", "quay", True),
        ("quay", "quay", True),
        ("quay", "quay.v2", False),
    ],
)
def test_ids_pair_without_folders_and_endings(gold: str, prediction: str, pairs: bool) -> None:
    found = evaluate([MarkedText(gold, TEXT, ())], [says(id=prediction)])
    assert [p.kind for p in found.problems] == ([] if pairs else ["extra", "missing"])


def test_an_ending_that_two_texts_share_pairs_neither() -> None:
    found = evaluate([MarkedText("quay", TEXT, ())], [says(id="a/quay.txt"), says(id="b/quay.txt")])
    assert [p.kind for p in found.problems] == ["extra", "extra", "missing"]


def test_space_at_the_end_of_a_text_is_no_difference() -> None:
    assert evaluate([GOLD], [says(text=TEXT + "\n")]).problems == ()


def test_spans_outside_the_text_are_told() -> None:
    (problem,) = evaluate([GOLD], [says(marked(Span(0, 9999)), text=None)]).problems
    assert (problem.kind, problem.doc_id) == ("unreadable", "quay")


def test_gold_without_a_word_is_told() -> None:
    gold = MarkedText("quay", TEXT, (marked(Span(17, 18)), *GOLD.quotations), PEOPLE)
    (problem,) = evaluate([gold], [GOLD]).problems
    assert problem.kind == "unreadable" and "1 gold quotations hold no word" in problem.message


def test_two_texts_with_one_id_and_gold_without_text_are_refused() -> None:
    with pytest.raises(ArgumentError, match="predictions: two texts have the id 'quay'"):
        evaluate([GOLD], [says(), says()])
    with pytest.raises(ArgumentError, match="gold: 'quay' has no text"):
        evaluate([says(text=None)], [])


# ------------------------------------------------------------------------------------------ the command


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """What the library finds in an example, as brat."""
    folder = tmp_path / "gold"
    assert main([str(EXAMPLE), "--format", "brat", "--output", f"{folder}/"]) == 0
    return folder


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main(["evaluate", *map(str, arguments)])
    out, err = capsys.readouterr()
    return status, out, err


def test_each_output_of_ours_is_read_as_predictions(
    tmp_path: Path, gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, corpus, again = tmp_path / "said.jsonl", tmp_path / "corpus", tmp_path / "again"
    utf16 = tmp_path / "utf16.jsonl"
    assert main([str(EXAMPLE), "--format", "jsonl", "--output", str(lines)]) == 0
    assert main([str(EXAMPLE), "--format", "jsonl", "--offsets", "utf16", "--output", str(utf16)]) == 0
    assert main(["corpus", str(EXAMPLE), "--output", str(corpus), "--workers", "1"]) == 0
    assert main([str(EXAMPLE), "--format", "brat", "--output", f"{again}/"]) == 0
    capsys.readouterr()
    for predictions in ([lines], [utf16], [corpus], [again], []):
        status, out, err = printed(capsys, gold, *predictions, "--format", "json")
        found = json.loads(out)
        assert (status, err, found["problems"]) == (0, "", []), predictions
        (row,) = (row for row in found["rows"] if row["kind"] == "all")
        assert row["gold"] == len(attribute(EXAMPLE.read_text(encoding="utf-8")))
        figures = (row["soft"]["f1"], row["exact"]["f1"], row["sourced"]["f1"], row["speaker_accuracy"])
        assert figures == (1, 1, 1, 1), predictions


def test_a_table_and_every_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One right; one by another, one that nobody said, one missed; a text that a spreadsheet would run."""
    text = "“Wet,” Ada Quist said. “Dry,” Ada Quist said. “=Odd,” Ada Quist said. Bo denied that it rained."
    formula, dry, wet = (span(piece, text) for piece in ("=Odd", "Dry", "Wet"))
    denied = span("that it rained", text)
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    mistakes = tmp_path / "mistakes.csv"

    def line(*quotes: tuple[Span, str]) -> str:
        told = [{"spans": [[s.start, s.end]], "kind": "direct", "speaker": name} for s, name in quotes]
        return json.dumps({"id": "doc", "text": text, "quotes": told}) + "\n"

    gold.write_text(line((wet, "Ada Quist"), (dry, "Ada Quist"), (formula, "Ada Quist")))
    predicted.write_text(line((wet, "Quist"), (dry, "Bo Lind"), (denied, "Bo")))
    status, out, err = printed(capsys, gold, predicted, "--errors", mistakes)
    assert (status, err) == (0, "")
    assert "Mistakes: 1 wrong-speaker, 1 missed, 1 spurious." in out
    (row,) = (line.split() for line in out.splitlines() if line.startswith("direct"))
    assert row == [
        "direct",
        "3",
        "2",
        "100.0",
        "66.7",
        "80.0",
        "100.0",
        "66.7",
        "80.0",
        "–",
        "–",
        "–",
        "33.3",
    ]
    rows = list(csv.DictReader(io.StringIO(mistakes.read_text(encoding="utf-8"))))
    columns = ("error", "gold_spans", "gold_text", "gold_speaker", "predicted_text", "predicted_speaker")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("wrong-speaker", f"[[{dry.start}, {dry.end}]]", "Dry", "Ada Quist", "Dry", "Bo Lind"),
        ("missed", f"[[{formula.start}, {formula.end}]]", "'=Odd", "Ada Quist", "", ""),
        ("spurious", "", "", "", "that it rained", "Bo"),
    ]


def test_what_does_not_fit_is_told_on_standard_error(
    tmp_path: Path, gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    predictions = tmp_path / "predictions.jsonl"
    predictions.write_text("".join(f'{{"id": "other {n}", "quotes": []}}\n' for n in range(30)))
    status, out, err = printed(capsys, gold, predictions)
    assert status == 0 and "Do not fit: 30 extra, 1 missing." in out
    assert len(err.splitlines()) == 21 and "11 more do not fit; --format json lists all" in err
    problems = json.loads(printed(capsys, gold, predictions, "--format", "json")[1])["problems"]
    assert len(problems) == 31
    assert problems[-1]["kind"] == "missing" and problems[-1]["doc_id"] == "harbour"


def test_files_are_checked_before_any_work(
    tmp_path: Path, gold: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    cases = [
        ([tmp_path / "nowhere"], "No such file or folder"),
        ([gold, tmp_path / "nowhere.jsonl"], "No such file or folder"),
        ([EXAMPLE], "ends in none of"),
        ([gold, "--errors", there], "exists already"),
        ([gold, "--errors", tmp_path / "x", "--output", tmp_path / "x"], "is the file of --output too"),
        ([gold, "--type", "Claim"], "must be NAME=ROLE"),
        ([gold, "--gold-format", "jsonl"], "holds no document"),
    ]
    for arguments, message in cases:
        status, out, err = printed(capsys, *arguments)
        assert (status, out) == (2, "") and message in err, arguments
    assert there.read_text() == "mine"


# ------------------------------------------------------------------------------ the shared measure

DATA = corpora.SHARED / "data"


@pytest.mark.parametrize(("name", "own"), [("polnear.dev", True), ("seed.dev", True), ("litbank.dev", False)])
def test_figures_are_those_of_the_shared_measure(name: str, own: bool) -> None:
    """Its own view of which characters stand in marks taken, every figure is the same; with ours, those over
    all quotations are, and those by kind differ by less than a hundredth. tools/checks/measures.py asks the
    same of all corpora."""
    source = DATA / f"{name}.jsonl"
    if not source.is_file():
        pytest.skip("needs ../shared/data")
    golds = corpora.read_jsonl(source, 16)
    made = [measures.answers(gold) if own else measures.noisy(gold) for gold in golds]
    told = measures.people_of(DATA / f"{name}.speakers.json")
    found = list(measures.differences(corpora.load_scorer(), golds, made, told))
    assert {(kind, figure) for kind, figure, *_ in found} >= {("all", "soft"), ("quoted", "speaker")}
    for kind, figure, theirs, difference in found:
        slack = measures.SLACK if kind == "all" or theirs else 0.01
        assert difference <= slack, (kind, figure, theirs)


def test_calibration_is_that_of_the_scoreboard(tmp_path: Path) -> None:
    """The names that the shared measure reads from a file of their own stand in the gold here."""
    source, names = DATA / "polnear.dev.jsonl", DATA / "polnear.dev.speakers.json"
    if not (source.is_file() and names.is_file()):
        pytest.skip("needs ../shared/data")
    golds, told = corpora.read_jsonl(source, 16), measures.people_of(names)
    made = {gold["id"]: measures.answers(gold) for gold in golds}
    matched = [figures.matched(corpora.load_scorer(), gold, made, told) for gold in golds]
    wanted = figures.calibration(figures.judged(matched))
    files = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    named = [measures.with_speakers(gold, told or {}) for gold in golds]
    for file, documents in zip(files, (named, made.values()), strict=True):
        file.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
    found = evaluate(read_gold(files[0]), read_predictions(files[1])).calibration
    assert found is not None and wanted is not None
    assert 100 * found.expected_error == pytest.approx(wanted["expected_error"], abs=0.05)
    assert 100 * found.surer_half == pytest.approx(wanted["precision_surer_half"], abs=0.05)


# ---------------------------------------------------------------------------------------------- pairing


def plain_pairs(golds: list[units.Unit], predicted: list[units.Unit]) -> list[tuple[int, int, int]]:
    """The same pairs out of every pair there is: the shared measure's own way."""
    candidates = []
    for g, gold in enumerate(golds):
        for p, one in enumerate(predicted):
            if words := units.size(units.common(gold.words, one.words)):
                candidates.append((-words, -words / (gold.size + one.size - words), g, p))
    taken: set[tuple[str, int]] = set()
    pairs = []
    for words, _, g, p in sorted(candidates):
        if not taken & {("g", g), ("p", p)}:
            taken |= {("g", g), ("p", p)}
            pairs.append((-words, g, p))
    return pairs


STRETCHES = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 5)), min_size=1, max_size=3).map(
    lambda pairs: units.joined((start, start + length) for start, length in pairs)
)


def unit(words: units.Stretches) -> units.Unit:
    return units.Unit(WHOLE, (), "direct", words, words, units.size(words))


@given(st.lists(STRETCHES, max_size=9), st.lists(STRETCHES, max_size=9))
def test_pairs_are_those_of_the_plain_way(ours: list[units.Stretches], theirs: list[units.Stretches]) -> None:
    golds, predicted = list(map(unit, ours)), list(map(unit, theirs))
    assert sorted(units._pairs(golds, predicted)) == sorted(plain_pairs(golds, predicted))


@given(STRETCHES, STRETCHES)
def test_what_two_hold(a: units.Stretches, b: units.Stretches) -> None:
    both = {n for s, e in a for n in range(s, e)} & {n for s, e in b for n in range(s, e)}
    assert units.common(a, b) == units.joined((n, n + 1) for n in both)


def test_pairs_are_few_however_many_quotations_have_the_same_words() -> None:
    same = [((3, 40),)] * 2_000
    assert len(list(units._candidates(units._by_words(list(map(unit, same))), same[:1]))) == 1
    assert len(list(units._pairs(list(map(unit, same)), list(map(unit, same))))) == 2_000
    for nested in ([((3, 4 + n),) for n in range(500)], [((n, 501),) for n in range(500)]):
        ours = units._by_words(list(map(unit, nested)))  # each other words, all of them over one
        assert len(list(units._candidates(ours, ours))) == 100 * 100
