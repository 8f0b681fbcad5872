"""Every Python gives the same answers, to the last digit."""

from itertools import permutations

import pytest
import stored_answers

from quoteattr.model import figure, total
from quoteattr.news.resolution.ranking import score


def test_this_python_answers_as_the_one_that_stored_the_answers():
    python, before = stored_answers.stored()
    now = stored_answers.answers()
    changed = sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))
    assert not changed, (
        f"{len(changed)} answers are not those stored by Python {python}: {changed[:10]}. If they are meant "
        "to change, run python tests/stored_answers.py with the oldest Python that is supported."
    )


@pytest.mark.parametrize(
    ("values", "expected", "why"),
    [
        ([0.1] * 10, 1.0, "Python 3.11 adds them to 0.9999999999999999, later ones to 1.0"),
        ([1e16, 1.0, -1e16], 1.0, "a small one between two large ones is not lost"),
        ([0.4, 0.8, -1.2], 0.0, "what is alike is a tie"),
        ([-0.00001], 0.0, "never a negative nothing"),
        ([], 0.0, "nothing"),
    ],
)
def test_a_sum_is_exact_in_any_order(values, expected, why):
    for ordered in set(permutations(values[:5])):
        assert str(total([*ordered, *values[5:]])) == str(expected), why


def test_a_figure_has_four_decimals():
    assert [figure(value) for value in (1 / 3, 2.0, -1e-9)] == [0.3333, 2.0, 0.0]


def test_two_with_the_same_reasons_tie_in_whatever_order_they_are_found():
    """0.9 + 1.4 - 0.3 - 0.4 … : added from the left, some orders end in another digit."""
    names = ["spoke last", "spoke in this paragraph", "was possessive", "was in a phrase", "times mentioned"]
    scores = {score(dict.fromkeys(ordered, 1.1)) for ordered in permutations(names)}
    assert len(scores) == 1
