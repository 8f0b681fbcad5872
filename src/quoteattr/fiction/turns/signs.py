"""Words that stand on a thing, which nobody says: the sign on the door said “Closed for Lunch.”"""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Tokens

_REACH = 8  # tokens from the thing to its verb
_LONGEST = 3  # words between an article and the thing


def is_on_sign(tokens: Tokens, first: int, pack: Pack) -> bool:
    """Whether a thing on which words stand is the subject of the verb in front of the quotation that starts
    at token ``first``."""
    forms, words = pack.words.turns, tokens.words
    verb = first - 1
    if verb > 0 and words[verb] in (",", ":"):
        verb -= 1
    if verb < 1 or words[verb] not in forms.sign_verbs:
        return False
    for k in range(verb - 1, max(-1, verb - 1 - _REACH), -1):
        if not tokens.classes[k] & c.WORD:
            return False
        if words[k].lower() in forms.signs and not _is_governed(tokens, k):
            return True
    return False


def _is_governed(tokens: Tokens, k: int) -> bool:
    """Whether a preposition stands in front of the noun at token ``k`` and its article: "with a sign"."""
    classes = tokens.classes
    article = next((n for n in range(k - 1, max(-1, k - 2 - _LONGEST), -1) if classes[n] & c.DETERMINING), k)
    return article > 0 and bool(classes[article - 1] & c.PREPOSITION)
