"""Decisions in order, and who is whom by them: what they say is only ever changed by one more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quoteattr.arguments import shown, string
from quoteattr.errors import ArgumentError
from quoteattr.people.values import Appearance, Decision, Kind

_LETTERS: dict[Kind, str] = {"person": "P", "organization": "O", "group": "G"}
_ID = re.compile("[POG][1-9][0-9]{0,17}")


class Log:
    """The decisions and their sum: ``home`` of each appearance, ``members`` of each identifier that stands,
    ``redirects`` of those that were merged."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self.home: dict[Appearance, str] = {}
        self.members: dict[str, dict[Appearance, None]] = {}
        self.redirects: dict[str, str] = {}
        self.known: dict[tuple[str, str], str] = {}
        self._names: dict[tuple[str, str], dict[str, None]] = {}
        self._apart: dict[str, set[str]] = {}
        self._given = dict.fromkeys(_LETTERS.values(), 0)

    @classmethod
    def replayed(cls, decisions: Iterable[Decision]) -> Log:
        """What these decisions made. Raises ValueError for one that cannot have been decided then: another
        program has changed it, and what comes after would make no sense."""
        log = cls()
        for number, decision in enumerate(decisions):
            if why := log._misfit(decision):
                raise ValueError(f"decisions[{number}] ({decision.action}): {why}")
            log.apply(decision)
        return log

    def _misfit(self, decision: Decision) -> str:
        """Why it cannot follow on what was decided, or ""."""
        id, other, one = decision.id, decision.other, decision.appearance
        pair, about = (
            decision.action in ("merge", "apart", "split"),
            decision.action not in ("merge", "apart"),
        )
        if not _ID.fullmatch(id) or (one is not None and _LETTERS[one.kind] != id[0]):
            return f"{shown(id)} is no identifier of its kind"
        if about != (one is not None) or pair != bool(other):
            return "it says too much or too little"
        if decision.action != "split" and (id in self.members) == (decision.action == "new"):
            return f"{id} is given already" if decision.action == "new" else f"there is no {id}"
        if id in self.redirects:
            return f"{id} was merged before"
        if pair and (other not in self.members or other == id or other[0] != id[0]):
            return f"{shown(other)} is nobody else"
        if one is not None and self.home.get(one, "") != other:
            return "the appearance is somebody else's"
        if decision.action == "split" and len(self.members[other]) == 1:
            return f"nothing would be left of {other}"
        return ""

    def apply(self, decision: Decision) -> None:
        """Do what the decision says, and keep it."""
        if decision.action == "merge":
            self._merge(decision.id, decision.other)
        elif decision.action == "apart":
            self._keep_apart(decision.id, decision.other)
        elif (one := decision.appearance) is not None:
            if decision.action == "split":
                self._keep_apart(decision.id, decision.other)
                del self.members[decision.other][one]
                if not any(m.name == one.name for m in self.members[decision.other]):
                    del self._names[one.kind, one.name][decision.other]
                if one.known and not any(m.known == one.known for m in self.members[decision.other]):
                    self.known.pop((one.kind, one.known), None)
            self._put(decision.id, one)
        self.decisions.append(decision)

    def next_id(self, kind: Kind) -> str:
        """An identifier that was never given."""
        letter = _LETTERS[kind]
        return f"{letter}{self._given[letter] + 1}"

    def resolve(self, id: str) -> str:
        """The identifier that stands for ``id`` today. Raises ArgumentError for one never given."""
        id = string("id", id)
        while id in self.redirects:
            id = self.redirects[id]
        if id not in self.members:
            raise ArgumentError("id", id, f"the registry has no identifier {shown(id)}")
        return id

    def named(self, kind: str, name: str) -> list[str]:
        """The identifiers that stand and have this folded name, the oldest first."""
        return sorted(self._names.get((kind, name), ()), key=lambda id: int(id[1:]))

    def names(self, kind: str) -> Iterator[str]:
        """All folded names of a kind."""
        return (name for of, name in self._names if of == kind)

    def are_apart(self, a: str, b: str) -> bool:
        """Whether a person said that the two are two."""
        return b in self._apart.get(a, ())

    def _put(self, id: str, one: Appearance) -> None:
        if id not in self.members:
            self.members[id] = {}
            self._given[id[0]] = max(self._given[id[0]], int(id[1:]))
        self.home[one] = id
        self.members[id][one] = None
        self._names.setdefault((one.kind, one.name), {})[id] = None
        if one.known:
            self.known.setdefault((one.kind, one.known), id)

    def _merge(self, id: str, other: str) -> None:
        for one in self.members.pop(other):
            self._names[one.kind, one.name].pop(other, None)
            if one.known:
                self.known[one.kind, one.known] = id
            self._put(id, one)
        self.redirects[other] = id
        for third in self._apart.pop(other, set()):
            self._apart[third].discard(other)
            if third != id:
                self._keep_apart(id, third)

    def _keep_apart(self, a: str, b: str) -> None:
        self._apart.setdefault(a, set()).add(b)
        self._apart.setdefault(b, set()).add(a)
