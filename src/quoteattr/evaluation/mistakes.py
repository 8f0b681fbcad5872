"""Every quotation that is not right, as rows that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from attrs import frozen

from quoteattr.evaluation.names import Names
from quoteattr.evaluation.speakers import is_found, source_agrees
from quoteattr.evaluation.units import Compared, Unit
from quoteattr.evaluation.values import MarkedText
from quoteattr.export import csv
from quoteattr.types import Span

Error = Literal["missed", "spurious", "partial", "wrong-speaker", "wrong-source"]

COLUMNS = (
    *("doc_id", "error", "kind", "gold_spans", "gold_text", "gold_source", "gold_speaker"),
    *("predicted_spans", "predicted_text", "predicted_source", "predicted_speaker", "confidence"),
)


@frozen
class Answer:
    """What one side says: spans (code points, end exclusive), the text there, the source's text, the name."""

    spans: tuple[Span, ...]
    text: str
    source: str | None
    speaker: str | None


@frozen
class Mistake:
    """A quotation that is not right; ``gold`` is None for a spurious one, ``predicted`` for a missed one.

    ``error``: "missed", "spurious", "partial" (matched, but with less than half the words of gold),
    "wrong-speaker", or "wrong-source" (found; where gold names no speaker, sources are compared).
    """

    doc_id: str
    error: Error
    kind: str | None
    gold: Answer | None
    predicted: Answer | None
    confidence: float | None


def mistakes(document: Compared, names: Names) -> Iterator[Mistake]:
    """Those of one document, in text order, by the first word that either side has."""
    made: list[tuple[int, Mistake]] = []
    for unit in document.golds:
        if (error := _error(document, names, unit)) is not None:
            match = document.of_gold.get(unit)
            made.append((unit.words[0][0], _mistake(document, error, unit, match.unit if match else None)))
    for unit in document.predicted:
        if unit not in document.of_predicted:
            made.append((unit.words[0][0], _mistake(document, "spurious", None, unit)))
    yield from (mistake for _, mistake in sorted(made, key=lambda pair: pair[0]))


def _error(document: Compared, names: Names, unit: Unit) -> Error | None:
    match = document.of_gold.get(unit)
    if match is None:
        return "missed"
    if not is_found(document, unit):
        return "partial"
    gold, predicted = unit.quotation, match.unit.quotation
    if gold.speaker is not None:
        name = document.prediction.speaker_name(predicted)
        return None if names.right(gold.speaker, name) else "wrong-speaker"
    if not gold.source:
        return None  # gold does not say who speaks
    return None if source_agrees(document, gold, predicted) else "wrong-source"


def _mistake(document: Compared, error: Error, gold: Unit | None, predicted: Unit | None) -> Mistake:
    one = gold or predicted
    assert one is not None
    return Mistake(
        doc_id=document.gold.id,
        error=error,
        kind=one.kind,
        gold=_answer(document, document.gold, gold),
        predicted=_answer(document, document.prediction, predicted),
        confidence=predicted.quotation.confidence if predicted is not None else None,
    )


def _answer(document: Compared, side: MarkedText, unit: Unit | None) -> Answer | None:
    if unit is None:
        return None
    text, quotation = document.ruler.text, unit.quotation
    source = _slices(text, quotation.source) if quotation.source else None
    return Answer(unit.spans, _slices(text, unit.spans), source, side.speaker_name(quotation))


def _slices(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(text[span.start : span.end] for span in spans)


def rows(made: Iterable[Mistake]) -> Iterator[str]:
    """CSV: the names of COLUMNS, then a line for each mistake."""
    yield csv.line(COLUMNS)
    for one in made:
        sides = [*_cells(one.gold), *_cells(one.predicted)]
        values = (one.doc_id, one.error, one.kind, *sides, one.confidence)
        yield csv.line([csv.cell(value) for value in values])


def _cells(answer: Answer | None) -> tuple[Any, ...]:
    if answer is None:
        return (None,) * 4
    spans = tuple((span.start, span.end) for span in answer.spans)
    return spans, answer.text, answer.source, answer.speaker
