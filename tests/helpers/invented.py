"""A language of nobody: the least that a pack holds."""

from __future__ import annotations

from typing import Any

SAID = {"act": "speech", "forms": {"lara": "s"}, "frames": ["clause"], "precision": None}
LISTS: dict[str, Any] = {
    "pack": {"language": "qaa", "version": "1"},
    "marks": {
        "preferred": ["»«"],
        "elisions": [],
        "dropped_endings": [],
        "dropped_suffixes": [],
        "possessive_letters": "",
    },
    "function": {"ke": ["complementizer"]},
    "pronouns": {"zi": {"person": 3, "number": "singular", "gender": "female", "case": "subject"}},
    "reporting": {"verbs": {"lar": SAID}, "nouns": {}, "adjectives": {}, "phrases": {}},
}
