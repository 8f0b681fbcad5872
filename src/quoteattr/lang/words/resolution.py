"""What resolution asks: who a pronoun or a role is."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class ResolutionWords:
    """A field a list, in small letters."""
