"""Words that turn a sentence around: what a difference does to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from quoteattr.lang.letters import digit
from quoteattr.lang.words.ground import VerificationWords

_NEGATION, _NUMBER = "negation", "number"
_TENS = re.compile("[2-9]0")
_ONE = "1"


def turns(keys: Iterable[str], words: VerificationWords) -> Counter[tuple[str, str]]:
    """The negations, quantifiers, numbers, comparisons and modals among words: sort and meaning."""
    found: Counter[tuple[str, str]] = Counter()
    tens = ""  # "thirty" waits for "one"
    for part in (part for key in keys for part in _parts(key, words)):
        meaning = words.numbers.get(part, "")
        if tens:
            joined = len(meaning) == 1
            found[_NUMBER, tens[0] + meaning if joined else tens] += 1
            meaning = "" if joined else meaning
        tens = meaning if _TENS.fullmatch(meaning) else ""
        if meaning and not tens and meaning != _ONE:  # "one" alone is a pronoun, too
            found[_NUMBER, meaning] += 1
        found.update(_turns(part, words))
    if tens:
        found[_NUMBER, tens] += 1
    return found


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
        yield _NUMBER, part
    for sort, meanings in (
        ("quantifier", words.quantifiers),
        ("comparison", words.comparisons),
        ("modal", words.modals),
    ):
        if part in meanings:
            yield sort, meanings[part]
