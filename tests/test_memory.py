"""What is remembered from text to text is bounded: counted entries, never megabytes."""

from __future__ import annotations

from itertools import product

import pytest

from quoteattr.lang import pack as pack_module
from quoteattr.lang.load import load_pack
from quoteattr.model import weights
from quoteattr.news.learned import wordtags

WORDS = ["".join(letters) for letters in product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou", "mnrst")]


@pytest.mark.parametrize(
    ("table", "most"),
    [
        (load_pack("en").classes, pack_module._REMEMBERED),
        (wordtags._tags_of(load_pack("en")), wordtags._REMEMBERED),
    ],
    ids=["classes of words", "tags of words"],
)
def test_a_table_of_words_forgets_before_it_gets_too_large(table, most: int) -> None:
    for ending in ("", "x", "y"):
        for word in WORDS:
            table[word + ending]
    assert len(WORDS) * 3 > most >= len(table)


def test_sums_are_forgotten_before_they_get_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_REMEMBERED", 100)
    remembered = weights.Remembered(lambda key: key + 1)
    assert [remembered[key] for key in range(1000)] == list(range(1, 1001))
    assert len(remembered) <= 100
