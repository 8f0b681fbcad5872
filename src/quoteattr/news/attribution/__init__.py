"""What was said, and by which words."""

from quoteattr.news.attribution.stage import candidates

__all__ = ["candidates"]
