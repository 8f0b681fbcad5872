"""Words that turn a sentence around: what a difference does to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from quoteattr.lang.letters import digit
from quoteattr.lang.words.verification import VerificationWords

_NEGATION = "negation"


def turns(keys: Iterable[str], words: VerificationWords) -> Counter[tuple[str, str]]:
    """The negations, quantifiers, numbers, comparisons and modals among words: sort and meaning."""
    return Counter(turn for key in keys for part in _parts(key, words) for turn in _turns(part, words))


def denials(keys: Iterable[str], words: VerificationWords) -> Counter[tuple[str, str]]:
    """The negations among words."""
    found = turns(keys, words)
    return Counter({turn: count for turn, count in found.items() if turn[0] == _NEGATION})


def _parts(key: str, words: VerificationWords) -> Iterator[str]:
    """What is contracted in a word, apart."""
    if key in words.contractions:
        yield from words.contractions[key]
        return
    for end, meaning in words.contracted_ends.items():
        if key.endswith(end):
            yield key.removesuffix(end)
            yield meaning
            return
    yield key


def _turns(part: str, words: VerificationWords) -> Iterator[tuple[str, str]]:
    if part in words.negations:
        yield _NEGATION, ""
    if any(map(digit, part)):
        yield "number", part
    for sort, meanings in (
        ("number", words.numbers),
        ("quantifier", words.quantifiers),
        ("comparison", words.comparisons),
        ("modal", words.modals),
    ):
        if part in meanings:
            yield sort, meanings[part]
