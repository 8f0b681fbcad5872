"""Scenes of today's fiction to learn from: short tags, the name in front, phones, messages, present tense.

They lie in ``scenes`` (tools/marked_scenes.py says how they are marked), a file each, named by its writer, a
number and a style. The last of each writer are shut: nobody learns from them, or looks at what is wrong.
"""

from __future__ import annotations

from pathlib import Path

from tools import corpora, marked_scenes

FOLDER = Path(__file__).with_name("scenes")
_KIND = "modern"
_LAST_OPEN = 20  # number of a writer's scenes that may be learned from


def modern_scenes(*, shut: bool = False) -> list[corpora.Document]:
    """The scenes to learn from, or those that are shut; ``author``: who wrote each."""
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        author, number, _ = path.stem.split("-", 2)
        if (int(number) > _LAST_OPEN) == shut:
            found.append({**marked_scenes.build(path, _KIND), "author": f"{_KIND}-{author}"})
    return found


def is_modern(identifier: str) -> bool:
    """Whether a document of that id is one of these scenes."""
    return identifier.startswith(f"{_KIND}/")
