"""Quotation marks: which open and close, nesting, quotations over paragraphs."""

from quoteattr.quotes.spans import find_spans
from quoteattr.quotes.stage import find, open_excerpts

__all__ = ["find", "find_spans", "open_excerpts"]
