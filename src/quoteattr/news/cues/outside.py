"""The places where the narration can report: outside quotations, captions and what is no sentence."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.stage_values import Segmented, Sentence, Sentences
from quoteattr.text.tokens import where


def outside(segmented: Segmented, sentences: Sentences, sought: int) -> Iterator[tuple[Sentence, int]]:
    """(sentence, token) of each token of the classes ``sought`` in the narration, in text order."""
    captions = {n for n, paragraph in enumerate(segmented.paragraphs) if paragraph.kind == "caption"}
    spans, inside = sentences.spans, sentences.inside
    number = 0
    for i in [i for i in where(segmented.tokens, sought) if inside[i] < 0]:
        while number < len(spans) and spans[number].last <= i:
            number += 1
        if number == len(spans):
            return
        if i >= spans[number].first and spans[number].paragraph not in captions:
            yield spans[number], i
