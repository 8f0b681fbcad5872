"""Reporting expressions: what reports."""

from quoteattr.news.cues.possible import possible
from quoteattr.news.cues.stage import find

__all__ = ["find", "possible"]
