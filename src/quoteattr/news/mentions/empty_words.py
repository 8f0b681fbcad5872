"""Words at the ends of a run of capitals whose capital says nothing: they begin a sentence, or are a date."""

from __future__ import annotations

from collections.abc import Set

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.single_words import describes, is_two_syllables
from quoteattr.stage_values import Segmented

FUNCTION = (
    c.DETERMINER
    | c.PRONOUN
    | c.PREPOSITION
    | c.CONJUNCTION
    | c.SUBORDINATOR
    | c.COMPLEMENTIZER
    | c.RELATIVE
    | c.AUXILIARY
    | c.MODAL
    | c.NEGATION
    | c.WH
    | c.INTERJECTION
)
_OPENING = 2  # words of "I MET"
_LETTERS = 10  # the most of what is named by letters
ORDINARY = c.COMMON | FUNCTION | c.REPORTING_VERB
EMPTY = FUNCTION | c.CALENDAR
_OF_PERSON = c.GIVEN_OR_SURNAME | c.TITLE  # "Pastor April", "Salam Jan"
_NAME_NEXT = c.UNLISTED | c.FIRST_NAME
_GOES_WITH_NEXT = c.ROLE_OR_TITLE | c.ORGANIZATION | c.GROUP | c.DEMONYM | c.PARTICLE


def without_empty_ends(
    segmented: Segmented,
    piece: list[int],
    sentence_first: int,
    headline: bool,
    named: Set[tuple[str, ...]],
    pack: Pack,
) -> list[int]:
    """The piece without words at its ends whose capital says nothing; ``named``: those whose capital does."""
    words = segmented.tokens.words
    first, last = _behind_opening(segmented, piece), len(piece)
    nobody = _is_cry(segmented, piece) or (headline and _is_counted(segmented, piece))
    if nobody and (words[piece[0]],) not in named:
        return []
    while first < last and _is_empty_front(segmented, piece[first:last], sentence_first, headline, pack):
        if first + 1 < last and is_two_syllables(words[piece[first + 1]], pack):
            break  # "Lo Kin-hei"
        if (words[piece[first]],) in named or tuple([words[i] for i in piece[first : first + 2]]) in named:
            break
        first += 1
    while last > first and _is_empty_end(segmented, piece[first:last], (words[piece[last - 1]],) in named):
        last -= 1
    return piece[first:last]


def _behind_opening(segmented: Segmented, piece: list[int]) -> int:
    """How many words of the piece are "I" and the verb in capitals that open a column: "I MET | Ana"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if len(piece) == 1 or not classes[piece[0]] & c.SUBJECT_PRONOUN or piece[1] != piece[0] + 1:
        return 0
    verb = classes[piece[1]] & c.UPPER and not classes[piece[1]] & c.GIVEN_OR_SURNAME
    return _OPENING if verb and len(words[piece[1]]) > 1 else 0


def _is_cry(segmented: Segmented, piece: list[int]) -> bool:
    """Whether it is one word of no list in capitals, longer than what is named by letters: "HAHAHAHAHAHA"."""
    tokens, i = segmented.tokens, piece[0]
    return len(piece) == 1 and tokens.classes[i] == c.UNLISTED | c.UPPER and len(tokens.words[i]) > _LETTERS


def _is_counted(segmented: Segmented, piece: list[int]) -> bool:
    """Whether an unlisted word stands in what is counted: "8 | Passive | Aggressive Things"."""
    classes, i = segmented.tokens.classes, piece[0]
    if len(piece) > 1 or classes[i] != c.UNLISTED or i == 0 or i + 1 == len(classes):
        return False
    return bool(classes[i - 1] & c.NUMBER and classes[i + 1] & c.CAPITAL and classes[i + 1] & ORDINARY)


def _is_empty_end(segmented: Segmented, piece: list[int], named: bool) -> bool:
    """Whether the last word says nothing: a date or a function word, but not the surname of Theresa May, Mr.
    Jan; ``named``: its capital says something elsewhere."""
    classes, last = segmented.tokens.classes, piece[-1]
    bits = classes[last]
    if bits & c.SUBJECT_PRONOUN:
        return len(piece) > 1
    if not bits & EMPTY or bits & c.UPPER:
        return False
    if bits & c.PRONOUN or sum(classes[last + 1 : last + 2]) & c.NUMBER:
        return True
    person = (
        named or _is_behind_person(classes, piece) if bits & c.FIRST_NAME else is_full_name(classes, piece)
    )
    return not person


def _is_behind_person(classes: tuple[int, ...], piece: list[int]) -> bool:
    """Whether a title or a part of a person's name, no place, stands in front of the last word."""
    front = sum(classes[i] for i in piece[-2:-1])
    return bool(front & _OF_PERSON) and not front & (c.PLACE | c.GROUP)


