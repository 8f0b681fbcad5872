"""Documents as ``quoteattr corpus`` and ``--format jsonl`` write them, one at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, get_args

from attrs import evolve, frozen

from quoteattr.analysis import Analysis
from quoteattr.errors import InputFileError
from quoteattr.types import Attribution, Gender, QuotationKind, Speaker, SpeakerKind

Correction = Callable[[str], Callable[[Analysis], Analysis] | None]
"""What corrects the Analysis of a doc_id, or None where nothing does."""

_PARTS = "part-"
_ENDING = ".jsonl"


@frozen
class Said:
    """A quotation as far as it is counted: ``speaker`` is None where nobody was found."""

    speaker: Speaker | None
    kind: QuotationKind
    negated: bool = False
    modal: bool = False
    thought: bool = False


@frozen
class Document:
    """Who says what in one text; ``source`` is the file it is out of."""

    id: str
    said: tuple[Said, ...]
    source: str = ""

    @classmethod
    def of(cls, doc_id: str, analysis: Analysis) -> Document:
        """The document of an Analysis."""
        return cls(doc_id, tuple(map(_said, analysis.attributions)))


def _said(one: Attribution) -> Said:
    cue = one.cue
    thought = one.quotation.medium == "thought" or (cue is not None and cue.act == "thought")
    negated, modal = (cue.negated, cue.modal) if cue is not None else (False, False)
    return Said(one.speaker, one.quotation.kind, negated, modal, thought)


def files(paths: Iterable[str | PathLike[str]]) -> tuple[str, ...]:
    """The files to read: of a folder its parts (``part-*.jsonl``) in order, else the file itself.

    Raises InputFileError for what is not there and for a folder without parts.
    """
    found: list[str] = []
    for given in paths:
        path = os.fspath(given)
        if os.path.isdir(path):
            names = sorted(n for n in os.listdir(path) if n.startswith(_PARTS) and n.endswith(_ENDING))
            if not names:
                raise InputFileError(path, f"has no {_PARTS}*{_ENDING}; `quoteattr corpus` writes them")
            found += [os.path.join(path, name) for name in names]
        elif os.path.exists(path):
            found.append(path)
        else:
            raise InputFileError(path, "No such file or directory")
    return tuple(found)


def _uncorrected(doc_id: str) -> None:
    return None


def read_documents(*paths: str | PathLike[str], correction: Correction = _uncorrected) -> Iterator[Document]:
    """The documents of folders and files of JSON lines, in order, never more than one in memory; each is
    what ``correction`` of its doc_id makes of it.

    Raises InputFileError, which names file and line, for what is no such document.
    """
    for file in files(paths):
        try:
            with open(file, "rb") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        yield _document(file, number, line, correction)
        except OSError as error:
            raise InputFileError(file, error.strerror or "cannot be read") from error


def _document(file: str, number: int, line: bytes, correction: Correction) -> Document:
    try:
        raw = json.loads(line)
        # an Analysis written by a program may have no id
        doc_id = _text(raw.get("id") or f"{file}:{number}")
        if (correct := correction(doc_id)) is not None:
            return evolve(Document.of(doc_id, correct(Analysis.from_dict(raw))), source=file)
        speakers = {one["id"]: _speaker(one) for one in raw["speakers"]}
        said = tuple(_read_said(one, speakers) for one in raw["attributions"])
        return Document(doc_id, said, file)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputFileError(file, "is not JSON lines", number) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputFileError(file, f"is no analysis of quoteattr ({error!r})", number) from error


def _text(value: str | list[str]) -> str:
    # see export.jsonl: a string with a surrogate pair in two halves is a list
    return "".join(value) if isinstance(value, list) else value


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {', '.join(map(str, allowed))}")
    return value


def _speaker(raw: Mapping[str, Any]) -> Speaker:
    return Speaker(
        id=raw["id"],
        name=_text(raw["name"]),
        kind=_one_of(raw["kind"], get_args(SpeakerKind)),
        aliases=tuple(map(_text, raw["aliases"])),
        gender=_one_of(raw["gender"], (None, *get_args(Gender))),
        gender_evidence=tuple(map(_text, raw["gender_evidence"])),
        roles=tuple(map(_text, raw["roles"])),
        known_id=None if raw["known_id"] is None else _text(raw["known_id"]),
    )


def _read_said(raw: Mapping[str, Any], speakers: Mapping[str, Speaker]) -> Said:
    cue = raw["cue"] or {"act": "speech", "negated": False, "modal": False}
    quotation = raw["quotation"]
    return Said(
        None if raw["speaker"] is None else speakers[raw["speaker"]],
        _one_of(quotation["kind"], get_args(QuotationKind)),
        cue["negated"],
        cue["modal"],
        cue["act"] == "thought" or quotation.get("medium") == "thought",
    )
