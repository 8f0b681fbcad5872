"""What the scoreboard's gate decides, apart from measuring: which losses are too large and not explained."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from typing import Any

from tools import corpora
from tools.scoreboard.bars import BARS

ALLOWED_LOSS = 0.5
LOWER_IS_BETTER = frozenset({"expected_error", "quoted_gender_gap", "wrong_elsewhere", "wrong"})
_EXPLAINED = re.compile(r"^\s*Scoreboard:\s+(\S+(?: (?:list|rules)\b\S*)*)\s+\S", re.MULTILINE)


def flat(board: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float | None]]:
    """(dotted name, value) of every figure in a nested board."""
    for name, value in board.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        elif value is None or isinstance(value, (int, float)):
            yield prefix + name, value


def figures(board: Mapping[str, Any]) -> dict[str, float | None]:
    """Every figure by its dotted name: ``polnear.dev.quoted.soft_f1``, ``costs.import_times_attrs``."""
    return dict(flat(board["accuracy"])) | {f"costs.{name}": v for name, v in flat(board["costs"])}


def explained(message: str) -> frozenset[str]:
    """The figures whose loss a commit message explains: lines ``Scoreboard: <figure> <why>``."""
    return frozenset(_EXPLAINED.findall(message))


def losses(old: Mapping[str, Any], new: Mapping[str, Any], message: str = "") -> list[str]:
    """Figures of accuracy that ``new`` loses against ``old`` by more than is allowed, and no line explains.

    A corpus that ``new`` did not run is not compared; a figure that it no longer gives is a loss.
    """
    before, after, why = dict(flat(old)), dict(flat(new)), explained(message)
    lost = []
    for figure, was in before.items():
        run = any(figure.startswith(corpus + ".") for corpus in new)
        if was is None or not run or figure in why:
            continue
        now = after.get(figure)
        if now is None:
            lost.append(f"{figure}: {was} before, no longer measured")
            continue
        loss = now - was if figure.rpartition(".")[2] in LOWER_IS_BETTER else was - now
        if round(loss, 6) > ALLOWED_LOSS:
            lost.append(f"{figure}: {was} before, {now} now")
    return lost


def too_dear(costs: Mapping[str, Any]) -> list[str]:
    """Costs beyond their bars, with the slack that a strange machine is given."""
    measured = {f"costs.{name}": value for name, value in flat(costs)}
    return [
        f"{bar.what}: {value}, allowed {bar.limit:g} with a slack of {bar.slack:g}"
        for bar in BARS
        if (value := measured.get(bar.figure)) is not None and not bar.met(value, slack=True)
    ]


def git(*arguments: str) -> str | None:
    """What git says in this checkout; None where it says no."""
    try:
        done = subprocess.run(["git", *arguments], cwd=corpora.ROOT, capture_output=True, encoding="utf-8")
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
