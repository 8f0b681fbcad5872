"""What stands around capitalised words and shows a person: a verb of saying, an age, a job."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented

_OPENS_ASIDE = c.WH | c.NUMBER | c.DETERMINER | c.PREPOSITION  # "Price, in her last year, cried"
_NO_VERB = c.NOMINAL_STOP | c.DETERMINING | c.PRONOUN | c.ROLE | c.GROUP
_LONGEST_ROLE = 8  # tokens between the role and the name behind it: "the mayor of Lund, Ana Ruiz,"
_ENDS_PHRASE = c.HELPING_VERB | c.REPORTING_VERB | c.PRONOUN
_ENDS_NAME = ((",",), ("(",), (".",))
_REACH = 3  # adverbs between a name and its verb
_FINITE = ("past", "s")


def stands_as_name(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether the word at token ``i``, whose capital says nothing, stands as a subject that speaks or acts:
    "Young said", "said Young", "Young, who scored", "Young, wearing red", "Young’s goal"."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    behind = classes[i + 1] if i + 1 < len(words) else 0
    if classes[i] & c.CALENDAR and (behind & c.NUMBER or not classes[i] & c.FIRST_NAME):
        return bool(behind & c.REPORTING_VERB)
    if classes[i] & c.PRONOUN:
        return False
    if i and classes[i - 1] & c.REPORTING_VERB:
        return True
    return _is_subject(segmented, i, _over_adverbs(segmented, i + 1, i + _REACH), pack)


def _is_subject(segmented: Segmented, i: int, k: int, pack: Pack) -> bool:
    """Whether what stands at token ``k`` shows that the word at ``i`` is a subject."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    if k >= len(words) or classes[k] & c.CAPITAL:
        return False
    if words[k] == ",":
        doing = k + 1 < len(words) and words[k + 1].endswith(pack.words.proposals.ing_endings)
        return doing or (k + 1 < len(words) and bool(classes[k + 1] & _OPENS_ASIDE))
    return bool(classes[k] & (c.VERBAL | c.CLITIC)) or _acts(segmented, i, k, pack)


def _acts(segmented: Segmented, i: int, k: int, pack: Pack) -> bool:
    """Whether the small word at ``k`` is what the word at ``i`` does: "Frost almost | hung up", "Grace |
    deals with", no noun as in "Young | voters of"."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    if not classes[k] & c.WORD or classes[k] & _NO_VERB:
        return False
    if k > i + 1 or words[k].endswith(pack.words.mentions.past_endings):
        return True
    behind = classes[k + 1] if k + 1 < len(words) else 0
    does = classes[i] & c.FIRST_NAME and words[k].endswith(pack.words.mentions.third_endings)
    return bool(does and behind & (c.DETERMINING | c.PREPOSITION))


def _over_adverbs(segmented: Segmented, k: int, end: int) -> int:
    classes = segmented.tokens.classes
    end = min(len(classes), end)
    while k < end and classes[k] & c.ADVERB:
        k += 1
    return k


def is_presented(segmented: Segmented, first: int, last: int, pack: Pack) -> bool:
    """Whether what stands beside the name at tokens ``first`` to ``last`` (inclusive) is said of a person:
    "Rebecca Hall, 34", "Rebecca Hall, a nurse", "Rebecca Hall, who", "Rebecca Hall said", "said Hall"."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    if (first and classes[first - 1] & c.REPORTING_VERB) or is_apposed(segmented, first, last):
        return True
    if last + 2 < len(words) and words[last + 1] == ",":
        bits = classes[last + 2]
        if bits & c.WH or (bits & c.NUMBER and words[last + 2].isdecimal() and len(words[last + 2]) == 2):
            return True
        return bool(bits & c.DETERMINER) and role_follows(segmented, last + 3)
    return stands_as_name(segmented, last, pack) and bool(classes[last + 1] & c.REPORTING_VERB)


def is_apposed(segmented: Segmented, first: int, last: int) -> bool:
    """Whether the name at tokens ``first`` to ``last`` (inclusive) stands behind a role and a comma, and ends
    there: "the clerk, Rebecca Hall,", "Minister of Natural Resources, Rebecca Hall (left)"."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    closed = words[last + 1 : last + 2] in _ENDS_NAME
    return closed and first > 1 and words[first - 1] == "," and _ends_role(classes, first - 2)


def _ends_role(classes: Sequence[int], last: int) -> bool:
    """Whether a role, or a phrase with "of" behind it, ends with token ``last``."""
    for i in range(last, max(-1, last - _LONGEST_ROLE), -1):
        bits = classes[i]
        if bits & c.ROLE_OR_TITLE:
            return i == last or bool(classes[i + 1] & c.PREPOSITION)
        if not bits & (c.WORD | c.CLITIC) or (bits & _ENDS_PHRASE and not bits & c.CLITIC):
            return False
    return False


def is_aged_or_who(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether an age or "who" stands at token ``i``, behind a name and its comma."""
    word = segmented.tokens.words[i]
    return (word.isdecimal() and len(word) == 2) or word.lower() in pack.words.resolution.personal_relatives


def speaks(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether the word at token ``i`` alone is the subject of a verb of saying: "Pay said", "says Pay"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if i and classes[i - 1] & (c.DETERMINING | c.CAPITAL | c.CLITIC):
        return False
    k = _over_adverbs(segmented, i + 1, i + _REACH)
    if k < len(words) and says(words[k], pack):
        return True
    closed = i + 1 >= len(words) or not classes[i + 1] & c.WORDLIKE
    return i > 0 and closed and says(words[i - 1], pack)


def says(word: str, pack: Pack) -> bool:
    """Whether the word is a finite form of a verb of saying: "said", "warns"."""
    verbs = pack.reporting["verbs"]
    for lemma, form in pack.verb_forms.get(word, ()):
        if form in _FINITE and verbs[lemma]["act"] == "speech":
            return True
    return False


def role_follows(segmented: Segmented, start: int) -> bool:
    """Whether a role stands in the noun phrase that goes on at ``start``: "a | retired fisherman"."""
    for bits in segmented.tokens.classes[start : start + 4]:
        if bits & (c.ORGANIZATION | c.MEDIA | c.NOMINAL_STOP) or not bits & c.WORD:
            return False
        if bits & c.ROLE:
            return True
    return False


def is_relative(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether the word at token ``i`` follows a noun that shows a gender: "his wife Sri", "his wife,
    Sri,"."""
    words, k = segmented.tokens.words, i - 1
    if k > 0 and words[k] == ",":
        k = k - 1 if words[i + 1 : i + 2] == (",",) else -1
    return k > 0 and pack.gender_of_role(words[k]) is not None


def opens_as_participle(segmented: Segmented, i: int, pack: Pack) -> bool:
    """Whether the word at token ``i`` is a participle that opens a sentence: "Sentencing, the judge said",
    "Delaying the work"."""
    words, bits = segmented.tokens.words, segmented.tokens.classes[i]
    behind = sum(segmented.tokens.classes[i + 1 : i + 2])
    if (words[i + 1 : i + 2] != (",",) and not behind & c.DETERMINING) or bits & c.GIVEN_OR_SURNAME:
        return False
    if i and segmented.tokens.classes[i - 1] & c.WORDLIKE:
        return False
    return words[i].endswith(pack.words.proposals.ing_endings)
