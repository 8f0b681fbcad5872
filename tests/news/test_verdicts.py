"""Whether capitalised words are a person: each row decides its example, and not its boundary."""

from __future__ import annotations

import pytest

from quoteattr.lang.load import load_pack
from quoteattr.news.mentions.persons import ANY_LENGTH, ONE_WORD, SEVERAL_WORDS, Verdict, verdict
from quoteattr.news.mentions.runs import capital_runs
from quoteattr.news.mentions.titles import split_title
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile

ROWS = (*ANY_LENGTH, *ONE_WORD, *SEVERAL_WORDS)
PACK = load_pack("en")


def verdicts(text: str) -> list[str]:
    """The names of the rows that decide about the runs of capitalised words in ``text``."""
    found = run_until(text, Profile(pack=PACK, genre="news"), "sentences")
    segmented = found["segmented"]
    runs = capital_runs(segmented, found["sentences"], PACK)
    cores = [split_title(segmented, run.tokens, PACK) for run in runs if run.sure]
    return [verdict(segmented, core, bool(title), PACK).name for title, core in cores if core]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_decides_its_example(row: Verdict) -> None:
    assert row.name in verdicts(row.example)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_row_leaves_its_boundary_to_another(row: Verdict) -> None:
    assert row.name not in verdicts(row.boundary)


def test_rows_have_names_of_their_own() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
