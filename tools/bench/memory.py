"""Memory over many texts: what an analysis remembers from text to text is bounded.

usage: python -m tools.bench.memory [--texts 100000] [--every 10000]

Short texts, each with names and words that no text before had, go through one Attributor. Every so many texts
the resident memory is printed. Exit status 1 where it grows by more than 2 MB behind the first fifth.
"""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import corpora

ALLOWED = 2.0  # MB
_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "ir")]
_SHAPES = (
    "“The {0} of {1} is {2},” said {3} {4}. She told the {5} that {3} {6} had left {1}.",
    "{3} {4}, a {5} from {1}, said that the {0} was {2}. “We {7} it,” he added.",
    "According to {3} {4}, the {2} {0} had {7}ed. The {5} denied it: “Nobody in {1} {7}s.”",
)


def texts(count: int) -> Iterator[str]:
    """The same texts in every run."""
    random_ = random.Random(12)

    def word() -> str:
        return "".join(random_.choices(_SYLLABLES, k=random_.randint(2, 4)))

    for _ in range(count):
        words = [word() for _ in range(8)]
        for name in (1, 3, 4, 6):
            words[name] = words[name].capitalize()
        yield random_.choice(_SHAPES).format(*words)


def resident() -> float:
    """MB of this process."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise OSError("the system does not tell the memory of a process")


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=10_000)
    chosen = parser.parse_args(arguments)

    from quoteattr import Attributor

    settled, most = 0.0, 0.0
    for number, _ in enumerate(Attributor().pipe(texts(chosen.texts)), 1):
        if number % chosen.every:
            continue
        gc.collect()
        now = resident()
        print(f"{number:8,} texts {now:7.1f} MB", flush=True)
        if number <= chosen.texts // 5:
            settled = now
        most = max(most, now)
    grown = most - settled
    print(f"behind the first fifth: {grown:+.1f} MB, allowed {ALLOWED:+.1f}")
    return 1 if grown > ALLOWED else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
