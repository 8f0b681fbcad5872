"""A digest of every answer over the shared documents: to show that a change, or another Python, changes none.

usage: python -m tools.checks.answers write OUT.json [--only NAME…]
       python -m tools.checks.answers compare OLD.json NEW.json

``write`` analyses each document of ``../shared/data`` in several settings (genre, mode, rules alone, the gold
list of characters) and writes the SHA-256 of each answer's JSON. ``compare`` lists what differs, and has exit
status 1 if anything does.
"""

from __future__ import annotations

import hashlib
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from tools import corpora
from tools.predict import known_from_gold

SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "quoted": {"mode": "quoted"},
    "rules": {"model": None},
    "quoted rules": {"mode": "quoted", "model": None},
    "news": {"genre": "news"},
    "fiction": {"genre": "fiction"},
}
KNOWN = "known"
"""Besides SETTINGS: the default, with the gold list of characters, where the document has one."""

SHOWN = 20


def digests(document: corpora.Document) -> dict[str, str]:
    """A digest for each setting, by its name."""
    settings = [name for name in SETTINGS if not (_is_novel(document) and name == "news")]
    if document.get("people"):
        settings.append(KNOWN)
    return {name: _digest(document, name) for name in settings}


def _is_novel(document: corpora.Document) -> bool:
    return len(document["text"]) > 100_000


def _digest(document: corpora.Document, setting: str) -> str:
    known = known_from_gold(document) if setting == KNOWN else ()
    analysis = _attributor(setting, document.get("lang") or "en").attribute(document["text"], known=known)
    answer = json.dumps(analysis.to_dict(), ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(answer.encode()).hexdigest()[:16]


@cache
def _attributor(setting: str, language: str) -> Any:
    from quoteattr import Attributor

    return Attributor(language=language, **SETTINGS.get(setting, {}))


def documents(only: list[str]) -> list[corpora.Document]:
    """The documents of each shared corpus in a language that has a pack; with ``only``, of those files."""
    found = []
    for path in sorted((corpora.SHARED / "data").glob("*.jsonl")):
        if path.stem == "cases.dev" or (only and path.stem not in only) or ".full" in path.stem:
            continue
        found += [d for d in corpora.read_jsonl(path) if (d.get("lang") or "en") == "en"]
    return found


def write(out: Path, only: list[str]) -> int:
    chosen = documents(only)
    if not chosen:
        print("answers: no shared documents to analyse")
        return corpora.NO_DATA
    with ProcessPoolExecutor() as pool:
        made = pool.map(digests, chosen, chunksize=4)
        rows = {d["id"]: one for d, one in zip(chosen, made, strict=True)}
    out.write_text(json.dumps(rows, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"answers: {len(rows)} documents, {sum(map(len, rows.values()))} answers")
    return 0


def compare(old: Path, new: Path) -> int:
    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (old, new))
    missing = before.keys() ^ after.keys()
    changed = [
        f"{name}: {setting}"
        for name in sorted(before.keys() & after.keys())
        for setting in sorted(before[name].keys() | after[name].keys())
        if before[name].get(setting) != after[name].get(setting)
    ]
    print(f"answers: {len(changed)} differ, {len(missing)} documents are in one file only")
    for line in changed[:SHOWN]:
        print(f"  {line}")
    return 1 if changed or missing else 0


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("out", type=Path)
    writing.add_argument("--only", nargs="*", default=[], help="corpora, by file name: wild.dev …")
    comparing = commands.add_parser("compare")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "write":
        return write(chosen.out, chosen.only)
    return compare(chosen.old, chosen.new)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
