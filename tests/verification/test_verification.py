"""Did they really say that: what ``verify`` says of drafts with planted faults, and what always holds."""

from __future__ import annotations

import csv
import io
import json
import pickle
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from command_line import run
from hypothesis import given, settings
from hypothesis import strategies as st
from places import CASES as FOLDER

import quoteattr
from quoteattr import Check, Sources, verify
from quoteattr.errors import ArgumentError, ArgumentTypeError, UnknownLanguageError
from quoteattr.verification import alignment, tables
from quoteattr.verification.comparable import quoted_words, words
from quoteattr.verification.document import schema
from quoteattr.verification.markup import without_markup
from quoteattr.verification.ngrams import make_index
from tools.bench.counting import counter
from tools.checks.random_texts import text as random_text

CASES = json.loads((FOLDER / "verification.json").read_text(encoding="utf-8"))
SOURCES = Sources(CASES["sources"].items())
FERRY = CASES["sources"]["ferry"]


def only(draft: str, sources: Any = SOURCES, **options: Any) -> Check:
    """The check of a draft of one quotation."""
    (check,) = verify(draft, sources, **options)
    return check


# ------------------------------------------------------------------------------------ planted faults


@pytest.mark.parametrize("case", CASES["drafts"], ids=lambda case: case["id"])
def test_the_planted_fault_is_found_and_nobody_else_accused(case: dict[str, Any]) -> None:
    fault, draft = case["fault"], case["draft"]
    planted, others = [], []
    for check in verify(draft, SOURCES):
        (planted if check.quotation.text.startswith(fault["words"]) else others).append(check)
    (check,) = planted
    assert check.is_problem
    assert (check.verdict, check.reversed, check.speaker) == (
        fault["verdict"],
        fault["reversed"],
        fault["speaker"],
    )
    assert others
    assert [(one.verdict, one.speaker, one.is_problem) for one in others] == [
        ("verbatim", "same", False)
    ] * len(others)


def test_there_are_thirty_drafts_with_faults_of_every_kind_and_form() -> None:
    assert len(CASES["drafts"]) == 30
    assert {case["form"] for case in CASES["drafts"]} == {"prose", "markdown", "html"}
    verdicts = {case["fault"]["verdict"] for case in CASES["drafts"]}
    assert verdicts == {"verbatim", "altered", "stitched", "report", "absent"}


# ------------------------------------------------------------------------------- what counts as the same


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        ('"an island without a night boat is an island where nobody under thirty will stay"', "marks, case"),
        ("“An island   without a night\nboat is an island where nobody under thirty will stay!”", "spaces"),
        ("“An is­land without a night boat is an island where nobody under thirty will stay”", "soft hyphen"),
        (
            "“An island without a night boat is an island where no-\nbody under thirty will stay”",
            "line's end",
        ),
        ("“The design was changed twice … and we said then that the gutters were too small”", "…"),
        (
            "“The design was changed twice after . . . and we said then that the gutters were too small”",
            ". . .",
        ),
        ("“The design was changed twice [...] that the gutters were too small”", "[...]"),
        ("“[A place] without a night boat is an island where nobody under thirty will stay”", "bracket"),
        ("“… without a night boat is [a place] where nobody under thirty will stay”", "both"),
        ("“[a]n island without a night boat is an island where nobody under thirty will stay”", "in a word"),
        ("“an island where nobody under thirty will stay”", "a part"),
        (
            "“An island without a night boat,” he said, “is an island where nobody under thirty will stay”",
            "he",
        ),
    ],
)
def test_the_same_words(draft: str, why: str) -> None:
    who = "Jonas Reuter" if "design" in draft else "Liam Brandt"
    check = only(f"{draft}, {who} said.")
    assert (check.verdict, check.reversed, check.speaker) == ("verbatim", False, "same"), why
    assert check.differences == ()


def test_a_ligature_and_a_sign_of_thousands_are_no_change() -> None:
    source = "“The final file held 12,500 flags,” said Ada Okafor."
    assert only("“The ﬁnal ﬁle held 12500 ﬂags,” said Ada Okafor.", [source]).verdict == "verbatim"


