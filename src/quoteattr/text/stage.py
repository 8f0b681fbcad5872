"""The first stage: a text as paragraphs and tokens, its genre decided."""

from __future__ import annotations

from quoteattr.stage_values import Profile, Segmented
from quoteattr.text.genre import decide
from quoteattr.text.layout import paragraphs
from quoteattr.text.tokens import tokenize_columns
from quoteattr.types import Genre

_SURE_ENOUGH = 0.1  # a text that may be either is read as news


def segment(text: str, profile: Profile) -> Segmented:
    """Paragraphs of a kind, and tokens with exact offsets."""
    found = paragraphs(text, profile.pack.words.reading.sentence_words)
    tokens = tokenize_columns(text, profile.pack)
    genre: Genre = "news" if profile.genre == "auto" else profile.genre
    if profile.genre == "auto":
        decision = decide(text, found, tokens, profile.pack)
        if decision.margin >= _SURE_ENOUGH:
            genre = decision.genre
    return Segmented(text, genre, found, tokens)
