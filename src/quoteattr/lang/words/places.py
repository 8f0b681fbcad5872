"""What fiction asks of its places and cast: who is named in a story."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from quoteattr.types import Gender


@frozen(eq=False)
class PlaceWords:
    """A field a list, in small letters."""

    # titles
    bearers: Mapping[str, Gender] = field(factory=dict)  # whom a title shows: "lady", "Mr."
    married: frozenset[str] = field(factory=frozenset)  # of these: "Mrs."
    unmarried: frozenset[str] = field(factory=frozenset)  # of these: "Miss"
