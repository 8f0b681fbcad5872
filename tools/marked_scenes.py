"""Scenes of fiction in which everybody's turns are marked by hand: how a source is read.

A source has a head, a line ``===`` and the text. The head names who speaks, a line each:

    anna: Anna Lorne | Anna; Mrs. Lorne | F         a person: name, other forms, F, M or ?
    anna: Anna Lorne | Anna | F | narrator          the same, who tells the story
    crew: the crew | group                          several voices

In the text ``{anna.N “…”}`` is what Anna said, and ``{+ “…”}`` goes on with the same turn; ``{anna.N —…}`` is
a turn behind a dash. ``{-sign “…”}`` is in marks and nobody's turn. The letter says what names the speaker:

    N  a tag with a name (Anna said)
    P  a tag with a pronoun (she said)
    I  a tag of the narrator (I said)
    R  a tag with a role (the porter said)
    B  no tag: somebody acts in the same paragraph
    L  a label (a message, a play)
    U  nothing
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

OPEN = re.compile(r"\{(?:(\w+)\.([NPIRBLU])|(\+)|-(\w+)) ")
SUBTYPE = {
    "N": "explicit",
    "L": "explicit",
    "P": "anaphoric",
    "R": "anaphoric",
    "I": "anaphoric",
    "B": "implicit",
    "U": "implicit",
}


def read_head(head: str) -> dict[str, dict[str, Any]]:
    """The lines before ``===``: people by key, in order."""
    people: dict[str, dict[str, Any]] = {}
    for line in head.strip().splitlines():
        key, _, rest = line.partition(":")
        fields = [part.strip() for part in rest.split("|")]
        person: dict[str, Any] = {
            "id": f"p{len(people) + 1}",
            "name": fields[0],
            "aliases": [],
            "gender": None,
        }
        if fields[-1] == "group":
            person["kind"] = "group"
        else:
            person["aliases"] = [alias.strip() for alias in fields[1].split(";") if alias.strip()]
            person["gender"] = {"F": "F", "M": "M", "?": None}[fields[2]]
        if fields[-1] == "narrator":
            person["narrator"] = True
        people[key.strip()] = person
    return people


def strip_tags(marked: str) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    """The plain text, the turns, and what stands in marks without being one."""
    out: list[str] = []
    turns: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    at, pos = 0, 0
    while (start := marked.find("{", pos)) >= 0:
        tag = OPEN.match(marked, start)
        end = marked.find("}", start)
        if tag is None or end < 0:
            raise ValueError(f"not a tag: {marked[start : start + 30]!r}")
        out += [marked[pos:start], marked[tag.end() : end]]
        at += start - pos
        span = [at, at + end - tag.end()]
        at = span[1]
        who, kind, goes_on, medium = tag.groups()
        if goes_on:
            turns[-1]["spans"].append(span)
        elif medium:
            others.append({"medium": medium, "spans": [span]})
        else:
            turns.append({"who": who, "tag": kind, "spans": [span]})
        pos = end + 1
    return "".join(out) + marked[pos:], turns, others


def build(path: Path, kind: str) -> dict[str, Any]:
    """One document from one source file; its id is ``kind``/the file's name."""
    head, _, marked = path.read_text(encoding="utf-8").partition("\n===\n")
    people = read_head(head)
    text, turns, others = strip_tags(marked.strip("\n") + "\n")
    quotes = [
        {
            "id": f"q{number}",
            "kind": "direct",
            "subtype": SUBTYPE[turn["tag"]],
            "tag": turn["tag"],
            "spans": turn["spans"],
            "cue": None,
            "source": None,
            "speaker": people[turn["who"]]["id"],
        }
        for number, turn in enumerate(turns, 1)
    ]
    document = {
        "id": f"{kind}/{path.stem}",
        "corpus": "own",
        "split": "test",
        "lang": "en",
        "genre": "novel",
        "text": text,
        "people": list(people.values()),
        "quotes": quotes,
        "not_turns": others,
    }
    check(document)
    return document


def check(document: dict[str, Any]) -> None:
    """Raises ValueError where an offset is wrong: a span that does not begin and end where words in marks (or
    those behind a dash or a label) do, turns out of order, or words in marks that nobody has."""
    text, last = document["text"], 0
    covered = []
    for quote in document["quotes"]:
        for start, end in quote["spans"]:
            words = text[start:end]
            in_marks = words[0] + words[-1] in ("“”", '""', "‘’")
            at_end = text[end] == "\n" and (quote["tag"] == "L" or words[0] in '“"‘')  # a mark left open
            bare = text[quote["spans"][0][0]] in "—–" or at_end
            if not (last <= start < end and (in_marks or bare) and words == words.strip()):
                raise ValueError(f"{document['id']}: {quote['id']} has a wrong span: {words!r}")
            last = end
            covered.append((start, end))
    covered += [tuple(span) for other in document["not_turns"] for span in other["spans"]]
    for start, end in covered:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    if match := re.search(r"“[^”]*|\"[^\"]*|(?<!\w)‘", text):
        raise ValueError(f"{document['id']}: nobody has {match[0]!r}")
