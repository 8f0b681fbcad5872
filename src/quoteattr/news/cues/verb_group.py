"""The verb group that ends with a verb: "has also | said", "was not | told", "wants to | say"."""

from __future__ import annotations

from attrs import define

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.lang.words.news import CueWords
from quoteattr.stage_values import Segmented

_LONGEST = 12  # tokens
_GROUP = c.HELPING_VERB | c.NEGATION


@define(eq=False)
class VerbGroup:
    """``start``: its first token."""

    start: int
    negated: bool = False
    modal: bool = False
    passive: bool = False
    infinitive: bool = False

    def facts(self, passive: bool) -> tuple[bool, bool, bool, bool]:
        """Negated, modal, ``passive`` and infinitive, as the last fields of a CueUse."""
        return self.negated, self.modal, passive, self.infinitive


def verb_group(segmented: Segmented, first: int, i: int, pack: Pack) -> VerbGroup:
    """The group of the verb at token ``i``, looked for down to token ``first``."""
    lower, classes, words = segmented.tokens.lower, segmented.tokens.classes, pack.words.cues
    group = VerbGroup(i)
    nearest = True  # no helping verb was met yet
    for k in range(i - 1, max(first, i - _LONGEST) - 1, -1):
        bits, word = classes[k], lower[k]
        if word in words.to and nearest:
            group.infinitive = True
            group.start = k
            break
        if _is_helper(classes, k, word, words):
            _add_helper(group, bits, word, nearest, words)
            nearest = False
            group.start = k if not _is_adverb(bits, word, words) else group.start
        elif bits & c.CAPITAL or not _is_adverb(bits, word, words):
            break
        elif bits & c.ADVERB and word in words.negations:
            group.negated = True
    return group


def _is_helper(classes: tuple[int, ...], k: int, word: str, words: CueWords) -> bool:
    bits = classes[k]
    if bits & c.MODAL and bits & c.CAPITAL:
        return False  # "May said" is a name
    if not bits & _GROUP and not (bits & c.CLITIC and word[1:] in words.auxiliary_clitics):
        return False
    return not _is_possessive(classes, k, word, words)


def _is_adverb(bits: int, word: str, words: CueWords) -> bool:
    return bool(bits & c.ADVERB) or word.endswith(words.adverb_ends)


def _is_possessive(classes: tuple[int, ...], k: int, word: str, words: CueWords) -> bool:
    """Whether the 's at ``k`` is a possessive, no verb ("he's said")."""
    return (
        bool(classes[k] & c.CLITIC)
        and word[1:] in words.possessive_clitics
        and not subject_clitic(classes, k)
    )


def subject_clitic(classes: tuple[int, ...], k: int) -> bool:
    """Whether the 's at ``k`` stands behind a pronoun that is a subject: "he's"."""
    return k > 0 and bool(classes[k - 1] & c.SUBJECT_PRONOUN)


def _add_helper(group: VerbGroup, bits: int, word: str, nearest: bool, words: CueWords) -> None:
    """What a helping verb says of the group."""
    group.negated |= bool(bits & c.NEGATION) or word.endswith(words.negated_ends)
    group.modal |= bool(bits & c.MODAL)
    having = bits & c.CLITIC and word[1:] in words.having_clitics
    if nearest and word in words.be and not having:
        group.passive = True
