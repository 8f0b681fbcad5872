"""What every developers' program shares: where things are, how a corpus is read, what a word is."""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
SHARED = ROOT.parent / "shared"

# A word, for every "words per second": a run of letters and digits with inner apostrophes and hyphens.
WORD = re.compile(r"\w+(?:['’\-]\w+)*")

# Exit status of a program that found nothing to measure: neither a pass nor a failure.
NO_DATA = 3

Document = dict[str, Any]


def parser(doc: str | None) -> argparse.ArgumentParser:
    """A parser whose help is a program's own docstring, its lines kept."""
    return argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)


def count_words(text: str) -> int:
    """How many words ``text`` has."""
    return sum(1 for _ in WORD.finditer(text))


def read_jsonl(path: Path, limit: int | None = None) -> list[Document]:
    """The documents of a corpus file, the first ``limit`` of them."""
    with path.open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines if line.strip()]
    return documents[:limit]


def load_scorer(shared: Path = SHARED) -> ModuleType:
    """``tools/score.py`` of the shared folder as a module."""
    return load_tool("score", shared)


def load_tool(name: str, shared: Path = SHARED) -> ModuleType:
    """A program of the shared folder's ``tools`` as a module."""
    path = shared / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"shared_{name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
