"""The first stage: a text as paragraphs and tokens, its genre decided."""

from __future__ import annotations

from quoteattr.text.genre import decide
from quoteattr.text.layout import paragraphs
from quoteattr.text.tokens import tokenize_columns
from quoteattr.types import Profile, Segmented


def segment(text: str, profile: Profile) -> Segmented:
    """Paragraphs of a kind, and tokens with exact offsets."""
    found, tokens = paragraphs(text), tokenize_columns(text, profile.pack)
    genre = decide(text, found, tokens).genre if profile.genre == "auto" else profile.genre
    return Segmented(text, genre, found, tokens)
