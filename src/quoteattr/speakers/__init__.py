"""Canonical speakers."""

from quoteattr.speakers.roster import make_roster

__all__ = ["make_roster"]
