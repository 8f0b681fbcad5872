"""Whether a run of capitalised words is a personal name."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack, articled
from quoteattr.stage_values import Segmented

_LONGEST_NAME = 5  # words of a personal name, particles included
_NO_SURNAME = c.COMMON | c.PLACE | c.DEMONYM | c.GROUP
_NO_NAME = c.COMMON | c.DEMONYM | c.PLACE
_AFTER_NAME = c.PARTICLE | c.NAME_SUFFIX
_NOT_IN_PERSON = c.ORGANIZATION | c.COMPANY_SUFFIX | c.CALENDAR
ADJECTIVE_ENDS = frozenset(("based", "born", "made", "backed", "led", "area", "style", "elect", "designate"))


def is_person(segmented: Segmented, core: list[int], titled: bool, pack: Pack) -> bool:
    """Whether the words of a run, titles off, are a personal name."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    size = len(core)
    first, last = classes[core[0]], classes[core[-1]]
    # a first name may be some society's letters too: Asa, Ada
    rest = core[1:] if size == 2 and first & c.FIRST_NAME and not first & c.UPPER else core
    if size > _LONGEST_NAME:
        return False
    for i in rest:
        if classes[i] & _NOT_IN_PERSON or words[i] in ("&", "of", "for"):
            return False
    lower = " ".join([words[i].lower() for i in core])
    if lower in pack.places or pack.organizations.get(lower) is not None:
        return False
    name_words = [i for i in core if not classes[i] & _AFTER_NAME]
    if not name_words:
        return False
    if size == 1:
        if "-" in words[core[0]] and articled(words[core[0]][0].lower() + words[core[0]][1:]):
            return True
        if first & _NO_NAME and not (titled and first & c.GIVEN_OR_SURNAME):
            return False
        if titled:
            return True
        if not first & c.GIVEN_OR_SURNAME or first & c.UPPER or _located(segmented, core[0], pack):
            return False
        return not first & c.AMBIGUOUS_NAME or (
            bool(first & c.FIRST_NAME) and _amid_words(segmented, core[0])
        )
    letters = first & c.UPPER and len(words[core[0]]) > 1 and not initials(words[core[0]])
    if letters and not all(classes[i] & (c.UPPER | c.PARTICLE | c.NAME_SUFFIX) for i in core):
        return titled
    office = last & c.ROLE_OR_TITLE and not first & c.FIRST_NAME
    if office and (not last & c.SURNAME or first & (c.TITLE_PREFIX | c.COMMON)):
        return False
    things = pack.offices["thing"]
    if first & c.FIRST_NAME and not first & c.AMBIGUOUS_NAME:
        thing = (last & c.COMMON and not last & c.SURNAME) or words[core[-1]].lower() in things
        return not thing or (words[core[-1]].lower() not in things and _amid_words(segmented, core[0]))
    if first & c.INITIAL or initials(words[core[0]]):
        return bool(last & c.SURNAME) or not last & c.COMMON
    if first & _NO_SURNAME and not first & c.FIRST_NAME:
        return titled and bool(last & c.SURNAME)
    if first & c.FIRST_NAME or titled:
        return bool(last & c.SURNAME) or not last & _NO_SURNAME
    if (first & c.TITLE_PREFIX and not last & c.SURNAME) or words[core[-1]].lower() in things:
        return False
    return not any(classes[i] & (c.COMMON | c.PLACE | c.DEMONYM | c.GROUP | c.MEDIA) for i in core)


def _located(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether the word stands where places stand: "in Chelsea"."""
    return i > 0 and segmented.tokens.words[i - 1].lower() in pack.offices["locative"]


def _amid_words(segmented: Segmented, i: int) -> bool:
    """Whether only a name has a capital at token ``i``: inside a sentence, or before a reporting verb."""
    classes = segmented.tokens.classes
    inside = i > 0 and classes[i - 1] & c.WORD and not classes[i - 1] & c.CAPITAL
    return bool(inside or (i + 1 < len(classes) and classes[i + 1] & c.REPORTING_VERB))


def initials(word: str) -> bool:
    """Whether the word is initials written together: "J.R."."""
    return 3 <= len(word) <= 6 and word[1] == "." and word.replace(".", "").isupper()


def no_name(word: str, bits: int) -> bool:
    """Whether a capitalised word alone names nobody: "I", "A" before a colon, "Texas-based"."""
    if bits & c.PRONOUN or len(word) == 1 or word[1:2] == "-":
        return True  # also "(R-Ohio)"
    _, hyphen, end = word.rpartition("-")
    return bool(hyphen) and end.islower() and end in ADJECTIVE_ENDS


def introduced(segmented: Segmented, i: int) -> bool:
    """Whether the text presents an unknown word as a person: "Karjono, a fisherman", "HOLLOWAY:"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    bits = classes[i]
    if i + 3 >= len(words) or bits & (_NOT_IN_PERSON | c.COMMON | c.PLACE | c.DEMONYM | c.GROUP | c.MEDIA):
        return False
    if bits & c.UPPER:
        label = words[i + 1] == ":" and (i == 0 or not classes[i - 1] & c.WORD_OR_NUMBER)
        return label and bool(bits & c.SURNAME)
    if words[i + 1] != ",":
        return False
    if classes[i + 2] & c.NUMBER:
        return words[i + 2].isdecimal() and len(words[i + 2]) == 2 and words[i + 3] == ","
    if not classes[i + 2] & c.DETERMINER:
        return False
    for k in range(i + 3, min(i + 7, len(words))):
        if classes[k] & (c.ORGANIZATION | c.MEDIA | c.NOMINAL_STOP) or not classes[k] & c.WORD:
            return False
        if classes[k] & c.ROLE:
            return True
    return False
