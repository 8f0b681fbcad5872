"""What text, quotation marks and sentences ask."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class ReadingWords:
    """A field a list, in small letters."""
