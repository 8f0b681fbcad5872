"""What a function says of a key, remembered for the next time: a table that never grows without bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST = 20_000
"""Keys remembered at most: the words of some three hundred articles, 3 MB of them."""

_LONGEST = 100  # characters of a word that is kept: a longer one is data, and does not come again


class Remembered(dict[K, V]):
    """``function`` of a key, remembered; all is forgotten when there are ``most``, and what is in use is
    soon there again. Asking for what is there costs no more than with any dictionary."""

    def __init__(self, function: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._function = function
        self._most = most

    def __missing__(self, key: K) -> V:
        value = self._function(key)
        if not isinstance(key, str) or len(key) <= _LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[key] = value
        return value
