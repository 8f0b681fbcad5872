"""The files of a corpus: folders, globs and single files, one after the other in a stable order."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import PurePath

from attrs import frozen

from quoteattr import documents
from quoteattr.errors import ArgumentError, InputFileError
from quoteattr.export.parts import MANIFEST
from quoteattr.files import refusing

ENDINGS = (".txt", ".jsonl", ".csv", ".parquet", *documents.ENDINGS)  # .gz may follow
_GZ = ".gz"
_ANY_DEPTH = "**"
_NO_ENDING = "without an ending"


@frozen
class File:
    """A file of texts: ``kind`` is its ending, ``size`` in bytes, ``modified`` in nanoseconds.

    ``path`` is as given, below a folder joined to it, with slashes: the texts take their ids from it. It has
    no ``.`` and no doubled slash, but every ``..``: where that leads, with links on the way, only the system
    can say.
    """

    path: str
    kind: str
    zipped: bool
    size: int
    modified: int


@frozen
class Fingerprint:
    """How many files, their bytes, a digest of their names, sizes and times of change, and their kinds;
    ``left_out`` are the endings of others in the folders, and how many files have each."""

    files: int
    size: int
    digest: str
    kinds: frozenset[str]
    left_out: tuple[tuple[str, int], ...] = ()


def files(roots: Iterable[str], left_out: Counter[str] | None = None) -> Iterator[File]:
    """The files of ``roots``, as ``expanded`` gives them; never more than the names of one folder (and of
    those above it) in memory.

    A folder gives the files whose ending is of ENDINGS, by name, what lies in its folders with it. Left out
    are hidden files, links to folders, and folders that hold a MANIFEST. ``left_out`` counts the endings of
    all other files. Raises InputFileError.
    """
    others: Counter[str] = Counter() if left_out is None else left_out
    for root in roots:
        if os.path.isdir(root):
            yield from _walk(root, others)
        else:
            yield _file(root)


def fingerprint(roots: Sequence[str]) -> Fingerprint:
    """Of all files of ``roots``. Raises InputFileError, also where there is not a single file."""
    count = size = 0
    digest = blake2b(digest_size=16)
    kinds = set()
    left_out: Counter[str] = Counter()
    for file in files(roots, left_out):
        count += 1
        size += file.size
        kinds.add(file.kind)
        line = f"{file.path}\0{file.size}\0{file.modified}\n"
        digest.update(line.encode("utf-8", "surrogatepass"))
    if not count:
        raise InputFileError(" ".join(roots[:3]), f"has no file that ends in {_endings()}")
    return Fingerprint(count, size, digest.hexdigest(), frozenset(kinds), tuple(left_out.most_common()))


def expanded(inputs: Iterable[str]) -> tuple[str, ...]:
    """The files and folders that the inputs name, globs spelled out; what would be reached twice, once.

    Raises InputFileError for what is not there, cannot hold texts, or was written by this program, and
    ArgumentError for standard input.
    """
    found: dict[str, str] = {}
    for given in inputs:
        for path in _spelled_out(given):
            found.setdefault(os.path.realpath(path), path)
    return tuple(path for real, path in found.items() if not _is_in(real, found))


def _is_in(path: str, roots: Container[str]) -> bool:
    """Whether ``files`` of another of the ``roots`` gives it: real paths all."""
    below = []
    above = path
    while (upper := os.path.dirname(above)) != above:
        below.append(os.path.basename(above))
        above = upper
        if above in roots:
            return (
                not any(name.startswith(".") for name in below)
                # what links to it may have another ending
                and (os.path.isdir(path) or _kind(path) is not None)
                and not _is_written(os.path.dirname(path), above)
            )
    return False


def _is_written(folder: str, top: str) -> bool:
    """Whether this program wrote that folder, or one between it and ``top``."""
    while folder != top:
        if os.path.exists(os.path.join(folder, MANIFEST)):
            return True
        folder = os.path.dirname(folder)
    return False


def _spelled_out(given: str) -> list[str]:
    if given == "-":
        message = "a corpus is read from files, so that it can be read again (--resume)"
        raise ArgumentError("standard input", given, message)
    if os.path.isdir(given):
        if os.path.exists(os.path.join(given, MANIFEST)):
            raise InputFileError(given, f"was written by this command (it has {MANIFEST}), so it is no input")
        return [given]
    if os.path.exists(given):
        if _kind(given) is None:
            raise InputFileError(given, f"ends in none of {_endings()}")
        if not os.path.isfile(given):
            message = "is no regular file: a corpus is read once more after a stop (--resume)"
            raise InputFileError(given, message)
        return [given]
    if glob.has_magic(given):
        matches = [path for path in _matches(given) if _usable(path)]
        if not matches:
            raise InputFileError(given, f"matches no folder and no file that ends in {_endings()}")
        return sorted(matches)
    raise InputFileError(given, "No such file or folder")


def _usable(path: str) -> bool:
    if os.path.isdir(path):
        return not os.path.exists(os.path.join(path, MANIFEST))
    if _kind(path) is None or not os.path.isfile(path):
        return False
    return not os.path.exists(os.path.join(os.path.dirname(path), MANIFEST))


def _matches(pattern: str) -> set[str]:
    """What a glob stands for. ``**`` is as many folders as there are, but never a hidden one, one that this
    program wrote, or a link, since links may lead round in circles."""
    parts = pattern.replace(os.sep, "/").split("/")
    if _ANY_DEPTH not in parts:
        return set(glob.glob(pattern))
    at = parts.index(_ANY_DEPTH)
    above, rest = parts[:at], parts[at + 1 :]
    while rest[:1] == [_ANY_DEPTH]:
        del rest[0]
    top = "/".join((*above, ""))
    tops = glob.glob(top) if glob.has_magic(top) else [top]
    folders = (folder for one in tops if os.path.isdir(one or ".") for folder in _folders(one))
    if not any(rest):
        return {folder or "." for folder in folders}
    return {path for folder in folders for path in _matches(glob.escape(folder) + "/".join(rest))}


def _folders(top: str) -> Iterator[str]:
    """``top`` and what lies in it, each as it stands before a name."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        if (entries := _entries(folder or ".")) is not None:
            yield folder
            waiting += [os.path.join(folder, name, "") for name, is_folder in entries if is_folder]


