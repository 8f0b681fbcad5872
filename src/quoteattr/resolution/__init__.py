"""Who said it: sources to canonical speakers."""

from quoteattr.resolution.dialogue import resolve_dialogue
from quoteattr.resolution.resolve import attributed, resolve

__all__ = ["attributed", "resolve", "resolve_dialogue"]
