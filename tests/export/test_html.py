"""The page: the text unchanged, everything escaped, each speaker told apart, nothing fetched.

What the script adds is tried in a browser: test_html_browser.py."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import math
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import combinations

import attrs
import pytest
from fiction import SCENE
from hypothesis import given
from hypothesis import strategies as st
from made import ANALYSIS, OKAFOR, TEXT

from quoteattr import Analysis, attribute
from quoteattr.export.html import fragment, page, style
from quoteattr.types import Attribution, Outcome, Quotation, Span, Speaker

VOID = {"meta"}
NOT_TEXT = {"sup"}  # the numbers behind quotations


class Reader(HTMLParser):
    """The text inside qa-text without the numbers, the titles, and whether every element is closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.titles: list[str] = []
        self.tags: set[str] = set()
        self.headings: list[str] = []
        self.fresh = False
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.titles += [found["title"] or ""] if "title" in found else []
        assert not any(name.startswith("on") or name in ("src", "href", "id", "name") for name in found) or (
            tag == "meta"
        )
        self.fresh = tag == "pre"
        if found.get("class") == "qa-text":
            self.texts.append("")
        if found.get("class") == "qa-chapter":
            self.headings.append(f"{tag} {found['data-title']}")
        if tag not in VOID:
            self.open.append((tag, found.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        data = (
            data.removeprefix("\n") if self.fresh else data
        )  # a browser drops the first line break of a pre
        self.fresh = False
        if any(classes == "qa-text" for _, classes in self.open) and self.open[-1][0] not in NOT_TEXT:
            self.texts[-1] += data


def outcome(analysis: Analysis) -> Outcome:
    return Outcome(analysis.genre, analysis.attributions, analysis.speakers, analysis.doubts)


def test_shows_the_text_as_it_is() -> None:
    assert Reader(ANALYSIS.to_html()).texts == [TEXT]
    assert Reader(ANALYSIS._repr_html_()).texts == [TEXT]


def test_is_self_contained() -> None:
    """One script, the one whose hash the page's policy names; the policy lets nothing be fetched."""
    source = ANALYSIS.to_html("Ferry <plan>")
    assert Reader(source).tags.isdisjoint({"link", "img", "iframe", "a", "form"})
    assert not re.search(r"https?:|url\(|@import|fetch\(|XMLHttp", source)
    assert "<title>Ferry &lt;plan&gt;</title>" in source
    (script,) = re.findall("<script>(.*?)</script>", source, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = re.findall('Content-Security-Policy" content="([^"]+)"', source)
    assert policy.startswith(f"default-src 'none'; script-src 'sha256-{digest}'; style-src")


def test_title_says_who_and_why() -> None:
    """What a viewer without scripts shows at a number, and what the script puts into its box."""
    (first, *_) = (t for t in Reader(ANALYSIS.to_html("ferry")).titles if "rule" in t)
    assert first == (
        "Ada Okafor\ncue: told (speech)\ndirect; rule: cue-beside\nto: Liam Brandt\nconfidence: 0.88\n"
        "+ “told” stands beside the quotation\n+ goes on in the same paragraph\n"
        "correct: ferry,reassign,29,116,Ada Okafor,"
    )


def corrections(source: str) -> list[list[str]]:
    """The rows of corrections that a page shows, read as the CSV that they are to be part of."""
    rows = [line[9:] for t in Reader(source).titles for line in t.split("\n") if line.startswith("correct: ")]
    return list(csv.reader(io.StringIO("\n".join(rows)), strict=True))


def test_shows_what_to_write_into_a_file_of_corrections() -> None:
    """doc_id, action, start, end, from, to; a quotation's place goes from its first span to its last."""
    name = 'ferry, "final".txt'
    assert corrections(ANALYSIS.to_html(name)) == [
        [name, "merge", "", "", "Ada Okafor", ""],
        [name, "remove", "", "", "Ada Okafor", ""],
        [name, "merge", "", "", "The board", ""],
        [name, "remove", "", "", "The board", ""],
        *(
            [name, "reassign", str(a.quotation.start), str(a.quotation.end), who, ""]
            for a, who in zip(ANALYSIS, ("Ada Okafor", "Ada Okafor", "The board", ""), strict=True)
        ),
    ]
    assert {row[0] for row in corrections(ANALYSIS._repr_html_())} == {"doc1"}  # a notebook knows no doc_id


def test_corrections_of_two_with_one_name_say_which() -> None:
    """Merge and remove with a place mean the one who speaks there."""
    other = attrs.evolve(OKAFOR, id="s9")
    pairs = zip(ANALYSIS.attributions, (OKAFOR, other), strict=False)
    said = [attrs.evolve(a, speaker=who) for a, who in pairs]
    source = fragment("d", TEXT, Outcome("news", tuple(said), (OKAFOR, other), ()))
    places = [(a.quotation.start, a.quotation.end) for a in said]
    assert [row[2:4] for row in corrections(source) if row[1] == "merge"] == [
        [str(start), str(end)] for start, end in places
    ]


def test_a_name_that_a_spreadsheet_would_run() -> None:
    """The apostrophe is what the reader of corrections takes off again."""
    (said,) = [attrs.evolve(a, speaker=Speaker("s1", "=1+1\r\n2, “x”")) for a in ANALYSIS.attributions[:1]]
    source = fragment("d", TEXT, Outcome("news", (said,), (), ()))
    assert {row[4] for row in corrections(source)} == {"'=1+1 2, “x”"}


def test_cast_counts_and_facts() -> None:
    source = ANALYSIS.to_html()
    names = re.findall(r'qa-name [^"]+" dir="auto">([^<]+)</span> <span class="qa-facts">([^<]+)<', source)
    assert names == [("Ada Okafor", "2"), ("The board", "organization · 1"), ("nobody found", "1")]
    assert "<summary>news · 4 quotations · 2 speakers · 3 named</summary>" in source
    assert "<summary>news · no quotations</summary>" in attribute("It rained.").to_html()


def test_chapters_are_headings() -> None:
    book = SCENE + "\nCHAPTER II\n\n“Who rows?” asked Mrs. Orrin.\n"
    found = Reader(attribute(book, genre="fiction").to_html("wren.txt"))
    assert found.headings == ["h2 CHAPTER I. The Lamp Room", "h2 CHAPTER II"]
    assert found.texts == [book]
    assert Reader(attribute(book, genre="news").to_html()).headings == []  # there, a list or a figure
    assert Reader(attribute(SCENE, genre="fiction").to_html()).headings == []  # one is no choice


def test_a_long_text_is_in_parts() -> None:
    """Each ends with a line and says about how many it has: what a browser needs to pass over it."""
    line = "“It is late,” said Mrs. Orrin to the harbour at large, and shut her book."
    text = f"{line}\r\n\r\n" * 200
    source = attribute(text).to_html()
    assert Reader(source).texts == [text]
    parts = re.findall(r'<pre class="qa-part" style="--l:(\d+)">(.*?)</pre>', source, re.S)
    assert 5 < len(parts) < 12
    assert all(body.endswith("\r\n") for _, body in parts)
    assert sum(int(lines) for lines, _ in parts) == 400


def test_size_grows_with_what_is_shown() -> None:
    """What is told about a quotation stands in the page once, however many stretches it has."""
    source = fragment("d", TEXT, outcome(ANALYSIS))
    assert source.count("goes on in the same paragraph") == 1


def test_many_fragments_share_a_page() -> None:
    """No ids, and every rule of the style sheet is bound to the fragment's class."""
    source = style() + "".join(fragment(str(n), TEXT, outcome(ANALYSIS)) for n in range(20))
    assert Reader(source).texts == [TEXT] * 20
    plain = re.sub(r"<[^>]+>|/\*.*?\*/|:is\([^)]*\)|:not\([^)]*\)+", "", style(), flags=re.S)
    selectors = re.findall(r"([^{}]+)\{[^{}]*\}", plain)
    assert len(selectors) > 40
    assert all(".quoteattr" in s for group in selectors for s in group.split(",") if "@media" not in s)


def test_forty_speakers_are_told_apart() -> None:
    """Eight colours by five styles of underline, and a number each."""
    text = "“a” " * 40
    speakers = tuple(Speaker(f"s{n}", f"Person {n}") for n in range(40))
    made = tuple(
        Attribution(
            Quotation((Span(4 * n, 4 * n + 3),), "direct", ("“a”",), "a"), None, None, speakers[n], "x"
        )
        for n in range(40)
    )
    source = fragment("", text, Outcome("news", made, speakers, ()))
    looks = re.findall(r'class="qa-q qa-direct (qa-c\d qa-u\d)"', source)
    assert len(set(looks)) == 40
    badges = re.findall(r">(\d+)</sup>", source)
    assert badges == [str(n) for n in range(1, 41)]


LINEAR = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.28, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}  # what an eye sees of linear red, green and blue (Machado, Oliveira and Fernandes 2009)


def linear(colour: Sequence[int]) -> list[float]:
    return [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]


def lightness(colour: Sequence[int]) -> float:
    return sum(part * share for part, share in zip(linear(colour), (0.2126, 0.7152, 0.0722), strict=True))


def lab(rgb: Sequence[float]) -> tuple[float, float, float]:
    to_xyz = ((0.4339, 0.3763, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8728))
    x, y, z = (max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0.0089) ** (1 / 3) for row in to_xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize(("scheme", "page"), [(0, (255, 255, 255)), (1, (0x16, 0x18, 0x1C))])
def test_colours_are_read_and_told_apart(scheme: int, page: tuple[int, int, int]) -> None:
    pairs = re.findall(r"--c\d: light-dark\(rgb\(([\d ]+)\), rgb\(([\d ]+)\)\)", style())
    colours = [tuple(map(int, pair[scheme].split())) for pair in pairs]
    assert len(colours) == 8
    for colour in colours:
        dark, light = sorted((lightness(colour), lightness(page)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    for eye, rows in LINEAR.items():
        seen = [
            lab([min(1, max(0, sum(a * b for a, b in zip(row, linear(c), strict=True)))) for row in rows])
            for c in colours
        ]
        assert min(math.dist(a, b) for a, b in combinations(seen, 2)) > 15, eye


def test_overlapping_quotations() -> None:
    """An indirect quotation with a direct one inside, both ending at the same place, keep both badges."""
    text = "that “no” is “no”"

    def said(start: int, end: int, kind: str, speaker: Speaker) -> Attribution:
        quotation = Quotation((Span(start, end),), kind, (text[start:end],), "")  # type: ignore[arg-type]
        return Attribution(quotation, None, None, speaker, "x")

    other = attrs.evolve(OKAFOR, id="s2", name="B")
    made = (said(0, 17, "mixed", OKAFOR), said(13, 17, "direct", other), said(5, 9, "direct", other))
    source = fragment("", text, Outcome("news", made, (OKAFOR, other), ()))
    assert Reader(source).texts == [text]
    assert sorted(re.findall(r">(\d)</sup>", source)) == ["1", "1", "2"]
    assert re.findall(r'data-a="([\d ]+)">“no”<', source) == ["2 0", "1 0"]  # the inner one first


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), max_size=6))
def test_any_text_and_any_spans(text: str, spans: list[tuple[int, int, bool]]) -> None:
    made = []
    for a, b, known in spans:
        start, end = min(a, b, len(text)), min(max(a, b), len(text))
        quotation = Quotation((Span(start, end),), "direct", (text[start:end],), text)
        made.append(Attribution(quotation, None, None, OKAFOR if known else None, "<x>"))
    source = page([(text, text, Outcome("fiction", tuple(made), (OKAFOR,), ()))])
    source.encode("utf-8")
    shown = re.sub(
        "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", text
    )
    assert Reader(source).texts == [shown]
