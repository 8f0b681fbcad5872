"""Relatives of whom the text gives the name as well: "my brother Danny", "Linda, her mother"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.fiction.cast.phrases import NARRATOR, Wording, tie_of
from quoteattr.fiction.cast.values import Character, Mentions
from quoteattr.lang.pack import Pack

_OWNERS = (NARRATOR, "female", "male", "plural")  # whose relative somebody called "Mum" may be


def relatives_with_names(wording: Wording, people: Sequence[Character], names: Mentions) -> dict[str, int]:
    """Key of a phrase ("I brother") -> the one character whom the text calls so."""
    found: dict[str, set[int]] = {}
    for key, who in _beside_names(wording, names):
        found.setdefault(key, set()).add(who)
    for key, who in _by_names(people, wording.pack):
        found.setdefault(key, set()).add(who)
    return {key: next(iter(who)) for key, who in found.items() if len(who) == 1}


def _beside_names(wording: Wording, names: Mentions) -> Iterator[tuple[str, int]]:
    """(key, character) where a tie to the narrator stands beside a name: "my brother Danny", "my brother,
    Danny,". "Her sister Mary" is one of several, or somebody else's."""
    words = wording.segmented.tokens.words
    for first, last, who in zip(names.firsts, names.lasts, names.who, strict=True):
        before = first - 1 if first and words[first - 1] == "," else first
        tie = tie_of(wording, before - 2)
        if tie and (before == first or words[last : last + 1] == (",",)):
            yield tie, who
        tie = tie_of(wording, last + 1) if words[last : last + 1] == (",",) else ""
        if tie and words[last + 3 : last + 4] in ((",",), (".",)):
            yield tie, who


def _by_names(people: Sequence[Character], pack: Pack) -> Iterator[tuple[str, int]]:
    """(key, character) of those whose name is a tie: "Mom" is "my mother", "her mother", too."""
    for who, one in enumerate(people):
        for form in one.forms:
            tie = pack.story.relative.get(form.split()[0].lower())
            if tie is not None:
                yield from [(f"{owner} {tie}", who) for owner in _OWNERS]
