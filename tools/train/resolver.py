"""Examples for the ranker of antecedents, and its weights: whom does a pronoun mean?

Two kinds of examples: sources that are pronouns, whose speakers are marked by hand (pairs of the
right antecedent and each wrong one), and bare surnames that are sources, masked as if he or she stood
there: whom they mean is known without marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from attrs import frozen
from sklearn.linear_model import LogisticRegression

from quoteattr.lang.load import load_pack
from quoteattr.news.resolution.antecedents import Antecedents
from quoteattr.news.resolution.article import read_article
from quoteattr.news.resolution.sources import Source, read_source
from quoteattr.news.rules.view import make_view
from quoteattr.stage_values import Profile
from quoteattr.types import Speaker
from tools.train.corpus import stages, tokens_of

# by hand: the marked speakers all have names; house style makes PolNeAR go back to who spoke before; and a
# question and somebody's kin are too rare in it to be weighed
_BY_HAND = {
    "unnamed": -1.5,
    "introduced just before": 1.0,
    "was asked": 1.5,
    "asked": -1.0,
    "asked by": -1.5,
    "was told as kin": -1.0,
    "was in a list": -1.0,
    "in the content": -1.5,
}
_MASKED_WEIGHT = 0.02  # a surname is written where a pronoun would not do: such examples count less
_DECIMALS = 2

Agree = Callable[[str, str], bool]
Row = dict[str, float]


@frozen(eq=False)
class Choice:
    """A place where somebody is meant: the reasons of the right antecedent and of the wrong ones."""

    right: Row
    wrong: list[Row]
    weight: float


def choices(article: dict[str, Any], marks: dict[str, Any], agree: Agree) -> Iterator[Choice]:
    """The choices of one article, read from left to right with everybody's true speaker told."""
    profile = Profile(pack=load_pack("en"), genre="news")
    found = stages(article["text"], profile, "roster")
    segmented, names, roster = found["segmented"], found["names"], found["roster"]
    view = make_view(segmented, found["quotes"], found["sentences"], names, found["cues"], profile)
    article_read = read_article(segmented, found["sentences"], names, profile.pack)
    speakers = list(roster.speakers)
    antecedents = Antecedents(article_read, roster, speakers)
    sources = []
    for quote in article["quotes"]:
        tokens = sorted(tokens_of(view, quote["source"]))
        if tokens and view.inside[tokens[0]] < 0:
            sources.append((tokens[0], tokens[-1] + 1, marks.get(quote["id"]) or {}))
    for first, last, mark in sorted(sources, key=lambda item: item[:2]):
        source = read_source(article_read, first, last)
        choice, speaker = _choice(source, mark, antecedents, speakers, roster.speaker_of, agree)
        if choice is not None:
            yield choice
        antecedents.spoke(source, speaker)


def _choice(
    source: Source,
    mark: dict[str, Any],
    antecedents: Antecedents,
    speakers: list[Speaker],
    speaker_of: tuple[int | None, ...],
    agree: Agree,
) -> tuple[Choice | None, int | None]:
    """(the choice that a source makes, the index of its speaker or None)."""
    weight = 1.0
    if source.name is not None:
        speaker = speaker_of[source.name]
        if speaker is None or speakers[speaker].kind != "person" or source.last - source.first > 1:
            return None, speaker
        gender = speakers[speaker].gender
        if gender not in ("female", "male"):
            return None, speaker
        source, weight = Source.of_pronoun(source.first, gender), _MASKED_WEIGHT
        right = {speaker}
    elif source.mention.kind == "pronoun" and mark.get("type") == "person":
        right = {k for k, one in enumerate(speakers) if agree(mark["canonical"], one.name)}
        speaker = min(right, default=None)
    else:
        return None, None
    rows = antecedents.reasons(source)
    good = [row for k, row in rows if k in right]
    bad = [row for k, row in rows if k not in right]
    if weight < 1:  # the gender was lent by the right one: it must not be what tells it from the others
        bad = [row for row in bad if "gender known" in row]
    return (Choice(good[0], bad, weight) if good and bad else None), speaker


def fit_resolver(examples: list[Choice], strength: float = 1.0) -> dict[str, Any]:
    """Weights by pairwise logistic regression (Joachims 2002): the right one above each wrong one."""
    names = sorted({name for c in examples for row in (c.right, *c.wrong) for name in row})
    column = {name: k for k, name in enumerate(names)}
    rows, truth, weights = [], [], []
    for choice in examples:
        for number, wrong in enumerate(choice.wrong):
            difference = np.zeros(len(names))
            for name, value in choice.right.items():
                difference[column[name]] += value
            for name, value in wrong.items():
                difference[column[name]] -= value
            sign = 1 if number % 2 else -1
            rows.append(sign * difference)
            truth.append(sign > 0)
            weights.append(choice.weight / len(choice.wrong))
    model = LogisticRegression(C=strength, fit_intercept=False, max_iter=1000, random_state=0)
    model.fit(np.array(rows), np.array(truth), sample_weight=np.array(weights))
    return {
        "bias": 0.0,
        "weights": {name: round(float(model.coef_[0][k]), _DECIMALS) for name, k in column.items()}
        | _BY_HAND,
    }
