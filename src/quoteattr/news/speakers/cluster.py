"""Which name mentions are the same person or organisation.

Only names are clustered here: full names first, by surname and compatible first names, then bare
surnames and first names, each to the person it fits best. Pronouns and role nouns come later, in
resolution.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from attrs import define, field

from quoteattr.lang.pack import Pack
from quoteattr.names.folding import fold
from quoteattr.names.likeness import SAME_BARE, SAME_LAST, SHORTEST_FUZZY, first_names_agree, similar
from quoteattr.stage_values import Reference
from quoteattr.types import Gender

_FORMS = 4  # forms of a person's name that another is compared with: a slip of a slip is no slip
_MOST_COMPARED = 8  # surnames with the same beginning that a slip is compared with
_SMALL = frozenset(("of", "the", "for", "and", "&"))
_COURTESY = frozenset(("mr", "mrs", "ms", "mr.", "mrs.", "ms.", "miss"))


@define(eq=False)
class Cluster:
    """Name mentions of one speaker while they are gathered."""

    kind: str
    members: list[int] = field(factory=list)
    full: list[tuple[str, ...]] = field(factory=list)
    suffix: str = ""
    by_full: int = 0  # so many of the members, the first, are full names
    genders: set[Gender] = field(factory=set)


@define(eq=False)
class Index:
    """The people by each part of their names. Long rows are read only at their beginning."""

    pack: Pack
    by_last: dict[str, list[Cluster]] = field(factory=dict)
    by_first: dict[str, list[Cluster]] = field(factory=dict)
    by_middle: dict[str, list[Cluster]] = field(factory=dict)
    by_name: dict[tuple[str, str, str], Cluster] = field(factory=dict)
    by_beginning: dict[str, list[str]] = field(factory=dict)

    def add(self, one: Cluster, words: tuple[str, ...], suffix: str) -> None:
        """Take in a form of a person's name."""
        last = words[-1]
        if last not in self.by_last:
            self.by_beginning.setdefault(last[:2], []).append(last)
        self._put(self.by_last, last, one)
        if len(words) < 2:
            return
        self.by_name.setdefault((words[0], last, suffix), one)
        self._put(self.by_first, words[0], one)
        for word in words[1:-1]:
            if len(word) > 2:
                self._put(self.by_middle, word, one)

    def _put(self, table: dict[str, list[Cluster]], word: str, one: Cluster) -> None:
        row = table.setdefault(word, [])
        if len(row) < _MOST_COMPARED and all(other is not one for other in row):
            row.append(one)

    def misspelt(self, word: str) -> list[Cluster]:
        """The people whose surname ``word``, which is no known name, is but for a slip."""
        pack = self.pack
        if len(word) <= SHORTEST_FUZZY or word in pack.surnames or word in pack.first_names:
            return []
        if word in pack.common or word in pack.places or word in pack.demonyms:
            return []
        for last in self.by_beginning.get(word[:2], ())[:_MOST_COMPARED]:
            if last != word and abs(len(last) - len(word)) <= 1 and similar(word, last) >= SAME_BARE:
                return self.by_last[last]
        return []


def cluster(names: Sequence[Reference], pack: Pack) -> list[Cluster]:
    """Clusters of indices into ``names``, in order of first mention."""
    particles = pack.particles
    key_of = {name: _key(name, particles) for name in {reference.name for reference in names}}
    keys = [key_of[reference.name] for reference in names]
    clusters: list[Cluster] = []
    index = Index(pack)
    home: dict[int, Cluster] = {}
    for n, reference in enumerate(names):
        words, suffix = keys[n]
        if reference.mention.kind != "name" or len(words) < 2 or _double_surname(words, reference, pack):
            continue
        found = _full_name_home(words, suffix, index)
        if found is None:
            found = Cluster("person", suffix=suffix)
            clusters.append(found)
        index.add(found, words, suffix)
        _add(found, n, words, suffix, reference)
        home[n] = found
    for one in clusters:
        one.by_full = len(one.members)
    clusters += _known_by_title(names, keys, home, index)
    for n, reference in enumerate(names):
        words, suffix = keys[n]
        if n in home or (len(words) != 1 and reference.mention.kind != "name"):
            continue
        if len(words) == 1:
            fits = _bare_name_homes(words[0], suffix, reference, index)
        else:
            people = index.by_last.get(words[-1], ())
            same = [one for one in people if any(f[-len(words) :] == words for f in one.full[:_FORMS])]
            fits = _gender_fits(reference.gender, same, pack)
        if fits:
            found = _most_prominent(fits, n)
        elif reference.mention.kind == "name":
            found = Cluster("person", suffix=suffix)
            clusters.append(found)
            index.add(found, words[-1:], suffix)
        else:
            continue
        _add(found, n, words, suffix, reference, sure=len(fits) < 2)
        home[n] = found
    clusters.extend(_organizations(names, keys, home))
    return sorted(clusters, key=lambda one: min(one.members))


def _known_by_title(
    names: Sequence[Reference],
    keys: list[tuple[tuple[str, ...], str]],
    home: dict[int, Cluster],
    index: Index,
) -> list[Cluster]:
    """People whom the text only calls "Mr. Obama": a bare "Obama" may mean them, wherever it stands."""
    found: list[Cluster] = []
    for n, reference in enumerate(names):
        words, suffix = keys[n]
        if n in home or len(words) != 1 or not reference.gender or reference.title not in _COURTESY:
            continue
        if words[0] in index.by_last and not _bare_name_homes(words[0], suffix, reference, index):
            one = Cluster("person", suffix=suffix, full=[words], genders={reference.gender})
            index.add(one, words, suffix)
            found.append(one)
    return found


