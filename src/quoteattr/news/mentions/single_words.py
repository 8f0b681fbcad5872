"""Capitalised words that stand alone: whether they name nobody, or somebody whom no list has."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.letters import bare
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.presented import role_follows
from quoteattr.stage_values import Segmented

_SHORTEST_SYLLABLE, LONGEST_SYLLABLE = 2, 6  # letters
_NOT_A_PERSON = (
    c.ORGANIZATION | c.COMPANY_SUFFIX | c.MEDIA | c.CALENDAR | c.COMMON | c.PLACE | c.DEMONYM | c.GROUP
)


def names_nobody(word: str, bits: int, pack: Pack) -> bool:
    """Whether a capitalised word alone names nobody: "I", "A" before a colon, "Texas-based"."""
    if bits & c.PRONOUN or len(bare(word)) == 1 or word[1:2] == "-":
        return True  # also "(R-Ohio)"
    if word.endswith(pack.words.resolution.age_ends):
        return True  # "Sixty-year-old farmer"
    _, hyphen, end = word.rpartition("-")
    return bool(hyphen) and end.islower() and end in pack.words.mentions.adjective_ends


def introduced(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether the text presents an unknown word as a person: "Karjono, a fisherman", "Karjono, who",
    "HOLLOWAY:"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if i + 3 >= len(words) or classes[i] & _NOT_A_PERSON:
        return False
    if _is_behind_office(segmented, i):
        return True
    if classes[i] & c.UPPER:
        return bool(classes[i] & c.SURNAME) and _is_label(segmented, i)
    if i and (words[i - 1].lower() in pack.offices["locative"] or classes[i - 1] & c.DETERMINER):
        return False  # "a stop in Karjono, the manager said"; "the Karjonos, the coach said"
    return words[i + 1] == "," and _is_said_of_person(segmented, i + 2, pack)


def _is_behind_office(segmented: Segmented, i: int) -> bool:
    """Whether an office in small letters stands right in front: "agency head | Karjono"."""
    tokens, bits = segmented.tokens, segmented.tokens.classes[i - 1] if i else 0
    office = bits & c.ROLE and bits & (c.TITLE | c.TITLE_PREFIX) and not bits & c.CAPITAL
    return bool(office) and tokens.starts[i] - tokens.ends[i - 1] == 1


def _is_said_of_person(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether "who", an age or a role stands at token ``i``."""
    words, bits = segmented.tokens.words, segmented.tokens.classes[i]
    if words[i] in pack.words.resolution.personal_relatives:
        return True
    if bits & c.NUMBER:  # an age: "Karjono, 52, …"
        return words[i].isdecimal() and len(words[i]) == 2 and words[i + 1] == ","
    return bool(bits & c.DETERMINER) and role_follows(segmented, i + 1)


def _is_label(segmented: Segmented, i: int) -> bool:
    words, classes = segmented.tokens.words, segmented.tokens.classes
    return words[i + 1] == ":" and (i == 0 or not classes[i - 1] & c.WORD_OR_NUMBER)


def is_two_syllables(word: str, pack: Pack) -> bool:
    """Whether the word is a given name of two syllables as in Hong Kong and Korea: "Kin-hei", no
    "Oxford-educated"."""
    first, hyphen, second = word.partition("-")
    if not hyphen or not second.islower() or not second.isalpha():
        return False
    if not _SHORTEST_SYLLABLE <= len(first) <= LONGEST_SYLLABLE or len(second) > LONGEST_SYLLABLE:
        return False
    lists = pack.words.mentions
    known = pack.classes[second] & (c.COMMON | c.PREPOSITION) or second in lists.adjective_ends
    return not known and first.lower() not in lists.prefixes


def describes(word: str, pack: Pack) -> bool:
    """Whether the capital of a word with a hyphen only begins a sentence: "Second-year", "Six-foot"."""
    front, _, end = word.rpartition("-")
    if not front or not end.islower() or is_two_syllables(word, pack):
        return False
    first = pack.classes[front.lower()]
    return bool(first & c.COMMON) and not (first | pack.classes[end]) & c.FIRST_NAME
