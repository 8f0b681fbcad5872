"""News or fiction: decided by shares of kinds of words, never by particular ones of a text.

Stories have pronouns and the past, news names in the middle of sentences, numbers, the present and places. A
linear model over a few shares, trained on newspaper articles, novels and openings of novels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import fsum, log10

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.stage_values import Paragraph, Tokens
from quoteattr.text.chapters import is_heading
from quoteattr.text.tokens import count, where
from quoteattr.types import Genre

_MOST = 30_000  # tokens looked at
_LEAST = 60  # words below which a text is taken for news
_PERSONAL = frozenset(
    ("he", "she", "her", "his", "him", "I", "my", "me", "you", "your", "He", "She", "You", "My")
)
_PRESENT = frozenset(("is", "are", "has", "says", "will", "have"))
_ADDRESS = frozenset(
    ("Miss", "Lady", "Sir", "Madame", "Aunt", "Uncle", "Master", "Monsieur", "sir", "madam", "ma'am")
)
_COUNTED = _PERSONAL | _PRESENT | _ADDRESS
# percent of the words -> log odds of fiction, as tools/train/genre.py prints them
_WEIGHTS = {
    "personal": 0.36,
    "named": -1.5,
    "numbers": -3.57,
    "present": -1.74,
    "address": 3.04,
    "chapters": 3.79,
    "length": 2.66,
}
_BIAS = 0.86


@frozen
class Decision:
    """The genre, and by how much: a margin above 2 is as good as sure."""

    genre: Genre
    margin: float


def decide(text: str, paragraphs: Sequence[Paragraph], tokens: Tokens) -> Decision:
    """Whether ``text`` is news or fiction; short texts are news."""
    shares = measure(text, paragraphs, tokens)
    if shares is None:
        return Decision("news", 0.0)
    score = fsum([_BIAS, *[_WEIGHTS[name] * value for name, value in shares.items()]])
    return Decision("fiction" if score > 0 else "news", abs(score))


def measure(text: str, paragraphs: Sequence[Paragraph], tokens: Tokens) -> dict[str, float] | None:
    """The named shares, in percent of the words; None for a text of too few words."""
    words, classes = tokens.words[:_MOST], tokens.classes
    total = count(tokens, c.WORD, _MOST)
    if total < _LEAST:
        return None
    capitals = where(tokens, c.CAPITAL, _MOST)
    named = len([i for i in capitals if i and classes[i - 1] & c.WORD and words[i] != "I"])
    counts = Counter([word for word in words if word in _COUNTED])
    share = 100 / total
    return {
        "personal": share * sum([counts[word] for word in _PERSONAL]),
        "named": share * named,
        "numbers": share * count(tokens, c.NUMBER, _MOST),
        "present": share * sum([counts[word] for word in _PRESENT]),
        "address": share * sum([counts[word] for word in _ADDRESS]),
        "chapters": float(any(is_heading(text[p.start : p.end], numbered=False) for p in paragraphs)),
        "length": log10(total),
    }
