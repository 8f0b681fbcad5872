"""Drafts and sources out of files, folders and JSON Lines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from quoteattr import arguments, codec, documents, files
from quoteattr.analysis import Analysis
from quoteattr.cli import in_and_out
from quoteattr.documents.kinds import Kind
from quoteattr.errors import DocumentError, InputFileError

_LINES = ".jsonl"
_TEXTS = (".txt", ".md", ".markdown", *documents.ENDINGS)
_AS_TEXT: tuple[Kind, ...] = ("html",)  # what is compared reads through tags by itself
_PART = "part-"  # of what `quoteattr corpus` wrote


@frozen
class Named:
    """A text or an analysis with its id, from a ``file``; ``sources`` are the ids that a draft names as its
    own, or None."""

    id: str
    text: str | Analysis
    file: str
    sources: tuple[str, ...] | None = None


def read(paths: Iterable[str], encoding: str, most: int) -> Iterator[Named]:
    """What the files and folders hold, in order. Raises InputFileError, also where one holds nothing."""
    for path in paths:
        count = 0
        for file in _files(path):
            lines = os.path.splitext(file)[1].lower() == _LINES
            for one in _lines(file, most) if lines else _whole(file, encoding, most):
                count += 1
                yield one
        if not count:
            raise InputFileError(path, "holds no text")


def files_of(paths: Iterable[str]) -> list[str]:
    """The files that ``read`` reads. Raises InputFileError."""
    return [file for path in paths for file in _files(path)]


def _files(path: str) -> list[str]:
    """A file is itself; of a folder the parts of a corpus, or else its texts, hidden ones aside."""
    if not os.path.isdir(path):
        return [path]
    parts = [one for one in files.names(path) if one.startswith(_PART) and one.endswith(_LINES)]
    if parts:
        return [os.path.join(path, one) for one in parts]
    found = [
        os.path.join(where, name)
        for where, names in files.walked(path)
        for name in names
        if not name.startswith(".") and os.path.splitext(name)[1].lower() in (*_TEXTS, _LINES)
    ]
    if not found:
        raise InputFileError(path, f"has no file that ends in {', '.join((*_TEXTS, _LINES))}")
    return sorted(found)


def _whole(file: str, encoding: str, most: int) -> Iterator[Named]:
    yield Named(file, in_and_out.read(file, encoding, most, _AS_TEXT).text, file)


def _lines(file: str, most: int) -> Iterator[Named]:
    for number, line in files.lines(file):
        raw = codec.json_line(file, number, line)
        try:
            yield _named(arguments.mapping("a line", raw), file, number, most)
        except DocumentError as error:
            raise InputFileError(file, f"is no analysis of quoteattr: {error}", number) from error
        except ValueError as error:
            raise InputFileError(file, str(error), number) from error


def _named(raw: Mapping[str, Any], file: str, number: int, most: int) -> Named:
    """Raises ArgumentError and DocumentError."""
    given = raw.get("id", f"{file}:{number}")
    name = "".join(arguments.strings("id", given)) if isinstance(given, list) else str(given)
    if "attributions" in raw:
        return Named(name, Analysis.from_dict(raw), file)
    text = arguments.string("text", raw.get("text"))
    if len(text) > most:
        raise ValueError(f"has more than {most:,} characters (--max-text allows more)")
    named = raw.get("sources")
    sources = None if named is None else arguments.strings("sources", named, "ids")
    return Named(name, text, f"{file}, line {number}", sources)
