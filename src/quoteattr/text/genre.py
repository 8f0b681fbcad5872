"""News or fiction: decided by shares of kinds of words, never by particular ones of a text.

Stories have pronouns and the past, news names in the middle of sentences, numbers, the present and places. A
linear model over a few shares, trained on newspaper articles, novels and openings of novels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import fsum, log10
from typing import Literal

from attrs import frozen

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.lang.words.reading import ReadingWords
from quoteattr.model import load_genre
from quoteattr.stage_values import Paragraph, Tokens
from quoteattr.text.chapters import is_heading
from quoteattr.text.tokens import count, where
from quoteattr.types import Genre

_MOST = 30_000  # tokens looked at
_LEAST = 60  # words below which a text is taken for news
Share = Literal["personal", "named", "numbers", "present", "address", "chapters", "length"]


@frozen
class Decision:
    """The genre, and by how much: a margin above 2 is as good as sure."""

    genre: Genre
    margin: float


def decide(text: str, paragraphs: Sequence[Paragraph], tokens: Tokens, pack: Pack) -> Decision:
    """Whether ``text`` is news or fiction; short texts are news."""
    shares = measure(text, paragraphs, tokens, pack.words.reading)
    if shares is None:
        return Decision("news", 0.0)
    linear = load_genre(pack.language)
    score = fsum([linear.bias, *[linear.weights[name] * value for name, value in shares.items()]])
    return Decision("fiction" if score > 0 else "news", abs(score))


def measure(
    text: str, paragraphs: Sequence[Paragraph], tokens: Tokens, listed: ReadingWords
) -> dict[Share, float] | None:
    """The named shares, in percent of the words; None for a text of too few words."""
    words, classes = tokens.words[:_MOST], tokens.classes
    total = count(tokens, c.WORD, _MOST)
    if total < _LEAST:
        return None
    capitals = where(tokens, c.CAPITAL, _MOST)
    named = [i for i in capitals if i and classes[i - 1] & c.WORD and words[i] not in listed.always_capital]
    counted = listed.story_pronouns | listed.present_verbs | listed.forms_of_address
    counts = Counter([word for word in words if word in counted])
    share = 100 / total

    def share_of(kind: Iterable[str]) -> float:
        return share * sum([counts[word] for word in kind])

    return {
        "personal": share_of(listed.story_pronouns),
        "named": share * len(named),
        "numbers": share * count(tokens, c.NUMBER, _MOST),
        "present": share_of(listed.present_verbs),
        "address": share_of(listed.forms_of_address),
        "chapters": float(any(is_heading(text[p.start : p.end], numbered=False) for p in paragraphs)),
        "length": log10(total),
    }
