"""An analysis as flat rows, one an attribution: for data frames and spreadsheets."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from quoteattr.text.layout import paragraphs
from quoteattr.types import Outcome

COLUMNS = (
    "doc_id",  # the caller's name of the document, or None
    "quote_index",  # 0-based, in text order
    "start",  # of the first span, in code points of the text
    "end",  # of the last span, exclusive
    "spans",  # ((start, end), ...), marks included
    "text",  # of the quotation, outer marks off
    "kind",  # direct, mixed, indirect
    "medium",  # speech, thought, letter, song; None outside stories and where the text does not show it
    "cue",  # as in the text; this and the next three are None without a cue
    "cue_act",  # speech, thought, writing, other
    "cue_negated",
    "cue_modal",
    "mention",  # of the source as in the text, or None
    "mention_start",
    "mention_end",
    "speaker_in_doc",  # the speaker's id within this document, or None
    "speaker_name",
    "speaker_kind",  # person, organization, group, unnamed
    "gender",  # female, male, other, or None
    "known_id",  # of the caller's KnownSpeaker that matched, or None
    "addressees",  # their names
    "confidence",  # a probability, or None where it is not calibrated
    "rule",  # permanent name of the rule that decided
    "paragraph",  # 0-based, where the quotation starts
)


def records(text: str, outcome: Outcome, doc_id: str | None = None) -> list[dict[str, Any]]:
    """One dict an attribution, with the keys of COLUMNS in that order."""
    starts = [p.start for p in paragraphs(text)]
    rows = []
    for index, attribution in enumerate(outcome.attributions):
        quotation, speaker = attribution.quotation, attribution.speaker
        cue, mention = attribution.cue, attribution.mention
        values = (
            doc_id,
            index,
            quotation.start,
            quotation.end,
            tuple((s.start, s.end) for s in quotation.spans),
            quotation.text,
            quotation.kind,
            quotation.medium,
            *((cue.text, cue.act, cue.negated, cue.modal) if cue else (None,) * 4),
            *((mention.text, mention.span.start, mention.span.end) if mention else (None,) * 3),
            *(
                (speaker.id, speaker.name, speaker.kind, speaker.gender, speaker.known_id)
                if speaker
                else (None,) * 5
            ),
            tuple(s.name for s in attribution.addressees),
            attribution.confidence,
            attribution.rule,
            max(bisect_right(starts, quotation.start) - 1, 0),
        )
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows
