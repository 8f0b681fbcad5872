"""Words that stand where a tag names its speaker: behind a quotation in front of a verb of saying, or behind
one. There a capital is a name though the text has it nowhere else: "“Badge,” Rourke said."."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import pairwise

from quoteattr.fiction.places.name_runs import NO_NAME
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.stage_values import Segmented, Sentences, Tokens
from quoteattr.text.tokens import paragraph_starts, where

_LONGEST = 4  # words of a name in a tag
_PRONOUN_REACH = 25  # tokens behind a name in which "he" or "she" is its bearer
_OPEN_END = frozenset(",-—–")  # a quotation's last mark where its sentence goes on
_GOES_ON = _OPEN_END | frozenset("!?…")  # or may go on
_NO_SPEAKER = NO_NAME | c.ADVERB | c.NEGATION | c.GROUP


def tagged(segmented: Segmented, sentences: Sentences, pack: Pack) -> frozenset[str]:
    """The words of names in tags. An ordinary word at the beginning of a sentence needs a quotation in front
    that ends with a comma ("“Wait,” River said"), or a second capital ("“Sure?” Bright Wing asked").
    """
    words, classes = segmented.tokens.words, segmented.tokens.classes
    found: set[str] = set()
    for i in where(segmented.tokens, c.CAPITAL):
        if i and sentences.inside[i] < 0 and not classes[i] & _NO_SPEAKER:
            last = _run_end(classes, i)
            if is_behind_verb(segmented, sentences, i, pack) or is_tag(segmented, sentences, i, last, pack):
                found.update(_without_courtesy(words[i:last], pack))
    return frozenset(found)


def _without_courtesy(words: Sequence[str], pack: Pack) -> Sequence[str]:
    """The words of a name; of "Miss Dane" the name alone."""
    shown = pack.words.places
    is_titled = len(words) > 1 and words[0].lower() in shown.married | shown.unmarried
    return words[1:] if is_titled else words


def is_tag(segmented: Segmented, sentences: Sentences, i: int, last: int, pack: Pack) -> bool:
    """Whether the capitals at tokens ``i`` to ``last`` name somebody between a quotation and a verb."""
    if sentences.inside[i - 1] < 0:
        return False
    goes_on = _has_open_end(segmented.tokens.words, i - 1)  # “Badge,” Rourke rumbled
    if not _is_verb(segmented, last, pack) and not (goes_on and _acts(segmented, last, pack)):
        return False
    return last - i > 1 or goes_on or not segmented.tokens.classes[i] & c.COMMON


def beats(segmented: Segmented, sentences: Sentences, pack: Pack) -> frozenset[int]:
    """The tokens where a name acts: first in a paragraph with speech ("Mia nods. “Fine.”"), or anywhere if
    "she" goes on ("Later Vexa came in. She shook off the rain."). Never ordinary words, or those that the
    text also writes small."""
    tokens, inside = segmented.tokens, sentences.inside
    written = frozenset(tokens.words)
    starts = paragraph_starts(segmented)
    paragraphs = {first: last for first, last in pairwise(starts) if first < last}
    begins = [k for k in where(tokens, c.CAPITAL) if inside[k] < 0 and _may_begin_name(segmented, k, written)]
    return frozenset([k for k in begins if _is_doing(segmented, inside, k, paragraphs.get(k, 0), pack)])


def _is_doing(segmented: Segmented, inside: Sequence[int], first: int, last: int, pack: Pack) -> bool:
    """Whether a verb of doing stands behind the name at token ``first``, and behind it a quotation in the
    paragraph up to token ``last``, or "she"."""
    verb = _run_end(segmented.tokens.classes, first)
    if not _acts(segmented, verb, pack):
        return False
    speaks = any(quote >= 0 for quote in inside[verb:last])
    return speaks or _is_person_behind(segmented, inside, first, verb, pack)


def _is_person_behind(segmented: Segmented, inside: Sequence[int], first: int, verb: int, pack: Pack) -> bool:
    """Whether "he" or "she" stands in the narration behind a ``verb``, with no other capital between, and the
    word in front of it, at token ``first``, is no plural."""
    tokens = segmented.tokens
    if _is_plural(tokens, first, pack):
        return False
    for k in range(verb, min(len(tokens.words), verb + _PRONOUN_REACH)):
        facts = pack.pronouns.get(tokens.words[k].lower()) if inside[k] < 0 else None
        if facts is not None and facts["gender"]:
            return True
        if inside[k] < 0 and tokens.classes[k] & c.CAPITAL and not tokens.classes[k] & _NO_SPEAKER:
            return False
    return False


def _is_plural(tokens: Tokens, k: int, pack: Pack) -> bool:
    """Whether a word that no list has ends as plurals do: "Gulls cried above her"."""
    word, forms = tokens.words[k], pack.words.cues
    is_listed = tokens.classes[k] & ~(c.CAPITAL | c.WORD)
    return not is_listed and word.endswith(forms.plural_ends) and not word.endswith(forms.no_plural_ends)


def _may_begin_name(segmented: Segmented, k: int, written: Container[str]) -> bool:
    """Whether token ``k`` has a capital, is no ordinary word and is never ``written`` small."""
    bits = segmented.tokens.classes[k]
    if k and segmented.tokens.classes[k - 1] & c.DETERMINING:
        return False  # "the Vizier"
    if not bits & c.CAPITAL or bits & (_NO_SPEAKER | c.COMMON | c.PLACE | c.DEMONYM):
        return False
    return segmented.tokens.words[k].lower() not in written


def _acts(segmented: Segmented, k: int, pack: Pack) -> bool:
    """Whether a verb in a form that narration has stands at token ``k`` ("looked", "nods", "was"), or "who"
    behind a comma."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if words[k : k + 1] == (",",) and not pack.words.contents.who_words.isdisjoint(words[k + 1 : k + 2]):
        return True
    if k >= len(words) or classes[k] & c.CAPITAL:
        return False
    if _is_verb(segmented, k, pack) or classes[k] & (c.AUXILIARY | c.MODAL) or words[k] in pack.story.past:
        return True
    ends = pack.words.turns
    return words[k].endswith(ends.past_ends + ends.present_ends) and not classes[k] & c.CLITIC


