"""Whose wife and whose husband is who: behind Mr. Dane, "his wife" is Mrs. Dane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quoteattr.fiction.cast.phrases import Phrase
from quoteattr.fiction.cast.values import Character
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain_words

Couples = Mapping[tuple[str, str], frozenset[int]]
"""(gender, surname) -> those whom a title shows to be a wife, or a man who may have one."""


def couples_of(people: Sequence[Character], pack: Pack) -> Couples:
    """Those who have the title of a wife, or of a man, by their surnames."""
    found: dict[tuple[str, str], set[int]] = {}
    for k, one in enumerate(people):
        for title, surname in _titled(one, pack):
            found.setdefault((_shown(title, pack), surname), set()).add(k)
    return {key: frozenset(several) for key, several in found.items()}


def _titled(one: Character, pack: Pack) -> list[tuple[str, str]]:
    """(first word, surname) of the names of several words."""
    words = [plain_words(form, pack) for form in one.forms if " " in form]
    return [(several[0], several[-1]) for several in words]


def _shown(title: str, pack: Pack) -> str:
    """The gender of a wife or of a man with that title; "" for others, as for "Miss"."""
    shown = pack.words.places
    gender = shown.bearers.get(title)
    return "female" if title in shown.married else "male" if gender == "male" else ""


def spouse_of(people: Sequence[Character], couples: Couples, phrase: Phrase, owner: int, pack: Pack) -> int:
    """The one with a name who is the wife or the husband of ``owner``, whom a phrase means; -1 where the text
    shows none, or more than one."""
    gender = pack.story.spouse.get(phrase.tie, "")
    names = {surname for _, surname in _titled(people[owner], pack)} if owner >= 0 else set[str]()
    if gender == "male":  # whose husband he is has the title of a wife
        names = {name for name in names if owner in couples.get(("female", name), ())}
    found = frozenset[int]().union(*[couples.get((gender, name), ()) for name in names]) - {owner}
    return next(iter(found)) if gender and len(found) == 1 else -1
