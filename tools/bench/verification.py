"""What ``verify`` costs with many sources, and what the usual check of a few lines would say.

usage: python -m tools.bench.verification sources [--sources 10000]
       python -m tools.bench.verification baseline GOLD.jsonl SPEAKERS.json [--limit N]
       python -m tools.bench.verification figures

sources   texts of 25 sentences of polnear.train, dealt out anew, with other names in each: the time of
          ``attribute(mode="quoted")`` for a sample, that of the index (bar: twice the first), that of a draft
          of 20 quotations against it (bar: 1 s), and the peak memory (bar: 2 GB)
baseline  the figures of verify_bench.py (of the shared folder) for the check that people write: the words
          between marks as a substring, capitals and marks made alike, or difflib at 0.92 or more
figures   both, on wild.dev.full and polnear.dev, into tools/bench/verification.json (for the accuracy page)

Exit status 1 where a bar is missed, 3 where there is no corpus beside this checkout.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import random
import re
import resource
import sys
import time
from collections.abc import Iterator
from difflib import SequenceMatcher
from types import ModuleType, SimpleNamespace
from unittest import mock

from tools import corpora

SENTENCES, QUOTATIONS, SAMPLE = 25, 20, 200
TIMES, SECONDS, GIGABYTES = 2.0, 1.0, 2.0
_BORDER = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])|\n+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "ir")]


def texts(count: int) -> Iterator[str]:
    """The same texts in every run."""
    documents = corpora.read_jsonl(corpora.SHARED / "data" / "polnear.train.jsonl")
    sentences = [one.strip() for document in documents for one in _BORDER.split(document["text"])]
    whole = [one for one in sentences if one.count("“") == one.count("”") and one.count('"') % 2 == 0 and one]
    dice = random.Random(15)
    for _ in range(count):
        names: dict[str, str] = {}

        def renamed(found: re.Match[str], names: dict[str, str] = names) -> str:
            made = "".join(dice.choices(_SYLLABLES, k=3)).capitalize()
            return names.setdefault(found[0], made)

        yield "\n\n".join(_NAME.sub(renamed, one) for one in dice.sample(whole, SENTENCES))


def sources(count: int) -> int:
    """Measure, print, and say whether a bar is missed."""
    from quoteattr import Attributor, Sources, verify

    made = list(texts(count))
    quoted = Attributor(mode="quoted")
    begun = time.perf_counter()
    analyses = [quoted.attribute(one) for one in made[:SAMPLE]]
    attributed = (time.perf_counter() - begun) * count / len(analyses)
    said = [
        f"“{one.quotation.text.strip(',.')},” {one.speaker.name} said."
        for analysis in analyses
        for one in analysis
        if one.quotation.kind == "direct" and one.speaker is not None and one.speaker.kind == "person"
    ]
    draft = "\n\n".join(random.Random(1).sample(said, QUOTATIONS))
    begun = time.perf_counter()
    read = Sources(made)
    indexed = time.perf_counter() - begun
    begun = time.perf_counter()
    found = verify(draft, read)
    asked = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    right = sum(check.verdict == "verbatim" for check in found)
    print(f"{count} sources of {sum(map(corpora.count_words, made)) / count:.0f} words")
    print(f"attribute(mode='quoted'): {attributed:.1f} s (of {len(analyses)}); index: {indexed:.1f} s")
    print(f"a draft of {len(found)} quotations, {right} verbatim: {asked:.2f} s; peak memory {memory:.2f} GB")
    return int(indexed > TIMES * attributed or asked > SECONDS or memory > GIGABYTES)


# -------------------------------------------------------------------------------------- the baseline


def simple_check(draft: str, sources: list[tuple[str, str]]) -> list[SimpleNamespace]:
    """The check of a few lines: no speaker, no words that turn a sense around, one regular expression."""
    found = []
    for quote in re.findall(r"[“\"](.+?)[”\"]", draft, re.DOTALL):
        wanted = _plain(quote)
        best, where = 0.0, None
        for name, text in sources:
            there = _plain(text)
            near = 1.0 if wanted in there else _near(wanted, there)
            if near > best:
                best, where = near, name
        verdict = "verbatim" if best >= 0.92 else "absent"
        found.append(SimpleNamespace(verdict=verdict, source=where, speaker=None, reversed=False))
    return found


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text.lower().replace("’", "'")).split())


def _near(wanted: str, there: str) -> float:
    matcher = SequenceMatcher(None, there, wanted, autojunk=False)
    longest = matcher.find_longest_match()
    start = max(0, longest.a - longest.b)
    return SequenceMatcher(None, there[start : start + len(wanted)], wanted, autojunk=False).ratio()


def baseline(bench: ModuleType, rest: list[str]) -> int:
    """Run the shared program with the simple check in the place of ``verify``."""
    import quoteattr

    with mock.patch.object(quoteattr, "verify", simple_check):
        run(bench, rest)
    return 0


def run(bench: ModuleType, rest: list[str]) -> None:
    """The shared program with its arguments."""
    with mock.patch.object(sys, "argv", ["verify_bench.py", *rest]):
        bench.main()


# ------------------------------------------------------------------------------------ for the page

FIGURES = corpora.ROOT / "tools" / "bench" / "verification.json"
CORPORA = ("wild.dev.full", "polnear.dev")
NAMES = {
    "true kept": "true kept",
    "false not passed": "false not passed",
    "named rightly": "named rightly",
    "reversed on turns": "reversed on turns",
    "on true": "reversed on true ones",
    "same": "right speaker: same",
    "accused": "right speaker: accused",
    "different": "wrong speaker: different",
    "passed": "wrong speaker: passed",
}

WITHOUT_SPEAKER = 3  # the first figures


def told(printed: str) -> dict[str, float]:
    """The figures of the last two lines that the shared program prints, in percent."""
    last = " ".join(printed.splitlines()[-2:])
    found = {name: re.search(rf"(?<!not )\b{name} (\d\.\d+)", last) for name in NAMES}
    return {NAMES[name]: round(100 * float(match[1]), 1) for name, match in found.items() if match}


def figures(bench: ModuleType) -> int:
    """Measure both, and write them."""
    measured: dict[str, dict[str, dict[str, float]]] = {}
    for corpus in CORPORA:
        data = corpora.SHARED / "data"
        rest = [str(data / f"{corpus}.jsonl"), str(data / f"{corpus}.speakers.json")]
        for name, function in (("verify", run), ("the usual check", baseline)):
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                function(bench, rest)
            found = told(printed.getvalue())
            if function is baseline:  # the others need a speaker, or words that turn a sense around
                found = dict(list(found.items())[:WITHOUT_SPEAKER])
            measured.setdefault(corpus, {})[name] = found
    FIGURES.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


def shared_bench() -> ModuleType:
    """``tools/verify_bench.py`` of the shared folder as a module."""
    path = corpora.SHARED / "tools" / "verify_bench.py"
    spec = importlib.util.spec_from_file_location("verify_bench", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("what", choices=("sources", "baseline", "figures"))
    parser.add_argument("--sources", type=int, default=10_000)
    chosen, rest = parser.parse_known_args(arguments)
    if not (corpora.SHARED / "data" / "polnear.train.jsonl").exists():
        print("no corpus beside this checkout")
        return corpora.NO_DATA
    if chosen.what == "sources":
        return sources(chosen.sources)
    return figures(shared_bench()) if chosen.what == "figures" else baseline(shared_bench(), rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
