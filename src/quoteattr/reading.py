"""Files that the caller names, read into memory: bytes, text, and the values of JSON. Whatever is wrong with
one is an InputFileError (a ValueError for a piece of JSON, since only its reader knows the line)."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from json.decoder import JSONDecodeError
from typing import Any, NoReturn

from quoteattr import arguments
from quoteattr.arguments import shown
from quoteattr.errors import InputFileError

_BYTE_ORDER_MARK = "\ufeff"


def raw(path: str) -> bytes:
    """The bytes of a file. Raises InputFileError."""
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise unreadable(path, error) from error


def lines(path: str) -> Iterator[tuple[int, bytes]]:
    """The lines of a file that are not blank, with their numbers from 1, one at a time. Raises
    InputFileError."""
    try:
        with open(path, "rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield number, line
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def unreadable(path: str, error: Exception) -> InputFileError:
    """What is raised for a file that the system does not open, or does not read to its end."""
    return InputFileError(path, getattr(error, "strerror", None) or "cannot be read")


def names(folder: str) -> list[str]:
    """What a folder holds, by name. Raises InputFileError."""
    try:
        return sorted(os.listdir(folder))
    except OSError as error:
        raise unreadable(folder, error) from error


def walked(folder: str) -> Iterator[tuple[str, list[str]]]:
    """A folder and those in it, each with the names of its files. Raises InputFileError."""

    def refuse(error: OSError) -> NoReturn:
        raise unreadable(str(error.filename), error) from error

    return ((where, files) for where, _, files in os.walk(folder, onerror=refuse))


def text(path: str, encoding: str = "utf-8", hint: str = "") -> str:
    """The text of a file, its line ends as they are, a byte order mark off. ``hint`` ends the message where
    it is in another encoding.

    Raises InputFileError, which names the line, and ArgumentError (encoding).
    """
    return decoded(path, raw(path), encoding, hint)


def decoded(path: str, content: bytes, encoding: str = "utf-8", hint: str = "") -> str:
    """What the bytes of a file are in an encoding, a byte order mark off. Raises as ``text`` does."""
    arguments.encoding("encoding", encoding)
    try:
        return content.decode(encoding).removeprefix(_BYTE_ORDER_MARK)
    except (UnicodeError, ValueError) as error:
        line = content.count(b"\n", 0, getattr(error, "start", 0)) + 1
        wide = "; it looks like utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        raise InputFileError(path, f"is not {encoding.removesuffix('-sig')}{wide}{hint}", line) from error


# ------------------------------------------------------------------------------------------- JSON


def json_file(path: str) -> Any:
    """The value of a JSON file. Raises InputFileError."""
    content = text(path)
    try:
        return json_value(content)
    except JSONDecodeError as error:
        raise InputFileError(path, f"is not JSON: {error.msg}", error.lineno) from error
    except ValueError as error:
        raise InputFileError(path, f"is not JSON: {error}") from error


def json_line(path: str, number: int, line: bytes) -> Any:
    """The value of a line of JSON Lines. Raises InputFileError, which names file and line."""
    try:
        return json_value(line.decode("utf-8").removeprefix(_BYTE_ORDER_MARK))
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
