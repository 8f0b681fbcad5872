"""The figures: how well quotations and who said them are found, and what the confidence is worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import Any

from attrs import asdict, define, field, frozen

from quoteattr.arguments import choice, each
from quoteattr.evaluation.mistakes import Mistake, mistakes
from quoteattr.evaluation.names import Names
from quoteattr.evaluation.pairing import Problem, paired
from quoteattr.evaluation.speakers import is_found, judged, source_agrees, spoken
from quoteattr.evaluation.units import KINDS, Compared, Match, Unit, compared, in_row
from quoteattr.evaluation.values import MarkedText
from quoteattr.types import QuotationKind

_BINS = 10


@frozen
class Score:
    """Precision and recall, 0 to 1 (0 where nothing could be right)."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@frozen
class Row:
    """The figures of one kind of quotation (see ``evaluate``).

    ``gold`` and ``predicted`` are how many there are, ``found`` how many of gold. ``sourced`` is None where
    gold marks no source, ``speaker_accuracy`` where it names no speaker (``speakers``: how many it names).
    """

    kind: str
    gold: int
    predicted: int
    found: int
    soft: Score
    exact: Score
    sourced: Score | None
    speakers: int
    speaker_accuracy: float | None


@frozen
class Calibration:
    """How far confidences can be trusted.

    ``judged`` predictions have one. ``right`` is what is asked of them: the words alone, or the speaker too.
    ``expected_error`` is the mean distance between confidence and the share of right answers, over ten groups
    of as many predictions (Naeini et al. 2015, with bins of equal count); ``surer_half`` the share of right
    answers in the half of highest confidence.
    """

    judged: int
    right: str
    expected_error: float
    surer_half: float


