"""What goes wrong in novels: wrong turns by class and novel, with weights that never saw the author.

A turn is wrong where the chosen character is not the annotated speaker's; turns that are no annotated
speech are left out. With ``--nothing`` no list of characters is given, and a speaker whom the cast of the
text does not have is a class of its own.

usage: python -m tools.train.novel_errors [--nothing] [--shared ../shared]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from quoteattr.fiction.speakers.features import candidates, setting_of, turn_type
from quoteattr.fiction.speakers.lattice import Decision, decode
from quoteattr.model.turns import read_turn_models
from tools import corpora
from tools.scoreboard import held_out
from tools.train.novels import Novel, read_novel

RUN = 2  # turns after a wrong one in which another belongs to the same run
CLASSES = {
    "no-character": "the cast of the text has nobody who is the speaker",
    "cue": "a cue read wrongly, or a name that two people have",
    "not-asked": "the speaker is not among the candidates",
    "pronoun": "a pronoun as cue, another of that gender",
    "noun": "a noun as cue (his wife, the stranger), or a role",
    "beat": "somebody moves beside the quotation; a group or I as cue",
    "run": "nothing beside it, shortly after a wrong turn",
    "narrator": "nothing beside it, the narrator taken for another or another for the narrator",
    "bare": "nothing beside it, other",
}


def error_class(novel: Novel, t: int, decisions: Sequence[Decision], since: int) -> str:
    """The class of the wrong turn ``t``; ``since`` turns after the last wrong one."""
    facts, gold, one = novel.facts, novel.gold[t], decisions[t]
    kind = turn_type(facts.turns[t])
    if not gold:
        return "no-character"
    if one.locked:
        return "cue"
    if not gold & set(candidates(setting_of(facts, t))):
        return "not-asked"
    if kind in "pnr":
        return "pronoun" if kind == "p" else "noun"
    if kind not in "bs":
        return "beat"
    if since <= RUN:
        return "run"
    narrator = facts.narrators[t]
    return "narrator" if narrator >= 0 and narrator in (one.character, *gold) else "bare"


def errors(novel: Novel, decisions: Sequence[Decision]) -> Counter[str]:
    """How many turns of each class, and of ``turns`` in all."""
    found: Counter[str] = Counter()
    last = -RUN - 1
    for t, gold in enumerate(novel.gold):
        if not novel.annotated[t]:
            continue
        found["turns"] += 1
        if decisions[t].character not in gold:
            found[error_class(novel, t, decisions, t - last)] += 1
            last = t
    return found


def table(rows: dict[str, Counter[str]]) -> list[str]:
    """One line a novel and one for all, as Markdown."""
    columns = ["turns", *CLASSES]
    rows = {**rows, "all": sum(rows.values(), Counter())}
    lines = [f"| novel | turns | wrong | {' | '.join(CLASSES)} |", "|---" * (len(columns) + 2) + "|"]
    for name, row in rows.items():
        wrong = sum(row[c] for c in CLASSES)
        cells = [
            str(row["turns"]),
            f"{wrong} ({wrong / max(1, row['turns']):.0%})",
            *(str(row[c]) for c in CLASSES),
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--nothing", action="store_true", help="give no list of characters")
    parser.add_argument("--shared", type=Path, default=corpora.SHARED, help="default: ../shared")
    chosen = parser.parse_args(arguments)
    path = chosen.shared / "data" / "pdnc.dev.jsonl"
    if not path.exists():
        print(f"novel errors: no data found at {path}")
        return corpora.NO_DATA
    rows = {}
    with held_out.trained(chosen.shared) as weights:
        for document in corpora.read_jsonl(path):
            novel = read_novel(document, not chosen.nothing)
            models = read_turn_models(held_out.weights_for(novel.id, weights))
            model = models.unlisted if chosen.nothing else models.listed
            decisions = decode(novel.facts, model.looks)
            rows[novel.id.rsplit("/", 1)[-1]] = errors(novel, decisions)
    print("\n".join(table(rows)), "", *(f"{name}: {what}" for name, what in CLASSES.items()), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
