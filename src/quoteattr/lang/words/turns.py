"""What fiction asks of its turns and speakers: who is named beside a quotation, who speaks."""

from __future__ import annotations

from attrs import field, frozen


@frozen(eq=False)
class TurnWords:
    """A field a list, in small letters but for ``always_capital``."""

    # beside quotations
    past_ends: tuple[str, ...] = ()  # of verbs in the past: "nodded"
    present_ends: tuple[str, ...] = ()  # of verbs in the present: "nods"
    reporting_past_ends: tuple[str, ...] = ()  # of reporting verbs in the past, irregular ones too: "wept"
    adverb_ends: tuple[str, ...] = ()  # of adverbs between a subject and its verb: "she quietly said"
    participle_ends: tuple[str, ...] = ()  # of what parts a subject from its verb: "Helen, looking up, said"
    senders: frozenset[str] = field(factory=frozenset)  # in front of whoever speaks: "“No!” from Helen"
    possessive_clitics: frozenset[str] = field(factory=frozenset)  # "Helen's reply"
    to: frozenset[str] = field(factory=frozenset)  # in front of whoever is spoken to: "he said to Helen"
    others: frozenset[str] = field(factory=frozenset)  # that bring in one more of a sort: "the other boy"
    partitives: frozenset[str] = field(factory=frozenset)  # "one | of | the girls"
    collectives: frozenset[str] = field(factory=frozenset)  # several people as one: "the class"
    signs: frozenset[str] = field(factory=frozenset)  # things on which words stand: "the sign said"
    sign_verbs: frozenset[str] = field(factory=frozenset)  # what they do with those
    always_capital: frozenset[str] = field(factory=frozenset)  # pronouns, inside a sentence, too: "I"

    # cues in dialogue that no quotation marks enclose
    telling_ends: tuple[str, ...] = ()  # that a verb of up to three letters must have: "bid", not "say"
    no_telling_ends: tuple[str, ...] = ()  # that no verb has: "saying", "says"
    tellers: frozenset[str] = field(factory=frozenset)  # who goes on behind one: "he said. He turned away."