def is_full_name(classes: tuple[int, ...], piece: list[int]) -> bool:
    return len(piece) == 2 and bool(classes[piece[0]] & c.FIRST_NAME and classes[piece[1]] & c.SURNAME)


def _is_empty_front(
    segmented: Segmented, piece: list[int], sentence_first: int, headline: bool, pack: Pack
) -> bool:
    """Whether the capital of the first word says nothing: it starts a sentence, or is a function word's."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    first = piece[0]
    bits = classes[first]
    if bits & c.INITIAL and words[first + 1 : first + 2] == (".",) and _is_initial(classes, piece):
        return False  # "I. Charles McCullough" begins with no pronoun
    starts = headline or first == sentence_first or _behind_a_mark(segmented, first)
    if starts and _ordinary(classes, piece):
        return headline or not _names_institution(segmented, piece)
    if first == sentence_first and len(piece) == 1 and describes(words[first], pack):
        return True
    if not bits & EMPTY or bits & c.UPPER:
        return False
    return not is_full_name(classes, piece) or (starts and not _is_month_name(segmented, piece))


def _is_initial(classes: tuple[int, ...], piece: list[int]) -> bool:
    """Whether a letter and its period stand in front of a name, no number of a list: "P. Xyloq"."""
    return len(piece) > 2 or (len(piece) > 1 and not classes[piece[1]] & (ORDINARY | c.ROLE_OR_TITLE))


def _is_month_name(segmented: Segmented, piece: list[int]) -> bool:
    """Whether the first name is a month, and no date: "June Doe", but not "June 3"."""
    classes, behind = segmented.tokens.classes, piece[-1] + 1
    bits = classes[piece[0]]
    return bool(
        bits & c.CALENDAR and not bits & c.MODAL and behind < len(classes) and classes[behind] & c.WORD
    )


def _names_institution(segmented: Segmented, piece: list[int]) -> bool:
    """Whether an ordinary word goes on with a name that is nobody's: "World Bank", "Just Stop Oil", "Marks &
    Spencer"; before a person or letters it does not: "Yesterday Ana Ruiz", "Still NATO"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if len(piece) < 2 or classes[piece[0]] & (EMPTY | c.REPORTING_VERB):
        return False
    if any(classes[i] & c.ROLE_OR_TITLE for i in piece[1:]):
        return False  # "Former Finance Minister"
    if words[piece[1]] == "&":
        return True
    bits = classes[piece[1]]
    if classes[piece[0]] & c.ADVERB or bits & (
        c.UPPER | c.GIVEN_OR_SURNAME | c.ROLE_OR_TITLE | c.PLACE | c.DEMONYM
    ):
        return bool(bits & c.ORGANIZATION) and not classes[piece[0]] & c.ADVERB
    return bool(bits & (c.COMMON | c.ORGANIZATION))


def _behind_a_mark(segmented: Segmented, i: int) -> bool:
    """Whether no word stands in front of token ``i``, nor a comma, a hyphen or "&" that goes on with one."""
    tokens = segmented.tokens
    return not tokens.classes[i - 1] & c.WORDLIKE and tokens.words[i - 1] not in ",-&"


def _ordinary(classes: tuple[int, ...], piece: list[int]) -> bool:
    """Whether the first word of the piece is an ordinary word that merely starts a sentence."""
    bits = classes[piece[0]]
    if bits & c.REPORTING_VERB and bits & c.COMMON:
        return True  # "Said Doe" turned round, though Said is a first name
    if not bits & (c.COMMON | c.ADVERB):
        return False
    if bits & _GOES_WITH_NEXT and len(piece) > 1:
        return False
    following = classes[piece[1]] if len(piece) > 1 else c.COMMON
    named_next = following & (c.SURNAME | c.INITIAL) or not following & ~_NAME_NEXT  # "Grace Xyloq"
    return not (bits & c.FIRST_NAME and named_next)
