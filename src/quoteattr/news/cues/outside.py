"""The places where the narration can report: outside quotations, captions and what is no sentence."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.sentences import in_sentences
from quoteattr.stage_values import Segmented, Sentence, Sentences
from quoteattr.text.tokens import where


def outside(segmented: Segmented, sentences: Sentences, sought: int) -> Iterator[tuple[Sentence, int]]:
    """(sentence, token) of each token of the classes ``sought`` in the narration, in text order."""
    captions = {n for n, paragraph in enumerate(segmented.paragraphs) if paragraph.kind == "caption"}
    inside = sentences.inside
    narrated = [i for i in where(segmented.tokens, sought) if inside[i] < 0]
    for sentence, i in in_sentences(sentences, narrated):
        if sentence.paragraph not in captions:
            yield sentence, i
