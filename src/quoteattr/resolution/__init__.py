"""Who said it: sources to canonical speakers."""

from quoteattr.resolution.resolve import attributed, resolve

__all__ = ["attributed", "resolve"]
