"""Write docs/accuracy.md: today's figures, other systems beside them, and how to repeat both.

usage: python -m tools.docs.accuracy_page

The figures are those of tools/scoreboard/scoreboard.json; nothing is measured here. A test compares the page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tools import corpora

PAGE = corpora.ROOT / "docs" / "accuracy.md"
SCOREBOARD = corpora.ROOT / "tools" / "scoreboard" / "scoreboard.json"
ORACLE = SCOREBOARD.with_name("oracle.json")
VERIFICATION = corpora.ROOT / "tools" / "bench" / "verification.json"

# A second human annotator on PolNeAR dev and test: soft F1, exact F1, words and source F1.
HUMAN = {"all": (82, 68, 76), "quoted": (94, 84, 92), "mixed": (88, "", ""), "indirect": (76, "", "")}

# Measured once with the same scorer on PolNeAR test: soft F1 of all, quoted, indirect; words and source F1 of
# all, quoted; canonical speaker of quoted; words a second; seconds to start.
OTHERS = (
    ("Citron, retrained on PolNeAR train", 62.3, 76.9, 53.5, 55.7, 69.7, 43.4, "2,350", 2.1),
    ("Gender Gap Tracker", 52.3, 69.6, 39.5, 45.0, 54.1, 35.6, "4,040", 1.0),
    ("sayswho", 29.2, 62.7, "–", 26.9, 54.3, 36.8, "3,170", 1.0),
    ("textacy, paragraph by paragraph", 27.9, 60.5, "–", 26.9, 54.1, 35.9, "2,910", 1.7),
)

INTRODUCTION = """\
# Accuracy

Made by `python -m tools.docs.accuracy_page` from `tools/scoreboard/scoreboard.json`, which
`python -m tools.scoreboard` measures; CI measures again and fails when a figure falls. All
figures of news and novels are percentages, of texts **that the weights have not seen**.

- **soft F1**: how far the words of a quotation agree. **exact F1**: all of its words.
- **words and source**: the words, and the words that name who said it ("she").
- **right person**: the one canonical person ("Ingrid Solberg" for "she").
- **quoted**: in quotation marks as a whole (*direct*) or in part (*mixed*). **indirect**: not at all.

## Real pages

Pages of 130 outlets of many countries: news, features, sport, crime, tech, courts. Those of dev trained
nothing; those of train only the confidence, and whether a text is a story. It is what you will see.
"""

SECOND_OPINION = """\
## What a second opinion is worth

[Somebody else](how-to/second-opinion.md) may be asked about the answers that are least sure. Here it is an
oracle: it knows the marks of the 45 pages of dev, is asked through the library, and names the right person
where that is one of the candidates. Nobody else is always right, so this is the most that can be won. *About
persons*: questions whose words are a person's; for so many of them the right one stood among the candidates.

![The right person, as more of the least sure answers are asked about](second-opinion.svg)
"""

AFTER_SECOND_OPINION = """\
Measured by `python -m tools.scoreboard.oracle`.
"""

NEWS = """\
## News of one kind

PolNeAR dev: 84 articles of US politics, like those that most weights were trained on.
"""

NOVELS = """\
## Novels

PDNC: 17 novels, each read with weights trained without its author. LitBank: openings of novels, which
trained nothing. "With a list": given the names of the characters. *Lenient* takes a part of the right name.
"""

COMPARED = """\
## Other systems

**Not the same articles.** The others were measured once, with the same scorer, on PolNeAR *test* (84 articles
of the same kind), on one core. The row of quoteattr is *dev*: the test articles are kept for the end. Take a
difference of a few points as none.
"""

AFTER_OTHERS = """\
The other systems rest on spaCy: 50 to 68 packages, 375 to 590 MB; quoteattr is 4 packages. Citron was trained
on the same articles as quoteattr; the others have rules of their own, made for other purposes.

Novels, as others **published** it, not measured by us: with a list of the characters, BookNLP+ 78.5 and
ModernBERT on a graphics card 94.5; with nothing given, BookNLP 40.
"""

VERIFIED = """\
## Verification

Drafts made from articles by known changes, three further articles beside the right one, in percent.
*True*: other marks, brackets, elisions. *False*: cut, exchanged, negated, stitched, of another article, an
indirect report in marks. *The usual check*: the words between marks as a substring, or `difflib` at 0.92; it
knows no speaker. *PolNeAR*: US politics; *wild*: articles of all sorts.
"""

AFTER_VERIFIED = """\
Not all that was "passed" is false: now and then one of the further articles is that from which an "absent"
quotation was taken, and there it is found. Measured by `python -m tools.bench.verification figures`.
"""

REPEAT = """\
## Repeat it

