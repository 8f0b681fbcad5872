"""What speakers ask: which names of an article are one."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class RosterWords:
    """A field a list, in small letters."""
