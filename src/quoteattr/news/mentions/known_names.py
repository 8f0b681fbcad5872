"""Names of people whom the caller knows, where capitals do not show them: other scripts, lower case."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from attrs import evolve

from quoteattr.lang import classes as c
from quoteattr.lang.letters import capital
from quoteattr.lang.pack import Pack
from quoteattr.news.mentions.presented import stands_as_name
from quoteattr.stage_values import Reference, Segmented
from quoteattr.text.tokens import where
from quoteattr.types import Mention, MentionKind, Span

if TYPE_CHECKING:
    from quoteattr.names.known import KnownIndex

_KINDS: dict[str, MentionKind] = {"person": "name", "organization": "organization", "group": "organization"}


def with_known(
    segmented: Segmented, found: tuple[Reference, ...], known: KnownIndex, pack: Pack
) -> tuple[Reference, ...]:
    """``found`` with every known full name or alias that it does not hold yet, in text order.

    A single capitalised word is left to the rules for bare surnames, alone it may be anybody's: but where it
    stands as a subject that speaks ("Hunt said"), an alias or a known person's surname is a name.
    """
    tokens = segmented.tokens
    found = tuple([_as_known(segmented, one, known, pack) for one in found])
    covered = {token for one in found for token in range(one.first, one.last)}
    added = []
    for start, end, who in known.occurrences(segmented.text, tokens.starts, tokens.ends, tokens.words):
        first, last = bisect_right(tokens.starts, start) - 1, bisect_left(tokens.starts, end)
        text = segmented.text[start:end]
        bare = last - first == 1 and capital(text)
        if (bare and not stands_as_name(segmented, first, pack)) or not covered.isdisjoint(
            range(first, last)
        ):
            continue
        covered.update(range(first, last))
        mention = Mention(Span(start, end), text, Span(start, end), _KINDS[who.kind])
        added.append(Reference(mention, first, last, tuple(text.split()), gender=who.gender))
    added += _surnames(segmented, covered, known, pack)
    return tuple(sorted((*found, *added), key=lambda one: one.first)) if added else found


def _as_known(segmented: Segmented, one: Reference, known: KnownIndex, pack: Pack) -> Reference:
    """A name of one word that was read as no person's, a person's where it is a known surname that speaks."""
    alone = len(one.name) == 1 and one.mention.kind != "name"
    if alone and known.has_surname(one.name[0]) and stands_as_name(segmented, one.first, pack):
        return evolve(one, mention=evolve(one.mention, kind="name"))
    return one


def _surnames(segmented: Segmented, covered: set[int], known: KnownIndex, pack: Pack) -> list[Reference]:
    """The surnames of known people, in no name yet, that stand as subjects."""
    tokens, added = segmented.tokens, []
    for i in where(tokens, c.CAPITAL):
        if i not in covered and known.has_surname(tokens.words[i]) and stands_as_name(segmented, i, pack):
            span = Span(tokens.starts[i], tokens.ends[i])
            mention = Mention(span, tokens.words[i], span, "name")
            added.append(Reference(mention, i, i + 1, (tokens.words[i],)))
    return added
