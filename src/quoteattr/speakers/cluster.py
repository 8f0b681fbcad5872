"""Which name mentions are the same person or organisation.

Only names are clustered here: full names first, by surname and compatible first names, then bare
surnames and first names, each to the person it fits best. Pronouns and role nouns come later, in
resolution.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from attrs import define, field

from quoteattr.lang.pack import Pack
from quoteattr.types import Gender, Reference

# Similarity (rapidfuzz ratio, 0 to 100) from which two spellings are one name. "Sergey/Sergei" has
# 83, "Lavrov/Lavrow" 83; "John/Joan" 75, "Clinton/Clifton" 86 but both are known names.
_SAME_FIRST = 80.0
_SAME_LAST = 83.0
_SHORTEST_FUZZY = 5  # letters; shorter names differ too easily


@define(eq=False)
class Cluster:
    """Name mentions of one speaker while they are gathered."""

    kind: str
    members: list[int] = field(factory=list)
    full: list[tuple[str, ...]] = field(factory=list)
    suffix: str = ""
    genders: set[Gender] = field(factory=set)


def fold(word: str) -> str:
    """The word for comparison: case, diacritics and periods off."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace(".", "").replace("’", "'"))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)) or word.casefold()


def cluster(names: Sequence[Reference], pack: Pack) -> list[Cluster]:
    """Clusters of indices into ``names``, in order of first mention."""
    particles = pack.lists["particles"]
    keys = [_key(reference, particles) for reference in names]
    clusters: list[Cluster] = []
    by_last: dict[str, list[Cluster]] = {}
    home: dict[int, Cluster] = {}
    people = [n for n, r in enumerate(names) if r.mention.kind == "name"]
    for n in people:
        words, suffix = keys[n]
        if len(words) >= 2:
            found = _full_name_home(words, suffix, names[n].gender, by_last, pack)
            if found is None:
                found = Cluster("person", suffix=suffix)
                clusters.append(found)
                by_last.setdefault(words[-1], []).append(found)
            _add(found, n, words, suffix, names[n])
            home[n] = found
    by_first: dict[str, list[Cluster]] = {}
    for one in clusters:
        for words in dict.fromkeys(one.full):
            by_first.setdefault(words[0], []).append(one)
    for n, reference in enumerate(names):
        words, suffix = keys[n]
        if n in home or len(words) != 1:
            continue
        fits = _bare_name_homes(words[0], suffix, reference, by_last, by_first)
        if fits:
            found = _most_prominent(fits, n)
        elif reference.mention.kind == "name":
            found = Cluster("person", suffix=suffix)
            clusters.append(found)
            by_last.setdefault(words[0], []).append(found)
        else:
            continue
        _add(found, n, words, suffix, reference)
        home[n] = found
    clusters.extend(_organizations(names, keys, home))
    return sorted(clusters, key=lambda one: min(one.members))


def _key(reference: Reference, particles: dict[str, str]) -> tuple[tuple[str, ...], str]:
    """(folded words of the name, its suffix such as "jr")."""
    words = [fold(w) for w in reference.name]
    suffix = ""
    while len(words) > 1 and particles.get(words[-1]) == "suffix" or len(words) > 1 and particles.get(words[-1] + ".") == "suffix":
        suffix = words.pop()
    return tuple(w for w in words if w), suffix


def _add(found: Cluster, n: int, words: tuple[str, ...], suffix: str, reference: Reference) -> None:
    found.members.append(n)
    if len(words) >= 2 or not found.full:
        found.full.append(words)
    if suffix:
        found.suffix = suffix
    if reference.gender:
        found.genders.add(reference.gender)


def _full_name_home(
    words: tuple[str, ...], suffix: str, gender: Gender | None, by_last: dict[str, list[Cluster]], pack: Pack
) -> Cluster | None:
    for one in by_last.get(words[-1], ()):
        if suffix and one.suffix and suffix != one.suffix or bool(suffix) != bool(one.suffix):
            continue
        if any(_first_names_agree(words, other, pack) for other in one.full):
            return one
    return _misspelt(words, by_last, pack)


def _first_names_agree(a: tuple[str, ...], b: tuple[str, ...], pack: Pack) -> bool:
    if len(b) < 2:
        return False
    x, y = a[0], b[0]
    if x == y or (len(x) == 1 and y.startswith(x)) or (len(y) == 1 and x.startswith(y)):
        return True
    if y in pack.lists["nicknames"].get(x, ()):
        return True
    if x in b[:-1] or y in a[:-1]:  # "J. Edgar Hoover" and "Edgar Hoover"
        return True
    known = pack.lists["first_names"]
    if x in known and y in known or min(len(x), len(y)) < _SHORTEST_FUZZY:
        return False
    return _similar(x, y) >= _SAME_FIRST


def _misspelt(words: tuple[str, ...], by_last: dict[str, list[Cluster]], pack: Pack) -> Cluster | None:
    """A cluster with the same first name and a surname that differs by a slip."""
    last = words[-1]
    if len(last) < _SHORTEST_FUZZY or last in pack.lists["surnames"]:
        return None
    for other_last, group in by_last.items():
        if other_last[0] != last[0] or abs(len(other_last) - len(last)) > 2:
            continue
        for one in group:
            if any(len(f) >= 2 and f[0] == words[0] for f in one.full) and _similar(last, other_last) >= _SAME_LAST:
                return one
    return None


def _similar(a: str, b: str) -> float:
    from rapidfuzz.fuzz import ratio  # imported on first use: it costs as much as the rest of the import

    return ratio(a, b)


def _bare_name_homes(
    word: str, suffix: str, reference: Reference, by_last: dict[str, list[Cluster]], by_first: dict[str, list[Cluster]]
) -> list[Cluster]:
    """The people whom a bare surname or first name can mean."""
    gender = reference.gender
    fits = [
        one
        for one in by_last.get(word, ())
        if not (gender and one.genders and gender not in one.genders) and (not suffix or suffix == one.suffix)
    ]
    if fits and not suffix:
        plain = [one for one in fits if not one.suffix]
        fits = plain or fits
    if fits or reference.title in ("mr", "mrs", "ms", "mr.", "mrs.", "ms."):
        return fits
    return [one for one in by_first.get(word, ()) if not (gender and one.genders and gender not in one.genders)]


def _most_prominent(fits: list[Cluster], n: int) -> Cluster:
    """Whom a bare surname means at mention ``n``: whom it has meant, else who is named most, else last."""

    def prominence(one: Cluster) -> tuple[bool, int, int]:
        earlier = [m for m in one.members if m < n]
        return (bool(earlier), len(earlier), max(earlier) if earlier else -min(one.members))

    return max(fits, key=prominence)


def _organizations(
    names: Sequence[Reference], keys: list[tuple[tuple[str, ...], str]], home: dict[int, Cluster]
) -> list[Cluster]:
    found: list[Cluster] = []
    by_key: dict[tuple[str, ...], Cluster] = {}
    for n, reference in enumerate(names):
        if n in home or reference.mention.kind != "organization" or not keys[n][0]:
            continue
        words = keys[n][0]
        key = words[1:] if words[0] == "the" and len(words) > 1 else words
        one = by_key.get(key)
        if one is None:
            one = Cluster("organization")
            found.append(one)
            by_key[key] = one
            if len(key) > 2:
                initials = "".join(w[0] for w in key if w not in ("of", "the", "for", "and", "&"))
                by_key.setdefault((initials,), one)
        one.members.append(n)
        one.full.append(words)
        home[n] = one
    return found
