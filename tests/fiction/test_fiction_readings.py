"""All readings of a chapter weighed exactly, and what makes a whole scene unsure."""

from __future__ import annotations

from itertools import product
from math import isclose, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quoteattr
from quoteattr import KnownSpeaker
from quoteattr.fiction.speakers import lattice

_FACTORS = st.lists(st.floats(0.1, 10), min_size=5, max_size=5)


def _steps(turns: list[tuple[list[int], list[float], list[float]]]) -> list[lattice._Step]:
    before, earlier = lattice.NOBODY[:1], lattice.NOBODY[1:]
    steps = []
    for who, factors, own in turns:
        places = {k: n for n, k in enumerate(earlier)}
        steps.append(lattice._Step(tuple(who), tuple(own), before, places, tuple(factors)))
        before, earlier = tuple(who), before
    return steps


def _shares(steps: list[lattice._Step]) -> list[list[float]]:
    return [[sum(row) for row in rows] for rows in lattice._pairs(steps)]


def _plainly(steps: list[lattice._Step]) -> list[list[float]]:
    """The shares by going through every reading."""
    found = [[0.0] * len(step.who) for step in steps]
    for reading in product(*[range(len(step.who)) for step in steps]):
        speakers = [lattice.NOBODY[1], lattice.NOBODY[0]]
        speakers += [step.who[n] for step, n in zip(steps, reading, strict=True)]
        share = prod(
            step.own[n] * step.factors[_pattern(speakers[t + 2], speakers[t + 1], speakers[t])]
            for t, (step, n) in enumerate(zip(steps, reading, strict=True))
        )
        for t, n in enumerate(reading):
            found[t][n] += share
    return [[share / sum(row) for share in row] for row in found]


def _pattern(who: int, first: int, second: int) -> int:
    same = (who == first, who == second, first == second)
    return next(n for n, (a, b, c) in enumerate(lattice.PATTERNS) if (a == b, a == c, b == c) == same)


@given(
    st.lists(
        st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True).flatmap(
            lambda who: st.tuples(
                st.just(who), _FACTORS, st.lists(st.floats(0.1, 1), min_size=len(who), max_size=len(who))
            )
        ),
        min_size=1,
        max_size=5,
    )
)
def test_the_shares_are_those_of_all_readings(
    turns: list[tuple[list[int], list[float], list[float]]],
) -> None:
    """Forwards and backwards gives what counting every reading gives."""
    steps = _steps(turns)
    for given_row, row in zip(_shares(steps), _plainly(steps), strict=True):
        assert all(isclose(a, b, rel_tol=1e-6, abs_tol=1e-9) for a, b in zip(given_row, row, strict=True))


@pytest.mark.parametrize("count", [2, 9, 400])
def test_a_long_chapter_vanishes_for_nobody(count: int) -> None:
    """A product of hundreds of shares is no zero: two who take turns stay as likely as each other."""
    rare = ([0, 1], [1e-9, 1e-9, 1e-9, 1.0, 1e-9], [1e-9, 1e-9])
    shares = _shares(_steps([rare] * count))
    assert all(isclose(share, 0.5) for row in shares for share in row)


# ------------------------------------------------------------------------------------- whole scenes


NORA = KnownSpeaker("Nora Lisle", aliases=("Nora",), gender="female")
HUGH = KnownSpeaker("Hugh Pell", aliases=("Hugh",), gender="male")
OPEN = (
    "Nora and Hugh sat by the stove.\n\n“It will snow.”\n\n“It always snows.”\n\n“Not before the fair.”\n\n"
    "“You said so last year.”\n\n“And I was right{}"
)
WOMAN_FIRST, MAN_FIRST = ["Nora Lisle", "Hugh Pell"], ["Hugh Pell", "Nora Lisle"]


def _told(text: str) -> tuple[list[str | None], list[float]]:
    found = quoteattr.attribute(text, genre="fiction", known=(NORA, HUGH))
    return [one.speaker_name for one in found], [one.confidence or 0.0 for one in found]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (",” said Nora.", [*WOMAN_FIRST, *WOMAN_FIRST, "Nora Lisle"]),
        (",” said Hugh.", [*MAN_FIRST, *MAN_FIRST, "Hugh Pell"]),
        (",” she said.", [*WOMAN_FIRST, *WOMAN_FIRST, "Nora Lisle"]),
        (",” he said.", [*MAN_FIRST, *MAN_FIRST, "Hugh Pell"]),
        (".” Nora put on a log.", [*WOMAN_FIRST, *WOMAN_FIRST, "Nora Lisle"]),
        (".” Hugh put on a log.", [*MAN_FIRST, *MAN_FIRST, "Hugh Pell"]),
    ],
)
def test_what_ends_a_scene_decides_all_of_it(end: str, expected: list[str]) -> None:
    """And behind a tag the scene as a whole is surer than the one that nothing decides; a beat shows less."""
    speakers, sure = _told(OPEN.format(end))
    assert speakers == expected
    _, unsure = _told(OPEN.format(".”"))
    assert sum(sure) > sum(unsure) or not end.startswith(",")


def test_a_scene_that_nothing_decides_is_unsure_as_a_whole() -> None:
    _, sure = _told(OPEN.format(".”"))
    assert max(sure) < 0.75


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a beat in each
            "“You are late.” Nora pushed the lamp across.\n\n“The boat was late.”\n\n“Is he with you?”\n\n"
            "“He went up.” Hugh hung his coat on the nail. “He wanted to be alone.”",
            [*WOMAN_FIRST, *WOMAN_FIRST],
        ),
        (  # who is addressed
            "“Who has the key?” Nora asked.\n\n“Not I.”\n\n“Hugh, the key.”\n\n“I gave it away.”",
            [*WOMAN_FIRST, *WOMAN_FIRST],
        ),
        (  # a pronoun in the last beat
            "“Where is he?” asked Nora.\n\nHugh did not look round. “Gone.”\n\n“Gone where?”\n\n"
            "“To the mill.” He shut the book. “Ask them.”",
            [*WOMAN_FIRST, *WOMAN_FIRST],
        ),
    ],
)
def test_a_scene_of_two(text: str, expected: list[str]) -> None:
    assert _told(text)[0] == expected
