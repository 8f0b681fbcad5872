"""Known people out of CSV, and out of JSON as people write it and as Wikidata does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from typing import Any

from quoteattr import arguments, codec, files
from quoteattr.arguments import shown
from quoteattr.errors import InputFileError
from quoteattr.names.known import listed
from quoteattr.types import KnownSpeaker

_GENDERS = {"Q6581072": "female", "Q6581097": "male", "Q1052281": "female", "Q2449503": "male"}
_GENDERS |= dict.fromkeys(("Q48270", "Q1097630"), "other")
_KEYS = ("name", "aliases", "kind", "gender", "known_id", "id")
_GENDER, _INSTANCE, _HUMAN = "P21", "P31", "Q5"


def read_people(path: str | PathLike[str], *, language: str = "en") -> tuple[KnownSpeaker, ...]:
    """Known people of a file: .csv as ``read_known`` takes it, but two people may have one name; .json: a
    list of objects (or .jsonl: one a line) with ``name``, ``aliases``, ``kind``, ``gender``, ``known_id``, or
    as Wikidata has them, with ``id``, ``labels`` and ``aliases`` by language, and ``claims``; also its
    ``{"entities": {...}}``.

    The label in ``language`` is the name, else the first; labels and aliases of other languages are aliases.
    Raises InputFileError where the file is not like that.
    """
    file = arguments.path("path", path)
    language = arguments.string("language", language)
    if file.lower().endswith(".jsonl"):
        lines = ((number, codec.json_line(file, number, line)) for number, line in files.lines(file))
        return tuple(_read(file, number, row, language) for number, row in lines)
    if not file.lower().endswith(".json"):
        return tuple(known for _, known in listed(file))  # of many people, some share a name
    return tuple(_read(file, None, row, language) for row in _rows(file, codec.json_file(file)))


def _read(file: str, line: int | None, row: Any, language: str) -> KnownSpeaker:
    try:
        return _known(arguments.mapping("somebody", row), language)
    except KeyError as error:
        raise InputFileError(file, f"is no list of people: somebody has no {error}", line) from error
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InputFileError(file, f"is no list of people: {error}", line) from error


def _rows(file: str, loaded: Any) -> list[Any]:
    if isinstance(loaded, dict):
        loaded = loaded.get("entities", [loaded])
    if not isinstance(loaded, (dict, list)):
        raise InputFileError(file, f"is no list of people, but {type(loaded).__name__}")
    return list(loaded.values()) if isinstance(loaded, dict) else loaded


def _known(row: Mapping[str, Any], language: str) -> KnownSpeaker:
    if "labels" not in row and "label" not in row:
        if more := [key for key in row if key not in _KEYS]:
            raise ValueError(f"nobody has {', '.join(map(shown, more))}; there are {', '.join(_KEYS)}")
        return KnownSpeaker(
            row["name"],
            row.get("kind") or "person",
            row.get("aliases") or (),
            row.get("gender") or None,
            row.get("known_id") or row.get("id") or None,
        )
    labels = row.get("labels") or {language: row["label"]}
    names = list(_values(labels))
    if not names:
        raise ValueError(f"{shown(row.get('id'))} has no label")
    name = next(_values({language: labels[language]})) if language in labels else names[0]
    aliases = [*names, *_values(row.get("aliases") or {})]
    claims = row.get("claims") or {}
    genders = [_GENDERS[q] for q in _items(claims, _GENDER) if q in _GENDERS]
    humans = list(_items(claims, _INSTANCE))
    kind: Any = row.get("kind") or ("person" if not humans or _HUMAN in humans else "organization")
    gender: Any = row.get("gender") or (genders[0] if genders else None)
    return KnownSpeaker(name, kind, tuple(a for a in dict.fromkeys(aliases) if a != name), gender, row["id"])


def _values(by_language: Any) -> Iterator[str]:
    """The strings of {language: "x" | {"value": "x"} | [...]}, of a list of them, or of one."""
    if isinstance(by_language, str):
        yield by_language
    elif isinstance(by_language, Mapping) and "value" in by_language:
        yield by_language["value"]
    else:
        for one in by_language.values() if isinstance(by_language, Mapping) else by_language:
            yield from _values(one)


def _items(claims: Mapping[str, Any], name: str) -> Iterator[str]:
    """The Wikidata items that a property has: full statements, or plain ids."""
    for claim in claims.get(name) or ():
        if isinstance(claim, str):
            yield claim
        else:
            value = claim.get("mainsnak", {}).get("datavalue", {}).get("value", {})
            if "id" in value:
                yield value["id"]
