"""The whole program: text flows one way through the stages, each a pure function.

A stage takes values by name and gives one value with a name; nothing looks back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from quoteattr import attribution, cues, mentions, quotes, resolution, sentences, speakers, text
from quoteattr.types import Outcome, Profile


@frozen
class Stage:
    """One step: the value it ``gives``, the function, and the values it ``takes``, in that order."""

    gives: str
    function: Callable[..., Any]
    takes: tuple[str, ...]


STAGES: tuple[Stage, ...] = (
    Stage("segmented", text.segment, ("text", "profile")),
    Stage("quotes", quotes.find_in, ("segmented", "profile")),
    Stage("sentences", sentences.split, ("segmented", "quotes")),
    Stage("names", mentions.find_names, ("segmented", "sentences", "profile")),
    Stage("cues", cues.find, ("segmented", "sentences", "pack")),
    Stage("roster", speakers.make_roster, ("segmented", "sentences", "names", "profile")),
    Stage(
        "candidates", attribution.candidates, ("segmented", "quotes", "sentences", "names", "cues", "profile")
    ),
    Stage(
        "outcome",
        resolution.resolve,
        ("segmented", "quotes", "sentences", "names", "roster", "candidates", "profile"),
    ),
)


def run(text: str, profile: Profile, on_progress: Callable[[int, int], None] | None = None) -> Outcome:
    """Analyse ``text``; ``on_progress(done, total)`` is called after each stage."""
    values: dict[str, Any] = {"text": text, "profile": profile, "pack": profile.pack}
    for number, stage in enumerate(STAGES, 1):
        values[stage.gives] = stage.function(*(values[name] for name in stage.takes))
        if on_progress is not None:
            on_progress(number, len(STAGES))
    outcome: Outcome = values["outcome"]
    return outcome
