"""Which name mentions are the same person or organisation.

Only names are clustered here: full names first, by surname and compatible first names, then bare
surnames and first names, each to the person it fits best. Pronouns and role nouns come later, in
resolution.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from attrs import define, field

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.lang.words.news import RosterWords
from quoteattr.names.folding import fold
from quoteattr.names.likeness import SAME_LAST, SHORTEST_FUZZY, but_for_a_slip, first_names_agree, similar
from quoteattr.news.speakers.first_names import gender_fits, gender_of_first, is_rare
from quoteattr.news.speakers.namesakes import are_others, by_surname
from quoteattr.news.speakers.prominence import Cluster, called_so, most_prominent
from quoteattr.stage_values import Reference
from quoteattr.types import KnownKind

_FORMS = 4  # forms of a person's name that another is compared with: a slip of a slip is no slip
_MOST_COMPARED = 8  # surnames with the same beginning that a slip is compared with
_NAMES = c.GIVEN_OR_SURNAME | c.ORGANIZATION | c.MEDIA | c.PLACE | c.DEMONYM
_KNOWN = _NAMES | c.COMMON | c.GROUP | c.ROLE_OR_TITLE  # what a company is not told by alone
Key = tuple[tuple[str, ...], str]
"""Folded words of a name, and its suffix such as "jr", or ""."""


@define(eq=False)
class Index:
    """The people by each part of their names. Long rows are read only at their beginning."""

    pack: Pack
    by_last: dict[str, list[Cluster]] = field(factory=dict)
    by_first: dict[str, list[Cluster]] = field(factory=dict)
    by_middle: dict[str, list[Cluster]] = field(factory=dict)
    by_nickname: dict[str, list[Cluster]] = field(factory=dict)
    by_name: dict[tuple[str, str, str], Cluster] = field(factory=dict)
    by_beginning: dict[str, list[str]] = field(factory=dict)

    def add(self, one: Cluster, words: tuple[str, ...], suffix: str) -> None:
        """Take in a form of a person's name."""
        last = words[-1]
        if last not in self.by_last:
            self.by_beginning.setdefault(last[:1], []).append(last)
        self._put(self.by_last, last, one)
        article, hyphen, bare = last.partition("-")
        if hyphen and article in self.pack.words.lexicon.name_articles:
            self.call(one, bare)
        if len(words) < 2:
            return
        self.by_name.setdefault((words[0], last, suffix), one)
        self._put(self.by_first, words[0], one)
        for word in words[1:-1]:
            if len(word) > 1 and word not in self.pack.particles:
                self._put(self.by_middle, word, one)

    def call(self, one: Cluster, word: str) -> None:
        """Take in a word that somebody is called by where nobody has it as a surname: a nickname, "Sadr" of
        "al-Sadr"."""
        self._put(self.by_nickname, word, one)

    def _put(self, table: dict[str, list[Cluster]], word: str, one: Cluster) -> None:
        row = table.setdefault(word, [])
        if len(row) < _MOST_COMPARED and all(other is not one for other in row):
            row.append(one)

    def misspelt(self, word: str) -> list[Cluster]:
        """The people whose surname ``word``, which is no known word, is but for a slip: "Abernaty"."""
        if len(word) <= SHORTEST_FUZZY or self._is_known(word):
            return []
        alike = self.by_beginning.get(word[:1], ())[:_MOST_COMPARED]
        return next((self.by_last[last] for last in alike if last != word and but_for_a_slip(word, last)), [])

    def _is_known(self, word: str) -> bool:
        pack = self.pack
        lists = (pack.first_names, pack.common, pack.places, pack.demonyms)
        return any(word in known for known in lists)


