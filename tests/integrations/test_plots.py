"""Who is quoted when, who talks to whom: the counts, the graph, and the pictures of them."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from places import ROOT

import quoteattr
from quoteattr import Analysis, Attributor, Speaker
from quoteattr.errors import ArgumentError, ArgumentTypeError
from quoteattr.people import Document, Registry, Said, audit, timeline

CLOCK = (ROOT / "examples" / "clock.txt").read_text(encoding="utf-8")
NEWSROOM = sorted((ROOT / "examples" / "newsroom").glob("*.txt"))


def someone(name: str, gender: str | None = None, kind: str = "person") -> Speaker:
    return Speaker("s1", name, kind=kind, gender=gender, gender_evidence=("title or role",) * bool(gender))  # type: ignore[arg-type]


def document(id: str, *speakers: Speaker, **said: Any) -> Document:
    return Document(id, tuple(Said(one, "direct", **said) for one in speakers))


ANN, BO, RADIO = (
    someone("Ann Holm", "female"),
    someone("Bo Lind", "male"),
    someone("Radio Nord", kind="group"),
)

# ----------------------------------------------------------------------------------------- who is quoted when

DAYS = {
    "a": "2026-01-31",
    "b": date(2026, 2, 1),
    "c": datetime(2026, 4, 30, 23, 59),
    "d": "2026-04-01T08:00:00Z",
}
TEXTS = [
    document("a", ANN, BO),
    document("b", ANN, RADIO),
    document("c"),
    document("d", ANN, someone("Holm")),
]


def test_months_without_a_text_stand_in_between() -> None:
    found = timeline(TEXTS, DAYS, Registry())
    assert found.starts == tuple(date(2026, month, 1) for month in (1, 2, 3, 4))
    assert found.documents == (1, 1, 0, 2)
    lines = {line.label: line.counts for line in found.lines}
    assert lines == {"Ann Holm": (1, 1, 0, 1), "Bo Lind": (1, 0, 0, 0), "others": (0, 0, 0, 1)}
    assert found.undated == 0


PERIODS = [
    ("year", "2025-12-31", "2027-01-01", 3, date(2025, 1, 1), "years"),
    ("month", "2025-12-31", "2026-01-01", 2, date(2025, 12, 1), "over a year's end"),
    ("week", "2026-01-04", "2026-01-05", 2, date(2025, 12, 29), "a week begins with Monday"),
    ("week", "2026-01-05", "2026-01-11", 1, date(2026, 1, 5), "and ends with Sunday"),
    ("month", "2024-02-29", "2024-03-31", 2, date(2024, 2, 1), "a leap year"),
    ("year", "9999-12-31", "9999-01-01", 1, date(9999, 1, 1), "the last year that there is"),
    ("month", "9999-12-31", "9999-11-01", 2, date(9999, 11, 1), "its last month"),
]


@pytest.mark.parametrize(
    ("period", "one", "other", "count", "first", "why"), PERIODS, ids=[p[-1] for p in PERIODS]
)
def test_periods(period: Any, one: str, other: str, count: int, first: date, why: str) -> None:
    texts = [document("a", ANN), document("b", ANN)]
    found = timeline(texts, {"a": one, "b": other}, Registry(), period=period)
    assert (len(found.starts), found.starts[0], sum(found.documents)) == (count, first, 2)


def test_genders_are_those_of_an_audit() -> None:
    found = timeline(TEXTS, DAYS, Registry(), by="gender", period="year")
    counts = {line.label: line.counts for line in found.lines}
    assert counts == {row.label: (row.counts.total,) for row in audit(TEXTS, Registry()).by_gender}


def test_who_is_not_among_the_most_quoted_is_one_of_the_others() -> None:
    found = timeline(TEXTS, DAYS, Registry(), most=1, period="year")
    assert [(line.label, line.counts) for line in found.lines] == [("Ann Holm", (3,)), ("others", (2,))]


def test_two_of_one_name_have_their_identifiers() -> None:
    texts = [document("a", ANN), document("b", someone("Ann Holm", "male"))]
    found = timeline(texts, dict.fromkeys("ab", "2026-01-01"), Registry())
    assert [line.label for line in found.lines] == ["Ann Holm (P1)", "Ann Holm (P2)"]


def test_what_has_no_date_or_was_not_said_is_not_counted() -> None:
    texts = [document("a", ANN, negated=True), document("b", ANN), document("x", BO)]
    found = timeline(texts, DAYS, Registry())
    assert (found.undated, [line.label for line in found.lines]) == (1, ["Ann Holm"])
    assert timeline([], {}, Registry()).starts == ()
    assert timeline(texts, {}, Registry(), by="gender").undated == 3


WRONG: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"dates": {"a": "yesterday"}}, ArgumentError, "dates: 'yesterday' is no date like 2026-11-30"),
    ({"dates": {"a": 2026}}, ArgumentTypeError, "dates: must be a str, not int"),
    ({"dates": ["2026-01-01"]}, ArgumentTypeError, "dates: must be a dict, not list"),
    ({"by": "outlet"}, ArgumentError, "by: must be one of"),
    ({"period": "day"}, ArgumentError, "period: must be one of"),
    ({"most": 0}, ArgumentError, "most: must be 1 or more"),
    ({"registry": None}, ArgumentTypeError, "registry: must be a Registry"),
    ({"documents": [1]}, ArgumentTypeError, "documents: must hold Documents"),
]


@pytest.mark.parametrize(("given", "error", "message"), WRONG, ids=[w[2][:30] for w in WRONG])
def test_wrong_arguments(given: dict[str, Any], error: type[Exception], message: str) -> None:
    right: dict[str, Any] = {"documents": TEXTS, "dates": DAYS, "registry": Registry()}
    with pytest.raises(error, match=message):
        timeline(**{**right, **given})


# ------------------------------------------------------------------------------------------ who talks to whom


@pytest.fixture(scope="module")
def story() -> Analysis:
    return Attributor(genre="fiction").attribute(CLOCK)


def test_every_quotation_that_is_said_to_somebody_counts_once_for_each(story: Analysis) -> None:
    pairs = story.conversations()
    said = [one for one in story if one.speaker is not None]
    assert sum(pair.quotations for pair in pairs) == sum(len(one.addressees) for one in said) > 50
    for pair in pairs:
        mine = [a for a in said if a.speaker == pair.speaker and pair.addressee in a.addressees]
        assert (len(mine), sum(len(a.quotation.text.split()) for a in mine)) == (pair.quotations, pair.words)
    numbers = [pair.quotations for pair in pairs]
    assert numbers == sorted(numbers, reverse=True)


def test_the_graph_is_what_the_pairs_are(story: Analysis) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.fromstring(story.to_graphml())
    data = lambda one: {d.get("key"): d.text for d in one.findall(f"{space}data")}  # noqa: E731
    nodes = {node.get("id"): data(node)["name"] for node in root.iter(f"{space}node")}
    edges = [
        (nodes[e.get("source")], nodes[e.get("target")], int(data(e)["quotations"]), int(data(e)["words"]))
        for e in root.iter(f"{space}edge")
    ]
    wanted = [(p.speaker.name, p.addressee.name, p.quotations, p.words) for p in story.conversations()]
    assert edges == wanted
    assert set(nodes.values()) >= {one.speaker.name for one in story if one.speaker}


def test_a_program_of_others_reads_the_graph(story: Analysis) -> None:
    networkx = pytest.importorskip("networkx")
    graph = networkx.read_graphml(io.BytesIO(story.to_graphml().encode("utf-8")))
    assert graph.is_directed() and graph.number_of_edges() == len(story.conversations())
    assert all(type(edge["quotations"]) is int for *_, edge in graph.edges(data=True))


def test_a_hostile_name_stays_a_name() -> None:
    name = '<a>&"\x00\ud800'
    base = quoteattr.attribute("“We sail,” said Ada Okafor.")
    merged = base.reassign(base[0], name)
    root = ElementTree.fromstring(merged.to_graphml())
    assert [d.text for d in root.iter() if d.get("key") == "name"] == ['<a>&"��']


def test_nobody_talks_in_an_empty_text() -> None:
    empty = quoteattr.attribute("")
    assert empty.conversations() == ()
    ElementTree.fromstring(empty.to_graphml())


# ----------------------------------------------------------------------------------------------- the pictures


@pytest.fixture(scope="module")
def plots() -> Any:
    matplotlib = pytest.importorskip("matplotlib", reason="needs the extra [plot]")
    matplotlib.use("Agg")
    from quoteattr.integrations import plots

    return plots


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """No picture stays open behind its test."""
    yield
    if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
        pyplot.close("all")


@pytest.fixture(scope="module")
def counted() -> Any:
    return audit(
        [Document.of(f.name, quoteattr.attribute(f.read_text("utf-8"))) for f in NEWSROOM], Registry()
    )


def test_the_bars_are_the_counts(plots: Any, counted: Any) -> None:
    ax = plots.people(counted, most=4)
    bars = sum(bar.get_width() for bar in ax.patches)
    assert bars == sum(row.counts.total for row in counted.people[:4])
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["Ingrid Solberg", "Tomas Reyes", "William Hartley", "Ruth Castellane"]
    assert ax.get_title(loc="left") == "Who is quoted (10 people in 7 texts)"
    roles = plots.roles(counted)
    assert "mayor" in [label.get_text() for label in roles.get_yticklabels()]
    assert sum(bar.get_width() for bar in roles.patches) == sum(
        row.counts.total for row in counted.by_role if row.label != "(no role given)"
    )


def test_the_points_are_the_shares(plots: Any, counted: Any) -> None:
    ax = plots.genders(counted)
    points = [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"]
    assert points == [row.share.value for row in counted.by_gender]


def test_the_lines_and_the_cells_are_the_counts(plots: Any, story: Analysis) -> None:
    found = timeline(TEXTS, DAYS, Registry())
    ax = plots.timeline(found)
    assert [tuple(line.get_ydata()) for line in ax.lines] == [line.counts for line in found.lines]
    cells = plots.conversations(story, most=50)
    numbers = [int(text.get_text()) for text in cells.texts]
    assert sum(numbers) == sum(pair.quotations for pair in story.conversations())


def test_it_draws_where_it_is_told_and_nothing_is_a_picture_too(
    plots: Any, counted: Any, story: Analysis
) -> None:
    from matplotlib import pyplot

    _, (ax, other) = pyplot.subplots(1, 2)
    assert plots.people(counted, ax=ax) is ax and plots.conversations(story, ax=other) is other
    nothing = audit([], Registry())
    for drawn in (
        plots.people(nothing),
        plots.roles(nothing),
        plots.genders(nothing),
        plots.timeline(timeline([], {}, Registry())),
        plots.conversations(quoteattr.attribute("")),
    ):
        drawn.figure.savefig(io.BytesIO())
    dollars = audit([document("a", someone("Ann $Holm$ $x^", "female"))], Registry())
    plots.people(dollars).figure.savefig(io.BytesIO())


@pytest.mark.parametrize("name", ["people", "roles", "genders", "timeline", "conversations"])
def test_wrong_values_are_named(plots: Any, name: str) -> None:
    with pytest.raises(ArgumentTypeError, match=re.compile("must be an? (Audit|Timeline|Analysis)")):
        getattr(plots, name)("Ann")
