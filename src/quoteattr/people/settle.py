"""Who is whom among those that share a full name, and among those whose names are alike.

Nothing here depends on the order in which documents came: groups are compared in a fixed order, and what
could go two ways goes neither.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal

from attrs import define, field, frozen

from quoteattr.lang.pack import Pack
from quoteattr.people.names import REASONS, Likeness, Roles, blocks, likeness, roles_of, words_of
from quoteattr.people.values import Appearance

_MOST_IN_BLOCK = 50  # names compared each with each; a larger block has names that many people share
_MAIN, _TIMES = 3, 4  # documents of a main group, at least, and beside the next that differs
_MOST_ALIKE = 8  # forms of one name that are merged at once
MOST_ASKED = 10  # people of one full name that are asked about
Order = tuple[bool, int, tuple[object, ...]]


@define(eq=False)
class Group:
    """Appearances of one person: of identifier ``id``, or ("") not yet of any."""

    id: str
    appearances: list[Appearance] = field(factory=list)
    known: set[str] = field(factory=set)
    genders: set[str] = field(factory=set)
    roles: Roles = field(factory=Roles)
    documents: int = 0
    joined: list[tuple[Group, str]] = field(factory=list)

    def add(self, one: Appearance, documents: int, pack: Pack) -> None:
        """Take in an appearance that so many documents show."""
        self.documents += documents
        self.appearances.append(one)
        if one.known:
            self.known.add(one.known)
        if one.gender:
            self.genders.add(one.gender)
        self.roles |= roles_of(one.roles, pack)

    @property
    def names(self) -> set[str]:
        """The full names, folded."""
        return {one.name for one in self.appearances}

    @property
    def order(self) -> Order:
        """Those with an identifier first, the oldest before all."""
        return (not self.id, int(self.id[1:] or 0), min(one.order for one in self.appearances))


Barred = Callable[[Group, Group], bool]
Difference = Literal["known", "gender", "roles"]


def difference(a: Group, b: Group) -> Difference | None:
    """What keeps the two from being one without a person saying so."""
    if a.known and b.known and a.known != b.known:
        return "known"
    if a.genders and b.genders and a.genders != b.genders:
        return "gender"
    return "roles" if a.roles.differ(b.roles) else None


def difference_text(a: Group, b: Group) -> str:
    """Their ``difference`` for people to read, or ""."""
    match difference(a, b):
        case "known":
            return "two known people"
        case "gender":
            return f"gender {_all(a.genders)} and {_all(b.genders)}"
        case "roles":
            return f"roles {_some(a.roles)} and {_some(b.roles)}"
    return ""


def _all(values: Iterable[str]) -> str:
    return "/".join(sorted(values))


def _some(roles: Roles) -> str:
    return ", ".join(sorted(roles.offices)[:3])


# ------------------------------------------------------------------------------- one full name


def namesakes(groups: Sequence[Group], barred: Barred) -> list[Group]:
    """The groups of one full name, put together as far as nothing speaks against it; by age."""
    if len(groups) == 1:
        return list(groups)
    left = [_united(part, reason) for part, reason in _by_role(sorted(groups, key=_order), barred)]
    for same in (_same_role, _nothing_against):
        if 1 < len(left) <= _MOST_IN_BLOCK:
            parts = list(_clear(left, same, barred))
            left = [_united(part, same(part[0], part[-1])) for part in parts]
    return sorted(_with_main(left, barred), key=_order)


def _with_main(groups: Sequence[Group], barred: Barred) -> list[Group]:
    """One group that has nearly all documents takes whatever could be it: a stray role or gender in a text
    or two does not put them all in doubt."""
    main, *others = sorted(groups, key=by_size)
    rivals = [other for other in others if difference(main, other) or barred(main, other)]
    if main.documents < max(_MAIN, _TIMES * max((other.documents for other in rivals), default=0)):
        return list(groups)
    taken = [other for other in others if other not in rivals and len(main.known | other.known) < 2]
    return [_united([main, *taken], "same full name, and nothing against it"), *rivals]


def by_size(group: Group) -> tuple[int, Order]:
    """The order in which whoever most documents show comes first."""
    return -group.documents, group.order


def _order(group: Group) -> Order:
    return group.order


def _by_role(groups: Sequence[Group], barred: Barred) -> Iterator[tuple[list[Group], str]]:
    """Those of one gender with one role, also by way of others: linear in their number."""
    first: dict[tuple[frozenset[str], object], int] = {}
    links: list[tuple[int, int]] = []
    for n, group in enumerate(groups):
        genders = frozenset(group.genders)
        for mark in (*group.roles.nouns, group.roles):
            links.append((first.setdefault((genders, mark), n), n))
    for part in components(len(groups), links):
        members = [groups[n] for n in part]
        fixed = [group for group in members if group.id or group.known]
        if len({k for group in fixed for k in group.known}) > 1 or _any(barred, fixed):
            # what fits people who are two is put with neither
            yield from (([group], "") for group in fixed)
            members = [group for group in members if group not in fixed]
        if members:
            yield members, "same full name, gender and roles"


def _same_role(a: Group, b: Group) -> str:
    role = a.roles.shared(b.roles)
    return f"same full name, role {role} in both" if role and not difference(a, b) else ""


def _nothing_against(a: Group, b: Group) -> str:
    return "" if difference(a, b) else "same full name, and nothing against it"


def _any(test: Barred, groups: Sequence[Group]) -> bool:
    return any(test(a, b) for a, b in combinations(groups, 2))


def _clear(
    groups: Sequence[Group], same: Callable[[Group, Group], str], barred: Barred
) -> Iterator[list[Group]]:
    """Parts whose members are all the same as all others of it; what could go two ways stays alone."""
    pairs = combinations(range(len(groups)), 2)
    links = [(n, m) for n, m in pairs if same(groups[n], groups[m]) and not barred(groups[n], groups[m])]
    for part in components(len(groups), links):
        whole = len(part) * (len(part) - 1) // 2 == sum(1 for n, _ in links if n in part)
        yield from ([[groups[n] for n in part]] if whole else ([groups[n]] for n in part))


def components(size: int, links: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Which of the numbers below ``size`` are linked, also by way of others; in order."""
    root = list(range(size))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for a, b in links:
        a, b = sorted((find(a), find(b)))
        root[b] = a
    parts: dict[int, list[int]] = {}
    for n in range(size):
        parts.setdefault(find(n), []).append(n)
    return [tuple(part) for part in parts.values()]


