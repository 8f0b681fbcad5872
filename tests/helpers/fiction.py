"""What the tests of stories share: a text through the stages, and a scene of our own."""

from __future__ import annotations

from typing import Any

from quoteattr.fiction.cast import Cast
from quoteattr.fiction.turns import Turn
from quoteattr.lang.load import load_pack
from quoteattr.model.turns import load_turn_models
from quoteattr.names.known import known_index
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile
from quoteattr.types import KnownSpeaker, Outcome

PACK = load_pack("en")

SCENE = """CHAPTER I. The Lamp Room

Mrs. Orrin set the lamp on the sill. Her nephew, Tobias Wren, had not taken off his coat.

“You are late,” said Mrs. Orrin.

“The boat was late,” Tobias answered. “I only rowed it.”

“And Captain Sallow?”

“He went up to the chapel.” Tobias hung his coat behind the door. “He was asking for you.”

“For me?” she cried. “Whatever for?”

“He would not say, Aunt Orrin.”

Captain Sallow came in without knocking. He put down his hat. “Then I will say it now.”

“Say it, Captain,” said Tobias.

“The light went out on Tuesday,” said Captain Sallow, “and nobody lit it again.”
"""

LISTED = (
    KnownSpeaker("Mrs. Orrin", aliases=("Aunt Orrin",), gender="female", known_id="k1"),
    KnownSpeaker("Tobias Wren", aliases=("Tobias",), gender="male", known_id="k2"),
    KnownSpeaker("Captain Sallow", gender="male", known_id="k3"),
)


def staged(
    text: str, last: str, known: tuple[KnownSpeaker, ...] = (), narrator: str | None = None
) -> dict[str, Any]:
    """What the stages give of the story ``text``, by name, up to the value ``last``."""
    profile = Profile(
        pack=PACK,
        genre="fiction",
        known=known_index(known) if known else None,
        narrator=narrator,
        turn_models=lambda: load_turn_models("en"),
    )
    return run_until(text, profile, last)


def turns_of(text: str, known: tuple[KnownSpeaker, ...] = ()) -> tuple[Turn, ...]:
    """The turns of ``text``."""
    return staged(text, "turns", known)["turns"]


def cast_of(text: str, known: tuple[KnownSpeaker, ...] = (), narrator: str | None = None) -> Cast:
    """The characters of ``text``."""
    return staged(text, "cast", known, narrator)["cast"]


def resolved(text: str, known: tuple[KnownSpeaker, ...] = (), narrator: str | None = None) -> Outcome:
    """Who says what in ``text``."""
    return staged(text, "outcome", known, narrator)["outcome"]


def who_says(outcome: Outcome) -> list[tuple[str, str | None]]:
    """(first words, speaker's name) of each attribution."""
    return [
        (" ".join(one.quotation.text.split()[:3]), one.speaker.name if one.speaker else None)
        for one in outcome.attributions
    ]
