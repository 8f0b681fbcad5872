"""JSON Lines: what quoteattr writes, an analysis a line, and a plain format for gold and predictions.

The plain format is ``{"id", "text", "genre", "lang", "people": [{"id", "name", "aliases"}], "quotes":
[{"spans", "kind", "cue", "source", "speaker", "confidence"}]}``: spans are lists of [start, end]; predictions
may leave out all but ``id``, ``quotes`` and their ``spans``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from os import PathLike
from typing import Any

from quoteattr import arguments, codec, files
from quoteattr.analysis import Analysis
from quoteattr.arguments import shown
from quoteattr.errors import DocumentError, InputFileError
from quoteattr.evaluation.values import MarkedPerson, MarkedQuotation, MarkedText
from quoteattr.export.parts import parts
from quoteattr.types import Genre, Span

_GENRES: dict[str | None, Genre] = {None: "news", "news": "news", "novel": "fiction", "fiction": "fiction"}


def read_jsonl(path: str | PathLike[str]) -> tuple[MarkedText, ...]:
    """The texts of a file of JSON lines, or of a folder that ``quoteattr corpus`` wrote, in order.

    Raises InputFileError, which names file and line.
    """
    given = arguments.path("path", path)
    paths = parts(given) if os.path.isdir(given) else [given]
    return tuple(_read(file, number, line) for file in paths for number, line in files.lines(file))


def _read(file: str, number: int, line: bytes) -> MarkedText:
    raw = codec.json_line(file, number, line)
    try:
        if "attributions" in arguments.mapping("a document", raw):
            whole = raw.get("id") or f"{file}:{number}"
            doc_id = "".join(whole) if isinstance(whole, list) else whole
            return MarkedText.of(doc_id, Analysis.from_dict(raw), file)
        return _plain(raw, file)
    except DocumentError as error:
        raise InputFileError(file, f"is no analysis of quoteattr: {error}", number) from error
    except KeyError as error:
        raise InputFileError(file, f"a document or a quotation has no {error}", number) from error
    except (TypeError, AttributeError, ValueError, RecursionError) as error:
        raise InputFileError(file, f"is no document with quotations: {error}", number) from error


def _plain(raw: Mapping[str, Any], file: str) -> MarkedText:
    genre = raw.get("genre")
    if not (genre is None or isinstance(genre, str)) or genre not in _GENRES:
        raise ValueError(f"genre must be news, fiction or novel, not {shown(genre)}")
    text = arguments.optional_string("text", raw.get("text"))
    length = None if text is None else len(text)
    return MarkedText(
        id=raw["id"],
        text=text,
        quotations=tuple(_quotation(one, length) for one in _list("quotes", raw["quotes"])),
        people=tuple(
            MarkedPerson(one["id"], one["name"], _list("aliases", one.get("aliases")))
            for one in _list("people", raw.get("people"))
        ),
        genre=_GENRES[genre],
        language=raw.get("lang") or "en",
        quoted_only=bool(raw.get("quoted_only")),
        ignored=_spans(raw.get("ignore"), length),
        file=file,
    )


def _list(key: str, value: object) -> tuple[Any, ...]:
    """What stands there, none where it is left out."""
    return () if value is None else tuple(arguments.instance(key, value, list, "a list"))


def _quotation(raw: Mapping[str, Any], length: int | None) -> MarkedQuotation:
    return MarkedQuotation(
        spans=_spans(raw["spans"], length),
        kind=raw.get("kind"),
        cue=_spans(raw.get("cue"), length),
        source=_spans(raw.get("source"), length),
        # "other": those who marked it could not say who it is
        speaker=None if raw.get("other") else raw.get("speaker") or None,
        confidence=raw.get("confidence"),
    )


def _spans(raw: object, length: int | None) -> tuple[Span, ...]:
    spans = []
    for pair in _list("spans", raw):
        if not isinstance(pair, list) or len(pair) != 2 or any(type(end) is not int for end in pair):
            raise ValueError(f"a span must be [start, end], not {shown(pair)}")
        start, end = pair
        if not 0 <= start <= end:
            raise ValueError(f"a span must be [start, end] with start <= end, not {shown(pair)}")
        if length is not None and end > length:
            raise ValueError(f"the span {shown(pair)} leaves the text of {length} characters")
        spans.append(Span(start, end))
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
