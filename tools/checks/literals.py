"""Words of a natural language that stand in code, where a pack should hold them.

usage: python -m tools.checks.literals [FOLDER…]

Looked through are the rooms that read text (the ground and both wings). A string counts where the text can
be held against it: an operand of a comparison or of "in", an element of a set, tuple or list, a key of a
dict, an argument of startswith, endswith and the like, the pattern of a regular expression. It counts when
it has a letter and is no label of the house: a value of a Literal type or what LABELS says of the room.
Exit status 1 where one is found.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools import corpora

PACKAGE = corpora.SRC / "quoteattr"
ROOMS = ("text", "quotes", "names", "news", "fiction", "sentences.py")
ASKING = {"startswith", "endswith", "count", "find", "index", "removeprefix", "removesuffix", "split", "get"}
ASKING_PATTERNS = {"compile", "match", "search", "fullmatch", "finditer", "findall", "sub"}

# Labels of the house, by the start of the path: what a stage calls its own values, never held against text.
_FORMS = frozenset(("past", "s", "base", "ing", "participle", "verb", "noun", "adjective", "phrase"))
_FRAMES = frozenset(  # how a content begins behind its cue: "said it rained", "promised to come"
    ("clause", "that", "to", "to be", "as", "of", "object", "bare", "quotation", "complement", "addressee")
)
LABELS: dict[str, frozenset[str]] = {
    "names/known.py": frozenset(("_tables",)),  # a field of a pickle
    "news/learned/": _FORMS
    | _FRAMES
    | frozenset(  # features of weights
        (
            *("act", "around", "behind", "covered", "form", "form around", "front", "headline", "lemma"),
            *("lcov", "lemma behind", "lf", "ln", "lp", "lpass", "lr", "lw+1", "margin", "n1", "n2", "none"),
            *("p1", "p2", "pn", "pr", "precision", "quoted", "source", "w+1", "w+2", "w-1", "w-2", "wf"),
        )
    ),
    "news/resolution/": frozenset(
        (
            "same sentence",
            "one sentence back",
            "two sentences back",
            "further back",
            "same paragraph",
            "one paragraph back",
            "further paragraph",
            "most recent",
            "second most recent",
            "was possessive",
            "was in a phrase",
            "was a pronoun",
            "was in a clause in front",
            "was told as kin",
            "was in a list",
            "first of its sentence",
            "parallel subject",
            "spoke last",
            "named as the subject just before",
            "named just before",
            "spoke in this paragraph",
            "times mentioned",
            "spoke in the paragraph before",
            "gender known",
            "in the content",
            "introduced just before",
            "subject in the paragraph",
            "was asked",
            "asked",
            "asked by",
            *("past", "participle"),
        )
    ),
    "news/resolution/confidence.py": frozenset(
        (
            "margin",
            "link ",
            "guessed",
            "lead",
            "words",
            "no source decoded",
            "alone",
            "kind",
            "link",
            "speaker",
            "act",
            "form",
        )
    ),
    "news/resolution/sources.py": frozenset(("plural", "possessive", "indefinite")),  # facts of pronouns
    "news/attribution/": _FRAMES | {"layout", "transcript"},
    "news/attribution/reports.py": frozenset(  # features of weights, facts of pronouns
        (
            *("capital", "decoder", "few words", "indefinite", "infinitive", "institution", "modal"),
            *("negated", "no cue", "parts", "possessive", "precision", "question", "subordinate", "words"),
            *("behind determiner", "behind mark", "behind owner", "behind preposition", "behind to"),
            *("density", "determiner", "lone participle", "owner", "preposition", "withholding"),
        )
    ),
    "news/cues/": _FORMS | _FRAMES | {"by_form"},
    "news/mentions/": frozenset(("f", "m", "media")),  # codes of the lists
    "text/escapes.py": frozenset(("cp1252", "latin-1")),  # encodings
    "news/rules/": _FORMS | _FRAMES | {"transcript", "content-first", "content-first-inverted", "margin"},
    "news/speakers/": frozenset(("particle", "known speaker")),  # kind of a small word in names; evidence
    "news/speakers/pronoun_votes.py": frozenset(("honorific", "noble")),  # kinds of titles in the pack
    "fiction/cast/stage.py": frozenset(("object",)),  # a case, as the pack's pronouns have it
    "fiction/speakers/history.py": frozenset(  # names of features
        ("agree", "other", "pair", "pair2", "same", "tie", "turns", "turns2", "turns3")
    ),
    "fiction/speakers/features.py": frozenset(  # names of features, and what they say
        (
            *(
                "coming",
                "lock",
                "narrator",
                "near",
                "none",
                "other-addressed",
                "own",
                "para",
                "rank",
                "recent",
            ),
            *("scene", "shown", "since", "sir", "speaks", "tie", "turns", "turns2", "turns3", "weight"),
            *("agree", "as", "pair", "pair2", "shape", "spoke"),
        )
    ),
    "fiction/speakers/company.py": frozenset(("about", "aboutrank", "ago", "ahead", "style")),
    "fiction/speakers/pronouns.py": frozenset(("acted", "by", "speaking")),
    "fiction/speakers/confidence.py": frozenset(("locked near", "odds", "twice", "twice then")),
}


def literals(path: Path, labels: frozenset[str]) -> Iterator[tuple[int, str]]:
    """(line, string) of each word that text is held against."""
    if path.name == "__init__.py":  # names that a room exports
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for value in _held_against(node):
            text = value.value if isinstance(value, ast.Constant) else None
            if isinstance(text, str) and text not in labels and _is_word(text):
                yield value.lineno, text


def _is_word(text: str) -> bool:
    return (
        re.search(r"(?<!\\)[^\W\d_]", re.sub(r"\\[pP]\{\w+\}|\\.|\(\?[a-zA-Z]+\)|\(\?P?<\w+>", "", text))
        is not None
    )


def _held_against(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        yield from (node.left, *node.comparators)
    elif isinstance(node, ast.Set | ast.Tuple | ast.List):
        yield from node.elts
    elif isinstance(node, ast.Dict):
        yield from (key for key in node.keys if key is not None)
    elif isinstance(node, ast.MatchValue):
        yield node.value
    elif isinstance(node, ast.Call) and _asks(node.func):
        yield from node.args[:1]


def _asks(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr in ASKING | ASKING_PATTERNS


def labels_of(path: Path) -> frozenset[str]:
    """What LABELS says of this place."""
    place = path.relative_to(PACKAGE).as_posix()
    return frozenset[str]().union(*(labels for start, labels in LABELS.items() if place.startswith(start)))


def literal_values() -> Iterator[str]:
    """The strings of each ``Literal[...]`` in the package."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.value, ast.Name)
                and node.value.id == "Literal"
            ):
                for part in ast.walk(node.slice):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def files(folder: str) -> list[Path]:
    """The modules of a room."""
    place = PACKAGE / folder
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def found(folders: Iterable[str] = ROOMS) -> list[str]:
    """Where each stands, and the word: "news/cues/stage.py:12: 'that'"."""
    house = frozenset(literal_values())
    return [
        f"{path.relative_to(PACKAGE)}:{line}: {text!r}"
        for folder in folders
        for path in files(folder)
        for line, text in sorted(set(literals(path, house | labels_of(path))))
    ]


def main(folders: list[str]) -> int:
    words = found(folders or ROOMS)
    print(*words, f"{len(words)} words of a natural language in code", sep="\n")
    return 1 if words else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
