"""Cost grows with the length of the text and no faster: on ordinary prose and on texts made to hurt.

Twenty shapes of news in the mode "full"; ``tools/bench/growth.py``, a step of ``.ci/run``, takes hundreds in
both modes of news and as stories, for which a mode changes nothing.
What is counted are executed instructions or lines, never time: see ``tools/bench/counting.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from mmap import PAGESIZE, mmap

import pytest

from tools.bench.counting import count_event, counter, opened_event
from tools.bench.growth import LIMIT, SETTINGS, Figure, attributing, measured, work
from tools.bench.shapes import EXPORTED, FEW, NAMED, SHAPES, WHOLE, grown


@pytest.mark.parametrize("shape", FEW)
def test_cost_grows_with_the_text_and_no_faster(shape: str) -> None:
    figure = measured("news", shape, counter())
    assert max(figure.steps) <= LIMIT, figure


# ---------------------------------------------------------------------------------- what is measured


def test_shapes_are_measured_in_both_genres_and_modes() -> None:
    assert len(SHAPES) == len(set(SHAPES))
    assert len(WHOLE) >= 130
    assert len(FEW) == 20
    assert {*FEW, *EXPORTED, *NAMED, *WHOLE} <= set(SHAPES)
    assert {(setting, shape) for setting in SETTINGS for shape in WHOLE} <= set(work(every=False))
    assert {(setting, shape) for setting in SETTINGS for shape in SHAPES} <= set(work(every=True))
    assert {shape for _, shape in work(every=False)} == set(SHAPES)


@pytest.mark.parametrize("shape", ["dialogue", "turns with dashes", "play labels", "news"])
def test_a_story_is_analysed_in_the_same_steps_in_both_modes(shape: str) -> None:
    """So one of the two is measured."""
    lines, text = counter(lines=True), grown(shape, 1)
    full, quoted = (attributing(genre="fiction", mode=mode)(text) for mode in ("full", "quoted"))
    full()
    assert lines.count(full) == lines.count(quoted)


def test_shapes_are_as_long_as_they_say() -> None:
    for shape in SHAPES:
        small, larger, largest = (len(grown(shape, factor)) for factor in (1, 4, 16))
        assert 3 * 350 < larger - small < 3 * 650, shape
        assert largest - larger == pytest.approx(4 * (larger - small), rel=0.05), shape


# ------------------------------------------------------------------------------------------- counting


def once(size: int) -> None:
    for _ in range(size):
        pass


def square(size: int) -> None:
    for _ in range(size):
        for _ in range(size):
            pass


def square_on_a_line(size: int) -> None:
    [k for _ in range(size) for k in range(size)]


@pytest.mark.parametrize(
    ("function", "least", "most", "why"),
    [
        (once, 3.0, LIMIT, "four times the turns"),
        (square, 10.0, 17.0, "a loop in a loop: no call, and yet a square"),
        (square_on_a_line, 10.0, 17.0, "its turns are on one line"),
    ],
)
def test_lines_show_a_square(function: Callable[[int], None], least: float, most: float, why: str) -> None:
    lines = counter(lines=True)
    assert lines.unit == "lines"
    small, large = (lines.count(lambda n=n: function(n)) for n in (50, 200))  # type: ignore[misc]
    assert least < large / small < most, why


def test_lines_are_the_same_each_time() -> None:
    lines = counter(lines=True)
    assert lines.count(lambda: square(20)) == lines.count(lambda: square(20))


def test_instructions_show_a_square_inside_a_call() -> None:
    if counter().unit != "instructions":
        pytest.skip("the processor's counter of instructions cannot be read on this machine")
    small, large = (counter().count(lambda n=n: "a" * n in "a" * (2 * n)) for n in (50_000, 200_000))  # type: ignore[misc]
    assert large > 3 * small


def test_an_event_of_the_system_is_counted() -> None:
    """The way to the processor's counter, with an event that any Linux counts: first uses of memory."""
    page_faults = opened_event(1, 2)
    if page_faults is None:
        pytest.skip("perf_event_open is not permitted here")

    def touch() -> None:
        with mmap(-1, 1_000 * PAGESIZE) as memory:  # no page is there before its first use
            for start in range(0, len(memory), PAGESIZE):
                memory[start] = 1

    assert count_event(touch, page_faults) > 100
    assert count_event(lambda: None, page_faults) < 100


def test_a_figure_says_how_much_more_each_step_costs() -> None:
    figure = Figure("news", "one name", (100, 400, 6400))
    assert figure.steps == (4.0, 16.0)
    assert str(figure) == "news: one name: 4.00, 16.00 times (100, 400, 6400)"
