"""What cues ask: what reports."""

from __future__ import annotations

from attrs import field, frozen


@frozen(eq=False)
class CueWords:
    """A field a list, in small letters.

    ``be``                 forms of the verb that makes a passive: "was", "got".
    ``linking``            other verbs behind which an adjective may report: "seemed".
    ``to``                 the word in front of an infinitive.
    ``by``                 the word in front of whoever acts in a passive.
    ``owned_in``           the word in front of "the mayor's words".
    ``auxiliary_clitics``  endings that are verbs: "he'll".
    ``possessive_clitics`` those that may be possessives: "'s"; ``having_clitics``: no forms of be: "'ve".
    ``adverb_ends``        endings of adverbs: "clearly".
    ``negated_ends``       endings that deny: "didn't"; ``negations``: adverbs that do: "never".
    ``noun_links``         words behind a noun that reports: "claim that".
    ``adjective_links``    words behind an adjective that reports: "worried about".
    ``clause_links``       of both, those that open a clause.
    ``object_links``       last words of phrases that take an object: "pointed to".
    ``alone``              determiners that may be a subject themselves: "this said".
    ``plural_ends``        endings of plurals; ``no_plural_ends``: those of other words that end so.
    ``s_ends``, ``ing_ends``  endings of the forms "s" and "ing" of a verb.
    ``quoting``            in the dictionary form of a phrase: the one who is quoted speaks.
    """

    be: frozenset[str] = field(factory=frozenset)
    linking: frozenset[str] = field(factory=frozenset)
    to: frozenset[str] = field(factory=frozenset)
    by: frozenset[str] = field(factory=frozenset)
    owned_in: frozenset[str] = field(factory=frozenset)
    auxiliary_clitics: frozenset[str] = field(factory=frozenset)
    possessive_clitics: frozenset[str] = field(factory=frozenset)
    having_clitics: frozenset[str] = field(factory=frozenset)
    adverb_ends: tuple[str, ...] = ()
    negated_ends: tuple[str, ...] = ()
    negations: frozenset[str] = field(factory=frozenset)
    noun_links: frozenset[str] = field(factory=frozenset)
    adjective_links: frozenset[str] = field(factory=frozenset)
    clause_links: frozenset[str] = field(factory=frozenset)
    object_links: frozenset[str] = field(factory=frozenset)
    alone: frozenset[str] = field(factory=frozenset)
    plural_ends: tuple[str, ...] = ()
    no_plural_ends: tuple[str, ...] = ()
    s_ends: tuple[str, ...] = ()
    ing_ends: tuple[str, ...] = ()
    quoting: tuple[str, ...] = ()
