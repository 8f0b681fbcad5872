"""The first stage: a text as paragraphs and tokens, its genre decided."""

from __future__ import annotations

from quoteattr.text.layout import paragraphs
from quoteattr.text.tokens import tokenize_columns
from quoteattr.types import Genre, Profile, Segmented


def segment(text: str, profile: Profile) -> Segmented:
    """Paragraphs of a kind, and tokens with exact offsets."""
    genre: Genre = "fiction" if profile.genre == "fiction" else "news"
    return Segmented(text, genre, paragraphs(text), tokenize_columns(text, profile.pack))
