"""Who is whose mother or husband: "Jane Doe’s mother", "his wife", of somebody whom the text names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from quoteattr.lang import classes as c
from quoteattr.names.folding import fold
from quoteattr.names.gender import alike
from quoteattr.news.resolution.antecedents import Antecedents, speaker_at
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.nouns import by_role
from quoteattr.news.resolution.phrases import kin_in_front, owns_kin
from quoteattr.news.resolution.roles import Roles
from quoteattr.news.resolution.sources import Source
from quoteattr.stage_values import Roster
from quoteattr.types import Gender, Span, Speaker

_BEHIND = 7  # tokens of ", | a teacher and mother of | Bo Roe"
_OWNERS = 4  # names in front of "his" among which the one is whose wife is meant
_OWNER_REACH = 120  # tokens to the last of them
_MOST_UNNAMED = 8  # relatives without a name that are looked through
_MOST_OWNERS = 5  # people whom "his" of "his mother said" may mean

Fact = tuple[int, str, int]
"""Somebody, what they are ("parent"), of whom."""


class Relatives:
    """What the text says of families, whatever its order; ``speaker_of`` the roster's of the names."""

    def __init__(self, article: Article, roster: Roster) -> None:
        self._article, self._speaker_of = article, roster.speaker_of
        self._speakers = roster.speakers
        self._by_owner: dict[tuple[int, str], list[int]] = {}
        self._of_whom: dict[int, list[tuple[str, int]]] = {}
        told = list(dict.fromkeys(self._told()))
        inverse = article.lists.kin_inverse
        follows = [(whose, inverse.get(what, what), who) for who, what, whose in told]
        self._said = frozenset(told)
        for who, what, whose in dict.fromkeys([*told, *follows]):
            self._by_owner.setdefault((whose, what), []).append(who)
            self._of_whom.setdefault(who, []).append((what, whose))

    def of(self, owner: int, family: str, *, said: bool = False) -> list[int]:
        """Those who are ``family`` of ``owner``, in text order; with ``said``, only where the text says it
        this way round."""
        found = self._by_owner.get((owner, family), [])
        return [who for who in found if (who, family, owner) in self._said] if said else found

    def of_unnamed(self, source: Source, family: str) -> int | None:
        """Who was last told to have an unnamed relative for whom they are ``family``: "Nadia Rahim said her
        brother was lost. … his sister said"."""
        article = self._article
        wanted = article.lists.kin_inverse.get(family, family)
        whose = article.lists.owners.get(article.lower(source.first))
        before = bisect_left(self._unnamed, (source.first, "", 0))
        for _, kin, owner in reversed(self._unnamed[max(0, before - _MOST_UNNAMED) : before]):
            fits = article.lists.kin[kin] == wanted and article.pack.roles.get(kin) == whose
            if whose and fits and alike(self._speakers[owner].gender, source.gender):
                return owner
        return None

    @cached_property
    def _unnamed(self) -> list[tuple[int, str, int]]:
        """(token, noun, whose) of each relative without a name: "her brother"."""
        article, firsts = self._article, [name.first for name in self._article.names]
        found = []
        for i in [i for i, word in enumerate(article.words) if word in article.lists.kin]:
            behind = i + 1 + (article.words[i + 1 : i + 2] == (",",))
            kin, owner = kin_in_front(article, i + 1) if behind not in article.name_at else ("", -1)
            if kin and i not in article.name_at:
                found += [(i, kin, k) for k in self._owner_at(owner, bisect_left(firsts, i) - 1)]
        return found

    def _told(self) -> Iterator[Fact]:
        article = self._article
        for n, name in enumerate(article.names):
            who = self._speaker_of[n]
            if who is None or name.mention.kind != "name":
                continue
            for kin, owners in (self._in_front(n), self._behind(n)):
                for owner in owners if kin else ():
                    family = article.lists.kin[kin]
                    yield from ((k, family, owner) for k in (who, *self._joined(n, kin)) if k != owner)

    def _joined(self, n: int, kin: str) -> Iterator[int]:
        """Who is joined to a name by "and", where the noun is one for several: "his parents, Bo and Ana"."""
        article, behind = self._article, self._article.names[n].last
        if not kin.endswith(article.lists.plural_ends) or behind + 1 >= len(article.words):
            return
        if article.lower(behind) in article.lists.listing:
            yield from self._speakers_at(behind + 1)

    def _in_front(self, n: int) -> tuple[str, list[int]]:
        """The noun of kin in front of name ``n`` and whose it is: "his wife, | Ana", "Doe’s mother | Ana"."""
        kin, owner = kin_in_front(self._article, self._article.names[n].first)
        return kin, self._owner_at(owner, n, self._speaker_of[n]) if kin else []

    def _behind(self, n: int) -> tuple[str, list[int]]:
        """The noun of kin behind name ``n`` and whose it is: "Ana, | Doe’s mother", "Ana, | mother of Bo"."""
        article, last, kin = self._article, self._article.names[n].last, ""
        if article.words[last : last + 1] != (",",):
            return "", []
        owners: list[int] = []
        for k in range(last + 1, min(last + 1 + _BEHIND, len(article.words))):
            if kin or not article.classes[k] & (c.WORD | c.CLITIC):
                return kin, self._of_whom_at(k) or owners
            owners = self._owner_at(k, n, self._speaker_of[n]) if owns_kin(article, k) else owners
            kin = article.lower(k) if article.lower(k) in article.lists.kin else ""
        return kin, owners

    def _of_whom_at(self, k: int) -> list[int]:
        """The people named behind the "of" at token ``k``: "of | Bo Roe"."""
        return self._speakers_at(k + 1) if self._article.lower(k) in self._article.lists.of else []

    def _speakers_at(self, k: int) -> list[int]:
        speaker = speaker_at(self._article, self._speaker_of, k)
        return [speaker] if speaker is not None else []

    def _owner_at(self, k: int, n: int, own: int | None = None) -> list[int]:
        """Whose something is by the word at token ``k``, beside name ``n``; not speaker ``own``'s."""
        article = self._article
        if article.classes[k] & c.CLITIC:
            return self._speakers_at(k - 1)
        facts = article.pack.pronouns.get(article.lower(k), {})
        several = facts.get("number") == "plural"
        named = dict.fromkeys(self._named_before(k, n, own, facts.get("gender")))
        return list(islice(named, 2 if several else 1))

    def _named_before(self, k: int, n: int, own: int | None, gender: Gender | None) -> Iterator[int]:
        """The people named before token ``k``, from name ``n`` back, but for ``own``."""
        near = 0
        for m in range(n, -1, -1):
            name, speaker = self._article.names[m], self._speaker_of[m]
            if k - name.last > _OWNER_REACH or near == _OWNERS:
                return
            if name.last <= k and name.mention.kind == "name" and speaker is not None and speaker != own:
                near += 1
                if alike(self._speakers[speaker].gender, gender):
                    yield speaker


