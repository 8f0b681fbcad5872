"""The scoreboard: accuracy on the corpora of ../shared, and what the library costs.

usage: python -m tools.scoreboard           measure and write tools/scoreboard/scoreboard.json
       python -m tools.scoreboard --check   measure and compare with it: exit 1 on a loss of over 0.5 points
                                            that no line "Scoreboard: <figure> <why>" of the commit explains
       python -m tools.scoreboard --bars    measure and print the promised floors: exit 1 where one is missed

Exit status 3: no data was found, so nothing was measured or compared, which is not a pass. Costs are compared
with their bars only, with slack, since machines differ.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tools import corpora
from tools.predict import predict, predict_with
from tools.scoreboard import bars, costs, figures, gate, held_out, real_pages

BOARD = Path(__file__).with_name("scoreboard.json")


class Corpus(NamedTuple):
    """How a corpus is run and scored: ``known`` gives the gold list of characters to the library,
    ``rules`` runs without the learned weights. Novels are run with weights that never saw their author."""

    name: str
    group: str = "news"
    speakers: bool = False
    counts: bool = False
    known: bool = False
    language: str = "en"
    rules: bool = False

    @property
    def label(self) -> str:
        """The corpus on the board: a list of characters and rules alone are told apart."""
        return self.name + " list" * self.known + " rules" * self.rules


CORPORA = (
    Corpus("seed.dev", counts=True),
    Corpus("polnear.dev", speakers=True),
    Corpus("polnear.dev", speakers=True, rules=True),
    Corpus("pdnc.dev", group="novels", known=True),
    Corpus("pdnc.dev", group="novels", known=True, rules=True),
    Corpus("pdnc.dev", group="novels"),
    Corpus("litbank.dev", group="novels"),
    Corpus("german.dev", group="german", language="de"),
)


def novels(pool: Executor, corpora_of_novels: list[Corpus], shared: Path, weights: Path) -> dict[str, Any]:
    """The figures of novels, all at once in ``pool``; ``weights`` is a folder of held_out."""
    running = []
    for corpus in corpora_of_novels:
        golds = corpora.read_jsonl(shared / "data" / f"{corpus.name}.jsonl")
        files = [None if corpus.rules else held_out.weights_for(gold["id"], weights) for gold in golds]
        analyse = partial(predict_with, known=corpus.known)
        running.append(
            (corpus, golds, [pool.submit(analyse, *one) for one in zip(golds, files, strict=True)])
        )
    scored = {
        corpus.label: pool.submit(scored_novels, golds, [one.result() for one in made], shared)
        for corpus, golds, made in running
    }
    return {label: figure.result() for label, figure in scored.items()}


def scored_novels(golds: list[Any], predictions: list[Any], shared: Path) -> dict[str, Any]:
    """The figures of the predictions for novels."""
    scorer = corpora.load_scorer(shared)
    made = {prediction["id"]: prediction for prediction in predictions}
    golds = [figures.by_gender(gold) for gold in golds]
    table = figures.novels(scorer.score(golds, made))
    documents = [figures.matched(scorer, gold, made) for gold in golds]
    table["calibration"] = figures.calibration(figures.judged(documents))
    return table


def accuracy(corpus: Corpus, shared: Path) -> dict[str, Any]:
    """Runs the library over a corpus and scores it."""
    from quoteattr import Attributor

    scorer = corpora.load_scorer(shared)
    golds = corpora.read_jsonl(shared / "data" / f"{corpus.name}.jsonl")
    canon = None
    if corpus.speakers:
        canon = json.loads((shared / "data" / f"{corpus.name}.speakers.json").read_text(encoding="utf-8"))
    # these corpora mark every report, the faintest, too
    attributor = Attributor(language=corpus.language, model=None if corpus.rules else "default", min_report=0)
    made = {gold["id"]: predict(gold, attributor, known=corpus.known) for gold in golds}
    table = figures.accuracy(scorer.score(golds, made, canon, corpus.speakers))
    documents = [figures.matched(scorer, gold, made, canon, skip_nested=corpus.speakers) for gold in golds]
    table["calibration"] = figures.calibration(figures.judged(documents))
    if corpus.counts:
        table |= figures.counts(documents)
    return table


def measured_costs(groups: frozenset[str], shared: Path) -> dict[str, Any]:
    """Costs on the news corpus, the seed's article for start and memory; on novels when they are run."""
    texts = [gold["text"] for gold in corpora.read_jsonl(shared / "data" / "polnear.dev.jsonl")]
    article = corpora.read_jsonl(shared / "data" / "seed.dev.jsonl")[0]["text"]
    measured = costs.measure(texts, article)
    if "novels" in groups:
        golds = corpora.read_jsonl(shared / "data" / "pdnc.dev.jsonl")
        measured |= costs.novels([gold["text"] for gold in golds])
    return measured


