"""How fast it is, each figure as a ratio: beside something plain that is measured in the same run.

usage: python -m tools.bench.speed

A machine's speed, and what else it does, cancel out; no corpus is needed. Exit status 1 where a bar is
missed.

import         ``import quoteattr`` beside ``import attrs``, both over bare Python, in new processes
first answer   the import and one article, in a new process, beside ``import attrs``
analysis       the examples, beside the reference pass (one regular expression, a value a token)
known: made    100,000 known speakers, beside a plain loop that folds their names into a dictionary
known: found   them in a text that names 20,000, beside a plain loop that looks each word up
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from quoteattr import Attributor, KnownSpeaker
from quoteattr.names.known import known_index
from quoteattr.names.lookup import table_of
from tools import corpora
from tools.scoreboard import costs
from tools.scoreboard.bars import BARS
from tools.scoreboard.reference_pass import reference_pass

ROUNDS = 5
LISTED, NAMED = 100_000, 20_000
ANALYSIS, MADE, FOUND = 20.0, 20.0, 15.0


def least(*calls: Callable[[], object]) -> list[float]:
    """The least processor time that each call takes, all of them by turns."""
    rounds = []
    for _ in range(ROUNDS):
        taken = []
        for call in calls:
            start = time.process_time()
            call()
            taken.append(time.process_time() - start)
        rounds.append(taken)
    return [min(times) for times in zip(*rounds, strict=True)]


def analysis() -> float:
    """The examples beside the reference pass."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(corpora.ROOT.glob("examples/**/*.txt"))]
    attributor = Attributor()
    ours, plain = least(
        lambda: [attributor.attribute(text) for text in texts],
        lambda: [reference_pass(text) for text in texts],
    )
    return ours / plain


def listed() -> list[KnownSpeaker]:
    """So many people of different names, made of syllables."""
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    lasts = [a + b + c for a in syllables[:20] for b in syllables for c in syllables[:40]]
    return [
        KnownSpeaker(
            f"{syllables[n % 60]}{syllables[n // 60 % 60]} {lasts[n * 7 % len(lasts)]}".title(),
            aliases=(f"{n} Club",),
            known_id=str(n),
        )
        for n in range(LISTED)
    ]


def known() -> tuple[float, float]:
    """Making the index of a list, and finding its people in a text, each beside a plain loop."""
    people = listed()
    words = [word for person in people[:NAMED] for word in (*person.name.split(), "said", "so")]
    text, starts = " ".join(words), [0]
    for word in words[:-1]:
        starts.append(starts[-1] + len(word) + 1)
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    index = known_index(people)
    plain = folded(people)
    made, loop, found, look_up = least(
        lambda: table_of.__wrapped__(tuple(people)),  # which is kept, else
        lambda: folded(people),
        lambda: index.occurrences(text, starts, ends, words),
        lambda: [(start, plain.get(word.casefold())) for start, word in zip(starts, words, strict=True)],
    )
    return made / loop, found / look_up


def folded(people: list[KnownSpeaker]) -> dict[str, KnownSpeaker]:
    """Each name and alias as it is compared at least: without case."""
    return {" ".join(form.casefold().split()): one for one in people for form in (one.name, *one.aliases)}


def main() -> int:
    """Measure all, print each beside its bar."""
    corpora.parser(__doc__).parse_args()
    start = costs.starts((corpora.ROOT / "examples" / "harbour.txt").read_text(encoding="utf-8"))
    bars = {bar.figure: bar.limit for bar in BARS}
    made, found = known()
    figures = {
        "import": (start["import_times_attrs"], bars["costs.import_times_attrs"]),
        "first answer": (start["first_answer_times_attrs"], bars["costs.first_answer_times_attrs"]),
        "analysis": (analysis(), ANALYSIS),
        "known: made": (made, MADE),
        "known: found": (found, FOUND),
    }
    for name, (times, bar) in figures.items():
        print(f"{name:<14} {times:6.1f} times (bar {bar:g}) {'pass' if times <= bar else 'FAIL'}")
    return int(any(times > bar for times, bar in figures.values()))


if __name__ == "__main__":
    sys.exit(main())
