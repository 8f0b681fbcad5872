"""The folder that a corpus is written to: whole parts alone, and a manifest that says how far they go.

A part counts from the moment the manifest names its files; only then do its drafts get their names. Whatever
a killed run left behind that is put in place or written again, so at every moment the folder can be gone on
with.
"""

from __future__ import annotations

import io
import json
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from types import FrameType
from typing import Any, BinaryIO, NoReturn

from attrs import define, evolve, field

from quoteattr import files
from quoteattr.corpus import manifest
from quoteattr.corpus.formats import Format, Pieces, Writer
from quoteattr.corpus.manifest import ERRORS, Manifest, Plan, Whole, Written
from quoteattr.correction_file import Unfit
from quoteattr.errors import InputFileError
from quoteattr.export.parts import MANIFEST

_LOCK_SECONDS = 5.0  # how long the workers of a killed run may take to end
_FAILURE = ["doc_id", "file", "row", "error", "message"]  # what a line of the errors file has
_SHOWN = 3  # damaged files that a message names
_PIECE = 2**20
_LONGEST_LINE = 2**24  # of the errors file


@define
class Output:
    """A folder that is being written; made by ``opened``."""

    folder: str
    form: Format
    plan: Plan
    written: Written
    error_digest: Any
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
        self.error_digest.update(line)
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
        names = self.form.names(self.written.parts)
        _check_free(self.folder, names)
        for name, table in zip(names, self.form.tables.values(), strict=True):
            draft = manifest.created(self.folder, name)
            self._drafts.append((draft, table(draft)))

    def commit(self, *, complete: bool = False) -> None:
        """Make the part whole. The last one, ``complete``, is written though it is empty only where it is
        the first: a table always has its head."""
        with _writing(self.folder):
            self._commit(complete)

    def _commit(self, complete: bool) -> None:
        parts = self.written.parts
        made: list[Whole] = []
        if self.texts_in_part or not parts:
            if not self._drafts:
                self._begin()
            names = self.form.names(parts)
            for name, (draft, writer) in zip(names, self._drafts, strict=True):
                writer.finish()
                made.append(manifest.whole(name, draft))
                files.closed(draft)
            self._drafts.clear()
            self._append_errors()
            _check_free(self.folder, names)
            parts += 1
        written = evolve(
            self._now,
            parts=parts,
            complete=complete,
            error_digest=self.error_digest.hexdigest(),
            files=(*self.written.files, *made),
        )
        files.sync_folder(self.folder)
        manifest.write(self.folder, Manifest(self.plan, written))
        self.written = self._now = written
        _place(self.folder, made)

    def _append_errors(self) -> None:
        path = os.path.join(self.folder, ERRORS)
        with _owned(path) as stream:
            if stream.seek(0, os.SEEK_END) != self.written.error_bytes:
                raise InputFileError(path, "was changed while the corpus was written")
            stream.writelines(self._errors)
            files.closed(stream)
        self._errors.clear()

    def discard(self) -> None:
        """Forget the part that is not whole, wherever the writing of it stopped."""
        for draft, writer in self._drafts:
            writer.abandon()
            with suppress(OSError):
                draft.close()
        for name in (*self.form.names(self.written.parts), MANIFEST):
            files.remove_plain(manifest.draft(self.folder, name))


@contextmanager
def opened(folder: str, form: Format, plan: Plan, *, resume: bool, force: bool) -> Iterator[Output]:
    """The folder, made where it is missing, for one run at a time.

    Without ``resume`` or ``force`` it must be new or empty. ``resume`` goes on behind the last whole part,
    or begins where there is nothing yet; ``force`` removes what an earlier run wrote, and nothing else.
    Raises InputFileError.
    """
    with _writing(folder):
        os.makedirs(folder, exist_ok=True)
    with _locked(folder):
        with _writing(folder):
            written = _begun(folder, plan, resume, force)
            output = Output(folder, form, plan, written, _checked_errors(folder, written))
        try:
            yield output
        finally:
            output.discard()


@contextmanager
def _writing(folder: str) -> Iterator[None]:
    """A step that Ctrl-C does not cut in two (it arrives behind it), and whose failure names the folder."""
    with files.refusing(folder, "cannot be written"), _uninterrupted():
        yield


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
    before = manifest.read(folder)
    if before is not None and resume:
        return _resumed(folder, plan, before)
    if before is not None and not force:
        message = "is written already; --resume goes on with it, --force writes it anew"
        raise InputFileError(folder, message)
    if before is None:
        others = set(os.listdir(folder)) - {os.path.basename(manifest.draft("", MANIFEST))}
        if others:
            message = f"has files in it that are not of this command ({min(others)}); name a new folder"
            raise InputFileError(folder, message)
        manifest.write(folder, Manifest(plan, Written()))
    else:
        _remove_former(folder, plan, before)
    return Written()


