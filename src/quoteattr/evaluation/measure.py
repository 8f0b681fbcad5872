"""How well predicted quotations agree with gold ones: the figures, and every difference as a row.

The measures are those of the field. Soft scores count the share of a quotation's words that is found
("partial match": Pareti 2015, "Attribution: a computational approach"); the source agrees when it shares a
word that is no determiner (as for PolNeAR: Newell, Margolin and Ruths 2018); the confidence is judged by its
expected calibration error over ten bins of equal count (Naeini et al. 2015).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

from quoteattr.evaluation.marked import Marked, MarkedText, Spans
from quoteattr.evaluation.match import Unit, Words, matched, same_source
from quoteattr.evaluation.names import same_speaker
from quoteattr.types import Span

ROWS: Mapping[str, tuple[str, ...]] = {
    "all": ("direct", "mixed", "indirect"),
    "quoted": ("direct", "mixed"),
    "direct": ("direct",),
    "mixed": ("mixed",),
    "indirect": ("indirect",),
}
"""The rows of an Evaluation and the kinds of quotation that each counts."""

_BINS = 10


@frozen
class Score:
    """Precision, recall and their harmonic mean, 0 to 1; 0 where there is nothing to count."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@frozen
class Share:
    """``right`` of ``of``."""

    right: int
    of: int

    @property
    def rate(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.right / self.of if self.of else None


@frozen
class Figures:
    """The figures of a kind of quotation. Gold counts by its own kind, a prediction by its own.

    ``exact``        the same letters.
    ``soft``         the share of words found.
    ``with_source``  at least half of the gold words, and the same source; None where no source is marked.
    ``source``       of the quotations found by at least half, those with the same source.
    ``speaker``      of the gold quotations whose speaker has a name, those found by half with the right one.
    """

    gold: int
    predicted: int
    exact: Score
    soft: Score
    with_source: Score | None
    source: Share
    speaker: Share


@frozen
class Confidence:
    """Whether the confidences mean what they say, over ``of`` predictions, where the gold names speakers: the
    expected calibration error, and the share of the surer half that is right (half of the words, and the
    speaker)."""

    expected_error: float
    surer_half: float
    of: int


@frozen
class Difference:
    """Something that gold and prediction do not agree on.

    ``kind`` is "missed", "spurious", "words" (found, but not the same), "source" or "speaker"; the place is
    that of the gold quotation, of a spurious one its own. ``gold`` and ``predicted`` are the two answers.
    """

    doc_id: str
    kind: str
    start: int
    end: int
    text: str
    gold: str
    predicted: str


@frozen
class Evaluation:
    """What ``evaluate`` found: ``rows`` by name (see ROWS), and which texts could not be compared."""

    texts: int
    rows: Mapping[str, Figures]
    confidence: Confidence | None
    differences: tuple[Difference, ...] = field(repr=False)
    without_prediction: tuple[str, ...] = ()
    without_gold: tuple[str, ...] = ()
    other_text: tuple[str, ...] = ()


@define
class _Counts:
    gold: int = 0
    predicted: int = 0
    exact_gold: int = 0
    exact_predicted: int = 0
    soft_gold: float = 0.0
    soft_predicted: float = 0.0
    whole_gold: int = 0
    whole_predicted: int = 0
    sources: int = 0
    found: int = 0
    source: int = 0
    named: int = 0
    speaker: int = 0

    def figures(self) -> Figures:
        def score(of_predicted: float, of_gold: float) -> Score:
            return Score(of_predicted / (self.predicted or 1), of_gold / (self.gold or 1))

        return Figures(
            self.gold,
            self.predicted,
            score(self.exact_predicted, self.exact_gold),
            score(self.soft_predicted, self.soft_gold),
            score(self.whole_predicted, self.whole_gold) if self.sources else None,
            Share(self.source, self.found),
            Share(self.speaker, self.named),
        )


def evaluate(
    gold: Iterable[MarkedText], predictions: Iterable[MarkedText], *, language: str = "en"
) -> Evaluation:
    """Compare the texts that have the same doc_id.

    A gold text without prediction, or whose prediction is about another text, counts as one in which nothing
    was found, and is named in the result; so is a prediction without gold. ``language`` is the pack whose
    quotation marks, determiners and titles are used.
    """
    predicted = {text.doc_id: text for text in predictions}
    counts = {row: _Counts() for row in ROWS}
    differences: list[Difference] = []
    judged: list[tuple[float, bool]] = []
    missing, other = [], []
    texts = 0
    named = False
    for one in gold:
        texts += 1
        answer = predicted.pop(one.doc_id, None)
        if answer is None:
            missing.append(one.doc_id)
        elif answer.text != one.text:
            other.append(one.doc_id)
        if answer is None or answer.text != one.text:
            answer = MarkedText(one.doc_id, one.text, ())
        words = Words(one.text)
        golds, found = matched(one, answer, language)
        _count(counts, golds, found, words, one, language)
        differences += _differences(one, golds, found, words, language)
        judged += _judged(found, one, language)
        named = named or any(unit.marked.names for unit in golds)
    return Evaluation(
        texts,
        {row: counted.figures() for row, counted in counts.items()},
        _confidence(judged) if named else None,
        tuple(differences),
        tuple(missing),
        tuple(predicted),
        tuple(other),
    )


def _count(
    counts: Mapping[str, _Counts],
    golds: Sequence[Unit],
    found: Sequence[Unit],
    words: Words,
    text: MarkedText,
    language: str,
) -> None:
    for row, kinds in ROWS.items():
        counted = counts[row]
        for unit in golds:
            if unit.kind not in kinds:
                continue
            same = unit.found and _same_source(unit, unit.other, words, language)
            counted.gold += 1
            counted.exact_gold += unit.exact
            counted.soft_gold += unit.overlap / len(unit.words)
            counted.whole_gold += same
            if unit.marked.source:
                counted.sources += 1
                counted.found += unit.found
                counted.source += same
            if unit.marked.names:
                counted.named += 1
                counted.speaker += unit.found and _right_speaker(unit, unit.other, text, language)
        for unit in found:
            if unit.kind in kinds:
                gold = unit.other
                counted.predicted += 1
                counted.exact_predicted += unit.exact
                counted.soft_predicted += unit.overlap / len(unit.words)
                whole = gold is not None and gold.found
                counted.whole_predicted += whole and _same_source(gold, unit, words, language)


def _same_source(gold: Unit | None, predicted: Unit | None, words: Words, language: str) -> bool:
    assert gold is not None and predicted is not None
    return same_source(gold.marked, predicted.marked, words, language)


def _right_speaker(gold: Unit, predicted: Unit | None, text: MarkedText, language: str) -> bool:
    names = predicted.marked.names if predicted is not None else ()
    return bool(names) and same_speaker(gold.marked.names, names[0], text.others, language)


def _judged(found: Iterable[Unit], text: MarkedText, language: str) -> Iterator[tuple[float, bool]]:
    """(confidence, right) of each prediction that has one; a gold speaker without a name judges nothing."""
    for unit in found:
        gold, confidence = unit.other, unit.marked.confidence
        if confidence is None:
            continue
        if gold is None or not gold.found:
            yield confidence, False
        elif gold.marked.names:
            yield confidence, _right_speaker(gold, unit, text, language)


def _confidence(judged: Sequence[tuple[float, bool]]) -> Confidence | None:
    """Predictions of equal confidence share the rate at which they are right: their order means nothing."""
    groups: dict[float, list[bool]] = {}
    for confidence, right in judged:
        groups.setdefault(confidence, []).append(right)
    if not groups:
        return None
    given = [(c, sum(groups[c]) / len(groups[c])) for c in sorted(groups) for _ in groups[c]]
    count = len(given)
    error = 0.0
    for i in range(_BINS):
        part = given[i * count // _BINS : (i + 1) * count // _BINS]
        error += abs(sum(c for c, _ in part) - sum(right for _, right in part)) / count
    surer = given[count // 2 :]
    return Confidence(error, sum(right for _, right in surer) / len(surer), count)


# --------------------------------------------------------------------------------- differences


def _differences(
    text: MarkedText, golds: Sequence[Unit], found: Sequence[Unit], words: Words, language: str
) -> Iterator[Difference]:
    """In text order; a quotation that is found may differ in its words, its source and its speaker."""
    rows: list[Difference] = []
    for unit in golds:
        other = unit.other
        if other is None or not unit.found:
            rows.append(_difference(text, "missed", unit.marked, unit.kind, ""))
            continue
        if not unit.exact:
            said = (_slice(text, one.marked.content) for one in (unit, other))
            rows.append(_difference(text, "words", unit.marked, *said))
        if unit.marked.source and not _same_source(unit, other, words, language):
            sources = (_slice(text, one.marked.source) for one in (unit, other))
            rows.append(_difference(text, "source", unit.marked, *sources))
        if unit.marked.names and not _right_speaker(unit, other, text, language):
            names = (", ".join(one.marked.names[:1]) for one in (unit, other))
            rows.append(_difference(text, "speaker", unit.marked, *names))
    for unit in found:
        if unit.other is None or not unit.other.found:
            rows.append(_difference(text, "spurious", unit.marked, "", unit.kind))
    yield from sorted(rows, key=lambda row: (row.start, row.end))


def _difference(text: MarkedText, kind: str, marked: Marked, gold: str, predicted: str) -> Difference:
    start, end = marked.content[0].start, marked.content[-1].end
    return Difference(text.doc_id, kind, start, end, _slice(text, marked.content), gold, predicted)


def _slice(text: MarkedText, where: Spans | tuple[Span, ...]) -> str:
    return " … ".join(" ".join(text.text[span.start : span.end].split()) for span in where)
