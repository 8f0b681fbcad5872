"""Find and read the installed language packs."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from quoteattr.errors import ArgumentTypeError, PackError, UnknownLanguageError
from quoteattr.lang.pack import Pack, make_pack

_HERE = Path(__file__).parent


def installed() -> tuple[str, ...]:
    """The languages whose packs are installed, sorted."""
    return tuple(sorted(p.parent.name for p in _HERE.glob("*/pack.json")))


@lru_cache(maxsize=16)
def load_pack(language: str) -> Pack:
    """The pack of ``language`` ("en"), read once a process.

    Raises UnknownLanguageError when there is none, PackError when one of its files is damaged.
    """
    if not isinstance(language, str):
        raise ArgumentTypeError(
            "language", language, f"must be a str such as 'en', not {type(language).__name__}"
        )
    if language not in installed():
        raise UnknownLanguageError(language, installed())
    lists = {path.stem: _read(path) for path in sorted((_HERE / language).glob("*.json"))}
    facts = lists.pop("pack")
    try:
        return make_pack(facts["language"], facts["version"], lists)
    except (KeyError, AttributeError, TypeError) as error:
        raise PackError(
            str(_HERE / language), f"a list is missing or has another form ({error!r})"
        ) from error


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PackError(str(path), f"cannot be read: {error}") from error
