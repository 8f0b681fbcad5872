"""What text, quotation marks and sentences ask."""

from __future__ import annotations

from attrs import field, frozen


@frozen(eq=False)
class ReadingWords:
    """A field a list, in small letters."""

    # "“We were poor,” said Lund. “They did not run.” | Mbala agreed.": a sentence with its subject alone
    own_sentences: frozenset[str] = field(factory=frozenset)
    # "“Did we know?” | Ruiz told us that she did.": opens what a verb behind a question reports itself
    content_openers: frozenset[str] = field(factory=frozenset)
