"""Our own scenes of modern fiction: frozen, and what tools/scoreboard/scenes.py counts in them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from places import TESTS

from quoteattr import Attributor, KnownSpeaker
from tools import corpora
from tools.scoreboard import scenes

FOLDER = TESTS / "corpus" / "fiction"
DOCUMENTS = {document["id"]: document for document in corpora.read_jsonl(scenes.SCENES)}
FROZEN = json.loads((FOLDER / "checksums.json").read_text(encoding="utf-8"))


def builder() -> Any:
    spec = importlib.util.spec_from_file_location("build_scenes", FOLDER / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_scenes_are_those_that_were_frozen() -> None:
    """A scene that must change is struck: its row leaves checksums.json, and the figures."""
    made = [builder().build(path) for path in sorted((FOLDER / "sources").glob("*.txt"))]
    assert {document["id"]: document for document in made} == DOCUMENTS
    assert builder().digests(made) == FROZEN


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_scene_is_about_600_words_and_has_its_text_beside_it(name: str) -> None:
    document = DOCUMENTS[name]
    assert 480 <= corpora.count_words(document["text"]) <= 660
    assert len(document["quotes"]) >= 25
    text = (FOLDER / "texts" / f"{name.rsplit('/', 1)[-1]}.txt").read_text(encoding="utf-8")
    assert text == document["text"]


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("{a.N “Yes,} she said.", "has a wrong span"),  # a mark outside of the tag
        ("{a.N “Yes,”} she said. “No.”", "nobody has"),  # words in marks without a speaker
        ("{a.X “Yes,”} she said.", "not a tag"),  # a kind that is none
    ],
)
def test_wrong_offsets_are_told(marked: str, message: str, tmp_path: Path) -> None:
    source = tmp_path / "one.txt"
    source.write_text(f"a: Ann Lee | Ann | F\n===\n{marked}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        builder().build(source)


TEXT = "“Come in,” said Ann Lee.\n\n“Why?” asked Mr. Moor.\n\nThe sign said “Exit.”\n"
PEOPLE = [
    {"id": "p1", "name": "Ann Lee", "aliases": ["Ann"]},
    {"id": "p2", "name": "Otto Moor", "aliases": ["Moor"]},
]
QUOTES = [
    {"tag": "N", "spans": [[0, 10]], "speaker": "p1"},
    {"tag": "N", "spans": [[26, 32]], "speaker": "p2"},
]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (("Ann Lee", KnownSpeaker("Otto Moor", aliases=("Moor",))), {"right name": 2}),  # Mr. is no matter
        (("Ann Lee", "Moor Senior"), {"right name": 1}),  # a word in common is not enough
    ],
)
def test_a_turn_is_right_by_a_name_of_the_speaker(known: tuple[Any, ...], expected: dict[str, int]) -> None:
    document = {"text": TEXT, "people": PEOPLE, "quotes": QUOTES}
    found, wrong = scenes.counts(document, Attributor(genre="fiction").attribute(TEXT, known=known))
    assert {"right name": found["right name"]} == expected
    assert found["all name"] == 2 and len(wrong) == 2 - found["right name"]
