"""Roles that a list gives somebody as names: whose "cried the boy" is, and when that is doubtful."""

from __future__ import annotations

import re

import pytest

from quoteattr import Attributor, KnownSpeaker

TOM = KnownSpeaker("Tom Lacey", aliases=("the boy", "Tom"), gender="male")
SAM = KnownSpeaker("Sam Orde", aliases=("the boy", "Sam"), gender="male")
DANE = KnownSpeaker("Mrs. Dane", aliases=("her mother", "The Widow"), gender="female")
ELLA = KnownSpeaker("Ella Dane", aliases=("Ella", "girl"), gender="female")
ROLE = re.compile("((the|a|her) )?(boy|girl|mother|widow)", re.IGNORECASE)
OPENING = (
    "Mrs. Dane shut the gate. Tom Lacey stood in the lane.\n\n“Where is your father?” said Mrs. Dane.\n\n"
)
PLAIN = "“Gone to market,” cried the boy.\n\n“Then come in,” said Mrs. Dane.\n"


def last_of(text: str, *known: KnownSpeaker) -> tuple[str | None, str, list[str]]:
    """(speaker, rule) of the one turn whose tag is a role, and the kinds of doubts about it."""
    analysis = Attributor(genre="fiction", known=known or (TOM, DANE)).attribute(text)
    (one,) = [one for one in analysis if one.mention and ROLE.fullmatch(one.mention.text)]
    assert one.mention is not None
    doubts = [doubt.kind for doubt in analysis.doubts if doubt.span == one.mention.span]
    return one.speaker_name, one.rule, doubts


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        (OPENING + PLAIN, "Tom Lacey", "cried the boy"),
        (OPENING + PLAIN.replace("cried the boy", "the boy said"), "Tom Lacey", "the boy said"),
        (OPENING + PLAIN.replace("cried the boy", "cried the Boy"), "Tom Lacey", "with a capital"),
        (OPENING + "The boy said: “Gone to market.”\n", "Tom Lacey", "in front"),
        (
            OPENING.replace("Tom Lacey stood", "Tom Lacey, a boy of ten, stood") + PLAIN,
            "Tom Lacey",
            "apposed",
        ),
        (OPENING.replace("Tom Lacey stood", "A boy, Tom Lacey, stood") + PLAIN, "Tom Lacey", "brought in so"),
        (OPENING.replace("Tom Lacey", "A boy") + PLAIN, "Tom Lacey", "who is never named"),
        (OPENING + "“Boys!” said Mrs. Dane.\n\n" + PLAIN, "Tom Lacey", "others are only spoken of"),
    ],
)
def test_the_role_is_his(text: str, name: str, why: str) -> None:
    assert last_of(text) == (name, "cue", []), why


@pytest.mark.parametrize(
    ("rival", "why"),
    [
        ("Another boy came over the wall.", "another"),
        ("A second small boy came over the wall.", "a second one"),
        ("The other boy sat on the wall.", "the other"),
        ("Two boys sat on the wall.", "several"),
        ("The boys of the village sat on the wall.", "the boys"),
        ("It had begun to rain hard, and a boy came running over the wall.", "a new one"),
    ],
)
def test_another_boy_about_is_a_doubt(rival: str, why: str) -> None:
    name, _, doubts = last_of(f"{OPENING}{rival}\n\n{PLAIN}")
    assert doubts == ["contested-alias"], why
    assert name is not None


def test_a_boy_of_many_pages_before_is_none() -> None:
    far = "The rain fell on the lane and on the gate and on the wall of the yard. " * 50
    assert last_of(f"Another boy went by.\n\n{far}\n\n{OPENING}{PLAIN}") == ("Tom Lacey", "cue", [])


def test_a_role_of_two_is_a_doubt() -> None:
    name, rule, doubts = last_of(OPENING + PLAIN, TOM, SAM, DANE)
    assert doubts == ["two-known-speakers"] and rule == "turn" and name != "Mrs. Dane"


def test_a_boy_is_not_the_boy() -> None:
    _, rule, _ = last_of(OPENING + PLAIN.replace("the boy", "a boy"))
    assert rule == "turn"


@pytest.mark.parametrize(
    ("tag", "name"),
    [("said her mother", "Mrs. Dane"), ("the widow said", "Mrs. Dane"), ("said the girl", "Ella Dane")],
)
def test_other_roles(tag: str, name: str) -> None:
    text = f"Ella Dane came in with Mrs. Dane.\n\n“It is late,” {tag}.\n"
    assert last_of(text, DANE, ELLA) == (name, "cue", [])
