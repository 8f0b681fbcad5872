"""What fiction asks of its places and cast: who is named in a story."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from quoteattr.types import Gender


@frozen(eq=False)
class PlaceWords:
    """A field a list, in small letters."""

    # titles
    bearers: Mapping[str, Gender] = field(factory=dict)  # whom a title shows: "lady", "Mr."
    married: frozenset[str] = field(factory=frozenset)  # of these: "Mrs."
    unmarried: frozenset[str] = field(factory=frozenset)  # of these: "Miss"
    honorifics_behind: frozenset[str] = field(factory=frozenset)  # joined to a name by a hyphen: "Kenji-san"
    other_titles: frozenset[str] = field(factory=frozenset)  # that begin another name, too: "Dr."
    abbreviated: frozenset[str] = field(factory=frozenset)  # written with a period: "Mrs."

    # names
    definite: frozenset[str] = field(factory=frozenset)  # "the Hatter"
    title_links: frozenset[str] = field(factory=frozenset)  # links only behind a title: "Duke of York"
    name_joins: frozenset[str] = field(factory=frozenset)  # of two people: "Nora and Hugh"
    ing_endings: tuple[str, ...] = ()  # no verb of a cue: "Helen, saying"

    # pronouns
    narrators: frozenset[str] = field(factory=frozenset)  # as written: who tells the story is "I"
    teller: tuple[str, ...] = ()  # what to call somebody who tells the story without a name in it
    self_naming: frozenset[str] = field(factory=frozenset)  # in front of one's own name: "my name is"
    name_asked: frozenset[str] = field(factory=frozenset)  # of a question for the other's name: "your name"
    own_groups: frozenset[str] = field(factory=frozenset)  # "we": the narrator and others, nobody's name
