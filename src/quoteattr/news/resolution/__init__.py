"""Who those words are: sources to canonical speakers."""

from quoteattr.news.resolution.stage import attributed, resolve

__all__ = ["attributed", "resolve"]
