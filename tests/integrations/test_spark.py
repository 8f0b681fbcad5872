"""Spark, a real one of two workers: row by row the plain answer, and one bad text never stops a job."""

from __future__ import annotations

import inspect
import os
import pickle
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from places import SRC, TESTS

from quoteattr import Attributor, Failure, KnownSpeaker
from quoteattr.errors import ArgumentError
from quoteattr.export.records import (
    ATTRIBUTIONS,
    COLUMNS,
    DOCUMENT_COLUMNS,
    document_record,
    failed_record,
)
from quoteattr.types import Outcome

pytest.importorskip("pyspark", reason="needs the extra [spark]")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java: no java on the path, no JAVA_HOME", allow_module_level=True)

from pyspark import Broadcast
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T
from pyspark.sql.pandas.types import from_arrow_schema
from watched import DYNAMITE, Watched
from wrong_values import WRONG, taken

from quoteattr.export.arrow import ATTRIBUTION_SCHEMA, DOCUMENT_SCHEMA
from quoteattr.integrations.spark import TEXTS, TYPES, Frames, _sent, _settings, attribute_frame

pytestmark = pytest.mark.integration  # starts Java

FERRY = "“We sail at six,” Captain Ines Moreau said. Engineer Paul Achterberg said that the ramp was safe."
RAIN = "It rained over the valley all night."
SCHOOL = "Head teacher Amara Okoye said the roof would be mended in May."
BATCH = TEXTS + 20  # what Spark hands over at once: one slice of ours and a piece


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Its settings say what the workers have: Java may run already, started by another module."""
    paths = [str(SRC), str(TESTS / "helpers")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master("local[2]").appName("quoteattr")
        for name, value in {
            "spark.executorEnv.PYTHONPATH": os.pathsep.join(paths),
            "spark.executorEnv.WATCHED": str(tmp_path_factory.mktemp("watched") / "log"),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
        }.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


@pytest.fixture
def watched(spark: SparkSession) -> Iterator[Path]:
    """Where Watched has written, empty at the start."""
    log = Path(spark.conf.get("spark.executorEnv.WATCHED") or "")
    log.write_text("")
    yield log


def articles(spark: SparkSession, *rows: tuple[Any, ...], kept: str = "") -> DataFrame:
    return spark.createDataFrame(list(rows), f"id bigint, body string{kept}")


def made(number: int) -> str:
    who = ("Ada Okafor", "Tom Aldous", "Martha Quill")[number % 3]
    return (FERRY, RAIN, f"“Pier {number} is shut,” {who} said. She added that {number} boats waited.")[
        number % 3
    ]


def plain(row: T.Row) -> dict[str, Any]:
    """A row as our records have it: tuples for lists, pairs for spans."""
    found = row.asDict()
    for name in ("spans", "addressees", "gender_evidence", "roles"):
        if found.get(name) is not None:
            found[name] = tuple(tuple(one) if name == "spans" else one for one in found[name])
    return found


def expected(
    attributor: Attributor, texts: list[tuple[str, str | None]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of both frames, by the plain way, for (doc_id, text)."""
    said: list[dict[str, Any]] = []
    documents: list[dict[str, Any]] = []
    pairs = [(text, id) for id, text in texts]
    for result, id in attributor.pipe(pairs, as_tuples=True):
        if isinstance(result, Failure):
            documents.append(failed_record(result, id))
            said.append({**dict.fromkeys(COLUMNS), "doc_id": id, "error": documents[-1]["error"]})
        else:
            outcome = Outcome(result.genre, result.attributions, result.speakers, result.doubts)
            documents.append(document_record(result.text, result.language, outcome, id))
            said += [{**row, "error": None} for row in result.to_records(id)]
    return said, documents


def rows(frames: Frames) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return [plain(r) for r in frames.attributions.collect()], [plain(r) for r in frames.documents.collect()]


# ------------------------------------------------------------------------------------ the same rows


