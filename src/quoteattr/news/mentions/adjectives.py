"""A capital that opens a headline and is no first name: "Understated Perez" of Thomas Perez."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.references import reference_of
from quoteattr.stage_values import Reference, Segmented, Sentences
from quoteattr.types import MentionKind

_PERSON: MentionKind = "name"
_TWO = 2  # words: an adjective and a surname


def without_adjectives(
    segmented: Segmented, sentences: Sentences, found: Sequence[Reference], pack: Pack
) -> tuple[Reference, ...]:
    """The names, those of two words without the first where that only opens headlines and others of the same
    surname have a first name."""
    classes = segmented.tokens.classes
    persons = [one for one in found if one.mention.kind == _PERSON and len(one.name) >= _TWO]
    strange = {one.name for one in persons if len(one.name) == _TWO and not _is_given(classes[one.first])}
    if not strange:
        return tuple(found)
    known = {one.name[-1] for one in persons if pack.classes[one.name[0]] & c.FIRST_NAME}
    kinds = [paragraph.kind for paragraph in segmented.paragraphs]
    starts = {span.first for span in sentences.spans if kinds[span.paragraph] == "headline"}
    inside = {one.name for one in persons if one.first not in starts}
    wrong = {name for name in strange - inside if name[-1] in known}
    return tuple([_surname(segmented, one, pack) if one.name in wrong else one for one in found])


def _is_given(bits: int) -> bool:
    """Whether a word may be the first one of somebody's name, or a title."""
    return bool(bits & (c.FIRST_NAME | c.INITIAL | c.ROLE_OR_TITLE | c.TITLE_PREFIX))


def _surname(segmented: Segmented, one: Reference, pack: Pack) -> Reference:
    last = one.first + 1
    return reference_of(segmented, [last], [last], _PERSON, pack)
