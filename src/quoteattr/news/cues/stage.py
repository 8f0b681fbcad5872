"""Cues: the expressions that report speech, thought or writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast

from quoteattr.lang import classes as c
from quoteattr.lang.pack import VERB_FORMS, Pack, Phrase
from quoteattr.news.cues.nominal import is_nominal
from quoteattr.news.cues.outside import outside
from quoteattr.news.cues.verb_group import VerbGroup, verb_group
from quoteattr.stage_values import CueUse, Profile, Segmented, Sentences
from quoteattr.types import CueAct

_LINKS = c.PREPOSITION | c.CONJUNCTION
_LONGEST_PHRASE = 6  # words
_LONGEST_OWNER = 10  # tokens of the owner in "in the mayor's words"
_NO_PRECISION = {"verb": 0.3, "phrase": 0.3, "noun": 0.1, "adjective": 0.3}


def find(segmented: Segmented, sentences: Sentences, profile: Profile) -> tuple[CueUse, ...]:
    """Every cue outside quotation marks that the lexicon knows, in text order.

    Nouns that look like verbs ("the claims") are left out; whether a cue has content and a source is
    decided by attribution.
    """
    found: list[CueUse] = []
    taken = 0
    for sentence, i in outside(segmented, sentences, c.CUE):
        if i < taken:
            continue
        use = _cue_at(segmented, sentence.first, i, sentence.last, profile.pack)
        if use is not None:
            found.append(use)
            taken = use.last
    return tuple(found)


def _cue_at(segmented: Segmented, first: int, i: int, last: int, pack: Pack) -> CueUse | None:
    """The cue at token ``i`` of the sentence ``first`` to ``last``."""
    for read in _readers(segmented.tokens.classes[i] & c.CUE):
        use = read(segmented, first, i, last, pack)
        if use is not None:
            return use
    return None


@lru_cache(maxsize=64)
def _readers(bits: int) -> list[Callable[[Segmented, int, int, int, Pack], CueUse | None]]:
    """What reads a cue whose first word is of the classes ``bits``, in order."""
    return [read for mask, read in _READERS if bits & mask]


def _verb(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    lower = segmented.tokens.lower[i]
    lemma, form = pack.verb_forms[lower][0]
    facts = pack.reporting["verbs"][lemma]
    if form == "base" and "past" not in facts["forms"].values():
        form = "past"  # read, put: one form for both
    group = verb_group(segmented, first, i, pack)
    if group.start == i and _is_no_verb(segmented, first, i, end, form, pack):
        return None
    frames, act, precision = tuple(facts["frames"]), facts["act"], _precision(facts, lower, "verb")
    said_of = group.facts(_is_passive(segmented, group, i, end, form, pack))
    return CueUse(i, i + 1, group.start, form, frames, lemma, act, precision, *said_of)


def _is_no_verb(segmented: Segmented, first: int, i: int, end: int, form: str, pack: Pack) -> bool:
    """Whether what looks like a bare verb is a noun, or an order at the start of a sentence: "Call again"."""
    if i == first:
        return form == "base"
    return is_nominal(segmented, first, i, form, pack)


def _is_passive(segmented: Segmented, group: VerbGroup, i: int, end: int, form: str, pack: Pack) -> bool:
    if form not in ("past", "participle"):
        return False
    by = group.start == i and i + 1 < end and segmented.tokens.words[i + 1] in pack.words.cues.by
    return by or group.passive


def _precision(facts: Mapping[str, Any], form: str, part: str) -> float:
    """How often the expression is a cue: of this form where it was counted, else of the lemma."""
    known: float | None = facts.get("by_form", {}).get(form)
    if known is None:
        known = facts["precision"]
    return _NO_PRECISION[part] if known is None else known


def _noun(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    """A noun that reports when a "that" clause, an infinitive or "of"/"for" content follows it."""
    frame = _frame_behind(segmented, i, end, pack.words.cues.noun_links, pack)
    if frame is None:
        return None
    word = segmented.tokens.words[i].lower()
    lemma = pack.noun_forms[word]
    facts = pack.reporting["nouns"][lemma]
    return CueUse(i, i + 1, i, "noun", (frame,), lemma, facts["act"], _precision(facts, word, "noun"))


def _frame_behind(segmented: Segmented, i: int, end: int, links: frozenset[str], pack: Pack) -> str | None:
    """What opens the content of a noun or an adjective: the word behind it; "clause" for "that" and "if"."""
    link = segmented.tokens.words[i + 1].lower() if i + 1 < end else ""
    if link not in links:
        return None
    return "clause" if link in pack.words.cues.clause_links else link


def _adjective(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    """An adjective that reports behind a form of be or feel: "was worried that"."""
    words = pack.words.cues
    word, before = segmented.tokens.words[i], segmented.tokens.words[i - 1].lower()
    facts = pack.reporting["adjectives"].get(word)  # as written: no name
    frame = _frame_behind(segmented, i, end, words.adjective_links, pack)
    if facts is None or frame is None or i == first:
        return None
    group = verb_group(segmented, first, i, pack)
    start = i - 1 if group.start == i and (before in words.be or before in words.linking) else group.start
    if start == i or segmented.tokens.words[start].lower() in words.to:
        return None
    precision = _precision(facts, word, "adjective")
    return CueUse(
        i, i + 1, start, "adjective", (frame,), word, facts["act"], precision, group.negated, group.modal
    )


def _opinion(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    """The noun of "in the mayor's words": a cue where its owner stands before it, behind "in"."""
    tokens = segmented.tokens
    k = i - 1
    if (
        k <= first
        or tokens.classes[i] & c.CAPITAL
        or not tokens.classes[k] & (c.CLITIC | c.POSSESSIVE_PRONOUN)
    ):
        return None
    for start in range(k, max(first, k - _LONGEST_OWNER) - 1, -1):
        if tokens.words[start].lower() in pack.words.cues.owned_in:
            return CueUse(i, i + 1, start, "phrase", ("clause",), tokens.words[i].lower(), "speech", 0.8)
        if tokens.classes[start] & (c.TERMINATOR | c.HELPING_VERB) and not tokens.classes[start] & c.CLITIC:
            return None
    return None


def _phrase(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    """The longest multi-word cue that starts at token ``i``."""
    phrase = _longest_phrase(segmented, i, end, pack)
    if phrase is None:
        return None
    group = verb_group(segmented, first, i, pack)
    form = _phrase_form(phrase, pack)
    if group.start == i > first and _is_noun(segmented, first, i, phrase, form, pack):
        return None
    words = pack.words.cues
    quoted = any(part in phrase.lemma for part in words.quoting)  # "was quoted as saying"
    object_first = phrase.words[-1] in words.object_links
    frames = ("object", "clause") if object_first else ("clause", "object")
    precision = phrase.precision if phrase.precision is not None else _NO_PRECISION["phrase"]
    said_of = group.facts(group.passive and form == "past" and not quoted)
    last, act = i + len(phrase.words), cast(CueAct, phrase.act)
    return CueUse(i, last, group.start, form, frames, phrase.lemma, act, precision, *said_of)


def _is_noun(segmented: Segmented, first: int, i: int, phrase: Phrase, form: str, pack: Pack) -> bool:
    """Whether a phrase begins with a noun: "the calls for"; but "the law | makes clear" has a verb."""
    if form not in VERB_FORMS or not is_nominal(segmented, first, i, form, pack):
        return False
    return len(phrase.words) == 1 or bool(segmented.tokens.classes[i + 1] & _LINKS)


def _longest_phrase(segmented: Segmented, i: int, end: int, pack: Pack) -> Phrase | None:
    lower = segmented.tokens.lower
    starting = pack.phrases[lower[i]]
    phrases = (*starting.get(lower[i + 1] if i + 1 < end else "", ()), *starting.get("", ()))
    if not phrases:
        return None
    here = lower[i : min(end, i + _LONGEST_PHRASE)]
    return next((phrase for phrase in phrases if here[: len(phrase.words)] == phrase.words), None)


@lru_cache(maxsize=4096)
def _phrase_form(phrase: Phrase, pack: Pack) -> str:
    """The form of the phrase's verb; "phrase" where it has none ("according to")."""
    forms = pack.reporting["phrases"][phrase.lemma]["forms"]
    if phrase.form not in ("phrase", "base") or len(forms) < 2:
        return phrase.form
    word, base = phrase.words[0], phrase.lemma.split()[0]
    s_ends, ing_ends = pack.words.cues.s_ends, pack.words.cues.ing_ends
    if word == base:
        firsts = {form.split()[0] for form in forms}
        other = any(first != base and not first.endswith(s_ends + ing_ends) for first in firsts)
        return "base" if other else "past"  # "put it": one form for both
    return "ing" if word.endswith(ing_ends) else "s" if word.endswith(s_ends) else "past"


# What reads a cue, by the class of its first word: what is longest and surest first, a noun last.
_READERS = (
    (c.PHRASE_START, _phrase),
    (c.OPINION_NOUN, _opinion),
    (c.REPORTING_ADJECTIVE, _adjective),
    (c.REPORTING_VERB, _verb),
    (c.REPORTING_NOUN, _noun),
)
