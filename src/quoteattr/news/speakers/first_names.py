"""What a person's first name tells of gender, beside titles and roles."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang.pack import Pack
from quoteattr.names.gender import NEWS
from quoteattr.news.speakers.prominence import Cluster
from quoteattr.types import Gender


def gender_fits(gender: Gender | None, people: Sequence[Cluster], pack: Pack) -> list[Cluster]:
    """Those whose gender is not another: by title or role where one was seen, else by first name."""
    if gender is None:
        return list(people)
    return [
        one
        for one in people
        if (gender in one.genders if one.genders else gender_of_first(one, pack) in (gender, None))
    ]


def gender_of_first(one: Cluster, pack: Pack) -> Gender | None:
    """The gender that most have who bear the person's first name; None where there is no first name."""
    known = pack.first_names.get(one.full[0][0]) if len(one.full[0]) > 1 else None
    return known[0] if known is not None else None


def is_rare(one: Cluster, pack: Pack) -> bool:
    """Whether so few have the person's first name that its gender may be another elsewhere."""
    known = pack.first_names.get(one.full[0][0])
    return not one.genders and known is not None and known[1] <= NEWS.rare
