"""What the tests of stories share: a text through the stages, and a scene of our own."""

from __future__ import annotations

from attrs import evolve

from quoteattr.fiction.answers import Dialogue, read_dialogue, resolve_dialogue
from quoteattr.fiction.cast.stage import Cast, make_cast
from quoteattr.lang.load import load_pack
from quoteattr.model.turns import load_turn_models
from quoteattr.names.known import known_index
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile, Quotes, Segmented, Sentences
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
    text: str, known: tuple[KnownSpeaker, ...] = (), narrator: str | None = None
) -> tuple[Segmented, Quotes, Sentences, Profile]:
    """The text as the stages before resolution leave it."""
    profile = Profile(
        pack=PACK, genre="fiction", known=known_index(known) if known else None, narrator=narrator
    )
    found = run_until(text, profile, "sentences")
    return found["segmented"], found["quotes"], found["sentences"], profile


def dialogue(text: str, known: tuple[KnownSpeaker, ...] = (), narrator: str | None = None) -> Dialogue:
    """The turns and characters of ``text``."""
    return read_dialogue(*staged(text, known, narrator))


def cast(text: str, known: tuple[KnownSpeaker, ...] = ()) -> Cast:
    """The characters of ``text``."""
    segmented, _, sentences, profile = staged(text, known)
    return make_cast(segmented, sentences, PACK, profile.known)


def resolved(text: str, known: tuple[KnownSpeaker, ...] = (), narrator: str | None = None) -> Outcome:
    """Who says what in ``text``."""
    segmented, quotes, sentences, profile = staged(text, known, narrator)
    profile = evolve(profile, turn_models=lambda: load_turn_models("en"))
    return resolve_dialogue(segmented, quotes, sentences, profile)


def who_says(outcome: Outcome) -> list[tuple[str, str | None]]:
    """(first words, speaker's name) of each attribution."""
    return [
        (" ".join(one.quotation.text.split()[:3]), one.speaker.name if one.speaker else None)
        for one in outcome.attributions
    ]
