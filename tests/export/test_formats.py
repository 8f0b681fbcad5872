"""TEI, brat, Web Annotation and UTF-16 offsets: valid to independent readers, and read back equal."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import attrs
import jsonschema
import pytest
import readers
from drawn import BREAKS, analyses
from hypothesis import given, settings
from made import ANALYSIS, TEXT

from quoteattr import Analysis, Attribution, Quotation, Span
from quoteattr.errors import ArgumentError, DocumentError
from quoteattr.export import jsonl
from quoteattr.export.characters import encodable, for_xml

SPANS = [[(s.start, s.end) for s in a.quotation.spans] for a in ANALYSIS]


def quoting(text: str, *quotations: list[tuple[int, int]]) -> Analysis:
    attributions = tuple(
        Attribution(Quotation(tuple(Span(*s) for s in q), "direct", (), ""), None, None, None, "r")
        for q in quotations
    )
    return attrs.evolve(ANALYSIS, text=text, attributions=attributions, speakers=(), doubts=())


# --------------------------------------------------------------------------------------------- TEI


@pytest.mark.integration
def test_tei_is_valid_and_reads_back_equal() -> None:
    root = readers.tei_root(ANALYSIS.to_tei("Ferry <plan> & \x00"))
    assert readers.tei_quotations(root) == (TEXT, SPANS)
    schema = readers.tei_schema()
    assert schema.validate(root), schema.error_log


def test_tei_says_who_to_whom_and_how() -> None:
    (first, *_, last) = readers.tei_root(ANALYSIS.to_tei()).iter(f"{readers.TEI}said")
    facts = {k: v for k, v in first.items() if not k.startswith("{")}
    assert (facts.pop("n"), facts.pop("next")) == ("1", "#q1.2")
    said = {"who": "#s1", "toWhom": "#s2", "direct": "true", "ana": "#direct", "cert": "0.875"}
    assert facts == said
    assert (last.get("who"), last.get("direct")) == (None, "true"), "nobody found: no who"


def test_tei_cast() -> None:
    source = ANALYSIS.to_tei()
    assert (
        '<person xml:id="s1" sex="F"><persName>Ada Okafor</persName><persName type="alias">Okafor</persName>'
        '<occupation>harbour master</occupation><idno type="known">Q7</idno></person>' in source
    )
    assert '<org xml:id="s3" corresp="#s1 #s2"><orgName>The board</orgName></org>' in source


@pytest.mark.parametrize(
    ("text", "spans", "body", "why"),
    [
        ("ab cd", [[(0, 2)]], "<p>[1]ab[/] cd</p>", "plain"),
        ("abcd", [[(0, 4)], [(1, 2)]], "<p>[1]a[2]b[/]cd[/]</p>", "nested"),
        ("abcd", [[(0, 3)], [(1, 4)]], "<p>[1]a[2]bc[/][/][2]d[/]</p>", "overlapping: the second in two"),
        ("a\n\nb", [[(0, 4)]], "<p>[1]a[/]</p>\n\n<p>[1]b[/]</p>", "over paragraphs"),
        ("ab", [[(0, 2)], [(0, 2)]], "<p>[1][2]ab[/][/]</p>", "the same place twice"),
        (" a\r\n", [[(1, 2)]], " <p>[1]a[/]</p>&#13;\n", "white space around stays around"),
        ("a\xa0", [[(0, 1)]], "<p>[1]a[/]\xa0</p>", "what XML takes for a letter stands in the paragraph"),
        ("\x00a<&", [[(1, 2)]], "<p>\ufffd[1]a[/]&lt;&amp;</p>", "replaced and escaped"),
        ("", [], "<p></p>", "nothing"),
    ],
)
def test_tei_body(text: str, spans: readers.Spans, body: str, why: str) -> None:
    source = quoting(text, *spans).to_tei()
    inside = source.split('<body xml:space="preserve">')[1].split("</body>")[0]
    inside = re.sub(r'<said xml:id="q(\d)[^>]*>', r"[\1]", inside).replace("</said>", "[/]")
    assert inside == body, why


@given(analyses())
def test_tei_of_anything(analysis: Analysis) -> None:
    root = readers.tei_root(analysis.to_tei(analysis.text))
    text, elements = readers.tei_elements(root)
    assert text == for_xml(analysis.text)
    assert len(text) == len(analysis.text)
    inside = {i for e, a, b in elements if e.tag == f"{readers.TEI}p" for i in range(a, b)}
    assert {text[i] for i in range(len(text)) if i not in inside} <= set(" \t\r\n")
    for n, attribution in enumerate(analysis, 1):
        parts = [
            (a, b) for e, a, b in elements if re.fullmatch(rf"q{n}(\.\d+)?", e.get(readers.XML_ID) or "")
        ]
        covered = {i for a, b in parts for i in range(a, b)}
        assert covered == {i for s in attribution.quotation.spans for i in range(s.start, s.end)} & inside
    ids = [e.get(readers.XML_ID) for e in root.iter() if e.get(readers.XML_ID)]
    assert len(ids) == len(set(ids))
    for name in ("next", "prev", "who", "ref", "corresp", "ana"):
        assert {p[1:] for e in root.iter() for p in e.get(name, "").split()} <= set(ids), "leads nowhere"


@pytest.mark.integration
@settings(max_examples=50)
@given(analyses())
def test_tei_of_anything_is_valid(analysis: Analysis) -> None:
    schema = readers.tei_schema()
    assert schema.validate(readers.tei_root(analysis.to_tei())), schema.error_log


# -------------------------------------------------------------------------------------------- brat


def test_brat_is_read_back_equal() -> None:
    text, standoff = ANALYSIS.to_brat()
    assert text == TEXT
    assert readers.brat_quotations(text, standoff) == SPANS


def test_brat_lines() -> None:
    lines = ANALYSIS.to_brat()[1].splitlines()
    assert lines[:7] == [
        "T1\tQuotation 29 50;105 116\t“We never signed it,” “Not once.”",
        "A1\tKind T1 direct",
        "T2\tCue 77 81\ttold",
        "R1\tHasCue Arg1:T1 Arg2:T2",
        "T3\tSource 51 76\tharbour master Ada Okafor",
        "R2\tHasSource Arg1:T1 Arg2:T3",
        "#1\tAnnotatorNotes T1\tAda Okafor",
    ]
    flags = [line.split("\t")[1].split()[0] for line in lines if line.startswith("A")]
    assert flags == ["Kind", "Kind", "Negated", "Kind", "Modal", "Kind"]


@pytest.mark.parametrize("mark", BREAKS)
def test_brat_fragments_at_line_breaks_and_tabs(mark: str) -> None:
    """A reader may take any of them for the end; the stretches are shown joined by a space."""
    (line, _) = quoting(f"ab{mark}{mark}cd", [(0, 6)]).to_brat()[1].split("\n")[:2]
    assert line == "T1\tQuotation 0 2;4 6\tab cd"


def test_brat_leaves_out_what_it_cannot_hold() -> None:
    assert quoting("a\n\nb", [(1, 3)]).to_brat()[1] == ""


@given(analyses())
def test_brat_of_anything(analysis: Analysis) -> None:
    text, standoff = analysis.to_brat()
    assert text == encodable(analysis.text)
    text.encode("utf-8")
    assert len(text) == len(analysis.text)
    expected = [
        [i for s in a.quotation.spans for i in range(s.start, s.end) if text[i] not in BREAKS]
        for a in analysis
    ]
    found = [[i for a, b in q for i in range(a, b)] for q in readers.brat_quotations(text, standoff)]
    assert found == [indices for indices in expected if indices]


# ---------------------------------------------------------------------------------- Web Annotation


def test_web_annotation_is_read_back_equal() -> None:
    assert readers.web_quotations(TEXT, ANALYSIS.to_web_annotation("Ferry plan")) == SPANS


def test_web_annotation_says_who() -> None:
    document = ANALYSIS.to_web_annotation(source="https://example.org/ferry")
    first, *_, last = document["first"]["items"]
    assert first["id"] == "https://example.org/ferry#quotation-1"
    assert first["body"][0] == {
        "id": "https://example.org/ferry#speaker-s1",
        "type": "TextualBody",
        "purpose": "identifying",
        "format": "text/plain",
        "value": "Ada Okafor",
    }
    assert [t["source"] for t in first["target"]] == ["https://example.org/ferry"] * 2
    assert (last["motivation"], [b["value"] for b in last["body"]]) == ("classifying", ["direct"])


@pytest.mark.parametrize("source", ["", "ferry.txt", "https://a b", "https://example.org/a#b", "x:\ud800"])
def test_web_annotation_wants_an_iri(source: str) -> None:
    with pytest.raises(ArgumentError, match="absolute IRI without a fragment"):
        ANALYSIS.to_web_annotation(source=source)


@given(analyses())
def test_web_annotation_of_anything(analysis: Analysis) -> None:
    document = analysis.to_web_annotation(analysis.text)
    json.dumps(document, ensure_ascii=False).encode("utf-8")
    spans = [[(s.start, s.end) for s in a.quotation.spans] for a in analysis]
    assert readers.web_quotations(encodable(analysis.text), document) == spans


# ------------------------------------------------------------------------------------------- UTF-16


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def spans_in(value: Any) -> list[list[int]]:
    """Every span of a document, found without knowing its keys: a list of two integers."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        if len(value) == 2 and all(type(v) is int for v in value):
            return [value]
        return [span for part in value for span in spans_in(part)]
    return []


