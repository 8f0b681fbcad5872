"""The registry: who is whom over a corpus, as a log of decisions that is only ever added to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from os import PathLike
from typing import get_args

from quoteattr import arguments
from quoteattr.arguments import string
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.lang.load import load_pack
from quoteattr.lang.pack import Pack
from quoteattr.names.gender import GenderEvidence
from quoteattr.names.known import KnownIndex, known_index
from quoteattr.people import saved
from quoteattr.people.documents import Document, checked_speaker
from quoteattr.people.facts import Facts, GenderFrom
from quoteattr.people.log import Log
from quoteattr.people.names import folded, role_words
from quoteattr.people.settle import MOST_ASKED, Group, alike, by_size, difference_text, namesakes
from quoteattr.people.values import Appearance, Decision, Person, Question, in_order
from quoteattr.types import KnownSpeaker, Speaker


class Registry:
    """Gives the same person the same identifier in all documents. Changes in place; all it hands out is
    frozen.

    ``known`` are people the caller knows, found by name and alias before all others. Organisations and
    groups have identifiers too; kinds never mix. Nobody is identified by a surname alone.

    In one ``extend`` the order of documents changes nothing. Over several, no identifier ever changes its
    meaning: whoever turns out to be an earlier person leaves a redirect, which every method follows.
    """

    def __init__(self, known: Iterable[str | KnownSpeaker] = (), *, language: str = "en") -> None:
        """An empty registry. Raises ArgumentError for what is no known person or no language pack."""
        self._pack = load_pack(string("language", language))
        self._known = KnownIndex()
        self._known_by_id: dict[tuple[str, str], KnownSpeaker] = {}
        self._facts: dict[Appearance, Facts] = {}
        self._log = Log()
        self._questions: dict[tuple[str, str], str] = {}
        self._batches: dict[str, None] = {}
        self.know(known)

    # ------------------------------------------------------------------------------- what is asked

    def __len__(self) -> int:
        return len(self._log.members)

    def __iter__(self) -> Iterator[Person]:
        """Everybody, in the order of their identifiers."""
        return (self.person(id) for id in sorted(self._log.members, key=_number))

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and (id in self._log.members or id in self._log.redirects)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Registry):
            return NotImplemented
        return saved.encode(self._state()) == saved.encode(other._state())

    __hash__ = None  # type: ignore[assignment]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Everything that was decided, in order."""
        return tuple(self._log.decisions)

    @property
    def known(self) -> tuple[KnownSpeaker, ...]:
        """The people the caller knows."""
        return self._known.speakers

    @property
    def pack(self) -> Pack:
        """The language pack whose names and roles it knows."""
        return self._pack

    def resolve(self, id: str) -> str:
        """The identifier that stands for ``id`` today. Raises ArgumentError for one never given."""
        return self._log.resolve(id)

    def person(self, id: str, *, gender_from: GenderFrom = "any") -> Person:
        """Whom ``id``, or what it was merged into, stands for. ``gender_from="text"`` leaves lists of first
        names out of account. Raises ArgumentError for an identifier never given."""
        arguments.choice("gender_from", gender_from, get_args(GenderFrom))
        id = self.resolve(id)
        appearances = in_order(self._log.members[id])
        facts = Facts.sum(self._facts[one] for one in appearances if one in self._facts)
        known = next((one.known for one in appearances if one.known), "")
        given = self._known_by_id.get((appearances[0].kind, known))
        names = facts.ranked("name")
        name = given.name if given else names[0] if names else appearances[0].name
        return Person(
            id=id,
            name=name,
            kind=appearances[0].kind,
            gender=(given.gender if given else None) or facts.gender(gender_from),
            known_id=given.known_id if given else known or None,
            documents=facts.documents,
            roles=tuple(facts.ranked("role")),
            aliases=tuple(other for other in names if other != name),
            appearances=tuple(appearances),
        )

    def identify(self, speaker: Speaker) -> str | None:
        """The identifier of a speaker that ``extend`` has seen; None without a full name."""
        one = self.appearance(speaker)
        return None if one is None else self._log.home.get(one)

    def home(self, appearance: Appearance) -> str:
        """The identifier of an appearance that was settled. Raises ArgumentError for another."""
        one = arguments.instance("appearance", appearance, Appearance, "an Appearance")
        try:
            return self._log.home[one]
        except (KeyError, TypeError) as error:  # TypeError: one that was made of what cannot be hashed
            raise ArgumentError("appearance", one, "was not settled here") from error

    def explain(self, id: str) -> tuple[Decision, ...]:
        """All decisions that made ``id`` what it is, those about what was merged into it too, in order."""
        id = self.resolve(id)
        about = {other for other in self._log.redirects if self.resolve(other) == id} | {id}
        return tuple(d for d in self._log.decisions if d.id in about or d.other in about)

    def undecided(self) -> tuple[Question, ...]:
        """Who may be the same person, for a person to settle by ``merge`` or ``keep_apart``."""
        pairs = sorted(self._open().items(), key=lambda item: tuple(map(_number, item[0])))
        return tuple(Question(*pair, reason) for pair, reason in pairs)

    # ----------------------------------------------------------------------------- what is changed

    def know(self, known: Iterable[str | KnownSpeaker]) -> None:
        """Know more people; whoever is known already stays as they are. Raises ArgumentError."""
        fresh = [one for one in known_index(known) if (one.kind, _known(one)) not in self._known_by_id]
        self._known_by_id |= {(one.kind, _known(one)): one for one in fresh}
        self._known = self._known.extended(known_index(fresh))

    def extend(self, documents: Iterable[Document]) -> None:
        """Take in documents, read one at a time, and settle who is whom. Documents of one ``source`` (a
        file) that are given once more, in any order, are not counted once more."""
        fresh: dict[Appearance, None] = {}
        given = (
            arguments.instance("documents", document, Document, "Documents: Document.of(id, analysis)")
            for document in arguments.several("documents", documents, "Documents")
        )
        try:
            for _, batch in groupby(given, key=lambda document: document.source):
                shown: dict[Appearance, Facts] = {}
                mark = 0
                for document in batch:
                    mark += _mark(document)
                    for one, speaker in self._seen(document).items():
                        shown.setdefault(one, Facts()).add(speaker)
                fresh |= dict.fromkeys(one for one in shown if one not in self._log.home)
                self._count(f"{mark % (1 << 128):032x}", shown)
        finally:  # what was read before an error is settled too
            self._settle(in_order(fresh))

    def _count(self, mark: str, shown: dict[Appearance, Facts]) -> None:
        """Count what a batch shows, unless it was counted before."""
        if shown and mark not in self._batches:
            self._batches[mark] = None
            for one, facts in shown.items():
                self._facts[one] = Facts.sum((self._facts[one], facts)) if one in self._facts else facts

    def _seen(self, document: Document) -> dict[Appearance, Speaker]:
        """Whoever says something in the document and has a full name, once."""
        seen: dict[Appearance, Speaker] = {}
        for said in document.said:
            if said.speaker is not None and (one := self.appearance(said.speaker)) is not None:
                seen.setdefault(one, said.speaker)
        return seen

    def merge(self, id: str, other: str, reason: str = "a person said so") -> str:
        """``other`` is the person ``id``; gives the identifier that stays, that of ``id``.

        Raises ArgumentError where the two are of different kinds or two known people.
        """
        id, other, reason = self.resolve(id), self.resolve(other), string("reason", reason)
        if id == other:
            return id
        a, b = self._group(id), self._group(other)
        if id[0] != other[0]:
            raise ArgumentError("other", other, f"{other} is of another kind than {id}")
        if len(a.known | b.known) > 1:
            raise ArgumentError("other", other, f"{id} and {other} are two known people")
        self._merge(id, other, reason, "person")
        return id

    def keep_apart(self, id: str, other: str, reason: str = "a person said so") -> None:
        """The two are not the same, and are never asked about or merged by a rule. Raises ArgumentError
        where they are one: ``split`` them."""
        id, other, reason = self.resolve(id), self.resolve(other), string("reason", reason)
        if id == other:
            raise ArgumentError("other", other, "they are one; split tells its appearances apart")
        self._decide(Decision("apart", id, other, reason=reason, by="person"))

    def split(self, id: str, appearances: Sequence[Appearance], reason: str = "a person said so") -> str:
        """These ``appearances`` of ``id`` are somebody else, whose new identifier is given; the two are kept
        apart. Raises ArgumentError where they are not of ``id``, or are all it has."""
        id, reason = self.resolve(id), string("reason", reason)
        own = list(self._log.members[id])
        given = arguments.each("appearances", appearances, Appearance, "some of person(id).appearances")
        chosen = list(dict.fromkeys(own[own.index(one)] for one in given if one in own))
        if not chosen or len(chosen) == len(own) or any(one not in own for one in given):
            raise ArgumentError("appearances", appearances, f"must be some but not all of those of {id}")
        new = self._log.next_id(chosen[0].kind)
        for one in chosen:
            self._decide(Decision("split", new, id, one, reason, "person"))
        return new

    # ---------------------------------------------------------------------------------- on disk

    def save(self, path: str | PathLike[str]) -> None:
        """Write everything to a JSON file, replaced as a whole or not at all. Raises InputFileError."""
        saved.write(path, self._state())

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Registry:
        """The registry that ``save`` wrote, its decisions replayed one by one. Raises InputFileError."""
        state = saved.read(path)
        try:
            registry = cls(state.known, language=state.language)
            registry._log = Log.replayed(state.decisions)
            registry._facts = dict(state.facts)
            registry._batches = dict.fromkeys(state.batches)
            registry._questions = {(one.id, one.other): one.reason for one in state.questions}
            registry._questions = registry._open()  # each of somebody who is there
        except ValueError as error:
            raise InputFileError(
                arguments.path("path", path), f"is no registry of people: {error}"
            ) from error
        return registry

    def _state(self) -> saved.State:
        return saved.State(
            self._pack.language,
            self.known,
            tuple(sorted(self._batches)),
            tuple(self._facts.items()),
            self.decisions,
            self.undecided(),
        )

    # ------------------------------------------------------------------------------ who is whom

    def appearance(self, speaker: Speaker) -> Appearance | None:
        """How the registry sees a speaker of a document; None for whom it can never identify: a surname
        alone, a role without a name."""
        checked_speaker("speaker", speaker)
        if speaker.kind == "unnamed":
            return None
        known, name = speaker.known_id or "", speaker.name
        gender = speaker.gender
        sources = {GenderEvidence.of(one).source for one in speaker.gender_evidence}
        if sources and sources <= {"pronoun", "first-name"}:
            gender = None  # too weak to tell somebody from somebody else
        if not known and len(self._known):
            fits = [
                one
                for one in self._known.match((name, *speaker.aliases), self._pack)
                if one.kind == speaker.kind and (not gender or one.gender in (None, gender))
            ]
            if len(fits) == 1:
                known, name, gender = _known(fits[0]), fits[0].name, fits[0].gender or gender
        full = folded(name, speaker.kind, self._pack) or (known and name.casefold())
        if not full:
            return None
        return Appearance(speaker.kind, full, known, gender or "", role_words(speaker.roles, self._pack))

    def _settle(self, fresh: Sequence[Appearance]) -> None:
        rows: dict[tuple[str, str], list[Appearance]] = {}
        for one in fresh:
            rows.setdefault((one.kind, one.name), []).append(one)
        for (kind, name), row in rows.items():
            for group in namesakes(self._groups(kind, name, row), self._barred):
                self._record(group)
        for kind, name in rows:
            self._ask_about(self._log.named(kind, name))
        self._compare({name for kind, name in rows if kind == "person"})
        self._questions = self._open()

    def _groups(self, kind: str, name: str, row: Sequence[Appearance]) -> list[Group]:
        """Everybody of that full name: those with an identifier, and the new appearances; one group a
        known person."""
        new: dict[object, Group] = {}
        for one in row:
            if one.known and (id := self._log.known.get((one.kind, one.known))):
                self._decide(Decision("join", id, "", one, f"the known person {one.known}"))
            else:
                new.setdefault(one.known or one, Group("")).add(one, self._weight(one), self._pack)
        return [*map(self._group, self._log.named(kind, name)), *new.values()]

    def _record(self, group: Group) -> None:
        """Decide that a group is one person."""
        inner = {id(one) for one, _ in group.joined}
        assert id(group) not in inner
        if not group.id:
            first = in_order(group.appearances)[0]
            group.id = self._log.next_id(first.kind)
            reason = f"the known person {first.known}" if first.known else "a full name not seen before"
            self._decide(Decision("new", group.id, "", first, reason))
        for one, reason in group.joined:
            if one.id:
                self._merge(group.id, one.id, reason, "rule")
            for appearance in in_order(one.appearances):
                if appearance not in self._log.home:
                    self._decide(Decision("join", group.id, "", appearance, reason))
        for appearance in in_order(group.appearances):
            if appearance not in self._log.home:
                self._decide(
                    Decision("join", group.id, "", appearance, f"the known person {appearance.known}")
                )

    def _ask_about(self, ids: Sequence[str]) -> None:
        if len(ids) < 2:
            return
        groups = sorted(map(self._group, ids), key=by_size)[:MOST_ASKED]
        for b in groups[1:]:
            a = groups[0]
            why = difference_text(a, b) or "it fits more than one"
            if len(a.known | b.known) < 2 and not self._barred(a, b):
                self._ask(a.id, b.id, f"same full name, but {why}")

    def _compare(self, touched: set[str]) -> None:
        made: dict[str, list[Group]] = {}

        def people(name: str) -> list[Group]:
            if name not in made:
                made[name] = sorted(map(self._group, self._log.named("person", name)), key=by_size)
            return made[name]

        names = self._log.names("person")
        merges, questions = alike(names, people, touched, self._barred, self._pack)
        for members, reason in merges:
            ids = sorted({self.resolve(group.id) for group in members}, key=_number)
            for other in ids[1:]:
                self._merge(ids[0], other, reason, "rule")
        for one in questions:
            self._ask(one.a.id, one.b.id, one.reason)

    def _ask(self, id: str, other: str, reason: str) -> None:
        a, b = sorted((id, other), key=_number)
        self._questions[a, b] = reason

    def _group(self, id: str) -> Group:
        group = Group(id)
        for one in self._log.members[id]:
            group.add(one, self._weight(one), self._pack)
        return group

    def _weight(self, one: Appearance) -> int:
        return self._facts[one].documents if one in self._facts else 0

    def _barred(self, a: Group, b: Group) -> bool:
        return bool(a.id and b.id and self._log.are_apart(a.id, b.id))

    def _merge(self, id: str, other: str, reason: str, by: saved.By) -> None:
        self._decide(Decision("merge", id, other, reason=reason, by=by))

    def _decide(self, decision: Decision) -> None:
        self._log.apply(decision)

    def _open(self) -> dict[tuple[str, str], str]:
        """The questions but those about who are one now, or are known to be two."""
        left: dict[tuple[str, str], str] = {}
        for pair, reason in self._questions.items():
            a, b = sorted(map(self.resolve, pair), key=_number)
            if a != b and not self._log.are_apart(a, b):
                left.setdefault((a, b), reason)
        return left


def _number(id: str) -> tuple[str, int]:
    return id[0], int(id[1:])


def _mark(document: Document) -> int:
    """A number that another document does not have; sums of them tell batches apart in any order."""
    said = [(one.speaker and one.speaker.name, one.kind) for one in document.said]
    return int.from_bytes(blake2b(repr((document.id, said)).encode(), digest_size=16).digest(), "big")


def _known(one: KnownSpeaker) -> str:
    return one.known_id or one.name
