"""Names of people and organisations: who is named."""

from quoteattr.news.mentions.stage import find_names

__all__ = ["find_names"]