@define(eq=False)
class Gathering:
    """Name mentions on their way into clusters: ``home`` has those, by number, that are in one."""

    names: Sequence[Reference]
    keys: list[Key]
    index: Index
    speaking: Container[int] = ()
    clusters: list[Cluster] = field(factory=list)
    home: set[int] = field(factory=set)

    def homeless(self) -> Iterator[tuple[int, Reference, tuple[str, ...], str]]:
        """(number, mention, words, suffix) of each that is in no cluster when its turn comes."""
        for n, reference in enumerate(self.names):
            if n not in self.home:
                yield n, reference, *self.keys[n]

    def new(self, kind: KnownKind, suffix: str = "") -> Cluster:
        """One more cluster."""
        self.clusters.append(Cluster(kind, suffix=suffix))
        return self.clusters[-1]

    def put(self, n: int, one: Cluster, sure: bool = True) -> None:
        """Put mention ``n`` into a cluster of a person; only a ``sure`` one proves the person's gender."""
        (words, suffix), gender = self.keys[n], self.names[n].gender
        one.members.append(n)
        if n in self.speaking:
            one.spoke.append(n)
        if (len(words) >= 2 and words not in one.full[-_MOST_COMPARED:]) or not one.full:
            one.full.append(words)
        one.suffix = suffix or one.suffix
        one.kin = one.kin or self.names[n].kin
        one.child = one.child or _is_child(self.names[n], self.index.pack)
        one.hear(self.names[n].title, self.index.pack.words.rosters.courtesies, full=len(words) > 1)
        if gender and sure:  # "Mrs. Doe" among two Does proves nothing
            one.genders.add(gender)
        self.home.add(n)


def _is_child(one: Reference, pack: Pack) -> bool:
    """Whether a relative's name has the role of a son or a daughter."""
    words = " ".join(one.roles).lower().split() if one.kin else ()
    return not pack.words.rosters.children.isdisjoint(words)


def cluster(
    names: Sequence[Reference],
    pack: Pack,
    short_forms: Mapping[int, int] | None = None,
    speaking: Container[int] = (),
) -> list[Cluster]:
    """Clusters of indices into ``names``, in order of first mention.

    ``short_forms``: number of a name in parentheses -> the one in front, for which it stands.
    """
    written = [(*one.name, one.surname) if one.surname else one.name for one in names]
    key_of = {name: _key(name, pack.particles) for name in set(written)}
    gathering = Gathering(names, [key_of[name] for name in written], Index(pack), speaking)
    _gather_full_names(gathering)
    _expect_titled(gathering)
    _gather_bare_names(gathering)
    _gather_organizations(gathering, short_forms or {})
    return sorted((one for one in gathering.clusters if one.members), key=lambda one: min(one.members))


def _gather_full_names(gathering: Gathering) -> None:
    index = gathering.index
    for n, reference, words, suffix in gathering.homeless():
        if not _is_full(words, reference, index.pack):
            continue
        one = _full_name_home(words, suffix, index) or gathering.new("person", suffix)
        index.add(one, words, suffix)
        if reference.nickname:
            index.call(one, fold(reference.nickname))
        gathering.put(n, one)
    for one in gathering.clusters:
        one.by_full, one.spoke_full = len(one.members), len(one.spoke)


def _expect_titled(gathering: Gathering) -> None:
    """People whom the text only calls "Mr. Obama", or "President Obama" beside another of that surname: a
    bare "Obama" may mean them, wherever it stands."""
    index = gathering.index
    courtesies = index.pack.words.rosters.courtesies
    expected = []
    for n, reference, words, suffix in gathering.homeless():
        if len(words) != 1 or not reference.title or words[0] not in index.by_last:
            continue
        if reference.title not in courtesies:
            others = index.by_last[words[0]]
            if not are_others(gathering.names, n, others, index.pack):
                continue
            for other in others:
                other.kin = True
        elif not reference.gender or _bare_name_homes(words[0], suffix, reference, index):
            continue
        one = Cluster("person", suffix=suffix, full=[words], title=reference.title)
        one.genders |= {reference.gender} if reference.gender else set()
        index.add(one, words, suffix)
        expected.append(one)
    gathering.clusters += expected


def _gather_bare_names(gathering: Gathering) -> None:
    """Surnames and first names that stand alone, each to the person it fits best; else a new person."""
    index = gathering.index
    alone = {words[0] for _, _, words, _ in gathering.homeless() if len(words) == 1}
    for n, reference, words, suffix in gathering.homeless():
        fits = by_surname(_homes(words, suffix, reference, index), words[-1], alone)
        if fits:
            gathering.put(n, most_prominent(fits, n, n in gathering.speaking), sure=len(fits) == 1)
        elif reference.mention.kind == "name":
            one = gathering.new("person", suffix)
            index.add(one, words[-1:], suffix)
            gathering.put(n, one)


