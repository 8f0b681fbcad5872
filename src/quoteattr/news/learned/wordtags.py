"""One coarse tag for each token: what the learned parts know of a word besides the word itself.

Never the letters of a name: names are PERSON or NAME, whatever they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial, reduce
from operator import or_
from typing import Literal, get_args

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.lang.words.news import LearnedWords
from quoteattr.news.rules.view import View
from quoteattr.remembered import Remembered

Tag = Literal[
    "NONE", "QUOTE", "COMMA", "STOP", "COLON", "SEMICOLON", "DASH", "OPEN", "CLOSE", "OTHER", "CLITIC",
    "NUMBER", "PERSON", "NAME", "PRONOUN", "POSSESSIVE", "I", "THAT", "TO", "RELATIVE", "WH", "AND", "MODAL",
    "BE", "AUXILIARY", "NOT", "SUBORDINATOR", "PREPOSITION", "OF", "DETERMINER", "CALENDAR", "SAID", "SAYS",
    "SAY", "SAYING", "CLAIM", "ROLE", "GROUP", "ORGANIZATION", "DOCUMENT", "TITLE", "CAPITAL", "ADVERB",
    "ING", "ED", "WORD",
]  # fmt: skip
# The weights know a tag by this number.
TAG: dict[str, int] = {name: number for number, name in enumerate(get_args(Tag))}
_PUNCTUATION: dict[str, Tag] = {
    ",": "COMMA", ":": "COLON", ";": "SEMICOLON", "-": "DASH", "–": "DASH", "—": "DASH", "--": "DASH",
    "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE",
}  # fmt: skip
_OF_CUE: dict[str, Tag] = {
    "past": "SAID", "participle": "SAID", "s": "SAYS", "base": "SAY", "ing": "SAYING", "noun": "CLAIM",
}  # fmt: skip
# The first that fits: "to" is a preposition and a conjunction, "her" a possessive and a pronoun.
_BY_CLASS: tuple[tuple[int, Tag], ...] = (
    (c.CLITIC, "CLITIC"), (c.NUMBER, "NUMBER"),
    (c.MODAL, "MODAL"), (c.NEGATION, "NOT"), (c.AUXILIARY, "AUXILIARY"), (c.CONJUNCTION, "AND"),
    (c.SUBORDINATOR, "SUBORDINATOR"), (c.PREPOSITION, "PREPOSITION"), (c.POSSESSIVE_PRONOUN, "POSSESSIVE"),
    (c.WH, "WH"), (c.DETERMINER, "DETERMINER"), (c.PRONOUN, "PRONOUN"), (c.CALENDAR, "CALENDAR"),
    (c.ROLE, "ROLE"), (c.GROUP, "GROUP"), (c.ORGANIZATION | c.MEDIA, "ORGANIZATION"),
    (c.DOCUMENT, "DOCUMENT"), (c.TITLE, "TITLE"),
)  # fmt: skip
_CLASSED = reduce(or_, [mask for mask, _ in _BY_CLASS])


@lru_cache(maxsize=8)
def _tags_of(pack: Pack) -> Remembered[str, int]:
    """word -> the number of its tag by itself."""
    listed = pack.words.learned
    tagged = {word: TAG[tag] for tag, words in listed.tagged.items() for word in words}
    return Remembered(partial(_tag, pack.classes, tagged, listed))


def _tag(classes: Mapping[str, int], tagged: Mapping[str, int], listed: LearnedWords, word: str) -> int:
    """The number of a word's tag; ``tagged`` are the words that have one of their own."""
    bits = classes[word]
    if not bits & c.WORDLIKE:
        return TAG[_PUNCTUATION.get(word, "STOP" if bits & c.TERMINATOR else "OTHER")]
    if bits & _CLASSED:
        own = tagged.get(word.lower().replace("’", "'"))
        return own or next(TAG[tag] for mask, tag in _BY_CLASS if bits & mask)
    if bits & c.CAPITAL:
        return TAG["CAPITAL"]
    if bits & c.ADVERB or word.endswith(listed.adverb_ends):
        return TAG["ADVERB"]
    if word.endswith(listed.ing_ends):
        return TAG["ING"]
    return TAG["ED" if word.endswith(listed.past_ends) else "WORD"]


def tag_tokens(view: View) -> list[int]:
    """The tag of every token; names and cues by the stages that found them."""
    tags = list(map(_tags_of(view.pack).__getitem__, view.words))
    person, name = TAG["PERSON"], TAG["NAME"]
    for reference in view.names:
        tag = person if reference.mention.kind == "name" else name
        for i in range(reference.first, reference.last):
            tags[i] = tag
    for use in view.cues:
        tag = TAG[_OF_CUE.get(use.form, "SAID")]
        for i in range(use.first, use.last):
            tags[i] = tag
    return tags
