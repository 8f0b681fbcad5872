"""Layout and tokens: the text as paragraphs of a kind and tokens with exact offsets."""

from quoteattr.text.stage import segment

__all__ = ["segment"]
