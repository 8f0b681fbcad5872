"""Gold and predictions out of files, whatever their format."""

from __future__ import annotations

import os
from collections.abc import Mapping
from os import PathLike
from typing import Literal, get_args

from quoteattr import arguments, files
from quoteattr.errors import InputFileError
from quoteattr.evaluation.brat import checked_types, read_brat
from quoteattr.evaluation.jsonl import read_jsonl
from quoteattr.evaluation.parc import read_parc
from quoteattr.evaluation.values import MarkedText
from quoteattr.export.parts import NAMES, is_part

Format = Literal["jsonl", "brat", "parc"]
_BY_ENDING: dict[str, Format] = {".jsonl": "jsonl", ".json": "jsonl", ".ann": "brat", ".xml": "parc"}


def read_gold(
    path: str | PathLike[str],
    format: Format | None = None,
    *,
    types: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> tuple[MarkedText, ...]:
    """The texts with the quotations that people marked: JSON Lines, brat or XML like PARC's, by ``format`` or
    else by what the file or the folder holds. ``types`` and ``encoding`` are as for ``read_brat``.

    Raises InputFileError for what cannot be read, holds no document, or comes without its text; ArgumentError
    for another format.
    """
    texts = read_predictions(path, format, types=types, encoding=encoding)
    for text in texts:
        if text.text is None:
            raise InputFileError(text.file, f"{text.id!r} has no text, which gold needs")
    return texts


def read_predictions(
    path: str | PathLike[str],
    format: Format | None = None,
    *,
    types: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> tuple[MarkedText, ...]:
    """As ``read_gold``, and a text may be missing. A folder of ``quoteattr corpus`` is read too.

    Raises InputFileError and ArgumentError.
    """
    name = arguments.path("path", path)
    chosen = arguments.choice("format", format, (*get_args(Format), None))
    arguments.encoding("encoding", encoding)
    checked_types({} if types is None else types)
    if not os.path.exists(name):
        raise InputFileError(name, "No such file or folder")
    form = _found(name) if chosen is None else chosen
    if form == "brat":
        return read_brat(name, types, encoding)
    if form == "parc":
        return read_parc(name, encoding)
    texts = read_jsonl(name)
    if not texts:
        raise InputFileError(name, "holds no document")
    return texts


def _found(path: str) -> Format:
    if not os.path.isdir(path):
        form = _BY_ENDING.get(os.path.splitext(path)[1].lower())
        if form is None:
            raise InputFileError(path, f"ends in none of {', '.join(_BY_ENDING)}: which format is it?")
        return form
    for _, names in files.walked(path):
        if any(map(is_part, names)):
            return "jsonl"
        for ending in (".ann", ".xml"):
            if any(name.lower().endswith(ending) for name in names):
                return _BY_ENDING[ending]
    raise InputFileError(path, f"has no {NAMES}, no .ann and no .xml")
