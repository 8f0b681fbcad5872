"""Canonical speakers: which names are one."""

from quoteattr.news.speakers.stage import make_roster

__all__ = ["make_roster"]
