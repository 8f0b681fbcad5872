"""The files of a corpus: folders, globs and single files, one after the other in a stable order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from attrs import frozen

from quoteattr.errors import ArgumentError, InputFileError

MANIFEST = "corpus.json"
"""What makes a folder one that was written, and is therefore no input."""

ENDINGS = (".txt", ".jsonl", ".csv", ".parquet")  # .gz may follow
_GZ = ".gz"
_GLOB = frozenset("*?[")


@frozen
class File:
    """A file of texts: ``kind`` is its ending, ``size`` in bytes, ``modified`` in nanoseconds.

    ``path`` is as given, below a folder joined to it, with slashes: the texts take their ids from it.
    """

    path: str
    kind: str
    zipped: bool
    size: int
    modified: int


@frozen
class Fingerprint:
    """How many files, their bytes, a digest of their names, sizes and times of change, and their kinds."""

    files: int
    size: int
    digest: str
    kinds: frozenset[str]


def files(roots: Iterable[str]) -> Iterator[File]:
    """The files of ``roots``, as ``expanded`` gives them; never more than the names of one folder (and of
    those above it) in memory.

    A folder gives the files whose ending is of ENDINGS, by name, what lies in its folders with it. Left out
    are hidden files, links to folders, and folders that hold a MANIFEST. Raises InputFileError.
    """
    for root in roots:
        if os.path.isdir(root):
            yield from _walk(root)
        else:
            yield _file(root)


def fingerprint(roots: Sequence[str]) -> Fingerprint:
    """Of all files of ``roots``. Raises InputFileError, also where there is not a single file."""
    count = size = 0
    digest = blake2b(digest_size=16)
    kinds = set()
    for file in files(roots):
        count += 1
        size += file.size
        kinds.add(file.kind)
        line = f"{file.path}\0{file.size}\0{file.modified}\n"
        digest.update(line.encode("utf-8", "surrogatepass"))
    if not count:
        raise InputFileError(" ".join(roots[:3]), f"has no file that ends in {_endings()}")
    return Fingerprint(count, size, digest.hexdigest(), frozenset(kinds))


def expanded(inputs: Iterable[str]) -> tuple[str, ...]:
    """The files and folders that the inputs name, globs spelled out; what would be reached twice, once.

    Raises InputFileError for what is not there, cannot hold texts, or was written by this program, and
    ArgumentError for standard input.
    """
    found: dict[str, str] = {}
    for given in inputs:
        for path in _spelled_out(given):
            found.setdefault(os.path.realpath(path), path)
    return tuple(path for real, path in found.items() if not _lies_within(real, found))


def _lies_within(path: str, others: Mapping[str, str]) -> bool:
    above = path
    while (upper := os.path.dirname(above)) != above:
        above = upper
        if above in others and f"{os.sep}." not in path[len(above) :]:  # a folder's hidden files are not read
            return True
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
        return [given]
    if not _GLOB.isdisjoint(given):
        matches = [path for path in glob.glob(given, recursive=True) if _usable(path)]
        if not matches:
            raise InputFileError(given, f"matches no folder and no file that ends in {_endings()}")
        return sorted(matches)
    raise InputFileError(given, "No such file or folder")


def _usable(path: str) -> bool:
    if os.path.isdir(path):
        return not os.path.exists(os.path.join(path, MANIFEST))
    return _kind(path) is not None


def _endings() -> str:
    return f"{', '.join(ENDINGS)} (each also {_GZ})"


def _kind(path: str) -> tuple[str, bool] | None:
    stem, ending = os.path.splitext(path)
    if ending.lower() == _GZ:
        ending = os.path.splitext(stem)[1].lower()
        return (ending, True) if ending in ENDINGS else None
    return (ending.lower(), False) if ending.lower() in ENDINGS else None


def _walk(folder: str) -> Iterator[File]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                (entry.name, entry.is_dir(follow_symlinks=False))
                for entry in entries
                if not entry.name.startswith(".")
            )
    except OSError as error:
        raise InputFileError(folder, error.strerror or "cannot be read") from error
    if any(name == MANIFEST for name, _ in names):
        return
    for name, is_folder in names:
        path = os.path.join(folder, name)
        if is_folder:
            yield from _walk(path)
        elif _kind(name) is not None and os.path.isfile(path):
            yield _file(path)


def _file(path: str) -> File:
    found = _kind(path)
    assert found is not None, path
    try:
        status = os.stat(path)
    except OSError as error:
        raise InputFileError(path, error.strerror or "cannot be read") from error
    name = os.path.normpath(path).replace(os.sep, "/")
    return File(name, *found, status.st_size, status.st_mtime_ns)
