"""Every place where the lexicon sees a possible cue, for the learned finder to weigh.

The rules' cues come first; the rest are nouns, adjectives, verbs that look like nouns, and colons and
dashes beside a quotation.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from operator import attrgetter

from quoteattr.lang import classes as c
from quoteattr.lang.pack import Pack
from quoteattr.news.cues.outside import outside
from quoteattr.news.cues.verb_group import verb_group
from quoteattr.sentences import in_sentences
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
    """``cues`` and every other possible cue, in text order; none inside a quotation or a caption.
    ``ignored``: lemmas in a form ("plan", "noun") that hardly ever report; they count only where their
    sentence has words in marks and a rule could take them: "“…,” the paper states"."""
    covered = {i for use in cues for i in range(use.first, use.last)}
    found = list(cues)
    for sentence, i in outside(segmented, sentences, c.POSSIBLE_CUE):
        if i in covered:
            continue
        if not segmented.tokens.classes[i] & c.COLON_OR_DASH:
            found.append(_word_use(segmented, sentence.first, i, pack))
        elif i + 1 < sentence.last and sentences.inside[i + 1] >= 0:
            found.append(CueUse(i, i + 1, i, "mark", _NO_FRAME, segmented.tokens.words[i], "speech", 0.3))
    kept = [use for use in found if (use.lemma, use.form) not in ignored]
    doubtful = [use for use in cues if (use.lemma, use.form) in ignored]
    kept += _beside_marks(sentences, doubtful)
    return tuple(sorted(kept, key=attrgetter("first")))


def _beside_marks(sentences: Sentences, uses: Iterable[CueUse]) -> Iterator[CueUse]:
    """Those of the uses, which come in text order, whose sentences hold words in marks."""
    by_token = {use.first: use for use in uses}
    read, marked = None, False
    for sentence, i in in_sentences(sentences, by_token):
        if sentence is not read:
            read, marked = sentence, max(sentences.inside[sentence.first : sentence.last]) >= 0
        if marked:
            yield by_token[i]


def _word_use(segmented: Segmented, first: int, i: int, pack: Pack) -> CueUse:
    """A word that no rule takes for a cue."""
    lemma, act, form = _word(segmented.tokens.words[i].lower(), segmented.tokens.classes[i], pack)
    group = verb_group(segmented, first, i, pack).start if form == "adjective" else i
    return CueUse(i, i + 1, group, form, _NO_FRAME, lemma, act, 0.1)


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
