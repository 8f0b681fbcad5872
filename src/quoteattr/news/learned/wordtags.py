"""One coarse tag for each token: what the learned parts know of a word besides the word itself.

Never the letters of a name: names are PERSON or NAME, whatever they are.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_
from typing import Literal, get_args

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.rules.view import View

Tag = Literal[
    "NONE", "QUOTE", "COMMA", "STOP", "COLON", "SEMICOLON", "DASH", "OPEN", "CLOSE", "OTHER", "CLITIC",
    "NUMBER", "PERSON", "NAME", "PRONOUN", "POSSESSIVE", "I", "THAT", "TO", "RELATIVE", "WH", "AND", "MODAL",
    "BE", "AUXILIARY", "NOT", "SUBORDINATOR", "PREPOSITION", "OF", "DETERMINER", "CALENDAR", "SAID", "SAYS",
    "SAY", "SAYING", "CLAIM", "ROLE", "GROUP", "ORGANIZATION", "DOCUMENT", "TITLE", "CAPITAL", "ADVERB",
    "ING", "ED", "WORD",
]  # fmt: skip
TAG: dict[str, int] = {
    name: number for number, name in enumerate(get_args(Tag))
}  # as the weights number them
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
    (c.DOCUMENT, "DOCUMENT"), (c.TITLE, "TITLE"), (c.CAPITAL, "CAPITAL"),
)  # fmt: skip
_ANY_CLASS = reduce(or_, [mask for mask, _ in _BY_CLASS])
_REMEMBERED = 20_000


class _Tags(dict[str, int]):
    """word -> the number of its tag by itself, by a pack; computed at first sight, then remembered."""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self._classes = pack.classes
        self._words = pack.words.learned
        self._own = {word: tag for tag, words in self._words.tagged.items() for word in words}

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        tag = self[word] = TAG[self._tag(word, self._classes[word])]
        return tag

    def _tag(self, word: str, bits: int) -> str:
        if not bits & c.WORDLIKE:
            return _PUNCTUATION.get(word, "STOP" if bits & c.TERMINATOR else "OTHER")
        if bits & _ANY_CLASS:
            own = self._own.get(word.lower().replace("’", "'"))
            return own or next(tag for mask, tag in _BY_CLASS if bits & mask)
        if bits & c.ADVERB or word.endswith(self._words.adverb_ends):
            return "ADVERB"
        if word.endswith(self._words.ing_ends):
            return "ING"
        return "ED" if word.endswith(self._words.past_ends) else "WORD"


_tags_of = lru_cache(maxsize=8)(_Tags)


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
