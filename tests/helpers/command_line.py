"""The command line as a test runs it: in this process, which is quick, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import Any, TextIO
from unittest import mock

from hangs import HANG
from places import SRC

from quoteattr.cli import main

Done = subprocess.CompletedProcess[bytes]

TEXT = (
    "“We never signed it,” harbour master Zoë Okafor told reporters on Friday.\r\n\r\n"
    "Councillor Liam Brandt said that the quay was unsafe.\r\n"
)


def run(*arguments: object, stdin: bytes = b"", terminal: TextIO | None = None, **environment: str) -> Done:
    """The command in this process, its standard error on ``terminal`` if there is one. What is settled while
    Python starts (encodings, the hash seed) is for ``run_apart``."""
    words = list(map(str, arguments))
    given, out, err = (io.TextIOWrapper(io.BytesIO(raw), "ascii") for raw in (stdin, b"", b""))
    streams: dict[str, Any] = {"stdin": given, "stdout": out, "stderr": terminal or err}
    with mock.patch.multiple(sys, **streams), mock.patch.dict(os.environ, {"COLUMNS": "80", **environment}):
        try:
            status = main(words)
        except SystemExit as end:  # argparse, of wrong usage and --help
            status = int(end.code or 0)
        for stream in (out, err):
            stream.flush()
    return subprocess.CompletedProcess(words, status, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


def run_apart(*arguments: object, stdin: bytes = b"", **environment: str) -> Done:
    """The command in a process of its own, where a warning is an error."""
    return subprocess.run(
        [sys.executable, "-m", "quoteattr", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**process_environment(), **environment},
        timeout=HANG,
    )


def process_environment() -> dict[str, str]:
    """What a process of this checkout is started with."""
    return {**os.environ, "PYTHONPATH": str(SRC), "PYTHONWARNINGS": "error", "COLUMNS": "80"}


def output(done: Done) -> str:
    """What a command printed that succeeded and said nothing on standard error."""
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode("utf-8")


def printed(*arguments: object, stdin: bytes = b"", **environment: str) -> str:
    """What the command prints in this process, where nothing goes wrong."""
    return output(run(*arguments, stdin=stdin, **environment))