def test_a_bracket_of_more_than_five_words_of_the_source_is_a_change() -> None:
    check = only("“An island without [this] nobody under thirty will stay,” Liam Brandt said.")
    assert (check.verdict, [one.kind for one in check.differences]) == ("altered", ["changed"])


def test_a_bracket_of_the_source_is_compared() -> None:
    source = "“They told us [at the pier] to wait until the storm was over,” said Ada Okafor."
    same = only("“They told us [at the pier] to wait until the storm was over,” said Ada Okafor.", [source])
    other = only(
        "“They told us [at the school] to wait until the storm was over,” said Ada Okafor.", [source]
    )
    assert (same.verdict, other.verdict) == ("verbatim", "altered")


# --------------------------------------------------------------------------------------- differences


@pytest.mark.parametrize(
    ("words_", "kind", "words", "original"),
    [
        ("An island without a day boat is an island where nobody", "changed", "day", "night"),
        ("An island without a slow night boat is an island where nobody", "added", "slow", ""),
        ("An island without a boat is an island where nobody", "dropped", "", "night"),
        ("An island without a nihgt boat is an island where nobody", "spelling", "nihgt", "night"),
    ],
)
def test_a_difference_has_its_kind_and_both_places(words_: str, kind: str, words: str, original: str) -> None:
    draft = f"“{words_} under thirty will stay,” Liam Brandt said."
    (one,) = only(draft).differences
    assert (one.kind, one.words, one.original, one.reversed) == (kind, words, original, False)
    assert draft[one.draft.start : one.draft.end] == words
    assert one.source is not None
    assert FERRY[one.source.start : one.source.end] == original


def test_what_turns_the_sense_around_stands_first() -> None:
    draft = "“An isle without a night boat is an island where everybody under forty will stay,” Brandt said."
    differences = only(draft).differences
    assert [one.words for one in differences] == ["everybody", "forty", "isle"]
    assert [one.reversed for one in differences] == [True, True, False]


@pytest.mark.parametrize(
    ("draft", "turned"),
    [
        ("We are not ready", True),
        ("We aren’t ready", True),
        ("We are never ready", True),
        ("We are ready, and all of us know it", False),
        ("We are ready, and every one of us knows it", False),
        ("We are ready, and some of us know it", True),
    ],
)
def test_words_of_one_meaning_turn_nothing_around(draft: str, turned: bool) -> None:
    source = "“We are ready, and all of us know it,” said Ada Okafor."
    assert only(f"“{draft},” said Ada Okafor.", [source]).reversed is turned


@pytest.mark.parametrize(
    ("number", "turned"),
    [
        ("thirty-one", False),
        ("thirty one", False),
        ("31", False),
        ("32", True),
        ("thirty", True),
        ("twenty-one", True),
    ],
)
def test_a_number_may_be_written_in_figures(number: str, turned: bool) -> None:
    draft = f"“We counted {number} fish in a single night,” Karin Holm said."
    assert only(draft).reversed is turned


def test_a_clause_that_is_left_out_whole_turns_nothing_around() -> None:
    source = "“We will sail at noon, if nobody stops us, and we will be back by dawn,” said Ada Okafor."
    kept = only("“We will sail at noon … and we will be back by dawn,” said Ada Okafor.", [source])
    assert (kept.verdict, kept.reversed) == ("verbatim", False)


# ------------------------------------------------------------------------------------- sorts of places


def test_a_short_quotation_that_anybody_may_have_said_is_unclear() -> None:
    source = (
        "“We must wait,” said Ada Okafor. “We must wait,” said Liam Brandt. “We must wait,” said Elsa Moe."
    )
    assert only("“We must wait,” said Karin Holm.", [source]).verdict == "unclear"
    assert only("“We must wait,” said Liam Brandt.", [source]).speaker == "same"


def test_of_several_places_the_one_with_the_same_speaker_comes_first() -> None:
    said = "“The storm took the roof of the old mill and half of the pier,” said {}."
    sources = [(name, said.format(name)) for name in ("Ada Okafor", "Liam Brandt", "Elsa Moe")]
    check = only(said.format("Liam Brandt"), sources)
    assert (check.source, check.speaker) == ("Liam Brandt", "same")
    assert check.evidence is not None
    assert check.evidence.speaker_name == "Liam Brandt"
    check = only(said.format("Karin Holm"), sources)
    assert (check.speaker, [one.source for one in check.runners_up]) == (
        "different",
        ["Liam Brandt", "Elsa Moe"],
    )