def _united(groups: Sequence[Group], reason: str) -> Group:
    """The oldest group, with all appearances of the others in it."""
    target, *others = sorted(groups, key=_order)
    for one in others:
        target.joined += [(one, reason), *one.joined]
        target.appearances += one.appearances
        target.known |= one.known
        target.genders |= one.genders
        target.roles |= one.roles
        target.documents += one.documents
    return target


# --------------------------------------------------------------------------------- names alike


@frozen
class Alike:
    """Two groups whose names may be forms of one: ``merge`` where roles say so too, else to be asked."""

    a: Group
    b: Group
    merge: bool
    reason: str


def alike(
    names: Iterable[str],
    people: Callable[[str], Sequence[Group]],
    touched: Collection[str],
    barred: Barred,
    pack: Pack,
) -> tuple[list[tuple[list[Group], str]], list[Alike]]:
    """(what to merge, with the reason; what to ask) among the ``people`` of each folded full name.

    Only pairs with a ``touched`` name are looked at. Near-linear: names are compared within blocks.
    """
    found = [
        pair
        for a, b in sorted(_candidates(names, touched, pack))
        for pair in _verdicts(people(a), people(b), a, b, barred, pack)
    ]
    groups = {id(g): g for pair in found if pair.merge for g in (pair.a, pair.b)}
    reasons = {id(g): pair.reason for pair in reversed(found) if pair.merge for g in (pair.a, pair.b)}
    place = {key: n for n, key in enumerate(groups)}
    parts = components(len(groups), [(place[id(pair.a)], place[id(pair.b)]) for pair in found if pair.merge])
    everyone = list(groups.values())
    merged: dict[int, int] = {}
    merges = []
    for number, part in enumerate(parts):
        members = [everyone[n] for n in part]
        if len(part) <= _MOST_ALIKE and _all_alike(members, barred, pack):
            merged |= {id(group): number for group in members}
            merges.append((members, reasons[id(members[0])]))
    open_ = [p for p in found if merged.get(id(p.a), -1) != merged.get(id(p.b), -2)]
    return merges, open_


def _candidates(names: Iterable[str], touched: Collection[str], pack: Pack) -> set[tuple[str, str]]:
    nicknames = _nicknames(pack)
    rows: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        if (words := words_of(name, pack)) is not None:
            for block in blocks(words, nicknames):
                rows.setdefault(block, []).append(name)
    pairs: set[tuple[str, str]] = set()
    for row in rows.values():
        if 1 < len(row) <= _MOST_IN_BLOCK:
            for a, b in combinations(sorted(row), 2):
                if a in touched or b in touched:
                    pairs.add((a, b))
    return pairs


def _nicknames(pack: Pack) -> dict[str, list[str]]:
    """Short form -> the full ones."""
    found: dict[str, list[str]] = {}
    for full, short_forms in pack.nicknames.items():
        for short in short_forms:
            found.setdefault(short, []).append(full)
    return found


def _verdicts(
    ones: Sequence[Group], others: Sequence[Group], a: str, b: str, barred: Barred, pack: Pack
) -> Iterator[Alike]:
    how = _likeness(a, b, pack)
    if how is None:
        return
    for n, one in enumerate(ones[:MOST_ASKED]):
        for m, other in enumerate(others[:MOST_ASKED]):
            apart = difference(one, other)
            if barred(one, other) or (apart and not (how == "middle" and apart == "roles")):
                continue
            role = _role_of_both(one, other, how)
            if not role and (n or m):
                continue  # of people who share a name, only the first is asked about
            roles = f"role {role} in both" if role else difference_text(one, other) or "no role in both"
            merged = bool(role) and how != "suffix"
            yield Alike(one, other, merged, f"{a} and {b}: {REASONS[how]}; {roles}")


def _likeness(a: str, b: str, pack: Pack) -> Likeness | None:
    one, other = words_of(a, pack), words_of(b, pack)
    return likeness(one, other, pack) if one is not None and other is not None else None


def _role_of_both(a: Group, b: Group, how: Likeness) -> str:
    """A role that makes two forms of a name one person: where only a middle name is left out, any."""
    return a.roles.shared(b.roles) or (
        min(a.roles.nouns & b.roles.nouns, default="") if how == "middle" else ""
    )


def _all_alike(groups: Sequence[Group], barred: Barred, pack: Pack) -> bool:
    return all(
        not barred(a, b)
        and not difference(a, b)
        and any(
            x == y or ((how := _likeness(x, y, pack)) not in (None, "suffix") and _role_of_both(a, b, how))
            for x in a.names
            for y in b.names
        )
        for a, b in combinations(groups, 2)
    )
