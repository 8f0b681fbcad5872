"""Training examples of the finder and the decoder, made with the library's own feature functions."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from quoteattr.model import Value
from quoteattr.news.learned import features
from quoteattr.news.learned.window import around, sentence_units
from tools.train.corpus import Document, tokens_of

Feature = tuple[str | int, ...]
LABELS = ("neither", "source", "content")
SIDES = 3  # before the cue, the cue, behind it


@frozen(eq=False)
class CueExample:
    """A possible cue: its features, and whether it is one."""

    names: list[Feature]
    is_cue: bool


@frozen(eq=False)
class WindowExample:
    """A window around a true cue: its features and the label of each unit."""

    overall: list[str]
    sides: list[int]
    words: list[tuple[str, str, str]]
    places: list[tuple[int, ...]]
    hints: list[tuple[int, ...]]
    context: list[tuple[int, ...]]
    labels: list[str]


def cue_examples(document: Document) -> list[CueExample]:
    """An example for each possible cue; other words of an annotated cue are left out."""
    return [
        CueExample(
            _named(
                features.finder_features(
                    document.view, document.tags, one.number, one.use, one.proposal, one.covered
                )
            ),
            n in document.anchors,
        )
        for n, one in enumerate(document.possible)
        if n not in document.undecided
    ]


def _named(values: Iterable[Value]) -> list[Feature]:
    """The values of the finder's templates, each behind its template's name."""
    return [
        (name, *value) if isinstance(value, tuple) else (name, value)
        for name, value in zip(features.FINDER_TEMPLATES, values, strict=True)
    ]


def window_examples(document: Document) -> list[WindowExample]:
    """An example for each annotated cue."""
    view = document.view
    found = []
    for n, quote in document.anchors.items():
        one = document.possible[n]
        units = around(sentence_units(view, document.tags, one.number), one.use)
        place = features.cue_place(units, one.use)
        if place is None:
            continue
        content, source = tokens_of(view, quote["spans"]), tokens_of(view, quote["source"])
        labels = []
        for first, last in zip(units.firsts, units.lasts, strict=True):
            share = sum(i in content for i in range(first, last))
            in_source = not source.isdisjoint(range(first, last))
            labels.append(LABELS[2 if share * 2 > last - first else 1 if in_source else 0])
        facts = features.decoder_globals(view, units, one.use, one.proposal, place)
        hint = features.hints(units, one.proposal)
        features.fill_columns(units, {})  # no numbers of words: the words themselves are learned
        values = features.unit_values(units, place, one.use.form, hint)
        start, end = place
        sides = [0 if k < start else 1 if k < end else 2 for k in range(len(labels))]
        found.append(
            WindowExample(
                ["|".join(map(str, fact)) for fact in facts],
                sides,
                features.neighbours(units),
                [place for place, _, _ in values],
                [hint for _, hint, _ in values],
                [context for _, _, context in values],
                labels,
            )
        )
    return found


def attributes(example: WindowExample) -> list[list[str]]:
    """The example's features as the strings that the trainer counts, a list for each unit."""
    found = []
    columns = zip(example.sides, example.words, example.places, example.hints, example.context, strict=True)
    for side, words, places, hints, context in columns:
        names = [f"o {side} {name}" for name in example.overall]
        names += [f"w {3 * side + k} {word}" for k, word in enumerate(words)]
        names += [f"p {k} {value}" for k, value in enumerate(places)]
        names += [f"h {k} {value}" for k, value in enumerate(hints)]
        names += [f"c {k} {side} {value}" for k, value in enumerate(context)]
        found.append(names)
    return found
