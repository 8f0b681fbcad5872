"""What is asked of names: folding, likeness, gender."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class NamingWords:
    """A field a list, in small letters."""
