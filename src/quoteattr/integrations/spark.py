"""Texts in Spark, for what outgrows one machine (extra ``[spark]``): the one module that knows pyspark."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from quoteattr import arguments
from quoteattr.attributor import Attributor
from quoteattr.errors import ArgumentError, ArgumentTypeError, MissingExtraError
from quoteattr.export.arrow import beside, nested, strings
from quoteattr.export.records import ATTRIBUTIONS, COLUMNS, DOCUMENT_COLUMNS, DOCUMENTS, ColumnType
from quoteattr.integrations.rows import Rows, analysed, check_kept

try:
    from pyspark.errors import PySparkNotImplementedError
    from pyspark.sql import DataFrame
    from pyspark.sql import functions as F
    from pyspark.sql import types as T
except ImportError as error:
    raise MissingExtraError("pyspark", "spark") from error

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

__all__ = ["Frames", "attribute_frame"]

TEXTS = 100
"""Texts whose rows leave a worker together: its memory does not grow with Spark's own batches."""

TYPES: Mapping[ColumnType, T.DataType] = {
    "string": T.StringType(),
    "integer": T.LongType(),
    "number": T.DoubleType(),
    "boolean": T.BooleanType(),
    "spans": T.ArrayType(
        T.StructType([T.StructField("start", T.LongType()), T.StructField("end", T.LongType())])
    ),
    "strings": T.ArrayType(T.StringType()),
}

_SAID = "said"
_TEXT_TYPES = (T.StringType, T.VarcharType, T.CharType, T.NullType)


@frozen(eq=False)
class Frames:
    """What ``attribute_frame`` gives: two data frames of Spark, computed when they are used.

    ``attributions``  one row an attribution; the columns of ``export.records.ATTRIBUTIONS``, then ``error``.
                      A text that failed is a row too, all null but ``doc_id`` and ``error``.
    ``documents``     one row a text, those without a quotation and those that failed included; the columns of
                      ``export.records.DOCUMENTS``, ``error`` null where all went well.

    In both the kept columns follow, with their own types.
    """

    attributions: DataFrame
    documents: DataFrame
    _texts: DataFrame

    def persist(self) -> Frames:
        """Keep what the first use computes (``DataFrame.persist``), so that using both frames analyses each
        text once, not twice. Call it before the first use."""
        self._texts.persist()
        return self

    def unpersist(self) -> Frames:
        """Let go of what ``persist`` keeps."""
        self._texts.unpersist()
        return self


def attribute_frame(
    df: DataFrame, text: str, id: str, keep: Sequence[str] = (), attributor: Attributor | None = None
) -> Frames:
    """Every quotation in the texts of a Spark data frame, and who said it.

    ``text``, ``id`` and ``keep`` name columns, as Spark does (by default whatever the case): of the texts, of
    their ids (``doc_id`` is the id cast to a string), and those to carry through. A text that is null or no
    UTF-8, or on which the analysis fails, is a row with an ``error``. Whether the ids differ is not
    looked at. quoteattr must be installed where the executors run; each of their Python processes makes the
    ``attributor`` once, its known people travel as a broadcast variable.

    Raises ArgumentError (ArgumentTypeError), before anything is computed, when ``df`` is no Spark DataFrame,
    a column is missing or there twice, that of the texts holds none, or a kept column has the name of one of
    ours or a type that does not travel to Python and back.
    """
    if not isinstance(df, DataFrame):
        raise ArgumentTypeError("df", df, f"must be a Spark DataFrame, not {type(df).__name__}")
    keep = list(arguments.several("keep", keep, "columns"))
    settings = _settings(attributor)
    bare = _folding(df.sparkSession)
    texts, ids = _column(df, "text", text, bare), _column(df, "id", id, bare)
    if not isinstance(texts.dataType, _TEXT_TYPES):
        message = f"column {text!r} holds {texts.dataType.simpleString()}, not strings"
        raise ArgumentTypeError("text", text, message)
    kept = [_column(df, "keep", column, bare) for column in keep]
    check_kept([column.name for column in kept], "withColumnRenamed", bare)
    places = [f"kept_{place}" for place in range(len(kept))]
    given = df.select(
        _of(texts).cast("string").alias("text"),
        _of(ids).cast("string").alias("id"),
        *(_of(column).alias(place) for column, place in zip(kept, places, strict=True)),
    )
    schema = _schema(kept, places)
    work = _work(_sent(df.sparkSession, settings), schema.names)
    _check_types(given, kept, places)
    done = given.mapInArrow(work, schema)
    carried = [
        F.col(place).alias(column.name, metadata=column.metadata)
        for column, place in zip(kept, places, strict=True)
    ]
    return Frames(
        done.select(F.inline(_SAID), "error", *carried), done.select(*DOCUMENT_COLUMNS, *carried), done
    )