def whom_noun_means(
    source: Source, antecedents: Antecedents, content: Sequence[Span], roles: Roles, relatives: Relatives
) -> int | None:
    """The person whom a role noun means: a relative of its owner ("her mother"), else whoever bears the role.
    ``content`` is what was said."""
    family = antecedents.article.lists.kin.get(source.head) if source.owned else None
    if family is None or source.plural:
        return by_role(source, roles, antecedents, content)
    owners = list(islice(_owners(source, antecedents), _MOST_OWNERS))
    told = _told_kin(source, owners, family, antecedents, relatives)
    if told:
        return told[0] if len(told) == 1 else None
    borne = by_role(source, roles, antecedents, content)
    if borne is not None:
        return borne
    namesake = _namesake(source, owners[0], family, antecedents, relatives) if owners else None
    return relatives.of_unnamed(source, family) if namesake is None else namesake


def _told_kin(
    source: Source, owners: list[int], family: str, antecedents: Antecedents, relatives: Relatives
) -> list[int]:
    """Whom the text calls ``family`` of the likeliest owner, in these words or by the reverse relation ("her
    son" for a mother); else of the other owners."""
    first = owners[:1]  # of two brothers each is the other's, whichever way the text says it
    asked = [(True, first), (False, first), (True, owners), (False, owners)]
    for said, people in asked[2:] if family in antecedents.article.lists.kin_inverse else asked:
        for owner in people:
            told = relatives.of(owner, family, said=said)
            fits = [k for k in told if alike(antecedents.speakers[k].gender, source.gender)]
            if fits:
                return fits
    return []


def _owners(source: Source, antecedents: Antecedents) -> Iterator[int]:
    """Whose relative is meant, the likeliest first."""
    article = antecedents.article
    for k in range(source.first, source.head_token or source.first):
        if article.classes[k] & c.CLITIC and article.person_at(k - 1) is not None:
            named = antecedents.speaker_at(k - 1)
            yield from [named] if named is not None else []
            return
    gender = article.lists.owners.get(article.lower(source.first))
    if gender is not None:
        owner = Source.of_pronoun(source.first, gender, possessive=True)
        antecedents.read_to(source.first)
        yield from (k for k, _ in antecedents.ranked(owner) if antecedents.speakers[k].kind == "person")


def _namesake(
    source: Source, owner: int, family: str, antecedents: Antecedents, relatives: Relatives
) -> int | None:
    """The only one in focus who has the owner's surname and the noun's gender."""
    antecedents.read_to(source.first)
    speakers = antecedents.speakers
    found = list(_with_surname(_surname(speakers[owner]), antecedents, source))
    fits = [k for k in found if k != owner and alike(speakers[k].gender, source.gender)]
    if len(fits) != 1:
        return None
    alone = not [k for k in found if k not in (owner, fits[0])]
    return fits[0] if speakers[fits[0]].gender or alone else None


def _with_surname(surname: str, antecedents: Antecedents, source: Source) -> Iterator[int]:
    """The people in focus with a surname."""
    for k, _ in antecedents.focus.latest(antecedents.focus.sentence_of(source.first)):
        one = antecedents.speakers[k]
        if surname and one.kind == "person" and _surname(one) == surname:
            yield k


def _surname(speaker: Speaker) -> str:
    words = speaker.name.split()
    return fold(words[-1]) if len(words) > 1 else ""
