"""Quotations as turns of a dialogue, and who is named beside each."""

from quoteattr.fiction.turns.stage import Turn, group

__all__ = ["Turn", "group"]
