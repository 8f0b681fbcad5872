"""One coarse tag for each token: what the learned parts know of a word besides the word itself.

Never the letters of a name: names are PERSON or NAME, whatever they are.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.rules.view import View

TAGS = (
    "NONE", "QUOTE", "COMMA", "STOP", "COLON", "SEMICOLON", "DASH", "OPEN", "CLOSE", "OTHER", "CLITIC",
    "NUMBER", "PERSON", "NAME", "PRONOUN", "POSSESSIVE", "I", "THAT", "TO", "RELATIVE", "WH", "AND", "MODAL",
    "BE", "AUXILIARY", "NOT", "SUBORDINATOR", "PREPOSITION", "OF", "DETERMINER", "CALENDAR", "SAID", "SAYS",
    "SAY", "SAYING", "CLAIM", "ROLE", "GROUP", "ORGANIZATION", "DOCUMENT", "TITLE", "CAPITAL", "ADVERB",
    "ING", "ED", "WORD",
)  # fmt: skip
TAG = {name: number for number, name in enumerate(TAGS)}
_PUNCTUATION = {
    ",": "COMMA", ":": "COLON", ";": "SEMICOLON", "-": "DASH", "–": "DASH", "—": "DASH", "--": "DASH",
    "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE",
}  # fmt: skip
_WORDS = {
    **dict.fromkeys(("he", "she", "they", "it"), "PRONOUN"),
    **dict.fromkeys(("i", "we", "you"), "I"),
    **{word: word.upper() for word in ("that", "to", "of")},
    **dict.fromkeys(("who", "which", "whom", "whose"), "RELATIVE"),
    **dict.fromkeys(("be", "is", "are", "was", "were", "been", "being", "am"), "BE"),
    **dict.fromkeys(("isn't", "aren't", "wasn't", "weren't"), "BE"),
}
_FORMS = {"past": "SAID", "participle": "SAID", "s": "SAYS", "base": "SAY", "ing": "SAYING", "noun": "CLAIM"}
_BY_CLASS = (
    (c.MODAL, "MODAL"), (c.NEGATION, "NOT"), (c.AUXILIARY, "AUXILIARY"), (c.CONJUNCTION, "AND"),
    (c.SUBORDINATOR, "SUBORDINATOR"), (c.PREPOSITION, "PREPOSITION"), (c.POSSESSIVE_PRONOUN, "POSSESSIVE"),
    (c.WH, "WH"), (c.DETERMINER, "DETERMINER"), (c.PRONOUN, "PRONOUN"), (c.CALENDAR, "CALENDAR"),
    (c.ROLE, "ROLE"), (c.GROUP, "GROUP"), (c.ORGANIZATION | c.MEDIA, "ORGANIZATION"),
    (c.DOCUMENT, "DOCUMENT"), (c.TITLE, "TITLE"),
)  # fmt: skip
_CLASSED = reduce(or_, [mask for mask, _ in _BY_CLASS])
_CLASSED_OR_CAPITAL = _CLASSED | c.CAPITAL


def tag_word(word: str, bits: int) -> int:
    """The tag of a word by itself."""
    if bits & c.WORD and not bits & _CLASSED_OR_CAPITAL:  # most words, told at once
        if bits & c.ADVERB or word.endswith("ly"):
            return TAG["ADVERB"]
        return TAG["ING" if word.endswith("ing") else "ED" if word.endswith("ed") else "WORD"]
    if word in _PUNCTUATION:
        return TAG[_PUNCTUATION[word]]
    if not bits & c.WORDLIKE:
        return TAG["STOP" if bits & c.TERMINATOR else "OTHER"]
    if bits & c.CLITIC:
        return TAG["CLITIC"]
    if bits & c.NUMBER:
        return TAG["NUMBER"]
    lower = word.lower().replace("’", "'")
    if bits & _CLASSED:
        if lower in _WORDS:
            return TAG[_WORDS[lower]]
        return next(TAG[name] for mask, name in _BY_CLASS if bits & mask)
    return TAG["CAPITAL"]


_REMEMBERED = 20_000


class _Tags(dict[str, int]):
    """word -> tag, by a pack's classes; computed at first sight, then remembered."""

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self._classes = pack.classes

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        tag = self[word] = tag_word(word, self._classes[word])
        return tag


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
        tag = TAG[_FORMS.get(use.form, "SAID")]
        for i in range(use.first, use.last):
            tags[i] = tag
    return tags
