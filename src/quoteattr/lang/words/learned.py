"""What the learned parts of news ask: the tag of a word."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen(eq=False)
class LearnedWords:
    """A field a list, in small letters.

    ``tagged``  words that have a tag of their own, by tag: "who" is RELATIVE. Endings tell the tag of others:
    ``adverb_ends`` ("clearly"), ``ing_ends`` ("leaving"), ``past_ends`` ("asked").
    """

    tagged: Mapping[str, frozenset[str]] = field(factory=dict)
    adverb_ends: tuple[str, ...] = ()
    ing_ends: tuple[str, ...] = ()
    past_ends: tuple[str, ...] = ()
