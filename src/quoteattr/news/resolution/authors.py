"""Whose words a letter or a statement holds: "another statement from the director, Jane Doe, said"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.phrases import is_role

_WRITTEN = c.REPORTING_NOUN | c.DOCUMENT  # of one who reports in it: no study, no map
_BEFORE_AUTHOR = c.CAPITAL | c.DETERMINER | c.POSSESSIVE_PRONOUN | c.CLITIC


def author(article: Article, head: int, end: int, last: int) -> int | None:
    """Whoever wrote what reports: "another statement | from the director, Jane Doe". ``head`` is the
    noun, ``end`` the token behind it, ``last`` where the noun phrase ends; None for nobody named."""
    written = article.classes[head] & _WRITTEN == _WRITTEN
    if not written or article.lower(end) not in article.lists.by_whom:
        return None
    i = end + 1
    while i < last and (i in article.name_at or _may_lead(article, i)):
        n = article.name_at.get(i)
        behind = article.names[n].last if n is not None else i + 1
        if n is not None and _ends_author(article, behind, last):
            person = article.names[n].mention.kind == "name"
            return n if person or article.lower(head) not in article.lists.published else None
        i = behind
    return None


def _may_lead(article: Article, i: int) -> bool:
    """Whether token ``i`` may stand in front of an author's name: "the club's Technical Director, "."""
    return is_role(article.classes[i]) or bool(article.classes[i] & _BEFORE_AUTHOR) or article.words[i] == ","


def _ends_author(article: Article, i: int, last: int) -> bool:
    """Whether the name in front of token ``i`` is the author's: not "Doe" of "Doe's lawyer, Roe", and not
    alone in "Doe and her staff"."""
    return i >= last or article.words[i] == "," or bool(article.classes[i] & c.PREPOSITION)
