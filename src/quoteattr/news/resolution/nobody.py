"""Noun phrases that are nobody who speaks: "that", "2014", "last year", half a clause."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.news.resolution.article import Article
from quoteattr.news.resolution.sources import Source

_NO_NOUN = c.NUMBER | c.CALENDAR | c.COMPLEMENTIZER | c.RELATIVE | c.WH | c.DETERMINER | c.ADVERB
_SPEAKER_OR_LISTENER = (1, 2)
_SOMEBODY = c.ROLE | c.GROUP | c.ORGANIZATION | c.PRONOUN | c.TITLE


def is_nobody(article: Article, source: Source) -> bool:
    """Whether a source that is no name and no pronoun cannot speak, by its words alone."""
    first, last = source.first, source.last
    if last - first == 1 and article.lower(first) in article.lists.quantifiers | article.lists.of_pairs:
        return False
    head = source.head_token if source.head_token is not None else last - 1
    own = article.classes[first : head + 1]
    if not any(bits & _SOMEBODY for bits in own) and all(bits & _NO_NOUN for bits in own):
        return True
    if last - first == 1 and _is_no_noun(article, first):
        return True
    return _is_clause(article, first, last)


def _is_no_noun(article: Article, i: int) -> bool:
    """Whether a single word cannot be somebody: "long-sought", "fueling"; no plural."""
    bits, word = article.classes[i], article.lower(i)
    if bits & (_SOMEBODY | c.CAPITAL | c.DOCUMENT | c.MEDIA | c.NUMBER | c.DEMONYM | c.PLACE):
        return False
    return not word.endswith(article.lists.plural_ends)


def _is_clause(article: Article, first: int, last: int) -> bool:
    """Whether a subject and its verb stand there: "I kept"; "the deal would", where no "who" is before it."""
    classes = article.classes
    if _is_personal(article, first) and last - first > 1:
        return article.lower(first + 1) not in article.lists.listing | article.lists.relatives
    for i in range(first + 1, last):
        bits = classes[i]
        if bits & (c.RELATIVE | c.WH | c.SUBJECT_PRONOUN) or article.sentences.inside[i] >= 0:
            return False
        if bits & c.HELPING_VERB and not bits & (c.CAPITAL | c.ROLE | c.CLITIC):
            return True
    return False


def _is_personal(article: Article, i: int) -> bool:
    """ "I", "she"; not "some", "another"."""
    facts = article.pack.pronouns.get(article.lower(i))
    if facts is None or not article.classes[i] & c.SUBJECT_PRONOUN:
        return False
    return facts["gender"] is not None or facts["person"] in _SPEAKER_OR_LISTENER
