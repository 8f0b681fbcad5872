"""The stage: where a story names somebody, before anybody knows whom.

With a list of known people the list decides; without one the names are put together out of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from quoteattr.fiction.places.called_by import Named
from quoteattr.fiction.places.joining import find_named
from quoteattr.fiction.places.labels import find_labels
from quoteattr.fiction.places.listed import Place, find_listed, unlisted
from quoteattr.stage_values import Profile, Quotes, Segmented, Sentences


@frozen(eq=False)
class Places:
    """Where names stand, in tokens, ends exclusive.

    ``people``  those who may be named, the listed before the others.
    ``found``   (first, last, numbers of the people whom the form fits) of each name, in text order.
    ``labels``  first -> last of the names in front of lines of a play.
    ``ends``    first -> last of all names, a label in the place of what it holds.
    """

    people: tuple[Named, ...]
    found: tuple[Place, ...]
    labels: Mapping[int, int]
    ends: Mapping[int, int]


def find(segmented: Segmented, quotes: Quotes, sentences: Sentences, profile: Profile) -> Places:
    """Every place where the text names one of the list, or somebody of its own."""
    pack = profile.pack
    named = find_named(segmented, sentences, pack)
    people: list[Named] = []
    places: list[Place] = []
    if profile.known is not None and len(profile.known):
        people, places = find_listed(segmented, profile.known.speakers, pack)
        named = [evolve(one, extra=True) for one in unlisted(people, places, named, pack)]
    for one in named:
        owner = (len(people),)
        places += [(first, last, owner) for first, last in one.places]
        people.append(one)
    found = _grouped(_allowed(sorted(places), people, profile.not_speakers))
    labels = find_labels(segmented, quotes)
    ends = {first: last for first, last, _ in found if not in_label(labels, first)}
    return Places(tuple(people), tuple(found), labels, {**ends, **labels})


def in_label(labels: Mapping[int, int], token: int) -> bool:
    """Whether ``token`` stands in a name in front of the line of a play."""
    return any(first in labels and token < labels[first] for first in range(token - 4, token + 1))


def _allowed(places: Iterable[Place], people: Sequence[Named], barred: frozenset[str]) -> Iterator[Place]:
    """The places without those of people whose name is ``barred``."""
    gone = {k for k, one in enumerate(people) if one.name.casefold() in barred}
    for first, last, owners in places:
        left = tuple([k for k in owners if k not in gone]) if gone else owners
        if left:
            yield first, last, left


def _grouped(places: Iterable[Place]) -> list[Place]:
    """Those who share a place together; of places that overlap the first one."""
    groups: list[Place] = []
    for first, last, owners in places:
        if groups and groups[-1][0] == first:
            groups[-1] = (first, groups[-1][1], groups[-1][2] + owners)
        elif not groups or first >= groups[-1][1]:
            groups.append((first, last, owners))
    return groups
