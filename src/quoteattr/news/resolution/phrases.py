"""Where a noun phrase starts, and where its own words end."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.resolution.article import Article

_BEARERS = c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT | c.MEDIA | c.TITLE  # they speak for themselves
_ENDS_NUCLEUS = c.PREPOSITION | c.RELATIVE | c.SUBORDINATOR
_ENDS_PAIR = c.PREPOSITION | c.RELATIVE | c.SUBORDINATOR | c.HELPING_VERB | c.REPORTING_VERB
_ENDS_PHRASE = c.NOMINAL_STOP | c.REPORTING_VERB | c.ADVERB
_LONGEST_PAIR = 14  # tokens of "Doe, the mayor, and Roe | both"
_LONGEST_PHRASE = 8  # tokens in front of the head of a noun phrase


def phrase_start(classes: tuple[int, ...], head: int) -> int:
    """The first token of the noun phrase that ends with token ``head``."""
    first = head
    while first > 0 and head - first < _LONGEST_PHRASE:
        bits = classes[first - 1]
        if not bits & c.WORDLIKE or bits & _ENDS_PHRASE:
            break
        first -= 1
        if bits & c.DETERMINING:
            break
    return first


def with_quantifier(article: Article, first: int) -> int:
    """Where the phrase starts whose end a source is: "one of | them", "Doe and Roe | both"."""
    if first < 3:
        return first
    lists, part = article.lists, first - 2
    if article.lower(first - 1) in lists.of and (
        article.classes[part] & c.NUMBER or article.lower(part) in lists.quantifiers
    ):
        return part
    if article.lower(first) in lists.of_pairs and first - 1 in article.name_at:
        return _pair_start(article, first - 1)
    return first


def _pair_start(article: Article, start: int) -> int:
    """The first token of two joined noun phrases of which the second ends with the name at ``start``."""
    least = max(0, start + 1 - _LONGEST_PAIR)
    while start > least and _may_precede_pair(article, start - 1):
        start -= 1
    return start


def _may_precede_pair(article: Article, i: int) -> bool:
    held = i in article.name_at or not article.classes[i] & _ENDS_PAIR
    return held and article.words[i] not in ".!?;:"


def nucleus_end(article: Article, first: int, last: int) -> int:
    """The token behind the noun phrase's own words: before its first comma, preposition or relative."""
    end = next((i for i in range(first + 1, last) if _ends_nucleus(article, i)), last)
    if end - first > 1 and article.classes[end - 1] & c.PRONOUN:
        end -= article.lower(end - 1).endswith(article.lists.reflexive_ends)  # "Doe | herself"
    return end


def _ends_nucleus(article: Article, i: int) -> bool:
    name_at, bits = article.name_at, article.classes[i]
    if i in name_at and name_at[i] == name_at.get(i - 1):
        return False  # "the Bank | of England"
    if _is_participle(article, i):
        return True
    ends = bits & _ENDS_NUCLEUS and not bits & c.CAPITAL
    return bool(ends) or article.words[i] in (",", "(", "—", "–", "-", ";")


def _is_participle(article: Article, i: int) -> bool:
    """Whether "published" of "the study published by Doe" stands at ``i``."""
    classes = article.classes
    if i + 1 >= len(classes) or not classes[i + 1] & c.PREPOSITION or classes[i] & c.CAPITAL:
        return False
    noun = classes[i - 1] & _BEARERS and not classes[i - 1] & c.CAPITAL
    return bool(noun) and article.lower(i).endswith(article.lists.participle_ends)


def after_owner(article: Article, first: int, end: int) -> int:
    """The token behind the last possessive 's of the phrase, else its first token."""
    return next((i + 1 for i in range(end - 2, first, -1) if article.classes[i] & c.CLITIC), first)
