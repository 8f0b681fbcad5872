"""What a long run says of itself, to whoever listens: ``logging.getLogger("quoteattr")``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

NAME = "quoteattr"


def logger(room: str) -> logging.Logger:
    """The logger of a part of the library, below the one of the library, which is silent unless somebody
    gives it (or the root) a handler."""
    import logging  # slow to import, and only long runs ask

    library = logging.getLogger(NAME)
    if not library.handlers:
        library.addHandler(logging.NullHandler())
    return library.getChild(room)
