"""Named figures that say how well a speaker follows the two before, by the places of the turns alone."""

from __future__ import annotations

from typing import NamedTuple

from quoteattr.fiction.speakers.facts import Facts
from quoteattr.fiction.speakers.features import (
    CUED,
    NOTHING_BESIDE,
    UNCUED,
    gap_class,
    turn_type,
    voice_gender,
)
from quoteattr.model.turns import Feature

_NEXT = "1"  # the gap of the next paragraph


class Place(NamedTuple):
    """A turn's place in the dialogue: its ``type`` and that of the turn ``before``, the ``gap`` before each,
    what ``ties`` the two, and whether both show one gender ("same", "other", or "" where one shows none)."""

    type: str
    before: str
    gap: str
    gap_before: str
    ties: str
    shown: str


def place_of(facts: Facts, t: int) -> Place:
    """The place of turn ``t`` in the dialogue."""
    turns = facts.turns
    if not t:
        return Place(turn_type(turns[t]), "-", gap_class(turns[t]), "-", facts.ties[t], "")
    shown, before = voice_gender(turns[t]), voice_gender(turns[t - 1])
    return Place(
        turn_type(turns[t]),
        turn_type(turns[t - 1]),
        gap_class(turns[t]),
        gap_class(turns[t - 1]),
        facts.ties[t],
        ("same" if shown == before else "other") if shown and before else "",
    )


def is_next_paragraph(place: Place) -> bool:
    """Whether a turn without a cue is in the paragraph behind that of the turn before."""
    return place.type in UNCUED and place.gap == _NEXT


def history_features(place: Place, pattern: tuple[int, int, int]) -> list[Feature]:
    """Features of who has a turn, given who had the two before; ``pattern``: the three speakers, the last one
    first, by any numbers."""
    who, first, second = pattern
    kind, before, gap, gap_before, tie, shown = place
    same = f"{who == first:d}{who == second:d}"
    two = "2" if first == second else "1"
    plain = kind if kind in NOTHING_BESIDE else CUED
    found = [
        ("turns", kind, gap, same),
        ("turns3", gap, same, two),
        ("turns2", gap, gap_before, same),
        ("tie", plain, gap, tie, same[:1]),
        ("pair", before, kind, gap, same[:1]),
        ("pair2", before if before in NOTHING_BESIDE else CUED, plain, gap, gap_before, same, two),
    ]
    return [*found, ("agree", before, kind, gap, shown, same[:1])] if shown else found
