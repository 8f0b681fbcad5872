"""Reads the annotated texts and the cases, locates slices, scores what the library answers."""

from __future__ import annotations

import json
import re

from places import TESTS

from quoteattr import Span
from quoteattr.evaluation import MarkedQuotation, MarkedText
from quoteattr.evaluation.speakers import is_found, source_agrees
from quoteattr.evaluation.units import compared

WORD = re.compile(r"\w+")
NUMBERED = re.compile(r"(.*)#(\d+)\Z", re.S)
ARTICLES = {"the", "a", "an"}


# -------------------------------------------------------------------------------------------- reading
def read_jsonl(path):
    """The records of a JSON Lines file under tests/."""
    with open(TESTS / path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_texts(path):
    """The cases of a text file under tests/ (``cases/README.md`` says how one is written): ``why``, ``text``,
    ``rows`` (words, kind, speaker or None, and what the words were found in, if anything), ``fails``."""
    parts = (TESTS / path).read_text(encoding="utf-8").split("\n.\n")
    heads, texts, answers = [parts[0]], parts[1::2], []
    for part in parts[2::2]:
        rows, _, head = ("\n" + part).partition("\n\n")
        answers.append([_text_row(row) for row in rows.splitlines() if row.strip()])
        heads.append(head)
    assert len(texts) == len(answers) and not heads[-1].strip(), (
        f"{path}: a case is text, dot, rows, empty line"
    )
    whys = [head.strip().splitlines()[-1] for head in heads[:-1]]
    return [
        {"why": why.lstrip("! "), "text": text, "rows": rows, "fails": why.startswith("!")}
        for why, text, rows in zip(whys, texts, answers, strict=True)
    ]


def _text_row(row):
    kind, speaker, words, *found_in = [cell.strip() for cell in row.split(" | ")]
    return [words, kind, None if speaker == "-" else speaker, *found_in]


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


# -------------------------------------------------------------------------------------------- scoring
def marked(text, quotes):
    """Quotations as ``quoteattr.evaluation`` has them."""

    def spans(pairs):
        return tuple(Span(*pair) for pair in pairs or ())

    made = [
        MarkedQuotation(spans(q["spans"]), q["kind"], spans(q["cue"]), spans(q["source"])) for q in quotes
    ]
    return MarkedText("", text, tuple(made))


class Answered:
    """A text whose answers are compared with what is expected, by the package's own measure.

    ``pairs``  of what is expected and the attribution that finds at least half of its words (or None).
    ``extra``  the other attributions."""

    def __init__(self, text, quotes, analysis):
        gold, prediction = marked(text, quotes), MarkedText.of("", analysis)
        self.document = compared(gold, prediction)
        said = dict(zip(map(id, prediction.quotations), analysis.attributions, strict=True))
        units = {id(unit.quotation): unit for unit in self.document.golds}
        self.marked = {}
        self.pairs = []
        for quote, quotation in zip(quotes, gold.quotations, strict=True):
            unit = units[id(quotation)]
            match = self.document.of_gold[unit].unit.quotation if is_found(self.document, unit) else None
            self.pairs.append((quote, said.pop(id(match), None)))
            self.marked[id(quote)] = quotation, match
        self.extra = list(said.values())

    def same_source(self, quote):
        """Whether the source of the answer is the one expected."""
        return source_agrees(self.document, *self.marked[id(quote)])

    def same_speaker(self, quote, answer):
        """Persons: one of their names. Others: not a person, and the name or the very source agrees."""
        if quote["speaker"] is None or answer.speaker is None:
            return quote["speaker"] is None and answer.speaker is None
        named = name_key(answer.speaker.name) in [name_key(name) for name in quote["names"]]
        if quote["speaker_kind"] == "person":
            return named and answer.speaker.kind == "person"
        return answer.speaker.kind != "person" and (named or self.same_source(quote))


def name_key(name):
    """A name as compared: its words without case and without a leading article."""
    words = [word.casefold() for word in WORD.findall(name or "")]
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def case_problems(case, analysis):
    """What is wrong with the answer to a case, a line each; empty where all is right.

    Every expected quotation must be found (at least half of the words) with the right speaker, and no
    other attribution may name a person; in a negative case no attribution at all may stand.
    """
    text = case["text"]
    answered = Answered(text, case_quotes(case), analysis)
    problems = []
    for quote, answer in answered.pairs:
        slices = [text[start:end] for start, end in quote["spans"]]
        if answer is None:
            problems.append(f"not found: {slices}")
        elif not answered.same_speaker(quote, answer):
            wanted = quote["speaker"], quote["speaker_kind"]
            problems.append(f"speaker {answer.speaker}, not {wanted}: {slices}")
    for answer in answered.extra:
        if case["pile"] == "negative" or (answer.speaker and answer.speaker.kind == "person"):
            problems.append(f"not a quotation: {answer.quotation.parts} by {answer.speaker_name!r}")
    return problems


def corpus_scores(documents, analyses):
    """Shares over the annotated texts, each with its count: {name: (share, count)}."""
    tally = {}

    def count(name, hit):
        hits, total = tally.get(name, (0, 0))
        tally[name] = (hits + bool(hit), total + 1)

    def sort(kind):
        return "indirect" if kind == "indirect" else "quoted"

    for document, analysis in zip(documents, analyses, strict=True):
        answered = Answered(document["text"], corpus_quotes(document), analysis)
        for (quote, answer), given in zip(answered.pairs, document["quotes"], strict=True):
            quoted = sort(quote["kind"])
            right = answer and answered.same_speaker(quote, answer)
            if not given.get("nested"):
                count(f"{quoted} found", answer)
                count(f"{quoted} found, speaker right", right)
            if answer:
                count(f"{sort(answer.quotation.kind)} precision", True)
                count("source", answered.same_source(quote))
                if quote["speaker_kind"] == "person":
                    count(f"{quoted} person", right)
                    if right:
                        count("full name", name_key(answer.speaker.name) == name_key(quote["speaker"]))
        for answer in answered.extra:
            count(f"{sort(answer.quotation.kind)} precision", False)
    return {name: (hits / total, total) for name, (hits, total) in sorted(tally.items())}
