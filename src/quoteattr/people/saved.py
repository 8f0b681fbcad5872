"""A registry as a JSON file with a version, read back to the letter."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from os import PathLike, fspath
from typing import Any

from attrs import frozen

from quoteattr import disk
from quoteattr.errors import InputFileError
from quoteattr.people.facts import Facts
from quoteattr.people.values import Appearance, By, Decision, Question, in_order
from quoteattr.types import KnownSpeaker

__all__ = ["SCHEMA", "By", "State", "decode", "encode", "read", "write"]

FORMAT = "quoteattr people"
SCHEMA = 1


@frozen
class State:
    """Everything that a registry is made of."""

    language: str
    known: tuple[KnownSpeaker, ...]
    batches: tuple[str, ...]
    facts: tuple[tuple[Appearance, Facts], ...]
    decisions: tuple[Decision, ...]
    questions: tuple[Question, ...]


def encode(state: State) -> dict[str, Any]:
    """The state as JSON values; decisions name appearances by their number."""
    decided = [d.appearance for d in state.decisions if d.appearance is not None]
    facts = dict(state.facts)
    appearances = in_order({*decided, *facts})
    number = {one: n for n, one in enumerate(appearances)}
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "language": state.language,
        "known": [[k.name, k.kind, list(k.aliases), k.gender, k.known_id] for k in state.known],
        "batches": list(state.batches),
        "appearances": [
            [one.kind, one.name, one.known, one.gender, list(one.roles), *facts.get(one, Facts()).to_list()]
            for one in appearances
        ],
        "decisions": [
            [d.action, d.id, d.other, None if d.appearance is None else number[d.appearance], d.reason, d.by]
            for d in state.decisions
        ],
        "undecided": [[q.id, q.other, q.reason] for q in state.questions],
    }


def decode(raw: Any) -> State:
    """What ``encode`` gave. Raises KeyError, TypeError or ValueError for anything else."""
    if raw["format"] != FORMAT or raw["schema"] != SCHEMA:
        raise ValueError(f"this version reads schema {SCHEMA} of {FORMAT!r}")
    rows = raw["appearances"]
    appearances = [Appearance(k, name, known, g, tuple(roles)) for k, name, known, g, roles, *_ in rows]
    facts = ((one, Facts.from_list(row[5:])) for one, row in zip(appearances, rows, strict=True))
    return State(
        raw["language"],
        tuple(KnownSpeaker(name, k, tuple(also), g, known) for name, k, also, g, known in raw["known"]),
        tuple(raw["batches"]),
        tuple((one, fact) for one, fact in facts if fact.documents),
        tuple(
            Decision(action, id, other, None if n is None else appearances[n], reason, by)
            for action, id, other, n, reason, by in raw["decisions"]
        ),
        tuple(Question(*row) for row in raw["undecided"]),
    )


def write(path: str | PathLike[str], state: State) -> None:
    """Write the file beside its place, then put it there."""
    target = os.path.realpath(fspath(path))
    try:
        with (
            disk.drafted(target, force=True) as draft,
            open(draft, "x", encoding="ascii", newline="") as stream,
        ):
            stream.writelines(_lines(encode(state)))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise InputFileError(fspath(path), error.strerror or "cannot be written") from error


def _lines(document: dict[str, Any]) -> Iterator[str]:
    """A line for each row, so that versions of the file can be compared."""
    for n, (key, value) in enumerate(document.items()):
        yield ("{" if not n else ",\n") + json.dumps(key) + ": "
        if isinstance(value, list) and value:
            yield "[\n" + ",\n".join([json.dumps(row, separators=(",", ":")) for row in value]) + "\n]"
        else:
            yield json.dumps(value)
    yield "}\n"


def read(path: str | PathLike[str]) -> State:
    """The state that ``write`` wrote. Raises InputFileError for any other file."""
    file = fspath(path)
    try:
        with open(file, encoding="utf-8") as stream:
            return decode(json.load(stream))
    except OSError as error:
        raise InputFileError(file, error.strerror or "cannot be read") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise InputFileError(file, f"is no registry of people ({error})") from error
