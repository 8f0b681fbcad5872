"""Reporting expressions."""

from quoteattr.cues.find import find
from quoteattr.cues.possible import possible

__all__ = ["find", "possible"]
