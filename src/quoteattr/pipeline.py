"""The whole program: text flows one way through the stages, each a pure function.

A stage takes values by name and gives one value with a name; nothing looks back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import frozen

from quoteattr import attribution, cues, mentions, quotes, resolution, sentences, speakers, text
from quoteattr.types import Genre, Outcome, Profile

Progress = Callable[[int, int], None]


@frozen
class Stage:
    """One step: what it ``gives``, the function, what it ``takes``, in order; ``genres`` that need it."""

    gives: str
    function: Callable[..., Any]
    takes: tuple[str, ...]
    genres: tuple[Genre, ...] = ("news", "fiction")


STAGES: tuple[Stage, ...] = (
    Stage("segmented", text.segment, ("text", "profile")),
    Stage("quotes", quotes.find_in, ("segmented", "profile")),
    Stage("sentences", sentences.split, ("segmented", "quotes")),
    Stage("names", mentions.find_names, ("segmented", "sentences", "profile"), ("news",)),
    Stage("cues", cues.find, ("segmented", "sentences", "pack"), ("news",)),
    Stage("roster", speakers.make_roster, ("segmented", "sentences", "names", "profile"), ("news",)),
    Stage(
        "candidates",
        attribution.candidates,
        ("segmented", "quotes", "sentences", "names", "cues", "profile"),
        ("news",),
    ),
    Stage(
        "outcome",
        resolution.resolve,
        ("segmented", "quotes", "sentences", "names", "roster", "candidates", "profile"),
        ("news",),
    ),
    Stage(
        "outcome",
        resolution.resolve_dialogue,
        ("segmented", "quotes", "sentences", "profile", "progress"),
        ("fiction",),
    ),
)


def run(text: str, profile: Profile, on_progress: Progress | None = None) -> Outcome:
    """Analyse ``text``; ``on_progress`` is told (done, all), in hundredths of a stage."""
    outcome: Outcome = values(text, profile, "outcome", on_progress)["outcome"]
    return outcome


def values(text: str, profile: Profile, last: str, on_progress: Progress | None = None) -> dict[str, Any]:
    """What the stages give, by name, up to ``last``; after the first the genre says which stages."""
    found: dict[str, Any] = {"text": text, "profile": profile, "pack": profile.pack}

    def report(done: int, part: int = 0, of: int = 1) -> None:
        if on_progress is not None:
            count = sum(found["segmented"].genre in stage.genres for stage in STAGES)
            on_progress(100 * done + 100 * part // of, 100 * count)

    due = (s for s in STAGES if "segmented" not in found or found["segmented"].genre in s.genres)
    for number, stage in enumerate(due):
        given = {**found, "progress": partial(report, number)}  # not in found, which it holds: no circle
        found[stage.gives] = stage.function(*(given[name] for name in stage.takes))
        report(number + 1)
        if stage.gives == last:
            break
    return found
