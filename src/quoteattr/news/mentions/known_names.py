"""Names of people whom the caller knows, where capitals do not show them: other scripts, lower case."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from quoteattr.lang.letters import capital
from quoteattr.stage_values import Reference, Segmented
from quoteattr.types import Mention, MentionKind, Span

if TYPE_CHECKING:
    from quoteattr.names.known import KnownIndex

_KINDS: dict[str, MentionKind] = {"person": "name", "organization": "organization", "group": "organization"}


def with_known(
    segmented: Segmented, found: tuple[Reference, ...], known: KnownIndex
) -> tuple[Reference, ...]:
    """``found`` with every known full name or alias that it does not hold yet, in text order.

    A single capitalised word is left to the rules for bare surnames: alone it may be anybody's.
    """
    tokens = segmented.tokens
    covered = {token for one in found for token in range(one.first, one.last)}
    added = []
    for start, end, who in known.occurrences(segmented.text, tokens.starts, tokens.ends, tokens.words):
        first, last = bisect_right(tokens.starts, start) - 1, bisect_left(tokens.starts, end)
        text = segmented.text[start:end]
        bare = last - first == 1 and capital(text)
        if bare or not covered.isdisjoint(range(first, last)):
            continue
        covered.update(range(first, last))
        mention = Mention(Span(start, end), text, Span(start, end), _KINDS[who.kind])
        added.append(Reference(mention, first, last, tuple(text.split()), gender=who.gender))
    return tuple(sorted((*found, *added), key=lambda one: one.first)) if added else found
