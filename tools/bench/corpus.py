"""The bars of ``quoteattr corpus``, on articles made of polnear.train in a temporary folder.

usage: python -m tools.bench.corpus [speed] [kills] [memory] [--format F …] [--articles 2000] [--short 20000]
       [--rounds 2]

Each article is made of paragraphs of several articles, always the same ones for a number. Each bar is
measured with every --format that is named (default: jsonl for speed, all for the others).

speed    two workers beside one, the best of --rounds by turns; the bar is 1.7 times. In parentheses, how
         much of a processor other programs took meanwhile (Linux): on two processors that are not idle,
         two workers cannot show what they do
kills    the whole run killed (SIGKILL) five times at random moments, each time resumed: the same bytes
memory   short articles (a .jsonl.gz), two workers: the memory of all processes together, resident pages
         counted once for each process that has them; the bar is 300 MB, and no more in the last quarter
         than in the one before (5 %)

Exit status 1 where a bar is missed, 3 where there is no corpus beside this checkout.
"""

from __future__ import annotations

import filecmp
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tools import corpora

SPEED_UP, KILLS, MEGABYTES, GROWTH = 1.7, 5, 300.0, 1.05
FORMATS = ("jsonl", "csv", "parquet")
PARAGRAPHS, SHORT_PARAGRAPHS = 20, 3
SAMPLE_SECONDS = 0.1


def articles(paragraphs: int) -> Iterator[str]:
    """Articles without end, runs of three paragraphs of one article kept together."""
    documents = corpora.read_jsonl(corpora.SHARED / "data" / "polnear.train.jsonl")
    found = [[p for p in d["text"].split("\n") if p.strip()] for d in documents]
    dice = random.Random(6)
    while True:
        made: list[str] = []
        while len(made) < paragraphs:
            source = dice.choice(found)
            start = dice.randrange(len(source))
            made += source[start : start + 3]
        yield "\n\n".join(made[:paragraphs])


