"""Speech without quotation marks: dashes, the lines of a play, lost marks."""

from quoteattr.fiction.unmarked.stage import add

__all__ = ["add"]
