"""Texts whose letters are all small, or all capitals: their words as a text in both would write them.

Only the column of words is written anew, and the classes that follow from it; the text stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from quoteattr.lang import classes as c
from quoteattr.lang.letters import CAPITAL, LETTER
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Tokens
from quoteattr.text.tokens import count, made_of

_LEAST = 4  # words of a text that has a letter case
_SHARE = 50  # one word in so many may be of the other case
_LABEL = regex.compile(r"^([^\n:“”\"]{1,60}):\s", regex.M)
_FINITE = ("past", "s")  # forms of "said" and "says"
_SMALL = regex.compile(rf"(?!{CAPITAL}){LETTER}")
_ORDINARY = (
    c.COMMON | c.DETERMINER | c.PRONOUN | c.PREPOSITION | c.CONJUNCTION | c.SUBORDINATOR | c.COMPLEMENTIZER
    | c.RELATIVE | c.AUXILIARY | c.MODAL | c.NEGATION | c.WH | c.ADVERB | c.INTERJECTION | c.REPORTING
    | c.ROLE_OR_TITLE | c.GROUP | c.ORGANIZATION
)  # fmt: skip
_ALWAYS_NAMES = c.PLACE | c.DEMONYM | c.CALENDAR | c.MEDIA
_LONGEST_NAME = 4  # words of an organisation or a place


def recased(text: str, tokens: Tokens, pack: Pack) -> Tokens:
    """``tokens`` with capitals where a text in both cases has them: at names and sentence starts. The same
    tokens where the text has both."""
    if not (_is_small(tokens) or _is_shouted(text, tokens, pack)):
        return tokens
    lower = tuple([word.lower() for word in tokens.words])
    classes = tuple(map(pack.classes.__getitem__, map(_capitalised, lower)))
    wanted = {*_names(lower, classes, pack), *_listed(lower, pack), *_starts(text, tokens, lower, classes)}
    wanted |= {i for i, word in enumerate(lower) if _capitalised(word) in pack.words.reading.always_capital}
    words = tuple([_capitalised(word) if i in wanted else word for i, word in enumerate(lower)])
    return made_of(tokens.starts, tokens.ends, words, pack)


def _is_small(tokens: Tokens) -> bool:
    """Whether (nearly) no word has a capital."""
    size = len(tokens.words)
    words, capitals = count(tokens, c.WORD, size), count(tokens, c.CAPITAL, size)
    return words >= _LEAST and capitals * _SHARE <= words


def _is_shouted(text: str, tokens: Tokens, pack: Pack) -> bool:
    """Whether (nearly) all words are in capitals; labels in front of lines are read by their capitals."""
    if count(tokens, c.WORD, len(tokens.words)) > count(tokens, c.CAPITAL, len(tokens.words)):
        return False  # most texts
    if sum(map(len, tokens.words)) <= _LEAST or _SMALL.search(text):
        return False
    return not any(_names_voice(found[1], pack) for found in _LABEL.finditer(text))


def _names_voice(label: str, pack: Pack) -> bool:
    """Whether no word in front of a colon but the first is of saying: "ANA RUIZ:", not "ANA RUIZ TOLD
    US:"."""
    words = label.lower().split()[1:]
    return all(form not in _FINITE for word in words for _, form in pack.verb_forms.get(word, ()))


def _capitalised(word: str) -> str:
    return word[:1].upper() + word[1:]


def _names(words: Sequence[str], classes: Sequence[int], pack: Pack) -> set[int]:
    """The tokens of people's names: a first name and what follows it, what follows a title, a surname beside
    a verb that reports, and all of these again."""
    found: set[int] = set()
    for i, bits in enumerate(classes):
        if i not in found and _begins_name(classes, i):
            found.update(_name_from(words, classes, i, pack))
        elif bits & c.TITLE and not bits & c.PLACE:
            found.update(_behind_title(words, classes, i, pack))
        elif bits & c.SURNAME and not bits & (_ORDINARY | c.AMBIGUOUS_NAME) and _reports_beside(classes, i):
            found.add(i)
    again = {words[i] for i in found if not classes[i] & _ORDINARY}
    return found | {i for i, word in enumerate(words) if word in again}


