"""A registry as a JSON file with a version, read back to the letter."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import partial
from os import PathLike
from typing import Any, get_args

from attrs import frozen

from quoteattr import arguments, disk, reading
from quoteattr.arguments import count, string, strings
from quoteattr.errors import InputFileError
from quoteattr.people.facts import Facts, What
from quoteattr.people.values import Action, Appearance, By, Decision, Kind, Question, in_order
from quoteattr.types import Gender, KnownSpeaker

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
    if arguments.mapping("the file", raw)["format"] != FORMAT or raw["schema"] != SCHEMA:
        raise ValueError(f"this version reads schema {SCHEMA} of {FORMAT!r}")
    shown = [_appearance(*row) for row in _rows(raw, "appearances", 7)]
    appearances = [one for one, _ in shown]
    return State(
        string("language", raw["language"]),
        tuple(KnownSpeaker(name, k, also, g, known) for name, k, also, g, known in _rows(raw, "known", 5)),
        tuple(string("batches", batch) for batch in _list("batches", raw["batches"])),
        tuple((one, facts) for one, facts in shown if facts.documents),
        tuple(_decision(appearances, *row) for row in _rows(raw, "decisions", 6)),
        tuple(Question(*map(partial(string, "undecided"), row)) for row in _rows(raw, "undecided", 3)),
    )


def _list(name: str, value: object) -> list[Any]:
    return arguments.instance(name, value, list, "a list")


def _rows(raw: Mapping[str, Any], name: str, length: int) -> Iterator[list[Any]]:
    for number, row in enumerate(_list(name, raw[name])):
        if len(_list(f"{name}[{number}]", row)) != length:
            raise ValueError(f"{name}[{number}] must have {length} values, not {len(row)}")
        yield row


def _appearance(
    kind: Any, name: Any, known: Any, gender: Any, roles: Any, *facts: Any
) -> tuple[Appearance, Facts]:
    one = Appearance(
        arguments.choice("kind", kind, get_args(Kind)),
        string("name", name),
        string("known", known),
        arguments.choice("gender", gender, ("", *get_args(Gender))),
        strings("roles", _list("roles", roles)),
    )
    documents, counts = facts
    return one, Facts(count("documents", documents, 0), dict(_count(*row) for row in _list("counts", counts)))


def _count(what: Any, value: Any, number: Any) -> tuple[tuple[What, str], int]:
    return (arguments.choice("what", what, get_args(What)), string("value", value)), count("number", number)


def _decision(appearances: list[Appearance], *row: Any) -> Decision:
    action, id, other, number, reason, by = row
    if number is not None and count("appearance", number, 0) >= len(appearances):
        raise ValueError(f"there is no appearance {arguments.shown(number)}")
    return Decision(
        arguments.choice("action", action, get_args(Action)),
        string("id", id),
        string("other", other),
        None if number is None else appearances[number],
        string("reason", reason),
        arguments.choice("by", by, get_args(By)),
    )


def write(path: str | PathLike[str], state: State) -> None:
    """Write the file beside its place, then put it there."""
    file = arguments.path("path", path)
    try:
        with (
            disk.drafted(os.path.realpath(file), force=True) as draft,
            open(draft, "x", encoding="ascii", newline="") as stream,
        ):
            stream.writelines(_lines(encode(state)))
            stream.flush()
            os.fsync(stream.fileno())
    except (OSError, ValueError) as error:  # ValueError: a path that no file can have
        raise InputFileError(file, getattr(error, "strerror", None) or "cannot be written") from error


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
    file = arguments.path("path", path)
    try:
        return decode(reading.json_file(file))
    except KeyError as error:
        raise InputFileError(file, f"is no registry of people: it has no {error}") from error
    except (ValueError, TypeError) as error:
        raise InputFileError(file, f"is no registry of people: {error}") from error
