"""Every place where the lexicon sees a possible cue, for the learned finder to weigh.

The rules' cues come first; the rest are nouns, adjectives, verbs that look like nouns, and colons and
dashes beside a quotation.
"""

from __future__ import annotations

from quoteattr.cues.find import verb_group
from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.types import Cue, CueAct, CueUse, Segmented, Sentences, Span

_GATE = c.REPORTING_VERB | c.REPORTING_NOUN | c.REPORTING_ADJECTIVE | c.COLON_OR_DASH


def possible(
    segmented: Segmented, sentences: Sentences, cues: tuple[CueUse, ...], pack: Pack
) -> tuple[CueUse, ...]:
    """``cues`` and every other possible cue, in text order; never inside a quotation or a caption."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    inside = sentences.inside
    covered = {i for use in cues for i in range(use.first, use.last)}
    found = list(cues)
    spans = iter(sentences.spans)
    last = 0
    for i in [i for i, bits in enumerate(classes) if bits & _GATE and inside[i] < 0]:
        while i >= last:
            sentence = next(spans)
            last = sentence.last
            caption = segmented.paragraphs[sentence.paragraph].kind == "caption"
        if caption or i in covered or i < sentence.first:
            continue
        if not classes[i] & c.COLON_OR_DASH:
            found.append(_word(segmented, sentence.first, i, pack))
        elif i + 1 < last and inside[i + 1] >= 0:
            found.append(_use(segmented, i, words[i], "speech", "mark", i, 0.3))
    return tuple(sorted(found, key=lambda use: use.first))


def _word(segmented: Segmented, first: int, i: int, pack: Pack) -> CueUse:
    lower = segmented.tokens.words[i].lower()
    reporting = pack.lists["reporting"]
    bits = segmented.tokens.classes[i]
    if bits & c.REPORTING_VERB:
        lemma, form = pack.verb_forms[lower.replace("’", "'")][0]
        act, form = reporting["verbs"][lemma]["act"], "nominal-" + form
    elif bits & c.REPORTING_NOUN:
        lemma, form = pack.noun_forms[lower.replace("’", "'")], "noun"
        act = reporting["nouns"][lemma]["act"]
    else:
        lemma, form = lower, "adjective"
        act = reporting["adjectives"][lemma]["act"]
    group = verb_group(segmented, first, i)[0] if form == "adjective" else i
    return _use(segmented, i, lemma, act, form, group, 0.1)


def _use(
    segmented: Segmented, i: int, lemma: str, act: CueAct, form: str, group: int, precision: float
) -> CueUse:
    tokens = segmented.tokens
    cue = Cue(Span(tokens.starts[i], tokens.ends[i]), tokens.words[i], lemma, act)
    return CueUse(cue, i, i + 1, group, form, ("",), precision=precision)
