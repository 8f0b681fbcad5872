"""Which text of the predictions is which text of gold. What fits nowhere is told, never dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Literal

from attrs import evolve, frozen

from quoteattr.errors import ArgumentError
from quoteattr.evaluation.values import MarkedText

_ENDINGS = frozenset((".txt", ".ann", ".xml"))

ProblemKind = Literal["missing", "extra", "different-text", "unreadable"]


@frozen
class Problem:
    """What a person should know about the documents.

    ``kind``: "missing" (gold has no prediction: it counts as no quotations), "extra" (a prediction without
    gold: it counts nowhere), "different-text" (its quotations count as none), "unreadable" (quotations with
    spans outside the text, or without a word: the spans count nowhere).
    """

    kind: ProblemKind
    doc_id: str
    message: str


def paired(
    gold: Sequence[MarkedText], predictions: Sequence[MarkedText]
) -> tuple[list[tuple[MarkedText, MarkedText]], tuple[Problem, ...]]:
    """Each gold text with its predictions (without quotations where there are none), and what does not fit.

    Ids are compared as they are, then without folders and the endings .txt, .ann and .xml where that is the
    id of one text alone. Raises ArgumentError for two texts with one id, and for gold without its text.
    """
    _check("gold", gold)
    _check("predictions", predictions)
    if lacking := next((text for text in gold if text.text is None), None):
        raise ArgumentError("gold", lacking.id, f"{lacking.id!r} has no text")
    matched = _matched(gold, predictions)
    taken = {text.id for text in matched.values()}
    extra = [text.id for text in predictions if text.id not in taken]
    pairs = [_pair(text, matched.get(text.id)) for text in gold]
    return [pair for pair, _ in pairs], (
        *(
            Problem("extra", doc_id, "no gold text has this id; its quotations count nowhere")
            for doc_id in extra
        ),
        *(problem for _, problem in pairs if problem is not None),
    )


def _matched(gold: Sequence[MarkedText], predictions: Sequence[MarkedText]) -> dict[str, MarkedText]:
    """The predictions for each gold text that has some, by its id."""
    by_id = {text.id: text for text in predictions}
    same = {text.id: by_id[text.id] for text in gold if text.id in by_id}
    ours = _by_stem(text for text in gold if text.id not in same)
    theirs = _by_stem(text for text in predictions if text.id not in same)
    return same | {ours[stem].id: theirs[stem] for stem in ours if stem in theirs}


def _pair(gold: MarkedText, found: MarkedText | None) -> tuple[tuple[MarkedText, MarkedText], Problem | None]:
    if found is None:
        missing = Problem("missing", gold.id, "no prediction; it counts as no quotations")
        return (gold, MarkedText(gold.id, None, ())), missing
    if why := _difference(gold.text or "", found.text):
        problem = Problem("different-text", gold.id, f"{why}; its quotations count as none")
        return (gold, evolve(found, quotations=())), problem
    return (gold, found), None


def _check(argument: str, texts: Iterable[MarkedText]) -> None:
    twice = [doc_id for doc_id, count in Counter(text.id for text in texts).items() if count > 1]
    if twice:
        raise ArgumentError(argument, twice[0], f"two texts have the id {twice[0]!r}")


def _by_stem(texts: Iterable[MarkedText]) -> dict[str, MarkedText]:
    listed = [(_stem(text.id), text) for text in texts]
    counts = Counter(stem for stem, _ in listed)
    return {stem: text for stem, text in listed if counts[stem] == 1}


def _stem(doc_id: str) -> str:
    name = PurePosixPath(doc_id.replace("\\", "/"))
    return name.stem if name.suffix.lower() in _ENDINGS else name.name


def _difference(gold: str, predicted: str | None) -> str:
    """How the texts differ, "" where offsets in one are offsets in the other."""
    if predicted is None or gold.rstrip() == predicted.rstrip():
        return ""
    at = next((i for i, (a, b) in enumerate(zip(gold, predicted, strict=False)) if a != b), None)
    if at is None:
        return f"the text is {len(gold)} characters in gold, {len(predicted)} in the prediction"
    here, there = gold[at : at + 12], predicted[at : at + 12]
    return f"the text differs from character {at} on: {here!r} in gold, {there!r} in the prediction"
