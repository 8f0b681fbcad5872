"""Who tells which part of a story: a first-person novel may name its narrator above each chapter."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.fiction.cast.values import Character
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.names.folding import plain, plain_words
from quoteattr.stage_values import Segmented
from quoteattr.text.chapters import is_heading
from quoteattr.text.tokens import paragraph_starts

_LONGEST = 60  # characters of a heading with a narrator's name
_LONGEST_NAME = 3  # words


def named_tellers(
    segmented: Segmented, people: Sequence[Character], pack: Pack
) -> tuple[tuple[int, int], ...]:
    """(first token, character) of each part whose heading is somebody's name ("ANNA", "Chapter 2: Tom"), in
    text order; none where not two people at least are named so."""
    owners = _owners(people, pack)
    starts = paragraph_starts(segmented)
    found = []
    for n, paragraph in enumerate(segmented.paragraphs):
        if paragraph.end - paragraph.start <= _LONGEST:
            who = _named_above(segmented, starts[n], starts[n + 1], owners)
            if who >= 0:
                found.append((starts[n], who))
    return tuple(found) if len({who for _, who in found}) > 1 else ()


def _owners(people: Sequence[Character], pack: Pack) -> dict[tuple[str, ...], int]:
    """Words of each form of a name -> its bearer, where there is one."""
    found: dict[tuple[str, ...], set[int]] = {}
    for who, one in enumerate(people):
        for form in one.forms if not one.unnamed else ():
            found.setdefault(plain_words(form, pack), set()).add(who)
    return {words: next(iter(who)) for words, who in found.items() if len(who) == 1}


def _named_above(segmented: Segmented, first: int, last: int, owners: dict[tuple[str, ...], int]) -> int:
    """The character whose name is all of a paragraph, but for the number of a chapter in front; else -1."""
    tokens = segmented.tokens
    words = [k for k in range(first, last) if tokens.classes[k] & c.WORD]
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        who = owners.get(tuple([plain(tokens.words[k]) for k in words[-length:]]), -1)
        if who >= 0:
            written = segmented.text[tokens.starts[first] : tokens.ends[last - 1]]
            alone = length == len(words) and not tokens.classes[last - 1] & c.TERMINATOR
            return who if alone or is_heading(written) else -1
    return -1
