"""The folder that a corpus is written to: whole parts alone, and a manifest that says how far they go.

A part counts from the moment the manifest says so. Whatever a killed run left behind that is written again
under the same name, so at every moment the folder can be gone on with.
"""

from __future__ import annotations

import json
import os
import re
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, BinaryIO

from attrs import asdict, define, evolve, field, frozen

from quoteattr.corpus.formats import FORMATS, Format, Pieces, Writer
from quoteattr.corpus.inputs import MANIFEST
from quoteattr.correction_file import Unfit
from quoteattr.errors import InputFileError

ERRORS = "errors.jsonl"
_DRAFT = ".draft"
_LOCK_SECONDS = 5.0  # how long the workers of a killed run may take to end

Plan = Mapping[str, Any]
"""What decides every byte of a corpus: plain JSON values, by name."""


@frozen
class Written:
    """What the whole parts hold: texts read (``failed`` ones with them), their quotations, and how many
    bytes of the errors file count; and the rows of corrections that did not fit."""

    parts: int = 0
    texts: int = 0
    failed: int = 0
    attributions: int = 0
    error_bytes: int = 0
    unfit: tuple[Unfit, ...] = ()
    complete: bool = False


@define
class Output:
    """A folder that is being written; made by ``opened``."""

    folder: str
    form: Format
    plan: Plan
    written: Written
    _now: Written = field(init=False)
    _drafts: list[tuple[BinaryIO, Writer]] = field(init=False, factory=list)
    _errors: list[bytes] = field(init=False, factory=list)

    def __attrs_post_init__(self) -> None:
        self._now = self.written

    @property
    def now(self) -> Written:
        """What is written with the part that is not whole yet."""
        return self._now

    @property
    def texts_in_part(self) -> int:
        """Texts of the part that is not whole yet."""
        return self._now.texts - self.written.texts

    def add(self, pieces: Pieces, attributions: int) -> None:
        """A text's share of each file."""
        with _writing(self.folder):
            if not self._drafts:
                self._begin()
            for (_, writer), piece in zip(self._drafts, pieces, strict=True):
                writer.write(piece)
        self._count(attributions=attributions)

    def fail(self, **why: Any) -> None:
        """A line of the errors file."""
        line = json.dumps(why, separators=(",", ":")).encode("ascii") + b"\n"
        self._errors.append(line)
        self._count(failed=1, error_bytes=len(line))

    def add_unfit(self, rows: Iterable[Unfit]) -> None:
        """Rows of corrections that did not fit."""
        if rows := tuple(rows):
            self._now = evolve(self._now, unfit=(*self._now.unfit, *rows))

    def _count(self, **more: int) -> None:
        now = self._now
        self._now = evolve(
            now, texts=now.texts + 1, **{name: getattr(now, name) + n for name, n in more.items()}
        )

    def _begin(self) -> None:
        for name, table in zip(self.form.names(self.written.parts), self.form.tables.values(), strict=True):
            draft = open(_draft(self.folder, name), "wb")  # noqa: SIM115 (closed by commit or discard)
            self._drafts.append((draft, table(draft)))

    def commit(self, *, complete: bool = False) -> None:
        """Make the part whole. The last one, ``complete``, is written though it is empty only where it is
        the first: a table always has its head."""
        with _writing(self.folder):
            self._commit(complete)

    def _commit(self, complete: bool) -> None:
        parts = self.written.parts
        if self.texts_in_part or not parts:
            if not self._drafts:
                self._begin()
            for draft, writer in self._drafts:
                writer.finish()
                _close(draft)
            for name in self.form.names(parts):
                os.replace(_draft(self.folder, name), os.path.join(self.folder, name))
            self._drafts.clear()
            self._append_errors()
            parts += 1
        written = evolve(self._now, parts=parts, complete=complete)
        _sync_folder(self.folder)
        _write_manifest(self.folder, self.plan, written)
        self.written = self._now = written

    def _append_errors(self) -> None:
        with open(os.path.join(self.folder, ERRORS), "ab") as stream:
            stream.truncate(self.written.error_bytes)
            stream.writelines(self._errors)
            _close(stream)
        self._errors.clear()

    def discard(self) -> None:
        """Forget the part that is not whole, wherever the writing of it stopped."""
        for draft, writer in self._drafts:
            writer.abandon()
            with suppress(OSError):
                draft.close()
        for name in (*self.form.names(self.written.parts), MANIFEST):
            with suppress(FileNotFoundError):
                os.remove(_draft(self.folder, name))


