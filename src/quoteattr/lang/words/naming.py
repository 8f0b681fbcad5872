"""What is asked of names: folding, likeness, gender."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen(eq=False)
class NamingWords:
    """A field a list, in small letters."""

    # parts that one form of a name may leave out
    articles: frozenset[str] = field(factory=frozenset)  # "the North Harbour Union"
    suffixes: frozenset[str] = field(factory=frozenset)  # "Martin Keane Jr."

    # what transliterations of one name exchange: Sergey, Sergei; Yulia, Julia
    letter_groups: Mapping[str, str] = field(factory=dict)  # "ph" is f
    letters: Mapping[str, str] = field(factory=dict)  # "y" is i, "h" is silent
    heard_first: frozenset[str] = field(factory=frozenset)  # at the beginning of a name "h" is not
