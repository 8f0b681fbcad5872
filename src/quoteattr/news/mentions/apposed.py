"""The role before a name and a comma: "his sister, Robin Doe", "the Minister of Works, Mr Doe"."""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import fold
from quoteattr.names.gender import alike, first_name
from quoteattr.news.mentions.institutions import is_possessive
from quoteattr.stage_values import Segmented
from quoteattr.types import Gender

_DETERMINING = c.NOMINAL_STOP | c.DETERMINER | c.CLITIC | c.POSSESSIVE_PRONOUN
_NO_PART = c.HELPING_VERB | c.REPORTING_VERB | c.PRONOUN
_LONGEST = 10  # tokens between a role and the name behind it: "the mayor of Lund, Ana Ruiz"
_FRONT = 4  # words from a determiner to the noun
Apposed = tuple[tuple[str, ...], Gender | None]


def relation(segmented: Segmented, first: int, last: int, pack: Pack) -> Apposed:
    """The role in front of the name at tokens ``first`` to ``last`` and its comma, and the gender that it
    shows; none where the role is another person's: "Asked about Doe's sister, | Tess | said"."""
    tokens = segmented.tokens
    words, classes = tokens.words, tokens.classes
    if first < 3 or words[first - 1] != ",":
        return (), None
    head = _head(words, classes, first - 2, pack)
    if head < 0:
        return (), None
    head = _fitting(words, head, _outer(segmented, head, pack), words[first:last], pack)
    k = _determiner_before(segmented, head, pack)
    if k < 0:
        return _bare(segmented, head, first - 1)
    phrase = segmented.text[tokens.starts[k + 1] : tokens.ends[first - 2]]
    return (phrase,), pack.gender_of_role(words[head].lower())


def _fitting(words: tuple[str, ...], inner: int, outer: int, name: tuple[str, ...], pack: Pack) -> int:
    """Which of two roles somebody of that name has: in "a spokeswoman for the minister, Daniel Doe" he is the
    minister."""
    given = first_name(map(fold, name), pack)
    fits = given is None or alike(given.gender, pack.gender_of_role(words[outer].lower()))
    return outer if fits else inner


def _bare(segmented: Segmented, head: int, comma: int) -> Apposed:
    """A role without an article that opens the sentence: "| Head coach of Lund FC |, Bo Ruiz, said"."""
    tokens, k = segmented.tokens, head
    while (
        k > 0
        and tokens.classes[k - 1] & c.WORD
        and not tokens.classes[k - 1] & _NO_PART
        and head - k < _FRONT
    ):
        k -= 1
    opens = k == 0 or bool(tokens.classes[k - 1] & c.TERMINATOR) or tokens.starts[k] - tokens.ends[k - 1] > 1
    if not opens or head + 1 == comma:
        return (), None  # "Minister, Bo Ruiz said" speaks to one
    return (segmented.text[tokens.starts[k] : tokens.ends[comma - 1]],), None


def _head(words: tuple[str, ...], classes: tuple[int, ...], last: int, pack: Pack) -> int:
    """The last role of the phrase that ends with token ``last``: "the | mayor | of Bath", "the wife of the |
    mayor", "the | senator | representing Bath", or -1."""
    endings = pack.words.proposals.ing_endings
    for i in range(last, max(-1, last - _LONGEST), -1):
        bits = classes[i]
        further = i == last or classes[i + 1] & c.PREPOSITION or words[i + 1].endswith(endings)
        if bits & (c.ROLE | c.TITLE) and further:
            return i
        if bits & c.ROLE or not bits & (c.WORD | c.CLITIC) or bits & _NO_PART:
            break
    return -1


def _outer(segmented: Segmented, i: int, pack: Pack) -> int:
    """The head of the phrase whose last role stands at token ``i``: "the | secretary | to the governor"."""
    classes, k = segmented.tokens.classes, _determiner_before(segmented, i, pack)
    further = (
        k > 1 and classes[k] & c.DETERMINER and classes[k - 1] & c.PREPOSITION and classes[k - 2] & c.ROLE
    )
    return k - 2 if further else i


def _determiner_before(segmented: Segmented, i: int, pack: Pack) -> int:
    """The determiner or possessive of the noun at ``i``, three words in front at most, or -1."""
    classes, k = segmented.tokens.classes, i - 1
    while k >= 0 and i - k < _FRONT and classes[k] & c.WORD and not classes[k] & _DETERMINING:
        k -= 1
    owns = k > 0 and is_possessive(segmented, k, pack)  # "Jones’ daughter", too
    return k if owns or (k >= 0 and classes[k] & (c.DETERMINING | c.CLITIC)) else -1
