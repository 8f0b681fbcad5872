"""The bar of Spark: two workers on this machine beside one plain process, on articles made of polnear.train.

usage: python -m tools.bench.spark [--articles 2000] [--rounds 2] [--partitions 8] [--batch 10000]

Both read the articles from Parquet and write two tables to Parquet, after their start: the first texts,
which start Spark's workers and load the weights, are not counted. The best of --rounds by turns; the bar is
1.5 times the rate of one process, and the same rows. ``load`` is how many programs of the machine wanted a
processor in the minute before: on two processors that are not idle, two workers cannot show what they do.
``a worker`` is the most memory that one of Spark's Python processes had (Linux).

Exit status 1 where the bar is missed, 3 where there is no corpus beside this checkout.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from tools import corpora
from tools.bench.corpus import PARAGRAPHS, articles

SPEED_UP = 1.5
WARM = 40
"""Texts of the warming-up."""


def plain(source: Path, folder: Path) -> None:
    """One process: ``rows.analysed`` from Parquet to Parquet."""
    from quoteattr import Attributor
    from quoteattr.export.arrow import read_parquet, write_parquet
    from quoteattr.export.records import ATTRIBUTIONS, DOCUMENTS
    from quoteattr.integrations.rows import analysed

    texts = ((row["body"], str(row["id"])) for row in read_parquet(str(source), ["id", "body"]))
    said: list[dict[str, Any]] = []
    documents: list[dict[str, Any]] = []
    for attributions, document in analysed(Attributor(), texts):
        said += attributions
        documents.append(document)
    folder.mkdir(parents=True)
    for name, records, columns in (
        ("attributions", said, ATTRIBUTIONS),
        ("documents", documents, DOCUMENTS),
    ):
        with (folder / f"{name}.parquet").open("wb") as stream:
            write_parquet(records, columns, stream)


def spark_job(session: Any, partitions: int) -> Callable[[Path, Path], None]:
    """The same by Spark."""
    from quoteattr.integrations.spark import attribute_frame

    def job(source: Path, folder: Path) -> None:
        df = session.read.parquet(str(source)).repartition(partitions)
        frames = attribute_frame(df, text="body", id="id").persist()
        frames.attributions.drop("error").write.parquet(str(folder / "attributions"))
        frames.documents.write.parquet(str(folder / "documents"))
        frames.unpersist()

    return job


def started(batch: int) -> Any:
    """A session of two workers that find this checkout."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYTHONPATH"] = str(corpora.SRC)
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", str(batch)).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def same(one: Path, other: Path) -> bool:
    """Whether the tables of two runs hold the same rows; Spark writes them in any order."""
    import pyarrow.parquet as pq

    keys = {"attributions": ("doc_id", "quote_index"), "documents": ("doc_id",)}
    for name, key in keys.items():
        found = (pq.read_table(next(folder.glob(f"{name}*"))).to_pylist() for folder in (one, other))
        first, second = (sorted(rows, key=lambda row: [row[k] for k in key]) for rows in found)
        if first != second or not first:
            return False
    return True


def workers() -> Iterator[int]:
    """Memory, in bytes, of each of Spark's Python processes."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "cmdline").read_bytes().split(b"\0", 3)[2] == b"pyspark.daemon":
                yield int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError):
            continue  # it has just ended, or is no such program


@contextmanager
def watching(peaks: list[int]) -> Iterator[None]:
    """Note the largest worker, again and again, until the end."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.2):
            peaks.append(max(workers(), default=0))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def main() -> int:
    """Make the articles, run both by turns, compare."""
    parser = corpora.parser(__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--batch", type=int, default=10_000, help="maxRecordsPerBatch")
    chosen = parser.parse_args()
    if not (corpora.SHARED / "data" / "polnear.train.jsonl").exists():
        print("no corpora beside this checkout: nothing measured")
        return corpora.NO_DATA
    import pyarrow as pa
    import pyarrow.parquet as pq

    session = started(chosen.batch)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = list(islice(articles(PARAGRAPHS), chosen.articles))
        table = pa.table({"id": list(range(len(texts))), "body": texts})
        source, few = folder / "articles.parquet", folder / "few.parquet"
        pq.write_table(table, source)
        pq.write_table(table.slice(0, WARM), few)
        jobs = {"plain": plain, "spark": spark_job(session, chosen.partitions)}
        times: dict[str, list[float]] = {label: [] for label in jobs}
        peaks = [0]
        for label, job in jobs.items():
            job(few, folder / f"{label}-few")
        with watching(peaks):
            for turn in range(chosen.rounds):
                for label, job in jobs.items():
                    load, begun = os.getloadavg()[0], time.perf_counter()
                    job(source, folder / f"{label}-{turn}")
                    times[label].append(time.perf_counter() - begun)
                    print(f"{label}: {times[label][-1]:.1f} s (load {load:.2f} before)", flush=True)
        equal = same(folder / "plain-0", folder / "spark-0")
    session.stop()
    words = sum(map(corpora.count_words, texts))
    ratio = min(times["plain"]) / min(times["spark"])
    rates = ", ".join(f"{label} {words / min(taken):,.0f}" for label, taken in times.items())
    print(
        f"{len(texts)} articles, {words:,} words; words a second: {rates}: {ratio:.2f} times (bar {SPEED_UP})"
    )
    print(
        f"the rows are {'the same' if equal else 'NOT THE SAME'}; a worker: {max(peaks) / 1e6:.0f} MB at most"
    )
    return 0 if ratio >= SPEED_UP and equal else 1


if __name__ == "__main__":
    raise SystemExit(main())
