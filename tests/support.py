"""Reads the annotated texts and the cases, locates slices, scores what the library answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
WORD = re.compile(r"\w+")
NUMBERED = re.compile(r"(.*)#(\d+)\Z", re.S)
ARTICLES = {"the", "a", "an"}


# -------------------------------------------------------------------------------------------- reading
def read_jsonl(path):
    """The records of a JSON Lines file under tests/."""
    with open(HERE / path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def occurrences(text, piece):
    """Where ``piece`` stands in the text as whole words: "he" is not found in "the"."""
    before = r"(?<!\w)" if piece[:1].isalnum() else ""
    after = r"(?!\w)" if piece[-1:].isalnum() else ""
    return [match.span() for match in re.finditer(before + re.escape(piece) + after, text)]


def locate(text, piece):
    """(start, end) of a slice of a case.

    "Ann Doe"      stands in the text exactly once;
    "she#2"        the second "she";
    "“We ~ late,”" from "“We" to the next "late,”".

    ValueError where the slice is missing or, without a number, not unique.
    """
    first, tilde, last = piece.partition(" ~ ")
    numbered = NUMBERED.match(first)
    number = int(numbered.group(2)) if numbered else None
    found = occurrences(text, numbered.group(1) if numbered else first)
    if not found or (number is None and len(found) > 1) or (number or 1) > len(found):
        raise ValueError(f"{first!r} stands {len(found)} times in {text!r}")
    start, end = found[(number or 1) - 1]
    if tilde:
        ends = [e for s, e in occurrences(text, last) if s >= end]
        if not ends:
            raise ValueError(f"no {last!r} after {first!r} in {text!r}")
        end = ends[0]
    return start, end


def case_quotes(case):
    """What a case expects, slices located: the same keys as ``corpus_quotes``."""
    text = case["text"]
    return [
        {
            "spans": [locate(text, piece) for piece in expected["content"]],
            "source": [locate(text, expected["source"])] if expected["source"] else None,
            "cue": [locate(text, expected["cue"])] if expected["cue"] else None,
            "kind": expected["kind"],
            "speaker": expected["speaker"],
            "names": [expected["speaker"]] if expected["speaker"] else [],
            "speaker_kind": expected.get("speaker_kind", "person") if expected["speaker"] else None,
        }
        for expected in case["expect"]
    ]


def corpus_quotes(document):
    """What an annotated text expects; ``names`` are the speaker's name and every form it has alone."""
    people = {person["id"]: person for person in document["people"]}
    kinds = {"org": "organization", "group": "group", "person-unnamed": "unnamed"}
    taken = [form for person in people.values() for form in {person["name"], *person["aliases"]}]
    out = []
    for quote in document["quotes"]:
        person = people.get(quote["speaker"])
        forms = [person["name"], *person["aliases"]] if person else [quote.get("canonical")]
        out.append(
            {
                "spans": [tuple(span) for span in quote["spans"]],
                "source": quote["source"],
                "cue": quote["cue"],
                "kind": quote["kind"],
                "speaker": forms[0],
                "names": [form for form in forms if form and taken.count(form) <= 1],
                "speaker_kind": "person" if person else kinds.get(quote.get("canonical_type")),
            }
        )
    return out


def predictions(analysis):
    """An Analysis in the same keys as the expectations."""
    return [
        {
            "spans": [(span.start, span.end) for span in answer.quotation.spans],
            "source": [(answer.mention.span.start, answer.mention.span.end)] if answer.mention else None,
            "cue": [(answer.cue.span.start, answer.cue.span.end)] if answer.cue else None,
            "kind": answer.quotation.kind,
            "speaker": answer.speaker.name if answer.speaker else None,
            "speaker_kind": answer.speaker.kind if answer.speaker else None,
        }
        for answer in analysis.attributions
    ]


# -------------------------------------------------------------------------------------------- scoring
def words_in(text, spans):
    """The starts of the words inside the spans."""
    return {start + match.start() for start, end in spans for match in WORD.finditer(text[start:end])}


def name_key(name):
    """A name as compared: its words without case and without a leading article."""
    words = [word.casefold() for word in WORD.findall(name or "")]
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def same_content(text, gold, predicted):
    """How many words two contents share, or 0 where that is under half the words of either."""
    ours, theirs = words_in(text, gold["spans"]), words_in(text, predicted["spans"])
    shared = len(ours & theirs)
    return shared if 2 * shared >= max(len(ours), len(theirs)) else 0