def start(source: Path, output: Path, *options: str) -> subprocess.Popen[str]:
    """The command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "quoteattr", "corpus", str(source), "--output", str(output), *options],
        env={**os.environ, "PYTHONPATH": str(corpora.SRC)},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def finished(process: subprocess.Popen[str]) -> None:
    """Wait for the command, which must succeed."""
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(f"the command failed ({process.returncode}): {said}")


def timed(source: Path, output: Path, workers: int, *options: str) -> float:
    """Seconds of the whole command."""
    begun = time.perf_counter()
    finished(start(source, output, "--workers", str(workers), *options))
    return time.perf_counter() - begun


def busy() -> float:
    """Processor seconds that all programs have taken but those this one started and waited for."""
    try:
        user, nice, system = map(int, Path("/proc/stat").read_text().split(maxsplit=4)[1:4])
    except OSError:
        return 0.0
    own = os.times()
    return (user + nice + system) / os.sysconf("SC_CLK_TCK") - own.children_user - own.children_system


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    names = sorted(path.name for path in one.iterdir())
    if names != sorted(path.name for path in other.iterdir()):
        return False
    return filecmp.cmpfiles(one, other, names, shallow=False)[0] == names


def speed(source: Path, folder: Path, form: str, rounds: int) -> bool:
    """Two workers beside one."""
    times: dict[int, list[tuple[float, float]]] = {1: [], 2: []}
    for turn in range(rounds):
        for workers, taken in times.items():
            others = busy()
            seconds = timed(source, folder / f"speed-{form}-{workers}-{turn}", workers, "--format", form)
            taken.append((seconds, (busy() - others) / seconds))
    one, two = min(times[1])[0], min(times[2])[0]
    shown = {w: ", ".join(f"{t:.1f} ({o:.2f})" for t, o in taken) for w, taken in times.items()}
    equal = same(folder / f"speed-{form}-1-0", folder / f"speed-{form}-2-0")
    print(
        f"speed, {form}: 1 worker {shown[1]} s; 2 workers {shown[2]} s: "
        f"{one / two:.2f} times (bar {SPEED_UP})"
    )
    print(f"       the bytes are {'the same' if equal else 'NOT THE SAME'}")
    return one / two >= SPEED_UP and equal


def kills(source: Path, folder: Path, form: str, dice: random.Random) -> bool:
    """Killed at random moments, resumed, and compared with a run that was left alone."""
    whole, killed = folder / f"whole-{form}", folder / f"killed-{form}"
    parts = ("--part", "100", "--format", form)
    seconds = timed(source, whole, 2, *parts)
    moments, texts = [], []
    for _ in range(KILLS):
        process = start(source, killed, "--workers", "2", "--resume", *parts)
        moments.append(dice.uniform(0.2, seconds / (KILLS + 1)))
        time.sleep(moments[-1])
        if process.poll() is not None:
            raise SystemExit("it was done before it could be killed: run it again, or with more --articles")
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        manifest = killed / "corpus.json"
        texts.append(json.loads(manifest.read_text())["written"]["texts"] if manifest.exists() else 0)
    finished(start(source, killed, "--workers", "2", "--resume", *parts))
    equal = same(whole, killed)
    after = ", ".join(f"{moment:.1f} s ({n} texts)" for moment, n in zip(moments, texts, strict=True))
    print(f"kills, {form}: a run takes {seconds:.1f} s; killed after {after}")
    print(f"       resumed: {'the same bytes' if equal else 'OTHER BYTES'}")
    return equal


def resident(pids: list[int]) -> float:
    """Megabytes of all processes together."""
    pages = 0
    for pid in pids:
        try:
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue  # it has just ended
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def memory(source: Path, folder: Path, form: str) -> bool:
    """The peak, and whether it grows in the second half."""
    process = start(source, folder / f"memory-{form}", "--workers", "2", "--format", form)
    samples: list[float] = []
    while process.poll() is None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        try:
            samples.append(resident([process.pid, *map(int, children.read_text().split())]))
        except OSError:
            break
        time.sleep(SAMPLE_SECONDS)
    finished(process)
    quarter = len(samples) // 4
    peaks = [max(samples[n * quarter : (n + 1) * quarter]) for n in range(4)]
    shown = ", ".join(f"{peak:.0f}" for peak in peaks)
    print(
        f"memory, {form}: peak {max(samples):.0f} MB (bar {MEGABYTES:.0f}); by quarters of the run {shown} MB"
    )
    return max(samples) < MEGABYTES and peaks[3] <= GROWTH * peaks[2]


def main() -> int:
    """Make the corpora, run what was asked for."""
    parser = corpora.parser(__doc__)
    parser.add_argument("bars", nargs="*", metavar="BAR", help="speed, kills, memory (default: all)")
    parser.add_argument("--format", choices=FORMATS, action="append", default=[])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--short", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=None, help="of the moments of the kills")
    chosen = parser.parse_args()
    if not (corpora.SHARED / "data" / "polnear.train.jsonl").exists():
        print("no corpora beside this checkout: nothing measured")
        return corpora.NO_DATA
    wanted = chosen.bars or ["speed", "kills", "memory"]
    met = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "articles"
        texts.mkdir()
        for number, text in enumerate(islice(articles(PARAGRAPHS), chosen.articles)):
            (texts / f"{number:05}.txt").write_text(text, encoding="utf-8")
        if "speed" in wanted:
            met += [speed(texts, folder, form, chosen.rounds) for form in chosen.format or FORMATS[:1]]
        if "kills" in wanted:
            dice = random.Random(chosen.seed)
            met += [kills(texts, folder, form, dice) for form in chosen.format or FORMATS]
        if "memory" in wanted:
            short = folder / "short.jsonl.gz"
            with gzip.open(short, "wt", encoding="utf-8") as stream:
                for text in islice(articles(SHORT_PARAGRAPHS), chosen.short):
                    stream.write(json.dumps({"text": text}) + "\n")
            met += [memory(short, folder, form) for form in chosen.format or FORMATS]
    return 0 if all(met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
