"""Name mentions gathered for one speaker, and whom of several people a bare name means at a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence

from attrs import define, field

from quoteattr.types import Gender, KnownKind

_ABOUT_AS_OFTEN = 2  # times: of two with one surname, a bare one means whoever is named that much more often


@define(eq=False)
class Cluster:
    """Name mentions of one speaker while they are gathered."""

    kind: KnownKind
    members: list[int] = field(factory=list)
    full: list[tuple[str, ...]] = field(factory=list)
    suffix: str = ""
    by_full: int = 0  # so many of the members, the first, are full names
    genders: set[Gender] = field(factory=set)
    kin: bool = False  # whether the surname is that of whose wife or son it is
    child: bool = False  # whether that is said of it: "their son Bo" is no "Mr. Doe"
    title: str = ""  # by which alone somebody is told: "President Marsh", beside Dina Marsh
    titles: set[str] = field(factory=set)  # in front of full names: "Cllr Alun Price"
    courtesies: set[str] = field(factory=set)  # "Miss Doe" is not the "Mrs Doe" of the same text
    spoke_full: int = 0  # so many of those who speak are full names
    spoke: list[int] = field(factory=list)  # those of the members that speak, in two rows as well

    def hear(self, title: str, courtesies: Container[str], *, full: bool) -> None:
        """Take in the title in front of a name, which is a ``full`` one or not."""
        if title in courtesies:
            self.courtesies.add(title)
        elif title and full:
            self.titles.add(title)


def most_prominent(fits: list[Cluster], n: int, speaks: bool) -> Cluster:
    """Whom a bare surname means at mention ``n``: who is named most, or where it ``speaks`` the one who spoke
    last of those named about as often; else who is named last, or first of those yet to come."""
    fits = _introduced(fits, n)
    if len(fits) == 1:
        return fits[0]
    counts = [_before(one, n) for one in fits]
    last = _named_last(fits, counts)
    if last.kin:  # "Mr. Berg", whose son was named before
        return last
    often = _likely(counts, speaks)

    def prominence(k: int) -> tuple[int, int, int]:
        count, spoke, latest = counts[k]
        first = fits[k].members[0] if fits[k].members else -1
        return (spoke if speaks else 0, count, latest if count else -first)

    return fits[max(often, key=prominence)]


def called_so(fits: Sequence[Cluster], title: str, courteous: bool) -> list[Cluster]:
    """Those whom the text calls by a title, or where nobody is and it is no ``courteous`` one, by any."""
    called = [one for one in fits if title in (one.title, *one.titles)]
    return called if called or courteous else [one for one in fits if one.titles]


def _introduced(fits: list[Cluster], n: int) -> list[Cluster]:
    """Those who have the name in front of mention ``n``, if anybody has: "Pat Doe and his wife, Ana … | Doe |
    said" is not who is "Ana Doe" further down."""
    told = [one for one in fits if not one.by_full or one.members[0] < n]
    return told if any(one.by_full for one in told) else fits


def _likely(counts: list[tuple[int, int, int]], speaks: bool) -> list[int]:
    """Those named about as often as anybody; beside a verb of saying also the only one who has spoken: the
    hostage is named more often than his mother, who speaks."""
    most = max(count for count, _, _ in counts)
    often = [k for k, (count, _, _) in enumerate(counts) if count * _ABOUT_AS_OFTEN >= most]
    spoken = [k for k, (_, spoke, _) in enumerate(counts) if spoke >= 0]
    return [*often, *spoken] if speaks and len(spoken) == 1 else often


def _named_last(fits: list[Cluster], counts: list[tuple[int, int, int]]) -> Cluster:
    latest = [count[2] for count in counts]
    return fits[latest.index(max(latest))]


def _before(one: Cluster, n: int) -> tuple[int, int, int]:
    """How often somebody is named before mention ``n``, where they spoke last (or -1), were named last.

    Members are two rows in text order: the full names, then the bare ones, all of these before ``n``.
    """
    full = bisect_left(one.members, n, 0, one.by_full)
    bare = len(one.members) - one.by_full
    said = bisect_left(one.spoke, n, 0, one.spoke_full)
    latest = max(one.members[full - 1] if full else -1, one.members[-1] if bare else -1)
    bare_spoke = one.spoke[-1] if len(one.spoke) > one.spoke_full else -1
    return full + bare, max(one.spoke[said - 1] if said else -1, bare_spoke), latest
