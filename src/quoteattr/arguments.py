"""Checks of arguments. Each gives the value, or raises an ArgumentError that names the argument.

The type is asked before anything else: what a stranger's ``==``, ``bool`` or ``repr`` raises would take the
place of the message."""

from __future__ import annotations

import codecs
import warnings
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from os import PathLike, fspath
from reprlib import Repr
from typing import Any, TypeVar

from attrs import Attribute

from quoteattr.charset import AUTO
from quoteattr.errors import ArgumentError, ArgumentTypeError

T = TypeVar("T")

_MOST_SECONDS = 100_000_000  # systems do not wait much longer
_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = _SHORT.maxlong = 80
_FILES = (".txt", ".md", ".html", ".epub", ".docx", ".pdf")
# Python's own, made for other things than files: escapes, host names; some are quadratic in the length
_NO_FILES = frozenset(("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"))


def shown(value: object) -> str:
    """A value for a message: on one line, not long, whatever it is."""
    try:
        return _SHORT.repr(value)
    except Exception:  # a stranger's repr, or an int of more digits than Python writes out
        return f"a value of type {type(value).__name__}"


def wrong_type(argument: str, value: object, wanted: str) -> ArgumentTypeError:
    """What is raised for a value that is not ``wanted``."""
    return ArgumentTypeError(argument, value, f"must be {wanted}, not {type(value).__name__}")


def instance(argument: str, value: object, kind: type[T], wanted: str) -> T:
    """A value of that class."""
    if not isinstance(value, kind):
        raise wrong_type(argument, value, wanted)
    return value


def string(argument: str, value: object) -> str:
    """An exact ``str``: subclasses may not travel to another process."""
    return str.__str__(instance(argument, value, str, "a str"))


def text(argument: str, value: object) -> str:
    """A text; the message says what else to do with what is easily taken for one."""
    if isinstance(value, str):
        if value.endswith(_FILES) and len(value.split()) == 1:
            message = f"{shown(value)} looks like the name of a file; read_text(path) gives its text"
            warnings.warn(f"{argument}: {message}", stacklevel=3)
        return str.__str__(value)
    remedy = ""
    if isinstance(value, (bytes, bytearray)):
        remedy = ": decode it first, .decode('utf-8') say"
    elif isinstance(value, PathLike):
        remedy = ": read_text(path) gives what the file holds"
    elif isinstance(value, (list, tuple)):
        remedy = ": Attributor().pipe(texts) takes several texts"
    raise ArgumentTypeError(argument, value, f"must be a str, not {type(value).__name__}{remedy}")


def name(argument: str, value: object) -> str:
    """A string that is not blank."""
    if not (found := string(argument, value)).strip():
        raise ArgumentError(argument, value, "must not be empty")
    return found


def optional_string(argument: str, value: object) -> str | None:
    """An exact ``str``, or None."""
    return None if value is None else string(argument, value)


def choice(argument: str, value: object, allowed: Collection[str | None]) -> Any:
    """One of a few strings (and None, where it is ``allowed``)."""
    if (value is None or isinstance(value, str)) and value in allowed:
        return value if value is None else str.__str__(value)
    message = f"must be one of {', '.join(map(repr, allowed))}, not {shown(value)}"
    raise (ArgumentError if isinstance(value, str) else ArgumentTypeError)(argument, value, message)


def flag(argument: str, value: object) -> bool:
    """True or False."""
    return instance(argument, value, bool, "True or False")


