"""Marked texts out of brat standoff (https://brat.nlplab.org/standoff.html): a .ann beside each .txt.

A quotation is a text-bound annotation; its cue and its source hang on it by relations, or all three are
arguments of an event; its kind is an attribute, its speaker's name a note. Names of types are recognised in
any case, those that quoteattr writes and those in common use.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import get_args

from attrs import define, field

from quoteattr.errors import InputFileError
from quoteattr.evaluation.marked import Marked, MarkedText, Spans, spans
from quoteattr.types import QuotationKind, Span

ROLES: Mapping[str, str] = {
    **dict.fromkeys(
        ("quotation", "quote", "content", "said", "speech", "direct", "indirect", "mixed"), "content"
    ),
    **dict.fromkeys(("cue", "verb", "reportingverb", "hascue", "cueof"), "cue"),
    **dict.fromkeys(
        ("source", "speaker", "holder", "hassource", "hasspeaker", "sourceof", "saidby"), "source"
    ),
}
"""Names of types, relations and arguments, lower case and without marks, and what each is a part of."""

_KINDS = frozenset(get_args(QuotationKind))
_BOUND = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")


@define
class _Standoff:
    """What a .ann says, by id."""

    bounds: dict[str, tuple[str, Spans]] = field(factory=dict)  # type and places
    parts: dict[tuple[str, str], list[str]] = field(factory=dict)  # (id of the content, role): ids
    kinds: dict[str, QuotationKind] = field(factory=dict)
    notes: dict[str, str] = field(factory=dict)


def read_brat(folder: str) -> Iterator[MarkedText]:
    """Every text of a folder, and of those in it, in the order of their names; doc_id is the path in the
    folder without its ending.

    Raises InputFileError for a .txt without .ann, for a line that is not standoff, and for a place outside
    the text.
    """
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if name.endswith(".txt"):
                path = os.path.join(place, name.removesuffix(".txt"))
                yield _text(path, os.path.relpath(path, folder).replace(os.sep, "/"))


def _text(path: str, doc_id: str) -> MarkedText:
    text = _read(path + ".txt")
    standoff = _Standoff()
    for number, line in enumerate(_read(path + ".ann").split("\n"), 1):
        if line.strip():
            try:
                _line(standoff, line.rstrip("\r"), len(text))
            except (ValueError, IndexError) as error:
                raise InputFileError(path + ".ann", f"is no standoff: {error}", number) from error
    found = [
        Marked(
            places,
            standoff.kinds.get(name),
            _places(standoff, name, "cue"),
            _places(standoff, name, "source"),
            (standoff.notes[name],) if name in standoff.notes else (),
        )
        for name, (kind, places) in standoff.bounds.items()
        if _role(kind) == "content"
    ]
    return MarkedText(doc_id, text, tuple(sorted(found, key=lambda one: one.content[0].start)))


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8"
        raise InputFileError(path, reason) from error


def _line(standoff: _Standoff, line: str, length: int) -> None:
    name, _, rest = line.partition("\t")
    if name.startswith("T"):
        match = _BOUND.match(rest)
        if match is None:
            raise ValueError(f"no type and places in {rest[:40]!r}")
        places = [tuple(map(int, place.split())) for place in match[2].split(";")]
        standoff.bounds[name] = (match[1], spans(places, length))
        if (kind := match[1].casefold()) in _KINDS:
            standoff.kinds[name] = kind  # type: ignore[assignment]
    elif name.startswith("R"):
        kind, first, second = rest.split()[:3]
        _join(standoff, _role(kind), first.partition(":")[2], second.partition(":")[2])
    elif name.startswith("E"):
        _event(standoff, rest.split())
    elif name.startswith(("A", "M")):
        words = rest.split()
        if len(words) > 2 and (kind := words[2].casefold()) in _KINDS:
            standoff.kinds[words[1]] = kind  # type: ignore[assignment]
    elif name.startswith("#"):
        about, _, note = rest.partition("\t")
        standoff.notes[about.split()[1]] = note.strip()


def _join(standoff: _Standoff, role: str, first: str, second: str) -> None:
    """A relation, whichever way it goes: one end is the content."""
    contents = (
        [end for end in (first, second) if _role(standoff.bounds[end][0]) == "content"]
        if (first in standoff.bounds and second in standoff.bounds)
        else []
    )
    if len(contents) == 1:
        other = second if contents[0] == first else first
        role = role if role in ("cue", "source") else _role(standoff.bounds[other][0])
        standoff.parts.setdefault((contents[0], role), []).append(other)


def _event(standoff: _Standoff, arguments: list[str]) -> None:
    """The trigger of an event is its cue; content and source are arguments."""
    ends = [argument.partition(":")[::2] for argument in arguments]
    contents = [end for role, end in ends if _role(role.rstrip("0123456789")) == "content"]
    for content in contents:
        for number, (role, end) in enumerate(ends):
            kind = "cue" if not number and end not in contents else _role(role.rstrip("0123456789"))
            if kind in ("cue", "source"):
                standoff.parts.setdefault((content, kind), []).append(end)


def _places(standoff: _Standoff, name: str, role: str) -> Spans:
    ends = [end for end in standoff.parts.get((name, role), ()) if end in standoff.bounds]
    return tuple(sorted((place for end in ends for place in standoff.bounds[end][1]), key=_start))


def _start(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _role(name: str) -> str:
    return ROLES.get(re.sub(r"[\W_]", "", name).casefold(), "")
