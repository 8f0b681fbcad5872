"""What fiction asks of its turns and speakers: who is named beside a quotation, who speaks."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class TurnWords:
    """A field a list, in small letters."""
