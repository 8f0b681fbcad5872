"""Sentences of which the structure decides who speaks: cases as data, a row for each quotation."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support import read_jsonl, read_texts

from quoteattr import Attributor

CASES = read_jsonl("cases/structure.jsonl") + read_texts("cases/articles.txt")
ATTRIBUTOR = Attributor(genre="news")


def words(text: str) -> list[str]:
    return re.findall(r"\w+(?:[’']\w+)*", text.lower())


FAILS = pytest.mark.xfail(strict=True, reason="known failure")


@pytest.mark.parametrize(
    "case",
    [pytest.param(one, id=one["why"], marks=[FAILS] if one.get("fails") else []) for one in CASES],
)
def test_structure(case: dict[str, Any]) -> None:
    """Words (marks and punctuation aside), kind, speaker and what second-hand words were found in."""
    found = [
        [words(one.quotation.text), one.quotation.kind, one.speaker_name, one.found_in and one.found_in.text]
        for one in ATTRIBUTOR.attribute(case["text"])
    ]
    assert found == [[words(row[0]), *row[1:], None][:4] for row in case["rows"]]
