"""What a second look at a story knows by the first: who speaks around a turn, and how each talks."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from quoteattr.fiction.speakers import company
from quoteattr.fiction.speakers.facts import Facts, facts_of
from quoteattr.fiction.speakers.features import candidates, setting_of
from quoteattr.fiction.speakers.style import styles_of
from quoteattr.lang.load import load_pack
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile

NORA, HUGH = 0, 1
SAID = [
    "aye that be the way of it",
    "do you suppose that it will rain",
    "aye and it be wet",
    "I suppose that it will not",
    "aye be quick",
    "do you suppose so",
]


def _bags(lines: list[str]) -> list[Counter[str]]:
    return [Counter(line.split()) for line in lines]


@pytest.mark.parametrize(
    ("words", "nearer", "why"),
    [
        ("aye it be so", NORA, "a dialect's words"),
        ("do you suppose", HUGH, "a phrase of the other's"),
        ("AYE", None, "never said so"),
        ("", None, "nothing said"),
    ],
)
def test_words_are_likest_those_of_whoever_uses_them(words: str, nearer: int | None, why: str) -> None:
    styles = styles_of(_bags([*SAID, words]), [NORA, HUGH, NORA, HUGH, NORA, HUGH, -1])
    (bag,) = _bags([words])
    like = styles.likeness(bag, (NORA, HUGH), -1)
    ahead = like[NORA] - like[HUGH]
    if nearer is None:
        assert abs(ahead) < 0.1, why
    else:
        assert (ahead > 0) == (nearer == NORA), why


@given(st.lists(st.lists(st.sampled_from("abcdefg"), max_size=9), min_size=1, max_size=9))
def test_a_turn_does_not_speak_for_itself(lines: list[list[str]]) -> None:
    """Left out of its own speaker's words, a turn is judged as if it were nobody's."""
    bags = [Counter(line) for line in lines]
    counted = styles_of(bags, [0] * len(bags))
    apart = styles_of(bags, [-1, *[0] * (len(bags) - 1)])
    assert counted.likeness(bags[0], (0,), 0)[0] == pytest.approx(apart.likeness(bags[0], (0,), -1)[0])


def test_whoever_speaks_all_around_is_company() -> None:
    rows: dict[int, list[tuple[str, ...]]] = {NORA: [], HUGH: []}
    company._add_company("b", Counter({NORA: 4.0, HUGH: 0.1}), rows)  # type: ignore[dict-item]
    assert rows == {
        NORA: [("about", "b", "5"), ("aboutrank", "b", "0", "1")],
        HUGH: [("about", "b", "1"), ("aboutrank", "b", "1", "1")],
    }


def _facts(text: str) -> Facts:
    pack = load_pack("en")
    found = run_until(text, Profile(pack=pack, genre="fiction"), "cast")
    return facts_of(found["segmented"], found["sentences"], found["turns"], found["cast"], pack)


@pytest.mark.parametrize(
    ("turns", "is_one"), [(1, True), (4, True), (8, True), (9, False)], ids=["beside", "near", "far", "no"]
)
def test_whoever_is_addressed_some_turns_off_may_speak(turns: int, is_one: bool) -> None:
    """Rosa is in the room, though the narration names her long before and never again."""
    far = "Nora met Hugh in the lane. Hugh had a letter for Nora.\n\n" * 60
    run = "“No, it was the other one.”\n\n" * turns
    text = f"Rosa rang the bell.\n\n{far}“Is it late?” said Nora.\n\n{run}“Come in, Rosa.”\n\n“No.”\n"
    facts = _facts(text)
    (rosa,) = facts.spoken[-2]
    assert facts.cast.characters[rosa].name == "Rosa" and facts.spoken[-2][rosa]
    assert (rosa in candidates(setting_of(facts, len(facts.turns) - 2 - turns))) == is_one


def test_a_story_that_is_not_long_has_weights_of_its_own() -> None:
    scene = "“Is it late?” said Nora.\n\n“It is,” said Hugh.\n\n“Then go.”\n\n“Not yet.”\n\n"
    kinds = {}
    for times in (2, 40):
        facts = _facts(scene * times)
        shares = [{0: 0.9, 1: 0.1} for _ in facts.turns]
        rows = company.second_features(facts, shares)
        kinds[times] = {feature[:2] for row in rows for found in row.values() for feature in found}
    assert {kind for name, kind in kinds[2] if name == "about"} == {"b short"}
    assert {kind for name, kind in kinds[40] if name == "about"} == {"b"}
    assert "style" in dict(kinds[40]) and "style" not in dict(kinds[2])


def test_no_feature_holds_a_letter_of_a_name() -> None:
    """A story and the same story with other names have the same features of the second look."""
    story = "“Is it late?” said Nora.\n\n“Aye, it be late,” said Hugh.\n\n“Then go.”\n\n“Aye.”\n\n" * 4
    told = [
        [one.speaker_name for one in quoteattr.attribute(text, genre="fiction", known=known)]
        for text, known in [
            (story, ["Nora", "Hugh"]),
            (story.replace("Nora", "Wilma").replace("Hugh", "Zeb"), ["Wilma", "Zeb"]),
        ]
    ]
    assert [{"Nora": "Wilma", "Hugh": "Zeb"}[name or ""] for name in told[0]] == told[1]


def test_a_list_with_a_role_of_its_own_has_all_who_speak() -> None:
    text = (
        "Nora Dane kept the gate of the house. Hugh came up the road.\n\n“Good morning,” said Hugh.\n\n"
        "“We are closed,” said the porter.\n"
    )
    known = ["Nora Dane", "Hugh"]
    last = quoteattr.attribute(text, genre="fiction", known=known)[-1]
    assert last.speaker_name == "the porter", "people alone: somebody else has a role"
    last = quoteattr.attribute(text, genre="fiction", known=[*known, "The Barman"])[-1]
    assert last.speaker_name == "Nora Dane", "the one of the list who is left"
