"""Quotation marks: which open and close, nesting, quotations over paragraphs."""

from quoteattr.quotes.marks import Marks, marks_from
from quoteattr.quotes.spans import find_spans
from quoteattr.quotes.stage import find, open_excerpts

__all__ = ["Marks", "find", "find_spans", "marks_from", "open_excerpts"]
