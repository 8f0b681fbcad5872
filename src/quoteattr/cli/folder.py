"""Formats that have a file of their own for each text: to standard output, a file, or into a folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from quoteattr import files
from quoteattr.analysis import Analysis
from quoteattr.cli import in_and_out
from quoteattr.errors import ArgumentError


def _tei(name: str, analysis: Analysis) -> tuple[str, ...]:
    return (analysis.to_tei(name),)


def _brat(name: str, analysis: Analysis) -> tuple[str, ...]:
    text, standoff = analysis.to_brat()
    return standoff, text


def _web_annotation(name: str, analysis: Analysis) -> tuple[str, ...]:
    return (json.dumps(analysis.to_web_annotation(name), ensure_ascii=False, indent=1) + "\n",)


_Make = Callable[[str, Analysis], tuple[str, ...]]

# name: the endings of its files (without a folder, only the first is written), and what they hold
FORMATS: dict[str, tuple[tuple[str, ...], _Make]] = {
    "tei": ((".xml",), _tei),
    "brat": ((".ann", ".txt"), _brat),
    "web-annotation": ((".jsonld",), _web_annotation),
}


def targets(
    form: str, texts: Sequence[in_and_out.Read], taken: Sequence[str], output: str, force: bool
) -> list[tuple[str, ...]]:
    """For each text, the files to write, or the standard output; ``taken`` are those that are read.

    Raises ArgumentError or InputFileError where ``write`` would have to refuse, before any work.
    """
    names = [one.name for one in texts]
    if not (os.path.isdir(output) or output.endswith(("/", os.sep))):
        if len(texts) > 1:
            raise ArgumentError("--output", output, f"{form} is a file a text: name a folder (--output out/)")
        in_and_out.check_output(output, taken, force)
        return [(output,)]
    found: dict[str, str] = {}
    for name in names:
        stem = "stdin" if name == in_and_out.STDIO else Path(name).stem
        if stem in found:
            message = f"{found[stem]} and {name} would share a file there: {stem}"
            raise ArgumentError("--output", output, message)
        found[stem] = name
    paths = [tuple(os.path.join(output, stem + ending) for ending in FORMATS[form][0]) for stem in found]
    for one, wanted in zip(texts, paths, strict=True):
        for path in wanted:
            if not (path.endswith(".txt") and in_and_out.holds(path, one.text)):
                in_and_out.check_output(path, taken, force)
    return paths


def write(
    form: str, analyses: Iterable[tuple[str, Analysis]], paths: Sequence[tuple[str, ...]], force: bool
) -> None:
    """Write each text's files. A .txt that holds the text already is left alone."""
    for (name, analysis), wanted in zip(analyses, paths, strict=True):
        # without a folder there may be fewer paths than contents
        for path, content in zip(wanted, FORMATS[form][1](name, analysis), strict=False):
            if path != in_and_out.STDIO:
                folder = os.path.dirname(path)
                with files.refusing(folder, "cannot be made"):
                    os.makedirs(folder or ".", exist_ok=True)
            if not (path.endswith(".txt") and in_and_out.holds(path, content)):
                in_and_out.write((content,), path, force)
