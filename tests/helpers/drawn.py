"""Analyses of any text, spans anywhere, for hypothesis to draw."""

from __future__ import annotations

import attrs
from hypothesis import strategies as st
from made import ANALYSIS

from quoteattr import Analysis, Attribution, Cue, Doubt, Evidence, Mention, Quotation, Span, Speaker

BREAKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"

_LETTERS = st.sampled_from("ab “”—'\n\r\t\x00\x0b\x85\xa0\u2028&<>]\"😀\ud83d\ude00\uffff\ufffe")
_TEXTS = st.one_of(st.text(_LETTERS, max_size=40), st.text(st.characters(exclude_categories=()), max_size=40))


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Any text with quotations, cues and sources at random: nested, overlapping, across paragraphs."""
    text = draw(_TEXTS)

    def span() -> Span:
        return Span(*sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2))))

    who = Speaker("s1", draw(_TEXTS), kind=draw(st.sampled_from(["person", "group", "organization"])))
    attributions = []
    for _ in range(draw(st.integers(0, 4))):
        spans = tuple(span() for _ in range(draw(st.integers(1, 3))))
        spans = tuple(sorted(spans, key=lambda s: (s.start, s.end)))
        parts = tuple(text[s.start : s.end] for s in spans)
        cue, source = span(), span()
        attributions.append(
            Attribution(
                Quotation(spans, draw(st.sampled_from(["direct", "mixed", "indirect"])), parts, ""),
                Cue(cue, text[cue.start : cue.end], "say", negated=draw(st.booleans())),
                Mention(source, text[source.start : source.end], source, "name"),
                draw(st.sampled_from([who, None])),
                "rule",
                evidence=(Evidence("rule", (span(),), "", 1.0),),
            )
        )
    doubts = (Doubt("no-speaker", span(), ""),)
    return attrs.evolve(ANALYSIS, text=text, attributions=tuple(attributions), speakers=(who,), doubts=doubts)
