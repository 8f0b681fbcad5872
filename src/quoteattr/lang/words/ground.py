"""The word lists of the ground on which both wings stand, and of verification."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen


@frozen(eq=False)
class LexiconWords:
    """What the pack itself asks, while it tells the classes of a word.

    A field a list, in small letters.

    ``name_articles``   stand small in front of a surname and a hyphen or an apostrophe: "al-Rifai".
    ``opinion_phrase``  the phrase that an owner can stand in, "" in the place of its noun: "in the words of".
    ``behind_role``     what goes on behind the noun of a role that is one word with it: "dad-of-three".
    """

    name_articles: frozenset[str] = field(factory=frozenset)
    opinion_phrase: tuple[str, ...] = ()
    behind_role: tuple[str, ...] = ()


@frozen(eq=False)
class ReadingWords:
    """What text, quotation marks and sentences ask.

    A field a list, each word as it is written: "I", "Sir".

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


@frozen(eq=False)
class NamingWords:
    """What is asked of names: folding, likeness, gender.

    A field a list, in small letters."""

    # parts that one form of a name may leave out
    articles: frozenset[str] = field(factory=frozenset)  # "the North Harbour Union"
    suffixes: frozenset[str] = field(factory=frozenset)  # "Martin Keane Jr."

    # what transliterations of one name exchange: Sergey, Sergei; Yulia, Julia
    letter_groups: Mapping[str, str] = field(factory=dict)  # "ph" is f
    letters: Mapping[str, str] = field(factory=dict)  # "y" is i, "h" is silent
    heard_first: frozenset[str] = field(factory=frozenset)  # at the beginning of a name "h" is not


@frozen(eq=False)
class VerificationWords:
    """What a comparison of two wordings must know: words that turn a sentence around when they come or go.

    A field a list, in small letters with straight apostrophes. A mapping gives each word what it means, so
    that "every" for "all" turns nothing around. Of two words that exclude each other one is enough: where
    "would" is listed, "will" need not be."""

    negations: frozenset[str] = field(factory=frozenset)  # "not", "never", "hardly"
    contractions: Mapping[str, frozenset[str]] = field(factory=dict)  # "can't": "can", "not"
    contracted_ends: Mapping[str, str] = field(factory=dict)  # "isn't": "not"
    quantifiers: Mapping[str, str] = field(factory=dict)
    comparisons: Mapping[str, str] = field(factory=dict)
    modals: Mapping[str, str] = field(factory=dict)
    numbers: Mapping[str, str] = field(factory=dict)  # "five": "5"
    narrators: frozenset[str] = field(factory=frozenset)  # names of the narrator's voice in a script
    light: frozenset[str] = field(factory=frozenset)  # words that say nothing of what a text is about
