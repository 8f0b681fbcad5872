"""Scripts made of our own scenes, with faults planted by a seed: the verification must find them."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

from quoteattr import LeftOut, LineCheck, ScriptVerification
from quoteattr.verification.comparable import words
from tools import corpora
from tools.scoreboard import scenes

DOCUMENTS = corpora.read_jsonl(scenes.SCENES)
KINDS = ("speaker", "changed", "left out", "swapped")  # fewest places first
FOREIGN = ("seven", "orchard", "never", "Tuesday", "kettle", "all", "lanterns", "quietly")


class Row(NamedTuple):
    """A line of a script: who reads it, its words, where in the novel they stand, and the kind of its tag."""

    speaker: str | None
    text: str
    start: int
    end: int
    tag: str = ""


class Fault(NamedTuple):
    """What was planted: its kind, the rows (by place in the novel) that show it."""

    kind: str
    rows: tuple[Row, ...]


def novel(documents: list[dict[str, Any]], chapters: int = 3) -> tuple[str, list[Row]]:
    """The scenes as a novel of so many chapters, and the script of all its words."""
    text = ""
    rows: list[Row] = []
    for number, document in enumerate(documents):
        if number * chapters // len(documents) != (number - 1) * chapters // len(documents):
            heading = f"CHAPTER {number * chapters // len(documents) + 1}"
            rows.append(Row(None, heading, len(text), len(text) + len(heading)))
            text += heading + "\n\n"
        rows += script(document, len(text))
        text += document["text"] + "\n"
    return text, rows


def script(document: dict[str, Any], base: int = 0) -> list[Row]:
    """The lines of one scene: each span of a turn, and the narration between, a line a paragraph."""
    text = document["text"]
    names = {person["id"]: person["name"] for person in document["people"]}
    spans = sorted((a, b, names[q["speaker"]], q["tag"]) for q in document["quotes"] for a, b in q["spans"])
    rows, at = [], 0
    for start, end, name, tag in (*spans, (len(text), len(text), "", "")):
        place = at
        for piece in text[at:start].split("\n\n"):
            if words(piece):
                rows.append(Row(None, piece.strip(), base + place, base + place + len(piece)))
            place += len(piece) + 2
        if name:
            rows.append(Row(name, text[start:end], base + start, base + end, tag))
        at = end
    return rows


def planted(rows: list[Row], count: int, seed: int) -> tuple[list[Row], list[Fault]]:
    """The script with so many faults, as many of each kind, no two beside each other."""
    dice = random.Random(seed)
    people = sorted({row.speaker for row in rows if row.speaker})
    changed: dict[int, list[Row]] = {}
    faults = []
    free = set(range(1, len(rows) - 2))
    for number in range(count):
        kind = KINDS[number * len(KINDS) // count]
        k = dice.choice(sorted(n for n in free if _may(kind, rows, n)))
        free -= set(range(k - 2, k + 3))
        row = rows[k]
        if kind == "changed":
            changed[k] = [row._replace(text=_other_words(row.text, dice))]
        elif kind == "left out":
            changed[k] = []
        elif kind == "swapped":
            changed[k], changed[k + 1] = [rows[k + 1]], [row]
        else:
            near = {r.speaker for r in rows[max(0, k - 40) : k + 40] if r.speaker} or set(people)
            changed[k] = [row._replace(speaker=dice.choice([*sorted(near - {row.speaker}), None]))]
        faults.append(Fault(kind, (row, rows[k + 1]) if kind == "swapped" else (row,)))
    return [one for n, row in enumerate(rows) for one in changed.get(n, [row])], faults


def _may(kind: str, rows: list[Row], n: int) -> bool:
    if kind == "speaker":
        return rows[n].tag == "N"
    same = words(rows[n].text).keys == words(rows[n + 1].text).keys
    return not (kind == "swapped" and same)


def _other_words(text: str, dice: random.Random) -> str:
    """The line with one word exchanged, left out or put in."""
    found = words(text)
    k = dice.randrange(len(found))
    start, end = found.starts[k], found.ends[k]
    how = dice.choice(["exchange", "exchange", "drop", "add"]) if len(found) > 1 else "exchange"
    word = dice.choice([one for one in FOREIGN if one.lower() not in found.keys])
    if how == "drop":
        return text[:start] + text[end:].lstrip()
    return text[:start] + word + (text[end:] if how == "exchange" else " " + text[start:])


def judged(
    verification: ScriptVerification, rows: list[Row], faults: list[Fault]
) -> tuple[list[Fault], list[LineCheck | LeftOut]]:
    """The faults that were not found, and the problems that are none."""
    problems = list(verification.problems)
    true = set()
    missed = []
    for fault in faults:
        found = [n for n, one in enumerate(problems) if _shows(one, fault, rows)]
        true |= set(found)
        if not found:
            missed.append(fault)
    return missed, [one for n, one in enumerate(problems) if n not in true]


def _shows(one: LineCheck | LeftOut, fault: Fault, rows: list[Row]) -> bool:
    places = [(row.start, row.end) for row in fault.rows]
    if isinstance(one, LeftOut):
        inside = any(a < one.span.end and one.span.start < b for a, b in places)
        return fault.kind in ("left out", "swapped", "changed") and inside
    row = rows[one.number]
    if fault.kind == "speaker":
        return row.start == fault.rows[0].start and one.speaker == "different"
    return (row.start, row.end) in places and one.verdict != "verbatim"
