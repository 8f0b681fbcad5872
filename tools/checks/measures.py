"""Show that ``quoteattr.evaluation`` measures what the shared scorer does, on every corpus of ../shared/data.

usage: python -m tools.checks.measures [--own] [--shared ../shared] [CORPUS…]

Predictions are made of gold, with faults of every sort, so that nothing is analysed; ``--own`` takes the
library's own answers. Compared are soft, exact and sourced F1 and the accuracy of speakers, over all
quotations and by kind; where a file of canonical speakers lies beside a corpus, its people are the speakers.
Exit status 1 where a figure differs by more than 0.05 points: with the scorer's view of which characters
stand in marks all must agree; with the library's own view those over all quotations, but where gold has only
what stands in marks (quoted_only), for there the marks decide what counts.

What the scorer measures and the package does not, since a user's gold has no such marks, or the user no use
for it: F1 over the characters in quotation marks (coverage), a lenient name (part of a listed form), how
often a full name is given, addressees, rows by subtype and by women and men, organisations and groups by the
words of their names, and nested quotations that are neither owed nor punished (--skip-nested).
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from tools import corpora

SLACK = 0.0005  # 0.05 points
FIGURES = ("soft", "exact", "sourced", "speaker")

Figures = dict[tuple[str, str], float | None]
"""By kind of quotation and figure."""


def noisy(gold: corpora.Document) -> corpora.Document:
    """Answers of every sort: right, cut, left out, doubled, of another form of the name, of somebody else."""
    forms = {p["id"]: [p["name"], *(p.get("aliases") or ())] for p in gold.get("people") or ()}
    everybody = [name for names in forms.values() for name in names] or ["Nobody"]
    quotes = []
    for number, quote in enumerate(gold["quotes"]):
        mine = forms.get(quote.get("speaker")) or everybody
        name = (everybody if number % 5 == 4 else mine)[number % 7 % len(mine)]
        cut = [[start + number % 3, end + number % 2] for start, end in quote["spans"] if end - start > 4]
        source = quote["source"] if number % 4 else None
        made = {"spans": cut, "kind": quote.get("kind"), "source": source, "speaker": name}
        made["confidence"] = number % 17 / 17
        quotes += [made] * (number % 11 != 0) + [made] * (number % 13 == 0)
    return {"id": gold["id"], "quotes": quotes}


def shared_figures(scorer: ModuleType, scored: Mapping[str, Any]) -> Figures:
    """Those of the scorer's report."""
    found: Figures = {}
    for kind in scorer.KINDS:
        detection, source, speaker = (scored[part].get(kind) for part in ("detection", "source", "speaker"))
        if detection is not None:
            values = (detection["soft"]["f1"], detection["exact"]["f1"])
            rest = (source["e2e"]["f1"] if source else None, speaker["acc"] if speaker else None)
            found |= {(kind, name): value for name, value in zip(FIGURES, (*values, *rest), strict=True)}
    return found


def own_figures(golds: Sequence[corpora.Document], made: Sequence[corpora.Document]) -> Figures:
    """Those of ``quoteattr.evaluation``, read from files as a user's are."""
    from quoteattr.evaluation import evaluate, read_gold, read_predictions

    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("gold.jsonl", "predictions.jsonl")]
        for file, documents in zip(files, (golds, made), strict=True):
            file.write_text("".join(json.dumps(one) + "\n" for one in documents), encoding="utf-8")
        found = evaluate(read_gold(files[0]), read_predictions(files[1]))
    return {
        (row.kind, name): value
        for row in found.rows
        for name, value in zip(
            FIGURES,
            (row.soft.f1, row.exact.f1, row.sourced.f1 if row.sourced else None, row.speaker_accuracy),
            strict=True,
        )
    }