def _homes(words: tuple[str, ...], suffix: str, reference: Reference, index: Index) -> list[Cluster]:
    """The people whom a name can mean that is no full one: "Obama", "Vander Plaats"."""
    if len(words) == 1:
        return _bare_name_homes(words[0], suffix, reference, index)
    people = index.by_last.get(words[-1], ()) if reference.mention.kind == "name" else ()
    same = [one for one in people if any(f[-len(words) :] == words for f in one.full[:_FORMS])]
    if same:
        return gender_fits(reference.gender, same, index.pack)
    one = _by_its_beginning(words, index)  # "Te Kaurinui" of "Te Kaurinui Parata"
    return [one] if one is not None else []


def _key(name: tuple[str, ...], particles: Mapping[str, str]) -> Key:
    words = [fold(w) for w in name]
    suffix = ""
    while len(words) > 1 and "suffix" in (particles.get(words[-1]), particles.get(words[-1] + ".")):
        suffix = words.pop()
    return tuple(w for w in words if w), suffix


def _is_full(words: tuple[str, ...], reference: Reference, pack: Pack) -> bool:
    """Whether a name is a first name and a surname, and no surname of two words: "Mr. Vander Plaats"."""
    if reference.mention.kind != "name" or len(words) < 2:
        return False
    if words[0] in pack.first_names or (words[0] in pack.surnames and words[-1] in pack.first_names):
        return True  # "Wang Jing"
    # "Mr. Vander Plaats" has no first name, "Mr Goh Boon Kiat" has
    titled = reference.title in pack.words.rosters.courtesies and len(words[0]) > 1 and len(words) < 3
    return not titled


def _full_name_home(words: tuple[str, ...], suffix: str, index: Index) -> Cluster | None:
    same = index.by_name.get((words[0], words[-1], suffix))
    if same is not None:
        return same
    for one in index.by_last.get(words[-1], ()):
        if (suffix and one.suffix and suffix != one.suffix) or bool(suffix) != bool(one.suffix):
            continue
        if any(_agree(words, other, index.pack) for other in one.full[:_FORMS]):
            return one
    return _by_its_beginning(words, index) or _misspelt(words, index.by_first, index.pack)


def _agree(words: tuple[str, ...], other: tuple[str, ...], pack: Pack) -> bool:
    """Whether two names with one surname can be one person's: "Roma Jayne" ends "Emma Roma Jayne"."""
    short, long = sorted((words, other), key=len)
    return first_names_agree(words, other, pack) or (len(short) > 1 and long[-len(short) :] == short)


def _by_its_beginning(words: tuple[str, ...], index: Index) -> Cluster | None:
    """The person of whose name this is the beginning, or the first and further words: "Abdul Aziz" of "Abdul
    Aziz Haddad", "Wan Fikri" of "Wan Ahmad Fikri Wan Salim"; or the other way round."""
    for one in index.by_first.get(words[0], ()):
        for other in one.full[:_FORMS]:
            short, long = sorted((words, other), key=len)
            rest = iter(long)
            if 1 < len(short) < len(long) and all(word in rest for word in short):
                return one
    return None


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
    fits = _with_surname(word, suffix, reference, index)
    if fits:
        titled = reference.title
        return (
            _adults(fits, reference, index.pack)
            if titled
            else _without_kin(fits, index.by_middle.get(word, ()))
        )
    fits = gender_fits(reference.gender, index.by_nickname.get(word, ()), index.pack)
    if fits:
        return fits
    firsts = gender_fits(reference.gender, _with_first_name(word, reference, index), index.pack)
    if firsts or (reference.mention.kind == "organization" and word in index.pack.common):
        return firsts
    # "Robles" of "Elena Robles Quintana"; "Abernaty" for "Abernathy"
    return gender_fits(reference.gender, index.by_middle.get(word) or index.misspelt(word), index.pack)


def _adults(fits: list[Cluster], reference: Reference, pack: Pack) -> list[Cluster]:
    """Those who have a title: no children; and "Mrs. Doe" is Maria, not a Cian who may be either; "President
    Doe", "Cllr Doe" is whoever is called so, or else whoever has a title that is no "Mrs."."""
    courteous = reference.title in pack.words.rosters.courtesies
    called = called_so(fits, reference.title, courteous)
    if called:
        return called
    others = [one for one in fits if not one.courtesies or reference.title in one.courtesies]
    adults = [one for one in (others if courteous and others else fits) if not one.child] or fits
    return [one for one in adults if gender_of_first(one, pack) == reference.gender] or adults


