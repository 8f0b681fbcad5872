"""Cues: the expressions that report speech, thought or writing."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from quoteattr.lang import classes as c
from quoteattr.lang.kinds import CUE, where
from quoteattr.lang.pack import VERB_FORMS, Pack, Phrase
from quoteattr.stage_values import CueUse, Profile, Segmented, Sentences
from quoteattr.types import CueAct

_GROUP = c.HELPING_VERB | c.NEGATION
_BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am", "'re", "’re", "got", "get", "gets"))
_LINKING = _BE | {
    "feel",
    "feels",
    "felt",
    "seem",
    "seems",
    "seemed",
    "became",
    "become",
    "remain",
    "remains",
    "remained",
}
_LONGEST_PHRASE = 6  # words
_LONGEST_GROUP = 12  # tokens of a verb group
_LONGEST_OWNER = 10  # tokens of the owner in "in the mayor's words"
_NOUN_LINKS = frozenset(
    ("that", "to", "of", "for", "about", "on", "over", "whether", "against", "with", "toward")
)
_ADJECTIVE_LINKS = frozenset(("that", "about", "of", "to", "by", "with", "if", "whether"))
_ALONE = frozenset(("this", "that", "these", "those", "some", "all", "many"))
_NO_PRECISION = {"verb": 0.3, "phrase": 0.3, "noun": 0.1, "adjective": 0.3}


def find(segmented: Segmented, sentences: Sentences, profile: Profile) -> tuple[CueUse, ...]:
    """Every cue outside quotation marks that the lexicon knows, in text order.

    Nouns that look like verbs ("the claims") are left out; whether a cue has content and a source is
    decided by attribution.
    """
    pack = profile.pack
    found: list[CueUse] = []
    words, classes = segmented.tokens.words, segmented.tokens.classes
    adjectives = pack.reporting["adjectives"]
    kinds = [p.kind for p in segmented.paragraphs]
    spans = sentences.spans
    number = taken = 0
    inside = sentences.inside
    for i in [i for i in where(segmented.tokens.kinds, CUE) if inside[i] < 0]:
        while number < len(spans) and spans[number].last <= i:
            number += 1
        if number == len(spans) or i < max(taken, spans[number].first):
            continue
        first, last = spans[number].first, spans[number].last
        if kinds[spans[number].paragraph] == "caption":
            continue
        bits = classes[i]
        use = None
        if bits & c.PHRASE_START:
            use = _phrase(segmented, first, i, last, pack)
        if use is None and bits & c.OPINION_NOUN and not bits & c.CAPITAL:
            use = _opinion(segmented, first, i)
        if use is None and words[i] in adjectives:
            use = _adjective(segmented, first, i, last, pack)
        if use is None and bits & c.REPORTING_VERB:
            use = _verb(segmented, first, i, last, pack)
        if use is None and bits & c.REPORTING_NOUN:
            use = _noun(segmented, i, last, pack)
        if use is not None:
            found.append(use)
            taken = use.last
    return tuple(found)


def verb_group(segmented: Segmented, first: int, i: int) -> tuple[int, bool, bool, bool, bool]:
    """(start, negated, modal, passive, infinitive) of the verb group that ends with the verb at ``i``."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    negated = modal = passive = infinitive = False
    start = i
    k = i - 1
    nearest = True
    while k >= max(first, i - _LONGEST_GROUP):
        bits, word = classes[k], words[k].lower()
        if word == "to" and nearest:
            infinitive = True
        elif bits & _GROUP or (bits & c.CLITIC and word[1:] in ("s", "re", "ve", "d", "ll", "m")):
            if bits & c.CLITIC and word[1:] == "s" and not _subject_clitic(classes, k):
                break
            negated |= bool(bits & c.NEGATION) or word.endswith(("n't", "n’t"))
            modal |= bool(bits & c.MODAL)
            if nearest and word in _BE and not (bits & c.CLITIC and word[1:] == "ve"):
                passive = True
            nearest = False
        elif not (bits & c.ADVERB or word.endswith("ly")) or bits & c.CAPITAL:
            break
        elif bits & c.ADVERB and word in ("never", "hardly", "barely"):
            negated = True
        if not (bits & c.ADVERB or word.endswith("ly")):
            start = k
        if infinitive and word == "to":
            break
        k -= 1
    return start, negated, modal, passive, infinitive


