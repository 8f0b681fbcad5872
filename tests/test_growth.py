"""Time grows with the length of the text and no faster: on ordinary prose and on texts made to hurt.

Ten times the text may take about ten times as long. The best of several runs counts, and a text under
suspicion gets more of them: a busy machine does not fail the test, a square does.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import best_time

import quoteattr

TIMES = 10
LIMIT = 24.0  # a square would give 60 to 100; caches and other programs alone have given 20
ENOUGH = 0.02  # seconds that the small text must take for the ratio to mean something
SMALLEST, LARGEST = 500, 64_000  # characters of the small text

PROSE = (
    "The harbour board met on Tuesday in Oakhaven, and few of its members went home happy.\n\n"
    "“We have run out of sand and of patience,” said Martha Quill, who has chaired the board since spring. "
    "“Next year we dredge or we close.”\n\n"
    'Her deputy, Tom Aldous, said that the engineers were "not far" from an answer. He added that the old '
    "crane could be sold. According to Quill, two buyers have written.\n\n"
)

# Unlike the rest, these grow in people: {} is another made-up name each time.
PEOPLE = {
    "different names": "“Yes,” said Anna {0}son of {0}.\n\n",
    "namesakes": "{0} Quill said yes. She left.\n\n",
    "different names, one paragraph": "{0} Quill and Tom {0} said so. ",
    "different names, one sentence": "{0} Quill, ",
    "names, then pronouns": "Anna {0} came. He said she said it.\n\n",
}

TEXTS: dict[str, str] = {
    "news": PROSE,
    "one paragraph": PROSE.replace("\n\n", " "),
    "one sentence": "the tide, said Quill, was late and ",
    "openers": "“",
    "closers": "” ",
    "straight marks": 'a "',
    "pairs": "“a” ",
    "nested": "“a ‘b ",
    "apostrophes": "' '' ’ ",
    "backticks": "`` a '",
    "corner brackets": "「a『",
    "open paragraphs": "“It goes on\n\n",
    "capitals": "Martha Quill Tom Aldous ",
    "list of names": "Martha Quill, Tom Aldous and ",
    "list of titles": "Sen. Mayor Dr. ",
    "turns": "“Yes,” she said. ",
    "turns in lines": "“Yes,” she said.\n",
    "bare turns": "“Yes.”\n\n“No.”\n\n",
    "roles": "The mayor said no. A spokeswoman agreed.\n\n",
    "capitals, one word": "A",
    "no spaces": "said",
    "newlines": "\n",
    "blank lines with spaces": "\n \t\r\n",
    "cues": "said he said that said ",
    "according": "according to according ",
    "pronouns": "she said he said they said it ",
    "brackets": "((([",
    "dots": "U.S. Mr. . ",
    "dashes": "— Quill — ",
    "colons": "QUILL: ",
    "digits": "1,000.5",
    "spaces": " ",
    "combining": "e\u0301" * 30 + " ",
}


def grown(label: str, size: int) -> str:
    """About ``size`` characters of the text that ``label`` names."""
    if label in PEOPLE:
        lines = (PEOPLE[label].format(made_up(i)) for i in range(size // 10))
        return "".join(lines)[:size]
    unit = TEXTS[label]
    return (unit * (size // len(unit) + 1))[:size]


def made_up(i: int) -> str:
    """A name for person ``i``, unlike its neighbours'."""
    consonants, vowels = "bdfgklmnprstvz", "aeiou"
    syllables = []
    for _ in range(4):
        i, k = divmod(i, 70)
        syllables.append(consonants[k % 14] + vowels[k // 14])
    return "".join(syllables).capitalize()


def growth(function: Callable[[str], object], label: str) -> float:
    """How many times longer TIMES times the text takes."""

    def best(text: str, runs: int) -> float:
        return best_time(lambda: function(text), runs)

    size = SMALLEST
    while (taken := best(grown(label, size), 1)) < ENOUGH and size < LARGEST:
        size *= 2
    small, large = grown(label, size), grown(label, size * TIMES)
    ratio = float("inf")
    for runs in (1, 3, 5):
        taken = min(taken, best(small, 2 * runs))
        ratio = min(ratio, best(large, runs) / taken)
        if ratio <= LIMIT or ratio > 3 * LIMIT:  # good, or past being noise
            break
    return ratio


FUNCTIONS = {
    "attribute": quoteattr.attribute,
    "find_quotes": quoteattr.find_quotes,
    "tokenize": quoteattr.tokenize,
}


@pytest.mark.parametrize("label", [*TEXTS, *PEOPLE])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_time_grows_with_the_text_and_no_faster(function: str, label: str) -> None:
    assert growth(FUNCTIONS[function], label) <= LIMIT
