"""Train the models that tell who speaks in a story, on novels with every speaker marked.

Whole novels, scenes cut out of them, openings of others and our own scenes of today's fiction (modern.py)
teach weights for whole readings of a chapter (readings.py); turns with a cue that names somebody are locked.
The confidence is a logistic regression over named reasons, fitted and calibrated on texts whose author the
weights have not seen; a decision is right where the scorer's strict rule accepts the name.

usage: python -m tools.train.novels CORPUS.jsonl OUT.json [--openings CORPUS.jsonl]
       python -m tools.train.novels CORPUS.jsonl DIR --held-out [--openings CORPUS.jsonl]

--held-out writes one file for each author instead, trained without that author's texts (the authors of one
of five groups are left out together): to measure, never shipped.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve, frozen
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from quoteattr.fiction.cast import Cast
from quoteattr.fiction.speakers.company import second_features
from quoteattr.fiction.speakers.confidence import turn_reasons
from quoteattr.fiction.speakers.facts import Facts, facts_of
from quoteattr.fiction.speakers.features import Feature
from quoteattr.fiction.speakers.lattice import decode
from quoteattr.fiction.turns import Turn
from quoteattr.lang.load import load_pack
from quoteattr.model import hundredths
from quoteattr.model.turns import Looks, feature_name, looks_of
from quoteattr.names.known import known_index
from quoteattr.pipeline import run_until
from quoteattr.stage_values import Profile, Quotes
from tools import corpora
from tools.predict import known_from_gold
from tools.scoreboard.held_out import author_of
from tools.train import write
from tools.train.excerpts import excerpts
from tools.train.modern import is_modern, modern_scenes
from tools.train.readings import Lessons, Vocabulary, chart_of, fit, lessons_of, looked_at_again, places_of

STRENGTH = 10.0  # of L2
MODERN = 2.0  # times that a scene of today's fiction counts: few were written, many are read
SECOND_ROUNDS = 12  # in which what the second look adds is learned
STEP, SECOND_STEP = 2, 5  # hundredths to which weights are rounded: finer ones are no better
NAME = "en-fiction-turns 1"
EVERYBODY = ""
GROUPS = 5  # of authors who are left out together
_LEAST = 0.005  # weights of reasons that round to nothing
_POINTS = 24  # of the calibration table


@frozen(eq=False)
class Novel:
    """One novel as read: for each turn the characters who are right (empty: not annotated), those whose
    names are right, and whether it is annotated."""

    id: str
    author: str
    text: str
    quotes: Quotes
    facts: Facts
    gold: list[set[int]]
    named: list[set[int]]
    annotated: list[bool]


# ----------------------------------------------------------------------------------------- reading


def read_novel(document: dict[str, Any], listed: bool) -> Novel:
    """A novel through the stages, its turns laid beside the annotation."""
    known = known_index(known_from_gold(document))
    profile = Profile(pack=load_pack("en"), genre="fiction", known=known if listed else None)
    found = run_until(document["text"], profile, "cast")
    quotes, cast = found["quotes"], found["cast"]
    facts = facts_of(found["segmented"], found["sentences"], found["turns"], cast, profile.pack)
    marked = _annotation(document, quotes, facts.turns)
    ids = [person["id"] for person in document["people"]]
    owners: dict[int, set[int]] = {k: {k} for k in range(len(ids))}
    if not listed:
        beside_list = run_until(document["text"], evolve(profile, known=known), "cast")["cast"]
        owners = _owners(cast, beside_list)
    if cast.teller >= 0 and not cast.characters[cast.teller].name:
        for person in _narrators(document):
            owners[person] = {*owners.get(person, ()), cast.teller}
    number = {identifier: k for k, identifier in enumerate(ids)}
    gold = [
        owners.get(number[q["speaker"]], set()) if q and q["speaker"] in number else set() for q in marked
    ]
    people = corpora.load_scorer().People(document["people"])
    named = {
        identifier: {c for c, one in enumerate(cast.characters) if people.agree(identifier, one.name)[0]}
        for identifier in ids
    }
    return Novel(
        document["id"],
        document.get("author") or author_of(document["id"]),
        document["text"],
        quotes,
        facts,
        gold,
        [named.get(q["speaker"], set()) if q else set() for q in marked],
        [q is not None and not str(q["speaker"]).startswith("_") for q in marked],
    )


def _annotation(
    document: dict[str, Any], quotes: Quotes, turns: Sequence[Turn]
) -> list[dict[str, Any] | None]:
    """The annotated quotation that has most characters in common with each turn."""
    marked = sorted(((s, e, n) for n, q in enumerate(document["quotes"]) for s, e in q["spans"]))
    starts = [start for start, _, _ in marked]
    found: list[dict[str, Any] | None] = []
    for turn in turns:
        shared: Counter[int] = Counter()
        for number in turn.quotes:
            span = quotes.spans[number]
            k = int(np.searchsorted(starts, span.start - 3))
            while k < len(marked) and marked[k][0] < span.end:
                shared[marked[k][2]] += max(0, min(marked[k][1], span.end) - max(marked[k][0], span.start))
                k += 1
        best = max(shared.items(), key=lambda item: (item[1], -item[0]), default=(-1, 0))
        found.append(document["quotes"][best[0]] if best[1] else None)
    return found


def _owners(cast: Cast, beside_list: Cast) -> dict[int, set[int]]:
    """Listed person -> the characters of the text whose names are mostly that person's."""
    listed = dict(zip(beside_list.mentions.lasts, beside_list.mentions.who, strict=True))
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for last, character in zip(cast.mentions.lasts, cast.mentions.who, strict=True):
        if last in listed:
            votes[character][listed[last]] += 1
    owners: dict[int, set[int]] = defaultdict(set)
    for character, counts in votes.items():
        owners[counts.most_common(1)[0][0]].add(character)
    return owners


