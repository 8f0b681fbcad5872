"""Analysis: a frozen value that goes to plain JSON and comes back the same."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import ANALYSIS, BOARD, BRANDT, OKAFOR, TEXT

import quoteattr
from quoteattr import Analysis, QuoteattrError, Speaker, attribute, find_quotes
from quoteattr.errors import ArgumentError, DocumentError


def test_is_a_sequence_of_its_attributions() -> None:
    assert list(ANALYSIS) == list(ANALYSIS.attributions)
    assert len(ANALYSIS) == 4


def test_the_name_of_the_speaker_is_none_where_nobody_was_found() -> None:
    assert [a.speaker_name for a in ANALYSIS] == ["Ada Okafor", "Ada Okafor", "The board", None]


def test_is_a_value() -> None:
    assert pickle.loads(pickle.dumps(ANALYSIS)) == ANALYSIS
    assert hash(copy.deepcopy(ANALYSIS)) == hash(ANALYSIS)
    assert attrs.evolve(ANALYSIS, text=TEXT + " ") != ANALYSIS
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ANALYSIS.text = ""  # type: ignore[misc]


def test_cards_of_a_notebook() -> None:
    """An attribution and a speaker as tables; what is empty has no row, and nothing of the text is markup."""
    shown = ANALYSIS[0]._repr_html_()
    for words in ("harbour master Ada Okafor", "told (speech)", "0.88", "Liam Brandt (0.12)", "+ goes on in"):
        assert words in shown
    assert "no quotation" not in shown and "&lt;" not in shown
    assert "nobody found" in ANALYSIS[3]._repr_html_() and "not calibrated" in ANALYSIS[3]._repr_html_()
    speaker = ANALYSIS.speakers[0]._repr_html_()
    for words in ("Ada Okafor (s1)", "female (first name Ada, she)", "Q7", "harbour master"):
        assert words in speaker
    assert "members" not in speaker
    hostile = attrs.evolve(ANALYSIS.speakers[0], name="<script>x</script>\x00")
    assert "<script>" not in hostile._repr_html_() and "\x00" not in hostile._repr_html_()


def test_reprs_of_all_values_are_short() -> None:
    """None of them prints the text over again, whatever is in it."""
    text = "“" + "We never signed it, and " * 40 + "no,” harbour master Ada Okafor told reporters. " * 3
    analysis = attribute(text, genre="news")
    values: list[object] = [analysis, *analysis, *analysis.speakers, *analysis.doubts, *analysis.to_script()]
    values += [*find_quotes(text), *quoteattr.verify(text, [("a", text.replace("signed", "sold"))])]
    values += quoteattr.Attributor().pipe([None, text])  # type: ignore[list-item]
    assert max(map(len, map(repr, values))) < 600
    assert max(len(repr(one)) for one in analysis) < 120


def test_repr_is_short() -> None:
    assert (
        repr(ANALYSIS)
        == f"<Analysis of {len(TEXT)} characters (en, news): 4 attributions, 2 speakers, 3 named, 1 doubt>"
    )


# ----------------------------------------------------------------------------------------- mentions


@pytest.mark.parametrize(
    ("speaker", "texts", "why"),
    [
        (OKAFOR, ["Okafor", "harbour master Ada Okafor", "She"], "of one head the longer mention stands"),
        ("s1", ["Okafor", "harbour master Ada Okafor", "She"], "an id will do"),
        ("Ada Okafor", ["Okafor", "harbour master Ada Okafor", "She"], "and a name"),
        ("s2", ["Liam Brandt"], "says nothing, is named all the same"),
        (BOARD, ["The board"], "only the source of a quotation"),
    ],
)
def test_mentions_of(speaker: Speaker | str, texts: list[str], why: str) -> None:
    found = ANALYSIS.mentions_of(speaker)
    assert [m.text for m in found] == texts, why
    assert [TEXT[m.span.start : m.span.end] for m in found] == texts


@pytest.mark.parametrize("stranger", ["s9", "Ida Okafor", attrs.evolve(BRANDT, name="Liam B.")])
def test_mentions_of_a_stranger(stranger: Any) -> None:
    with pytest.raises(ArgumentError, match=r"no speaker .* in this text; there are: Ada Okafor \(s1\)"):
        ANALYSIS.mentions_of(stranger)


def test_an_analysis_is_a_sequence_of_its_attributions() -> None:
    said = ANALYSIS.attributions
    assert (ANALYSIS[0], ANALYSIS[-1], ANALYSIS[1:]) == (said[0], said[-1], said[1:])
    assert said[0] in ANALYSIS and ANALYSIS.index(said[1]) == 1
    assert list(reversed(ANALYSIS)) == list(reversed(said))


def test_what_people_print_is_short() -> None:
    for value in (*ANALYSIS, *ANALYSIS.speakers, *(one.quotation for one in ANALYSIS)):
        assert len(repr(value)) < 150, value


# --------------------------------------------------------------------------------------- round trip


def through_json(analysis: Analysis, **options: Any) -> Analysis:
    return Analysis.from_dict(json.loads(json.dumps(analysis.to_dict(), **options)))


def test_round_trip() -> None:
    assert Analysis.from_dict(ANALYSIS.to_dict()) == ANALYSIS
    assert through_json(ANALYSIS) == ANALYSIS
    assert through_json(ANALYSIS, ensure_ascii=False) == ANALYSIS


def test_speakers_are_written_once_and_keep_their_identity() -> None:
    assert ANALYSIS.to_dict()["attributions"][0]["speaker"] == "s1"
    back = through_json(ANALYSIS)
    assert back.attributions[0].speaker is back.speakers[0]


ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\ud83d\ude00\udfff\ud800\0\r\n“”")))


@given(text=ANY_TEXT)
def test_round_trip_of_any_text(text: str) -> None:
    # a surrogate pair in two halves would be read back as one character by json
    odd = attrs.evolve(BRANDT, name=text, mentions=(), known_id=text)
    analysis = attrs.evolve(ANALYSIS, text=text, attributions=(), speakers=(odd,), doubts=())
    assert through_json(analysis) == analysis


# ------------------------------------------------------------------------------------------- damage


def without(key: str) -> Callable[[dict[str, Any]], object]:
    return lambda document: document.pop(key)


def put(*path: Any) -> Callable[[dict[str, Any]], object]:
    """Put the last of ``path`` at the place that the rest names."""

    def change(document: Any) -> None:
        *way, last, value = path
        for step in way:
            document = document[step]
        document[last] = value

    return change


@pytest.mark.parametrize(
    ("damage", "where", "message"),
    [
        (without("schema"), "", "'schema' is missing"),
        (put("schema", 3), "schema", "this version reads schema 1 and 2, not 3"),
        (put("schema", True), "schema", "must be an integer, not bool"),
        (put("text", None), "text", "must be a string, not NoneType"),
        (
            put("text", TEXT.replace("never", "NEVER")),
            "attributions[0].quotation.parts",
            "was the text changed?",
        ),
        (put("text", TEXT[:40]), "speakers[0].mentions[1].span", "within the text of 40 characters"),
        (put("genre", "poem"), "genre", "must be one of news, fiction, not 'poem'"),
        (put("speakers", {}), "speakers", "must be an array, not dict"),
        (put("speakers", 1, "gender", "f"), "speakers[1].gender", "must be one of None, female"),
        (put("speakers", 0, "id", "s0"), "attributions[0].speaker", "no speaker has the id 's1'"),
        (put("attributions", 1, "cue", "span", [5]), "attributions[1].cue.span", "must be [start, end]"),
        (put("attributions", 1, "cue", "span", [9, 5]), "attributions[1].cue.span", "must be [start, end]"),
        (
            put("attributions", 1, "cue", "span", [1.5, 5]),
            "attributions[1].cue.span[0]",
            "must be an integer",
        ),
        (put("attributions", 1, "cue", "negated", 1), "attributions[1].cue.negated", "must be true or false"),
        (put("attributions", 1, "quotation", "spans", []), "attributions[1].quotation.spans", "at least one"),
        (
            put("attributions", 0, "evidence", 1, "x"),
            "attributions[0].evidence[1]",
            "must be an object, not str",
        ),
        (put("attributions", 0, "confidence", "high"), "attributions[0].confidence", "must be a number"),
        (put("doubts", 0, "message", 3), "doubts[0].message", "must be a string, not int"),
    ],
)
def test_damage_is_named(damage: Callable[[dict[str, Any]], object], where: str, message: str) -> None:
    document = json.loads(json.dumps(ANALYSIS.to_dict()))
    damage(document)
    with pytest.raises(DocumentError) as caught:
        Analysis.from_dict(document)
    assert caught.value.where == where
    assert message in str(caught.value)
    assert isinstance(caught.value, QuoteattrError)


@pytest.mark.parametrize("rubbish", [None, [], "x", 3])
def test_what_is_no_document(rubbish: Any) -> None:
    with pytest.raises(DocumentError, match="document: must be an object"):
        Analysis.from_dict(rubbish)


def test_keys_of_later_versions_are_passed_over() -> None:
    assert Analysis.from_dict({**ANALYSIS.to_dict(), "id": "a.txt", "mood": "blue"}) == ANALYSIS
