"""Tables of weights: what tools/train writes is what the library reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr.model import tables
from quoteattr.model.weights import DATA
from tools.train import write

CELLS = st.lists(st.sampled_from([0, 0, 1, -250]), min_size=6, max_size=6)
NAMES = st.text("abé |\"'1-\n", max_size=40)


@given(st.dictionaries(NAMES, CELLS, max_size=20))
def test_rows_with_names_come_back(rows: dict[str, list[int]]) -> None:
    there = json.loads(write.as_json(write.table(rows)))
    cells = tables.by_row(tables.threes(there), 2)
    assert tables.names(there) == sorted(rows)
    assert [[*a, *b] for a, b in cells] == [rows[name] for name in sorted(rows)]


@given(st.dictionaries(st.integers(0, 10**6), CELLS, max_size=20))
def test_rows_with_numbers_come_back(rows: dict[int, list[int]]) -> None:
    there = json.loads(write.as_json(write.numbered(rows)))
    assert tables.numbers(there) == sorted(rows)
    assert [[*a, *b] for a, b in tables.by_row(tables.threes(there), 2)] == [rows[n] for n in sorted(rows)]


@given(st.sets(st.tuples(st.sampled_from(["10", "say", '"']), st.sampled_from([10, True, "10", ","]))))
def test_values_keep_their_types(rows: set[tuple[Any, ...]]) -> None:
    there = write.column({write.values(row): 1 for row in rows})
    assert {repr(tuple(row)) for row in tables.values(there)} == set(map(repr, rows))


def test_a_name_that_could_not_be_told_from_the_next_is_refused() -> None:
    with pytest.raises(ValueError, match="aB"):
        write.table({"aB": [1, 0, 0]})


DAMAGED = [
    ({"filled": "70", "weights": [1, 2]}, "a weight is missing"),
    ({"filled": "40", "weights": [1, 2]}, "one too many"),
    ({"filled": "80", "weights": []}, "no such digit"),
]


@pytest.mark.parametrize(("table", "why"), DAMAGED, ids=[row[-1] for row in DAMAGED])
def test_a_damaged_table_is_refused(table: dict[str, Any], why: str) -> None:
    with pytest.raises((ValueError, LookupError)):
        tables.threes(table)


def _again(value: Any) -> Any:
    """What is read of each table, written anew."""
    if isinstance(value, list):
        return list(map(_again, value))
    if not isinstance(value, dict):
        return value
    if "filled" not in value and "names" not in value:
        return {name: _again(one) for name, one in value.items()}
    if "filled" not in value:
        return write.column(dict(zip(tables.names(value), value["weights"], strict=True)))
    rows = tables.names(value) if "names" in value else tables.numbers(value)
    size = len(value["filled"]) // len(rows)
    cells = [[cell for three in row for cell in three] for row in tables.by_row(tables.threes(value), size)]
    written: Any = write.table if "names" in value else write.numbered
    return written(dict(zip(rows, cells, strict=True)))


@pytest.mark.parametrize("name", ["en-news", "en-fiction-turns"])
def test_what_ships_is_as_it_is_written(name: str) -> None:
    text = (DATA / f"{name}.json").read_text(encoding="utf-8")
    assert write.as_json(_again(json.loads(text))) == text