@frozen
class Evaluation:
    """What ``evaluate`` found; shares are from 0 to 1.

    ``rows``      one for each kind: all, quoted (direct and mixed), direct, mixed, indirect.
    ``left_out``  predictions where gold says nothing (indirect ones where only marks were annotated …).
    ``problems``  documents and quotations that do not fit.
    ``mistakes``  every quotation that is not right.
    """

    documents: int
    rows: tuple[Row, ...]
    calibration: Calibration | None
    left_out: int
    problems: tuple[Problem, ...]
    mistakes: tuple[Mistake, ...] = field(repr=False)

    def row(self, kind: str) -> Row:
        """The row of a kind: "all", "quoted", "direct", "mixed" or "indirect"."""
        kind = choice("kind", kind, KINDS)
        return next(row for row in self.rows if row.kind == kind)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, all but the mistakes."""
        plain = asdict(self, filter=lambda attribute, _: attribute.name != "mistakes")
        for made, row in zip(plain["rows"], self.rows, strict=True):
            for name in ("soft", "exact", "sourced"):
                if made[name] is not None:
                    made[name]["f1"] = getattr(row, name).f1
        return plain


def evaluate(gold: Iterable[MarkedText], predictions: Iterable[MarkedText]) -> Evaluation:
    """Compare predictions with gold, text by text.

    Quotations are matched one to one, those with most words in common first. Precision is over predictions,
    recall over gold. ``soft`` gives each the share of its words that its match has, ``exact`` asks for the
    same letters (marks and space at the ends aside); both as in Pareti (2015) and Newell et al. (2018). A
    quotation is *found* where its match has at least half its words; ``sourced`` asks that it is found and
    that the marked sources share a word that is no determiner (or that neither has a source). The kind of
    gold is as marked; the kind of a prediction, and of gold without one, is what the marks of the text say.

    ``speaker_accuracy`` is over gold quotations that name a speaker: of a found one the speaker of its match
    must be right, of others (and all in fiction) that of the predictions that hold most of its letters, if
    they hold half of them. See ``MarkedText`` for what gold may leave open.

    Raises ArgumentError for what is no MarkedText, for two texts with one id, and for gold without its text.
    """
    marked = each("gold", gold, MarkedText, "MarkedTexts")
    pairs, problems = paired(marked, each("predictions", predictions, MarkedText, "MarkedTexts"))
    sourced = any(quotation.source for text, _ in pairs for quotation in text.quotations)
    named = any(quotation.speaker for text, _ in pairs for quotation in text.quotations)
    tally = _Tally()
    errors: list[Mistake] = []
    confidences: list[tuple[float, bool]] = []
    for text, prediction in pairs:
        document = compared(text, prediction)
        names = Names.of(text)
        tally.add(document, names)
        errors += mistakes(document, names)
        confidences += judged(document, names, named)
        problems = (*problems, *_unreadable(document))
    return Evaluation(
        documents=len(pairs),
        rows=tuple(tally.row(kind, sourced) for kind in KINDS),
        calibration=calibration(confidences, "words and speaker" if named else "words"),
        left_out=tally.left_out,
        problems=problems,
        mistakes=tuple(errors),
    )


def _unreadable(document: Compared) -> Iterator[Problem]:
    if count := document.unreadable:
        message = f"{count} predicted with spans outside the text, or without a word"
        yield Problem("unreadable", document.gold.id, message)
    if count := document.wordless:
        yield Problem("unreadable", document.gold.id, f"{count} gold quotations hold no word; not counted")


@define
class _Tally:
    """Sums by kind and figure, over documents."""

    sums: dict[str, dict[str, float]] = field(factory=lambda: {kind: defaultdict(float) for kind in KINDS})
    left_out: int = 0

    def add(self, document: Compared, names: Names) -> None:
        self.left_out += document.left_out
        golds, predicted = document.golds, document.predicted
        agreeing = {
            unit
            for unit in golds
            if is_found(document, unit)
            and source_agrees(document, unit.quotation, document.of_gold[unit].unit.quotation)
        }
        self._side("gold", golds, predicted, document.of_gold, agreeing)
        matched = {document.of_gold[unit].unit for unit in agreeing}
        self._side("predicted", predicted, golds, document.of_predicted, matched)
        for unit in golds:
            self._count(unit.kind, found=is_found(document, unit))
        for kind, right in spoken(document, names):
            self._count(kind, speakers=1, speaker_right=right)

    def _side(
        self,
        side: str,
        units: Sequence[Unit],
        others: Sequence[Unit],
        matches: Mapping[Unit, Match],
        agreeing: set[Unit],
    ) -> None:
        left = Counter(unit.letters for unit in others)
        for unit in units:
            exact = left[unit.letters] > 0
            left[unit.letters] -= exact
            words = matches[unit].overlap if unit in matches else 0
            figures = {"": 1, "_exact": exact, "_soft": words / unit.size, "_agree": unit in agreeing}
            self._count(unit.kind, **{side + name: value for name, value in figures.items()})

    def _count(self, kind: QuotationKind | None, **figures: float) -> None:
        for row in KINDS:
            if in_row(kind, row):
                for name, value in figures.items():
                    self.sums[row][name] += value

    def row(self, kind: str, sourced: bool) -> Row:
        sums = self.sums[kind]
        gold, predicted, speakers = (int(sums[name]) for name in ("gold", "predicted", "speakers"))

        def score(figure: str) -> Score:
            return Score(
                sums[f"predicted_{figure}"] / predicted if predicted else 0.0,
                sums[f"gold_{figure}"] / gold if gold else 0.0,
            )

        return Row(
            kind=kind,
            gold=gold,
            predicted=predicted,
            found=int(sums["found"]),
            soft=score("soft"),
            exact=score("exact"),
            sourced=score("agree") if sourced else None,
            speakers=speakers,
            speaker_accuracy=sums["speaker_right"] / speakers if speakers else None,
        )


def calibration(pairs: Sequence[tuple[float, bool]], right: str) -> Calibration | None:
    """None where nothing has a confidence. Predictions of one confidence share their rate of right answers,
    so that their order makes no difference."""
    if not pairs:
        return None
    answers: dict[float, list[bool]] = defaultdict(list)
    for confidence, good in pairs:
        answers[confidence].append(good)
    ranked = [(c, sum(answers[c]) / len(answers[c])) for c in sorted(answers) for _ in answers[c]]
    count = len(ranked)
    bounds = [i * count // _BINS for i in range(_BINS + 1)]
    groups = [ranked[a:b] for a, b in pairwise(bounds)]
    error = fsum(abs(fsum(c for c, _ in group) - fsum(good for _, good in group)) for group in groups) / count
    surer = ranked[count // 2 :]
    return Calibration(count, right, error, fsum(good for _, good in surer) / len(surer))