def _with_surname(word: str, suffix: str, reference: Reference, index: Index) -> list[Cluster]:
    """ "Doe" may be John Doe jr., too; "Doe jr." is nobody else; "Mr. Bevan" is the one Gwyn Bevan, though
    that is mostly a woman's name."""
    bearers = index.by_last.get(word, ())
    people = gender_fits(reference.gender, bearers, index.pack)
    if not people and len(bearers) == 1 and is_rare(bearers[0], index.pack):
        people = list(bearers)
    same_suffix = [one for one in people if one.suffix == suffix]
    return same_suffix if suffix else people


def _without_kin(fits: list[Cluster], others: Sequence[Cluster]) -> list[Cluster]:
    """The people but for those whose surname is that of their kin, who are called by their first name; also
    "Robles" of "Elena Robles Quintana" is rather she than her father."""
    return _no_kin(fits) or _no_kin(others) or fits


def _no_kin(people: Sequence[Cluster]) -> list[Cluster]:
    return [one for one in people if not one.kin]


def _with_first_name(word: str, reference: Reference, index: Index) -> list[Cluster]:
    firsts, surnames = index.by_first.get(word, []), index.pack.surnames
    if reference.title in index.pack.words.rosters.courtesies:
        # Mr. Park of "Park Ji-ho": surname first; "Mr. Donald" is nobody's title and first name
        if word not in index.pack.first_names:
            return firsts
        return [one for one in firsts if word in surnames and one.full[0][-1] not in surnames]
    return firsts


def _gather_organizations(gathering: Gathering, short_forms: Mapping[int, int]) -> None:
    lists = gathering.index.pack.words.rosters
    rows = [row for row in gathering.homeless() if row[1].mention.kind == "organization" and row[2]]
    full_of = {_initials(words, lists): words for _, _, words, _ in reversed(rows) if len(words) > 1}
    full_of |= {gathering.keys[n][0][0]: gathering.keys[full][0] for n, full in short_forms.items()}
    by_key: dict[tuple[str, ...], Cluster] = {}
    latest: dict[str, tuple[str, ...]] = {}  # word that alone stands for a name -> the name
    for n, reference, words, _ in rows:
        key = words[1:] if words[0] in lists.articles and len(words) > 1 else words
        if len(key) == 1:
            shown = full_of if reference.mention.text.isupper() else latest  # "the AP", "the Times"
            key = shown.get(key[0], key)
        alone = [word for word in _alone(key, gathering.index.pack) if (word,) not in by_key]
        latest.update(dict.fromkeys(alone, key))
        one = by_key.setdefault(key, _same_company(by_key, key, gathering) or gathering.new("organization"))
        one.members.append(n)
        one.full.append(words)


def _same_company(
    by_key: Mapping[tuple[str, ...], Cluster], key: tuple[str, ...], gathering: Gathering
) -> Cluster | None:
    """Who has that name, or a company's without its suffix: "Volta" of the headline is "Volta Corp."."""
    short = key[:1] if _is_suffixed(key, gathering.index.pack) else key
    return by_key.get(key) or by_key.get(short)


def _alone(words: tuple[str, ...], pack: Pack) -> Iterator[str]:
    """The words that alone stand for an organisation: "Times" of "New York Times", "Amnesty" of "Amnesty
    International"."""
    if len(words) < 2:
        return
    if _is_newspaper(words, pack):
        yield words[-1]
    unknown = not pack.classes[words[0].capitalize()] & _KNOWN
    if unknown or _is_suffixed(words, pack):
        yield words[0]


def _is_suffixed(words: tuple[str, ...], pack: Pack) -> bool:
    """Whether a company's name is one word and what companies are: "Volta Corp."."""
    return len(words) > 1 and all(pack.classes[word] & c.COMPANY_SUFFIX for word in words[1:])


def _is_newspaper(words: tuple[str, ...], pack: Pack) -> bool:
    whole = " ".join(words)
    listed = whole if whole in pack.organizations else words[-1]
    return bool(pack.classes[listed] & c.MEDIA)


def _initials(words: tuple[str, ...], lists: RosterWords) -> str:
    return "".join([word[0] for word in words if word not in lists.small and word != "&"])
