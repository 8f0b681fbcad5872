"""Cues: the expressions that report speech, thought or writing."""

from __future__ import annotations

from typing import cast

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.types import Cue, CueAct, CueUse, Segmented, Sentences, Span

_GROUP = c.AUXILIARY | c.MODAL | c.NEGATION
_NOUN_BEFORE = c.DETERMINER | c.POSSESSIVE_PRONOUN | c.PREPOSITION
_BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "got", "get", "gets"))
_LONGEST_PHRASE = 6  # words


def find(segmented: Segmented, sentences: Sentences, pack: Pack) -> tuple[CueUse, ...]:
    """Every cue outside quotation marks that the lexicon knows, in text order.

    Nouns that look like verbs ("the claims") are left out; whether a cue has content and a source is
    decided by attribution.
    """
    found: list[CueUse] = []
    classes, inside = segmented.tokens.classes, sentences.inside
    taken = -1
    for sentence in sentences.spans:
        if segmented.paragraphs[sentence.paragraph].kind == "caption":
            continue
        for i in range(sentence.first, sentence.last):
            bits = classes[i]
            if not bits & (c.REPORTING_VERB | c.REPORTING_NOUN | c.PHRASE_START) or inside[i] >= 0 or i < taken:
                continue
            use = None
            if bits & c.PHRASE_START:
                use = _phrase(segmented, sentence.first, i, sentence.last, pack)
            if use is None and bits & c.REPORTING_VERB:
                use = _verb(segmented, sentence.first, i, sentence.last, pack)
            if use is None and bits & c.REPORTING_NOUN:
                use = _noun(segmented, i, sentence.last, pack)
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
    while k >= first:
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
    verbs = pack.lists["reporting"]["verbs"]
    for lemma, form in pack.verb_forms[lower]:
        facts = verbs[lemma]
        group, negated, modal, passive, infinitive = verb_group(segmented, first, i)
        if form != "ing":
            passive = passive and form in ("past", "participle")
        else:
            passive = False
        before = tokens.classes[i - 1] if i > first else 0
        if group == i and i > first and _is_nominal(segmented, first, i, end, form, before):
            return None
        if form == "base" and group == i and before & (c.ADVERB | c.CONJUNCTION) == 0 and i == first:
            return None
        span = Span(tokens.starts[i], tokens.ends[i])
        cue = Cue(span, word, lemma, facts["act"], negated, modal)
        return CueUse(
            cue,
            i,
            i + 1,
            group,
            form,
            tuple(facts["frames"]),
            passive,
            infinitive,
            facts["precision"] if facts["precision"] is not None else 0.3,
        )
    return None


def _is_nominal(segmented: Segmented, first: int, i: int, end: int, form: str, before: int) -> bool:
    """Whether what looks like a verb is a noun or an adjective: "the claims", "his reported wealth"."""
    classes, words = segmented.tokens.classes, segmented.tokens.words
    if before & (c.DETERMINER | c.POSSESSIVE_PRONOUN) and not before & (c.PRONOUN & ~c.POSSESSIVE_PRONOUN):
        # "this said", "that claims": the determiner may be the subject itself
        if form == "ing" or words[i - 1].lower() not in ("this", "that", "these", "those", "some", "all", "many"):
            return True
    if before & c.CLITIC and words[i - 1][1:].lower() == "s" and not _subject_clitic(classes, i - 1):
        return True
    if before & c.PREPOSITION and form in ("s", "base", "past", "participle"):
        return not before & (c.SUBORDINATOR | c.ADVERB | c.COMPLEMENTIZER)
    return form in ("base", "s") and _after_determiner(classes, first, i)


def _after_determiner(classes: tuple[int, ...], first: int, i: int) -> bool:
    """Whether a determiner stands one or two plain words in front: "an unprompted call"."""
    for k in range(i - 1, max(first, i - 3) - 1, -1):
        if classes[k] & (c.DETERMINER | c.POSSESSIVE_PRONOUN):
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
    if follow not in ("that", "to", "of", "for", "about", "on", "over", "whether", "against"):
        return None
    word = tokens.words[i]
    lemma = pack.noun_forms[word.lower()]
    facts = pack.lists["reporting"]["nouns"][lemma]
    cue = Cue(Span(tokens.starts[i], tokens.ends[i]), word, lemma, facts["act"])
    precision = facts["precision"] if facts["precision"] is not None else 0.1
    return CueUse(cue, i, i + 1, i, "noun", ("clause" if follow in ("that", "whether") else follow,), precision=precision)


def _phrase(segmented: Segmented, first: int, i: int, end: int, pack: Pack) -> CueUse | None:
    """The longest multi-word cue that starts at token ``i``."""
    tokens = segmented.tokens
    lower = [w.lower() for w in tokens.words[i : min(end, i + _LONGEST_PHRASE)]]
    for phrase in pack.phrases[lower[0]]:
        if tuple(lower[: len(phrase.words)]) == phrase.words:
            last = i + len(phrase.words)
            span = Span(tokens.starts[i], tokens.ends[last - 1])
            group, negated, modal, passive, infinitive = verb_group(segmented, first, i)
            text = segmented.text[span.start : span.end]
            cue = Cue(span, text, phrase.lemma, cast(CueAct, phrase.act), negated, modal)
            precision = phrase.precision if phrase.precision is not None else 0.3
            frames = ("clause", "object") if phrase.words[-1] != "to" else ("object", "clause")
            return CueUse(cue, i, last, group, phrase.form, frames, passive, infinitive, precision)
    return None