def same_speaker(text, gold, predicted):
    """Persons: one of their names. Others: not a person, and the name or the very source agrees."""
    if gold["speaker"] is None or predicted["speaker"] is None:
        return gold["speaker"] == predicted["speaker"]
    named = name_key(predicted["speaker"]) in [name_key(name) for name in gold["names"]]
    if gold["speaker_kind"] == "person":
        return named and predicted["speaker_kind"] == "person"
    same_source = overlap(text, gold["source"], predicted["source"])
    return predicted["speaker_kind"] != "person" and (named or same_source)


def overlap(text, gold, predicted):
    """True where two sources or cues share a word (or, without words, a character)."""
    if not gold or not predicted:
        return not gold and not predicted
    ours, theirs = words_in(text, gold), words_in(text, predicted)
    if not ours or not theirs:
        return any(a < d and c < b for a, b in gold for c, d in predicted)
    return bool(ours & theirs)


def pair(text, golds, predicted):
    """[(gold, its prediction or None)], one to one, largest overlap first; and the predictions left over."""
    ranked = sorted(
        (-shared, i, j)
        for i, gold in enumerate(golds)
        for j, answer in enumerate(predicted)
        if (shared := same_content(text, gold, answer))
    )
    chosen, used = {}, set()
    for _, i, j in ranked:
        if i not in chosen and j not in used:
            chosen[i] = j
            used.add(j)
    pairs = [(gold, predicted[chosen[i]] if i in chosen else None) for i, gold in enumerate(golds)]
    return pairs, [answer for j, answer in enumerate(predicted) if j not in used]


def case_problems(case, analysis):
    """What is wrong with the answer to a case, a line each; empty where all is right.

    Every expected quotation must be found (at least half of the words) with the right speaker, and no
    other attribution may name a person; in a negative case no attribution at all may stand.
    """
    text = case["text"]
    pairs, extra = pair(text, case_quotes(case), predictions(analysis))
    problems = []
    for gold, answer in pairs:
        slices = [text[start:end] for start, end in gold["spans"]]
        if answer is None:
            problems.append(f"not found: {slices}")
        elif not same_speaker(text, gold, answer):
            given, wanted = ((end["speaker"], end["speaker_kind"]) for end in (answer, gold))
            problems.append(f"speaker {given}, not {wanted}: {slices}")
    for answer in extra:
        if case["pile"] == "negative" or answer["speaker_kind"] == "person":
            slices = [text[start:end] for start, end in answer["spans"]]
            problems.append(f"not a quotation: {slices} by {answer['speaker']!r}")
    return problems


def corpus_scores(documents, analyses):
    """Shares over the annotated texts, each with its count: {name: (share, count)}."""
    tally = {}

    def count(name, hit):
        hits, total = tally.get(name, (0, 0))
        tally[name] = (hits + bool(hit), total + 1)

    for document, analysis in zip(documents, analyses, strict=True):
        text, golds, answers = document["text"], corpus_quotes(document), predictions(analysis)
        nested = {i for i, quote in enumerate(document["quotes"]) if quote.get("nested")}
        pairs, extra = pair(text, golds, answers)
        for i, (gold, answer) in enumerate(pairs):
            quoted = "indirect" if gold["kind"] == "indirect" else "quoted"
            if i not in nested:
                count(f"{quoted} found", answer)
                count(f"{quoted} found, speaker right", answer and same_speaker(text, gold, answer))
            if answer:
                predicted = "indirect" if answer["kind"] == "indirect" else "quoted"
                count(f"{predicted} precision", True)
                count("source", overlap(text, gold["source"], answer["source"]))
                if gold["speaker_kind"] == "person":
                    right = same_speaker(text, gold, answer)
                    count(f"{quoted} person", right)
                    if right:
                        count("full name", name_key(answer["speaker"]) == name_key(gold["speaker"]))
        for answer in extra:
            count(f"{'indirect' if answer['kind'] == 'indirect' else 'quoted'} precision", False)
    return {name: (hits / total, total) for name, (hits, total) in sorted(tally.items())}