# ------------------------------------------------------------------------------------ in the driver


def _folding(session: SparkSession) -> Callable[[str], str]:
    """What makes names equal that are one to Spark."""
    exact = session.conf.get("spark.sql.caseSensitive", "false") == "true"
    return str if exact else str.lower


def _column(df: DataFrame, argument: str, name: object, bare: Callable[[str], str]) -> T.StructField:
    there = df.schema.fields
    found = [field for field in there if isinstance(name, str) and bare(field.name) == bare(name)]
    if not found:
        names = ", ".join(repr(field.name) for field in there)
        message = f"no column {arguments.shown(name)}; there are {names or 'none'}"
        raise (ArgumentError if isinstance(name, str) else ArgumentTypeError)(argument, name, message)
    if len(found) > 1:
        raise ArgumentError(argument, name, f"{len(found)} columns {name!r}")
    return found[0]


def _check_types(given: DataFrame, kept: Sequence[T.StructField], places: Sequence[str]) -> None:
    """Spark itself says which types reach Python and come back: some in one version, some in the next."""
    for column, place in zip(kept, places, strict=True):
        try:
            given.select(place).mapInArrow(_unchanged, T.StructType([T.StructField(place, column.dataType)]))
        except PySparkNotImplementedError as error:
            message = f"{column.name!r} holds {column.dataType.simpleString()}, which Arrow cannot carry"
            raise ArgumentTypeError("keep", column.name, message) from error


def _of(column: T.StructField) -> Any:
    return F.col("`{}`".format(column.name.replace("`", "``")))


def _schema(kept: Sequence[T.StructField], places: Sequence[str]) -> T.StructType:
    """Of the one table that both frames are views of: a row a text, its attributions in a list."""
    said = T.StructType([T.StructField(name, TYPES[kind]) for name, kind in ATTRIBUTIONS.items()])
    return T.StructType(
        [
            *(T.StructField(name, TYPES[kind]) for name, kind in DOCUMENTS.items()),
            T.StructField(_SAID, T.ArrayType(said)),
            *(T.StructField(p, c.dataType, c.nullable) for c, p in zip(kept, places, strict=True)),
        ]
    )


def _settings(attributor: object) -> bytes:
    given = Attributor() if attributor is None else attributor
    return pickle.dumps(arguments.instance("attributor", given, Attributor, "an Attributor"))


def _sent(session: SparkSession, settings: bytes) -> Any:
    """The settings as a broadcast variable, which goes to each machine once. Spark Connect has none: there
    they go with each task."""
    context = getattr(session, "sparkContext", None)
    return settings if context is None else context.broadcast(settings)


# ------------------------------------------------------------------------------------ in the workers


def _work(sent: Any, names: Sequence[str]) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What mapInArrow calls in a worker for each partition."""

    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        attributor = _attributor(sent if isinstance(sent, bytes) else sent.value)
        for batch in batches:
            for start in range(0, batch.num_rows, TEXTS):
                texts, ids, *kept = batch.slice(start, TEXTS).columns
                pairs = zip(strings(texts), map(_readable, strings(ids)), strict=True)
                rows = map(_with_failures, analysed(attributor, pairs))
                yield beside([*nested(rows), *kept], names)

    return work


def _unchanged(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    return batches


@lru_cache(maxsize=2)
def _attributor(settings: bytes) -> Attributor:
    """The Attributor of this process, made once: Spark uses its workers again."""
    attributor: Attributor = pickle.loads(settings)
    return attributor


def _readable(id: str | bytes | None) -> str | None:
    return id.decode("utf-8", "replace") if isinstance(id, bytes) else id


def _with_failures(rows: Rows) -> Rows:
    """A text that failed has a row of nulls among the attributions."""
    document = rows[1]
    if document["error"] is None:
        return rows
    return [{**dict.fromkeys(COLUMNS), "doc_id": document["doc_id"]}], document
