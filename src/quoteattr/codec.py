"""Values and JSON: a Shape says once how values of a class stand in JSON, and both writes and reads them.

    WHOLE = row(Whole)        # an array with its fields in order: ["part-00000.jsonl", 812, "9f…"]
    UNFIT = record(Unfit)     # an object with its fields as keys: {"row": 3, "message": "…"}

Reading is strict: whatever is not as its shape says is a DocumentError that names the place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from json.decoder import JSONDecodeError
from math import inf, isfinite
from types import NoneType, UnionType
from typing import Any, Generic, Literal, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from attrs import define, fields, frozen

from quoteattr import files
from quoteattr.arguments import shown
from quoteattr.errors import DocumentError, InputFileError

T = TypeVar("T")


@define(eq=False)
class Place:
    """A value inside a document, and the way to it. ``scope`` is what values of the document refer to (its
    text, say), the same at every place."""

    value: Any
    where: str = ""
    scope: Any = None

    def fail(self, message: str) -> NoReturn:
        """Raise the DocumentError."""
        raise DocumentError(self.where, message)

    def of(self, kind: type | tuple[type, ...], name: str) -> Any:
        """The value, where it is of that kind. A bool is an int to Python, never here."""
        if not isinstance(self.value, kind) or (isinstance(self.value, bool) and kind is not bool):
            self.fail(f"must be {name}, not {type(self.value).__name__}")
        return self.value

    def __getitem__(self, key: str) -> Place:
        if key not in self:
            self.fail(f"{key!r} is missing")
        return Place(self.value[key], f"{self.where}.{key}" if self.where else key, self.scope)

    def __contains__(self, key: str) -> bool:
        return key in self.of(Mapping, "an object")

    def __iter__(self) -> Iterator[Place]:
        for i, value in enumerate(self.of((list, tuple), "an array")):
            yield Place(value, f"{self.where}[{i}]", self.scope)

    def string(self) -> str:
        """A string; also one in pieces (see ``export.jsonl``)."""
        if isinstance(self.value, list):
            return "".join(part.of(str, "a string") for part in self)
        whole: str = self.of(str, "a string")
        return whole

    def integer(self) -> int:
        """A whole number."""
        number: int = self.of(int, "an integer")
        return number

    def count(self) -> int:
        """A whole number of at least 0."""
        if (number := self.integer()) < 0:
            self.fail(f"must be 0 or more, not {shown(number)}")
        return number

    def number(self) -> float:
        """A number that is neither infinite nor NaN."""
        try:
            number = float(self.of((int, float), "a number"))
        except OverflowError:
            number = inf
        if not isfinite(number):
            self.fail(f"must be a number of everyday size, not {shown(self.value)}")
        return number

    def probability(self) -> float:
        """A number from 0 to 1."""
        number = self.number()
        if not 0 <= number <= 1:
            self.fail(f"must be a number from 0 to 1, not {shown(number)}")
        return number

    def flag(self) -> bool:
        """True or false."""
        flag: bool = self.of(bool, "true or false")
        return flag

    def one_of(self, allowed: tuple[T, ...]) -> T:
        """One of a few strings, or null where that is ``allowed``."""
        plain = self.value is None or isinstance(self.value, str)  # what a stranger's == does is not known
        if not plain or self.value not in allowed:
            self.fail(f"must be one of {', '.join(map(str, allowed))}, not {shown(self.value)}")
        found: T = self.value
        return found


# ------------------------------------------------------------------------------------------ shapes


@frozen
class Shape(Generic[T]):
    """How values of one kind stand in JSON: ``write`` gives plain values, ``read`` the value at a Place."""

    write: Callable[[T], Any]
    read: Callable[[Place], T]


def _as_it_is(value: Any) -> Any:
    return value


STRING: Shape[str] = Shape(_as_it_is, Place.string)
PROBABILITY: Shape[float] = Shape(_as_it_is, Place.probability)
_PLAIN: dict[Any, Shape[Any]] = {
    str: STRING,
    float: Shape(_as_it_is, Place.number),
    int: Shape(_as_it_is, Place.count),
    bool: Shape(_as_it_is, Place.flag),
}

Special = Mapping[Any, Shape[Any]]
"""Shapes of types, and of fields by their names, that do not stand in JSON as ``shape`` would say."""

_NONE: Special = {}


def shape(kind: Any, special: Special = _NONE) -> Shape[Any]:
    """The shape of a type: strings, numbers, flags and Literals as they are, ``X | None`` as null or X, a
    ``tuple[X, ...]`` as an array, an attrs class as a ``record``; numbers are whole and at least 0, or any
    float."""
    if (found := special.get(kind) or _PLAIN.get(kind)) is not None:
        return found
    if get_origin(kind) is tuple:
        return several(shape(get_args(kind)[0], special))
    if get_origin(kind) in (Union, UnionType):
        kinds = [one for one in get_args(kind) if one is not NoneType]
        if all(get_origin(one) is Literal for one in kinds):
            nothing = (None,) * (NoneType in get_args(kind))
            return _one_of(*nothing, *(value for one in kinds for value in get_args(one)))
        return optional(shape(kinds[0], special))
    return _one_of(*get_args(kind)) if get_origin(kind) is Literal else record(kind, special)


def _one_of(*allowed: str | None) -> Shape[Any]:
    return Shape(_as_it_is, lambda place: place.one_of(allowed))


def optional(shape: Shape[T]) -> Shape[T | None]:
    """Null, or what ``shape`` says."""
    write, read = shape.write, shape.read
    return Shape(
        write if write is _as_it_is else lambda value: None if value is None else write(value),
        lambda place: None if place.value is None else read(place),
    )


def several(shape: Shape[T]) -> Shape[tuple[T, ...]]:
    """An array, each value of it as ``shape`` says; a tuple in Python."""
    write, read = shape.write, shape.read
    return Shape(
        list if write is _as_it_is else lambda values: [write(value) for value in values],
        lambda place: tuple(map(read, place)),
    )


STRINGS = several(STRING)


def record(
    kind: type[T],
    special: Special = _NONE,
    /,
    *,
    make: Callable[..., T] | None = None,
    keys: Iterable[str] = (),
    may_lack: Container[str] = (),
) -> Shape[T]:
    """An object: for each field of the class (for ``keys`` alone, in their order) a key of that name. Other
    keys are passed over. ``make`` makes the value; the default of the class stands for what ``may_lack``."""
    create = kind if make is None else make
    shapes = _fields(kind, special, keys)

    @cache
    def writers() -> list[tuple[str, Callable[[Any], Any]]]:
        """Of the keys whose values do not stand as they are."""
        return [(key, shape.write) for key, shape in shapes() if shape.write is not _as_it_is]

    def write(value: T) -> dict[str, Any]:
        found = {key: getattr(value, key) for key, _ in shapes()}
        for key, write_one in writers():
            found[key] = write_one(found[key])
        return found

    def read(place: Place) -> T:
        there = [(key, shape) for key, shape in shapes() if key not in may_lack or key in place]
        return create(**{key: shape.read(place[key]) for key, shape in there})

    return Shape(write, read)


def row(kind: type[T], special: Special = _NONE, /) -> Shape[T]:
    """An array with a value for each field of the class, in their order."""
    shapes = _fields(kind, special)

    def write(value: T) -> list[Any]:
        return [shape.write(getattr(value, key)) for key, shape in shapes()]

    def read(place: Place) -> T:
        if len(place.of((list, tuple), "an array")) != len(shapes()):
            place.fail(f"must have {len(shapes())} values, not {len(place.value)}")
        named = zip(shapes(), place.value, strict=True)
        cells = [(shape, Place(cell, f"{place.where}.{key}", place.scope)) for (key, shape), cell in named]
        return kind(*[shape.read(cell) for shape, cell in cells])

    return Shape(write, read)


def _fields(
    kind: Any, special: Special, keys: Iterable[str] = ()
) -> Callable[[], list[tuple[str, Shape[Any]]]]:
    """What gives each field with its shape. The types are looked at on first use: most who import this
    neither read nor write JSON."""

    @cache
    def found() -> list[tuple[str, Shape[Any]]]:
        hints = get_type_hints(kind)
        names = keys or [field.name for field in fields(kind)]
        return [(key, special.get(key) or shape(hints[key], special)) for key in names]

    return found


# ------------------------------------------------------------------------------- JSON, read strictly


def json_file(path: str) -> Any:
    """The value of a JSON file. Raises InputFileError."""
    content = files.text(path)
    try:
        return json_value(content)
    except JSONDecodeError as error:
        raise InputFileError(path, f"is not JSON: {error.msg}", error.lineno) from error
    except ValueError as error:
        raise InputFileError(path, f"is not JSON: {error}") from error


def json_line(path: str, number: int, line: bytes) -> Any:
    """The value of a line of JSON Lines. Raises InputFileError, which names file and line."""
    try:
        return json_value(line.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise InputFileError(path, "is not JSON lines: it is not utf-8", number) from error
    except ValueError as error:
        message = f"{error.msg}, column {error.colno}" if isinstance(error, JSONDecodeError) else str(error)
        raise InputFileError(path, f"is not JSON lines: {message}", number) from error


def json_value(content: str) -> Any:
    """What a piece of JSON says, strictly: no NaN, no key twice.

    Raises ValueError (JSONDecodeError where it is not JSON at all), also for what Python's own reader has
    other errors for: too deep, or a number of too many digits.
    """
    try:
        return _DECODER.decode(content)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    except (JSONDecodeError, _Refused):
        raise
    except ValueError as error:  # Python's words name one of its own settings
        raise ValueError("a number has too many digits") from error


class _Refused(ValueError):
    """What Python's reader takes, and no other."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise _Refused(f"the key {shown(twice)} is there twice")
    return found


def _refused(constant: str) -> NoReturn:
    raise _Refused(f"{constant} is no number of JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refused)


def schema(package: str, name: str) -> dict[str, Any]:
    """A JSON Schema that ships in the folder ``schema`` of a package."""
    from importlib import resources  # imported on use: it costs as much as all of this module

    file = resources.files(package) / "schema" / f"{name}.json"
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded
