"""Quotation marks: which open and close, nesting, quotations over paragraphs."""

from quoteattr.quotes.marks import Marks, marks_from
from quoteattr.quotes.spans import find
from quoteattr.quotes.stage import find_in

__all__ = ["Marks", "find", "find_in", "marks_from"]
