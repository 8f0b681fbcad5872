"""Whether two names are one person's, for scoring: stricter than a reader, kinder than equality."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from quoteattr.lang.load import load_pack
from quoteattr.speakers.likeness import first_names_agree, fold

_WORDS = re.compile(r"\w+(?:['’\-.]\w+)*")
_SMALL = frozenset(("the", "a", "an", "of", "for", "and"))
_POSSESSIVE = re.compile(r"['’]s$")

Names = tuple[str, ...]


@frozen
class Name:
    """The folded words of a name, ``core`` without titles and suffixes, and the gender that a title shows."""

    whole: tuple[str, ...]
    core: tuple[str, ...]
    gender: str | None


@lru_cache(maxsize=1 << 14)
def parsed(name: str, language: str = "en") -> Name:
    """The name as it is compared."""
    lists = load_pack(language).lists
    particles, titles = lists["particles"], lists["titles"]
    words = [fold(_POSSESSIVE.sub("", word)) for word in _WORDS.findall(name)]
    whole = core = [word for word in words if word not in _SMALL] or words
    gender = None
    while len(core) > 1 and (facts := titles.get(core[0]) or titles.get(core[0] + ".")):
        gender = facts["gender"] or gender
        core = core[1:]
    while len(core) > 1 and "suffix" in (particles.get(core[-1]), particles.get(core[-1] + ".")):
        core = core[:-1]
    return Name(tuple(whole), tuple(core), gender)


def same_speaker(names: Names, name: str, others: tuple[Names, ...] = (), language: str = "en") -> bool:
    """Whether ``name`` means the one who has ``names``, where ``others`` are in the text too.

    One of the names itself, white space, case and accents apart; without its title where nobody else has
    the rest; the surname, or the first name, where it is nobody else's; else a surname with a first name
    that agrees (initials and nicknames do). Mr. is never Mrs. Of organisations, the words of one name among
    those of the other.
    """
    said = parsed(name, language)
    mine = [parsed(one, language) for one in names]
    if any(said.whole == one.whole for one in mine):
        return True
    mine = [one for one in mine if not (said.gender and one.gender and said.gender != one.gender)]
    if len(said.core) < 2:
        fits = any(said.core in (one.core, one.core[-1:], one.core[:1]) for one in mine)
        return bool(said.core) and fits and not any(_has(said, theirs) for theirs in _apart(names, others))
    return any(_agree(said, one, language) for one in mine)


def _apart(names: Names, others: tuple[Names, ...]) -> Iterator[Name]:
    for theirs in others:
        if theirs != names:
            yield from map(parsed, theirs)


def _has(said: Name, theirs: Name) -> bool:
    """Whether a bare name can be another's as well."""
    clash = said.gender and theirs.gender and said.gender != theirs.gender
    return not clash and said.core in (theirs.core, theirs.core[-1:], theirs.core[:1])


def _agree(said: Name, one: Name, language: str) -> bool:
    a, b = said.core, one.core
    if a == b:
        return True
    if len(b) < 2:
        return b[-1:] == a[-1:]
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    return a[-1] == b[-1] and first_names_agree(a, b, load_pack(language))
