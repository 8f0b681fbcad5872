"""Texts of a table to records: what the integrations with tables share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any

from quoteattr.attributor import Attributor
from quoteattr.errors import ArgumentError
from quoteattr.export.records import COLUMNS, DOCUMENT_COLUMNS, document_record, failed_record
from quoteattr.failure import Failure

OURS = frozenset((*COLUMNS, *DOCUMENT_COLUMNS))
"""The names of the columns that the integrations make."""

Rows = tuple[list[dict[str, Any]], dict[str, Any]]
"""Of one text: the records of its attributions, and its own."""


def check_kept(
    keep: Sequence[Hashable], remedy: str, bare: Callable[[Any], Hashable] = lambda name: name
) -> None:
    """Refuse a column to carry through that is named twice, or has the name of one of OURS; ``bare`` makes
    names equal that are one. Raises ArgumentError."""
    names, ours = list(map(bare, keep)), set(map(bare, OURS))
    for place, column in enumerate(keep):
        if names[place] in names[:place]:
            raise ArgumentError("keep", column, f"names {column!r} twice")
        if names[place] in ours:
            message = f"{column!r} is a column of the result: rename yours first ({remedy})"
            raise ArgumentError("keep", column, message)


def analysed(
    attributor: Attributor,
    texts: Iterable[tuple[Any, str | None]],
    workers: int = 1,
    time_limit: float | None = None,
) -> Iterator[Rows]:
    """The rows of each (text, doc_id), in order; a text that fails has its error in its own record."""
    for result, doc_id in attributor.pipe(texts, as_tuples=True, workers=workers, time_limit=time_limit):
        if isinstance(result, Failure):
            yield [], failed_record(result, doc_id)
        else:
            document = document_record(result.text, result.language, result, doc_id)
            yield result.to_records(doc_id), document