def _endings() -> str:
    return f"{', '.join(ENDINGS)} (each also {_GZ})"


def _kind(path: str) -> tuple[str, bool] | None:
    stem, ending = os.path.splitext(path)
    if ending.lower() == _GZ:
        ending = os.path.splitext(stem)[1].lower()
        return (ending, True) if ending in ENDINGS else None
    return (ending.lower(), False) if ending.lower() in ENDINGS else None


def _walk(top: str, left_out: Counter[str]) -> Iterator[File]:
    # a stack of its own, since folders may be deeper than calls
    waiting = [(top, iter(_entries(top) or ()))]
    while waiting:
        folder, entries = waiting[-1]
        for name, is_folder in entries:
            path = os.path.join(folder, name)
            if is_folder:
                waiting.append((path, iter(_entries(path) or ())))
                break
            if _kind(name) is None:
                left_out[os.path.splitext(name)[1].lower() or _NO_ENDING] += 1
            elif os.path.isfile(path) or not os.path.exists(path):
                yield _file(path)
        else:
            waiting.pop()


def _entries(folder: str) -> list[tuple[str, bool]] | None:
    """The names in it, hidden ones aside, in order, and whether each is a folder; None where this program
    wrote it. Raises InputFileError."""
    with refusing(folder), os.scandir(folder) as entries:
        found = sorted(
            (entry.name, entry.is_dir(follow_symlinks=False))
            for entry in entries
            if not entry.name.startswith(".")
        )
    return None if any(name == MANIFEST for name, _ in found) else found


def _file(path: str) -> File:
    kind = _kind(path)
    if kind is None:  # a folder that was there
        raise InputFileError(path, "is gone")
    with refusing(path):
        # a link that leads nowhere is told as the text's failure
        status = os.stat(path) if os.path.exists(path) or not os.path.islink(path) else os.lstat(path)
    return File(PurePath(path).as_posix(), *kind, status.st_size, status.st_mtime_ns)
