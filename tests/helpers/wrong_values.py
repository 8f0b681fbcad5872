"""Values that nearly no argument takes, for tests that give every one of them to every argument."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from quoteattr import Attribution, Speaker
from quoteattr.errors import InputFileError, QuoteattrError
from quoteattr.people import Appearance


class Thrown(Exception):
    """The caller's own error, out of the caller's own code."""


def _throw(*_: object) -> Any:
    raise Thrown


class Hostile:
    """Raises whatever is asked of it: only its type may be asked."""

    __eq__ = __ne__ = __lt__ = __gt__ = __hash__ = __bool__ = __len__ = _throw  # type: ignore[assignment]
    __repr__ = __str__ = __int__ = __float__ = __index__ = __format__ = _throw  # type: ignore[assignment]


class Broken:
    """An iterator that raises."""

    def __iter__(self) -> Iterator[Any]:
        return self

    __next__ = _throw


class BrokenPath:
    __fspath__ = _throw


class BytesPath:
    def __fspath__(self) -> bytes:
        return b"a"


class Words(str):
    """A string of a class of its own."""


def deep(levels: int = 5_000) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


# by name, what makes the value: some can be used once
WRONG: dict[str, Callable[[], Any]] = {
    "none": lambda: None,
    "true": lambda: True,
    "zero": lambda: 0,
    "int": lambda: 5,
    "negative": lambda: -1,
    "huge": lambda: 10**400,
    "huger": lambda: 10**5000,  # more digits than Python writes out
    "float": lambda: 0.5,
    "nan": lambda: float("nan"),
    "inf": lambda: float("inf"),
    "str": lambda: "x",
    "empty": lambda: "",
    "blank": lambda: " \n",
    "surrogate": lambda: "\ud800",
    "nul": lambda: "a\0b",
    "long": lambda: "x" * 5_000,
    "words": lambda: Words("x"),
    "bytes": lambda: b"x",
    "bytearray": lambda: bytearray(b"x"),
    "list": list,
    "list of int": lambda: [5],
    "list of none": lambda: [None],
    "list of str": lambda: ["x"],
    "list of bytes": lambda: [b"x"],
    "list of hostile": lambda: [Hostile()],
    "deep list": deep,
    "dict": dict,
    "dict of str": lambda: {"x": "x"},
    "dict of int": lambda: {5: 5},
    "set": set,
    "generator": lambda: (n for n in (1, 2)),
    "object": object,
    "function": lambda: _throw,
    "hostile": Hostile,
    "broken iterator": Broken,
    "broken path": BrokenPath,
    "path of bytes": BytesPath,
    "speaker of nothing": lambda: Speaker([], {}, 5, None, 5),  # type: ignore[arg-type]
    "attribution of nothing": lambda: Attribution(None, [], 5, {}, 5),  # type: ignore[arg-type]
    "appearance of nothing": lambda: Appearance([], {}, 5, [], [[]]),  # type: ignore[arg-type]
}


def taken(call: Callable[..., Any], argument: str, wrong: str, others: dict[str, Any]) -> bool:
    """Whether the call takes that wrong value; False where it raises one of our errors, or the caller's own
    comes out unchanged."""
    try:
        found = call(**{**others, argument: WRONG[wrong]()})
        if isinstance(found, Iterator):
            for _ in found:
                pass
    except QuoteattrError as error:
        assert str(error), "an error says what was wrong"
        assert len(str(error)) < 1_000 or isinstance(error, InputFileError), "in a few words, but for a path"
        return False
    except Thrown:
        assert wrong in ("broken iterator", "broken path", "function"), (
            f"{wrong}: more than its type was asked"
        )
        return False
    return True
