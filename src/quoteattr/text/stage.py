"""The first stage: a text as paragraphs and tokens, its genre decided."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.stage_values import Profile, Segmented
from quoteattr.text.escapes import first_misread
from quoteattr.text.genre import Decision, decide, signs_of_news
from quoteattr.text.layout import paragraphs
from quoteattr.text.letter_case import recased
from quoteattr.text.markup import Markup, find_markup
from quoteattr.text.tokens import tokenize_columns, without
from quoteattr.types import Doubt, Genre, Span

_MISREAD = "The encoding of this text was misread: names and marks may be damaged. Read its file as UTF-8."
_TAGGED = "Tags are left in this text: take the text out of its page first."
_EITHER = 'This may be news or a story. It is read as news; genre="fiction" reads it as a story.'

# A text that may be either is read as news: what it says of speakers then rests on more. It must be the more
# surely a story the more words it has that only the press uses (none, one, more).
_SURE_ENOUGH = (1.25, 2.5, 4.0)


def segment(text: str, profile: Profile) -> Segmented:
    """Paragraphs of a kind, and tokens with exact offsets."""
    found = paragraphs(text, profile.pack.words.reading.sentence_words)
    tokens = tokenize_columns(text, profile.pack)
    if profile.genre == "auto":
        decision = decide(text, found, tokens, profile.pack)
    else:
        decision = Decision(profile.genre, 0.0)
    unsure = 0 < decision.margin < _SURE_ENOUGH[0]
    if decision.genre == "fiction" and not unsure and 0 < decision.margin < _SURE_ENOUGH[-1]:
        signs = min(signs_of_news(tokens, profile.pack), len(_SURE_ENOUGH) - 1)
        unsure = decision.margin < _SURE_ENOUGH[signs]
    genre: Genre = "news" if unsure else decision.genre
    markup = find_markup(text)
    if genre == "news":
        tokens = recased(text, without(tokens, markup.signs), profile.pack)
    return Segmented(text, genre, found, tokens, markup.lines, tuple(_doubts(text, markup, unsure)))


def _doubts(text: str, markup: Markup, unsure: bool) -> Iterator[Doubt]:
    """That the text may be a story, and that it should be cleaned: where the first damaged character or tag
    stands."""
    if unsure:
        yield Doubt("genre-uncertain", Span(0, len(text)), _EITHER)
    misread = first_misread(text)
    if misread >= 0:
        yield Doubt("unclean-text", Span(misread, misread + 1), _MISREAD)
    elif markup.tags:
        yield Doubt("unclean-text", markup.tags[0], _TAGGED)