@cache
def utf16_schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(jsonl.schema("utf16"))


@given(analyses())
def test_every_offset_is_in_utf16_and_comes_back(analysis: Analysis) -> None:
    points, utf16 = analysis.to_dict(), json.loads(json.dumps(analysis.to_dict(offsets="utf16")))
    expected = [[units(analysis.text[:end]) for end in span] for span in spans_in(points)]
    assert spans_in(utf16) == expected
    assert Analysis.from_dict(utf16) == analysis
    utf16_schema().validate(utf16)


def test_utf16_is_never_taken_for_code_points() -> None:
    """Another schema number: a reader of schema 1 alone refuses it, and so does its JSON Schema."""
    utf16 = ANALYSIS.to_dict(offsets="utf16")
    assert (utf16["schema"], utf16["offsets"]) == (2, "utf16")
    assert "offsets" not in ANALYSIS.to_dict(), "files written before stay as they are"
    for document, schema in [(utf16, jsonl.schema()), (ANALYSIS.to_dict(), jsonl.schema("utf16"))]:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(document, schema)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"schema": 1}, "offsets: must be one of codepoints, not 'utf16'"),
        ({"offsets": "codepoints"}, "offsets: must be one of utf16, not 'codepoints'"),
        ({"offsets": "utf8"}, "offsets: must be one of utf16, not 'utf8'"),
        ({"schema": 3}, "schema: this version reads schema 1 and 2, not 3"),
        ({"doubts": [{"kind": "", "span": [0, 2], "message": ""}]},
         "doubts[0].span: 2 lies between the two UTF-16 units of one character"),
        ({"doubts": [{"kind": "", "span": [0, 5], "message": ""}]},
         "doubts[0].span: must be [start, end] within the text of 3 characters, not [0, 5]"),
    ],
)  # fmt: skip
def test_utf16_damage_is_refused(changes: dict[str, Any], message: str) -> None:
    analysis = attrs.evolve(ANALYSIS, text="a😀b", attributions=(), speakers=(), doubts=())
    with pytest.raises(DocumentError) as caught:
        Analysis.from_dict({**analysis.to_dict(offsets="utf16"), **changes})
    assert str(caught.value) == message


def test_no_other_unit() -> None:
    with pytest.raises(ArgumentError, match="offsets: must be one of 'codepoints', 'utf16'"):
        ANALYSIS.to_dict(offsets="bytes")  # type: ignore[arg-type]


def test_the_two_schemas_differ_in_the_unit_alone() -> None:
    one, two = jsonl.schema(), jsonl.schema("utf16")
    assert two["properties"].pop("offsets")["const"] == "utf16"
    two["required"].remove("offsets")
    for schema in (one, two):
        del schema["$id"], schema["description"], schema["properties"]["schema"]
    assert one == two
