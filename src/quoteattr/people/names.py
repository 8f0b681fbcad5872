"""Names of people compared across documents: full or not, and which forms may be the same person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal

from attrs import frozen

from quoteattr.lang.pack import Pack
from quoteattr.names.folding import by_character, key, parts
from quoteattr.names.likeness import SAME_LAST, SHORTEST_FUZZY, first_names_agree, same_or_initial, similar
from quoteattr.types import SpeakerKind

_FULL_CHARACTERS = 3  # of a name in a script without spaces: fewer may be a surname alone
_ARTICLE = "the"

Likeness = Literal["middle", "first", "last", "suffix"]
REASONS: dict[Likeness, str] = {
    "middle": "a middle name that one form leaves out",
    "first": "forms of one first name",
    "last": "a surname that differs by a slip",
    "suffix": "a suffix (Jr.) that one form leaves out",
}


@frozen
class Words:
    """A full name in words: all in front of the surname, the surname, and a suffix such as "jr"."""

    given: tuple[str, ...]
    last: str
    suffix: str = ""

    @property
    def first(self) -> str:
        return self.given[0]

    @property
    def plain(self) -> tuple[str, ...]:
        return (*self.given, self.last)


def folded(name: str, kind: SpeakerKind, pack: Pack) -> str:
    """The name made comparable; "" where it is no full name, which identifies nobody."""
    words = list(parts(name))
    if kind != "person":
        kept = tuple(words[1:] if words[:1] == [_ARTICLE] and len(words) > 1 else words)
        alone = len(kept) == 1 and kept[0] in pack.surnames  # a person's, for all we know
        return "" if alone and kept[0] not in pack.organizations else key(kept)
    titles, particles = pack.titles, pack.particles
    while len(words) > 1 and words[0] in titles and words[0] not in pack.first_names:
        del words[0]
    if by_character(name):
        return "".join(words) if len("".join(words)) >= _FULL_CHARACTERS else ""
    plain = [word for word in words if _particle(word, particles) != "suffix"]
    surname = plain and _particle(plain[0], particles) and plain[0] not in pack.first_names
    initial = len(plain) == 2 and len(plain[0]) == 1  # "J. Doe" may be many
    return key(tuple(words)) if len(plain) > 1 and not (initial or (surname and len(plain) == 2)) else ""


def _particle(word: str, particles: Mapping[str, str]) -> str | None:
    return particles.get(word) or particles.get(word + ".")


def words_of(name: str, pack: Pack) -> Words | None:
    """The words of a folded full name; None in a script without spaces."""
    split = name.split()
    suffix = ""
    while len(split) > 2 and _particle(split[-1], pack.particles) == "suffix":
        suffix = split.pop()
    return Words(tuple(split[:-1]), split[-1], suffix) if len(split) > 1 else None


def blocks(words: Words, nicknames: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """What a name shares with every name that ``likeness`` may find like it."""
    yield ("slip", words.first, words.last[:2])
    yield from dict.fromkeys(("initial", words.last, given[0]) for given in words.given)
    # Bill, Will and Liam are William; two short forms are not taken for each other
    for first in (words.first, *nicknames.get(words.first, ())):
        if first[0] != words.first[0] or first == words.first:
            yield ("nickname", words.last, first)


def likeness(a: Words, b: Words, pack: Pack) -> Likeness | None:
    """How two different full names may be forms of one, or None."""
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return None
    if a.plain == b.plain or (a.suffix != b.suffix):
        return "suffix" if a.plain == b.plain else None
    if not _middles_agree(a.given[1:], b.given[1:]):
        return None
    if a.last == b.last:
        if a.first == b.first:
            return "middle"
        return "first" if first_names_agree(a.plain, b.plain, pack) else None
    return "last" if a.first == b.first and _slip(a.last, b.last, pack) else None


def _middles_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return all(same_or_initial(x, y) for x, y in zip(a, b, strict=False))


def _slip(a: str, b: str, pack: Pack) -> bool:
    """As within a text: two surnames that the list has are two."""
    surnames = pack.surnames
    if min(len(a), len(b)) < SHORTEST_FUZZY or abs(len(a) - len(b)) > 2 or a[:2] != b[:2]:
        return False
    return (a not in surnames or b not in surnames) and similar(a, b) >= SAME_LAST


# ----------------------------------------------------------------------------------------- roles


@frozen
class Roles:
    """Roles of one person: all ``words`` with what else they are called, the role ``nouns`` among them, and
    the ``offices`` that tell people apart: "politician" and "brother" do not."""

    words: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()

    def __or__(self, other: Roles) -> Roles:
        return Roles(self.words | other.words, self.nouns | other.nouns, self.offices | other.offices)

    def shared(self, other: Roles) -> str:
        """An office of both, or ""."""
        return min(self.offices & other.offices, default="")

    def differ(self, other: Roles) -> bool:
        """Whether both have offices, and no word in common."""
        return bool(self.offices and other.offices) and not self.words & other.words


def role_words(roles: tuple[str, ...], pack: Pack) -> tuple[str, ...]:
    """The words of role phrases, folded, each once, in alphabetical order; function words left out."""
    function = pack.function
    found = {word for role in roles for word in parts(role) if len(word) > 1 and word not in function}
    return tuple(sorted(found))


def roles_of(words: tuple[str, ...], pack: Pack) -> Roles:
    """What ``role_words`` say, for comparison."""
    return _roles_of(words, pack)


@lru_cache(maxsize=65_536)
def _roles_of(words: tuple[str, ...], pack: Pack) -> Roles:
    lists = pack.offices
    also = lists["also"]
    vague = (
        (lists["generic"].keys() - lists["trade"].keys()) | lists["personal"].keys() | lists["party"].keys()
    )
    nouns = {word for word in words if word in pack.roles or word in also}
    offices = {same for word in nouns - vague for same in (word, *also.get(word, ())) if same not in vague}
    everything = {same for word in words for same in (word, *also.get(word, ()))}
    return Roles(frozenset(everything), frozenset(nouns | offices), frozenset(offices))


def role_head(roles: Iterable[str], pack: Pack) -> str:
    """The noun of the first role phrase that has one ("minister" of "the foreign minister of Chad"), lower
    case; one that only says how somebody stands to others ("rival") where there is no other; or ""."""
    heads = [head for role in roles if (head := _head(role, pack))]
    personal = pack.offices["personal"]
    return next((head for head in heads if head not in personal), heads[0] if heads else "")


def _head(role: str, pack: Pack) -> str:
    named, also, titles = pack.roles, pack.offices["also"], pack.titles
    found = ""
    for word in role.casefold().replace(",", " , ").split():
        word = word.strip("().;:").removesuffix("'s").removesuffix("’s")
        if word in named or word in also or titles.get(word, _NONE)["kind"] not in (None, "honorific"):
            # "sen" stands for "senator"
            found = word if word in named or not also.get(word) else also[word][0]
        elif found and word in _BEHIND:
            break
    return found


_NONE = {"kind": None}
_BEHIND = frozenset((",", "of", "for", "at", "in", "on", "from", "to", "with"))
