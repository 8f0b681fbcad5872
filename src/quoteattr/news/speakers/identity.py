"""Somebody whom the text names, and which of the caller's known people that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import define

from quoteattr.lang.pack import Pack
from quoteattr.names.folding import parts
from quoteattr.names.gender import GenderEvidence, Shown, alike, by_first_name, first_name
from quoteattr.news.speakers.prominence import Cluster
from quoteattr.stage_values import Reference
from quoteattr.types import Gender, KnownSpeaker

if TYPE_CHECKING:
    from quoteattr.names.known import KnownIndex


@define(eq=False)
class Identity:
    """A cluster with what it shows: the ``forms`` of its name in the text, and the fullest of them."""

    cluster: Cluster
    mentions: list[Reference]
    forms: list[str]
    name: str
    matches: Sequence[KnownSpeaker]
    shown: Shown

    @property
    def known(self) -> KnownSpeaker | None:
        return self.matches[0] if len(self.matches) == 1 else None

    @property
    def gender(self) -> Shown:
        """What the caller says of a known speaker, else what the text shows."""
        known = self.known
        return (known.gender, (GenderEvidence("known-speaker"),)) if known and known.gender else self.shown


def link_short_forms(identities: Sequence[Identity], known: KnownIndex, pack: Pack) -> None:
    """Give those whom the text names by a surname, an initial with it or a first name alone the one known
    person who bears it, where nobody of another full name in the text does, and no gender speaks against it.
    """
    elsewhere = _by_part(identities)
    for one in identities:
        if not one.matches and one.cluster.kind == "person":
            bearer = known.bearer(dict.fromkeys(one.forms))
            if bearer is not None and _may_be(one, bearer, elsewhere, pack):
                one.matches = (bearer,)


def _by_part(identities: Sequence[Identity]) -> dict[str, list[Identity]]:
    """The first and last words of names -> who is called by them."""
    found: dict[str, list[Identity]] = {}
    for one in identities:
        for part in {part for form in one.forms for part in _ends(form)}:
            found.setdefault(part, []).append(one)
    return found


def _may_be(
    one: Identity, bearer: KnownSpeaker, elsewhere: Mapping[str, Sequence[Identity]], pack: Pack
) -> bool:
    """Whether neither a gender nor another bearer of the name in the text speaks against it."""
    if _other_gender(one, bearer, pack):
        return False
    others = [other for part in _ends(one.name) for other in elsewhere[part] if other is not one]
    return all(other.known in (None, bearer) and _is_short(other, bearer) for other in others)


def _ends(form: str) -> tuple[str, ...]:
    """The first and the last word of a name."""
    split = parts(form)
    return (split[0], split[-1]) if split else ()


def _is_short(other: Identity, bearer: KnownSpeaker) -> bool:
    """Whether another one of the text is that person, too, or has no first name of its own."""
    return (
        other.known == bearer
        or other.cluster.kind != "person"
        or all(len(parts(form)) < 2 for form in other.forms)
    )


def _other_gender(one: Identity, bearer: KnownSpeaker, pack: Pack) -> bool:
    """Whether the text shows a man where the caller knows a woman, or a woman where a man."""
    shown, evidence = one.shown
    if shown is None or by_first_name(evidence):
        return False
    return not alike(_gender_of(bearer, pack), shown)


def _gender_of(bearer: KnownSpeaker, pack: Pack) -> Gender | None:
    if bearer.gender is not None:
        return bearer.gender
    found = first_name(parts(bearer.name)[:1], pack)
    return found.gender if found is not None else None
