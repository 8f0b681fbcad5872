"""An Attributor that writes down, in the file $WATCHED, each process that makes it and each text it reads."""

from __future__ import annotations

import os
from typing import Any

from quoteattr import Analysis, Attributor

DYNAMITE = "dynamite"


def note(what: str) -> None:
    with open(os.environ["WATCHED"], "a", encoding="utf-8") as lines:  # short lines are appended whole
        lines.write(f"{what}\n")


class Watched(Attributor):
    def __setstate__(self, state: Any) -> None:
        note(f"made {os.getpid()}")
        super().__setstate__(state)

    def attribute(self, text: str, **options: Any) -> Analysis:
        note(f"read {text[:20]}")
        if DYNAMITE in text:
            raise ValueError("it went off")
        return super().attribute(text, **options)