def count(argument: str, value: object, least: int = 1) -> int:
    """An int of at least ``least``."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_type(argument, value, "an int")
    if value < least:
        raise ArgumentError(argument, value, f"must be {least} or more, not {shown(value)}")
    return value


def probability(argument: str, value: object) -> float | None:
    """A number from 0 to 1, or None."""
    return None if value is None else _share(argument, value, "a number from 0 to 1, or None")


def share(argument: str, value: object) -> float:
    """A number from 0 to 1."""
    return _share(argument, value, "a number from 0 to 1")


def _share(argument: str, value: object, wanted: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise wrong_type(argument, value, wanted)
    if not 0 <= value <= 1:  # neither is NaN
        raise ArgumentError(argument, value, f"must be from 0 to 1, not {shown(value)}")
    return value


def seconds(argument: str, value: object) -> float | None:
    """A number of seconds, more than 0 and no more than three years; or None."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise wrong_type(argument, value, "a number of seconds, or None")
    if not 0 < value <= _MOST_SECONDS:  # nor is NaN
        message = f"must be more than 0 and at most {_MOST_SECONDS:,} seconds, not {shown(value)}"
        raise ArgumentError(argument, value, message)
    return value


def several(argument: str, value: object, wanted: str) -> Iterable[Any]:
    """Several values, ``wanted``: no string, of which the letters would be taken."""
    if isinstance(value, (str, bytes, bytearray)) or not isinstance(value, Iterable):
        example = shown(value) if isinstance(value, str) else "value"
        message = f"must be several {wanted}, such as ({example},), not {type(value).__name__}"
        raise ArgumentTypeError(argument, value, message)
    return value


def each(argument: str, values: object, kind: type[T], wanted: str) -> tuple[T, ...]:
    """Several values of that class, as a tuple."""
    found = tuple(several(argument, values, wanted))
    for one in found:
        if not isinstance(one, kind):
            raise ArgumentTypeError(argument, one, f"must hold {wanted}, not {type(one).__name__}")
    return found


def strings(argument: str, values: object, wanted: str = "strings") -> tuple[str, ...]:
    """Several strings, as a tuple of exact ones."""
    return tuple(map(str.__str__, each(argument, values, str, wanted)))


def mapping(argument: str, value: object) -> Mapping[Any, Any]:
    """A mapping."""
    return instance(argument, value, Mapping, "a dict")  # type: ignore[type-abstract]


def hashable(argument: str, value: object) -> Hashable:
    """What can be the name of a column of a data frame."""
    try:
        hash(value)
    except Exception as error:
        raise wrong_type(argument, value, "the name of a column") from error
    return value


def function(argument: str, value: T) -> T:
    """What can be called."""
    if not callable(value):
        raise wrong_type(argument, value, "a function")
    return value


def optional_function(argument: str, value: T) -> T | None:
    """What can be called, or None."""
    return None if value is None else function(argument, value)


def path(argument: str, value: str | PathLike[str]) -> str:
    """A path as a string. A number is none, though ``open`` would take it."""
    found: object = fspath(value) if isinstance(value, PathLike) else value
    return string(argument, found)


def encoding(argument: str, value: str) -> str:
    """The name of an encoding of texts, or "auto". "hex" and its like are none: they make bytes of bytes."""
    given = string(argument, value)
    if given == AUTO:
        return given
    try:
        b"a".decode(given)
        codecs.getincrementaldecoder(given)
        known = codecs.lookup(given).name not in _NO_FILES
    except UnicodeDecodeError:
        known = True  # of more bytes a character
    except (LookupError, ValueError):
        known = False
    if not known:
        raise ArgumentError(argument, value, f"no such text encoding: {shown(given)}")
    return given


# ------------------------------------------------------------------------------- for fields of values


def checked(check: Callable[[str, Any], object]) -> Callable[[object, Attribute[Any], Any], None]:
    """What looks at a field by one of the checks above."""

    def look(_: object, attribute: Attribute[Any], value: object) -> None:
        check(attribute.name, value)

    return look


def one_of(*allowed: str | None) -> Callable[[object, Attribute[Any], object], None]:
    """What looks at a field that holds one of a few strings, or None."""

    return checked(lambda argument, value: choice(argument, value, allowed))


def known_name(value: str) -> str:
    """The name of a known speaker."""
    return name("name", value)


def aliases(values: Iterable[str]) -> tuple[str, ...]:
    """Other names of somebody."""
    return strings("aliases", values, "names")


def known_id(value: str | None) -> str | None:
    """What a known speaker is to the caller."""
    return optional_string("known_id", value)
