"""Real pages and short cases on the scoreboard: whose words go to the right person.

usage: python -m tools.scoreboard.real_pages

Prints the figures of wild.dev, wild.train, wild.dev.full, cases.dev.

Of wild.train the documents that nobody looks at are left out (tools/train/set_aside.txt). Only words in
quotation marks are marked on these pages, so that indirect rows count in wild.dev.full alone.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools import corpora
from tools.predict import predict
from tools.scoreboard import figures
from tools.scoreboard.wild import pages

QUOTED, WHOLE = ("wild.dev", "wild.train"), "wild.dev.full"
CASES = "cases.dev"
NAMES = (*QUOTED, WHOLE, CASES)
_FOUND = 0.3  # of its characters: as losses.py of the shared tools has it


def quoted(corpus: str, shared: Path) -> dict[str, Any]:
    """The figures of pages on which every quotation in marks is marked."""
    golds, made, canon = _predicted(corpus, shared)
    scorer = corpora.load_scorer(shared)
    scored = figures.accuracy(scorer.score(golds, made, canon, True))
    units = [figures.matched(scorer, gold, _in_marks(made, gold), canon, skip_nested=True) for gold in golds]
    table = {
        "persons": persons(golds, made, canon, scorer.canon_agree),
        "soft_f1": scored["quoted"]["soft_f1"],
        "e2e_f1": scored["quoted"]["e2e_f1"],
        "calibration": figures.calibration(figures.judged(units)),
    }
    for who in ("women", "men"):
        table[who] = scored[who]["quoted_speaker_accuracy"]
    table["organizations_and_groups"] = scored["organizations_and_groups"]["speaker_accuracy"]
    return table


def indirect(shared: Path) -> dict[str, Any]:
    """The figures of indirect reports, as the library gives them by default."""
    golds, made, canon = _predicted(WHOLE, shared)
    scored = corpora.load_scorer(shared).score(golds, made, canon, True)
    soft = scored["detection"]["indirect"]["soft"]
    table: dict[str, Any] = {
        f"soft_{name}": figures.percent(soft[name[0]]) for name in ("precision", "recall")
    }
    table["accuracy_of_answered"] = figures.percent(scored["speaker"]["indirect"]["acc_of_answered"])
    return table


def cases(shared: Path) -> dict[str, float | None]:
    """The share of short cases that are right, half of those partly right, and the share that is wrong.

    Stories are left out: what is asked of them stands with the novels."""
    from quoteattr import Attributor

    judge = corpora.load_tool("cases", shared).judge
    verdicts: Counter[str] = Counter()
    for case in corpora.read_jsonl(shared / "data" / f"{CASES}.jsonl"):
        if case["kind"] == "fiction-tags":
            continue
        options = case.get("options") or {}
        analysis = Attributor(
            genre=options.get("genre", "auto"),
            mode=options.get("mode", "full"),
            known=options.get("known", ()),
        ).attribute(case["text"])
        rows = [
            (one.quotation.text, one.quotation.kind, one.speaker.name if one.speaker else None)
            for one in analysis
        ]
        doubts = [doubt.kind for doubt in analysis.doubts if doubt.kind != "no-speaker"]
        verdicts[judge(case, rows, doubts)[0]] += 1
    share = (verdicts["right"] + verdicts["partly"] / 2) / verdicts.total()
    return {"share": figures.percent(share), "wrong": figures.percent(verdicts["wrong"] / verdicts.total())}


def measured(name: str, shared: Path) -> dict[str, Any]:
    """The figures of one of NAMES."""
    if name == CASES:
        return cases(shared)
    return indirect(shared) if name == WHOLE else quoted(name, shared)


def needed(name: str, shared: Path) -> list[Path]:
    """The files that measuring one of NAMES reads."""
    if name == CASES:
        return [shared / "data" / f"{CASES}.jsonl", shared / "tools" / "cases.py"]
    return [shared / "data" / f"{name}.jsonl", shared / "data" / f"{name}.speakers.json"]


def _predicted(corpus: str, shared: Path) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]]:
    """(marked pages, predictions by page, marked speakers by page)."""
    from quoteattr import Attributor

    found = pages(corpus, shared / "data")
    attributor = Attributor()
    made = {page["id"]: predict(page, attributor) for page in found}
    canon = json.loads((shared / "data" / f"{corpus}.speakers.json").read_text(encoding="utf-8"))
    return found, made, canon


def _in_marks(made: Mapping[str, Any], gold: Mapping[str, Any]) -> dict[str, Any]:
    """The page's predictions without those that no mark shows: whether these are right is not marked."""
    rows = [row for row in made[gold["id"]]["quotes"] if row["kind"] != "indirect"]
    return {gold["id"]: {"quotes": rows}}


def persons(
    golds: Sequence[Mapping[str, Any]], made: Mapping[str, Any], canon: Mapping[str, Any], agree: Any
) -> dict[str, float | None]:
    """Quoted persons that go to the right one: by quotation; direct ones; each person or page one vote."""
    people: dict[tuple[str, str], list[bool]] = defaultdict(list)
    pages: dict[str, list[bool]] = defaultdict(list)
    direct = []
    for gold in golds:
        rows = [(characters(row["spans"]), row["speaker"]) for row in made[gold["id"]]["quotes"]]
        for quote in gold["quotes"]:
            who = canon.get(gold["id"], {}).get(quote["id"])
            if not who or who["type"] != "person" or quote["kind"] == "indirect":
                continue
            mine = characters(quote["spans"])
            spans, name = max(rows, key=lambda row: len(row[0] & mine), default=(frozenset(), None))
            right = bool(name and len(spans & mine) >= _FOUND * len(mine) and agree(who["canonical"], name))
            people[gold["id"], who["canonical"]].append(right)
            pages[gold["id"]].append(right)
            if quote["kind"] == "direct":
                direct.append(right)
    return {
        "by_quotation": _mean([right for page in pages.values() for right in page]),
        "direct": _mean(direct),
        "by_person": _mean([sum(one) / len(one) for one in people.values()]),
        "by_page": _mean([sum(one) / len(one) for one in pages.values()]),
    }


def characters(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end))


def _mean(values: Sequence[float]) -> float | None:
    return figures.percent(sum(values) / len(values)) if values else None


def main() -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--shared", type=Path, default=corpora.SHARED, help="default: ../shared")
    shared = parser.parse_args().shared
    print(json.dumps({name: measured(name, shared) for name in NAMES}, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
