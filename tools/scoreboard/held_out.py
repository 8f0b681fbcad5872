"""Weights for novels that have never seen the author: trained fresh by tools/train/novels.py, so never stale.

No file of them is kept: training takes a few minutes, and weights from another day's features would measure
another program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quoteattr.model import tables
from tools import corpora

SHIPPED = corpora.SRC / "quoteattr" / "model" / "data" / "en-fiction-turns.json"
TRAINER = "tools.train.novels"
_HEAVY = 10  # hundredths of a weight that rounding on another machine does not take away

# The corpora give no author: who wrote which novel, by a part of its name in PDNC or LitBank.
AUTHORS = {
    "Christie": ("TheMysteriousAffairAtStyles", "secret_adversary"),
    "Montgomery": ("AnneOfGreenGables",),
    "Dunbar": ("TheSportOfTheGods",),
    "Wells": ("TheInvisibleMan", "invisible_man", "war_of_the_worlds"),
    "Austen": ("Persuasion", "PrideAndPrejudice", "NorthangerAbbey", "persuasion", "pride_and_prejudice"),
    "Dostoevsky": ("TheGambler",),
    "Doyle": ("TheSignOfTheFour", "sherlock_holmes"),
    "Dickens": ("HardTimes", "oliver_twist", "great_expectations"),
    "Chesterton": ("TheManWhoWasThursday",),
    "Forster": ("WhereAngelsFearToTread", "HowardsEnd", "room_with_a_view"),
    "Woolf": ("NightAndDay", "night_and_day"),
    "Wilde": ("ThePictureOfDorianGray",),
    "Hemingway": ("TheSunAlsoRises",),
    "James": ("DaisyMiller", "turn_of_the_screw", "the_ambassadors"),
}


class StaleWeightsError(Exception):
    """The shipped weights are not what today's program learns."""


def author_of(identifier: str) -> str:
    """The author of a novel by its name in the corpora; the name itself where nobody is on the list."""
    name = identifier.rsplit("/", 1)[-1]
    for author, titles in AUTHORS.items():
        if any(title in name for title in titles):
            return author
    return name


@contextmanager
def trained(shared: Path) -> Iterator[Path]:
    """A folder with one file of weights an author, gone afterwards.

    Raises StaleWeightsError when the shipped weights have other features than those trained now.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        corpus = shared / "data" / "pdnc.dev.jsonl"
        openings = shared / "data" / "litbank.dev.jsonl"
        command = [sys.executable, "-m", TRAINER, str(corpus), str(folder), "--held-out"]
        command += ["--openings", str(openings)] if openings.exists() else []
        one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # of each of its two processes
        subprocess.run(command, check=True, cwd=corpora.ROOT, env={**os.environ, **one_thread})
        fresh = [json.loads(path.read_text("utf-8")) for path in sorted(folder.iterdir())]
        foreign = differing(json.loads(SHIPPED.read_text("utf-8")), fresh)
        if foreign:
            raise StaleWeightsError(
                f"{SHIPPED.name} was trained with other features ({', '.join(foreign[:3])} …): "
                f"run python -m {TRAINER} {corpus} {SHIPPED.relative_to(corpora.ROOT)}"
            )
        yield folder


def differing(shipped: dict[str, Any], fresh: Sequence[dict[str, Any]]) -> list[str]:
    """Features of some weight in the shipped model of turns that none of the ``fresh`` ones knows, and
    features that have some weight in each of those and are unknown to it."""
    there, others = _heaviest(shipped["turns"]), [_heaviest(one["turns"]) for one in fresh]
    known = set[str]().union(*others)
    gone = [f for f, weight in there.items() if weight >= _HEAVY and f not in known]
    new = [f for f in known - there.keys() if min(one.get(f, 0) for one in others) >= _HEAVY]
    return sorted([*gone, *new])


def _heaviest(turns: Any) -> dict[str, int]:
    rows = tables.by_row(tables.threes(turns), 2)
    heaviest = [max(map(abs, (*listed, *unlisted))) for listed, unlisted in rows]
    return dict(zip(tables.names(turns), heaviest, strict=True))


def weights_for(identifier: str, folder: Path) -> Path:
    """The weights to measure a novel with: those without its author, and the shipped ones for a text by an
    author of whom nothing was learned.

    Raises FileNotFoundError for a novel that was trained on and has no weights of its own.
    """
    path = folder / f"{author_of(identifier)}.json"
    if path.is_file():
        return path
    if identifier.startswith("pdnc/") or author_of(identifier) in AUTHORS:
        raise FileNotFoundError(f"no weights without the author of {identifier}: {path}")
    return SHIPPED
