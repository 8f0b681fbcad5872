"""An article as resolution reads it: its tokens, the names found among them, and the word lists it asks."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from quoteattr.lang.pack import Pack
from quoteattr.lang.words.news import ResolutionWords
from quoteattr.stage_values import Reference, Segmented, Sentences
from quoteattr.text.tokens import listed
from quoteattr.types import Span


@frozen(eq=False)
class Article:
    """``name_at`` says of a token which name (a number in ``names``) it belongs to; others are not in it.
    ``person_of`` says the same of people's names, ``kin`` are the tokens of nouns for relatives."""

    segmented: Segmented
    sentences: Sentences
    names: tuple[Reference, ...]
    pack: Pack
    lists: ResolutionWords
    words: tuple[str, ...]
    classes: tuple[int, ...]
    name_at: Mapping[int, int]
    person_of: Mapping[int, int]
    kin: frozenset[int]

    def lower(self, i: int) -> str:
        """The word at token ``i`` in small letters."""
        return self.segmented.tokens.lower[i]

    def person_at(self, i: int) -> int | None:
        """The name that token ``i`` belongs to, if it is a person's."""
        return self.person_of.get(i)

    def span(self, first: int, last: int) -> Span:
        """Where tokens ``first`` to ``last`` (exclusive) stand in the text."""
        return Span(self.segmented.tokens.starts[first], self.segmented.tokens.ends[last - 1])


def read_article(
    segmented: Segmented, sentences: Sentences, names: tuple[Reference, ...], pack: Pack
) -> Article:
    """The Article of what the stages before found."""
    tokens = segmented.tokens
    name_at = {token: n for n, name in enumerate(names) for token in range(name.first, name.last)}
    person_of = {token: n for token, n in name_at.items() if names[n].mention.kind == "name"}
    lists = pack.words.resolution
    kin = frozenset(listed(tokens, lists.kin))
    return Article(
        segmented, sentences, names, pack, lists, tokens.words, tokens.classes, name_at, person_of, kin
    )