def measure(groups: frozenset[str], shared: Path) -> dict[str, Any]:
    """A fresh board of the corpora of ``groups``.

    Raises StaleWeightsError when novels are among them and their shipped weights are out of date.
    """
    chosen = [corpus for corpus in CORPORA if corpus.group in groups]
    articles = [corpus for corpus in chosen if corpus.group != "novels"]
    stories = [corpus for corpus in chosen if corpus.group == "novels"]
    with ProcessPoolExecutor(2) as pool:
        running = {corpus.label: pool.submit(accuracy, corpus, shared) for corpus in articles}
        running |= {name: pool.submit(real_pages.measured, name, shared) for name in real_pages.NAMES}
        board = {name: figure.result() for name, figure in running.items()}
        if stories:
            with held_out.trained(shared) as weights:
                board |= novels(pool, stories, shared, weights)
    return {
        "python": platform.python_version(),
        "machine": costs.machine(),
        "accuracy": board,
        "costs": measured_costs(groups, shared),
    }


def missing(groups: frozenset[str], shared: Path) -> list[Path]:
    """What the run needs and does not find."""
    needed = [shared / "tools" / "score.py"]
    needed += [path for name in real_pages.NAMES for path in real_pages.needed(name, shared)]
    for corpus in CORPORA:
        if corpus.group in groups:
            needed.append(shared / "data" / f"{corpus.name}.jsonl")
            if corpus.speakers:
                needed.append(shared / "data" / f"{corpus.name}.speakers.json")
    return [path for path in needed if not path.exists()]


def written(board: Mapping[str, Any]) -> str:
    """A board as the JSON that is committed."""
    return json.dumps(board, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def merged(old: Mapping[str, Any] | None, new: dict[str, Any]) -> dict[str, Any]:
    """``new`` with the corpora and costs of ``old`` that it did not measure."""
    if old is None:
        return new
    return {**new, **{part: {**old[part], **new[part]} for part in ("accuracy", "costs")}}


def committed_step() -> list[str]:
    """Losses that the last change of the committed board wrote down without a word about them."""
    name = str(BOARD.relative_to(corpora.ROOT))
    commits = (gate.git("log", "-n", "2", "--format=%H", "--", name) or "").split()
    if len(commits) < 2:
        return []
    new, old = (json.loads(gate.git("show", f"{commit}:{name}") or "{}") for commit in commits)
    messages = (gate.git("log", "--format=%B", f"{commits[0]}^!") or "") + newest_message()
    return gate.losses(old.get("accuracy", {}), new.get("accuracy", {}), messages)


def newest_message() -> str:
    """The newest commit's message."""
    return gate.git("log", "-n", "1", "--format=%B") or ""


def check(fresh: Mapping[str, Any], board: Mapping[str, Any], message: str, step: list[str]) -> int:
    """Prints what was lost against the committed ``board`` and gives the exit status."""
    lost = gate.losses(board["accuracy"], fresh["accuracy"], message)
    dear = gate.too_dear(fresh["costs"])
    for title, rows in (("lost", lost), ("lost in the committed board", step), ("too dear", dear)):
        for row in rows:
            print(f"scoreboard: {title}: {row}")
    compared = sum(1 for _ in gate.flat(fresh["accuracy"]))
    print(f"scoreboard: {compared} figures compared: {'FAIL' if lost or step or dear else 'pass'}")
    return 1 if lost or step or dear else 0


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    todo = parser.add_mutually_exclusive_group()
    todo.add_argument("--check", action="store_true", help="compare with the committed board; write nothing")
    todo.add_argument("--bars", action="store_true", help="print the promised floors; write nothing")
    parser.add_argument("--novels", action="store_true", help="run the novels too")
    parser.add_argument("--german", action="store_true", help="run the German corpus too, with your own pack")
    parser.add_argument("--shared", type=Path, default=corpora.SHARED, help="default: ../shared")
    chosen = parser.parse_args(arguments)
    from quoteattr.errors import UnknownLanguageError

    wanted = {"news", "novels" if chosen.novels else "news", "german" if chosen.german else "news"}
    groups = frozenset(wanted)
    lacking = missing(groups, chosen.shared)
    if lacking:
        print(f"scoreboard: no data found at {lacking[0]}: nothing was compared")
        return corpora.NO_DATA
    try:
        fresh = measure(groups, chosen.shared)
    except held_out.StaleWeightsError as error:
        print(f"scoreboard: {error}")
        return 1
    except UnknownLanguageError as error:
        print(f"scoreboard: {error} (QUOTEATTR_PACKS names the folders of other packs)")
        return 1
    board = json.loads(BOARD.read_text(encoding="utf-8")) if BOARD.exists() else None
    if chosen.bars:
        lines, good = bars.table(gate.figures(fresh))
        print("\n".join(lines))
        return 0 if good else 1
    if not chosen.check:
        BOARD.write_text(written(merged(board, fresh)), encoding="utf-8")
        print(f"scoreboard: written to {BOARD.relative_to(corpora.ROOT)}")
        return 0
    if board is None:
        print("scoreboard: no committed scoreboard.json: nothing was compared")
        return corpora.NO_DATA
    if gate.too_dear(fresh["costs"]):  # a busy machine gets a second chance
        fresh["costs"] = measured_costs(groups, chosen.shared)
    return check(fresh, board, newest_message(), committed_step())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
