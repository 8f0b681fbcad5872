"""The answers to the project's own texts, and those that another Python gave.

    python tests/stored_answers.py          # writes stored_answers.json next to this file

Run it with the oldest Python that the library supports whenever answers are meant to change; the tests
compare under every other.
"""

from __future__ import annotations

import json
import platform
from hashlib import sha256
from pathlib import Path

from quoteattr import Attributor

HERE = Path(__file__).parent
STORED = HERE / "stored_answers.json"
SETTINGS = {
    "default": {},
    "quoted": {"mode": "quoted"},
    "rules": {"model": None},
    "fiction": {"genre": "fiction"},
}


def texts():
    """(name, text) of the articles under corpus/ and of the examples."""
    for line in (HERE / "corpus" / "news.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        yield article["id"], article["text"]
    for path in sorted((HERE.parent / "examples").rglob("*.txt")):
        yield path.relative_to(HERE.parent).as_posix(), path.read_text(encoding="utf-8")


def answers():
    """Text and setting -> a digest of the whole answer; the versions in it aside."""
    attributors = {setting: Attributor(**chosen) for setting, chosen in SETTINGS.items()}
    return {
        f"{name}: {setting}": _digest(attributor.attribute(text).to_dict())
        for name, text in texts()
        for setting, attributor in attributors.items()
    }


def _digest(answer):
    del answer["provenance"]
    return sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:16]


def stored():
    """What the file holds: (the Python that wrote it, its answers)."""
    data = json.loads(STORED.read_text(encoding="utf-8"))
    return data["python"], data["answers"]


def main():
    data = {"python": platform.python_version(), "answers": answers()}
    STORED.write_text(json.dumps(data, indent=0) + "\n", encoding="utf-8")
    print(f"stored answers: {len(data['answers'])}, of Python {data['python']}")


if __name__ == "__main__":
    main()
