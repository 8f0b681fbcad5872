"""The places where the narration can report: outside quotations, captions and what is no sentence."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.lang import classes as c
from quoteattr.sentences import in_sentences
from quoteattr.stage_values import Segmented, Sentence, Sentences
from quoteattr.text.tokens import where


def outside(segmented: Segmented, sentences: Sentences, sought: int) -> Iterator[tuple[Sentence, int]]:
    """(sentence, token) of each token of the classes ``sought`` in the narration, in text order."""
    captions = {n for n, paragraph in enumerate(segmented.paragraphs) if paragraph.kind == "caption"}
    inside, classes = sentences.inside, segmented.tokens.classes
    narrated = [
        i
        for i in where(segmented.tokens, sought)
        if inside[i] < 0 and not (classes[i] & c.CAPITAL and _ends_name(segmented, i))
    ]
    for sentence, i in in_sentences(sentences, narrated):
        if sentence.paragraph not in captions:
            yield sentence, i


def _ends_name(segmented: Segmented, i: int) -> bool:
    """Whether a capitalised word ends a name in front of its verb, and reports nothing itself: "the United
    | States | said", "the Court of | Appeals | has said"."""
    words, classes = segmented.tokens.words, segmented.tokens.classes
    if i == 0 or i + 1 >= len(words) or not classes[i] & c.REPORTING_VERB:
        return False
    named = classes[i - 1] & c.CAPITAL or (
        i > 1 and classes[i - 1] & c.PREPOSITION and classes[i - 2] & c.CAPITAL
    )
    behind = classes[i + 1]
    return bool(named and behind & c.VERBAL and not behind & c.CAPITAL)