@pytest.mark.parametrize(
    ("source", "names", "speaker", "why"),
    [
        (
            "Anna Berg left Nordbank in May. “We have never sold a loan to anybody,” Nordbank said.",
            "Anna Berg",
            "different",
            "the text knows her, beside the bank",
        ),
        (
            "“We have never sold a loan to anybody,” Nordbank said.",
            "Anna Berg",
            "unclear",
            "she may have spoken for it",
        ),
        (
            "Anna Berg and Arne Berg own the farm. “We have never sold a cow to anybody,” Arne Berg said.",
            "Anna Berg",
            "different",
            "one surname, two people of the text",
        ),
        (
            "“We have never sold a cow to anybody,” A. Berg said.",
            "Anna Berg",
            "same",
            "the initial is hers",
        ),
    ],
)
def test_another_speaker_is_told_where_the_text_knows_both(
    source: str, names: str, speaker: str, why: str
) -> None:
    words = "We have never sold a loan" if "loan" in source else "We have never sold a cow"
    assert only(f"“{words} to anybody,” {names} said.", [source]).speaker == speaker, why


def test_quotations_without_a_word_between_them_are_one() -> None:
    source = "Ada Okafor spoke.\n\n“The boat is old.”\n\n“The pier is older than the boat,” said Ada Okafor."
    check = only("“The boat is old. The pier is older than the boat,” said Ada Okafor.", [source])
    assert check.verdict == "verbatim"


ASKED = "Nobody from the company asked us before the timetable was printed"


@pytest.mark.parametrize(
    ("draft", "verdict", "turned"),
    [
        (f"“{ASKED},” Brandt said. “We will take the matter to court.”", "verbatim", False),
        (f"“{ASKED},” Brandt said. “Our lawyers have never lost a case like it.”", "absent", False),
        (f"“{ASKED},” Brandt said. “We may take the matter to court.”", "altered", True),
        ("“Nobody from the company,” Brandt said, “asked us before the timetable”", "verbatim", False),
        (
            "“Nobody from the company asked us,” Brandt said, “if the ministry does not answer.”",
            "stitched",
            False,
        ),
        (
            "Brandt spoke of an island “where nobody will stay” and said that “nobody asked us”.",
            "altered",
            True,
        ),
    ],
)
def test_sentences_apart_are_parts_and_the_worst_counts(draft: str, verdict: str, turned: bool) -> None:
    found = verify(draft, SOURCES)
    worst = min(found, key=lambda check: check.severity)
    assert (worst.verdict, worst.reversed) == (verdict, turned)


def test_an_indirect_report_is_looked_for_by_its_content_words() -> None:
    draft = "Karin Holm said the board would publish every count. Tomas Berg said that whales sing at night."
    found = verify(draft, SOURCES, reports=True).reports
    assert [(one.attribution.speaker_name, one.found) for one in found] == [
        ("Karin Holm", True),
        ("Tomas Berg", False),
    ]
    assert found[0].place is not None
    assert found[0].place.source == "river"


def test_offsets_of_a_draft_with_markup_are_those_of_the_draft_as_given() -> None:
    draft = "<p>&ldquo;An island without a <b>day</b> boat is an island&rdquo;, said Liam&nbsp;Brandt.</p>"
    check = only(draft)
    (one,) = check.differences
    assert draft[one.draft.start : one.draft.end] == "day"
    start, end = check.quotation.start, check.quotation.end
    assert draft[start:end].startswith("&ldquo;An island")
    assert "<b>day</b>" in draft[start:end]


# ------------------------------------------------------------------------------ what goes in and comes out


def test_sources_are_made_once_and_travel() -> None:
    draft = CASES["drafts"][0]["draft"]
    again = pickle.loads(pickle.dumps(SOURCES))
    assert verify(draft, again) == verify(draft, SOURCES) == verify(draft, CASES["sources"].items())
    assert again.ids == ("ferry", "school", "river")
    assert len(again) == 3


