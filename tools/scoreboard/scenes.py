"""Our own scenes of modern fiction (tests/corpus/fiction): right turns of all, nothing given, by kind of tag.

A turn is right where the quotation that covers at least half of its characters has its speaker, by a name
that the annotation gives (titles of address and articles aside): one of a name's words is not enough.
``other`` are speakers given to what nobody says there: signs, titles, narration.

usage: python -m tools.scoreboard.scenes [--known] [--wrong] [--modern | --shut]

--modern and --shut count the scenes that weights are learned from and those that are kept for the end.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import corpora
from tools.predict import known_from_gold
from tools.train.modern import modern_scenes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from quoteattr.types import Attribution

SCENES = corpora.ROOT / "tests" / "corpus" / "fiction" / "scenes.jsonl"
KINDS = {
    "N": "name",
    "L": "label",
    "P": "pronoun",
    "I": "I",
    "R": "role",
    "B": "beat",
    "U": "nothing",
}
_ADDRESS = re.compile(r"(?:the|an?|mr|mrs|ms|miss)\.?\s+", re.IGNORECASE)


def plain(name: str) -> str:
    """A name as it is compared: small, with straight apostrophes, without an article or Mr. in front."""
    name = " ".join(name.replace("’", "'").split()).casefold()
    return _ADDRESS.sub("", name, count=1)


def right(attribution: Attribution | None, person: dict[str, Any]) -> bool:
    """Whether the speaker of the ``attribution`` is the annotated ``person``."""
    name = attribution.speaker_name if attribution is not None else None
    return name is not None and plain(name) in {plain(form) for form in (person["name"], *person["aliases"])}


def covering(attributions: Iterable[Attribution], spans: list[list[int]]) -> Attribution | None:
    """The attribution that covers the most of ``spans``, if that is at least half of their characters."""
    best, most = None, 0
    for one in attributions:
        pieces = [(span.start, span.end) for span in one.quotation.spans]
        shared = sum(max(0, min(end, b) - max(start, a)) for start, end in pieces for a, b in spans)
        if shared > most:
            best, most = one, shared
    return best if 2 * most >= sum(end - start for start, end in spans) else None


def counts(document: dict[str, Any], attributions: Iterable[Attribution]) -> tuple[Counter[str], list[str]]:
    """(right and all turns by kind, ``other``), and a line about each wrong turn."""
    people = {person["id"]: person for person in document["people"]}
    attributions = list(attributions)
    used: set[int] = set()
    found: Counter[str] = Counter()
    wrong = []
    for quote in document["quotes"]:
        one = covering(attributions, quote["spans"])
        used.add(id(one))
        kind, person = KINDS[quote["tag"]], people[quote["speaker"]]
        found[f"all {kind}"] += 1
        if right(one, person):
            found[f"right {kind}"] += 1
        else:
            start, end = quote["spans"][0]
            given = one.speaker_name if one is not None else "no quotation"
            wrong.append(f"  {kind:8} {document['text'][start:end][:50]!r} {person['name']}, not {given}")
    found["other"] = sum(id(one) not in used and one.speaker is not None for one in attributions)
    return found, wrong


def line(name: str, found: Counter[str]) -> str:
    """One row of the table: right of all, and by kind."""
    cells = [f"{found[f'right {kind}']}/{found[f'all {kind}']}" for kind in KINDS.values()]
    done, count = (sum(found[f"{what} {kind}"] for kind in KINDS.values()) for what in ("right", "all"))
    return f"| {name} | {done}/{count} ({100 * done / count:.1f}) | {' | '.join(cells)} | {found['other']} |"


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--known", action="store_true", help="give the list of people")
    parser.add_argument("--wrong", action="store_true", help="print each wrong turn")
    parser.add_argument("--scenes", type=Path, default=SCENES, help="default: tests/corpus/fiction")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--modern", action="store_true", help="the scenes of tools/train/scenes")
    which.add_argument("--shut", action="store_true", help="those of them that nobody learns from: the sum")
    chosen = parser.parse_args(arguments)
    from quoteattr import Attributor

    attributor = Attributor(genre="fiction")
    total: Counter[str] = Counter()
    print(
        f"| scene | right | {' | '.join(KINDS.values())} | other |", "|---" * (len(KINDS) + 3) + "|", sep="\n"
    )
    if chosen.modern or chosen.shut:
        documents = modern_scenes(shut=chosen.shut)
    else:
        documents = corpora.read_jsonl(chosen.scenes)
    for document in documents:
        known = known_from_gold(document) if chosen.known else ()
        found, wrong = counts(document, attributor.attribute(document["text"], known=known))
        total += found
        if not chosen.shut:
            print(line(document["id"].rsplit("/", 1)[-1], found), *(wrong if chosen.wrong else ()), sep="\n")
    print(line("all", total))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