def _narrators(document: dict[str, Any]) -> list[int]:
    """Who tells the story: PDNC has a form for it, our own scenes a mark."""
    people = enumerate(document["people"])
    return [k for k, one in people if one.get("narrator") or "_narr" in (one.get("aliases") or ())]


# ---------------------------------------------------------------------------------------- training


def rounded(weights: np.ndarray[Any, Any], vocabulary: Vocabulary, step: int) -> dict[Feature, int]:
    """Weights in hundredths, whole numbers of ``step``; those that come to nothing left out."""
    whole = {f: hundredths(float(weights[k]) / step) * step for f, k in sorted(vocabulary.items())}
    return {feature: weight for feature, weight in whole.items() if weight}


@frozen(eq=False)
class Learned:
    """The weights of the first look, and what the second adds to them."""

    first: dict[Feature, int]
    change: dict[Feature, int]

    @property
    def looks(self) -> Looks:
        """As the decoder takes them."""
        return looks_of(self.first, self.change)


# -------------------------------------------------------------------------------------- confidence


@frozen(eq=False)
class Judged:
    """Decisions on a novel by a model that has not seen its author: reasons, and whether each is right."""

    id: str
    author: str
    reasons: list[dict[str, float]]
    right: list[bool]


def judge(novel: Novel, looks: Looks) -> Judged:
    """The decisions of a ranker on a novel; one on what is no annotated speech counts as wrong."""
    facts = novel.facts
    decisions = decode(facts, looks)
    reasons, right = [], []
    for t, one in enumerate(decisions):
        if novel.annotated[t] or not novel.gold[t]:
            inner = novel.quotes.spans[facts.turns[t].quotes[0]].inner
            reasons.append(turn_reasons(facts, decisions, t, novel.text[inner.start : inner.end]))
            right.append(novel.annotated[t] and one.character in novel.named[t])
    return Judged(novel.id, novel.author, reasons, right)


