"""What the pack itself asks, while it tells the classes of a word."""

from __future__ import annotations

from attrs import field, frozen


@frozen(eq=False)
class LexiconWords:
    """A field a list, in small letters.

    ``name_articles``   stand small in front of a surname and a hyphen or an apostrophe: "al-Rifai".
    ``opinion_phrase``  the phrase that an owner can stand in, "" in the place of its noun: "in the words of".
    ``behind_role``     what goes on behind the noun of a role that is one word with it: "dad-of-three".
    """

    name_articles: frozenset[str] = field(factory=frozenset)
    opinion_phrase: tuple[str, ...] = ()
    behind_role: tuple[str, ...] = ()
