"""Who is quoted how often: by person, gender and role, out of documents that are read once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from math import sqrt
from typing import get_args

from attrs import define, evolve, field, frozen

from quoteattr import arguments
from quoteattr.glance import several
from quoteattr.logs import logger
from quoteattr.names.gender import GenderEvidence, by_first_name
from quoteattr.people.documents import Document, Said
from quoteattr.people.facts import GenderFrom
from quoteattr.people.names import role_head
from quoteattr.people.registry import Registry
from quoteattr.people.values import Appearance, Person
from quoteattr.types import Gender, Speaker

UNKNOWN = "unknown"
_GENDERS = {"female": "women", "male": "men", "other": "other", None: UNKNOWN}
GENDERS = tuple(_GENDERS.values())


def gender_label(gender: Gender | None) -> str:
    """What an audit calls somebody of that gender."""
    return _GENDERS[gender]


NO_ROLE = "(no role given)"
NOBODY = "nobody found"
SOURCES = {"person": "people", "organization": "organizations", "group": "groups", "": NOBODY}


@frozen
class Counts:
    """Quotations by kind."""

    direct: int = 0
    mixed: int = 0
    indirect: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.direct + self.mixed + self.indirect


@frozen
class Share:
    """A share of all quotations of a table, from 0 to 1.

    ``low, high``    Wilson's interval of 95 %: how far chance alone may be behind the figure, each
                     quotation drawn by itself.
    ``least, most``  of women and men: were none of those whose gender is unknown theirs; were all.
    """

    value: float
    low: float
    high: float
    least: float | None = None
    most: float | None = None

    @classmethod
    def of(cls, part: int, whole: int, unknown: int | None = None) -> Share:
        """The share of ``part`` in ``whole``, which is more than 0; ``unknown`` of it may be theirs, too."""
        least, most = (None, None) if unknown is None else (part / whole, (part + unknown) / whole)
        return cls(part / whole, *_wilson(part, whole), least, most)


_Z = 1.959964  # standard deviations on either side of the mean that hold 95 %


def _wilson(part: int, whole: int) -> tuple[float, float]:
    value, spread = part / whole, _Z * _Z / whole
    middle = (value + spread / 2) / (1 + spread)
    half = sqrt(value * (1 - value) * spread + spread * spread / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


@frozen
class Row:
    """What is counted of a person, or of everybody of one ``label``: ``people`` is how many identified
    people it is, ``id``, ``gender``, ``role`` and ``documents`` are of a person alone.
    ``genders``: how many of the quotations are of each of GENDERS. ``share``: of all quotations of its table,
    None where that has none."""

    label: str
    counts: Counts
    people: int = 1
    id: str = ""
    gender: str = ""
    role: str = ""
    documents: int = 0
    genders: tuple[int, ...] = ()
    share: Share | None = None


@frozen
class Recall:
    """How often the right person is found for what women and men are quoted saying, in percent."""

    women: float
    men: float
    measured_on: str
    command: str


@frozen
class Audit:
    """``documents`` read (``genres``: how many of each), ``silent`` ones without a quotation that counts, and
    ``left_out`` (why, number).

    ``by_gender`` and ``by_role`` count people alone, those without a full name too; ``by_source`` everything;
    ``people`` are those with an identifier, the most often quoted first. ``unsure`` quotations have a speaker
    who is less probable than ``min_confidence``, and count where nobody was found; ``unweighed`` ones have no
    confidence, and keep their speaker.
    """

    documents: int
    silent: int
    left_out: tuple[tuple[str, int], ...]
    by_source: tuple[Row, ...] = field(repr=several)
    by_gender: tuple[Row, ...] = field(repr=several)
    by_role: tuple[Row, ...] = field(repr=several)
    people: tuple[Row, ...] = field(repr=several)
    undecided: int
    gender_from: GenderFrom
    recall: Recall
    min_confidence: float | None = None
    unsure: int = 0
    unweighed: int = 0
    genres: tuple[tuple[str, int], ...] = ()


@cache
def measured_recall() -> Recall:
    """What ``tools/docs/recall_by_gender.py`` wrote down."""
    file = resources.files(__package__) / "data" / "recall.json"
    return Recall(**json.loads(file.read_text(encoding="utf-8")))


@frozen
class _Who:
    """Under whom quotations count: an appearance, or the gender of somebody without a full name."""

    kind: str
    appearance: Appearance | None
    gender: Gender | None
    role: str


@frozen
class _Rule:
    """What ``audit`` was asked to count, and how."""

    asked: dict[str, bool]
    gender_from: GenderFrom
    min_confidence: float | None


@define
class _Counting:
    documents: int = 0
    silent: int = 0
    unsure: int = 0
    unweighed: int = 0
    left_out: Counter[str] = field(factory=Counter)
    genres: Counter[str] = field(factory=Counter)
    said: dict[_Who, Counter[str]] = field(factory=dict)
    in_documents: Counter[Appearance] = field(factory=Counter)


def audit(
    documents: Iterable[Document],
    registry: Registry,
    *,
    negated: bool = False,
    modal: bool = False,
    thoughts: bool = False,
    gender_from: GenderFrom = "any",
    min_confidence: float | None = None,
) -> Audit:
    """Count who is quoted how often in ``documents``, by which ``registry`` is extended.

    "Did not say" (``negated``), "might say" (``modal``) and thoughts count only where asked for.
    ``gender_from="text"``: a gender that only a list of first names tells is unknown. With a
    ``min_confidence``, words of somebody who is less probable count where nobody was found.
    Raises ArgumentError for a wrong argument.
    """
    arguments.instance("registry", registry, Registry, "a Registry")
    arguments.choice("gender_from", gender_from, get_args(GenderFrom))
    arguments.probability("min_confidence", min_confidence)
    counting = _Counting()
    asked = {"negated": negated, "modal": modal, "thoughts": thoughts}
    for name, value in asked.items():
        arguments.flag(name, value)
    several = arguments.several("documents", documents, "Documents")
    rule = _Rule(asked, gender_from, min_confidence)
    registry.extend(_counted(several, registry, counting, rule))
    logger("people").info("%d documents, %d identified", counting.documents, len(registry))
    return _audit(counting, registry, rule)


def _counted(
    documents: Iterable[object],
    registry: Registry,
    counting: _Counting,
    rule: _Rule,
) -> Iterator[Document]:
    for given in documents:
        document = arguments.instance("documents", given, Document, "Documents")
        counting.documents += 1
        counting.genres.update([document.genre] if document.genre else [])
        counted: set[_Who] = set()
        for said in document.said:
            why = next((w for w in _reasons(said) if not rule.asked[w]), None)
            if why is not None:
                counting.left_out[why] += 1
                continue
            speaker = _sure_speaker(said, rule.min_confidence, counting)
            who = _who(speaker, registry, rule.gender_from)
            counting.said.setdefault(who, Counter())[said.kind] += 1
            counted.add(who)
        counting.silent += not counted
        counting.in_documents.update({who.appearance for who in counted if who.appearance is not None})
        yield document


def _sure_speaker(said: Said, least: float | None, counting: _Counting) -> Speaker | None:
    if least is None or said.speaker is None:
        return said.speaker
    if said.confidence is None:
        counting.unweighed += 1
    elif said.confidence < least:
        counting.unsure += 1
        return None
    return said.speaker


def _reasons(said: Said) -> Iterator[str]:
    if said.negated:
        yield "negated"
    if said.modal:
        yield "modal"
    if said.thought:
        yield "thoughts"


def _who(speaker: Speaker | None, registry: Registry, gender_from: GenderFrom) -> _Who:
    if speaker is None:
        return _Who("", None, None, "")
    if speaker.kind in ("organization", "group"):
        return _Who(speaker.kind, registry.appearance(speaker), None, "")
    gender = speaker.gender
    if gender_from == "text" and by_first_name(map(GenderEvidence.of, speaker.gender_evidence)):
        gender = None
    roles = speaker.roles or ((speaker.name,) if speaker.kind == "unnamed" else ())
    return _Who("person", registry.appearance(speaker), gender, role_head(roles, registry.pack))


@define
class _Tally:
    counts: Counter[str] = field(factory=Counter)
    ids: set[str] = field(factory=set)
    genders: Counter[str] = field(factory=Counter)

    def row(self, label: str) -> Row:
        genders = tuple(self.genders[gender] for gender in GENDERS)
        return Row(label, Counts(**self.counts), len(self.ids), genders=genders)


def _audit(counting: _Counting, registry: Registry, rule: _Rule) -> Audit:
    documents: Counter[str] = Counter()
    for appearance, number in counting.in_documents.items():
        documents[registry.home(appearance)] += number
    known = {id: registry.person(id, gender_from=rule.gender_from) for id in documents}
    sources = {label: _Tally() for label in SOURCES.values()}
    genders = {label: _Tally() for label in _GENDERS.values()}
    roles: dict[str, _Tally] = {}
    people: dict[str, _Tally] = {}
    for who, counts in counting.said.items():
        id = registry.home(who.appearance) if who.appearance is not None else ""
        places = [sources[SOURCES[who.kind]]]
        gender = UNKNOWN
        if who.kind == "person":
            gender = _GENDERS[known[id].gender if id else who.gender]
            places.append(genders[gender])
            places.append(roles.setdefault(who.role or NO_ROLE, _Tally()))
            places += [people.setdefault(id, _Tally())] if id else []
        for tally in places:
            tally.counts.update(counts)
            tally.genders[gender] += counts.total()
            tally.ids.update([id] if id else [])
    return Audit(
        counting.documents,
        counting.silent,
        tuple(sorted(counting.left_out.items())),
        _shared(tally.row(label) for label, tally in sources.items()),
        _shared((tally.row(label) for label, tally in genders.items()), genders[UNKNOWN].counts.total()),
        _shared(sorted((tally.row(label) for label, tally in roles.items()), key=_rank)),
        _shared(
            sorted((_of_person(known[id], tally, documents[id]) for id, tally in people.items()), key=_rank)
        ),
        len(registry.undecided()),
        rule.gender_from,
        measured_recall(),
        min_confidence=rule.min_confidence,
        unsure=counting.unsure,
        unweighed=counting.unweighed,
        genres=tuple(sorted(counting.genres.items())),
    )


def _shared(rows: Iterable[Row], unknown: int | None = None) -> tuple[Row, ...]:
    """The rows of a table, each with its share of it; ``unknown``: the quotations of unknown gender."""
    made = tuple(rows)
    whole = sum(row.counts.total for row in made)
    if not whole:
        return made
    bounded = {"women", "men"} if unknown is not None else set()
    return tuple(
        [
            evolve(row, share=Share.of(row.counts.total, whole, unknown if row.label in bounded else None))
            for row in made
        ]
    )


def _of_person(person: Person, tally: _Tally, documents: int) -> Row:
    role = next(iter(person.roles), "")
    counts = Counts(**tally.counts)
    return Row(person.name, counts, 1, person.id, person.gender or UNKNOWN, role, documents)


def _rank(row: Row) -> tuple[bool, int, str, str]:
    return row.label != NO_ROLE, -row.counts.total, row.label, row.id