def test_row_by_row_the_plain_answer(spark: SparkSession) -> None:
    """In several partitions, several of Spark's batches each, and in the order of the input."""
    texts = [(str(n), made(n)) for n in range(3 * BATCH)]
    df = spark.createDataFrame([(int(id), text) for id, text in texts], "id bigint, body string").coalesce(2)
    assert df.rdd.getNumPartitions() == 2
    frames = attribute_frame(df, text="body", id="id").persist()
    assert rows(frames) == expected(Attributor(), texts)
    frames.unpersist()


def test_the_attributor_is_the_callers_and_known_people_travel(spark: SparkSession) -> None:
    known = [KnownSpeaker("Amara Okoye", known_id="Q7"), *(f"Nobody Number{n}" for n in range(2_000))]
    attributor = Attributor(known=known, mode="quoted")
    quoted = f"“We wait,” said Ms. Okoye. {SCHOOL}"
    frames = attribute_frame(articles(spark, (1, quoted)), text="body", id="id", attributor=attributor)
    assert rows(frames) == expected(attributor, [("1", quoted)])
    (row,) = frames.attributions.collect()
    assert (row["kind"], row["known_id"]) == ("direct", "Q7")


def test_settings_are_a_broadcast_variable(spark: SparkSession) -> None:
    attributor = Attributor(known=["Amara Okoye"])
    sent = _sent(spark, _settings(attributor))
    assert isinstance(sent, Broadcast)
    assert pickle.loads(sent.value) == attributor


def test_the_attributor_is_made_once_a_process(spark: SparkSession, watched: Path) -> None:
    """Not once a batch, a task, or a job."""
    texts = [(n, RAIN) for n in range(8)]
    frames = attribute_frame(
        articles(spark, *texts).repartition(4), text="body", id="id", attributor=Watched()
    )
    for _ in range(3):
        assert frames.documents.count() == 8
        frames.documents.collect()
    times = Counter(line for line in watched.read_text().splitlines() if line.startswith("made"))
    assert times and set(times.values()) == {1}


def test_persisted_frames_read_each_text_once(spark: SparkSession, watched: Path) -> None:
    texts = [(n, f"{n} {RAIN}") for n in range(6)]
    frames = attribute_frame(articles(spark, *texts), text="body", id="id", attributor=Watched()).persist()
    rows(frames)
    assert watched.read_text().count("read") == 6
    frames.unpersist()
    frames.documents.collect()
    assert watched.read_text().count("read") == 12


# ------------------------------------------------------------------------------------ bad texts


def test_a_text_that_fails_is_a_row_with_its_error(spark: SparkSession, watched: Path) -> None:
    bad = f"“Mind the {DYNAMITE},” Ines Moreau said."
    df = articles(spark, (1, FERRY), (2, bad), (3, None), (4, RAIN), (5, SCHOOL))
    broken = F.expr("cast(X'E28098C3' as string)")  # as of a Latin-1 file read as UTF-8
    df = df.withColumn("body", F.when(df.id == 4, broken).otherwise(df.body)).withColumn(
        "desk", df.id.cast("int")
    )
    frames = attribute_frame(df, text="body", id="id", keep=["desk"], attributor=Watched())
    said, documents = rows(frames)
    errors = {
        "2": "ValueError: it went off",
        "3": "ArgumentTypeError: text: must be a str, not NoneType",
        "4": "ArgumentTypeError: text: must be a str, not bytes",
    }
    assert {row["doc_id"]: row["error"] for row in documents} == {"1": None, **errors, "5": None}
    assert [row["doc_id"] for row in said] == ["1", "1", "2", "3", "4", "5"]
    for table in (said, documents):
        failed = [{k: v for k, v in row.items() if v is not None} for row in table if row["error"]]
        assert failed == [{"doc_id": id, "error": e, "desk": int(id)} for id, e in errors.items()]
    assert [row["error"] for row in said if row["doc_id"] in ("1", "5")] == [None] * 3


def test_a_column_of_nulls_alone_fails_text_by_text(spark: SparkSession) -> None:
    df = articles(spark, (1, RAIN)).withColumn("body", F.lit(None))
    assert rows(attribute_frame(df, text="body", id="id")) == expected(Attributor(), [("1", None)])


