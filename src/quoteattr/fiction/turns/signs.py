"""Words that stand on a thing, which nobody says: the sign on the door said “Closed for Lunch.”"""

from __future__ import annotations

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Tokens

_REACH = 8  # tokens from the thing to its verb
_LONGEST = 3  # words between an article and the thing
_OF_THING = c.RELATIVE | c.DETERMINER  # "which", "that", not "who"
_CAPITALS = 4  # letters at least of what is in capitals


def is_on_sign(tokens: Tokens, first: int, last: int, pack: Pack) -> bool:
    """Whether a thing on which words stand is the subject of the verb in front of the quotation that starts
    at token ``first``, or of the one behind its end ``last``."""
    letters = "".join([word for word in tokens.words[first:last] if word[:1].isalpha()])
    capitals = len(letters) >= _CAPITALS and letters.isupper()
    return _said_behind(tokens, last, capitals, pack) or _said_in_front(tokens, first, capitals, pack)


def _said_behind(tokens: Tokens, last: int, capitals: bool, pack: Pack) -> bool:
    """Whether a thing says it behind: “No dogs,” the sign read, “NO DOGS,” it said."""
    verbs, words, verb = pack.words.turns.sign_verbs, tokens.words, last
    while (
        verb < min(len(words), last + _REACH) and tokens.classes[verb] & c.WORD and words[verb] not in verbs
    ):
        verb += 1
    if verb >= len(words) or words[verb] not in verbs:
        return False
    return _has_thing(tokens, last, verb, pack) or (capitals and _is_it(tokens, verb - 1, pack))


def _said_in_front(tokens: Tokens, first: int, capitals: bool, pack: Pack) -> bool:
    """Whether a thing says it in front: the sign read “No dogs,” it said “No dogs.”"""
    verb = first - 2 if first > 1 and tokens.words[first - 1] in (",", ":") else first - 1
    if verb < 1 or tokens.words[verb] not in pack.words.turns.sign_verbs:
        return False
    subject = verb - 2 if tokens.classes[verb - 1] & c.ADVERB else verb - 1
    if _is_it(tokens, subject, pack) or _is_of_thing(tokens, subject):
        return capitals or verb == first - 1
    return _has_thing(tokens, max(0, verb - _REACH), verb, pack)


def _has_thing(tokens: Tokens, first: int, verb: int, pack: Pack) -> bool:
    """Whether the thing is the subject of a verb: not in front of token ``first``, words alone between."""
    for k in range(verb - 1, first - 1, -1):
        if not tokens.classes[k] & c.WORD:
            return False
        if tokens.words[k].lower() in pack.words.turns.signs and not _is_governed(tokens, k):
            return True
    return False


def _is_it(tokens: Tokens, k: int, pack: Pack) -> bool:
    """Whether "it" stands at token ``k``."""
    facts = pack.pronouns.get(tokens.words[k].lower()) if k >= 0 else None
    return (
        facts is not None and facts["person"] == 3 and facts["number"] == "singular" and not facts["gender"]
    )


def _is_of_thing(tokens: Tokens, k: int) -> bool:
    """Whether "which" or "that" stands at token ``k``, behind no person: "a mug that says"."""
    classes = tokens.classes
    head = k - 2 if k > 1 and tokens.words[k - 1] == "," else k - 1
    is_relative = head >= 0 and classes[k] & _OF_THING == _OF_THING
    return is_relative and bool(classes[head] & c.WORD) and not classes[head] & c.ROLE


def _is_governed(tokens: Tokens, k: int) -> bool:
    """Whether a preposition stands in front of the noun at token ``k`` and its article: "with a sign"."""
    classes = tokens.classes
    article = next((n for n in range(k - 1, max(-1, k - 2 - _LONGEST), -1) if classes[n] & c.DETERMINING), k)
    return article > 0 and bool(classes[article - 1] & c.PREPOSITION)
