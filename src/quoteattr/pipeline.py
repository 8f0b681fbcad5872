"""The whole program: text flows one way through the stages, each a pure function.

A stage is the name of what it gives, and a function that takes values by the names of its parameters:
``split(segmented, quotes, profile)`` takes what "segmented" and "quotes" gave. Nothing looks back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from quoteattr import quotes, sentences, text
from quoteattr.fiction import answers, cast, places, turns, unmarked
from quoteattr.fiction import speakers as dialogue
from quoteattr.news import attribution, cues, mentions, resolution, speakers
from quoteattr.stage_values import Profile
from quoteattr.types import Genre, Outcome

Progress = Callable[[int, int], None]
Stages = tuple[tuple[str, Callable[..., object]], ...]

READ: Stages = (
    ("segmented", text.segment),  # paragraphs and tokens; the genre is decided here
    ("marked", quotes.find),  # what quotation marks enclose
)
NEWS: Stages = (
    ("quotes", quotes.open_excerpts),
    ("sentences", sentences.split),
    ("names", mentions.find_names),  # who is named
    ("cues", cues.find),  # what reports
    ("roster", speakers.make_roster),  # which names are one speaker
    ("candidates", attribution.candidates),  # what was said, and by which words
    ("outcome", resolution.resolve),  # who those words are
)
FICTION: Stages = (
    ("quotes", unmarked.add),  # dashes, plays, lost marks
    ("sentences", sentences.split),
    ("places", places.find),  # where names stand
    ("turns", turns.group),  # who is named beside each
    ("cast", cast.gather),  # everybody, once
    ("decisions", dialogue.decide),  # who has each turn
    ("outcome", answers.of_story),
)
WINGS: Mapping[Genre, Stages] = {"news": NEWS, "fiction": FICTION}


def run(text: str, profile: Profile, on_progress: Progress | None = None) -> Outcome:
    """Analyse ``text``; ``on_progress`` is told (done, all), in hundredths of a stage."""
    outcome: Outcome = run_until(text, profile, "outcome", on_progress)["outcome"]
    return outcome


def run_until(text: str, profile: Profile, last: str, on_progress: Progress | None = None) -> dict[str, Any]:
    """What the stages give, by name, up to the value ``last``."""
    found: dict[str, Any] = {"text": text, "profile": profile}
    done, count = 0, len(READ)

    def report(done: int, part: int = 0, of: int = 1) -> None:
        if on_progress is not None:
            on_progress(100 * done + 100 * part // of, 100 * count)

    stages = READ
    while last not in found:
        for value, function in stages:
            given = {**found, "progress": partial(report, done)}  # not in found, which it holds: no circle
            found[value] = function(*[given[name] for name in _parameters(function)])
            count = len(READ) + len(WINGS[found["segmented"].genre])
            done += 1
            report(done)
            if value == last:
                break
        stages = WINGS[found["segmented"].genre]
    return found


@cache
def _parameters(function: Callable[..., object]) -> tuple[str, ...]:
    code = function.__code__
    return code.co_varnames[: code.co_argcount]