def test_an_analysis_is_a_draft_and_a_source() -> None:
    draft = quoteattr.attribute("“The money is simply not there,” said Ada Okafor.")
    analyses = [(name, quoteattr.attribute(text)) for name, text in CASES["sources"].items()]
    check = only(draft, analyses)  # type: ignore[arg-type]
    assert (check.verdict, check.source, check.speaker) == ("verbatim", "ferry", "same")
    assert only(draft, [analyses[0][1]]).source == "1"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("draft", "sources", "options", "error"),
    [
        (3, [], {}, ArgumentTypeError),
        (None, [], {}, ArgumentTypeError),
        ("a", "one text", {}, ArgumentTypeError),
        ("a", {"id": "text"}, {}, ArgumentTypeError),
        ("a", [3], {}, ArgumentTypeError),
        ("a", [("id", 3)], {}, ArgumentTypeError),
        ("a", [(3, "text")], {}, ArgumentTypeError),
        ("a", [("x", "text"), ("x", "text")], {}, ArgumentError),
        ("a", [], {"language": "xx"}, UnknownLanguageError),
        ("a", [], {"reports": 1}, ArgumentTypeError),
        ("a", [], {"known": "Ada"}, ArgumentTypeError),
    ],
)
def test_wrong_arguments(draft: Any, sources: Any, options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        verify(draft, sources, **options)


def test_records_frames_and_documents_say_the_same() -> None:
    found = verify("\n\n".join(case["draft"] for case in CASES["drafts"][:12]), SOURCES, reports=True)
    records = found.to_records("d")
    assert all(tuple(record) == tables.COLUMNS for record in records)
    assert [record["verdict"] for record in records] == [check.verdict for check in found]
    document = found.to_dict()
    assert json.loads(json.dumps(document)) == document
    if find_spec("jsonschema"):
        import jsonschema

        jsonschema.Draft202012Validator.check_schema(schema())
        jsonschema.validate(document, schema())
        jsonschema.validate(verify("", []).to_dict(), schema())
    if find_spec("pandas"):
        assert list(found.to_frame().columns) == list(tables.COLUMNS)
        assert list(verify("", []).to_frame().dtypes) == list(found.to_frame().dtypes)


def test_values_are_frozen() -> None:
    check = only("“The money is simply not there,” said Ada Okafor.")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        check.verdict = "absent"  # type: ignore[misc]


# ------------------------------------------------------------------------------------ what always holds

PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "said Ada Okafor",
        " ",
        "\n\n",
        "the boat is late",
        "not",
        "…",
        "[",
        "]",
        "<p>",
        "&amp;",
        "*",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80)


def holds(draft: str, sources: list[str]) -> None:
    """Whatever the texts: no exception, and offsets that lead to the words."""
    found = verify(draft, sources, reports=True)
    assert found.to_html()
    assert len(found.to_records()) == len(found)
    for check in found:
        assert 0.0 <= check.score <= 1.0
        assert (check.place is None) == (check.verdict in ("absent", "unclear"))
        for one in check.differences:
            assert 0 <= one.draft.start <= one.draft.end <= len(draft)
        if check.place is not None:
            text = sources[int(check.place.source) - 1]
            assert all(0 <= span.start < span.end <= len(text) for span in check.spans)
            assert all(a.end <= b.start for a, b in pairwise(check.spans)) or check.verdict == "stitched"
            if "<" not in text and "&" not in text and "*" not in text:
                assert " ".join(text[span.start : span.end] for span in check.spans) == check.found


@settings(max_examples=60, deadline=None)
@given(draft=TEXTS, sources=st.lists(TEXTS, max_size=3))
def test_any_texts(draft: str, sources: list[str]) -> None:
    holds(draft, sources)


@pytest.mark.parametrize("number", range(0, 60, 20))
def test_texts_made_to_hurt(number: int) -> None:
    for n in range(number, number + 20):
        holds(random_text(15, n), [random_text(15, n + 1), random_text(15, n)])


@settings(max_examples=60, deadline=None)
@given(draft=TEXTS)
def test_a_text_stands_in_itself(draft: str) -> None:
    assert {check.verdict for check in verify(draft, [draft])} <= {"verbatim", "unclear"}


NUMBERS = st.lists(st.integers(1, 6), max_size=25)


