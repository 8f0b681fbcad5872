"""What a person's answers are worth: right turns of each novel of PDNC before and after its most useful
questions (``--review``) are answered rightly, with weights that never saw the author.

usage: python -m tools.scoreboard.review [--nothing] [--count 10] [--weights FOLDER] [--shared ../shared]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from tools import corpora
from tools.predict import known_from_gold, prediction, with_weights
from tools.scoreboard import figures, held_out

if TYPE_CHECKING:
    from quoteattr import Analysis

Counts = Counter[str]


def matched(scorer: ModuleType, gold: corpora.Document, analysis: Analysis) -> tuple[figures.Matched, Counts]:
    """The units of a novel, and how many turns have the right speaker."""
    quotes = [{**prediction(one), "index": n} for n, one in enumerate(analysis)]
    units = figures.matched(scorer, gold, {gold["id"]: {"id": gold["id"], "quotes": quotes}})
    found: Counts = Counter()
    for unit in units.golds:
        name = unit.match.q.get("speaker") if unit.match is not None else None
        right = units.right(unit.q, name)
        if right is not None:
            found["turns"] += 1
            found["right"] += right
    return units, found


def answered(analysis: Analysis, units: figures.Matched, count: int) -> tuple[Analysis, int]:
    """The analysis with its first questions answered, and how many of the answers were given already."""
    from quoteattr import corrections

    speakers = {unit.match.q["index"]: unit.q["speaker"] for unit in units.golds if unit.match is not None}
    knew = 0
    for one in analysis.questions(count):
        person = speakers.get(analysis.attributions.index(one))
        if person in units.people.person:
            knew += bool(units.people.agree(person, one.speaker_name)[0])
            cast = [s for s in analysis.speakers if units.people.agree(person, s.name)[0]]
            who = cast[0] if cast else units.people.person[person]["name"]
            analysis = corrections.reassign(analysis, one, who)
    return analysis.decoded_again(), knew


def novel(gold: corpora.Document, weights: Path, count: int, nothing: bool, shared: Path) -> Counts:
    """Turns, those right before and right after, questions whose answer changed nothing."""
    scorer = corpora.load_scorer(shared)
    attributor = with_weights(held_out.weights_for(gold["id"], weights))
    analysis = attributor.attribute(gold["text"], known=() if nothing else known_from_gold(gold))
    units, before = matched(scorer, gold, analysis)
    after, knew = answered(analysis, units, count)
    _, now = matched(scorer, gold, after)
    return Counter(turns=before["turns"], before=before["right"], after=now["right"], knew=knew)


def line(name: str, row: Counts) -> str:
    before, after = (100 * row[key] / max(1, row["turns"]) for key in ("before", "after"))
    return f"| {name} | {row['turns']} | {before:.1f} | {after:.1f} | {after - before:+.1f} | {row['knew']} |"


@contextmanager
def folder(weights: Path | None, shared: Path) -> Iterator[Path]:
    """The folder of weights that is given, or one that is trained now."""
    with nullcontext(weights) if weights is not None else held_out.trained(shared) as found:
        yield found


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--nothing", action="store_true", help="give no list of characters")
    parser.add_argument("--count", type=int, default=10, help="questions a novel (default: %(default)s)")
    parser.add_argument("--weights", type=Path, help="a folder of weights, one file an author")
    parser.add_argument("--shared", type=Path, default=corpora.SHARED, help="default: ../shared")
    chosen = parser.parse_args(arguments)
    path = chosen.shared / "data" / "pdnc.dev.jsonl"
    if not path.exists():
        print(f"review: no data found at {path}")
        return corpora.NO_DATA
    total: Counts = Counter()
    print(
        "| novel | turns | before | after | gain | questions whose answer was known |",
        "|---" * 6 + "|",
        sep="\n",
    )
    golds = corpora.read_jsonl(path)
    with folder(chosen.weights, chosen.shared) as weights, ProcessPoolExecutor(2) as pool:
        ask = partial(
            novel, weights=weights, count=chosen.count, nothing=chosen.nothing, shared=chosen.shared
        )
        for gold, row in zip(golds, pool.map(ask, golds), strict=True):
            print(line(gold["id"].rsplit("/", 1)[-1], row), flush=True)
            total += row
    print(line("all", total))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