def _key(name: tuple[str, ...], particles: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """(folded words of the name, its suffix such as "jr")."""
    words = [fold(w) for w in name]
    suffix = ""
    while (len(words) > 1 and particles.get(words[-1]) == "suffix") or (
        len(words) > 1 and particles.get(words[-1] + ".") == "suffix"
    ):
        suffix = words.pop()
    return tuple(w for w in words if w), suffix


def _double_surname(words: tuple[str, ...], reference: Reference, pack: Pack) -> bool:
    """Whether the name is a surname of two words: "Mr. Vander Plaats"."""
    if pack.particles.get(words[0]) == "particle" and words[0] not in pack.first_names:
        return True  # "De Blasio"
    return reference.title in _COURTESY and words[0] not in pack.first_names and len(words[0]) > 1


def _add(
    found: Cluster, n: int, words: tuple[str, ...], suffix: str, reference: Reference, sure: bool = True
) -> None:
    found.members.append(n)
    if (len(words) >= 2 and words not in found.full[-_MOST_COMPARED:]) or not found.full:
        found.full.append(words)
    if suffix:
        found.suffix = suffix
    if reference.gender and sure:  # "Mrs. Doe" among two Does proves nothing
        found.genders.add(reference.gender)


def _full_name_home(words: tuple[str, ...], suffix: str, index: Index) -> Cluster | None:
    same = index.by_name.get((words[0], words[-1], suffix))
    if same is not None:
        return same
    for one in index.by_last.get(words[-1], ()):
        if (suffix and one.suffix and suffix != one.suffix) or bool(suffix) != bool(one.suffix):
            continue
        if any(first_names_agree(words, other, index.pack) for other in one.full[:_FORMS]):
            return one
    return _misspelt(words, index.by_first, index.pack)


def _misspelt(words: tuple[str, ...], by_first: dict[str, list[Cluster]], pack: Pack) -> Cluster | None:
    """A cluster with the same first name and a surname that differs by a slip."""
    last = words[-1]
    if len(last) < SHORTEST_FUZZY or last in pack.surnames:
        return None
    for one in by_first.get(words[0], ())[:_MOST_COMPARED]:
        other = one.full[0][-1]
        if other[0] == last[0] and abs(len(other) - len(last)) <= 2 and similar(last, other) >= SAME_LAST:
            return one
    return None


def _bare_name_homes(word: str, suffix: str, reference: Reference, index: Index) -> list[Cluster]:
    """The people whom a bare surname or first name can mean."""
    fits = _gender_fits(reference.gender, index.by_last.get(word, ()), index.pack)
    fits = [one for one in fits if not suffix or suffix == one.suffix]
    if fits and not suffix:
        plain = [one for one in fits if not one.suffix]
        fits = plain or fits
    if fits:
        return fits
    firsts = index.by_first.get(word, [])
    if reference.title in _COURTESY:
        # Mr. Park of "Park Ji-ho": surname first; "Mr. Donald" is nobody's title and first name
        surnames = index.pack.surnames
        firsts = [one for one in firsts if word in surnames and one.full[0][-1] not in surnames]
    found = _gender_fits(reference.gender, firsts, index.pack)
    if found or (reference.mention.kind == "organization" and word in index.pack.common):
        return found
    # "Robles" of "Elena Robles Quintana"; "Abernaty" for "Abernathy"
    return _gender_fits(reference.gender, index.by_middle.get(word) or index.misspelt(word), index.pack)


def _gender_fits(gender: Gender | None, people: Sequence[Cluster], pack: Pack) -> list[Cluster]:
    """Those whose gender is not another: by title or role where one was seen, else by first name."""
    if gender is None:
        return list(people)
    return [
        one
        for one in people
        if (gender in one.genders if one.genders else _gender_of_first(one, pack) in (gender, None))
    ]


def _gender_of_first(one: Cluster, pack: Pack) -> Gender | None:
    known = pack.first_names.get(one.full[0][0]) if len(one.full[0]) > 1 else None
    return known[0] if known is not None else None


def _most_prominent(fits: list[Cluster], n: int) -> Cluster:
    """Whom a bare surname means at mention ``n``: whom it has meant, else who is named most, else last."""

    def prominence(one: Cluster) -> tuple[bool, int, int]:
        # members are two rows in text order: the full names, then the bare ones, all of these before n
        full = bisect_left(one.members, n, 0, one.by_full)
        bare = len(one.members) - one.by_full
        latest = max(one.members[full - 1] if full else -1, one.members[-1] if bare else -1)
        first = one.members[0] if one.members else -1
        return (full + bare > 0, full + bare, latest if full + bare else -first)

    return max(fits, key=prominence)


def _organizations(
    names: Sequence[Reference], keys: list[tuple[tuple[str, ...], str]], home: dict[int, Cluster]
) -> list[Cluster]:
    found: list[Cluster] = []
    by_key: dict[tuple[str, ...], Cluster] = {}
    full_of: dict[str, tuple[str, ...]] = {}
    for n, reference in enumerate(names):
        if n not in home and reference.mention.kind == "organization" and len(keys[n][0]) > 1:
            words = keys[n][0]
            full_of.setdefault("".join(w[0] for w in words if w not in _SMALL), words)
    for n, reference in enumerate(names):
        if n in home or reference.mention.kind != "organization" or not keys[n][0]:
            continue
        words = keys[n][0]
        key = words[1:] if words[0] == "the" and len(words) > 1 else words
        if len(key) == 1 and reference.mention.text.isupper() and key[0] in full_of:
            key = full_of[key[0]]  # "the AP" where the text has an Associated Press
        one = by_key.get(key)
        if one is None:
            one = Cluster("organization")
            found.append(one)
            by_key[key] = one
        one.members.append(n)
        one.full.append(words)
        home[n] = one
    return found
