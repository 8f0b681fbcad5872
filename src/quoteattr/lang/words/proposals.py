"""What the families of rules ask (reports, phrases, tags, layouts, uncued), and attribution."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class ProposalWords:
    """A field a list, in small letters."""
