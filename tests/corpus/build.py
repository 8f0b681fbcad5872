"""Turns the annotated texts under sources/ into news.jsonl and speakers.json.

    python tests/corpus/build.py            # writes both files next to this one

A source has a head, a line ``===`` and the text. The head names who speaks, a line each:

    doe: Ann Doe | Rep. Doe; Doe | F            a person: full name, other forms in the text, F, M or ?
    acme: Acme Foods | org                      org, group or person-unnamed

In the text ``{c1=doe …}`` is content of quotation 1, which doe said (``=-``: nobody is named), ``{s1 …}`` is
its source and ``{v1 …}`` its cue. Tags may nest, and repeat for further spans of the same quotation;
``{s1,2 …}`` is the source of both 1 and 2. Digits hold for one line; letters (``{ca=doe …}``) for the whole
text, for quotations that run over lines.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
OPEN = re.compile(r"\{([csv])([0-9a-z](?:,[0-9a-z])*)(?:=([\w-]+))? ")
WORD = re.compile(r"\w+")
MARKED = re.compile(
    r"“[^”]*(?:”|\Z)"
    r"|„[^“”]*(?:[“”]|\Z)"
    r"|«[^»]*(?:»|\Z)"
    r"|''(?:[^']|'(?!'))*(?:''|\Z)"
    r'|"[^"]*(?:"|\Z)'
    r"|(?<!\w)‘(?:[^’]|’(?=\w))*(?:’|\Z)"
    r"|(?<!\w)'(?:[^']|'(?=\w))*(?:'|\Z)"
)
FIELD = {"c": "spans", "s": "source", "v": "cue"}
OTHERS = ("org", "group", "person-unnamed")


def read_head(head):
    """The lines before ``===``: (people by key, others by key)."""
    people, others = {}, {}
    for line in head.strip().splitlines():
        key, _, rest = line.partition(":")
        fields = [part.strip() for part in rest.split("|")]
        if fields[-1] in OTHERS:
            others[key.strip()] = {"canonical": fields[0], "canonical_type": fields[-1]}
            continue
        name, aliases, gender = fields
        people[key.strip()] = {
            "id": f"p{len(people) + 1}",
            "name": name,
            "aliases": [alias.strip() for alias in aliases.split(";") if alias.strip()],
            "gender": {"F": "F", "M": "M", "?": None}[gender],
        }
    return people, others


def strip_tags(marked):
    """The plain text, and {quotation key: {"spans": …, "source": …, "cue": …, "speaker": key}}."""
    out, stack, found, at, line, pos = [], [], {}, 0, 0, 0
    while pos < len(marked):
        char = marked[pos]
        if char == "{":
            match = OPEN.match(marked, pos)
            if match is None:
                raise ValueError(f"not a tag: {marked[pos : pos + 30]!r}")
            role, numbers, speaker = match.groups()
            lists = []
            for number in numbers.split(","):
                key = (line, number) if number.isdigit() else number
                entry = found.setdefault(key, {"spans": [], "source": [], "cue": [], "speaker": None})
                entry["speaker"] = speaker or entry["speaker"]
                lists.append(entry[FIELD[role]])
            stack.append((lists, at))
            pos = match.end()
            continue
        if char == "}":
            lists, start = stack.pop()
            for spans in lists:
                spans.append([start, at])
        else:
            out.append(char)
            at += 1
            line += char == "\n"
        pos += 1
    if stack:
        raise ValueError(f"a tag is not closed: {''.join(out)[stack[-1][1] :][:40]!r}")
    return "".join(out), found


def kind_of(text, spans):
    """direct: every word lies inside quotation marks; mixed: some do; indirect: none does."""
    inside = []
    for start, end in spans:
        content = text[start:end]
        runs = [match.span() for match in MARKED.finditer(content)]
        inside += [any(a <= word.start() < b for a, b in runs) for word in WORD.finditer(content)]
    return "direct" if all(inside) else "mixed" if any(inside) else "indirect"


def contained(spans, others):
    """True where every span lies inside one of the others, and the two are not the same."""
    return spans != others and all(any(a <= s and e <= b for a, b in others) for s, e in spans)


def build(path):
    """One document from one source file."""
    head, _, marked = path.read_text(encoding="utf-8").partition("\n===\n")
    people, others = read_head(head)
    text, found = strip_tags(marked.strip("\n"))
    quotes = sorted(found.values(), key=lambda entry: sorted(entry["spans"] + entry["source"] + entry["cue"]))
    records = []
    for number, entry in enumerate(quotes, 1):
        spans, who = sorted(entry["spans"]), entry["speaker"]
        if not spans or who is None:
            raise ValueError(f"{path.name}: quotation {number} has no content or no speaker: {entry}")
        record = {
            "id": f"q{number}",
            "kind": kind_of(text, spans),
            "subtype": None,
            "spans": spans,
            "cue": sorted(entry["cue"]) or None,
            "source": sorted(entry["source"]) or None,
            "speaker": people[who]["id"] if who in people else None,
        }
        if who in others:
            record |= others[who]
        elif who not in people and who != "-":
            raise ValueError(f"{path.name}: nobody is called {who!r}")
        if any(contained(spans, other["spans"]) for other in quotes):
            record["nested"] = True
        records.append(record)
    return {
        "id": f"own/news/{path.stem}",
        "corpus": "own",
        "split": "test",
        "lang": "en",
        "genre": "news",
        "text": text,
        "people": list(people.values()),
        "quotes": records,
    }


def speakers_of(document):
    """Who each source is: {quotation id: {"canonical", "type", "gender", "gender_basis"}}."""
    people = {person["id"]: person for person in document["people"]}
    out = {}
    for quote in document["quotes"]:
        if quote["speaker"]:
            person = people[quote["speaker"]]
            out[quote["id"]] = {
                "canonical": person["name"],
                "type": "person",
                "gender": person["gender"],
                "gender_basis": "text" if person["gender"] else "none",
            }
        elif "canonical" in quote:
            out[quote["id"]] = {
                "canonical": quote["canonical"],
                "type": quote["canonical_type"],
                "gender": None,
                "gender_basis": None,
            }
    return out


def build_all():
    """The content of news.jsonl and of speakers.json."""
    documents = [build(path) for path in sorted((HERE / "sources").glob("*.txt"))]
    lines = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents)
    speakers = {document["id"]: speakers_of(document) for document in documents}
    return lines, json.dumps(speakers, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    news, speakers = build_all()
    (HERE / "news.jsonl").write_text(news, encoding="utf-8")
    (HERE / "speakers.json").write_text(speakers, encoding="utf-8")
