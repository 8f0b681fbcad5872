"""Where the text names somebody, before anybody knows whom."""

from quoteattr.fiction.places.stage import Places, find

__all__ = ["Places", "find"]
