"""The names that "and" joins into a group: "Doe and Roe", "Doe and the Harbour Board"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.resolution.article import Article

_PAIR = 2  # somebody and an organisation; the words that join them
_IN_PAIR = c.TITLE | c.DETERMINER | c.ROLE | c.POSSESSIVE_PRONOUN | c.COMMON | c.DEMONYM | c.PLACE
_APPOSED = c.DETERMINER | c.ROLE | c.POSSESSIVE_PRONOUN


def names_joined(article: Article, first: int, last: int) -> tuple[int, ...]:
    """The names that "and" joins into a group; () when there is no such "and"."""
    name_at = article.name_at
    between = [i for i in _outside_parentheses(article, first, last) if i not in name_at]
    if not any(_joins(article, i) for i in between) or not all(
        _may_stand_in_pair(article, i) for i in between
    ):
        return ()
    if any(article.classes[i] & c.PREPOSITION and article.classes[i - 1] & c.ROLE for i in between):
        return ()  # "a spokeswoman | for | the Harbour and Rivers Trust"
    named = [i for i in range(first, last) if i in name_at]
    if any(_is_described(article, i, last) for i in named):
        return ()
    found = tuple(dict.fromkeys([name_at[i] for i in named]))
    alike = len({article.names[n].mention.kind for n in found}) == 1
    # "Doe and the Harbour Board"
    return found if alike or (len(found) == _PAIR and len(between) <= _PAIR) else ()


def _outside_parentheses(article: Article, first: int, last: int) -> list[int]:
    """The tokens but those of "(D-Ohio)"."""
    found, inside = [], False
    for i in range(first, last):
        inside = inside or article.words[i] == "("
        if not inside:
            found.append(i)
        inside = inside and article.words[i] != ")"
    return found


def _joins(article: Article, i: int) -> bool:
    return article.words[i] == "&" or article.lower(i) in article.lists.listing


def _may_stand_in_pair(article: Article, i: int) -> bool:
    if article.classes[i] & _IN_PAIR or article.words[i] in (",", "."):
        return True
    return article.words[i] in article.lists.of_pairs or _joins(article, i)


def _is_described(article: Article, i: int, last: int) -> bool:
    """Whether behind the name stands who that is: "Doe, a lawyer and fellow at Smith College"."""
    described = i + 2 < last and article.words[i + 1] == "," and i + 2 not in article.name_at
    return described and bool(article.classes[i + 2] & _APPOSED)
