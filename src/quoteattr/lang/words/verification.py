"""What a comparison of two wordings must know: words that turn a sentence around when they come or go."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen(eq=False)
class VerificationWords:
    """A field a list, in small letters with straight apostrophes. A mapping gives each word what it means, so
    that "every" for "all" turns nothing around. Of two words that exclude each other one is enough: where
    "would" is listed, "will" need not be."""

    negations: frozenset[str] = field(factory=frozenset)  # "not", "never", "hardly"
    contractions: Mapping[str, frozenset[str]] = field(factory=dict)  # "can't": "can", "not"
    contracted_ends: Mapping[str, str] = field(factory=dict)  # "isn't": "not"
    quantifiers: Mapping[str, str] = field(factory=dict)
    comparisons: Mapping[str, str] = field(factory=dict)
    modals: Mapping[str, str] = field(factory=dict)
    numbers: Mapping[str, str] = field(factory=dict)  # "five": "5"
    narrators: frozenset[str] = field(factory=frozenset)  # names of the narrator's voice in a script
    light: frozenset[str] = field(factory=frozenset)  # words that say nothing of what a text is about
