"""What the library costs: time beside the reference pass, start, memory, size."""

from __future__ import annotations

import gc
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

from tools import corpora
from tools.scoreboard.reference_pass import seconds as reference_seconds

ROUNDS = 5
PASSES = 4
GROWTH_ROUNDS = 2
EACH = 3  # of the novels the third, the sixth …: a median of them says as much
TENTHS = 10
MEGABYTE = 1_000_000
STARTS = 11

_PEAK = """
def peak():  # kB; of this program alone, where ru_maxrss would start from the parent's
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
"""
_FOREIGN = """
import json, sys
before = set(sys.modules)
import quoteattr
own = {"quoteattr", "attr", "attrs", "regex", "rapidfuzz"} | sys.stdlib_module_names
print(json.dumps(sorted({m.partition(".")[0] for m in set(sys.modules) - before} - own)))
"""
_ANSWER = "import sys, quoteattr; quoteattr.attribute(sys.stdin.read())"
_STORY = "import sys, quoteattr; quoteattr.attribute(sys.stdin.read(), genre='fiction')"
_BARE = "import sys; sys.stdin.read()"


def _python(code: str, stdin: str = "") -> tuple[float, str]:
    """Seconds and output of a new interpreter that runs ``code`` on this checkout, compiled."""
    environment = {**os.environ, "PYTHONPATH": str(corpora.SRC), "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    return time.perf_counter() - start, done.stdout


def throughput(texts: list[str]) -> dict[str, float]:
    """Words per second of the whole analysis with models and on rules, and its time in reference passes."""
    from quoteattr import Attributor

    words = sum(map(corpora.count_words, texts))
    found: dict[str, float] = {}
    for prefix, attributor in (("", Attributor()), ("rules_", Attributor(model=None))):
        times, ratios = [], []
        attributor.attribute(texts[0])
        for _ in range(ROUNDS):
            taken, reference = _side_by_side(attributor.attribute, texts)
            times.append(taken)
            ratios.append(taken / reference)
        found[f"{prefix}words_per_second"] = round(words / statistics.median(times), -2)
        found[f"{prefix}times_reference"] = round(statistics.median(ratios), 1)
    return found


def novels(texts: list[str]) -> dict[str, float | None]:
    """Speed on whole novels (one in EACH), each beside its own reference pass; growth from a tenth of the
    longest to the whole; peak memory of a megabyte."""
    from quoteattr import Attributor

    attribute = Attributor(genre="fiction").attribute
    longest = max(texts, key=len)
    attribute(longest[: len(longest) // TENTHS])
    ratios, speeds = [], []
    for text in texts[::EACH]:
        taken, reference = _side_by_side(attribute, [text])
        ratios.append(taken / reference)
        speeds.append(corpora.count_words(text) / taken)
    tenths = _tenths(longest)
    gc.collect()
    gc.freeze()  # the corpora that this program holds are not the library's to look through
    whole, parts = (min(_seconds(attribute, t) for _ in range(GROWTH_ROUNDS)) for t in ([longest], tenths))
    gc.unfreeze()
    megabyte = (longest * (MEGABYTE // len(longest) + 1))[:MEGABYTE]
    return {
        "novel_words_per_second": round(statistics.median(speeds), -2),
        "novel_times_reference": round(statistics.median(ratios), 1),
        "novel_tenfold_time": round(TENTHS * whole / parts, 1),
        "novel_memory_mb": memory(megabyte, _STORY)["memory_mb"],
    }


def _side_by_side(function: Callable[[str], object], texts: list[str]) -> tuple[float, float]:
    """Seconds of ``function`` over all texts, and of a reference pass, text by text: a machine that is now
    quick, now slow is so for both. The pass is short, and so done PASSES times, half before, half behind."""
    taken = reference = 0.0
    for text in texts:
        reference += reference_seconds([text] * PASSES)
        taken += _seconds(function, [text])
        reference += reference_seconds([text] * PASSES)
    return taken, reference / (2 * PASSES)


def _seconds(function: Callable[[str], object], texts: list[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        function(text)
    return time.perf_counter() - start


def _tenths(text: str) -> list[str]:
    """``text`` in ten parts of like length, cut where paragraphs end."""
    cuts = [0, *(text.find("\n\n", k * len(text) // TENTHS) for k in range(1, TENTHS)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts)]


def starts(article: str) -> dict[str, float]:
    """Import over bare Python, and the first answer of a new process, its import and its end included; both
    beside the import of attrs over bare Python, in the same rounds."""
    _python(_ANSWER, article)  # compiles the byte code
    programs = (("pass", ""), ("import attrs", ""), ("import quoteattr", ""), (_ANSWER, article))
    rounds = [[_python(*program)[0] for program in programs] for _ in range(STARTS)]
    bare, attrs, imported, answer = (statistics.median(times) for times in zip(*rounds, strict=True))
    return {
        "import_ms": round(1000 * (imported - bare), 1),
        "import_times_attrs": round((imported - bare) / (attrs - bare), 1),
        "first_answer_ms": round(1000 * answer, 1),
        "first_answer_times_attrs": round((answer - bare) / (attrs - bare), 1),
        "foreign_packages": len(json.loads(_python(_FOREIGN)[1])),
    }


def machine() -> str:
    """What this machine calls its processor, as far as it says."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def memory(article: str, program: str = _ANSWER) -> dict[str, float | None]:
    """Peak memory of one text over bare Python in MB; None where the system does not tell."""
    if not Path("/proc/self/status").exists():
        return {"memory_mb": None}
    bare, full = (int(_python(f"{_PEAK}\n{code}\nprint(peak())", article)[1]) for code in (_BARE, program))
    return {"memory_mb": round((full - bare) / 1024, 1)}


def size() -> dict[str, Any]:
    """Bytes of the wheel in kB; where hatchling is missing, of the package's folder zipped."""
    with tempfile.TemporaryDirectory() as folder:
        if importlib.util.find_spec("hatchling"):
            command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
            subprocess.run(command, cwd=corpora.ROOT, check=True, capture_output=True)
            made, what = next(Path(folder).glob("*.whl")), "wheel"
        else:
            made, what = Path(folder, "package.zip"), "zipped package"
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in sorted(corpora.SRC.rglob("*")):
                    if path.is_file() and "__pycache__" not in path.parts:
                        archive.write(path, path.relative_to(corpora.SRC))
        return {"size_kb": round(made.stat().st_size / 1024, 1), "size_of": what}


def weights() -> dict[str, float]:
    """All weights together, compressed as in a wheel, in kB."""
    files = sorted((corpora.SRC / "quoteattr" / "model" / "data").glob("*.json"))
    return {"weights_kb": round(sum(len(zlib.compress(p.read_bytes(), 9)) for p in files) / 1024, 1)}


def measure(texts: list[str], article: str) -> dict[str, Any]:
    """All costs: ``texts`` for the speed, one ``article`` for start and memory."""
    return {**throughput(texts), **starts(article), **memory(article), **size(), **weights()}
