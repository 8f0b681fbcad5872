"""Reporting expressions."""

from quoteattr.cues.find import find

__all__ = ["find"]
