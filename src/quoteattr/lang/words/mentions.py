"""What mentions ask: who is named in an article."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class MentionWords:
    """A field a list, in small letters."""