def _remove_former(folder: str, plan: Plan, before: Manifest) -> None:
    """Before anything is removed, the manifest is of the new plan, and says what is to be removed."""
    former = before.files(folder)
    manifest.write(folder, Manifest(plan, Written(), former))
    for name in former:
        path = os.path.join(folder, name)
        if os.path.islink(path):
            os.remove(path)
        else:
            files.remove_plain(path)
    files.sync_folder(folder)
    manifest.write(folder, Manifest(plan, Written()))


def _resumed(folder: str, plan: Plan, before: Manifest) -> Written:
    if before.dated:
        message = "cannot be resumed, an earlier version wrote it; write it anew with --force"
        raise InputFileError(folder, message)
    differences = [
        f"{name} (was {before.plan.get(name)}, is {plan.get(name)})"
        for name in {**before.plan, **plan}
        if before.plan.get(name) != plan.get(name)
    ]
    if differences:
        message = (
            f"cannot be resumed, the run before had other {', '.join(differences)}; "
            "run it as before, or write it anew with --force"
        )
        raise InputFileError(folder, message)
    if before.former:
        _remove_former(folder, plan, before)
    _place_rest(folder, before)
    if damage := [why for one in before.written.files if (why := _damage(folder, one))]:
        _refuse(folder, damage)
    return before.written


# ------------------------------------------------------------------------------------- files


def _place_rest(folder: str, before: Manifest) -> None:
    """Of the latest part, what a killed run had not put in place."""
    tables = len(manifest.format_of(before.plan).tables)
    rest = []
    for one in before.written.files[-tables:]:
        if not os.path.lexists(os.path.join(folder, one.name)):
            with suppress(OSError), files.opened(manifest.draft(folder, one.name)) as draft:
                if manifest.whole(one.name, draft) == one:
                    rest.append(one)
    _place(folder, rest)


def _place(folder: str, wholes: Iterable[Whole]) -> None:
    for one in wholes:
        os.replace(manifest.draft(folder, one.name), os.path.join(folder, one.name))
    files.sync_folder(folder)


def _check_free(folder: str, names: Iterable[str]) -> None:
    for name in names:
        path = os.path.join(folder, name)
        if os.path.lexists(path):
            message = "is in the way, and is of somebody else; move it away, then --resume goes on"
            raise InputFileError(path, message)


def _damage(folder: str, one: Whole) -> str:
    """What is wrong with the file; nothing where it is as it was written."""
    try:
        with files.opened(os.path.join(folder, one.name)) as stream:
            size = os.fstat(stream.fileno()).st_size
            if size != one.size:
                return f"{one.name} has {size:,} bytes of {one.size:,}"
            return "" if manifest.whole(one.name, stream) == one else f"{one.name} was changed"
    except FileNotFoundError:
        return f"{one.name} is gone"
    except OSError as error:
        return f"{one.name} {error.strerror or 'cannot be read'}"


def _refuse(folder: str, damage: list[str]) -> NoReturn:
    more = f" and {len(damage) - _SHOWN:,} more" if len(damage) > _SHOWN else ""
    message = (
        f"cannot be resumed, {', '.join(damage[:_SHOWN])}{more}; "
        "put back what was written, or write it anew with --force"
    )
    raise InputFileError(folder, message)


def _owned(path: str, *, to_read: bool = False) -> BinaryIO:
    with files.refusing(path, "cannot be written"):
        return io.BufferedReader(files.opened(path)) if to_read else files.owned(path)


def _checked_errors(folder: str, written: Written) -> Any:
    """The digest of the errors file as far as it counts, so that more can be added. Lines behind that, of a
    run that was killed, are cut off. Raises InputFileError where it is not what was written."""
    found = manifest.digest()
    path = os.path.join(folder, ERRORS)
    if not os.path.lexists(path):
        if written.parts:
            _refuse(folder, [f"{ERRORS} is gone"])
        return found
    with _owned(path, to_read=written.complete) as stream:
        left = written.error_bytes
        while left and (piece := stream.read(min(left, _PIECE))):
            found.update(piece)
            left -= len(piece)
        if left:
            _refuse(folder, [f"{ERRORS} has {written.error_bytes - left:,} bytes of {written.error_bytes:,}"])
        if found.hexdigest() != written.error_digest:
            _refuse(folder, [f"{ERRORS} was changed"])
        if not all(map(_is_failure, iter(partial(stream.readline, _LONGEST_LINE), b""))):
            message = "has lines of somebody else at its end; move them away, then --resume goes on"
            raise InputFileError(path, message)
        if stream.writable():
            stream.truncate(written.error_bytes)
    return found


def _is_failure(line: bytes) -> bool:
    """Whether this program wrote it: the last one may be cut off."""
    if not line.endswith(b"\n"):
        start = b'{"doc_id":'
        return line[: len(start)] == start[: len(line)]
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and list(found) == _FAILURE


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