# ------------------------------------------------------------------------------------ columns


def test_columns_and_types_are_those_of_every_table(spark: SparkSession) -> None:
    df = articles(spark, (1, FERRY))
    frames = attribute_frame(df, text="body", id="id")
    error = T.StructField("error", T.StringType())
    assert frames.attributions.schema.fields == [*from_arrow_schema(ATTRIBUTION_SCHEMA), error]
    assert frames.documents.schema.fields == from_arrow_schema(DOCUMENT_SCHEMA).fields
    assert set(TYPES) == set(ATTRIBUTIONS.values())


def test_kept_columns_are_carried_through_with_their_types(spark: SparkSession) -> None:
    kept = (
        ", day date, at timestamp, price decimal(9,2), tags array<string>, more map<string,int>, raw binary"
    )
    values = (
        *(date(2026, 3, 1), datetime(2026, 3, 1, 6, 30), Decimal("1.50")),
        *(["a", None], {"x": 1, "y": None}, b"\x00\xff"),
    )
    df = articles(spark, (1, FERRY, *values), (2, RAIN, *[None] * 6), (3, SCHOOL, *values), kept=kept)
    df = df.withColumn("a.b`c", F.lit(7)).withMetadata("day", {"comment": "of print"})
    keep = ["day", "at", "price", "tags", "more", "raw", "a.b`c", "body", "id"]
    frames = attribute_frame(df, text="body", id="id", keep=keep)
    given = [{name: row[name] for name in keep} for row in df.collect()]
    for frame, ours, places in (
        (frames.attributions, (*COLUMNS, "error"), [0, 0, 2]),
        (frames.documents, DOCUMENT_COLUMNS, [0, 1, 2]),
    ):
        assert frame.columns == [*ours, *keep]
        assert frame.schema.fields[len(ours) :] == [df.schema[name] for name in keep]
        assert [{name: row[name] for name in keep} for row in frame.collect()] == [given[n] for n in places]
        assert frame.schema["day"].metadata == {"comment": "of print"}


@pytest.mark.parametrize(
    ("id", "doc_id", "why"),
    [
        ("42", "42", "a number"),
        ("date'2026-03-01'", "2026-03-01", "a day, as Spark writes it"),
        ("cast(null as string)", None, "none: the text is not lost for it"),
        ("cast(X'41FF' as string)", "A�", "no UTF-8"),
    ],
)
def test_doc_id_is_the_id_as_a_string(spark: SparkSession, id: str, doc_id: str | None, why: str) -> None:
    df = articles(spark, (1, SCHOOL)).withColumn("id", F.expr(id))
    frames = attribute_frame(df, text="body", id="id")
    assert [row["doc_id"] for table in rows(frames) for row in table] == [doc_id, doc_id], why


def test_names_are_found_as_spark_finds_them(spark: SparkSession) -> None:
    df = articles(spark, (1, SCHOOL, "Post"), kept=", Outlet string")
    frames = attribute_frame(df, text="BODY", id="Id", keep=["outlet"])
    assert frames.documents.columns[-1] == "Outlet"
    spark.conf.set("spark.sql.caseSensitive", "true")
    try:
        with pytest.raises(ArgumentError, match="no column 'BODY'"):
            attribute_frame(df, text="BODY", id="id")
        assert attribute_frame(df.withColumn("Text", F.lit(1)), "body", "id", ["Text"]).documents.count() == 1
    finally:
        spark.conf.unset("spark.sql.caseSensitive")


def test_an_empty_frame_keeps_its_columns(spark: SparkSession) -> None:
    frames = attribute_frame(articles(spark, kept=", outlet string"), text="body", id="id", keep=["outlet"])
    assert rows(frames) == ([], [])
    assert frames.attributions.columns == [*COLUMNS, "error", "outlet"]
    assert frames.documents.columns == [*DOCUMENT_COLUMNS, "outlet"]


