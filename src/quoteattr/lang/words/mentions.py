"""What mentions ask: who is named in an article."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen(eq=False)
class MentionWords:
    """A field a list, in small letters.

    ``adjective_ends``    behind a hyphen they make an adjective: "Texas-based".
    ``person_ends``       endings of nouns for people: "hydrologist"; ``sure_person_ends`` are no surname's.
    ``institution_joins`` words inside the name of an institution or an office: "Bank of England".
    ``no_person``         the joins that no personal name has.
    ``listing``           the join that may also stand between two names: "and".
    ``courtesies``        titles that name no role: "Mr."
    ``saints``            "St." in front of a name: "St. Mary’s Hospital".
    ``name_joins``        small words inside a name that letters stand for: "Mothers Against Drunk Driving".
    ``generations``       what stands behind a name and is a part of it: "Jr."; all else there is an honour.
    ``close_kin``         who mostly has the same surname: "his wife, Anna"; ``kin_owners``: "his".
    ``no_surname_ends``   of a gender: how no such person's surname ends: no man is "Kravetska".
    ``mastheads``         roles that newspapers are called by: "the Jamaica Observer".
    ``patronymics``       "Kandasamy a/l Muthu"; ``prefixes``: "ex-wife" is no given name of two syllables.
    ``past_endings``, ``third_endings``  of verbs: "Frost wanted", "Grace deals with".
    ``leading_things``    in front of a name that is no person's: "Typhoon Yolanda".
    ``of_accounts``       tell of a user name beside it: "the account roe44"; ``known_as``: "posts as roe44".
    """

    close_kin: frozenset[str] = field(factory=frozenset)
    of_accounts: frozenset[str] = field(factory=frozenset)
    known_as: frozenset[str] = field(factory=frozenset)
    kin_owners: frozenset[str] = field(factory=frozenset)
    no_surname_ends: Mapping[str, frozenset[str]] = field(factory=dict)
    adjective_ends: frozenset[str] = field(factory=frozenset)
    person_ends: tuple[str, ...] = ()
    sure_person_ends: tuple[str, ...] = ()
    institution_joins: frozenset[str] = field(factory=frozenset)
    no_person: frozenset[str] = field(factory=frozenset)
    listing: frozenset[str] = field(factory=frozenset)
    courtesies: frozenset[str] = field(factory=frozenset)
    generations: frozenset[str] = field(factory=frozenset)
    saints: frozenset[str] = field(factory=frozenset)
    name_joins: frozenset[str] = field(factory=frozenset)
    mastheads: frozenset[str] = field(factory=frozenset)
    patronymics: frozenset[str] = field(factory=frozenset)
    prefixes: frozenset[str] = field(factory=frozenset)
    past_endings: tuple[str, ...] = ()
    third_endings: tuple[str, ...] = ()
    leading_things: frozenset[str] = field(factory=frozenset)
