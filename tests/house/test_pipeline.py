"""The front page: each stage takes what earlier ones gave, under the same name and of the same type."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable

import pytest

from quoteattr.lang.load import load_pack
from quoteattr.pipeline import READ, WINGS, run, run_until
from quoteattr.stage_values import Profile
from quoteattr.types import Genre, Outcome

GIVEN = {"text": str, "profile": Profile, "progress": Callable[[int, int], None] | None}
"""What every stage may ask for, besides what earlier stages gave."""


@pytest.mark.parametrize("genre", WINGS)
def test_a_stage_takes_what_earlier_ones_gave(genre: Genre) -> None:
    known: dict[str, object] = dict(GIVEN)
    for value, function in READ + WINGS[genre]:
        hints = typing.get_type_hints(function)
        for name in inspect.signature(function).parameters:
            assert name in known, f"{value}: nothing gives {name}"
            assert hints[name] == known[name], f"{value}: {name} has another type"
        assert value not in known, f"{value} is given twice"
        known[value] = hints["return"]
    assert known["outcome"] is Outcome


@pytest.mark.parametrize("genre", WINGS)
def test_run_until_stops_behind_the_value(genre: Genre) -> None:
    profile = Profile(pack=load_pack("en"), genre=genre)
    found = run_until("“Go,” said Ana Ruiz.", profile, "sentences")
    assert {"segmented", "quotes", "sentences"} <= found.keys()
    assert found.keys().isdisjoint({"names", "places", "outcome"})


@pytest.mark.parametrize("genre", WINGS)
def test_progress_ends_with_all(genre: Genre) -> None:
    told: list[tuple[int, int]] = []
    run("“Go,” said Ana Ruiz.", Profile(pack=load_pack("en"), genre=genre), lambda *one: told.append(one))
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
