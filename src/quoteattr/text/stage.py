"""The first stage: a text as paragraphs and tokens, its genre decided."""

from __future__ import annotations

from quoteattr.stage_values import Profile, Segmented
from quoteattr.text.genre import Decision, decide
from quoteattr.text.layout import paragraphs
from quoteattr.text.tokens import tokenize_columns
from quoteattr.types import Doubt, Genre, Span

_SURE_ENOUGH = 1.25  # a text that may be either is read as news: what it says of speakers then rests on more


def segment(text: str, profile: Profile) -> Segmented:
    """Paragraphs of a kind, and tokens with exact offsets."""
    found = paragraphs(text, profile.pack.words.reading.sentence_words)
    tokens = tokenize_columns(text, profile.pack)
    if profile.genre != "auto":
        return Segmented(text, profile.genre, found, tokens)
    decision = decide(text, found, tokens, profile.pack)
    genre: Genre = decision.genre if decision.margin >= _SURE_ENOUGH else "news"
    return Segmented(text, genre, found, tokens, _doubts(text, decision))


def _doubts(text: str, decision: Decision) -> tuple[Doubt, ...]:
    if not 0 < decision.margin < _SURE_ENOUGH:
        return ()
    message = 'this may be news or a story: it is read as news; genre="fiction" reads it as a story'
    return (Doubt("genre-uncertain", Span(0, len(text)), message),)