def _run_end(classes: tuple[int, ...], i: int) -> int:
    """The token behind the capitals, and figures behind those ("Unit 7"), that start at token ``i``."""
    k = i + 1
    stop = min(len(classes), i + _LONGEST)
    while k < stop and classes[k] & (c.CAPITAL | c.NUMBER) and not classes[k] & _NO_SPEAKER:
        k += 1
    return k


def is_behind_verb(segmented: Segmented, sentences: Sentences, i: int, pack: Pack) -> bool:
    """Whether a verb of saying stands between a quotation and token ``i``, "“…,” said Rourke", or any verb
    behind a quotation whose sentence may go on: "“…!” rumbled Rourke"."""
    classes, words, verb = segmented.tokens.classes, segmented.tokens.words, i - 1
    if verb < 2 or sentences.inside[verb] >= 0 or sentences.inside[verb - 1] < 0:
        return False
    reports = classes[verb] & c.REPORTING_VERB and not classes[verb] & c.CAPITAL
    goes_on = words[verb - 2] in _GOES_ON
    return bool(reports) or (goes_on and _acts(segmented, verb, pack))


def _is_verb(segmented: Segmented, k: int, pack: Pack) -> bool:
    """Whether a verb of saying in a finite form stands at token ``k``."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if k >= len(words) or not classes[k] & c.REPORTING_VERB or classes[k] & c.CAPITAL:
        return False
    return not words[k].endswith(pack.words.places.ing_endings)


def _has_open_end(words: tuple[str, ...], mark: int) -> bool:
    """Whether the quotation whose closing mark is token ``mark`` ends with a comma or a dash."""
    return words[mark] in _OPEN_END or (mark > 0 and words[mark - 1] in _OPEN_END)
