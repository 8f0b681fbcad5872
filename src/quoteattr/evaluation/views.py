"""An evaluation for people, as a table, and for programs, as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from quoteattr.evaluation.score import Evaluation, Row, Score

_HEADER = (
    "",
    "Gold",
    "Predicted",
    "Soft P",
    "R",
    "F1",
    "Exact P",
    "R",
    "F1",
    "+Source P",
    "R",
    "F1",
    "Speaker",
)


def table(evaluation: Evaluation) -> Iterator[str]:
    """Lines: a row for each kind with percentages, then what the confidence is worth, then what is wrong."""
    texts = evaluation.documents
    yield f"{texts} {'text' if texts == 1 else 'texts'}; percentages.\n\n"
    yield from _aligned([_HEADER, *map(_cells, evaluation.rows)])
    if (told := evaluation.calibration) is not None:
        yield f"\nConfidence ({told.judged} predictions; right: {told.right}): calibration error "
        yield f"{_percent(told.expected_error)}, precision of the surer half {_percent(told.surer_half)}.\n"
    if evaluation.left_out:
        yield f"\nLeft out: {evaluation.left_out} predictions where nothing was annotated.\n"
    if evaluation.mistakes:
        yield "\nMistakes: " + _counted(mistake.error for mistake in evaluation.mistakes) + ".\n"
    if evaluation.problems:
        yield "\nDo not fit: " + _counted(problem.kind for problem in evaluation.problems) + ".\n"


def to_json(evaluation: Evaluation) -> str:
    """One JSON object and a line end."""
    return json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=1) + "\n"


def _counted(kinds: Iterable[str]) -> str:
    """How many of each, the most frequent first."""
    return ", ".join(f"{count} {kind}" for kind, count in Counter(kinds).most_common())


def _cells(row: Row) -> tuple[str, ...]:
    def three(score: Score | None) -> tuple[str, str, str]:
        if score is None or not (row.gold or row.predicted):
            return "–", "–", "–"
        return _percent(score.precision), _percent(score.recall), _percent(score.f1)

    scores = (*three(row.soft), *three(row.exact), *three(row.sourced))
    return (row.kind, str(row.gold), str(row.predicted), *scores, _percent(row.speaker_accuracy))


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of columns: the first to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *numbers = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join([first.strip().ljust(widths[0]), *numbers]).rstrip() + "\n"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"
