"""The text that was taken out of a file, written beside the answers: their places refer to it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence

from quoteattr.cli import in_and_out
from quoteattr.cli.in_and_out import STDIO, Read
from quoteattr.errors import ArgumentError

_WITHOUT_TEXT = frozenset(("csv", "brat", "web-annotation"))
"""Formats that have places, and not the text."""


_WITH_TEXT = frozenset(("brat",))
"""Formats that write the text into their folder by themselves."""


def plan(texts: Sequence[Read], taken: Sequence[str], chosen: argparse.Namespace) -> Mapping[str, str]:
    """The files to write, "book.epub.txt" for book.epub, and what they hold; none beside standard output.

    Raises ArgumentError and InputFileError where ``write`` would have to refuse, before any work."""
    found: dict[str, str] = {}
    output = chosen.output if chosen.chapters is None else os.path.join(chosen.chapters, "")
    if output == STDIO:
        return found
    is_folder = os.path.isdir(output) or output.endswith(("/", os.sep))
    if is_folder and chosen.format in _WITH_TEXT:
        return found
    folder = output if is_folder else os.path.dirname(output)
    for one in texts:
        if one.kind is None:
            continue
        path = os.path.join(folder, _stem(one.name) + ".txt")
        if path in found or os.path.realpath(path) == os.path.realpath(output):
            message = f"the text of {one.name} is written beside it, and {path} is taken: name another file"
            raise ArgumentError("--output", output, message)
        if not in_and_out.holds(path, one.text):
            in_and_out.check_output(path, taken, chosen.force)
        found[path] = one.text
    return found


def _stem(name: str) -> str:
    return "stdin" if name == STDIO else os.path.basename(name)


def write(planned: Mapping[str, str], force: bool) -> None:
    """Write them; a file that holds the text already is left alone."""
    for path, text in planned.items():
        if not in_and_out.holds(path, text):
            in_and_out.write((text,), path, force)
    if planned:
        in_and_out.complain(f"places in the answers refer to the text in {', '.join(planned)}")


def tell(texts: Sequence[Read], form: str) -> None:
    """What a reader of standard output must know."""
    names = [one.name for one in texts if one.kind is not None]
    if names and form in _WITHOUT_TEXT:
        message = (
            "places in the answers refer to the text taken out of it; --output FILE writes that beside them"
        )
        in_and_out.complain(f"{', '.join(names)}: {message}")
