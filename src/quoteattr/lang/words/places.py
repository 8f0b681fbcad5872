"""What fiction asks of its places and cast: who is named in a story."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class PlaceWords:
    """A field a list, in small letters."""
