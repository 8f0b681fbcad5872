"""Pictures of counts (extra ``[plot]``): the one module that knows matplotlib.

Each function draws into an Axes and gives it back: a new one, or ``ax``. What is drawn is in the values that
it is given; denominators stand in the title. Colours can be told apart by those who see few, and in grey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from quoteattr import arguments
from quoteattr.analysis import Analysis
from quoteattr.errors import MissingExtraError
from quoteattr.people import Audit, Timeline
from quoteattr.people.audit import GENDERS, NO_ROLE, Row
from quoteattr.people.timeline import OTHERS

try:
    from matplotlib import pyplot
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator, PercentFormatter
except ImportError as error:
    raise MissingExtraError("matplotlib", "plot") from error

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["conversations", "genders", "people", "roles", "timeline"]

_KINDS = ("direct", "mixed", "indirect")
_COLOURS = ("#0140ca", "#a26b00", "#8a8f98", "#c9ccd2")
_LINES = ("#0140ca", "#a26b00", "#3a7d44", "#b0306a", "#5b2a86", "#00809e", "#1b1d21", "#e0703c")
_HEIGHT = 0.32  # inches of a bar
_LONGEST = 32  # characters of a label
_TICKS = 24  # periods that each have a date below them


def people(audit: Audit, *, most: int = 20, ax: Axes | None = None) -> Axes:
    """Who is quoted how much: a bar a person, parted into direct, mixed and indirect."""
    rows = _audit(audit).people[: arguments.count("most", most)]
    parts = [[getattr(row.counts, kind) for row in rows] for kind in _KINDS]
    names = _names(rows)
    whole = f"{len(audit.people)} people in {audit.documents} texts"
    return _bars(ax, names, parts, _KINDS, f"Who is quoted ({whole})")


def roles(audit: Audit, *, most: int = 15, ax: Axes | None = None) -> Axes:
    """Which roles are quoted how much: a bar a role, parted by gender. Who has no role is told in the title,
    as a bar would make all others small."""
    given = [row for row in _audit(audit).by_role if row.label != NO_ROLE]
    none = sum(row.counts.total for row in audit.by_role if row.label == NO_ROLE)
    rows = given[: arguments.count("most", most)]
    parts = [[row.genders[place] for row in rows] for place in range(len(GENDERS))]
    title = f"By role and gender ({none} quotations of people without one)"
    return _bars(ax, [row.label for row in rows], parts, GENDERS, title)


def genders(audit: Audit, *, ax: Axes | None = None) -> Axes:
    """The share of women and of men in what is quoted of people: a point, its interval of 95 %, and a pale
    band from none to all of those of unknown gender."""
    rows = [row for row in _audit(audit).by_gender if row.share is not None]
    ax = _axes(ax, 1 + 0.5 * len(rows))
    for place, row in enumerate(rows):
        one = row.share
        assert one is not None
        if one.least is not None and one.most is not None:
            ax.barh(place, one.most - one.least, left=one.least, height=0.55, color=_COLOURS[3])
        ax.plot((one.low, one.high), (place, place), color=_COLOURS[0], linewidth=2)
        ax.plot(one.value, place, "o", color=_COLOURS[0])
        where = "left" if one.value < 0.03 else "center"
        ax.annotate(f"{one.value:.0%}", (one.value, place), (0, 7), textcoords="offset points", ha=where)
    ax.set_yticks(range(len(rows)), [row.label for row in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    quoted = sum(row.counts.total for row in rows)
    ax.set_title(f"Share of {quoted} quotations of people", loc="left")
    return ax


def timeline(found: Timeline, *, ax: Axes | None = None) -> Axes:
    """Who is quoted when: a line a person or a gender, quotations for each period."""
    lines = arguments.instance("found", found, Timeline, "a Timeline").lines
    ax = _axes(ax, 3.6)
    marks = "osD^vP*X"
    for place, line in enumerate(lines):
        look = {"color": _LINES[place % len(_LINES)], "marker": marks[place % len(marks)]}
        if line.label == OTHERS:
            look = {"color": _COLOURS[2], "linestyle": ":"}
        ax.plot(found.starts, line.counts, label=_short(line.label), linewidth=1.5, markersize=4, **look)
    if len(found.starts) <= _TICKS:
        ax.set_xticks(found.starts)
    ax.set_ylim(bottom=0)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    if lines:
        ax.legend(frameon=False, fontsize="small")
    undated = f", {found.undated} without a date left out" if found.undated else ""
    ax.set_title(f"Quotations ({sum(found.documents)} texts{undated})", loc="left")
    _figure(ax).autofmt_xdate()
    return ax


def conversations(analysis: Analysis, *, most: int = 12, ax: Axes | None = None) -> Axes:
    """Who talks to whom in a story: a row for each who speaks, a column for each who listens, the number of
    quotations in each cell; the ``most`` talkative."""
    arguments.instance("analysis", analysis, Analysis, "an Analysis")
    pairs = analysis.conversations()
    talk: dict[str, int] = {}
    for one in pairs:
        for speaker in (one.speaker, one.addressee):
            talk[speaker.id] = talk.get(speaker.id, 0) + one.quotations
    kept = sorted(talk, key=lambda id: (-talk[id], id))[: arguments.count("most", most)]
    place = {id: number for number, id in enumerate(kept)}
    cells = [[0] * len(kept) for _ in kept]
    for one in pairs:
        if one.speaker.id in place and one.addressee.id in place:
            cells[place[one.speaker.id]][place[one.addressee.id]] = one.quotations
    cast = {speaker.id: speaker.name for speaker in analysis.speakers}
    return _matrix(ax, [_short(cast[id]) for id in kept], cells, sum(one.quotations for one in pairs))


# ----------------------------------------------------------------------------------------------- drawing


def _audit(audit: Audit) -> Audit:
    return arguments.instance("audit", audit, Audit, "an Audit")


def _axes(ax: Axes | None, height: float) -> Axes:
    if ax is not None:
        return arguments.instance("ax", ax, Axes, "an Axes, or None")
    made: Any = pyplot.subplots(figsize=(7, height), layout="constrained")[1]
    found: Axes = made
    found.spines[["top", "right"]].set_visible(False)
    return found


def _figure(ax: Axes) -> Figure:
    figure: Figure = ax.get_figure(root=True)
    return figure


def _bars(
    ax: Axes | None, names: Sequence[str], parts: Sequence[Sequence[int]], labels: Sequence[str], title: str
) -> Axes:
    ax = _axes(ax, 1.2 + _HEIGHT * len(names))
    places = range(len(names))
    left = [0] * len(names)
    for number, (part, label) in enumerate(zip(parts, labels, strict=True)):
        if any(part):
            ax.barh(places, part, left=left, color=_COLOURS[number], label=label, edgecolor="white")
        left = [a + b for a, b in zip(left, part, strict=True)]
    ax.set_yticks(places, [_short(name) for name in names])
    ax.invert_yaxis()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_xlabel("quotations")
    if any(left):
        ax.legend(frameon=False, fontsize="small", loc="lower right")
    ax.set_title(title, loc="left")
    return ax


def _matrix(ax: Axes | None, names: Sequence[str], cells: Sequence[Sequence[int]], whole: int) -> Axes:
    ax = _axes(ax, 1.6 + 0.4 * len(names))
    ax.set_title(f"Who talks to whom ({whole} quotations)", loc="left")
    if not names:
        return ax
    most = max(map(max, cells))
    ax.imshow(cells, cmap="Blues", vmin=0, vmax=most, aspect="auto")
    for row, column in ((row, column) for row in range(len(names)) for column in range(len(names))):
        if number := cells[row][column]:
            ink = "white" if 2 * number > most else "black"
            ax.text(column, row, str(number), ha="center", va="center", color=ink)
    ax.set_xticks(range(len(names)), names, rotation=40, ha="right")
    ax.set_yticks(range(len(names)), names)
    ax.set_xlabel("listens")
    ax.set_ylabel("speaks")
    return ax


def _names(rows: Sequence[Row]) -> list[str]:
    """The identifier stands behind a name that two have."""
    labels = [row.label for row in rows]
    return [row.label if labels.count(row.label) == 1 else f"{row.label} ({row.id})" for row in rows]


def _short(label: str) -> str:
    cut = label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"
    return cut.replace("$", r"\$")  # to matplotlib a formula