def test_from_parquet_to_parquet(spark: SparkSession, tmp_path: Path) -> None:
    source, said, documents = (str(tmp_path / name) for name in ("articles", "said", "documents"))
    texts = [(n, made(n), "Post") for n in range(9)]
    articles(spark, *texts, kept=", outlet string").write.parquet(source)
    frames = attribute_frame(spark.read.parquet(source), text="body", id="id", keep=["outlet"]).persist()
    frames.attributions.write.parquet(said)
    frames.documents.write.parquet(documents)
    frames.unpersist()
    expected_said, expected_documents = expected(Attributor(), [(str(n), text) for n, text, _ in texts])
    for path, frame, wanted, order in (
        (said, frames.attributions, expected_said, ("doc_id", "quote_index")),
        (documents, frames.documents, expected_documents, ("doc_id",)),
    ):
        back = spark.read.parquet(path)
        assert back.schema == frame.schema
        found = [plain(row) for row in back.orderBy(*order).collect()]
        assert found == [{**row, "outlet": "Post"} for row in wanted]


# ------------------------------------------------------------------------------------ wrong arguments


@pytest.mark.parametrize(
    ("change", "arguments", "message"),
    [
        (lambda df: [FERRY], {}, "df: must be a Spark DataFrame, not list"),
        (lambda df: df, {"text": "text"}, "text: no column 'text'; there are 'id', 'body'"),
        (lambda df: df, {"text": 3}, "text: no column 3; there are 'id', 'body'"),
        (lambda df: df, {"text": "id"}, "text: column 'id' holds bigint, not strings"),
        (lambda df: df, {"id": "doc"}, "id: no column 'doc'; there are 'id', 'body'"),
        (lambda df: df, {"keep": ["outlet"]}, "keep: no column 'outlet'; there are 'id', 'body'"),
        (lambda df: df, {"keep": "outlet"}, "keep: must be several columns, such as ('outlet',), not str"),
        (lambda df: df, {"keep": ["id", "ID"]}, "keep: names 'id' twice"),
        (lambda df: df, {"attributor": "en"}, "attributor: must be an Attributor, not str"),
        (lambda df: df.select("id", "body", "body"), {}, "text: 2 columns 'body'"),
        (
            lambda df: df.withColumn("Genre", df.id),
            {"keep": ["genre"]},
            "keep: 'Genre' is a column of the result: rename yours first (withColumnRenamed)",
        ),
        (
            lambda df: df.withColumn("span", F.expr("interval 2 months")),
            {"keep": ["span"]},
            "keep: 'span' holds interval month, which Arrow cannot carry",
        ),
    ],
)
def test_wrong_arguments_are_errors_of_ours_before_a_job_starts(
    spark: SparkSession, change: Any, arguments: dict[str, Any], message: str
) -> None:
    df = change(articles(spark, (1, FERRY)))
    spark.sparkContext.setJobGroup(message, "wrong arguments")
    with pytest.raises(ArgumentError) as raised:
        attribute_frame(df, **{"text": "body", "id": "id", **arguments})
    assert str(raised.value) == message
    assert list(spark.sparkContext.statusTracker().getJobIdsForGroup(message)) == []


def test_every_wrong_value(spark: SparkSession) -> None:
    """As in test_wrong_arguments.py, where no session is."""
    right = {"df": articles(spark, (1, FERRY)), "text": "body", "id": "id", "keep": (), "attributor": None}
    takes = {"keep": {"list", "dict", "set"}, "attributor": {"none"}}
    for argument in inspect.signature(attribute_frame).parameters:
        others = {other: value for other, value in right.items() if other != argument}
        found = {wrong for wrong in WRONG if taken(attribute_frame, argument, wrong, others)}
        assert found == takes.get(argument, set()), argument


def test_nothing_is_computed_before_it_is_used(spark: SparkSession) -> None:
    spark.sparkContext.setJobGroup("lazy", "nothing yet")
    frames = attribute_frame(articles(spark, (1, FERRY)), text="body", id="id", keep=["id"])
    tracker = spark.sparkContext.statusTracker()
    assert list(tracker.getJobIdsForGroup("lazy")) == []
    frames.documents.collect()
    assert list(tracker.getJobIdsForGroup("lazy")) != []
