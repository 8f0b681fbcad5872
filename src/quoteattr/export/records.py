"""An analysis as flat rows, one an attribution and one a document: for data frames and spreadsheets."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, Literal, get_args

from quoteattr.export.summary import speakers
from quoteattr.failure import Failure
from quoteattr.text.chapters import Chapter, chapters
from quoteattr.text.layout import paragraphs
from quoteattr.types import Outcome, QuotationKind

ColumnType = Literal["string", "integer", "number", "boolean", "spans", "strings"]
"""What a column holds, None aside; "spans" are ((start, end), ...), "strings" a tuple of them.

Data frames, Arrow and Spark derive their types from these."""

ATTRIBUTIONS: Mapping[str, ColumnType] = {
    "doc_id": "string",  # the caller's name of the document, or None
    "quote_index": "integer",  # 0-based, in text order
    "start": "integer",  # of the first span, in code points of the text
    "end": "integer",  # of the last span, exclusive
    "spans": "spans",  # ((start, end), ...), marks included
    "text": "string",  # of the quotation, outer marks off
    "kind": "string",  # direct, mixed, indirect
    "medium": "string",  # speech, thought, letter, song; None where the text does not show it
    "cue": "string",  # as in the text; this and the next three are None without a cue
    "cue_act": "string",  # speech, thought, writing, other
    "cue_negated": "boolean",  # "did not say"
    "cue_modal": "boolean",  # "might say"
    "mention": "string",  # of the source as in the text, or None
    "mention_start": "integer",  # of the mention, in code points of the text
    "mention_end": "integer",  # exclusive
    "speaker_in_doc": "string",  # the speaker's id within this document, or None
    "speaker_name": "string",  # without titles and roles, or None where nobody was found
    "speaker_kind": "string",  # person, organization, group, unnamed
    "gender": "string",  # female, male, other, or None
    "known_id": "string",  # of the caller's KnownSpeaker that matched, or None
    "addressees": "strings",  # their names
    "confidence": "number",  # a probability, or None where it is not calibrated
    "rule": "string",  # permanent name of the rule that decided
    "paragraph": "integer",  # 0-based, where the quotation starts
    "found_in": "string",  # where the text has second-hand words from, as in the text, or None
    "gender_evidence": "strings",  # what the gender rests on, in words
    "roles": "strings",  # of the speaker, as the text gives them
    "chapter": "string",  # of a story: the heading of the chapter where the quotation starts, or None
}
COLUMNS = tuple(ATTRIBUTIONS)

DOCUMENTS: Mapping[str, ColumnType] = {
    "doc_id": "string",  # the caller's name of the document, or None
    "language": "string",  # of the language pack
    "genre": "string",  # news, fiction
    "characters": "integer",  # of the text, in code points
    "attributions": "integer",  # all of them, then by kind
    "direct": "integer",  # in quotation marks as a whole
    "mixed": "integer",  # in part
    "indirect": "integer",  # not at all
    "speakers": "integer",  # how many say something
    "named": "integer",  # how many can, as far as the text tells, whether they do or not
    "doubts": "integer",  # what could not be settled
    "error": "string",  # why the text failed, all but doc_id is None then; else None
}
DOCUMENT_COLUMNS = tuple(DOCUMENTS)


def document_record(text: str, language: str, outcome: Outcome, doc_id: str | None = None) -> dict[str, Any]:
    """One dict for a text, with the keys of DOCUMENT_COLUMNS in that order; texts without quotations have
    one too, for they are in every denominator."""
    kinds = Counter(attribution.quotation.kind for attribution in outcome.attributions)
    values = (
        doc_id,
        language,
        outcome.genre,
        len(text),
        kinds.total(),
        *(kinds[kind] for kind in get_args(QuotationKind)),
        speakers(outcome),
        len(outcome.speakers),
        len(outcome.doubts),
        None,
    )
    return dict(zip(DOCUMENT_COLUMNS, values, strict=True))


def failed_record(failure: Failure, doc_id: str | None = None) -> dict[str, Any]:
    """The dict of a text that failed: its ``error`` and nothing else."""
    return {
        **dict.fromkeys(DOCUMENT_COLUMNS),
        "doc_id": doc_id,
        "error": f"{failure.error}: {failure.message}",
    }


def records(text: str, outcome: Outcome, doc_id: str | None = None) -> list[dict[str, Any]]:
    """One dict an attribution, with the keys of COLUMNS in that order."""
    layout = paragraphs(text)
    starts = [p.start for p in layout]
    parts = chapters(text, layout) if outcome.genre == "fiction" else ()
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
            attribution.found_in.text if attribution.found_in else None,
            speaker.gender_evidence if speaker else (),
            speaker.roles if speaker else (),
            _heading(parts, quotation.start),
        )
        rows.append(dict(zip(COLUMNS, values, strict=True)))
    return rows


def _heading(parts: Sequence[Chapter], place: int) -> str | None:
    """The heading of the chapter in which that place of the text is."""
    number = bisect_right(parts, place, key=attrgetter("start")) - 1
    return parts[number].heading if number >= 0 and place < parts[number].end else None
