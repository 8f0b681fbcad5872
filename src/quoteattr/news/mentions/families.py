"""First names that share the surname of the next one: "Anna and Lars Berg"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Reference, Segmented

_TO_FIRST_NAME = 2  # tokens from a first name over "and" to the next one


def shared_surnames(segmented: Segmented, found: Sequence[Reference], pack: Pack) -> dict[int, str]:
    """Token of a first name -> the surname that it shares: Anna's is Berg in "Anna and Lars Berg".

    Left out are first names that stand with a title or with another surname somewhere in the text.
    """
    full = [one for one in found if one.mention.kind == "name" and len(one.name) > 1]
    sharing = [one for one in full if _shares(segmented, one, pack)]
    if not sharing:
        return {}
    barred = _barred(found, full)
    places = [(one.first - _TO_FIRST_NAME, one.name[-1]) for one in sharing]
    return {i: surname for i, surname in places if barred.get(segmented.tokens.words[i], surname) == surname}


def _barred(found: Sequence[Reference], full: Sequence[Reference]) -> dict[str, str]:
    """First name -> the surname that it has in the text, "" where it has several or a title."""
    own: dict[str, str] = {}
    for one in full:
        first, surname = one.name[0], one.name[-1]
        own[first] = surname if own.get(first, surname) == surname else ""
    return {**own, **{one.name[0]: "" for one in found if one.title and len(one.name) == 1}}


def _shares(segmented: Segmented, one: Reference, pack: Pack) -> bool:
    """Whether "and" and a first name alone stand in front of a first name and a surname."""
    words, classes, i = segmented.tokens.words, segmented.tokens.classes, one.first - _TO_FIRST_NAME
    if i < 0 or one.title or not pack.classes[one.name[0]] & c.FIRST_NAME:
        return False
    joined = words[i + 1] in pack.words.mentions.listing or words[i + 1] == "&"
    alone = i == 0 or not classes[i - 1] & c.CAPITAL or classes[i - 1] & c.GROUP  # "Owners Ana and Bo Doe"
    return joined and bool(alone) and bool(classes[i] & c.FIRST_NAME and classes[i] & c.CAPITAL)


def with_surnames(
    found: Sequence[Reference], shared: Mapping[int, str], *, kin: bool = False
) -> tuple[Reference, ...]:
    """The mentions, those of a first name with the surname that it shares, or that its ``kin`` has."""

    def surname(one: Reference) -> str | None:
        own = shared.get(one.last - 1) if len(one.name) == 1 else None  # "Owners | Ana | and Bo Doe"
        return own or shared.get(one.first)

    rows = [(one, surname(one)) for one in found]
    return tuple([_sharing(one, name, kin=kin) if name else one for one, name in rows])


def _sharing(one: Reference, surname: str, *, kin: bool) -> Reference:
    """The mention of a first name with its surname; kin are people, whatever they are called: "wife, May"."""
    mention = evolve(one.mention, kind="name") if kin else one.mention
    return evolve(one, surname=surname, kin=kin, mention=mention)