@contextmanager
def marks_of(scorer: ModuleType) -> Iterator[None]:
    """The scorer's view of which characters stand in quotation marks, for a while."""
    from quoteattr.evaluation import units

    own = units.in_marks
    units.in_marks = lambda text, language: bytes(scorer.quote_mask(text))
    try:
        yield
    finally:
        units.in_marks = own


def with_speakers(gold: corpora.Document, told: Mapping[str, Any]) -> corpora.Document:
    """The document with the names of a file of canonical speakers for speakers."""
    names = {quote: who["canonical"] for quote, who in told.get(gold["id"], {}).items()}
    return {**gold, "quotes": [{**q, "speaker": names.get(q["id"])} for q in gold["quotes"]]}


def people_of(file: Path) -> dict[str, Any] | None:
    """The people in a file of canonical speakers; None where there is no file."""
    if not file.is_file():
        return None
    told = json.loads(file.read_text(encoding="utf-8"))
    return {
        doc: {q: who for q, who in quotes.items() if who["type"] == "person"} for doc, quotes in told.items()
    }


def differences(
    scorer: ModuleType,
    golds: Sequence[corpora.Document],
    made: Sequence[corpora.Document],
    told: Mapping[str, Any] | None = None,
) -> Iterator[tuple[str, str, bool, float]]:
    """(kind, figure, with the scorer's marks, difference) of every figure that both have."""
    wanted = shared_figures(scorer, scorer.score(golds, {one["id"]: one for one in made}, told))
    ours = golds if told is None else [with_speakers(gold, told) for gold in golds]
    views = [(False, own_figures(ours, made))]
    with marks_of(scorer):
        views.append((True, own_figures(ours, made)))
    for theirs, figures in views:
        for (kind, name), value in wanted.items():
            got = figures[kind, name]
            if value is None and name == "speaker":
                continue  # the scorer has no row for a kind without a speaker
            difference = abs((got or 0.0) - (value or 0.0))
            yield kind, name, theirs, 1.0 if (got is None) != (value is None) else difference


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("corpus", nargs="*", help="default: all")
    parser.add_argument("--own", action="store_true", help="the library's own answers")
    parser.add_argument("--shared", type=Path, default=corpora.SHARED)
    chosen = parser.parse_args(arguments)
    files = sorted((chosen.shared / "data").glob("*.jsonl"))
    if not files:
        print(f"measures: no data found at {chosen.shared / 'data'}: nothing was compared")
        return corpora.NO_DATA
    scorer = corpora.load_scorer(chosen.shared)
    bad = 0
    for file in files:
        name = file.name.removesuffix(".jsonl")
        if chosen.corpus and name not in chosen.corpus:
            continue
        golds = [gold for gold in corpora.read_jsonl(file) if "quotes" in gold]  # cases are no gold
        made = [answers(gold) if chosen.own else noisy(gold) for gold in golds]
        told = people_of(file.with_name(f"{name}.speakers.json"))
        if golds:
            marked_only = any(gold.get("quoted_only") for gold in golds)
            bad += report(name, list(differences(scorer, golds, made, told)), marked_only)
    return 1 if bad else 0


def answers(gold: corpora.Document) -> corpora.Document:
    """What the library says."""
    from quoteattr import Attributor
    from tools.predict import predict

    return predict(gold, Attributor(language=gold.get("lang") or "en"))


def report(name: str, found: Sequence[tuple[str, str, bool, float]], marked_only: bool) -> bool:
    """Print the largest differences in points; whether one is too large."""
    sizes = {
        "its marks": max((size for _, _, theirs, size in found if theirs), default=0.0),
        "our marks, all": max(
            (size for kind, _, theirs, size in found if kind == "all" and not theirs), default=0.0
        ),
        "our marks, by kind": max((size for _, _, theirs, size in found if not theirs), default=0.0),
    }
    print(f"{name:14} " + "  ".join(f"{what} {100 * size:6.3f}" for what, size in sizes.items()), flush=True)
    return sizes["its marks"] > SLACK or (sizes["our marks, all"] > SLACK and not marked_only)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
