"""Write docs/reference/names.md: every permanent name that an answer or a table may hold, out of the code.

usage: python -m tools.docs.names_page

A column's meaning is the remark behind it in the code, a rule's is what its row says. A test compares.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from quoteattr import corrections, second_opinion, types
from quoteattr.export import records
from quoteattr.fiction.turns import beside
from quoteattr.news.resolution import confidence, links
from quoteattr.news.rules.rows import RULES
from quoteattr.people import views
from quoteattr.verification import tables
from tools import corpora
from tools.docs.accuracy_page import table

PAGE = corpora.ROOT / "docs" / "reference" / "names.md"
DOUBTS = corpora.ROOT / "docs" / "reference" / "doubts.md"

INTRODUCTION = """\
# Names: columns, rules, doubts, evidence

Made from the code by `python -m tools.docs.names_page`. These names are permanent: what is counted by
them today can be counted by them in the next version. Sentences for people (messages) may change.
"""

COLUMNS = """\
Null where the meaning says None. In CSV, pairs and several strings are JSON; data frames, Arrow, Parquet
and Spark have their own types of each ([tables](../how-to/tables.md)).
"""

RULE = """\
`rule` says how an answer came about. In news it is what found the quotation, a stroke, and what links its
source to a speaker: `content-first/pronoun`. Nothing stands behind it where no source was found.
"""

EVIDENCE = """\
`evidence.rule`. In news with weights a reason is a name, or a name and a value (`link pronoun`); “…” stands
for words of the text. With rules alone the rule that found the quotation, and the one that links it, are the
evidence.
"""

# the key, the file that has it as a literal, and what it is called there
_TABLES = (
    ("One row a quotation", "attributions", records.ATTRIBUTIONS, records, "ATTRIBUTIONS"),
    ("One row a text", "documents", records.DOCUMENTS, records, "DOCUMENTS"),
    ("One row a check of `verify`", "checks", tables.CHECKS, tables, "CHECKS"),
)
_TYPES = {"spans": "pairs of integers", "strings": "strings"}
_REMARK = re.compile(r'^    \*?"?(\w+)"?(?:: "\w+")?,(?:\s*# (.*))?$', re.MULTILINE)


def remarks(module: object, variable: str) -> dict[str, str]:
    """What the code says behind each literal of a mapping or a tuple, by the literal."""
    code = Path(str(getattr(module, "__file__", ""))).read_text(encoding="utf-8")
    start = code.index(f"\n{variable}")
    block = code[start : min(code.index(end, start) for end in ("\n}", "\n)") if end in code[start:])]
    return {name: remark.strip() for name, remark in _REMARK.findall(block)}


def columns() -> Iterator[str]:
    """The tables of columns."""
    yield "## Columns\n"
    yield COLUMNS
    for title, name, kinds, module, variable in _TABLES:
        told = remarks(module, variable)
        yield f"### {title} (`{name}`)\n"
        rows = ((f"`{key}`", _TYPES.get(kind, kind), told[key]) for key, kind in kinds.items())
        yield table(("column", "holds", "what it is"), rows)
    told = remarks(views, "COLUMNS")
    yield "### `quoteattr people --format csv`\n"
    genders = told.pop("GENDERS")
    yield table(("column", "what it is"), ((f"`{key}`", told.get(key, genders)) for key in views.COLUMNS))


def rules() -> Iterator[str]:
    """What ``Attribution.rule`` may hold."""
    yield "## Rules\n"
    yield RULE
    yield table(
        ("news: found by", "", "for example"),
        ((f"`{one.name}`", one.says, one.example.replace("\n\n", " ¶ ")) for one in RULES),
    )
    linked = ((f"`{name}`", says) for name, says in links.LINKS.items())
    yield table(("news: linked by", "the source is"), linked)
    others = {
        "cue": "a story: the narration says who speaks",
        "turn": "a story: the turns around tell who speaks",
        corrections.HUMAN: "a person decided",
        second_opinion.RULE: "[somebody else](../how-to/second-opinion.md) was asked and decided",
    }
    yield table(("elsewhere", ""), ((f"`{name}`", says) for name, says in others.items()))


def doubts() -> Iterator[str]:
    """What ``Doubt.kind`` may hold, as the page about them says."""
    yield "## Doubts\n"
    yield "`doubt.kind`; [more](doubts.md).\n"
    rows = re.findall(r"^\| (`[a-z-]+`) \| (.*?) \|", DOUBTS.read_text(encoding="utf-8"), re.MULTILINE)
    yield table(("kind", "what it means"), rows)


def evidence() -> Iterator[str]:
    """What ``Evidence.rule`` may hold."""
    yield "## Evidence\n"
    yield EVIDENCE
    forms = sorted({form for one in RULES for form in one.forms})
    values: Mapping[str, Iterable[str]] = {
        "kind": get_args(types.QuotationKind),
        "rule": [one.name for one in RULES],
        "source": [*get_args(types.MentionKind), "nobody"],
        "link": links.LINKS,
        "speaker": [*get_args(types.SpeakerKind), "nobody"],
        "act": get_args(types.CueAct),
        "form": forms,
    }
    plain = {name: says.replace("“{}”", "“…”") for name, says in confidence.MESSAGES.items()}
    plain["rest"] = "what holds for every attribution, and lesser reasons"
    yield table(("news", "says"), ((f"`{name}`", says) for name, says in plain.items()))
    several = [(name, confidence.KINDS[name].format("…").replace("““", "“"), values[name]) for name in values]
    yield table(
        ("news: name and value", "says", "values"),
        (
            (f"`{name} …`", says, "the rules above" if name == "rule" else _listed(found))
            for name, says, found in several
        ),
    )
    told = _places()
    yield table(("a story", "where the narration names somebody"), ((f"`{key}`", told[key]) for key in told))
    others = {
        "turns": "a story: the turns around make this speaker likely",
        corrections.HUMAN: "what a person said",
        second_opinion.RULE: "whom somebody else named, and whom the analysis had",
    }
    yield table(("elsewhere", ""), ((f"`{name}`", says) for name, says in others.items()))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _places() -> dict[str, str]:
    code = Path(beside.__file__).read_text(encoding="utf-8")
    told = dict(re.findall(r'^    "([\w-]+)",(?:  # (.*))?$', code[: code.index("Kind =")], re.MULTILINE))
    found: dict[str, str] = {}
    for place in get_args(beside.Where):
        found[place] = told[place] or "the same, further off"
    return found


def page() -> str:
    """The whole page."""
    return "\n".join((INTRODUCTION, *columns(), *rules(), *doubts(), *evidence()))


def main(arguments: Sequence[str]) -> int:
    corpora.parser(__doc__).parse_args(arguments)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(corpora.ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
