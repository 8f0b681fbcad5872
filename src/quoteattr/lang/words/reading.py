"""What text, quotation marks and sentences ask."""

from __future__ import annotations

from attrs import field, frozen


@frozen(eq=False)
class ReadingWords:
    """A field a list, each word as it is written: "I", "Sir".

    ``always_capital`` words have a capital and are no names: "I".
    ``sentence_words``: running sentences have them, and headlines drop them ("the").
    """

    always_capital: frozenset[str] = field(factory=frozenset)
    sentence_words: frozenset[str] = field(factory=frozenset)
    # what two sources may share without being the same: "the bank", "the senator"; not "many", which says who
    determiners: frozenset[str] = field(factory=frozenset)
    age_openers: frozenset[str] = field(factory=frozenset)  # "At 41, she", "aged 41,"

    # "“We were poor,” said Lund. “They did not run.” | Mbala agreed.": a sentence with its subject alone
    own_sentences: frozenset[str] = field(factory=frozenset)
    # "“Did we know?” | Ruiz told us that she did.": opens what a verb behind a question reports itself
    content_openers: frozenset[str] = field(factory=frozenset)
