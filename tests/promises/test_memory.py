"""What is remembered from text to text is bounded: counted entries, never megabytes."""

from __future__ import annotations

from itertools import product

import pytest

from quoteattr.lang.load import load_pack
from quoteattr.news.learned import wordtags
from quoteattr.remembered import MOST, Remembered

WORDS = ["".join(letters) for letters in product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou", "mnrst")]


@pytest.mark.parametrize(
    "table",
    [load_pack("en").classes, wordtags._tags_of(load_pack("en"))],
    ids=["classes of words", "tags of words"],
)
def test_a_table_of_words_forgets_before_it_gets_too_large(table: Remembered[str, object]) -> None:
    for ending in ("", "x", "y"):
        for word in WORDS:
            table[word + ending]
    assert len(WORDS) * 3 > MOST >= len(table)


def test_what_is_forgotten_is_told_again() -> None:
    asked: list[int] = []
    remembered = Remembered(lambda key: asked.append(key) or key + 1, most=100)
    assert [remembered[key] for key in range(1000)] == list(range(1, 1001))
    assert len(remembered) <= 100
    assert (remembered[7], remembered[7], asked.count(7)) == (8, 8, 2)


def test_data_that_looks_like_a_word_is_not_kept() -> None:
    remembered = Remembered(str.upper)
    assert remembered["a" * 1_000_000] == "A" * 1_000_000
    assert not remembered
