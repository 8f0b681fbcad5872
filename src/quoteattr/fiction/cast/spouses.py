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
    shown = pack.words.places
    found: dict[tuple[str, str], set[int]] = {}
    for k, one in enumerate(people):
        for words in [plain_words(form, pack) for form in one.forms if " " in form]:
            gender = "female" if words[0] in shown.married else shown.bearers.get(words[0])
            if gender == "male" or words[0] in shown.married:
                found.setdefault((gender or "", words[-1]), set()).add(k)
    return {key: frozenset(several) for key, several in found.items()}


def spouse_of(people: Sequence[Character], couples: Couples, phrase: Phrase, owner: int, pack: Pack) -> int:
    """The one with a name who is the wife or the husband of ``owner``, whom a phrase means; -1 where the text
    shows none, or more than one."""
    gender = pack.story.spouse.get(phrase.tie)
    if phrase.kind != "relative" or gender is None or owner < 0:
        return -1
    names = {plain_words(form, pack)[-1] for form in people[owner].forms if " " in form}
    if gender == "male":  # whose husband he is has the title of a wife
        names = {name for name in names if owner in couples.get(("female", name), ())}
    found = frozenset[int]().union(*[couples.get((gender, name), ()) for name in names]) - {owner}
    return next(iter(found)) if len(found) == 1 else -1
