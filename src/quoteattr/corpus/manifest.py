"""What a folder says of itself: the plan of its corpus, how far it is written, and which files are of it.

Whatever is not named there is somebody else's, and is never replaced or removed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container, Mapping
from hashlib import blake2b, file_digest
from io import FileIO
from typing import IO, Any, BinaryIO, cast

from attrs import field, frozen

from quoteattr import files
from quoteattr.codec import Place, record, row
from quoteattr.corpus.formats import FORMATS, Format, Shape, made
from quoteattr.correction_file import Unfit
from quoteattr.errors import InputFileError
from quoteattr.export.parts import MANIFEST

ERRORS = "errors.jsonl"
_SHAPES = (Shape(name, texts=True) for name in FORMATS)
_KINDS = (
    rf"{table}-[0-9]{{5,}}\{form.ending_of(table)}" for form in map(made, _SHAPES) for table in form.tables
)
_FINAL = "|".join((*_KINDS, re.escape(ERRORS)))
_OURS = re.compile(rf"{_FINAL}|\.(?:{_FINAL})\.draft")

Plan = Mapping[str, Any]
"""What decides every byte of a corpus: plain JSON values, by name."""


@frozen
class Whole:
    """A file as it was written: its bytes, and a digest of them."""

    name: str
    size: int
    digest: str


@frozen
class Written:
    """What the whole parts hold: texts read (``failed`` ones with them), their quotations; the rows of
    corrections that did not fit; the ``files`` of the parts, and how much of the errors file counts."""

    parts: int = 0
    texts: int = 0
    failed: int = 0
    attributions: int = 0
    error_bytes: int = 0
    error_digest: str = field(factory=lambda: digest().hexdigest())
    unfit: tuple[Unfit, ...] = ()
    complete: bool = False
    files: tuple[Whole, ...] = ()


_WRITTEN = record(Written, {Whole: row(Whole)}, may_lack=("unfit",))


@frozen
class Manifest:
    """``former`` are files of the corpus before, about to be removed. ``dated``: an earlier version wrote the
    folder, and no digests, so it is not gone on with."""

    plan: Plan
    written: Written
    former: tuple[str, ...] = ()
    dated: bool = False

    def files(self, folder: str) -> tuple[str, ...]:
        """All in the folder that is of this corpus or the one before, drafts too."""
        parts = self.written.parts
        errors = (ERRORS,) if parts else ()
        drafts = (n for n in os.listdir(folder) if n.startswith(".") and _is_of(n, (parts - 1, parts)))
        plain = (n for n in drafts if files.is_plain(os.path.join(folder, n)))
        return tuple(
            dict.fromkeys((*self.former, *(one.name for one in self.written.files), *errors, *plain))
        )


def digest() -> Any:
    """A digest of no bytes yet."""
    return blake2b(digest_size=16)


def whole(name: str, stream: IO[bytes] | FileIO) -> Whole:
    """The size and digest of a file, read from beginning to end."""
    stream.seek(0)
    found = file_digest(cast(Any, stream), digest).hexdigest()
    return Whole(name, stream.tell(), found)


def draft(folder: str, name: str) -> str:
    """The path at which the file is written before it counts."""
    return os.path.join(folder, f".{name}.draft")


def created(folder: str, name: str) -> BinaryIO:
    """The draft of that file, empty. Raises InputFileError where something else has its place."""
    path = draft(folder, name)
    files.remove_plain(path)  # of a run that was killed
    try:
        return files.created(path)
    except FileExistsError as error:
        message = "lies where a draft is written, and is of somebody else; move it away"
        raise InputFileError(path, message) from error


def write(folder: str, manifest: Manifest) -> None:
    """Replace the manifest, at once."""
    content = {"plan": manifest.plan, "written": _WRITTEN.write(manifest.written), "former": manifest.former}
    if not manifest.former:
        del content["former"]
    stream = created(folder, MANIFEST)
    stream.write(json.dumps(content, indent=1).encode("ascii") + b"\n")
    files.closed(stream)
    os.replace(draft(folder, MANIFEST), os.path.join(folder, MANIFEST))
    files.sync_folder(folder)


def read(folder: str) -> Manifest | None:
    """The manifest of a folder; None where it has none. Raises OSError, and InputFileError for a file that
    ``write`` did not write."""
    path = os.path.join(folder, MANIFEST)
    try:
        with files.opened(path) as stream:
            content = stream.readall()
    except FileNotFoundError:
        return None
    try:
        return _manifest(json.loads(content), folder)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputFileError(path, "is no manifest of this command; name a new folder") from error


def _manifest(raw: Any, folder: str) -> Manifest:
    plan, place = dict(raw["plan"]), Place(raw["written"])
    if "files" not in place:
        count = place["parts"].count()
        former = tuple(n for n in os.listdir(folder) if _is_of(n, range(count + n.startswith("."))))
        return Manifest(plan, Written(), former, dated=True)
    if more := place.value.keys() - _WRITTEN.write(Written()).keys():
        raise ValueError(f"says more: {more}")
    found = Manifest(plan, _WRITTEN.read(place), tuple(raw.get("former", ())))
    names = [one.name for one in found.written.files]
    parts = range(min(found.written.parts, len(names) + 1))
    if names != [name for part in parts for name in format_of(plan).names(part)]:
        raise ValueError("has other parts than files")
    if not all(map(_OURS.fullmatch, found.former)):
        raise ValueError("removes files that are of nobody")
    return found


def format_of(plan: Plan) -> Format:
    """What a corpus of that plan is written in. Raises KeyError for what no plan has."""
    return made(Shape(plan["format"], texts=plan.get("texts", False)))


def _is_of(name: str, parts: Container[int]) -> bool:
    """Whether it is a file of one of these parts, or its draft; the errors file is of part 0."""
    return _OURS.fullmatch(name) is not None and int(re.sub("[^0-9]", "", name) or 0) in parts
