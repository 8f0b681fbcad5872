"""Mentions by name: people and organisations."""

from quoteattr.mentions.names import find_names

__all__ = ["find_names"]