@contextmanager
def opened(folder: str, form: str, plan: Plan, *, resume: bool, force: bool) -> Iterator[Output]:
    """The folder, made where it is missing, for one run at a time.

    Without ``resume`` or ``force`` it must be new or empty. ``resume`` goes on behind the last whole part,
    or begins where there is nothing yet; ``force`` removes what an earlier run wrote, and nothing else.
    Raises InputFileError.
    """
    with _writing(folder):
        os.makedirs(folder, exist_ok=True)
    with _locked(folder):
        with _writing(folder):
            output = Output(folder, FORMATS[form], plan, _begun(folder, plan, resume, force))
        try:
            yield output
        finally:
            output.discard()


@contextmanager
def _writing(folder: str) -> Iterator[None]:
    """A step that Ctrl-C does not cut in two (it arrives behind it), and whose failure names the folder."""
    try:
        with _uninterrupted():
            yield
    except OSError as error:
        raise InputFileError(folder, error.strerror or "cannot be written") from error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield  # nothing is interrupted by it
        return
    caught: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda *signal_and_frame: caught.append(signal_and_frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if caught:
        handler(*caught[0])


def _begun(folder: str, plan: Plan, resume: bool, force: bool) -> Written:
    before = _read_manifest(folder)
    if before is None:
        others = [name for name in os.listdir(folder) if not _is_draft(name)]
        if others:
            message = f"has files in it that are not of this command ({min(others)}); name a new folder"
            raise InputFileError(folder, message)
    elif resume:
        return _resumed(folder, plan, *before)
    elif not force:
        message = "is written already; --resume goes on with it, --force writes it anew"
        raise InputFileError(folder, message)
    _write_manifest(folder, plan, Written())
    if before is not None:
        _remove_parts(folder)
    return Written()


def _resumed(folder: str, plan: Plan, former: Plan, written: Written) -> Written:
    differences = [
        f"{name} (was {former.get(name)}, is {plan.get(name)})"
        for name in {**former, **plan}
        if former.get(name) != plan.get(name)
    ]
    if differences:
        message = (
            f"cannot be resumed, the run before had other {', '.join(differences)}; "
            "run it as before, or write it anew with --force"
        )
        raise InputFileError(folder, message)
    if not written.parts:
        _remove_parts(folder)  # those of the corpus that --force was about to replace when it was killed
    form = FORMATS[plan["format"]]
    for part in range(written.parts):
        for name in form.names(part):
            if not os.path.isfile(os.path.join(folder, name)):
                raise InputFileError(folder, f"cannot be resumed, {name} is gone; write it anew with --force")
    return written


def _remove_parts(folder: str) -> None:
    kinds = (f"{table}-[0-9]{{5,}}{form.ending}" for form in FORMATS.values() for table in form.tables)
    ours = re.compile("|".join((*kinds, ERRORS)).replace(".", r"\."))
    for name in os.listdir(folder):
        if ours.fullmatch(name.removeprefix(".").removesuffix(_DRAFT) if _is_draft(name) else name):
            os.remove(os.path.join(folder, name))


# ------------------------------------------------------------------------------------- manifest


def _read_manifest(folder: str) -> tuple[Plan, Written] | None:
    path = os.path.join(folder, MANIFEST)
    try:
        with open(path, "rb") as stream:
            found = json.load(stream)
        written = found["written"]
        written["unfit"] = tuple(Unfit(**row) for row in written.get("unfit", ()))
        return dict(found["plan"]), Written(**written)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise InputFileError(path, "is no manifest of this command; name a new folder") from error


def _write_manifest(folder: str, plan: Plan, written: Written) -> None:
    draft = _draft(folder, MANIFEST)
    with open(draft, "wb") as stream:
        stream.write(json.dumps({"plan": plan, "written": asdict(written)}, indent=1).encode("ascii") + b"\n")
        _close(stream)
    os.replace(draft, os.path.join(folder, MANIFEST))
    _sync_folder(folder)


def _draft(folder: str, name: str) -> str:
    return os.path.join(folder, f".{name}{_DRAFT}")


def _is_draft(name: str) -> bool:
    return name.startswith(".") and name.endswith(_DRAFT)


def _close(stream: BinaryIO) -> None:
    """Close a file, its bytes on the disk: a name must never stand for less."""
    stream.flush()
    os.fsync(stream.fileno())
    stream.close()


def _sync_folder(folder: str) -> None:
    with suppress(OSError):  # not on every system
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _locked(folder: str) -> Iterator[None]:
    """Keep a second run out. Raises InputFileError where one is at work; without locks, nothing is kept."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        until = time.monotonic() + _LOCK_SECONDS
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > until:
                    raise InputFileError(folder, "is being written by another run") from error
                time.sleep(0.05)
            except OSError:
                break  # a file system without locks
        yield
    finally:
        os.close(handle)
