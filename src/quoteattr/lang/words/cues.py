"""What cues ask: what reports."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class CueWords:
    """A field a list, in small letters."""
