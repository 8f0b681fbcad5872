"""Which reader reads what: by the files that are there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from quoteattr.errors import InputFileError
from quoteattr.evaluation.marked import MarkedText
from quoteattr.evaluation.read_brat import read_brat
from quoteattr.evaluation.read_json import read_json
from quoteattr.evaluation.read_parc import read_parc


def read_marked(path: str, texts: Mapping[str, str] | None = None) -> tuple[MarkedText, ...]:
    """The marked texts of a file or a folder: JSON Lines (.jsonl; of a folder all of them, as
    ``quoteattr corpus`` writes it), brat (.ann beside .txt) or XML like PARC's (.xml).

    ``texts``: by doc_id, for predictions that leave the text out. Raises InputFileError where nothing of this
    is there, for what cannot be read, and for a doc_id that is there twice.
    """
    found: dict[str, MarkedText] = {}
    for text in _read(path, texts or {}):
        if text.doc_id in found:
            raise InputFileError(path, f"has two texts of the id {text.doc_id!r}")
        found[text.doc_id] = text
    if not found:
        raise InputFileError(path, "has no texts in it")
    return tuple(found.values())


def _read(path: str, texts: Mapping[str, str]) -> Iterator[MarkedText]:
    if not os.path.exists(path):
        raise InputFileError(path, "No such file or directory")
    if os.path.isfile(path):
        yield from read_parc(path) if path.endswith(".xml") else read_json(path, texts)
        return
    names = [name for _, _, files in os.walk(path) for name in files]
    if any(name.endswith(".ann") for name in names):
        yield from read_brat(path)
    elif any(name.endswith(".xml") for name in names):
        yield from read_parc(path)
    else:
        for name in sorted(os.listdir(path)):
            if name.endswith(".jsonl") and name != "errors.jsonl":
                yield from read_json(os.path.join(path, name), texts)