@settings(max_examples=200, deadline=None)
@given(quoted=NUMBERS, place=NUMBERS, data=st.data())
def test_an_alignment_tells_of_every_word_once(
    quoted: list[int], place: list[int], data: st.DataObject
) -> None:
    at = data.draw(st.lists(st.integers(0, len(quoted)), max_size=2, unique=True).map(sorted))
    wild = tuple((n, n, None) for n in at)
    seeds = [(i, j) for i, a in enumerate(quoted) for j, b in enumerate(place) if a == b]
    found = alignment.align(quoted, place, alignment.grown(seeds, quoted, place), wild)
    if not seeds:
        assert found.blocks == ()
        return
    told = sorted(
        [n for block in found.blocks for n in range(block.at, block.at + block.length)]
        + [n for change in found.changes for n in range(change.first, change.last)]
    )
    assert told == list(range(len(quoted)))
    for block in found.blocks:
        assert quoted[block.at : block.at + block.length] == place[block.there : block.there + block.length]
    for a, b in pairwise(found.blocks):
        assert a.at + a.length <= b.at
        assert a.there + a.length <= b.there


@given(texts=st.lists(st.lists(st.sampled_from("abc"), max_size=12).map(" ".join), max_size=4), run=st.data())
def test_the_index_finds_what_a_search_finds(texts: list[str], run: st.DataObject) -> None:
    index = make_index(map(words, texts))
    wanted = run.draw(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3))
    found = index.found([index.number(key) for key in wanted])
    places = sorted(
        (index.text_of(p), p - index.borders[index.text_of(p)]) for p in index.order[found.start : found.stop]
    )
    plain = [text.split() for text in texts]
    assert places == [
        (n, at)
        for n, text in enumerate(plain)
        for at in range(len(text))
        if text[at : at + len(wanted)] == wanted
    ]


@settings(deadline=None)
@given(
    text=st.lists(
        PIECES | st.sampled_from(["<b>", "</b>", "&lt;", "[a](b)", "\\*", "`", "> "]), max_size=20
    ).map("".join)
)
def test_what_is_left_of_markup_leads_back_to_its_place(text: str) -> None:
    plain = without_markup(text)
    places = [plain.start(n) for n in range(len(plain.text))]
    assert places == sorted(places)
    for word in words(plain.text).keys:
        assert word
    for match, start in zip(plain.text, places, strict=True):
        if match.isalpha():
            assert text[start] == match or text[start] in "&<\\"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>It <em>is</em> late.</p>", "\n\nIt is late.\n\n"),
        ("It is<br>late &amp; cold &lt;here&gt;", "It is\nlate & cold <here>"),
        ("<q>Late</q> <!-- not > this --> it is", "“Late”  it is"),
        ("<script>if (a < b) say('x')</script>It is late.", "It is late."),
        ("> It **is** _late_, [she](http://a.b/c) said.[^1]", "It is late, she said."),
        ("# Late\n\n```\n“code”\n```\nIt `is` late.", "Late\n\n\nIt  late."),
        (
            "snake_case and 2 * 3 * 4, a < b > c, <alice> hello",
            "snake_case and 2 * 3 * 4, a < b > c, <alice> hello",
        ),
        ("“We [the town] will,” he said (see [2]).", "“We [the town] will,” he said (see [2])."),
        ("``We will,'' he said, `no' more.", "``We will,'' he said, `no' more."),
    ],
)
def test_what_is_taken_off(text: str, plain: str) -> None:
    assert without_markup(text).text == plain


def test_words_and_their_looks() -> None:
    text = "[T]he U.S. well-known 1,200 don’t … [big] 5%"
    found = quoted_words(text, [quoteattr.Span(0, len(text))])
    assert found.keys == ("the", "u", "s", "well", "known", "1200", "don't", "big", "5", "%")
    assert found.wild == ((0, 1, 5), (7, 7, None), (7, 8, 5))


