"""Who said it: sources to canonical speakers."""

from quoteattr.resolution.resolve import resolve

__all__ = ["resolve"]
