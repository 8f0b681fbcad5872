"""The bar of the registry: 200,000 distinct names and 5 % variants of them, on one core.

usage: python -m tools.bench.people [--names 200000]

The names are made, always the same, of the first names and surnames of the language pack; a tenth of the
people are known ones. Each has a role of a role noun and a place, as texts give it in four of five
documents. A variant is the name with a slip, with a middle initial, or with a short form of the
first name. Prints how many merges were right, how many variants were found or asked about, and how many
times as long it took as a plain loop over the same names, in the same run. Exit status 1 where two known
people were merged, or where it is more times than the bar.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from quoteattr.lang.load import load_pack
from quoteattr.names.folding import parts
from quoteattr.people import Document, Registry, Said
from quoteattr.types import KnownSpeaker, Speaker
from tools import corpora

TIMES = 60.0
KNOWN, VARIANTS, WITH_ROLE = 0.1, 0.05, 0.8


def made_people(number: int, dice: random.Random) -> list[tuple[str, str, str]]:
    """(first name, surname, role), all names distinct."""
    pack = load_pack("en")
    firsts = [name.title() for name, facts in sorted(pack.first_names.items()) if facts[1] > 1]
    lasts = [name.title() for name in sorted(pack.surnames)]
    roles, places = sorted(pack.roles), [place.title() for place in sorted(pack.places)]
    names: dict[tuple[str, ...], tuple[str, str]] = {}
    while len(names) < number:
        name = (dice.choice(firsts), dice.choice(lasts))
        names.setdefault(parts(" ".join(name)), name)  # Müller and Muller are one name
    return [(*name, f"{dice.choice(places)} {dice.choice(roles)}") for name in names.values()]


def variant(first: str, last: str, dice: random.Random, nicknames: dict[str, Any]) -> str:
    """Another form of the name."""
    short = nicknames.get(first.lower())
    how = dice.choice(("slip", "middle", "short" if short else "slip"))
    if how == "short":
        return f"{dice.choice(short).title()} {last}"
    if how == "middle":
        return f"{first} {dice.choice('ABCDEFGHJKLMNPRSTW')}. {last}"
    place = dice.randrange(2, len(last)) if len(last) > 3 else len(last)
    return f"{first} {last[:place]}{last[place - 1]}{last[place:]}"


def documents(people: list[tuple[str, str, str]], dice: random.Random) -> Iterator[tuple[int, Document]]:
    """(number of the person, a document that quotes them)."""
    nicknames = load_pack("en").nicknames
    taken = {f"{first} {last}" for first, last, _ in people}
    for n, (first, last, role) in enumerate(people):
        names = [f"{first} {last}"]
        if dice.random() < VARIANTS:
            other = variant(first, last, dice, nicknames)
            names += [other] if other not in taken else []
        for name in names:
            roles = (role,) if dice.random() < WITH_ROLE else ()
            said = Said(Speaker("s1", name, roles=roles), "direct")
            yield n, Document(name, (said,))


class Made(NamedTuple):
    """``people`` by number, those ``known``, and (number, document) of all documents."""

    people: list[tuple[str, str, str]]
    known: list[KnownSpeaker]
    documents: list[tuple[int, Document]]


def made(number: int) -> Made:
    """So many people and the documents that quote them, always the same."""
    dice = random.Random(7)
    people = made_people(number, dice)
    first = people[: int(number * KNOWN)]
    known = [KnownSpeaker(f"{a} {b}", known_id=f"Q{n}") for n, (a, b, _) in enumerate(first)]
    return Made(people, known, list(documents(people, dice)))


def registered(made: Made) -> Registry:
    """A registry that has read every document."""
    registry = Registry(made.known)
    registry.extend(document for _, document in made.documents)
    return registry


def judged(registry: Registry, made: Made) -> tuple[list[str], int]:
    """Lines about what was merged, and how many ids hold two known people."""
    owners: dict[str, set[int]] = {}
    homes: dict[int, set[str]] = {}
    for n, document in made.documents:
        id = registry.identify(document.said[0].speaker)  # type: ignore[arg-type]
        # "Van Doe" is no full name, and nobody's
        owners.setdefault(id or document.id, set()).add(n)
        homes.setdefault(n, set()).add(id or document.id)
    number = len(made.people)
    variants = len(made.documents) - number
    joined = sum(len(homes[n]) == 1 for n in homes) - (number - variants)
    asked = {frozenset((q.id, q.other)) for q in registry.undecided()}
    wondered = sum(len(ids) == 2 and frozenset(ids) in asked for ids in homes.values())
    merges = [d for d in registry.decisions if d.action == "merge"]
    wrong = [ns for ns in owners.values() if len(ns) > 1]
    of_known = sum(len([n for n in ns if n < len(made.known)]) > 1 for ns in wrong)
    share = joined / max(variants, 1)
    lines = [
        f"{number} names, {variants} variants, {len(made.known)} known people",
        f"merges by name {len(merges)}, ids that hold two people {len(wrong)}, two known people {of_known}",
        f"variants found {joined} ({share:.0%}), asked about {wondered}, questions {len(asked)}",
    ]
    for ns in wrong[:5]:
        lines.append("two people in one: " + ", ".join(" ".join(made.people[n]) for n in sorted(ns)))
    lines.append(f"precision of merges {1 - len(wrong) / max(joined + len(wrong), 1):.4f}")
    return lines, of_known


def plain_loop(made: Made) -> None:
    """What any registry does at least: each name taken apart, and kept by its parts."""
    found: dict[tuple[str, ...], list[str]] = {}
    for _, document in made.documents:
        for said in document.said:
            name = said.speaker.name if said.speaker else ""
            found.setdefault(parts(name), []).append(name)


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--names", type=int, default=200_000)
    people = made(parser.parse_args(arguments).names)
    start = time.process_time()
    plain_loop(people)
    middle = time.process_time()
    registry = registered(people)
    times = (time.process_time() - middle) / (middle - start)
    lines, of_known = judged(registry, people)
    print(*lines, sep="\n")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{times:.1f} times a plain loop over the names (bar {TIMES:g}), {memory:.0f} MB")
    return 1 if of_known or times > TIMES else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
