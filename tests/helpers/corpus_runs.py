"""Runs of quoteattr corpus, in processes of their own or in this one, and what they leave."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hangs import HANG
from places import SRC

from quoteattr import Attributor
from quoteattr.corpus import Fields, Job, Progress, run
from quoteattr.errors import InputFileError
from quoteattr.failure import Failure

FOR_ALL = {"FieldMissing", "ColumnMissing", "NotAString"}  # errors that one text has because all have
NAMES = ("Ada Okafor", "Tom Aldous", "Martha Quill", "Liam Brandt")
VERBS = ("said", "warned", "promised", "wrote")


THEN = """
import multiprocessing, os, signal, sys
from quoteattr.cli import main

signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell started us in its background
replace = os.replace
def watched(source, target):
    replace(source, target)
    if os.path.basename(target).startswith("part-00000"):
        {then}
os.replace = watched
sys.exit(main())
"""


def text(number: int) -> str:
    name, verb = NAMES[number % 4], VERBS[number // 4 % 4]
    return (
        f"The dredger came to pier {number} on Monday.\n\n“We have {number} boats,” {name} {verb}. "
        f"She added that the board would meet again.\n"
    )


def started(folder: Path, *arguments: object, then: str = "", **environment: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own, which itself does ``then`` when its first part is there: whoever
    watches from outside may come too late."""
    env = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONWARNINGS": "error", **environment}
    program = ["-c", THEN.format(then=then)] if then else ["-m", "quoteattr"]
    command = [sys.executable, *program, "corpus", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def finished(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Exit status and what was said; nothing ever goes to standard output."""
    printed, said = process.communicate(timeout=HANG)
    assert printed == b""
    return process.returncode, said.decode("utf-8")


def command(folder: Path, *arguments: object, **environment: str) -> tuple[int, str]:
    return finished(started(folder, *arguments, **environment))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def documents(folder: Path) -> list[dict[str, Any]]:
    parts = sorted(folder.glob("part-*.jsonl"))
    assert [part.name for part in parts] == [f"part-{n:05}.jsonl" for n in range(len(parts))]
    return [json.loads(one) for part in parts for one in part.read_bytes().splitlines()]


def errors(folder: Path) -> list[tuple[str, int | None, str, str]]:
    """(id, row, error, message) of each line of the errors file."""
    lines = map(json.loads, (folder / "errors.jsonl").read_bytes().splitlines())
    return [(one["doc_id"], one["row"], one["error"], one["message"]) for one in lines]


def killed(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    process.send_signal(number)
    process.communicate(timeout=HANG)  # ends where the workers have gone, too: they share the pipes


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = content.encode("utf-8") if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw) if path.suffix == ".gz" else raw)


def done(folder: Path, **changes: Any) -> Progress:
    """A run in this process."""
    asked: dict[str, Any] = {"inputs": [str(folder / "in")], "output": str(folder / "out")}
    return run(Job(**{"attributor": RULES, **asked, **changes}))


def in_this_process(
    function: Callable[[Any], Any], items: Iterable[Any], workers: int, **_: Any
) -> Iterator[Any]:
    """In the place of ``parallel.in_processes``, for tests of what is read and written alone."""
    for item in items:
        yield item if isinstance(item, Failure) else function(item)


RULES = Attributor(model=None)


def ids(folder: Path, *inputs: str, **changes: Any) -> list[str]:
    """The texts that a run finds, by id."""
    done(folder, inputs=inputs, force=True, **changes)
    return [one["id"] for one in documents(folder / "out")]


def check_texts(name: str, fields: Fields, expected: Sequence[Any]) -> None:
    """What becomes of each text of a file: its id, or (id, row, error, a part of the message). Where none has
    the field, the run does not begin."""
    bad = [one for one in expected if not isinstance(one, str)]
    if bad and len(bad) == len(expected) and {one[2] for one in bad} <= FOR_ALL:
        with pytest.raises(InputFileError, match=re.escape(bad[0][3])):
            ids(Path(), name, fields=fields)
        assert not Path("out").exists()
        return
    assert ids(Path(), name, fields=fields) == [one for one in expected if isinstance(one, str)]
    found = errors(Path("out"))
    assert [list(one[:3]) for one in found] == [list(one[:3]) for one in bad]
    for (*_, message), (*_, part) in zip(found, bad, strict=True):
        assert part in message
