"""JSON Lines: what quoteattr writes, an analysis a line, and a plain format for gold and predictions.

The plain format is ``{"id", "text", "genre", "lang", "people": [{"id", "name", "aliases"}], "quotes":
[{"spans", "kind", "cue", "source", "speaker", "confidence"}]}``: spans are lists of [start, end]; predictions
may leave out all but ``id``, ``quotes`` and their ``spans``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from os import PathLike
from typing import Any, get_args

from quoteattr.analysis import Analysis
from quoteattr.errors import DocumentError, InputFileError
from quoteattr.evaluation.values import MarkedPerson, MarkedQuotation, MarkedText
from quoteattr.types import Genre, QuotationKind, Span

PARTS, ENDING = "part-", ".jsonl"
_GENRES: dict[str | None, Genre] = {None: "news", "news": "news", "novel": "fiction", "fiction": "fiction"}


def read_jsonl(path: str | PathLike[str]) -> tuple[MarkedText, ...]:
    """The texts of a file of JSON lines, or of a folder that ``quoteattr corpus`` wrote, in order.

    Raises InputFileError, which names file and line.
    """
    return tuple(_lines(os.fspath(path)))


def _lines(path: str) -> Iterator[MarkedText]:
    for file in _files(path):
        try:
            with open(file, "rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _read(file, number, line)
        except OSError as error:
            raise InputFileError(file, error.strerror or "cannot be read") from error


def _files(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    names = sorted(n for n in os.listdir(path) if n.startswith(PARTS) and n.endswith(ENDING))
    return [os.path.join(path, name) for name in names]


def _read(file: str, number: int, line: bytes) -> MarkedText:
    try:
        raw = json.loads(line.decode("utf-8-sig"))
        if "attributions" in raw:
            whole = raw.get("id") or f"{file}:{number}"
            doc_id = "".join(whole) if isinstance(whole, list) else whole
            return MarkedText.of(doc_id, Analysis.from_dict(raw), file)
        return _plain(raw, file)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputFileError(file, "is not JSON lines", number) from error
    except DocumentError as error:
        raise InputFileError(file, f"is no analysis of quoteattr: {error}", number) from error
    except KeyError as error:
        raise InputFileError(file, f"a document or a quotation has no {error}", number) from error
    except (TypeError, AttributeError, ValueError) as error:
        raise InputFileError(file, f"is no document with quotations: {error}", number) from error


def _plain(raw: Mapping[str, Any], file: str) -> MarkedText:
    text = raw.get("text")
    if not (text is None or isinstance(text, str)) or not isinstance(raw["id"], str):
        raise ValueError("id and text must be strings")
    if raw.get("genre") not in _GENRES:
        raise ValueError(f"genre must be news, fiction or novel, not {raw['genre']!r}")
    length = None if text is None else len(text)
    return MarkedText(
        id=raw["id"],
        text=text,
        quotations=tuple(_quotation(one, length) for one in raw["quotes"]),
        people=tuple(
            MarkedPerson(one["id"], one["name"], tuple(one.get("aliases") or ()))
            for one in raw.get("people") or ()
        ),
        genre=_GENRES[raw.get("genre")],
        language=raw.get("lang") or "en",
        quoted_only=bool(raw.get("quoted_only")),
        ignored=_spans(raw.get("ignore"), length),
        file=file,
    )


def _quotation(raw: Mapping[str, Any], length: int | None) -> MarkedQuotation:
    kind, speaker, confidence = raw.get("kind"), raw.get("speaker"), raw.get("confidence")
    if kind is not None and kind not in get_args(QuotationKind):
        raise ValueError(f"kind must be one of {', '.join(get_args(QuotationKind))}, not {kind!r}")
    if not (confidence is None or isinstance(confidence, (int, float))):
        raise ValueError(f"confidence must be a number, not {confidence!r}")
    if not (speaker is None or isinstance(speaker, str)):
        raise ValueError(f"speaker must be a string, not {speaker!r}")
    return MarkedQuotation(
        spans=_spans(raw["spans"], length),
        kind=kind,
        cue=_spans(raw.get("cue"), length),
        source=_spans(raw.get("source"), length),
        # "other": those who marked it could not say who it is
        speaker=None if raw.get("other") else speaker or None,
        confidence=confidence,
    )


def _spans(raw: Sequence[Sequence[int]] | None, length: int | None) -> tuple[Span, ...]:
    spans = []
    for pair in raw or ():
        start, end = pair
        if type(start) is not int or type(end) is not int or not 0 <= start <= end:
            raise ValueError(f"a span must be [start, end] with start <= end, not {pair!r}")
        if length is not None and end > length:
            raise ValueError(f"the span {pair!r} leaves the text of {length} characters")
        spans.append(Span(start, end))
    return tuple(sorted(spans, key=lambda span: (span.start, span.end)))
