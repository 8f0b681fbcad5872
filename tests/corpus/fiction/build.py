"""Turns the annotated scenes under sources/ into scenes.jsonl and a plain text each under texts/.

    python -m tests.corpus.fiction.build            # writes the files next to this one

Ten scenes in modern styles, written for these tests and frozen: they were annotated before any program read
them, and none is changed to suit one (``checksums.json`` has the digest of each; a scene that must change is
struck from the figures). What the marks of a source mean: ``tools/marked_scenes.py``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from tools import marked_scenes

HERE = Path(__file__).parent


def build(path: Path) -> dict[str, Any]:
    """One document from one source file."""
    return marked_scenes.build(path, "own/fiction")


def digests(documents: list[dict[str, Any]]) -> dict[str, str]:
    """The digest of each document, by id: what is frozen."""
    return {
        document["id"]: hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
        for document in documents
    }


def main() -> None:
    documents = [build(path) for path in sorted((HERE / "sources").glob("*.txt"))]
    (HERE / "texts").mkdir(exist_ok=True)
    for document in documents:
        name = document["id"].rpartition("/")[2]
        (HERE / "texts" / f"{name}.txt").write_text(document["text"], encoding="utf-8")
    lines = [json.dumps(document, ensure_ascii=False) for document in documents]
    (HERE / "scenes.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (HERE / "checksums.json").write_text(json.dumps(digests(documents), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
