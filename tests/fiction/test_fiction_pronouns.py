"""What stands around "he said" says whom it means."""

from __future__ import annotations

import pytest
from fiction import PACK, staged

from quoteattr.fiction.speakers.facts import Facts, facts_of
from quoteattr.fiction.speakers.pronouns import pronoun_features
from quoteattr.fiction.turns.beside import Voice
from quoteattr.model.turns import Feature

_BEGIN = (
    "Tobias Wren and Edmund Lyle walked down to the quay.\n\n“Late again,” said Edmund Lyle.\n\n"
    "“Not so late,” said Tobias Wren.\n\n"
)


def features(narration: str) -> dict[str, list[Feature]]:
    """Name -> the features of that character for the last turn of a scene of two men."""
    found = staged(_BEGIN + narration, "cast")
    facts = facts_of(found["segmented"], found["sentences"], found["turns"], found["cast"], PACK)
    cue, who = facts.turns[-1].cue, range(len(facts.cast.characters))
    assert cue is not None and cue.kind == "pronoun"
    return dict(zip([one.name for one in facts.cast.characters], _of(facts, cue, who), strict=True))


def _of(facts: Facts, cue: Voice, who: range) -> list[list[Feature]]:
    return pronoun_features(facts, len(facts.turns) - 1, cue, list(who))


@pytest.mark.parametrize(
    ("narration", "who", "begins", "why"),
    [
        (
            "“You never count,” he said to Edmund.",
            "Edmund Lyle",
            ("by", "behind", "same"),
            "whom he speaks to",
        ),
        ("Edmund rose. “You never count,” he said.", "Edmund Lyle", ("by", "front"), "who is named in front"),
        (
            "Edmund looked at Tobias. “Well,” he said.",
            "Edmund Lyle",
            ("acted", "0"),
            "who did something last",
        ),
        ("Edmund looked at Tobias. “Well,” he said.", "Tobias Wren", ("acted", "1"), "he was looked at"),
        ("Edmund looked at Tobias. “Well,” he said.", "Tobias Wren", ("speaking",), "he speaks around"),
    ],
)
def test_around_a_pronoun(narration: str, who: str, begins: tuple[str, ...], why: str) -> None:
    assert any(one[: len(begins)] == begins for one in features(narration)[who]), why


def test_the_same_narration_of_others_says_the_same() -> None:
    one = features("Edmund looked at Tobias. “Well,” he said.")
    other = features("Tobias looked at Edmund. “Well,” he said.")
    acted = {name: [row[1] for row in rows if row[0] == "acted"] for name, rows in one.items()}
    swapped = {name: [row[1] for row in rows if row[0] == "acted"] for name, rows in other.items()}
    assert acted["Edmund Lyle"] == swapped["Tobias Wren"]
    assert acted["Tobias Wren"] == swapped["Edmund Lyle"]
