"""What was said: cue and quotes to content and source."""

from quoteattr.attribution.decide import candidates

__all__ = ["candidates"]
