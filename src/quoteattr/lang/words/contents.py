"""What is asked about the content and the subject of a cue: contents, ends, subjects, view."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class ContentWords:
    """A field a list, in small letters."""
