"""Texts of a table to records: what the integrations with tables share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quoteattr.attributor import Attributor
from quoteattr.export.records import document_record, failed_record
from quoteattr.failure import Failure

Rows = tuple[list[dict[str, Any]], dict[str, Any]]
"""Of one text: the records of its attributions, and its own."""


def analysed(
    attributor: Attributor, texts: Iterable[tuple[Any, str | None]], workers: int = 1
) -> Iterator[Rows]:
    """The rows of each (text, doc_id), in order; a text that fails has its error in its own record."""
    for result, doc_id in attributor.pipe(texts, as_tuples=True, workers=workers):
        if isinstance(result, Failure):
            yield [], failed_record(result, doc_id)
        else:
            document = document_record(result.text, result.language, result, doc_id)
            yield result.to_records(doc_id), document
