"""How the narration names those who may speak: as who does something, to whom it is done, or who has it."""

from __future__ import annotations

from typing import Literal

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Tokens

NamedAs = Literal["has", "to", "does", ""]
_VERB_REACH = 3  # tokens behind a name in which its verb is looked for
_TITLE = c.TITLE_ABBREVIATION | c.TITLE


def named_as(tokens: Tokens, first: int, last: int, pack: Pack) -> NamedAs:
    """What the name at tokens ``first`` to ``last`` (exclusive) is in its sentence: "has" it something, "to"
    it something, "does" it something, or "" where the words beside do not show it."""
    classes = tokens.classes
    k = _in_front(tokens, first)
    begins = k < 0 or classes[k] & (c.TERMINATOR | c.QUOTE_MARK)
    if _owns(tokens, last, pack):
        return "does" if begins and not is_person(tokens, last + 1, pack) else "has"  # Helen's eyes, her aunt
    if k >= 0 and classes[k] & c.PREPOSITION:
        return "to"  # looked at Mrs. Helen
    return "does" if begins or _has_verb(tokens, last, pack) else ""


def _owns(tokens: Tokens, k: int, pack: Pack) -> bool:
    """Whether the "'s" of a possessor, or of "is", stands at token ``k``."""
    if k >= len(tokens.words) or not tokens.classes[k] & c.CLITIC:
        return False
    return tokens.words[k].lower() in pack.words.turns.possessive_clitics


def is_person(tokens: Tokens, k: int, pack: Pack) -> bool:
    """Whether the noun at token ``k`` is somebody: Helen's | aunt."""
    word = tokens.words[min(k, len(tokens.words) - 1)].lower()
    return word in pack.roles or word in pack.story.relative


def _in_front(tokens: Tokens, first: int) -> int:
    """The token in front of a name and its titles."""
    k = first - 1
    while k >= 0 and (tokens.classes[k] & _TITLE or _shortens(tokens, k)):
        k -= 1
    return k


def _shortens(tokens: Tokens, k: int) -> bool:
    return k > 0 and tokens.words[k] == "." and bool(tokens.classes[k - 1] & c.TITLE_ABBREVIATION)


def _has_verb(tokens: Tokens, last: int, pack: Pack) -> bool:
    """Whether a verb follows, but for adverbs between."""
    for k in range(last, min(len(tokens.words), last + _VERB_REACH)):
        bits, word = tokens.classes[k], tokens.words[k]
        if bits & c.VERBAL or word in pack.story.past:
            return True
        if word.endswith(pack.words.turns.past_ends) and not bits & c.CAPITAL:
            return True
        if not bits & c.ADVERB:
            return False
    return False
