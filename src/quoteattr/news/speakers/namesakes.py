"""Namesakes: which of two people of one surname a bare name means, "President Marsh and First Lady Dina
Marsh", "Marsh and her husband"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.speakers.prominence import Cluster
from quoteattr.stage_values import Reference, Tokens
from quoteattr.types import Gender

_NEXT = 3  # names behind the title's in which the namesake's is the first of them
_MENTIONS = 4  # of the namesake in which a title is looked for
_ENDS_CLAUSE = c.CAPITAL | c.PRONOUN | c.REPORTING_VERB | c.CLITIC
_OWN = 8  # tokens from a name to its "her"
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
    """Whether everybody else with the surname of mention ``n``, a title and a surname, is first named right
    behind it, as a relative or with another title, and so is another person."""
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


def with_own_gender(tokens: Tokens, names: tuple[Reference, ...], pack: Pack) -> tuple[Reference, ...]:
    """The names; a bare one that several share with the gender of the "his" or "her" that follows it."""
    full = {one.name for one in names if len(one.name) > 1 and one.mention.kind == "name"}
    shared = Counter([word for name in full for word in {name[0], name[-1]}])
    return tuple([_with_own_gender(tokens, one, pack) if shared[one.name[0]] > 1 else one for one in names])


def _with_own_gender(tokens: Tokens, one: Reference, pack: Pack) -> Reference:
    if len(one.name) > 1 or one.title or one.gender or one.mention.kind != "name":
        return one
    gender = _own_gender(tokens, one.last, pack)
    return evolve(one, gender=gender) if gender else one


def _own_gender(tokens: Tokens, last: int, pack: Pack) -> Gender | None:
    """The gender of the first "his" or "her" behind a name, with nobody and no mark or clause between."""
    for k in range(last, min(len(tokens.words) - 1, last + _OWN)):
        bits = tokens.classes[k]
        if bits & c.DETERMINER and bits & c.PRONOUN:
            return pack.pronouns[tokens.lower[k]]["gender"] if _is_noun(tokens.classes[k + 1]) else None
        if not bits & c.WORD or bits & _ENDS_CLAUSE:
            return None
    return None


def _is_noun(bits: int) -> bool:
    """Whether something that is owned may stand there: no "told her | that"."""
    return bool(bits & c.WORD) and not bits & c.NOMINAL_STOP
