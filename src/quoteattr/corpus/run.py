"""A corpus from its files to the folder it is written to."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from hashlib import blake2b
from importlib.util import find_spec
from itertools import islice
from typing import Any

import attrs
from attrs import field, frozen

from quoteattr import arguments, documents, parallel, second_opinion
from quoteattr.attributor import Attributor
from quoteattr.corpus import inputs, output, texts
from quoteattr.corpus.formats import ARROW, FORMATS, Kept, Pieces, Shape, installed, made, made_by
from quoteattr.corpus.manifest import ERRORS, Plan
from quoteattr.corpus.texts import Fields, Item
from quoteattr.correction_file import Corrections, Unfit
from quoteattr.errors import ArgumentError, InputFileError, MissingExtraError
from quoteattr.export.records import ATTRIBUTIONS, DOCUMENTS
from quoteattr.failure import Failure
from quoteattr.logs import logger
from quoteattr.version import __version__

PART_TEXTS = 1_000
PART_CHARACTERS = 4_000_000
"""A part ends with either, so that a kill costs little work whatever the texts are."""


@frozen(kw_only=True)
class Job:
    """What to read, how to analyse it, and where to write it.

    ``inputs``       folders, globs and files (.txt, .jsonl, .csv, .parquet; with the extra [files] also web
                     pages, EPUB, Word and PDF; each also .gz).
    ``output``       a folder: new or empty, or ``resume`` or ``force``.
    ``format``       "jsonl": part-00000.jsonl …; "csv": attributions-00000.csv and documents-00000.csv …;
                     "parquet": the same two tables.
    ``corrections``  what a person has corrected, by the id of the text: ``read_corrections(path)``.
    ``workers``      how many processes analyse.
    ``time_limit``   seconds after which a text is given up; None: never.
    ``fields``       where the text stands in a row, and what goes with it.
    ``part``         texts in a part.
    ``kept``         files that were read before, so must not lie in the output.
    """

    inputs: tuple[str, ...] = field(converter=tuple)
    output: str
    attributor: Attributor
    format: str = "jsonl"
    corrections: Corrections = field(factory=Corrections)
    workers: int = 1
    time_limit: float | None = None
    fields: Fields = field(factory=Fields)
    part: int = PART_TEXTS
    resume: bool = False
    force: bool = False
    kept: tuple[str, ...] = ()


@frozen
class Progress:
    """How far it is: texts read (``failed`` ones with them), their quotations, and ``read`` of ``size``
    bytes of the input. ``before`` bytes were read by the run that this one resumes. ``unfit`` are the rows
    of corrections that did not fit, those of an earlier run with them. ``changed``: at the end, the input was
    not what it was at the begin. ``left_out`` are endings of files in the folders that are no texts, and how
    many have each; ``missing`` are fields to keep that no text had."""

    texts: int
    failed: int
    attributions: int
    read: int
    size: int
    before: int
    unfit: tuple[Unfit, ...] = ()
    changed: bool = False
    left_out: tuple[tuple[str, int], ...] = ()
    missing: tuple[str, ...] = ()


def run(job: Job, on_progress: Callable[[Progress], None] | None = None) -> Progress:
    """Write the corpus; returns what it holds then. ``on_progress`` is called after every text.

    A text that fails goes to errors.jsonl, with the reason, and the rest goes on. Raises ArgumentError and
    InputFileError, before anything is written, for what cannot be read or must not be written over, and where
    none of the first texts can be read; MissingExtraError where a file needs it.
    """
    _check(job)
    log = logger("corpus")
    roots = inputs.expanded(job.inputs)
    _check_apart((*roots, *job.kept, *filter(None, (job.corrections.path,))), job.output)
    found = inputs.fingerprint(roots)
    _check_installed(found.kinds)
    _check_first(job, roots)
    tell = on_progress or (lambda progress: None)
    plan = _plan(job, found)
    shape = _shape(job, found)
    log.info("%d files, %d bytes, to %s, by %d workers", found.files, found.size, job.output, job.workers)
    with output.opened(job.output, made(shape), plan, resume=job.resume, force=job.force) as target:
        if target.written.texts:
            log.info("goes on behind %d texts that are written", target.written.texts)
        if target.written.complete:
            return _progress(target, found.size, found.size, found.size)
        items = _items(job, roots)
        met: set[str] = set()  # of what the corrections are about
        missing = dict.fromkeys(job.fields.keep)
        before = _skip(islice(items, target.written.texts), job, met, missing)
        characters = 0
        for item, read, result in _results(job, shape, items):
            _strike(missing, item)
            about = job.corrections.about(item.doc_id) - met
            if isinstance(result, Failure):
                _fail(target, item, result)
                unfit = job.corrections.not_done(about, f"the text failed, see {ERRORS}")
            else:
                target.add(result.pieces, result.attributions)
                unfit = result.unfit
            target.add_unfit(unfit)
            met |= about
            characters += len(item.text or "")
            tell(_progress(target, read, found.size, before))
            if target.texts_in_part == job.part or characters >= PART_CHARACTERS:
                target.commit()
                log.info("%s", _status(target, read, found.size))
                characters = 0
        target.add_unfit(job.corrections.missing(met))
        target.commit(complete=True)
        log.info("all is written: %s", _status(target, found.size, found.size))
        done = _progress(target, found.size, found.size, before)
        changed = _is_changed(roots, found)
        return attrs.evolve(done, changed=changed, left_out=found.left_out, missing=tuple(missing))


def _fail(target: output.Output, item: Item, failure: Failure) -> None:
    place = {"doc_id": item.doc_id, "file": item.file, "row": item.row}
    target.fail(**place, error=failure.error, message=failure.message)
    logger("corpus").warning("%r failed: %s: %s", item.doc_id, failure.error, failure.message)


def _skip(items: Iterable[tuple[Item, int]], job: Job, met: set[str], missing: dict[str, None]) -> int:
    """Past what is written already; gives how many bytes of the input that is."""
    before = 0
    for item, read in items:
        before = max(before, read)
        met |= job.corrections.about(item.doc_id)
        _strike(missing, item)
    return before


def _strike(missing: dict[str, None], item: Item) -> None:
    """Remove from ``missing`` the fields that this text has."""
    for name in [name for name in missing if item.kept.get(name) is not None]:
        del missing[name]


def _progress(target: output.Output, read: int, size: int, before: int) -> Progress:
    now = target.now
    return Progress(now.texts, now.failed, now.attributions, read, size, before, now.unfit)


def _status(target: output.Output, read: int, size: int) -> str:
    now = target.now
    counts = f"{now.texts} texts, {now.failed} of them failed, {now.attributions} attributions"
    return f"{now.parts} parts, {counts}, {read / max(size, 1):.0%} of the input"


def _is_changed(roots: Sequence[str], found: inputs.Fingerprint) -> bool:
    try:
        return inputs.fingerprint(roots) != found
    except InputFileError:
        return True


def _items(job: Job, roots: Sequence[str]) -> Iterator[tuple[Item, int]]:
    """The texts and how many bytes of the input are read with each."""
    position = 0

    def read() -> Iterator[Item]:
        nonlocal position
        for file in inputs.files(roots):
            yield from texts.read(file, job.fields)
            position += file.size

    items: Iterator[Item] = read()
    if job.fields.id is not None:
        from quoteattr.corpus.unique import unique

        items = unique(items)
    for item in items:
        yield item, position + item.read


def _read(job: Job, roots: Sequence[str]) -> Generator[Item, None, None]:
    for file in inputs.files(roots):
        yield from texts.read(file, job.fields)


@frozen
class _Result:
    """What travels back from a worker: a text's share of each table, how many quotations it has, and the
    rows of corrections that did not fit."""

    pieces: Pieces
    attributions: int
    unfit: tuple[Unfit, ...]


def _results(
    job: Job, shape: Shape, items: Iterator[tuple[Item, int]]
) -> Iterator[tuple[Item, int, _Result | Failure]]:
    """Each text and what came of it, in order."""
    waiting: deque[tuple[Item, int]] = deque()

    def sent() -> Iterator[tuple[str, str, Kept] | Failure]:
        for index, (item, read) in enumerate(items):
            waiting.append((item, read))
            if item.text is None:
                yield Failure(index, item.error, item.message)
            else:
                yield item.doc_id, item.text, item.kept

    analyse = partial(_analysed, job.attributor, shape, job.corrections)
    with closing(parallel.in_processes(analyse, sent(), job.workers, time_limit=job.time_limit)) as results:
        for result in results:
            yield *waiting.popleft(), result


def _analysed(
    attributor: Attributor, shape: Shape, corrections: Corrections, given: tuple[str, str, Kept]
) -> _Result:
    """What a worker makes of one text."""
    doc_id, text, kept = given
    analysis, unfit = corrections.corrected(doc_id, attributor.attribute(text))
    return _Result(made(shape).pieces(doc_id, analysis, kept), len(analysis), unfit)


def _shape(job: Job, found: inputs.Fingerprint) -> Shape:
    texts = job.format != "jsonl" and not found.kinds.isdisjoint(documents.ENDINGS)
    return Shape(job.format, job.fields.keep, texts)


# --------------------------------------------------------------------------------------- checks


def _check(job: Job) -> None:
    arguments.count("workers", job.workers)
    arguments.seconds("time_limit", job.time_limit)
    arguments.count("part", job.part)
    arguments.count("max_text", job.fields.max_text)
    arguments.choice("format", job.format, FORMATS)
    if job.resume and job.force:
        raise ArgumentError("resume", True, "goes on with what is there, force replaces it: choose one")
    arguments.encoding("encoding", job.fields.encoding)
    for name in job.fields.keep:
        if job.fields.keep.count(name) > 1:
            raise ArgumentError("keep", name, f"names {name!r} twice")
        if job.format != "jsonl" and name in (*ATTRIBUTIONS, *DOCUMENTS):
            raise ArgumentError("keep", name, f"{name!r} is a column of the result: rename yours first")


def _check_installed(kinds: frozenset[str]) -> None:
    """Before any work: what the files need."""
    if ".parquet" in kinds:
        installed(*ARROW)
    for ending in sorted(kinds & documents.NEEDED.keys()):
        module, package = documents.NEEDED[ending]
        if find_spec(module) is None:
            raise MissingExtraError(package, documents.EXTRA)


_FIRST = 20  # texts: where none of them can be read, none will be
_ALIKE = frozenset(
    ("FieldMissing", "ColumnMissing", "NotAString")
)  # what is wrong with one is wrong with all


def _check_first(job: Job, roots: Sequence[str]) -> None:
    """Before any work: some of the first texts can be read, else all of it would be in vain."""
    failed: list[Item] = []
    with closing(_read(job, roots)) as items:
        for item in islice(items, _FIRST):
            if item.text is not None:
                return
            failed.append(item)
    if len(failed) == _FIRST or (failed and all(item.error in _ALIKE for item in failed)):
        hint = "--text-field and --id-field name others; " if failed[0].error in _ALIKE else ""
        message = f"{failed[0].message} ({hint}no text could be read, so nothing was written)"
        raise InputFileError(failed[0].file, message, failed[0].row)


def _check_apart(roots: Sequence[str], folder: str) -> None:
    real = os.path.realpath(folder)
    for root in roots:
        if any(path.startswith(os.path.join(real, "")) for path in (_standing(root), os.path.realpath(root))):
            raise InputFileError(root, f"lies in {folder}, where the output goes")


def _standing(path: str) -> str:
    """The real path of the file or link itself, with its folder's links followed: ``..`` behind a link does
    not undo it."""
    folder, name = os.path.split(path.rstrip(os.sep))
    if name in ("", os.curdir, os.pardir):
        return os.path.realpath(path)
    return os.path.join(os.path.realpath(folder), name)


def _plan(job: Job, found: inputs.Fingerprint) -> Plan:
    analysis = {
        attribute.name: _plain(getattr(job.attributor, attribute.name))
        for attribute in attrs.fields(Attributor)
    }
    return {
        "library version": __version__,
        "format": job.format,
        "written with": made_by(job.format),
        **({"keep": list(job.fields.keep)} if job.fields.keep else {}),
        **({"texts": True} if _shape(job, found).texts else {}),
        "corrections": _plain(job.corrections.in_order()),
        "part": job.part,
        "text field": job.fields.text,
        "id field": job.fields.id,
        "encoding": job.fields.encoding,
        "max text": job.fields.max_text,
        **analysis,
        "input files": found.files,
        "input bytes": found.size,
        "input names, sizes and times": found.digest,
    }


def _plain(value: Any) -> Any:
    """A setting as a JSON value; a function as its name, several values as a digest of them."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if callable(value):
        return second_opinion.name_of(value)
    values = sorted(value) if isinstance(value, frozenset) else list(value)
    digest = blake2b("\n".join(map(repr, values)).encode("utf-8", "backslashreplace"), digest_size=8)
    return f"{len(values)} ({digest.hexdigest()})" if values else "none"