SHAPES = {
    "one word": ("“" + "so " * 40 + "”, said Ada. ", "so "),
    "one quotation": ("“The boat is late and the pier is shut,” said Ada. ",) * 2,
    "brackets": ("“" + "[a] … " * 20 + "”, said Ada. ", "a b "),
    "comments": ("<!-- “It is late,” said Ada. ", "“It is late,” said Ada. "),
    "scripts": ("<script> <style> `a [a](b ", "“It is late,” said Ada. "),
    "tags": ("<p>“It is <b>late</b>,” said Ada.</p>", "<p>“It is late,” said Ada.</p>"),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("side", ["draft", "sources"])
def test_cost_grows_with_the_texts_and_no_faster(shape: str, side: str) -> None:
    draft, source = SHAPES[shape]
    lines = counter(lines=True)

    def cost(times: int) -> int:
        long = times if side == "draft" else 2
        of_source = times * 20 if side == "sources" else 20
        return lines.count(lambda: verify(draft * long, [source * of_source]))

    cost(2)
    assert cost(16) < 8 * cost(4)  # fourfold is the text's own growth


# ------------------------------------------------------------------------------------------ the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name, text in CASES["sources"].items():
        (sources / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "good.md").write_text(
        "> “The money is simply not there,” said Ada Okafor.\n", encoding="utf-8"
    )
    (tmp_path / "bad.md").write_text("> “The money is simply there,” said Ada Okafor.\n", encoding="utf-8")
    return tmp_path


def test_the_status_says_whether_there_is_a_problem(folder: Path) -> None:
    good = run("verify", folder / "good.md", "--against", folder / "sources")
    bad = run("verify", folder / "good.md", folder / "bad.md", "--against", folder / "sources")
    none = run("verify", folder / "good.md", "--against", folder / "nowhere")
    assert (good.returncode, bad.returncode, none.returncode) == (0, 1, 2)
    assert "altered, sense turned around" in bad.stdout.decode()
    assert b"nowhere" in none.stderr


def test_unclear_is_a_problem_of_the_strict(folder: Path) -> None:
    source = folder / "s.txt"
    source.write_text("“We wait,” said Ada Okafor. “We wait,” said Liam Brandt. “We wait,” said Elsa Moe.")
    draft = folder / "d.txt"
    draft.write_text("“We wait,” said Karin Holm.")
    assert run("verify", draft, "--against", source).returncode == 0
    assert run("verify", draft, "--against", source, "--strict").returncode == 1


def test_formats(folder: Path) -> None:
    given_ = (folder / "bad.md", "--against", folder / "sources")
    line = json.loads(run("verify", *given_, "--format", "jsonl").stdout)
    assert line["checks"][0]["verdict"] == "altered"
    row = next(csv.DictReader(io.StringIO(run("verify", *given_, "--format", "csv").stdout.decode())))
    assert (row["verdict"], row["reversed"], row["differences"]) == ("altered", "True", '["dropped: not"]')
    page = run("verify", *given_, "--format", "html").stdout.decode()
    assert page.startswith("<!DOCTYPE html>")


def test_drafts_in_json_lines_name_their_sources(folder: Path) -> None:
    draft = "“The money is simply not there,” said Ada Okafor."
    sources = folder / "sources.jsonl"
    rows = [{"id": name, "text": text} for name, text in CASES["sources"].items()]
    sources.write_text("".join(json.dumps(row) + "\n" for row in rows))
    drafts = folder / "drafts.jsonl"

    def verdicts(*named: list[str]) -> list[str]:
        lines = [{"id": str(n), "text": draft, "sources": one} for n, one in enumerate(named)]
        drafts.write_text("".join(json.dumps(row) + "\n" for row in lines))
        out = run("verify", drafts, "--against", sources, "--format", "jsonl").stdout
        return [json.loads(line)["checks"][0]["verdict"] for line in out.splitlines()]

    assert verdicts(["ferry"], ["river", "ferry"], ["river"]) == ["verbatim", "verbatim", "absent"]
    drafts.write_text(json.dumps({"id": "x", "text": draft, "sources": ["nobody"]}))
    refused = run("verify", drafts, "--against", sources)
    assert (refused.returncode, b"nobody" in refused.stderr) == (2, True)


def test_a_corpus_is_a_source(folder: Path) -> None:
    out = folder / "out"
    assert run("corpus", folder / "sources", "--output", out).returncode == 0
    assert run("verify", folder / "good.md", "--against", out).returncode == 0
