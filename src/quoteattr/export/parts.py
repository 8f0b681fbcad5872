"""Folders of JSON lines that ``quoteattr corpus`` wrote: which files are its parts."""

from __future__ import annotations

import os
import re
from typing import Any

from quoteattr import codec, files
from quoteattr.errors import InputFileError

MANIFEST = "corpus.json"
"""The file in which the command says what it wrote into a folder."""

NAMES = "part-*.jsonl"
_PART = re.compile(r"part-(.*)\.jsonl", re.DOTALL)


def is_part(name: str) -> bool:
    """Whether a part may have that name."""
    return _PART.fullmatch(name) is not None


def parts(folder: str) -> list[str]:
    """The paths of the folder's parts, in order; none where it has none.

    They are what its manifest lists: another file of such a name is no run's, or that of a run that was
    stopped. A folder without a manifest was put together by a person, who means all of that name.
    Raises InputFileError.
    """
    names = list(filter(is_part, files.names(folder)))
    manifest = os.path.join(folder, MANIFEST)
    if os.path.exists(manifest):
        names = _listed(manifest, names)
    return [os.path.join(folder, name) for name in names]


def _listed(manifest: str, there: list[str]) -> list[str]:
    """The parts that a manifest names. One of an early version only says how many there are."""
    try:
        written: Any = codec.json_file(manifest)["written"]
        if "files" in written:
            return [name for name, *_ in written["files"] if is_part(name)]
        return [name for name in there if int(_PART.sub(r"\1", name)) < written["parts"]]
    except (KeyError, TypeError, ValueError) as error:
        raise InputFileError(manifest, "is no manifest of `quoteattr corpus`") from error
