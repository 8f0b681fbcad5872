"""A registry as a JSON file with a version, read back to the letter."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from os import PathLike
from typing import Any

from attrs import asdict, astuple, frozen

from quoteattr import arguments, codec, files
from quoteattr.arguments import shown
from quoteattr.codec import STRINGS, Place, Shape, row, several
from quoteattr.errors import InputFileError
from quoteattr.people.facts import Facts, What
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


# -------------------------------------------------------------------------------------- shapes


@frozen
class _Count:
    what: What
    value: str
    number: int


@frozen
class _Shown(Appearance):
    """An appearance, and the Facts of it."""

    documents: int = 0
    counts: tuple[_Count, ...] = ()


_KNOWN, _QUESTIONS = several(row(KnownSpeaker)), several(row(Question))
_SHOWN = several(row(_Shown, {_Count: row(_Count)}))


def _decisions(appearances: Sequence[Appearance]) -> Shape[tuple[Decision, ...]]:
    """Decisions name appearances by their number."""
    number = {one: n for n, one in enumerate(appearances)}

    def read(place: Place) -> Appearance:
        if (n := place.count()) >= len(appearances):
            place.fail(f"there is no appearance {shown(n)}")
        return appearances[n]

    return several(row(Decision, {Appearance: Shape(number.__getitem__, read)}))


def encode(state: State) -> dict[str, Any]:
    """A State as JSON values."""
    facts = dict(state.facts)
    decided = {d.appearance for d in state.decisions if d.appearance is not None}
    appearances = in_order({*decided, *facts})
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "language": state.language,
        "known": _KNOWN.write(state.known),
        "batches": list(state.batches),
        "appearances": _SHOWN.write(tuple(_shown(one, facts.get(one, Facts())) for one in appearances)),
        "decisions": _decisions(appearances).write(state.decisions),
        "undecided": _QUESTIONS.write(state.questions),
    }


def _shown(one: Appearance, facts: Facts) -> _Shown:
    counts = tuple(_Count(*key, number) for key, number in sorted(facts.counts.items()))
    return _Shown(**asdict(one, recurse=False), documents=facts.documents, counts=counts)


def decode(raw: Any) -> State:
    """What ``encode`` gave. Raises DocumentError or ArgumentError, each a ValueError, for anything else."""
    root = Place(raw)
    if (root["format"].value, root["schema"].value) != (FORMAT, SCHEMA):
        root.fail(f"this version reads schema {SCHEMA} of {FORMAT!r}")
    everybody = _SHOWN.read(root["appearances"])
    appearances = [Appearance(*astuple(one, recurse=False)[:-2]) for one in everybody]
    facts = (
        Facts(one.documents, {(count.what, count.value): count.number for count in one.counts})
        for one in everybody
    )
    return State(
        root["language"].string(),
        _KNOWN.read(root["known"]),
        STRINGS.read(root["batches"]),
        tuple((one, its) for one, its in zip(appearances, facts, strict=True) if its.documents),
        _decisions(appearances).read(root["decisions"]),
        _QUESTIONS.read(root["undecided"]),
    )


def write(path: str | PathLike[str], state: State) -> None:
    """Write the file beside its place, then put it there."""
    file = arguments.path("path", path)
    with (
        files.refusing(file, "cannot be written", files.UNUSABLE),
        files.replaced(os.path.realpath(file), force=True) as stream,
    ):
        stream.writelines(line.encode("ascii") for line in _lines(encode(state)))


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
        return decode(codec.json_file(file))
    except ValueError as error:
        raise InputFileError(file, f"is no registry of people: {error}") from error
