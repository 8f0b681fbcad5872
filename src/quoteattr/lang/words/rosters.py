"""What speakers ask: which names of an article are one."""

from __future__ import annotations

from attrs import field, frozen


@frozen(eq=False)
class RosterWords:
    """A field a list, in small letters."""

    courtesies: frozenset[str] = field(factory=frozenset)  # titles of everybody: "Mr. Doe"
    small: frozenset[str] = field(factory=frozenset)  # left out of initials: "DoJ", "Department of Justice"
    articles: frozenset[str] = field(factory=frozenset)  # left out of names: "the Guardian"
    of: frozenset[str] = field(factory=frozenset)  # "Sen. Doe of Texas"
    neutral: frozenset[str] = field(factory=frozenset)  # adjectives of people called "they"
    neutral_pronouns: frozenset[str] = field(factory=frozenset)  # with a slash behind it: "they/them"
    children: frozenset[str] = field(factory=frozenset)  # kin that no courtesy title has: "their son Bo"
