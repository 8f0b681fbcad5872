"""What resolution asks: who a pronoun or a role is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from quoteattr.types import Gender

Meant = Literal["person", "organization", "pair", "group"]
"""What a pronoun can mean."""


@frozen(eq=False)
class ResolutionWords:
    """A field a list, in small letters; an ending is what a word ends with ("self" of "herself")."""

    # pronouns
    meaning: Mapping[str, Meant] = field(factory=dict)  # of those without gender: "it", an organisation
    of_pairs: frozenset[str] = field(factory=frozenset)  # "Doe and Roe both said"
    asking: frozenset[str] = field(factory=frozenset)  # "Hewitt | asked | Trump": the next answer is his
    named_as: frozenset[str] = field(factory=frozenset)  # "gave her name | as | Mrs Doe": no object
    of_mentioned_groups: frozenset[str] = field(factory=frozenset)  # "they" may be a group that is no speaker
    relatives: frozenset[str] = field(factory=frozenset)  # "the lawyer, who said": the phrase in front
    personal_relatives: frozenset[str] = field(factory=frozenset)  # of these: of people alone
    reflexive_ends: tuple[str, ...] = ()  # "Doe herself said" is Doe
    owners: Mapping[str, Gender] = field(factory=dict)  # "her lawyer"

    # noun phrases
    articles: frozenset[str] = field(factory=frozenset)  # "Jane Doe, the senator, said"
    definite: frozenset[str] = field(factory=frozenset)  # "the senator": somebody whom the text knows
    indefinite: frozenset[str] = field(factory=frozenset)  # "a senator": somebody new
    openers: frozenset[str] = field(factory=frozenset)  # left out of a name: "her lawyer" is "lawyer"
    quantifiers: frozenset[str] = field(factory=frozenset)  # "one of them"
    of: frozenset[str] = field(factory=frozenset)
    from_whom: frozenset[str] = field(factory=frozenset)  # "footage of Doe", "a letter from Doe": Doe
    by_whom: frozenset[str] = field(factory=frozenset)  # "a statement | from Doe" is Doe's, no other is
    published: frozenset[str] = field(factory=frozenset)  # what an institution's is called: "the report"
    origins: frozenset[str] = field(factory=frozenset)  # "the welder | from Bath"
    asides: frozenset[str] = field(factory=frozenset)  # "the singer | over Zoom": they tell nothing of whom
    origin_ends: tuple[str, ...] = ()  # "the Bath-born welder"
    listing: frozenset[str] = field(factory=frozenset)  # "Doe and Roe"
    plural_ends: tuple[str, ...] = ()
    no_plural_ends: tuple[str, ...] = ()  # of these: endings of other words, too
    fronted_ends: tuple[str, ...] = ()  # "Speaking to Doe, he": of verbs whose subject stands behind
    beside: frozenset[str] = field(factory=frozenset)  # "In an interview | with | Doe, he": another
    participle_ends: tuple[str, ...] = ()  # "the study | published by Doe"
    past_forms: frozenset[str] = field(factory=frozenset)  # that are nothing else: "the trust | gave"

    any_organization: frozenset[str] = field(factory=frozenset)  # "the agency": a department, a board

    # roles
    empty_modifiers: frozenset[str] = field(factory=frozenset)  # say nothing of a role: "the former senator"
    vague: frozenset[str] = field(factory=frozenset)  # generic, but of one named later: "a bank expert"
    called_again: frozenset[str] = field(factory=frozenset)  # "the pianist": somebody named before
    seats: frozenset[str] = field(factory=frozenset)  # "the MP for Bath", who may be a minister, too
    on_duty: frozenset[str] = field(factory=frozenset)  # "the barman": one whom people meet at work
    kept_unnamed: frozenset[str] = field(factory=frozenset)  # "a spokesman" is nobody named further down
    age_ends: tuple[str, ...] = ()  # "the 40-year-old"

    # families
    kin: Mapping[str, str] = field(factory=dict)  # "mum" is a "parent"
    kin_inverse: Mapping[str, str] = field(factory=dict)  # whose "parent" somebody is, is a "child"
    kin_owners: frozenset[str] = field(factory=frozenset)  # "his wife, Anna", "whose son, Bo"