def confidence(judged: Sequence[Judged]) -> dict[str, Any]:
    """Weights of the reasons, and the table from score to probability."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([r for one in judged for r in one.reasons])
    right = np.array([good for one in judged for good in one.right])
    model = LogisticRegression(C=0.3, max_iter=500).fit(matrix, right)
    names = vectorizer.get_feature_names_out()
    weights = {
        str(n): round(float(w), 2) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= _LEAST
    }
    bias = round(float(model.intercept_[0]), 2)
    scores = np.array(
        [bias + sum(v * weights.get(n, 0.0) for n, v in r.items()) for one in judged for r in one.reasons]
    )
    return {"reasons": weights, "bias": bias, "calibration": table(scores, right)}


def table(scores: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> list[list[float]]:
    """(score, probability) at equal shares of the decisions, ascending (isotonic regression)."""
    smooth = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(scores, right)
    points = np.unique(np.round(np.quantile(scores, np.linspace(0, 1, _POINTS)), 2))
    return [[float(x), round(float(y), 3)] for x, y in zip(points, smooth.predict(points), strict=True)]


# -------------------------------------------------------------------------------------------- main


def train(novels: Sequence[Novel], held_out: bool) -> dict[str, dict[str, Any]]:
    """The model of all texts, under ``EVERYBODY``, or for each author the model without that author's: what
    was learned for the decoder, and the confidence as the file holds it."""
    vocabulary = Vocabulary()
    lessons = {novel.id: _lessons(novel, vocabulary) for novel in novels}
    places = places_of(lessons.values(), vocabulary)
    kept = len(vocabulary)  # what a second look adds is learned beside what the first one has

    def ranker(without: Container[str]) -> Learned:
        """The weights learned from the texts of all other authors."""
        texts = [novel for novel in novels if novel.author not in without]
        found = fit(chart_of([lessons[novel.id] for novel in texts], vocabulary, places), STRENGTH)
        first = rounded(found, vocabulary, STEP)
        chart = chart_of(_second_lessons(texts, lessons, first, vocabulary), vocabulary, places)
        start = np.concatenate([found, np.zeros(len(vocabulary) - len(found))])
        again = fit(chart, STRENGTH, start, SECOND_ROUNDS, kept)
        return Learned(first, rounded(again - start, vocabulary, SECOND_STEP))

    groups = _groups(novels)
    without = {author: weights for group in groups for weights in [ranker(group)] for author in group}
    judged = [judge(novel, without[novel.author].looks) for novel in novels]
    given = "list" if any(one.known is not None for one in novels[0].facts.cast.characters) else "nothing"
    print(*[f"{given} given, {row}" for row in _shares(judged)], sep="\n", flush=True)
    if not held_out:
        return {EVERYBODY: {"learned": ranker(()), **confidence(judged)}}
    return {
        author: {"learned": without[author], **reasons}
        for group in groups
        for reasons in [confidence([one for one in judged if one.author not in group])]
        for author in group
    }


def _lessons(novel: Novel, vocabulary: Vocabulary) -> Lessons:
    return lessons_of(novel.facts, novel.gold, vocabulary, MODERN if is_modern(novel.id) else 1.0)


def _second_lessons(
    texts: Sequence[Novel],
    lessons: Mapping[str, Lessons],
    weights: dict[Feature, int],
    vocabulary: Vocabulary,
) -> list[Lessons]:
    """The lessons of a second look behind a first one with these weights."""
    found = []
    for novel in texts:
        shares = [dict(one.ranked) for one in decode(novel.facts, Looks(weights, {}))]
        more = second_features(novel.facts, shares)
        found.append(looked_at_again(lessons[novel.id], more, vocabulary))
    return found


def _shares(judged: Sequence[Judged]) -> list[str]:
    """The share of right decisions by authors left out: of each novel, of all scenes, openings and scenes of
    today's fiction."""
    found: dict[str, list[bool]] = defaultdict(list)
    for one in judged:
        kind = one.id if one.id.startswith("pdnc/") else "modern" if is_modern(one.id) else "openings"
        found["scenes" if "#" in kind else kind] += one.right
        found["novels"] += one.right if kind == one.id and "#" not in kind else []
    return [f"{name}: {sum(right) / max(1, len(right)):.1%} of {len(right)}" for name, right in found.items()]


def _groups(novels: Sequence[Novel]) -> list[list[str]]:
    """The authors dealt out: those of one group are left out together. Whoever wrote much is dealt first."""
    turns: Counter[str] = Counter()
    for novel in novels:
        turns[novel.author] += len(novel.gold)
    authors = [author for author, _ in sorted(turns.items(), key=lambda item: (-item[1], item[0]))]
    return [authors[n::GROUPS] for n in range(GROUPS)]


def _trained(documents: Sequence[dict[str, Any]], listed: bool, held_out: bool) -> dict[str, dict[str, Any]]:
    return train([read_novel(document, listed) for document in documents], held_out)


def _write(path: Path, name: str, listed: dict[str, Any], unlisted: dict[str, Any]) -> None:
    """Writes the model of both situations; a feature is named once, with three cells for each: the weight of
    the first look, what the second adds, and none."""
    looks = [listed.pop("learned"), unlisted.pop("learned")]
    features = set[Feature]().union(*[weights for one in looks for weights in (one.first, one.change)])
    rows = {
        feature_name(f): [cell for one in looks for cell in (one.first.get(f, 0), one.change.get(f, 0), 0)]
        for f in features
    }
    data = {"name": name, "turns": write.table(rows), "listed": listed, "unlisted": unlisted}
    path.write_text(write.as_json(data), encoding="utf-8")


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--openings", type=Path, help="a corpus of openings to learn from, too")
    parser.add_argument("--held-out", action="store_true", help="OUT is a folder for one file an author")
    chosen: argparse.Namespace = parser.parse_args(arguments)
    novels = corpora.read_jsonl(chosen.corpus)
    openings = corpora.read_jsonl(chosen.openings) if chosen.openings is not None else []
    scenes = [scene for novel in novels for scene in excerpts(novel)]
    documents = [*novels, *scenes, *openings, *modern_scenes()]
    with ProcessPoolExecutor(2) as pool:
        work = partial(_trained, documents, held_out=chosen.held_out)
        listed, unlisted = pool.map(work, (True, False))
    for author, model in listed.items():
        path, name = chosen.out, NAME
        if chosen.held_out:
            path, name = chosen.out / f"{author}.json", f"{NAME}, without {author}"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, name, model, unlisted[author])
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
