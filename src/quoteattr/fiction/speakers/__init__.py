"""Who has each turn, to whom it is said, and how sure that is."""

from quoteattr.fiction.speakers.stage import Decided, decide

__all__ = ["Decided", "decide"]