def _subject_clitic(classes: tuple[int, ...], k: int) -> bool:
    """Whether the 's at ``k`` is a verb ("he's said"), not a possessive."""
    return k > 0 and bool(classes[k - 1] & c.SUBJECT_PRONOUN)


def _verb(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    tokens = segmented.tokens
    word = tokens.words[i]
    lower = word.lower()
    verbs = pack.reporting["verbs"]
    for lemma, form in pack.verb_forms[lower]:
        facts = verbs[lemma]
        group, negated, modal, passive, infinitive = verb_group(segmented, first, i)
        if form == "base" and "past" not in facts["forms"].values():
            form = "past"  # read, put: one form for both
        passive = passive and form in ("past", "participle")
        if form in ("past", "participle") and group == i and i + 1 < end and tokens.words[i + 1] == "by":
            passive = True
        before = tokens.classes[i - 1] if i > first else 0
        if group == i and i > first and _is_nominal(segmented, first, i, end, form, before):
            return None
        if form == "base" and group == i and before & (c.ADVERB | c.CONJUNCTION) == 0 and i == first:
            return None
        precision = _precision(facts, lower, "verb")
        frames = tuple(facts["frames"])
        return CueUse(
            i, i + 1, group, form, frames, lemma, facts["act"], precision, negated, modal, passive, infinitive
        )
    return None


def _precision(facts: Mapping[str, Any], form: str, part: str) -> float:
    """How often the expression is a cue: of this form where it was counted, else of the lemma."""
    known: float | None = facts.get("by_form", {}).get(form)
    if known is None:
        known = facts["precision"]
    return _NO_PRECISION[part] if known is None else known


def _is_nominal(segmented: Segmented, first: int, i: int, end: int, form: str, before: int) -> bool:
    """Whether what looks like a verb is a noun or an adjective: "the claims", "his reported wealth"."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    determined = before & c.DETERMINING and not before & (c.PRONOUN & ~c.POSSESSIVE_PRONOUN)
    # "this said", "that claims": the determiner may be the subject itself
    if determined and (form == "ing" or words[i - 1].lower() not in _ALONE):
        return True
    if before & c.CLITIC and words[i - 1][1:].lower() == "s" and not _subject_clitic(classes, i - 1):
        return True
    if before & c.PREPOSITION and form in ("s", "base", "past", "participle"):
        return not before & (c.SUBORDINATOR | c.ADVERB | c.COMPLEMENTIZER)
    if form == "s" and (before & c.NUMBER or _plural_noun(words[i - 1], before)):
        return True
    return form in ("base", "s") and _after_determiner(classes, first, i)


def _plural_noun(word: str, bits: int) -> bool:
    """Whether a lower-case word looks like a plural, which "-s" verbs never follow."""
    if (
        bits & (c.CAPITAL | c.PRONOUN | c.ADVERB | c.AUXILIARY | c.CALENDAR | c.ORGANIZATION)
        or not bits & c.WORD
    ):
        return False
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "news"))


def _after_determiner(classes: tuple[int, ...], first: int, i: int) -> bool:
    """Whether a determiner stands one or two plain words in front: "an unprompted call"."""
    for k in range(i - 1, max(first, i - 3) - 1, -1):
        if classes[k] & c.DETERMINING:
            return k < i - 1 and not classes[i - 1] & (c.ROLE | c.GROUP | c.ORGANIZATION | c.DOCUMENT)
        if not classes[k] & c.WORD or classes[k] & (c.CAPITAL | c.NOMINAL_STOP | c.PRONOUN):
            return False
    return False


def _noun(segmented: Segmented, i: int, end: int, pack: Pack) -> CueUse | None:
    """A noun that reports when a "that" clause, an infinitive or "of"/"for" content follows it."""
    tokens = segmented.tokens
    if i + 1 >= end:
        return None
    follow = tokens.words[i + 1].lower()
    if follow not in _NOUN_LINKS:
        return None
    word = tokens.words[i].lower()
    lemma = pack.noun_forms[word]
    facts = pack.reporting["nouns"][lemma]
    frame = "clause" if follow in ("that", "whether") else follow
    return CueUse(i, i + 1, i, "noun", (frame,), lemma, facts["act"], _precision(facts, word, "noun"))


def _adjective(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    """An adjective that reports behind a form of be or feel: "was worried that"."""
    tokens = segmented.tokens
    if i + 1 >= end or tokens.words[i + 1].lower() not in _ADJECTIVE_LINKS or i == first:
        return None
    group, negated, modal, _, _ = verb_group(segmented, first, i)
    if group == i and tokens.words[i - 1].lower() in _LINKING:
        group = i - 1
    if group == i or tokens.words[group].lower() == "to":
        return None
    word = tokens.words[i]
    facts = pack.reporting["adjectives"][word]
    link = tokens.words[i + 1].lower()
    frame = "clause" if link in ("that", "if", "whether") else link
    precision = _precision(facts, word, "adjective")
    return CueUse(i, i + 1, group, "adjective", (frame,), word, facts["act"], precision, negated, modal)


def _opinion(segmented: Segmented, first: int, i: int) -> CueUse | None:
    """The noun of "in the mayor's words": a cue where its owner stands before it, behind "in"."""
    tokens = segmented.tokens
    k = i - 1
    if k <= first or not tokens.classes[k] & (c.CLITIC | c.POSSESSIVE_PRONOUN):
        return None
    for start in range(k, max(first, k - _LONGEST_OWNER) - 1, -1):
        if tokens.words[start].lower() == "in":
            return CueUse(i, i + 1, start, "phrase", ("clause",), tokens.words[i].lower(), "speech", 0.8)
        if tokens.classes[start] & (c.TERMINATOR | c.HELPING_VERB) and not tokens.classes[start] & c.CLITIC:
            return None
    return None


def _phrase(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    """The longest multi-word cue that starts at token ``i``."""
    tokens = segmented.tokens
    second = tokens.words[i + 1].lower() if i + 1 < end else ""
    starting = pack.phrases[tokens.words[i].lower()]
    phrases = (*starting.get(second, ()), *starting.get("", ()))
    if not phrases:
        return None
    lower = [w.lower() for w in tokens.words[i : min(end, i + _LONGEST_PHRASE)]]
    for phrase in phrases:
        if tuple(lower[: len(phrase.words)]) == phrase.words:
            last = i + len(phrase.words)
            group, negated, modal, passive, infinitive = verb_group(segmented, first, i)
            form = _phrase_form(phrase, pack)
            before = tokens.classes[i - 1] if i > first else 0
            if (
                group == i > first
                and form in VERB_FORMS
                and _is_nominal(segmented, first, i, end, form, before)
            ):
                return None
            if "as saying" in phrase.lemma:
                passive = False  # the one who is quoted speaks
            lemma, act = phrase.lemma, cast(CueAct, phrase.act)
            precision = phrase.precision if phrase.precision is not None else _NO_PRECISION["phrase"]
            clause = phrase.words[-1] not in ("to", "of", "for", "about", "on", "against", "with", "at")
            frames = ("clause", "object") if clause else ("object", "clause")
            passive = passive and form == "past"
            return CueUse(
                i,
                last,
                group,
                form,
                frames,
                lemma,
                act,
                precision,
                negated,
                modal,
                passive,
                infinitive,
            )
    return None


@lru_cache(maxsize=4096)
def _phrase_form(phrase: Phrase, pack: Pack) -> str:
    """The form of the phrase's verb; "phrase" where it has none ("according to")."""
    if phrase.form not in ("phrase", "base") or len(pack.reporting["phrases"][phrase.lemma]["forms"]) < 2:
        return phrase.form
    word, base = phrase.words[0], phrase.lemma.split()[0]
    if word == base:
        firsts = {form.split()[0] for form in pack.reporting["phrases"][phrase.lemma]["forms"]}
        other = any(first != base and not first.endswith(("s", "ing")) for first in firsts)
        return "base" if other else "past"  # "put it": one form for both
    return "ing" if word.endswith("ing") else "s" if word.endswith("s") else "past"
