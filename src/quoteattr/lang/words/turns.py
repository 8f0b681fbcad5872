"""What fiction asks of its turns and speakers: who is named beside a quotation, who speaks."""

from __future__ import annotations

from attrs import field, frozen


@frozen(eq=False)
class TurnWords:
    """A field a list, in small letters but for ``always_capital``.

    ``past_ends``            endings of verbs in the past: "nodded".
    ``reporting_past_ends``  endings of reporting verbs in the past, the irregular ones too: "said", "wept".
    ``adverb_ends``          endings of adverbs between a subject and its verb: "she quietly said".
    ``possessive_clitics``   what makes a possessor of a name: "Helen's".
    ``to``                   the word in front of whoever is spoken to: "he said to Helen".
    ``always_capital``       pronouns that have a capital inside a sentence, too: "I".
    ``tellers``              pronouns with which narration goes on behind a cue: "… he said. He turned away."
    ``telling_ends``         endings without which a verb of up to three letters is in no cue where marks are
                             missing: "bid", not "say".
    ``no_telling_ends``      endings with which no verb is in such a cue: "saying", "says".
    """

    past_ends: tuple[str, ...] = ()
    reporting_past_ends: tuple[str, ...] = ()
    adverb_ends: tuple[str, ...] = ()
    possessive_clitics: frozenset[str] = field(factory=frozenset)
    to: frozenset[str] = field(factory=frozenset)
    always_capital: frozenset[str] = field(factory=frozenset)
    tellers: frozenset[str] = field(factory=frozenset)
    telling_ends: tuple[str, ...] = ()
    no_telling_ends: tuple[str, ...] = ()
