"""Whether what looks like a verb is a noun or an adjective: "the claims", "his reported wealth"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.cues.verb_group import subject_clitic
from quoteattr.stage_values import Segmented

_NO_PLURAL = c.CAPITAL | c.PRONOUN | c.ADVERB | c.AUXILIARY | c.CALENDAR | c.ORGANIZATION
_OPENS_CLAUSE = c.SUBORDINATOR | c.ADVERB | c.COMPLEMENTIZER
_CONTENT = c.DETERMINING | c.COMPLEMENTIZER | c.PRONOUN | c.CALENDAR
_ENDS_PHRASE = c.CAPITAL | c.NOMINAL_STOP | c.PRONOUN


def is_nominal(segmented: Segmented, first: int, i: int, form: str, pack: Pack) -> bool:
    """Whether the word at token ``i``, not the first one, is no verb, by what stands in front of it."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    before, word = classes[i - 1], words[i - 1]
    if _is_possessive(classes, i - 1, word, pack):
        return form != "past" or not _opens_content(classes, i + 1)  # "McDonald’s said it", that is its name
    if _is_determiner(before, word, form, pack):
        return True
    if before & c.PREPOSITION and form in ("s", "base", "past", "participle"):
        return not before & _OPENS_CLAUSE
    if form == "s" and (before & c.NUMBER or _is_plural(word, before, pack)):
        return True
    if form == "base" and i - 2 > first and _is_possessive(classes, i - 2, words[i - 2], pack):
        return not before & c.GROUP and not _is_plural(
            word, before & ~c.CAPITAL, pack
        )  # "Doe's office claim"
    behind = form in ("base", "s") and _is_behind_determiner(classes, first, i)
    return behind and not _says_behind_noun(segmented, i, form, pack)


def _says_behind_noun(segmented: Segmented, i: int, form: str, pack: Pack) -> bool:
    """Whether a clause behind the word shows it to be the verb of the noun in front: "the law | says that",
    "some firms | claim that"."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    if i + 1 >= len(classes) or not classes[i + 1] & c.COMPLEMENTIZER:
        return False
    return form == "s" or _is_plural(words[i - 1], classes[i - 1], pack)


def _is_determiner(bits: int, word: str, form: str, pack: Pack) -> bool:
    if not bits & c.DETERMINING or bits & (c.PRONOUN & ~c.POSSESSIVE_PRONOUN):
        return False
    # "this said", "that claims": the determiner may be the subject itself
    return form == "ing" or word.lower() not in pack.words.cues.alone


def _is_possessive(classes: tuple[int, ...], k: int, word: str, pack: Pack) -> bool:
    clitic = classes[k] & c.CLITIC and word[1:].lower() in pack.words.cues.possessive_clitics
    return bool(clitic) and not subject_clitic(classes, k)


def _opens_content(classes: tuple[int, ...], i: int) -> bool:
    """Whether what was said may start at token ``i``, or a tag ends there; no noun goes on."""
    bits = classes[i] if i < len(classes) else 0
    return bool(bits & _CONTENT) or not bits & c.WORDLIKE


def _is_plural(word: str, bits: int, pack: Pack) -> bool:
    """Whether a lower-case word looks like a plural, which "-s" verbs never follow."""
    if bits & _NO_PLURAL or not bits & c.WORD:
        return False
    words = pack.words.cues
    return word.endswith(words.plural_ends) and not word.endswith(words.no_plural_ends)


def _is_behind_determiner(classes: tuple[int, ...], first: int, i: int) -> bool:
    """Whether a determiner stands one or two plain words in front: "an unprompted call"."""
    for k in range(i - 1, max(first, i - 3) - 1, -1):
        if classes[k] & c.DETERMINING:
            return k < i - 1 and not classes[i - 1] & (c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT)
        if not classes[k] & c.WORD or classes[k] & _ENDS_PHRASE:
            return False
    return False
