"""Who is quoted when: the quotations of a corpus whose texts have dates, by week, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, get_args

from attrs import frozen

from quoteattr import arguments
from quoteattr.errors import ArgumentError
from quoteattr.people.audit import GENDERS, audit, gender_label
from quoteattr.people.documents import Document
from quoteattr.people.registry import Registry
from quoteattr.people.values import Person

By = Literal["person", "gender"]
Period = Literal["week", "month", "year"]
OTHERS = "others"


@frozen
class Line:
    """What is counted under one label: a number for each period."""

    label: str
    counts: tuple[int, ...]


@frozen
class Timeline:
    """Quotations of people by period.

    ``starts``     the first day of each period, in order; none is left out in between.
    ``documents``  how many texts each has, those without a quotation included.
    ``lines``      people by name, the most quoted first, "others" last; or the genders of an audit.
    ``undated``    texts without a date, which are not counted.
    """

    starts: tuple[date, ...]
    documents: tuple[int, ...]
    lines: tuple[Line, ...]
    undated: int


def timeline(
    documents: Iterable[Document],
    dates: Mapping[str, date | str],
    registry: Registry,
    *,
    by: By = "person",
    period: Period = "month",
    most: int = 5,
) -> Timeline:
    """Count the quotations of people in ``documents``, by which ``registry`` is extended.

    ``dates`` are those of the texts by their ids: a date, or "2026-11-30". With ``by="person"`` the ``most``
    quoted are told apart. What was not said, was only possible or thought is left out, as in ``audit``.

    Raises ArgumentError for a wrong argument, and for a date that is none.
    """
    arguments.instance("registry", registry, Registry, "a Registry")
    arguments.choice("by", by, get_args(By))
    arguments.choice("period", period, get_args(Period))
    arguments.count("most", most)
    given = arguments.each("documents", documents, Document, "Documents")
    days = {id: _day(found) for id, found in arguments.mapping("dates", dates).items()}
    audit(given, registry)  # who is who is decided by all of them
    dated = [(one, _start(days[one.id], period)) for one in given if one.id in days]
    starts = _periods({start for _, start in dated}, period)
    place = {start: number for number, start in enumerate(starts)}
    texts = Counter(start for _, start in dated)
    found: dict[str, list[int]] = {}
    known: dict[str, Person] = {}
    for document, start in dated:
        for label in _labels(document, registry, by, known):
            found.setdefault(label, [0] * len(starts))[place[start]] += 1
    lines = _most(found, most) if by == "person" else _genders(found, len(starts))
    return Timeline(starts, tuple(texts[start] for start in starts), lines, len(given) - len(dated))


def _labels(document: Document, registry: Registry, by: By, known: dict[str, Person]) -> Iterator[str]:
    for said in document.said:
        speaker = said.speaker
        if speaker is None or speaker.kind in ("organization", "group"):
            continue
        if said.negated or said.modal or said.thought:
            continue
        appearance = registry.appearance(speaker)
        person = None
        if appearance is not None:
            id = registry.home(appearance)
            person = known[id] if id in known else known.setdefault(id, registry.person(id))
        if by == "gender":
            yield gender_label(person.gender if person is not None else speaker.gender)
        else:
            yield f"{person.name} ({person.id})" if person is not None else OTHERS


def _most(found: Mapping[str, list[int]], most: int) -> tuple[Line, ...]:
    named = sorted(found.keys() - {OTHERS}, key=lambda label: (-sum(found[label]), label))
    names = Counter(map(_name, named[:most]))
    # the identifier is only needed where two have one name
    lines = [Line(_name(one) if names[_name(one)] == 1 else one, tuple(found[one])) for one in named[:most]]
    rest = [found[one] for one in (*named[most:], *(found.keys() & {OTHERS}))]
    if rest:
        lines.append(Line(OTHERS, tuple(map(sum, zip(*rest, strict=True)))))
    return tuple(lines)


def _name(label: str) -> str:
    return label.rpartition(" (")[0]


def _genders(found: Mapping[str, list[int]], length: int) -> tuple[Line, ...]:
    return tuple([Line(label, tuple(found.get(label, [0] * length))) for label in GENDERS])


def _day(given: object) -> date:
    if isinstance(given, date):
        return date(given.year, given.month, given.day)  # of a datetime its day
    text = arguments.string("dates", given)
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        message = f"{arguments.shown(text)} is no date like 2026-11-30"
        raise ArgumentError("dates", given, message) from error


def _start(day: date, period: Period) -> date:
    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period == "month" else day.replace(month=1, day=1)


def _periods(starts: set[date], period: Period) -> tuple[date, ...]:
    """From the first to the last, with those in which nothing was written."""
    if not starts:
        return ()
    found = [min(starts)]
    while found[-1] < max(starts):
        last = found[-1]
        if period == "week":
            found.append(last + timedelta(days=7))
        elif period == "month":
            found.append(_start(last + timedelta(days=32), "month"))
        else:
            found.append(last.replace(year=last.year + 1))
    return tuple(found)
