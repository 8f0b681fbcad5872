"""Who is in a story: the characters, and the columns of their mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from operator import itemgetter

from attrs import field, frozen

from quoteattr.fiction.turns.beside import Voice
from quoteattr.names.gender import GenderEvidence
from quoteattr.types import Gender, KnownSpeaker


@frozen
class Character:
    """Somebody in the story.

    ``name``        as the list or the text gives it, or the role of the ``unnamed`` ("the landlord").
    ``forms``       all forms of it.
    ``introduced``  whether a cue with this name means nobody else: "a porter" beside a list, "the Toad".
    ``role``        whether the unnamed has a post or a trade ("the porter", not "the man").
    ``group``       several people ("the boys"); ``members``: numbers of the characters who form it.
    ``passing``     whoever it is ("somebody", "a voice"): has no turn but those whose cue says so.
    """

    name: str
    forms: tuple[str, ...] = ()
    gender: Gender | None = None
    gender_evidence: tuple[GenderEvidence, ...] = ()
    known: KnownSpeaker | None = None
    unnamed: bool = False
    introduced: bool = False
    role: bool = False
    group: bool = False
    passing: bool = False
    members: tuple[int, ...] = ()


@frozen
class Narrator:
    """``first_person``: somebody tells the story as "I"; ``character``: who, or -1; ``rivals``: those
    between whom the text does not decide; ``name``: as given, of one whom the text itself never names."""

    first_person: bool
    character: int = -1
    rivals: tuple[int, ...] = ()
    name: str = ""


@frozen
class Roles:
    """Who speaks under a role or a relative's word. ``places``: (first token, last exclusive, character) of
    each cue; ``sure``: the first tokens of those that can mean nobody else. ``among``: first token of a
    relative's word that may mean a named person -> all whom it may mean."""

    places: tuple[tuple[int, int, int], ...] = ()
    sure: frozenset[int] = frozenset()
    among: Mapping[int, tuple[int, ...]] = field(factory=dict)


_NOBODY = Roles()


@frozen(eq=False)
class Mentions:
    """Where characters are named, in text order.

    Mention ``m`` stands at tokens ``firsts[m]`` to ``lasts[m]`` (end exclusive) and names character
    ``who[m]``. ``who_at`` gives the character of the mention that starts at a token, ``role_at`` that of a
    role or group by which somebody speaks; ``sure`` and ``among`` as Roles has them.
    """

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    who: tuple[int, ...]
    who_at: Mapping[int, int]
    role_at: Mapping[int, int]
    sure: frozenset[int] = frozenset()
    among: Mapping[int, tuple[int, ...]] = field(factory=dict)

    def between(self, first: int, last: int) -> range:
        """The numbers of the mentions that begin at tokens ``first`` to ``last`` (exclusive)."""
        return range(bisect_left(self.firsts, first), bisect_left(self.firsts, last))

    def whom(self, voice: Voice) -> int:
        """The character whom a voice names, or -1."""
        if voice.name >= 0:
            return self.who_at[voice.name]
        return self.role_at.get(voice.first, -1) if voice.kind in ("noun", "group") else -1


def mentions_of(names: Iterable[tuple[int, int, int]], roles: Roles = _NOBODY) -> Mentions:
    """The columns of places (first token, last exclusive, character): names, and roles that speak."""
    places = sorted({*names, *roles.places})
    firsts, lasts, who = zip(*places, strict=True) if places else ((), (), ())
    who_at = {first: one for first, _, one in places}
    role_at = {first: one for first, _, one in roles.places}
    return Mentions(firsts, lasts, who, who_at, role_at, roles.sure, roles.among)


def named_in_narration(
    mentions: Mentions, inside: Sequence[int], labels: Container[int] = ()
) -> Counter[int]:
    """How often the narration names each character, but for ``labels``: names in front of lines."""
    places = mentions.who_at.items()
    return Counter([who for first, who in places if inside[first] < 0 and first not in labels])


@frozen
class Alias:
    """The ``character`` whom a role beside a turn means by the list, and ``others`` who have the same role
    there; ``contested``: the text names another such person ("another boy") shortly before."""

    character: int
    others: tuple[int, ...]
    contested: bool

    @property
    def is_sure(self) -> bool:
        """Whether it means nobody else."""
        return not self.others and not self.contested


@frozen(eq=False)
class Cast:
    """Everybody who can speak in a story, built once.

    ``spoken``    for each turn the characters named inside it: character -> whether it is addressed.
    ``teller``    the character who says "I" in the narration, or -1: ``narrator`` says whether that is who
                  tells the story, or only of a letter in it, and how it is known.
    ``by_chapter``  (first token, character) of the parts whose headings name somebody else as teller.
    ``aliases``   first token of a cue -> whom its role means by a list.
    """

    characters: tuple[Character, ...]
    mentions: Mentions
    spoken: tuple[Mapping[int, bool], ...]
    narrator: Narrator
    teller: int
    by_chapter: tuple[tuple[int, int], ...] = ()
    aliases: Mapping[int, Alias] = field(factory=dict)

    def teller_at(self, token: int) -> int:
        """Who says "I" in the narration at a token, or -1."""
        part = bisect_right(self.by_chapter, token, key=itemgetter(0)) - 1
        return self.by_chapter[part][1] if part >= 0 else self.teller
