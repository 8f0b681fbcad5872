"""First names of close kin, who have the surname of the family: "Lars Berg … his wife, Anna"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, field

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.institutions import is_possessive
from quoteattr.stage_values import Reference, Segmented
from quoteattr.text.tokens import listed
from quoteattr.types import Gender

_REACH = 5  # words of "his | late wife and manager, | Anna"
_OWNERS = 4  # names in front of "his" among which the one is whose wife is meant
_OWNER_REACH = 120  # tokens to the last of them


def kin_surnames(
    segmented: Segmented, found: Sequence[Reference], inside: Sequence[int], pack: Pack
) -> dict[int, str]:
    """Token of a relative's first name -> the family's surname, which news omits where it is the same. Not
    for first names that stand with a surname somewhere. ``inside``: for each token the quotation that holds
    it, or -1."""
    owners = _owners(segmented, found, pack)
    if not owners:
        return {}
    families = _Families(segmented, pack, owners, _full_names(found), inside)
    for n, one in enumerate(found):
        if one.first in owners and families.may_join(one):
            families.join(one, found[:n])
    return families.surnames


def _full_names(found: Sequence[Reference]) -> list[Reference]:
    return [one for one in found if one.mention.kind == "name" and len(one.name) > 1]


def _owners(segmented: Segmented, found: Sequence[Reference], pack: Pack) -> dict[int, int]:
    """First token of a relative's name -> the token of "his", "’s", or the "Dad" of "Dad Lars"."""
    kin = pack.words.mentions.close_kin
    told = set(listed(segmented.tokens, kin))
    near = [one for one in found if not told.isdisjoint(range(one.first - _REACH, one.first + 1))]
    owners = {one.first: _owner(segmented, one, pack) for one in near}
    return {first: owner for first, owner in owners.items() if owner >= 0}


def _owner(segmented: Segmented, one: Reference, pack: Pack) -> int:
    words, kin = segmented.tokens.words, pack.words.mentions.close_kin
    if words[one.first].lower() in kin and one.last - one.first > 1:
        return one.first
    k = one.first - 1 - (words[one.first - 1] == ",")
    if one.mention.kind != "name" and words[k] not in kin:
        return -1  # "his mother told | WQRT"
    least, seen = max(0, one.first - _REACH), False
    while k >= least and (segmented.tokens.classes[k] & c.WORD or _owns(segmented, k, pack)):
        if _owns(segmented, k, pack):
            return k if seen else -1
        seen = seen or words[k] in kin
        k -= 1
    return -1


def _owns(segmented: Segmented, k: int, pack: Pack) -> bool:
    """Whether "his", "’s" or the "’" of "Jones’ wife" stands at token ``k``."""
    word = segmented.tokens.words[k].lower()
    if segmented.tokens.classes[k] & c.CLITIC or word in pack.words.mentions.kin_owners:
        return True
    return is_possessive(segmented, k, pack)


@define(eq=False)
class _Families:
    """What the text has of families: ``surnames`` by the token of a first name, ``of_kin`` by the name."""

    segmented: Segmented
    pack: Pack
    owners: Mapping[int, int]
    full: Sequence[Reference]
    inside: Sequence[int]
    surnames: dict[int, str] = field(factory=dict)
    of_kin: dict[str, str] = field(factory=dict)

    def may_join(self, one: Reference) -> bool:
        """Whether a name is a first name alone, without a title but a relative's, everywhere in the text, and
        nobody's surname: "Asked about Ott's mother, | Hollander | said"."""
        if len(one.name) > 1 or one.surname:
            return False
        if one.title and one.title not in self.pack.words.mentions.close_kin:
            return False
        return all(one.name[0] not in (other.name[0], other.name[-1]) for other in self.full)

    def join(self, one: Reference, before: Sequence[Reference]) -> None:
        """Give a relative's first name the surname of the person, named ``before`` it, whose relative it
        is."""
        owner = self._person(before, self.owners[one.first])
        surname = self._surname(owner) if owner is not None else ""
        if surname and surname != one.name[0] and self._may_bear(one, surname):
            self.surnames[one.first] = self.of_kin[one.name[0]] = surname

    def _may_bear(self, one: Reference, surname: str) -> bool:
        """Whether somebody of that sex may have the surname: Olena Kravetska's husband is no Kravetska."""
        facts = self.pack.first_names.get(one.name[0].lower())
        gender = one.gender or (facts[0] if facts else None) or ""
        return not surname.lower().endswith(tuple(self.pack.words.mentions.no_surname_ends.get(gender, ())))

    def _person(self, before: Sequence[Reference], owner: int) -> Reference | None:
        """The person whom ``owner`` ("his") means, the last one named in front; in narration nobody named
        only inside a quotation."""
        word = self._word(owner)
        gender: Gender | None = self.pack.pronouns.get(word, {}).get("gender")
        near = [one for one in before if self._is_near(one, owner)]
        persons = [one for one in near if one.mention.kind == "name" and self._fits(one, gender)]
        others = persons[-_OWNERS:]
        if not others:
            return None
        return next((one for one in reversed(others) if not one.unsure), others[-1])

    def _is_near(self, one: Reference, owner: int) -> bool:
        told = self.inside[one.first] < 0 or self.inside[owner] >= 0
        return told and one.last <= owner <= one.last + _OWNER_REACH

    def _word(self, token: int) -> str:
        return self.segmented.tokens.words[token].lower()

    def _fits(self, one: Reference, gender: Gender | None) -> bool:
        facts = None if one.title else self.pack.first_names.get(one.name[0].lower())
        return gender is None or (one.gender or (facts[0] if facts else None)) in (gender, None)

    def _surname(self, one: Reference) -> str:
        """The surname of a person named in full, or by a part of a full name that the text has, or as kin."""
        if one.surname or len(one.name) > 1:
            return one.surname or one.name[-1]
        return self.of_kin.get(one.name[0]) or self._of_part(one.name[0])

    def _of_part(self, word: str) -> str:
        for one in self.full:
            if word in one.name:
                return one.name[-1] if one.name[0] == word else word
        return ""
