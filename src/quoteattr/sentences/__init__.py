"""Host sentences around quotations."""

from quoteattr.sentences.split import split

__all__ = ["split"]
