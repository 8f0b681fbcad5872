"""Marked texts out of JSON Lines: analyses of quoteattr, and gold as this project's corpora have it.

A gold line is ``{"id", "text", "people": [{"id", "name", "aliases"}], "quotes": [{"spans", "kind", "cue",
"source", "speaker"}]}``: offsets are characters, end exclusive, ``speaker`` is the id of one of the people.
A predicted line may leave out the text; its ``speaker`` is a name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from quoteattr.analysis import Analysis
from quoteattr.errors import InputFileError
from quoteattr.evaluation.marked import Marked, MarkedText, marked, spans
from quoteattr.types import QuotationKind


def read_json(path: str, texts: Mapping[str, str]) -> Iterator[MarkedText]:
    """The texts of a file, a line each; a line without a text has that of ``texts`` with its id.

    Raises InputFileError, with the line, for what is neither.
    """
    try:
        with open(path, "rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _read(path, number, line, texts)
    except OSError as error:
        raise InputFileError(path, error.strerror or "cannot be read") from error


def _read(path: str, number: int, line: bytes, texts: Mapping[str, str]) -> MarkedText:
    try:
        raw = json.loads(line)
    except ValueError as error:
        raise InputFileError(path, "is not JSON lines", number) from error
    try:
        if "attributions" in raw:
            doc_id = raw.get("id") or f"{path}:{number}"
            return marked(Analysis.from_dict(raw), doc_id if isinstance(doc_id, str) else "".join(doc_id))
        return _gold(raw, texts)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputFileError(path, f"is neither an analysis nor marked text ({error!r})", number) from error


def _gold(raw: Mapping[str, Any], texts: Mapping[str, str]) -> MarkedText:
    text = raw["text"] if "text" in raw else texts[raw["id"]]
    people = {
        one["id"]: (one["name"], *(one.get("aliases") or ()))
        for one in raw.get("people") or ()
        if one.get("name")
    }
    return MarkedText(
        raw["id"],
        text,
        tuple(_quotation(one, len(text), people) for one in raw["quotes"]),
        tuple(people.values()),
        bool(raw.get("quoted_only")),
        raw.get("genre") == "novel",
    )


def _quotation(raw: Mapping[str, Any], length: int, people: Mapping[str, tuple[str, ...]]) -> Marked:
    kind = raw.get("kind")
    if kind not in (None, *get_args(QuotationKind)):
        raise ValueError(f"no such kind: {kind!r}")
    speaker = raw.get("speaker")
    if speaker:
        names = people.get(speaker, () if people else (speaker,))
    else:
        names = ()
    content, cue, source = (spans(raw.get(name) or (), length) for name in ("spans", "cue", "source"))
    if not content:
        raise ValueError("a quotation without spans")
    return Marked(content, kind, cue, source, names, raw.get("confidence"))