The corpora have their owners and are not part of the project. With them and the scorer in a folder `shared`
beside this checkout:

```console
$ python -m venv .venv && .venv/bin/pip install -q -e '.[dev]'
$ .venv/bin/python -m tools.scoreboard --novels
$ .venv/bin/python -m tools.docs.accuracy_page
$ .venv/bin/python -m tools.docs.curve
$ .venv/bin/python -m tools.scoreboard.oracle
$ .venv/bin/python -m tools.bench.peers
```

The first program measures and writes `tools/scoreboard/scoreboard.json`, the second this page, the third the
picture of precision against recall, the fourth what a second opinion is worth; the last compares the speed
with textacy's. Without the corpora they say so and change nothing. Elsewhere than in US news expect less.

## Where the errors are

[Where it fails](explanation/where-it-fails.md) shows some, with real output;
[what the confidence means](explanation/confidence.md) says how to leave out the least sure.
"""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table of Markdown; None is a dash."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(
        f"| {' | '.join('–' if cell is None else str(cell) for cell in line)} |\n" for line in lines
    )


def pages(accuracy: Mapping[str, Any]) -> str:
    """Real pages, those of dev beside those of train."""
    scored = [accuracy[name] for name in ("wild.dev", "wild.train")]
    persons = {
        "by_quotation": "right person: each quotation counts",
        "direct": "right person: direct quotations",
        "by_person": "right person: each person of a page counts once",
        "by_page": "right person: each page counts once",
    }
    rows: list[Sequence[object]] = [
        (label, *(one["persons"][kind] for one in scored)) for kind, label in persons.items()
    ]
    others = {
        "women": "right person: what women are quoted saying",
        "men": "right person: what men are quoted saying",
        "organizations_and_groups": "right one: organizations and groups",
        "soft_f1": "soft F1 of quoted words",
        "e2e_f1": "words and source, F1, of quoted words",
    }
    rows += [(label, *(one[kind] for one in scored)) for kind, label in others.items()]
    sure = {
        "expected_error": "calibration error",
        "precision_surer_half": "right among the surer half",
    }
    rows += [(label, *(one["calibration"][kind] for one in scored)) for kind, label in sure.items()]
    return table(("quoted words", "45 pages of dev", "87 pages of train"), rows)


def reports(accuracy: Mapping[str, Any]) -> str:
    """Indirect reports on real pages, and the short cases, in two sentences."""
    whole, cases = accuracy["wild.dev.full"], accuracy["cases.dev"]
    return (
        f"Indirect reports on 24 of the pages of dev: soft precision {whole['soft_precision']},"
        f" soft recall {whole['soft_recall']}, right person of those found and named"
        f" {whole['accuracy_of_answered']}.\n"
        f"Short cases of what people complain of, 148 of 27 kinds: {cases['share']} right (half a point for"
        f" one that is partly right), {cases['wrong']} wrong.\n"
    )


def second_opinion(rows: Iterable[Mapping[str, Any]]) -> str:
    """The curve in figures: a row a share of the answers."""
    head = (
        "asked about",
        "confidence below",
        "questions",
        "about persons",
        "right one among the candidates",
        "wrong before",
        "of these mended",
        "right person",
    )
    return table(
        head, ((f"{row['share']} %", row["below"], *(row[name] for name in head[2:])) for row in rows)
    )


def news(accuracy: Mapping[str, Any]) -> str:
    """Learned, rules alone and a human side by side."""
    with_weights, rules = accuracy["polnear.dev"], accuracy["polnear.dev rules"]
    rows: list[Sequence[object]] = []
    for k, (figure, label) in enumerate(
        (("soft_f1", "soft F1"), ("exact_f1", "exact F1"), ("e2e_f1", "words and source, F1"))
    ):
        for kind in ("all", "quoted", "direct", "mixed", "indirect"):
            human = HUMAN.get(kind, ("", "", ""))[k]
            rows.append((f"{label}: {kind}", with_weights[kind][figure], rules[kind][figure], human))
    for kind in ("all", "quoted", "direct", "mixed", "indirect"):
        rows.append(
            (f"right person: {kind}", *(t[kind]["speaker_accuracy"] for t in (with_weights, rules)), "")
        )
    for who in ("women", "men"):
        rows.append(
            (
                f"right person: quoted {who}",
                *(t[who]["quoted_speaker_accuracy"] for t in (with_weights, rules)),
                "",
            )
        )
    groups = "organizations_and_groups"
    rows.append(
        ("right organization or group", *(t[groups]["speaker_accuracy"] for t in (with_weights, rules)), "")
    )
    rows.append(
        ("calibration error of the confidence", with_weights["calibration"]["expected_error"], None, "")
    )
    rows.append(
        ("precision of the surer half", with_weights["calibration"]["precision_surer_half"], None, "")
    )
    return table(("", "with weights", "rules alone", "a second human annotator"), rows)


def novels(accuracy: Mapping[str, Any]) -> str:
    """What is said of novels, corpus by corpus."""
    columns = ("pdnc.dev", "pdnc.dev list", "litbank.dev")
    scored = [accuracy[name] for name in columns]
    kinds = {
        "all": "all",
        "explicit": "named beside the quotation",
        "anaphoric": "“she”, “the old man”",
        "implicit": "nobody named",
        "women": "women",
        "men": "men",
    }
    rows: list[Sequence[object]] = [
        (f"right speaker: {label}", *(one["speaker"].get(kind) for one in scored))
        for kind, label in kinds.items()
    ]
    rows.append(("right speaker, lenient: all", *(one["lenient"]["all"] for one in scored)))
    rows.append(("right addressee", *(one.get("addressee") for one in scored)))
    rows.append(
        ("precision of the surer half", *(one["calibration"]["precision_surer_half"] for one in scored))
    )
    return table(("", "PDNC, nothing given", "PDNC, with a list", "LitBank, nothing given"), rows)


def others(accuracy: Mapping[str, Any], costs: Mapping[str, Any]) -> str:
    """The systems it was compared with; ours first, on other articles."""
    ours = accuracy["polnear.dev"]
    first = (
        "**quoteattr** (dev)",
        *(ours[kind]["soft_f1"] for kind in ("all", "quoted", "indirect")),
        *(ours[kind]["e2e_f1"] for kind in ("all", "quoted")),
        ours["quoted"]["speaker_accuracy"],
        f"{costs['words_per_second']:,.0f}",
        round(costs["first_answer_ms"] / 1000, 1),
    )
    human = ("a second human annotator (test)", 82.0, 94.0, 76.2, 75.7, 92.1, "", "", "")
    head = (
        "",
        "soft F1: all",
        "quoted",
        "indirect",
        "words and source: all",
        "quoted",
        "right person: quoted",
    )
    return table((*head, "words/s", "start, s"), (first, *OTHERS, human))


def verification(figures: Mapping[str, Mapping[str, Mapping[str, float]]]) -> str:
    """Both checks on both corpora, a row a figure."""
    columns = [(corpus, name) for corpus in figures for name in figures[corpus]]
    head = ("", *(f"{corpus.partition('.')[0]}: {name}" for corpus, name in columns))
    names = next(iter(next(iter(figures.values())).values()))
    rows = ((name, *(figures[corpus][check].get(name) for corpus, check in columns)) for name in names)
    return table(head, rows)


def speed(scoreboard: Mapping[str, Any]) -> str:
    """Where the words a second were measured."""
    where = scoreboard.get("machine", "a machine that was not written down")
    return f"Words a second of quoteattr: one core of {where}, Python {scoreboard['python']}.\n"


def page(scoreboard: Mapping[str, Any]) -> str:
    """The whole page."""
    accuracy, costs = scoreboard["accuracy"], scoreboard["costs"]
    parts = (
        INTRODUCTION,
        pages(accuracy),
        reports(accuracy),
        SECOND_OPINION,
        second_opinion(json.loads(ORACLE.read_text(encoding="utf-8"))),
        AFTER_SECOND_OPINION,
        NEWS,
        news(accuracy),
        NOVELS,
        novels(accuracy),
        COMPARED,
        others(accuracy, costs),
        speed(scoreboard),
        AFTER_OTHERS,
        VERIFIED,
        verification(json.loads(VERIFICATION.read_text(encoding="utf-8"))),
        AFTER_VERIFIED,
        REPEAT,
    )
    return "\n".join(parts)


def main(arguments: Sequence[str]) -> int:
    corpora.parser(__doc__).parse_args(arguments)
    PAGE.write_text(page(json.loads(SCOREBOARD.read_text(encoding="utf-8"))), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(corpora.ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
