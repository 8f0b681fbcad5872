"""The first stage: a text as paragraphs and tokens, its genre decided."""

from __future__ import annotations

from quoteattr.stage_values import Profile, Segmented
from quoteattr.text.escapes import first_misread
from quoteattr.text.genre import decide
from quoteattr.text.layout import paragraphs
from quoteattr.text.letter_case import recased
from quoteattr.text.markup import Markup, find_markup
from quoteattr.text.tokens import tokenize_columns, without
from quoteattr.types import Doubt, Genre, Span

_MISREAD = "The encoding of this text was misread: names and marks may be damaged. Read its file as UTF-8."
_TAGGED = "Tags are left in this text: take the text out of its page first."

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
    markup = find_markup(text)
    if genre == "news":
        tokens = recased(text, without(tokens, markup.signs), profile.pack)
    return Segmented(text, genre, found, tokens, markup.lines, _doubts(text, markup))


def _doubts(text: str, markup: Markup) -> tuple[Doubt, ...]:
    """That the text should be cleaned: once, where the first tag or damaged character stands."""
    misread = first_misread(text)
    if misread >= 0:
        return (Doubt("unclean-text", Span(misread, misread + 1), _MISREAD),)
    return tuple([Doubt("unclean-text", tag, _TAGGED) for tag in markup.tags[:1]])
