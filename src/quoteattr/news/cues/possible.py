"""Every place where the lexicon sees a possible cue, for the learned finder to weigh.

The rules' cues come first; the rest are nouns, adjectives, verbs that look like nouns, and colons and
dashes beside a quotation.
"""

from __future__ import annotations

from collections.abc import Container
from operator import attrgetter

from quoteattr.lang import classes as c
from quoteattr.lang.kinds import POSSIBLE_CUE, where
from quoteattr.lang.pack import Pack
from quoteattr.news.cues.stage import verb_group
from quoteattr.stage_values import CueUse, Segmented, Sentences
from quoteattr.types import CueAct

_NO_FRAME = ("",)


def possible(
    segmented: Segmented,
    sentences: Sentences,
    cues: tuple[CueUse, ...],
    pack: Pack,
    ignored: Container[tuple[str, str]] = (),
) -> tuple[CueUse, ...]:
    """``cues`` and every other possible cue, in text order; never inside a quotation or a caption.

    ``ignored`` are lemmas with a form ("plan", "noun") that hardly ever report: they are left out.
    """
    words, classes = segmented.tokens.words, segmented.tokens.classes
    inside = sentences.inside
    covered = {i for use in cues for i in range(use.first, use.last)}
    found = [use for use in cues if (use.lemma, use.form) not in ignored]
    spans = iter(sentences.spans)
    last = 0
    for i in [i for i in where(segmented.tokens.kinds, POSSIBLE_CUE) if inside[i] < 0]:
        while i >= last:
            sentence = next(spans)
            last = sentence.last
            caption = segmented.paragraphs[sentence.paragraph].kind == "caption"
        if caption or i in covered or i < sentence.first:
            continue
        if not classes[i] & c.COLON_OR_DASH:
            lemma, act, form = _word(words[i].lower(), classes[i], pack)
            if (lemma, form) not in ignored:
                group = verb_group(segmented, sentence.first, i)[0] if form == "adjective" else i
                found.append(CueUse(i, i + 1, group, form, _NO_FRAME, lemma, act, 0.1))
        elif i + 1 < last and inside[i + 1] >= 0 and (words[i], "mark") not in ignored:
            found.append(CueUse(i, i + 1, i, "mark", _NO_FRAME, words[i], "speech", 0.3))
    return tuple(sorted(found, key=attrgetter("first")))


def _word(lower: str, bits: int, pack: Pack) -> tuple[str, CueAct, str]:
    """(lemma, act, form) of a word that no rule takes for a cue."""
    reporting = pack.reporting
    if bits & c.REPORTING_VERB:
        lemma, form = pack.verb_forms[lower.replace("’", "'")][0]
        return lemma, reporting["verbs"][lemma]["act"], "nominal-" + form
    if bits & c.REPORTING_NOUN:
        lemma = pack.noun_forms[lower.replace("’", "'")]
        return lemma, reporting["nouns"][lemma]["act"], "noun"
    return lower, reporting["adjectives"][lower]["act"], "adjective"
