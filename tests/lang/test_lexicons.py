"""The English lists: what ships is what the edited tables give, and the forms of words are right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SRC

from quoteattr.lang.folded import FEWEST, KEY, folded, unfolded
from quoteattr.lang.words.fiction import StoryWords
from tools.lexicons import build, inflect, reporting, romanize, tables

SHIPPED = SRC / "quoteattr" / "lang" / "en"
EDITED_AS_JSON = {"marks"}


def shipped(name: str) -> Any:
    return unfolded(json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", sorted(build.LISTS))
def test_what_ships_is_what_the_tables_give(name: str) -> None:
    assert (SHIPPED / f"{name}.json").read_bytes() == build.encoded(build.LISTS[name]()), (
        "run tools/lexicons/build.py"
    )


def test_kinds_of_story_words_are_those_that_the_stages_ask_for() -> None:
    code = "\n".join([path.read_text(encoding="utf-8") for path in (SRC / "quoteattr").rglob("*.py")])
    kinds = {one.name for one in attrs.fields(StoryWords)}
    assert {kind.replace("-", "_") for kind in shipped("story")} == kinds
    assert kinds <= {b for _, b in re.findall(r"\b(story|articles)\.([a-z_]+)", code)}


def test_every_list_is_built_and_has_its_row_in_sources() -> None:
    files = {path.stem for path in SHIPPED.glob("*.json")}
    rows = set(
        re.findall(r"^\| (\w+) \|", (SHIPPED / "SOURCES.md").read_text(encoding="utf-8"), re.MULTILINE)
    ) - {"list"}
    assert files == rows
    assert files - EDITED_AS_JSON == set(build.LISTS)


def test_every_table_is_used_and_named_in_sources() -> None:
    sources = (SHIPPED / "SOURCES.md").read_text(encoding="utf-8")
    assert [
        path.name for path in sorted(tables.TABLES.glob("*.tsv")) if f"`{path.name}`" not in sources
    ] == []


@pytest.mark.parametrize("path", sorted(tables.TABLES.glob("*.tsv")), ids=lambda path: path.stem)
def test_no_row_twice_and_all_sorted(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    width = 2 if path.stem == "cue_counts" else 1
    keys_of = [tuple(line.split("\t")[:width]) for line in lines]
    assert lines == sorted(lines)
    assert len(set(keys_of)) == len(keys_of)


def test_the_lists_stay_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.glob("*.json")) < 1_000_000


def test_a_long_list_is_folded_and_comes_back() -> None:
    words = {f"{'ab' * (n % 40)}{n:x}é": [None, n % 3] for n in range(FEWEST)}
    there = folded(words)
    assert there.keys() == {KEY} and unfolded(json.loads(json.dumps(there))) == words
    assert list(unfolded(there)) == sorted(words), "in the order of the alphabet"
    for plain in ({"a": 1}, {**words, "aB": 1}, {word: n for n, word in enumerate(words)}, {}):
        assert folded(plain) == plain and unfolded(plain) == plain


SHAPES: list[tuple[str, Callable[[str], Any], set[str]]] = [
    ("plurals: a few ends", lambda word: word[:-1] + "y", {"words", "ends", "which"}),
    ("words and none", lambda word: None if "1" in word else word, {"words", "ends", "which"}),
    ("lists of forms", lambda word: [word + "s", word + "ed"], {"words", "ends", "which"}),
    ("facts", lambda word: {"n": len(word), "as": word, "is": {word: None}}, {"words", "columns"}),
    ("facts, one of many values", lambda word: {"n": word[::-1], "few": 1}, {"words", "columns"}),
]


@pytest.mark.parametrize(("why", "value", "keys"), SHAPES, ids=[row[0] for row in SHAPES])
def test_values_made_of_the_word_and_facts_come_back(
    why: str, value: Callable[[str], Any], keys: set[str]
) -> None:
    words = {f"{n:03}{'ab' * (n % 11)}": value(f"{n:03}{'ab' * (n % 11)}") for n in range(FEWEST)}
    there = json.loads(json.dumps(folded({"few": {"a": 1}, "many": words})))
    assert there["few"] == {"a": 1} and there["many"][KEY].keys() == keys
    assert unfolded(there) == {"few": {"a": 1}, "many": words}


VALUES = st.integers(0, 3) | st.text("ab", max_size=30) | st.lists(st.text("aé"), max_size=2)


@given(st.dictionaries(st.text("abAZé'- ", max_size=40), VALUES, max_size=40))
def test_any_words_come_back(words: dict[str, Any]) -> None:
    filled = {**{f"z{n}": 9 for n in range(FEWEST)}, **words}
    assert unfolded(folded(filled)) == filled


@given(st.dictionaries(st.text("abé'- ", max_size=40), st.fixed_dictionaries({"x": VALUES, "y": VALUES})))
def test_any_facts_come_back(words: dict[str, Any]) -> None:
    filled = {**{f"z{n}": {"x": 9, "y": n} for n in range(FEWEST)}, **words}
    assert unfolded(folded(filled)) == filled


VERBS = [
    # lemma, some of its forms, why
    ("say", "said:past says:s saying:ing", "irregular past"),
    ("tell", "told:past", "irregular past that is the participle too"),
    ("write", "wrote:past written:participle writing:ing", "participle of its own; silent e goes"),
    ("put", "put:base puts:s putting:ing", "one form for base and past; short vowel doubles"),
    ("admit", "admitted:past admitting:ing", "stressed last syllable doubles"),
    ("answer", "answered:past answering:ing", "unstressed last syllable does not"),
    ("quip", "quipped:past quipping:ing", "qu counts as a consonant"),
    ("signal", "signaled:past signalled:past", "American and British"),
    ("criticize", "criticized:past criticised:past criticises:s", "British -ise stands beside -ize"),
    ("seize", "seized:past", "no British spelling"),
    ("reply", "replied:past replies:s replying:ing", "y after a consonant"),
    ("say", "says:s", "y after a vowel"),
    ("agree", "agreed:past agreeing:ing", "double e stays"),
    ("lie", "lying:ing lied:past", "ie becomes y"),
    ("panic", "panicked:past panicking:ing", "c becomes ck"),
    ("echo", "echoes:s", "o after a consonant"),
    ("stress", "stresses:s", "sibilant"),
    ("show", "showed:past shown:participle showing:ing", "w never doubles"),
    ("be", "was:past were:past been:participle is:s", "the one with eight forms"),
    ("have", "has:s had:past", "irregular s form"),
]


@pytest.mark.parametrize(("lemma", "forms", "why"), VERBS, ids=[f"{lemma}: {why}" for lemma, _, why in VERBS])
def test_verbs_inflect(lemma: str, forms: str, why: str) -> None:
    found = inflect.verb_forms(lemma, *tables.verb_tables())
    expected = dict(item.split(":") for item in forms.split())
    assert expected.items() <= found.items(), why


@pytest.mark.parametrize(
    ("lemma", "wrong"),
    [("answer", "answerred"), ("seize", "seise"), ("write", "writed"), ("show", "showwed")],
)
def test_verbs_have_no_wrong_forms(lemma: str, wrong: str) -> None:
    assert wrong not in inflect.verb_forms(lemma, *tables.verb_tables())


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("spokeswoman", "spokeswomen"),
        ("ally", "allies"),
        ("boss", "bosses"),
        ("person", "people"),
        ("german", "germans"),
        ("analysis", "analyses"),
        ("boy", "boys"),
        ("child", "children"),
    ],
)
def test_plurals(noun: str, expected: str) -> None:
    assert inflect.plural(noun) == expected


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Сергей", "ru", ["sergey", "sergei"]),
        ("Дмитрий", "ru", ["dmitry", "dmitri", "dmitriy"]),
        ("Юлия", "ru", ["yulia", "yuliya"]),
        ("Володимир", "uk", ["volodymyr"]),
        ("Γιώργος", "el", ["giorgos"]),
    ],
)
def test_other_scripts_as_the_press_writes_them(name: str, language: str, expected: list[str]) -> None:
    assert romanize.romanized(name, language) == expected


NAMES = [
    ("hillary", "female", False, "a name and nothing else"),
    ("sergei", "male", False, "out of another script"),
    ("leslie", None, False, "of both sexes"),
    ("will", "male", True, "a modal verb that is a frequent name"),
    ("grace", "female", True, "an ordinary word"),
]


@pytest.mark.parametrize(("name", "gender", "word", "why"), NAMES, ids=[name for name, *_ in NAMES])
def test_first_names(name: str, gender: str | None, word: bool, why: str) -> None:
    facts = shipped("first_names")[name]
    assert (facts[0], bool(facts[2:])) == (gender, word), why


@pytest.mark.parametrize("word", ["the", "on", "even", "so", "tuesday", "he", "they"])
def test_function_and_calendar_words_are_no_first_names(word: str) -> None:
    assert word not in shipped("first_names")


def test_reporting_verbs_are_whole() -> None:
    for lemma, facts in shipped("reporting")["verbs"].items():
        assert facts["act"] in ("speech", "thought", "writing", "other"), lemma
        assert facts["frames"] and len(set(facts["frames"])) == len(facts["frames"]), lemma
        assert facts["forms"][lemma] == "base", lemma
        assert set(facts["forms"].values()) <= {"base", "s", "past", "participle", "ing"}, lemma
        assert facts["precision"] is None or 0 <= facts["precision"] <= 1, lemma
        assert set(facts.get("by_form", ())) <= set(facts["forms"]), lemma


def test_precision_is_null_only_when_seldom_seen() -> None:
    counted = reporting.counts()
    for part, rows in shipped("reporting").items():
        for lemma, facts in rows.items():
            seen = int(counted.get((part.removesuffix("s"), lemma), {"count": "0"})["count"])
            assert (facts["precision"] is None) == (seen < 5), lemma


def test_every_phrase_has_its_forms() -> None:
    phrases = shipped("reporting")["phrases"]
    assert {"point out", "pointed out", "pointing out", "points out"} == set(phrases["point out"]["forms"])
    assert phrases["according to"]["forms"] == ["according to"]