def _begins_name(classes: Sequence[int], i: int) -> bool:
    """Whether a first name that is no other word stands at ``i``, or one that is, in front of a surname."""
    bits, following = classes[i], classes[i + 1] if i + 1 < len(classes) else 0
    if not bits & c.FIRST_NAME or bits & (c.MODAL | c.AUXILIARY | c.PREPOSITION):
        return False
    if not bits & (_ORDINARY | c.AMBIGUOUS_NAME):
        return True
    return bool(following & c.SURNAME) and not following & (_ORDINARY | c.AMBIGUOUS_NAME)


def _name_from(words: Sequence[str], classes: Sequence[int], i: int, pack: Pack) -> Iterator[int]:
    yield i
    k = i + 1
    while k < len(words) and k - i < _LONGEST_NAME:
        if classes[k] & c.INITIAL and len(words[k]) == 1 and words[k + 1 : k + 2] == (".",):
            yield k
            k += 1
        elif not _may_follow(words[k], classes[k], pack) and not _ends_name(words, classes, k):
            return
        else:
            yield k
        k += 1


def _ends_name(words: Sequence[str], classes: Sequence[int], k: int) -> bool:
    """Whether a surname that is a word for a thing, too, stands in front of a mark or a verb that reports:
    "carl booth said"; it is the last of a name."""
    things = c.COMMON | c.ROLE_OR_TITLE | c.ORGANIZATION | c.GROUP
    if not classes[k] & c.SURNAME or classes[k] & _ORDINARY & ~things:
        return False
    return k + 1 == len(words) or not classes[k + 1] & c.WORD or bool(classes[k + 1] & c.REPORTING_VERB)


def _may_follow(word: str, bits: int, pack: Pack) -> bool:
    """Whether a word can be the surname behind a first name: none that sentences have there."""
    if not bits & c.WORD or bits & c.CALENDAR:
        return False
    if bits & c.SURNAME:
        return not bits & (_ORDINARY & ~c.ROLE_OR_TITLE & ~c.ORGANIZATION)
    endings = pack.words.proposals.past_endings + pack.words.proposals.ing_endings
    return not bits & _ORDINARY and not word.endswith(endings)


def _behind_title(words: Sequence[str], classes: Sequence[int], i: int, pack: Pack) -> Iterator[int]:
    """The tokens of a name behind the title at ``i``: "mrs holm", "mayor lena voss"; a title in front of a
    name has a capital, too."""
    first = i + 1 + (words[i + 1 : i + 2] == (".",))
    if first >= len(words) or not _may_follow(words[first], classes[first], pack):
        return
    shortened = classes[i] & c.TITLE_ABBREVIATION
    if shortened or classes[first] & c.GIVEN_OR_SURNAME:
        yield i
        yield from _name_from(words, classes, first, pack)


def _reports_beside(classes: Sequence[int], i: int) -> bool:
    """Whether a verb that reports stands in front of the token, or behind it."""
    before = i > 0 and classes[i - 1] & c.REPORTING_VERB
    return bool(before or (i + 1 < len(classes) and classes[i + 1] & c.REPORTING_VERB))


def _listed(words: Sequence[str], pack: Pack) -> Iterator[int]:
    """The tokens of places, of months and days, of organisations of several words."""
    for i, word in enumerate(words):
        bits = pack.classes[_capitalised(word)]
        if bits & _ALWAYS_NAMES and not bits & (c.COMMON | c.MODAL | c.REPORTING):
            yield i
        for last in range(i + 2, min(i + _LONGEST_NAME, len(words)) + 1):
            phrase = " ".join(words[i:last])
            if phrase in pack.organizations or phrase in pack.places:
                yield from range(i, last)


def _starts(text: str, tokens: Tokens, words: Sequence[str], classes: Sequence[int]) -> Iterator[int]:
    """The first tokens of sentences, also in marks."""
    fresh = True  # whether a sentence may start here
    for i, bits in enumerate(classes):
        if bits & c.WORD_OR_NUMBER:
            if fresh or (i and "\n" in text[tokens.ends[i - 1] : tokens.starts[i]]):
                yield i
            fresh = False
        elif bits & c.TERMINATOR:
            fresh = not (i and classes[i - 1] & c.SHORTENED and words[i] == ".")
        elif bits & c.QUOTE_MARK and not bits & c.CLITIC:
            opens = not i or tokens.starts[i] > tokens.ends[i - 1]
            fresh = fresh or (opens and (not i or words[i - 1] in (",", ":")))
