"""Word classes as bits of one integer, so that a stage asks about a token with a single ``&``.

The first thirty bits are tested fastest: they are those asked of every token, or most often.
"""

from __future__ import annotations

from collections.abc import Iterable

# shapes, from the letters alone
CAPITAL = 1 << 0
UPPER = 1 << 1
NUMBER = 1 << 2
WORD = 1 << 3
TERMINATOR = 1 << 4
CLITIC = 1 << 5
QUOTE_MARK = 1 << 6
ARTICLED = 1 << 7  # a surname behind a lower-case article and hyphen: al-Rifai
COLON_OR_DASH = 1 << 8

# what the lists say
DETERMINER = 1 << 9
PRONOUN = 1 << 10
PREPOSITION = 1 << 11
CONJUNCTION = 1 << 12
SUBORDINATOR = 1 << 13
COMPLEMENTIZER = 1 << 14
RELATIVE = 1 << 15
AUXILIARY = 1 << 16
MODAL = 1 << 17
NEGATION = 1 << 18
WH = 1 << 19
ADVERB = 1 << 20
REPORTING_VERB = 1 << 21
REPORTING_NOUN = 1 << 22
REPORTING_ADJECTIVE = 1 << 23
PHRASE_START = 1 << 24
SUBJECT_PRONOUN = 1 << 25
FIRST_NAME = 1 << 26
SURNAME = 1 << 27
ROLE = 1 << 28
COMMON = 1 << 29
INITIAL = 1 << 30
TITLE = 1 << 31
TITLE_PREFIX = 1 << 32
TITLE_ABBREVIATION = 1 << 33
ABBREVIATION = 1 << 34
GROUP = 1 << 35
ORGANIZATION = 1 << 36
DOCUMENT = 1 << 37
COMPANY_SUFFIX = 1 << 38
MEDIA = 1 << 39
PLACE = 1 << 40
DEMONYM = 1 << 41
CALENDAR = 1 << 42
AMBIGUOUS_NAME = 1 << 43
PARTICLE = 1 << 44
NAME_SUFFIX = 1 << 45
POSSESSIVE_PRONOUN = 1 << 46
INTERJECTION = 1 << 47
OPINION_NOUN = 1 << 48

NOMINAL_STOP = (
    PREPOSITION | CONJUNCTION | SUBORDINATOR | COMPLEMENTIZER | RELATIVE | AUXILIARY | MODAL | NEGATION | WH
)
HELPING_VERB = AUXILIARY | MODAL
VERBAL = REPORTING_VERB | HELPING_VERB
CAPITALISED = CAPITAL | ARTICLED
UNLISTED = CAPITAL | WORD  # all that a capitalised word of no list is
SENTENCE_END = TERMINATOR | ABBREVIATION
REPORTING = REPORTING_VERB | REPORTING_NOUN | REPORTING_ADJECTIVE
CUE = REPORTING | PHRASE_START | OPINION_NOUN
POSSIBLE_CUE = REPORTING | COLON_OR_DASH
WORD_OR_NUMBER = WORD | NUMBER
WORDLIKE = WORD | NUMBER | CLITIC
GIVEN_OR_SURNAME = FIRST_NAME | SURNAME
ROLE_OR_TITLE = ROLE | TITLE
SHORTENED = ABBREVIATION | INITIAL
DETERMINING = DETERMINER | POSSESSIVE_PRONOUN
GOES_ON_PHRASE = ROLE_OR_TITLE | GROUP | ORGANIZATION | CAPITAL | PREPOSITION | CONJUNCTION


def any_of(classes: Iterable[int], wanted: int) -> bool:
    """Whether one of several words is of any of the classes ``wanted``."""
    for bits in classes:  # noqa: SIM110, any() takes twice as long
        if bits & wanted:
            return True
    return False
