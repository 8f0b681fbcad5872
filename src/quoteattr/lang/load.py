"""Find and read the language packs: those that ship, and those of the folders that QUOTEATTR_PACKS names."""

from __future__ import annotations

import copyreg
import json
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoteattr.errors import ArgumentTypeError, PackError, UnknownLanguageError
from quoteattr.lang.folded import unfolded

if TYPE_CHECKING:
    from quoteattr.lang.pack import Pack

_HERE = Path(__file__).parent
_FOLDERS = "QUOTEATTR_PACKS"  # an environment variable, so that worker processes find the same packs


def installed() -> tuple[str, ...]:
    """The languages whose packs are there, sorted."""
    return tuple(sorted(_packs()))


def _packs() -> dict[str, Path]:
    """Language -> the folder of its pack. Nothing takes the place of a pack that ships."""
    own = [Path(folder) for folder in os.environ.get(_FOLDERS, "").split(os.pathsep) if folder]
    found = [file.parent for folder in (*reversed(own), _HERE) for file in folder.glob("*/pack.json")]
    return {folder.name: folder for folder in found}


@lru_cache(maxsize=16)
def load_pack(language: str) -> Pack:
    """The pack of ``language`` ("en"), read once a process.

    Raises UnknownLanguageError when there is none, PackError when one of its files is damaged.
    """
    if not isinstance(language, str):
        raise ArgumentTypeError(
            "language", language, f"must be a str such as 'en', not {type(language).__name__}"
        )
    packs = _packs()
    if language not in packs:
        raise UnknownLanguageError(language, tuple(sorted(packs)))
    return read_pack(packs[language])


def read_pack(folder: Path) -> Pack:
    """The pack in ``folder``: pack.json, and a JSON file for each list.

    Raises PackError, which names the file or the list, when something is missing or of another form.
    """
    from quoteattr.lang.pack import Pack, make_pack

    copyreg.pickle(Pack, _by_name)
    lists = {path.stem: _read(path) for path in sorted(folder.glob("*.json"))}
    facts = lists.pop("pack", None)
    try:
        if facts["language"] != folder.name:
            raise PackError(str(folder / "pack.json"), f"language must be {folder.name!r}, like the folder")
        words = {path.stem: _read(path) for path in sorted(folder.glob("words/*.json"))}
        return make_pack(facts["language"], facts["version"], lists, words)
    except (LookupError, AttributeError, TypeError, ValueError) as error:
        raise PackError(str(folder), f"a list is missing or has another form ({error!r:.300})") from error


def _by_name(pack: Pack) -> tuple[Callable[[str], Pack], tuple[str]]:
    """How a pack travels to another process: its lists are read there."""
    return load_pack, (pack.language,)


def _read(path: Path) -> Any:
    try:
        return unfolded(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise PackError(str(path), f"cannot be read: {error}") from error
