"""Everybody who can speak in a story, built once."""

from quoteattr.fiction.cast.stage import gather
from quoteattr.fiction.cast.values import Cast

__all__ = ["Cast", "gather"]
