"""Names that stand on end: "Doe, Roe and Poe"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from quoteattr.news.resolution.article import Article
from quoteattr.stage_values import Reference

_MOST_BETWEEN = 3  # words and marks between two names of a list
_SEVERAL = 3  # names of a list of whom none is meant alone


def listed(article: Article) -> frozenset[int]:
    """The first tokens of the names of which three or more stand on end: "Doe, Roe and Poe"."""
    chains: list[list[int]] = []
    last = ""
    for one, after in pairwise(article.names):
        joint = _joint(one, after, article)
        if joint and last:
            chains[-1].append(after.first)
        elif joint:
            chains.append([one.first, after.first])
        last = joint
    return frozenset(
        first for chain in chains if len(chain) >= _SEVERAL and _has_and(chain, article) for first in chain
    )


def _has_and(chain: Sequence[int], article: Article) -> bool:
    """Whether "and" stands in front of a name of the chain."""
    return any(article.lower(first - 1) in article.lists.listing for first in chain[1:])


def _joint(one: Reference, after: Reference, article: Article) -> str:
    """The comma, or "and", that alone stands between two names; "" where anything else does."""
    if not 0 < after.first - one.last < _MOST_BETWEEN:
        return ""
    between = [article.lower(i) for i in range(one.last, after.first)]
    return between[-1] if all(word == "," or word in article.lists.listing for word in between) else ""
