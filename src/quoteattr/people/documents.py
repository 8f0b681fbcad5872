"""Documents as ``quoteattr corpus`` and ``--format jsonl`` write them, one at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import chain
from os import PathLike
from typing import Any, get_args

from attrs import evolve, field, frozen

from quoteattr import arguments, codec, files
from quoteattr.analysis import Analysis
from quoteattr.arguments import checked, one_of, shown
from quoteattr.errors import InputFileError
from quoteattr.export.parts import NAMES, parts
from quoteattr.glance import several
from quoteattr.types import Attribution, Gender, Genre, QuotationKind, Speaker, SpeakerKind

Correction = Callable[[str], Callable[[Analysis], Analysis] | None]
"""What corrects the Analysis of a doc_id, or None where nothing does."""

_KINDS, _GENDERS = get_args(SpeakerKind), get_args(Gender)
_GENDERS_OR_NONE = (None, *_GENDERS)


def checked_speaker(argument: str, speaker: object) -> Speaker:
    """The Speaker, if all of it that an audit counts is valid. Raises ArgumentError."""
    one = arguments.instance(argument, speaker, Speaker, "a Speaker")
    if _is_plain(one):  # nearly all are: each quotation asks
        return one
    arguments.string(f"{argument}.name", one.name)
    arguments.choice(f"{argument}.kind", one.kind, _KINDS)
    arguments.choice(f"{argument}.gender", one.gender, _GENDERS_OR_NONE)
    arguments.optional_string(f"{argument}.known_id", one.known_id)
    for name in ("aliases", "gender_evidence", "roles"):
        arguments.strings(f"{argument}.{name}", getattr(one, name))
    return one


def _is_plain(one: Speaker) -> bool:
    several = (one.aliases, one.gender_evidence, one.roles)
    if {*map(type, several)} != {tuple}:
        return False
    known, gender = one.known_id, one.gender
    words = (one.name, one.kind, *(word for word in (known, gender) if word is not None), *chain(*several))
    return {*map(type, words)} == {str} and one.kind in _KINDS and gender in _GENDERS_OR_NONE


def _speaker_or_none(argument: str, value: object) -> None:
    if value is not None:
        checked_speaker(argument, value)


_flag, _string = checked(arguments.flag), checked(arguments.string)


@frozen
class Said:
    """A quotation as far as it is counted: ``speaker`` is None where nobody was found, ``confidence`` where
    it is not calibrated or a person decided.

    Raises ArgumentError (ArgumentTypeError) for a wrong value."""

    speaker: Speaker | None = field(validator=checked(_speaker_or_none))
    kind: QuotationKind = field(validator=one_of(*get_args(QuotationKind)))
    negated: bool = field(default=False, validator=_flag)
    modal: bool = field(default=False, validator=_flag)
    thought: bool = field(default=False, validator=_flag)
    confidence: float | None = field(default=None, validator=checked(arguments.probability))


def _several_said(values: Iterable[Said]) -> tuple[Said, ...]:
    return arguments.each("said", values, Said, "Said values")


@frozen
class Document:
    """Who says what in one text; ``source`` is the file it is out of, ``genre`` None where it is not known.

    Raises ArgumentError (ArgumentTypeError) for a wrong value."""

    id: str = field(validator=_string)
    said: tuple[Said, ...] = field(converter=_several_said, repr=several)
    source: str = field(default="", validator=_string)
    genre: Genre | None = field(default=None, validator=one_of(*get_args(Genre), None))

    @classmethod
    def of(cls, doc_id: str, analysis: Analysis) -> Document:
        """The document of an Analysis."""
        arguments.instance("analysis", analysis, Analysis, "an Analysis")
        return cls(doc_id, tuple(map(_said, analysis.attributions)), genre=analysis.genre)


def _said(one: Attribution) -> Said:
    cue = one.cue
    thought = one.quotation.medium == "thought" or (cue is not None and cue.act == "thought")
    negated, modal = (cue.negated, cue.modal) if cue is not None else (False, False)
    return Said(one.speaker, one.quotation.kind, negated, modal, thought, one.confidence)


def sources(paths: Iterable[str | PathLike[str]]) -> tuple[str, ...]:
    """The files to read: of a folder its parts (see ``export.parts``) in order, else the file itself.

    Raises InputFileError for what is not there, for a folder without parts, and for a file given twice.
    """
    found: list[str] = []
    for given in paths:
        path = arguments.path("paths", given)
        if os.path.isdir(path):
            if not (own := parts(path)):
                raise InputFileError(path, f"has no {NAMES}; `quoteattr corpus` writes them")
            found += own
        elif path.endswith(".txt"):
            message = "is a text: `quoteattr FILE… --format jsonl --output said.jsonl` first"
            raise InputFileError(path, message)
        elif os.path.exists(path):
            found.append(path)
        else:
            raise InputFileError(path, "No such file or directory")
    met: dict[str, str] = {}
    for file in found:
        before = met.setdefault(os.path.realpath(file), file)
        if before is not file:
            raise InputFileError(file, "is given twice, so all in it would be counted twice")
    return tuple(found)


def _uncorrected(doc_id: str) -> None:
    return None


def read_documents(*paths: str | PathLike[str], correction: Correction = _uncorrected) -> Iterator[Document]:
    """The documents of folders and files of JSON lines, in order, never more than one in memory; each is
    what ``correction`` of its doc_id makes of it.

    Raises InputFileError, which names file and line, for what is no such document, and for the second of one
    id, which would be counted twice.
    """
    arguments.function("correction", correction)
    met: set[bytes] = set()  # digests: ids may be long, and documents many
    for file in sources(paths):
        for number, line in files.lines(file):
            document = _document(file, number, line, correction)
            key = blake2b(document.id.encode("utf-8", "surrogatepass"), digest_size=12).digest()
            if key in met:
                message = f"another document has the id {shown(document.id)}, so it would be counted twice"
                raise InputFileError(file, message, number)
            met.add(key)
            yield document


def _document(file: str, number: int, line: bytes, correction: Correction) -> Document:
    raw = codec.json_line(file, number, line)
    try:
        # an Analysis written by a program may have no id
        doc_id = _text(arguments.mapping("a document", raw).get("id") or f"{file}:{number}")
        if (correct := correction(doc_id)) is not None:
            return evolve(Document.of(doc_id, correct(Analysis.from_dict(raw))), source=file)
        speakers = {one["id"]: _speaker(one) for one in _list(raw["speakers"])}
        said = tuple(_read_said(one, speakers) for one in _list(raw["attributions"]))
        return Document(doc_id, said, file, raw.get("genre"))
    except KeyError as error:
        raise InputFileError(file, f"is no analysis of quoteattr: no {error}", number) from error
    except (TypeError, AttributeError, ValueError) as error:
        raise InputFileError(file, f"is no analysis of quoteattr: {error}", number) from error


def _text(value: Any) -> str:
    # see export.jsonl: a string with a surrogate pair in two halves is a list
    return "".join(value) if isinstance(value, list) else arguments.string("a string", value)


def _list(value: Any) -> list[Any]:
    return arguments.instance("a list", value, list, "a list")


def _speaker(raw: Mapping[str, Any]) -> Speaker:
    return Speaker(
        id=raw["id"],
        name=_text(raw["name"]),
        kind=raw["kind"],
        aliases=tuple(map(_text, _list(raw["aliases"]))),
        gender=raw["gender"],
        gender_evidence=tuple(map(_text, _list(raw["gender_evidence"]))),
        roles=tuple(map(_text, _list(raw["roles"]))),
        known_id=None if raw["known_id"] is None else _text(raw["known_id"]),
    )


def _read_said(raw: Mapping[str, Any], speakers: Mapping[str, Speaker]) -> Said:
    cue = raw["cue"] or {"act": "speech", "negated": False, "modal": False}
    quotation = raw["quotation"]
    return Said(
        None if raw["speaker"] is None else speakers[raw["speaker"]],
        quotation["kind"],
        cue["negated"],
        cue["modal"],
        cue["act"] == "thought" or quotation.get("medium") == "thought",
        raw.get("confidence"),
    )
