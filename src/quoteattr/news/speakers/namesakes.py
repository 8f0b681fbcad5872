"""Two of one surname of whom one is told by a title alone: "President Marsh and First Lady Dina Marsh"."""

from __future__ import annotations

from collections.abc import Container, Sequence

from quoteattr.lang.pack import Pack
from quoteattr.news.speakers.prominence import Cluster
from quoteattr.stage_values import Reference

_NEXT = 3  # names behind the title's in which the namesake's is the first of them
_MENTIONS = 4  # of the namesake in which a title is looked for
_BESIDE = 12  # tokens between "President Marsh" and "Dina Marsh" of one sentence, mostly


def by_surname(fits: list[Cluster], word: str, alone: Container[str]) -> list[Cluster]:
    """The people whom a bare surname ``word`` means; of namesakes none whom the text calls by the first name,
    one of the words that stand ``alone``, where the others were named in full before."""
    if len(fits) == 1 or any(one.full[0][0] == word or not one.by_full for one in fits):
        return fits
    called = [one.members[0] for one in fits if one.full[0][0] in alone]
    others = [one for one in fits if one.members[0] not in called]
    return others if others and called and _first(others) < min(called) else fits


def _first(people: list[Cluster]) -> int:
    """The first mention of the one who is named last in full."""
    return max(one.members[0] for one in people)


def are_others(names: Sequence[Reference], n: int, bearers: Sequence[Cluster], pack: Pack) -> bool:
    """Whether everybody who has the surname of mention ``n``, a title and a surname, is somebody else: told
    right behind it for the first time, as kin or with another title."""
    return all(
        one.members and n < one.members[0] <= n + _NEXT and _is_other(names, n, one, pack) for one in bearers
    )


def _is_other(names: Sequence[Reference], n: int, one: Cluster, pack: Pack) -> bool:
    first = names[one.members[0]]
    told = {word for role in first.roles for word in role.lower().split()}
    if not first.title and not told.isdisjoint(pack.words.mentions.close_kin):
        return True
    titles = {word for m in one.members[:_MENTIONS] for word in (names[m].title or "").split()}
    beside = first.first - names[n].last <= _BESIDE
    return beside and bool(titles) and titles.isdisjoint((names[n].title or "").split())
